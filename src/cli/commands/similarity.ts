// `daodi similarity group`: which messages of a file are about one thing. Works on files alone; no database is opened.
import { group } from '#core/similarity/group.ts';
import { keepSwitches, readSwitches, rebuildSimilar, type Switches } from '#features/similar/index.ts';
import { readColumns } from '../county/read-columns.ts';
import { messageHeadings, msOfWritten, writeTable } from '../county/table-files.ts';
import { progress } from '../progress.ts';
import { asJson, out, say, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { in: string; out: string; hot: string };

export function similarityCommands({ program, purpose, doing }: Shell): void {
  const similarity = program
    .command('similarity')
    .description('同一件事：把说同一件事的来信归在一起 / messages about one thing, put together');

  similarity
    .command('group')
    .description('把文件里的来信分组；输出两列：编号、组 / group the messages of a file; writes id,cluster')
    .requiredOption('--in <file>', '来信表：编号、用户、时间、标题、内容 / table of messages: id,user,time,title,body')
    .requiredOption('--out <file>', '写到哪个 CSV / the CSV to write')
    .option('--hot <n>', '列出最热的几组，缺省 10 / how many of the hottest groups to show', '10')
    .option(...jsonOption)
    .action(doing((options: Options) => groupFile(options)));
  similarity
    .command('rebuild')
    .description('重做全部比较：先忘掉，再按收到的先后逐件比 / compare everything anew, oldest first')
    .option(...jsonOption)
    .action(doing(({ json }: Json) => rebuild(purpose(), json === true)));
  similarity
    .command('switch <state>')
    .description('“可能是同一件事”的提示：on 开、off 关 / hints of likely twins: on or off')
    .action(doing((state: string) => switchHints(purpose(), { twins: readState(state) })));
}

/** `on` or `off`; anything else is wrong usage. */
export function readState(state: string): boolean {
  if (state === 'on' || state === 'off') return state === 'on';
  throw new WrongUsage({ zh: '请写 on 或 off。', en: 'Write on or off.' });
}

export function switchHints(purpose: Purpose, change: Partial<Switches>): Promise<void> {
  return withPorts(purpose, async (ports) => {
    const switches = { ...(await readSwitches(ports.db)), ...change };
    await keepSwitches(ports, switches);
    const words = (is: boolean) => (is ? { zh: '开', en: 'on' } : { zh: '关', en: 'off' });
    out(
      say({
        zh: `“可能是同一件事”：${words(switches.twins).zh}；派单建议：${words(switches.routing).zh}。`,
        en: `Hints of likely twins: ${words(switches.twins).en}; routing proposals: ${words(switches.routing).en}.`,
      }),
    );
  });
}

function rebuild(purpose: Purpose, json: boolean): Promise<void> {
  return withPorts(purpose, async (ports) => {
    const bar = progress(say({ zh: '比较', en: 'Comparing' }), { quiet: json });
    const began = performance.now();
    const { placed } = await rebuildSimilar(ports, (done, total) => bar.set(done, total));
    bar.end();
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (json) asJson({ placed, seconds });
    else out(say({ zh: `比过了 ${placed} 件，用时 ${seconds} 秒。`, en: `${placed} matters compared in ${seconds} s.` }));
  });
}

const { id, user, time, title, text } = messageHeadings;
const headings = { id, user, time, title, text };

async function groupFile(options: Options): Promise<void> {
  const began = performance.now();
  const rows = await readColumns<keyof typeof headings>(options.in, headings, ['id']);
  const bar = progress(say({ zh: '比较', en: 'Comparing' }), { quiet: options.json });
  const messages = rows.map(({ cells }) => ({ title: cells.title, body: cells.text, time: msOfWritten(cells.time), sender: cells.user }));
  const groups = group(messages, { onProgress: (done, total) => bar.set(Math.round(done), total) });
  bar.end();
  const ids = rows.map(({ row, cells }) => (cells.id === '' ? `row-${row}` : cells.id));
  const firstOf = new Map<number, string>();
  groups.forEach((number, at) => {
    if (!firstOf.has(number)) firstOf.set(number, ids[at] ?? '');
  });
  writeTable(options.out, [['id', 'cluster'], ...ids.map((one, at) => [one, firstOf.get(groups[at] ?? 0) ?? ''])]);
  const hot = hottest(
    groups,
    rows.map(({ cells }) => cells),
    Number(options.hot) || 0,
  );
  const together = [...sizesOf(groups).values()].filter((size) => size > 1);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const told = { messages: rows.length, groups: together.length, together: together.reduce((sum, size) => sum + size, 0), seconds };
  if (options.json) asJson({ ...told, withoutId: ids.filter((_, at) => rows[at]?.cells.id === '').length, hot });
  else {
    out(
      say({
        zh: `${told.messages} 条来信，${told.together} 条归入 ${told.groups} 组，其余各自单独；用时 ${seconds} 秒。写到 ${options.out}。`,
        en: `${told.messages} messages: ${told.together} in ${told.groups} groups, the others on their own; ${seconds} s. Written to ${options.out}.`,
      }),
    );
    for (const one of hot)
      out(
        say({
          zh: `  ${one.messages} 条、${one.senders} 人  ${one.title}`,
          en: `  ${one.messages} messages, ${one.senders} people  ${one.title}`,
        }),
      );
  }
}

const sizesOf = (groups: readonly number[]): Map<number, number> => {
  const sizes = new Map<number, number>();
  for (const number of groups) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  return sizes;
};

/** By how many people wrote, then by how many messages: one person who writes daily makes nothing hot. */
function hottest(groups: readonly number[], cells: readonly { id: string; user: string; title: string }[], most: number) {
  const members = new Map<number, { id: string; user: string; title: string }[]>();
  cells.forEach((cell, at) => {
    const number = groups[at] ?? 0;
    const known = members.get(number);
    if (known) known.push(cell);
    else members.set(number, [cell]);
  });
  return [...members.values()]
    .filter((list) => list.length > 1)
    .map((list) => ({
      cluster: list[0]?.id ?? '',
      messages: list.length,
      senders: new Set(list.map(({ id, user }) => user || id)).size,
      title: list[0]?.title ?? '',
    }))
    .sort((a, b) => b.senders - a.senders || b.messages - a.messages || (a.cluster < b.cluster ? -1 : 1))
    .slice(0, most);
}
