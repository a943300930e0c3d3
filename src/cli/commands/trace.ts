import { loggedInWords, postsInWords, type Traced, trace, whatWords } from '#features/sharing/index.ts';
import type { Ports } from '#platform/ports.ts';
import { asJson, type ExitCode, lang, out, refused, say, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { why: string };

export function traceCommand({ program, purpose, doing }: Shell): void {
  program
    .command('trace <code>')
    .description('追查水印编号或事项编号：谁在何时看过（不显示内容）/ who had this mark, or this matter, on the screen when (no content)')
    .requiredOption('--why <reason>', '为什么查，会记下 / why; it is recorded')
    .option(...jsonOption)
    .action(doing((code: string, options: Options) => traceCode(purpose(), code, options)));
}

function traceCode(purpose: Purpose, code: string, { json, why }: Options): Promise<ExitCode> {
  return withPorts<ExitCode>(purpose, async (ports) => {
    const found = await trace(ports, null, code, why);
    if (found.is === 'unreadable')
      throw new WrongUsage({
        zh: `“${code}”不是八位水印编号，也不是事项编号。`,
        en: `"${code}" is neither a mark nor the number of a matter.`,
      });
    if (found.is === 'say-why') throw new WrongUsage({ zh: '请用 --why 写为什么查。', en: 'Say why, with --why.' });
    if (json) asJson(found);
    else await tell(ports, found);
    return found.is === 'nothing' ? 1 : 0;
  });
}

async function tell(ports: Pick<Ports, 'db'>, found: Traced): Promise<void> {
  if (found.is === 'nothing') refused({ zh: '没有找到，这次追查已经记下。', en: 'Nothing was found; this tracing was recorded.' });
  if (found.is !== 'code' && found.is !== 'number') return;
  for (const look of found.looks)
    out(
      `${look.at}  ${look.code}${look.exact ? '' : say({ zh: '（差一位）', en: ' (one sign differs)' })}  ${who(look)}  ${look.number}  ${whatWords(look.what, lang)}`,
    );
  if (found.is === 'code')
    for (const one of found.shares)
      out(
        `${one.madeAt}  ${one.code}  ${one.unit} ${one.who} → ${one.recipient}（${one.purpose}）  ${one.number}  ${say({ zh: '打开', en: 'opened' })} ${one.openings.length}`,
      );
  if (found.is === 'number' && found.looks.length + found.logged.length === 0)
    out(say({ zh: '这一件还没有人看过。', en: 'Nobody has looked at this matter yet.' }));
  if (found.is === 'number')
    for (const row of await loggedInWords(ports, found.logged, lang)) out(`${row.at}  ${who(row)}  ${row.what}  ${row.why}`);
}

const who = (one: { unit: string; who: string; roles: readonly string[] }): string => {
  const posts = postsInWords(one.roles, lang);
  return `${one.unit} ${one.who}${posts === '' ? '' : say({ zh: `（${posts}）`, en: ` (${posts})` })}`;
};
