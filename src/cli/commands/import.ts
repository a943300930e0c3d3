import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Actor } from '#core/matter/events.ts';
import { dayOf } from '#core/time/day.ts';
import { problemSentences, type RejectedRow } from '#features/intake/index.ts';
import { accountIdOf, type StructureKind, staffOf, structureKinds } from '#features/people/index.ts';
import { importWorkbook, type WorkbookResult } from '#features/workbooks/index.ts';
import type { Ports } from '#platform/ports.ts';
import { rowFaultSentences } from '#platform/spreadsheets/message-row.ts';
import { type MessagesTable, readMessages } from '#platform/spreadsheets/messages-table.ts';
import { tableRefusals } from '#platform/spreadsheets/table-refusals.ts';
import { writeCsv } from '#platform/spreadsheets/write-csv.ts';
import { importStructure } from '../county/import-structure.ts';
import { isFileFault, unread } from '../county/unread.ts';
import { progress } from '../progress.ts';
import { asJson, type ExitCode, lang, out, refused, say, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { source?: string; areaCode?: string; rejected?: string; update?: boolean; as?: string };
const shown = 20;

export function importCommands({ program, purpose, doing }: Shell): void {
  const imports = program.command('import').description('导入表格 / import tables (.csv, .xlsx; messages also .jsonl)');

  imports
    .command('messages <file>')
    .description('导入来信；同一来源的同一编号只收一次 / import messages; each id of a source is taken once')
    .option('--source <name>', '来源名称，缺省为文件名 / name of the source; by default the file’s name')
    .option('--area-code <digits>', '没写区号的座机前加上 / put before landline numbers without one')
    .option(
      '--update',
      '以前收过的行：补改类别、地点、摘要，其余不动；要用 --as / rows taken before: change category, place and summary, and nothing else; needs --as',
    )
    .option('--as <login>', '以谁的名义导入 / under whose name the rows come in')
    .option('--rejected <file>', '把没有收下的行写成 CSV / write the rows that were not taken as CSV')
    .option(...jsonOption)
    .action(doing((file: string, options: Options) => messages(purpose(), file, options)));

  const about: Record<StructureKind, string> = {
    units: '导入单位：编号、上级、类别、名称、简称、受理台 / units: id, parent, kind, name, short name, desk',
    places: '导入地点：编号、上级、单位、类别、名称、别名 / places: id, parent, unit, kind, name, aliases',
    duties: '导入职责清单：事项编号、层级、清单、事项、单位、类别、牵头单位、依据、起止日期 / duty lists',
    categories:
      '导入诉求类别：代码、名称、上级、英文名、时限规则、紧急程度、替代旧代码、对应新代码 / categories of concerns, with what they replace',
    people: '导入人员：姓名、账号、单位、岗位，每人一个邀请链接 / people, each with an invitation link',
  };
  for (const kind of structureKinds) {
    imports
      .command(`${kind} <file>`)
      .description(about[kind])
      .option(...jsonOption)
      .action(doing((file: string, { json }: Json) => structure(purpose(), kind, file, json === true)));
  }
}

function messages(
  purpose: Purpose,
  file: string,
  { json, source, areaCode, rejected, update = false, as: login }: Options,
): Promise<ExitCode> {
  if (update && login === undefined)
    throw new WrongUsage({
      zh: '--update 要改已有的事项，请用 --as 写明以谁的名义。',
      en: '--update changes matters that are here; say under whose name with --as.',
    });
  return withPorts<ExitCode>(purpose, async (ports) => {
    const rules = areaCode === undefined ? {} : { areaCode };
    const open = () => openMessages(file, rules);
    const total = await countRows(await open());
    const bar = progress(say({ zh: '导入', en: 'Importing' }), { quiet: json });
    const began = performance.now();
    const imported = await importWorkbook(ports, (await open()).rows, {
      source: source ?? basename(file).replace(/\.[a-z]+$/i, ''),
      actor: login === undefined ? { kind: 'clock' } : await staffCalled(ports, login),
      update,
      ...rules,
      onProgress: ({ read }) => bar.set(read, total),
    });
    bar.end();
    if (!imported.ok)
      return refused({
        zh: '正有人从这个来源导入，请等它结束。什么也没有导入。',
        en: 'Somebody is importing from this source; wait for it to end. Nothing was imported.',
      });
    const { result } = imported;
    if (rejected !== undefined) writeRejected(rejected, result.rejectedRows);
    if (json) asJson({ ...result, perSecond: perSecond(result.read, began) });
    else tellMessages(result, perSecond(result.read, began));
    return result.rejected === 0 ? 0 : 1;
  });
}

async function staffCalled(ports: Parameters<typeof accountIdOf>[0] & Pick<Ports, 'now'>, login: string): Promise<Actor> {
  const id = await accountIdOf(ports, login);
  const person = id === null ? null : await staffOf(ports.db, id, dayOf(ports.now()));
  if (person === null) throw new WrongUsage({ zh: `没有账号“${login}”。`, en: `There is no account "${login}".` });
  return { kind: 'staff', id: person.accountId, unitId: person.unitId, roles: person.roles };
}

const perSecond = (rows: number, began: number): number => Math.round((rows * 1000) / (performance.now() - began));

async function openMessages(file: string, rules: { areaCode?: string }): Promise<MessagesTable> {
  const read = await readMessages({ path: file }, { name: basename(file), ...rules }).catch((error: unknown) => {
    if (isFileFault(error)) throw unread(file, { zh: `读不了（${error.code}）。`, en: `It cannot be read (${error.code}).` });
    throw error;
  });
  if (read.ok) return read.table;
  throw unread(file, tableRefusals[read.refusal]);
}

async function countRows({ rows }: MessagesTable): Promise<number> {
  let count = 0;
  for await (const _ of rows) count += 1;
  return count;
}

function tellMessages(result: WorkbookResult, rate: number): void {
  const { read, taken, known, changed, rejected, notes, rejectedRows, urgent, unknownCategories } = result;
  out(
    say({
      zh: `读了 ${read} 行：收下 ${taken} 件，以前收过 ${known} 件（补改 ${changed} 件），没有收下 ${rejected} 行，合计和脚注 ${notes} 行；每秒 ${rate} 行。`,
      en: `Read ${read} rows: ${taken} taken, ${known} taken before (${changed} changed), ${rejected} not taken, ${notes} totals and footnotes; ${rate} rows a second.`,
    }),
  );
  for (const row of rejectedRows.slice(0, shown)) out(`  ${say({ zh: `第 ${row.row} 行`, en: `row ${row.row}` })}  ${reasonsOf(row)}`);
  if (rejectedRows.length > shown)
    out(say({ zh: '  ……其余用 --rejected 写到文件。', en: '  … write the others to a file with --rejected.' }));
  for (const one of urgent)
    out(
      say({
        zh: `⚠ ${one.number} 可能是紧急情况（${one.words.join('、')}），请马上看，必要时打 ${one.call}。`,
        en: `⚠ ${one.number} may be an emergency (${one.words.join(', ')}): look now, call ${one.call} if need be.`,
      }),
    );
  const unknown = Object.entries(unknownCategories);
  if (unknown.length > 0)
    out(
      say({
        zh: `本县没有的类别：${unknown.map(([name, n]) => `${name} ${n} 件`).join('、')}`,
        en: `Categories this county does not have: ${unknown.map(([name, n]) => `${name} ${n}`).join(', ')}`,
      }),
    );
}

function reasonsOf(row: RejectedRow): string {
  const sentences: Record<string, { zh: string; en: string }> = { ...rowFaultSentences, ...problemSentences };
  return row.reasons.map(({ code }) => sentences[code]?.[lang] ?? code).join(' ');
}

function writeRejected(file: string, rows: readonly RejectedRow[]): void {
  const head = lang === 'zh' ? ['行', '原因', '原来各格'] : ['row', 'reason', 'cells as they were'];
  try {
    writeFileSync(file, writeCsv([head, ...rows.map((row) => [row.row, reasonsOf(row), ...row.cells])]), { mode: 0o600 });
  } catch (error) {
    throw isFileFault(error)
      ? unread(file, {
          zh: `写不了（${error.code}）；导入已经做完。`,
          en: `It cannot be written (${error.code}); the import itself is done.`,
        })
      : error;
  }
}

function structure(purpose: Purpose, kind: StructureKind, file: string, json: boolean): Promise<ExitCode> {
  return withPorts<ExitCode>(purpose, async (ports) => {
    const result = await importStructure(ports, kind, file);
    if (json) asJson({ ...result, refused: result.refused.map(({ row, says }) => ({ row, says: says[lang] })) });
    else {
      out(
        say({
          zh: `读了 ${result.read} 行：新增 ${result.taken}，已有 ${result.known}，没有收下 ${result.refused.length}。`,
          en: `Read ${result.read} rows: ${result.taken} new, ${result.known} known, ${result.refused.length} not taken.`,
        }),
      );
      for (const { name, login, path } of result.invited) out(`  ${name}  ${login}  ${path}`);
      for (const { row, says } of result.refused) out(`  ${say({ zh: `第 ${row} 行`, en: `row ${row}` })}  ${says[lang]}`);
    }
    return result.refused.length === 0 ? 0 : 1;
  });
}
