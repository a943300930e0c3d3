import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type ListedMatter, listMatters } from '#features/matters/index.ts';
import { loadCategories, loadUnits, logAccess } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { csvPieces } from '#platform/spreadsheets/write-csv.ts';
import { progress } from '../progress.ts';
import { type ExitCode, say, tell, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import type { Shell } from '../shell.ts';

type Options = { format: string; out?: string };
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
    .description('导出：matters（台账，不含联系方式）/ export: matters (the ledger, without contact data)')
    .option('--format <csv|jsonl>', '格式 / format', 'csv')
    .option('--out <file>', '写到文件，缺省写到标准输出 / to a file instead of standard output')
    .action(doing((what: string, options: Options) => exportMatters(purpose(), what, options)));
}

async function exportMatters(purpose: Purpose, what: string, options: Options): Promise<ExitCode> {
  if (what !== 'matters')
    throw new WrongUsage({ zh: `不能导出“${what}”，可以导出：matters。`, en: `"${what}" cannot be exported; matters can.` });
  if (options.format !== 'csv' && options.format !== 'jsonl')
    throw new WrongUsage({ zh: `没有格式“${options.format}”，可用：csv、jsonl。`, en: `No format "${options.format}"; use csv or jsonl.` });
  const text = options.format === 'csv' ? csvText : jsonText;
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
    await logAccess(ports, { what: 'matters-exported', why: `${options.format}: ${done}` });
    tell({ zh: `导出 ${done} 件。`, en: `${done} matters exported.` });
    return 0;
  });
}

/** Page by page, so that a county of any size fits into memory. What the desk of the county sees; of the raiser nothing. */
async function* linesOf(ports: Ports): AsyncGenerator<Line[]> {
  const [units, categories] = [await loadUnits(ports.db), await loadCategories(ports.db)];
  const viewer = { kind: 'staff', id: 'cli', unitId: '', roles: ['countyOffice'] } as const;
  const lineOf = (matter: ListedMatter): Line => ({
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
    const page = await listMatters(ports.db, viewer, [], { limit: 200, cursor });
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
