import { createWriteStream, rmSync } from 'node:fs';
import { finished, pipeline } from 'node:stream/promises';
import { readSite } from '#app/site.ts';
import { emptyAsk, listMatters, loadCircumstances, type SeenRow } from '#features/matters/index.ts';
import { loadCategories, loadUnits, logAccess } from '#features/people/index.ts';
import { openLedger } from '#features/workbooks/index.ts';
import { isLedgerFormat, ledgerFile, ledgerFormats } from '#features/workbooks/staff-ledger-file.ts';
import type { Ports } from '#platform/ports.ts';
import { csvPieces } from '#platform/spreadsheets/write-csv.ts';
import { progress } from '../progress.ts';
import { type ExitCode, lang, say, tell, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import type { Shell } from '../shell.ts';

type Options = {
  format?: string;
  out?: string;
  title?: string;
  unit?: string;
  status?: string;
  category?: string;
  light?: string;
  words?: string;
  sort?: string;
};
type Line = Record<string, string | number | boolean | null>;

/** Headings of the table; the keys are those of the lines of JSON. */
const headings: Record<string, string> = {
  number: '编号',
  title: '标题',
  kind: '类型',
  channel: '渠道',
  category: '类别',
  place: '地点',
  status: '状态',
  ownerUnit: '承办单位',
  receivedAt: '收到时间',
  dueAt: '到期时间',
  provisional: '暂定',
  light: '灯',
  round: '轮次',
  escalation: '提级',
  solved: '是否解决',
  level: '满意度',
};

export function exportCommand({ program, purpose, doing }: Shell): void {
  program
    .command('export <what>')
    .description(
      '导出：ledger（台账，像单位自己的表）、matters（逐条数据，给别的系统）；都不含联系方式 / export: ledger (as offices print it), matters (for other systems); both without contact data',
    )
    .option('--format <xlsx|csv|jsonl>', '格式：ledger 用 xlsx（缺省）或 csv，matters 用 csv（缺省）或 jsonl / format')
    .option('--out <file>', '写到文件，缺省写到标准输出 / to a file instead of standard output')
    .option('--title <words>', 'ledger 的标题 / title of the ledger')
    .option('--unit <id>', '只要这个承办单位的 / only this owner unit')
    .option('--status <status>', '只要这个状态的；open 是还没办结的 / only this state; open means still open')
    .option('--category <id>', '只要这一类和它下面的 / only this category and those below it')
    .option('--light <blue|yellow|red>', '只要亮这种灯的 / only with this light')
    .option('--words <words>', '只要含这些字词的 / only with these words')
    .option('--sort <received|due>', '最新先，或到期先 / newest first, or due first', 'received')
    .action(doing((what: string, options: Options) => exportIt(purpose(), what, options)));
}

function exportIt(purpose: Purpose, what: string, options: Options): Promise<ExitCode> {
  if (what === 'ledger') return exportLedger(purpose, options);
  if (what === 'matters') return exportMatters(purpose, options);
  throw new WrongUsage({
    zh: `不能导出“${what}”，可以导出：ledger、matters。`,
    en: `"${what}" cannot be exported; ledger and matters can.`,
  });
}

const noFormat = (format: string, known: string) =>
  new WrongUsage({ zh: `没有格式“${format}”，可用：${known}。`, en: `No format "${format}"; use one of: ${known}.` });

/** As the county's own desk sees it. A file that could not be finished is taken away again, so that none is taken for whole. */
async function exportLedger(purpose: Purpose, options: Options): Promise<ExitCode> {
  const format = options.format ?? 'xlsx';
  if (!isLedgerFormat(format)) throw noFormat(format, ledgerFormats.join('、'));
  if (options.out === undefined && format === 'xlsx' && process.stdout.isTTY)
    throw new WrongUsage({
      zh: '请用 --out 给出文件名，例如 --out 台账.xlsx。',
      en: 'Name a file with --out, for example --out ledger.xlsx.',
    });
  return withPorts<ExitCode>(purpose, async (ports) => {
    const { unit = '', status = '', category = '', light = '', words = '', sort = '' } = options;
    const site = await readSite(ports.db);
    const ask = { ...emptyAsk, unit, status, category, light, q: words, sort };
    const ledger = await openLedger(ports, desk, ask, lang);
    const total = (await ledger.count()) ?? undefined;
    const bar = progress(say({ zh: '导出', en: 'Exporting' }), { quiet: options.out === undefined });
    const title = options.title ?? (lang === 'zh' ? `${site.county}诉求办理台账` : `${site.county}: ledger of matters`);
    const file = ledgerFile(ledger, { format, lang, title, unit: site.county, onRows: (done) => bar.set(done, total) });
    try {
      if (options.out === undefined) await pipeline(file.stream, process.stdout, { end: false });
      else await pipeline(file.stream, createWriteStream(options.out, { mode: 0o600 }));
    } catch (error) {
      if (options.out !== undefined) rmSync(options.out, { force: true });
      throw fileFault(error, options.out);
    } finally {
      bar.end();
    }
    await logAccess(ports, { what: 'workbooks-ledger-exported', why: [`${format}: ${file.done()}`, ...ledger.filters].join('; ') });
    tell({ zh: `导出 ${file.done()} 件。`, en: `${file.done()} matters exported.` });
    return 0;
  });
}

const desk = { kind: 'staff', id: 'cli', unitId: '', roles: ['countyOffice'] } as const;

async function exportMatters(purpose: Purpose, options: Options): Promise<ExitCode> {
  const format = options.format ?? 'csv';
  if (format !== 'csv' && format !== 'jsonl') throw noFormat(format, 'csv、jsonl');
  const text = format === 'csv' ? csvText : jsonText;
  return withPorts<ExitCode>(purpose, async (ports) => {
    const to = options.out === undefined ? process.stdout : createWriteStream(options.out, { mode: 0o600 });
    const write = (piece: string): Promise<void> =>
      new Promise((resolve, reject) => to.write(piece, (error) => (error ? reject(error) : resolve())));
    const bar = progress(say({ zh: '导出', en: 'Exporting' }), { quiet: options.out === undefined });
    let done = 0;
    let isFirst = true;
    try {
      for await (const lines of linesOf(ports)) {
        await write(text(lines, isFirst));
        isFirst = false;
        done += lines.length;
        bar.set(done);
      }
      if (to !== process.stdout) await finished(to.end());
    } catch (error) {
      throw fileFault(error, options.out);
    } finally {
      bar.end();
    }
    await logAccess(ports, { what: 'matters-exported', why: `${format}: ${done}` });
    tell({ zh: `导出 ${done} 件。`, en: `${done} matters exported.` });
    return 0;
  });
}

/** Page by page, so that a county of any size fits into memory. What the desk of the county sees; of the raiser nothing. */
async function* linesOf(ports: Ports): AsyncGenerator<Line[]> {
  const [units, categories] = [await loadUnits(ports.db), await loadCategories(ports.db)];
  const circumstances = await loadCircumstances(ports.db);
  const lineOf = (matter: SeenRow): Line => ({
    number: matter.number,
    title: matter.title,
    kind: matter.kind,
    channel: matter.channel,
    category: matter.category_id === null ? '' : categories.nameOf(matter.category_id, 'zh'),
    place: matter.place_text,
    status: matter.status,
    ownerUnit: units.nameOf(matter.owner_unit_id),
    receivedAt: matter.received_at,
    dueAt: matter.due_at,
    provisional: matter.provisional,
    light: matter.light,
    round: matter.round,
    escalation: matter.escalation,
    solved: matter.solved,
    level: matter.level,
  });
  let cursor: string | undefined;
  do {
    const page = await listMatters(ports, desk, circumstances, { limit: 200, cursor });
    yield page.rows.map(lineOf);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

const jsonText = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** With the mark that lets Excel read 汉字, and no cell that could run as a formula (csvPieces sees to both). */
function csvText(lines: readonly Line[], isFirst: boolean): string {
  const keys = Object.keys(headings);
  const cell = (value: Line[string] | undefined) => (typeof value === 'boolean' ? (value ? '是' : '') : (value ?? null));
  const rows = lines.map((line) => keys.map((key) => cell(line[key])));
  const [mark = '', ...pieces] = csvPieces(isFirst ? [Object.values(headings), ...rows] : rows);
  return (isFirst ? mark : '') + pieces.join('');
}

function fileFault(error: unknown, file: string | undefined): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (file === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new WrongUsage({
    zh: `不能写文件 ${file}（${code}），没有导出完。`,
    en: `The file ${file} cannot be written (${code}); the export is incomplete.`,
  });
}
