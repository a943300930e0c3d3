import type { Opened } from '#app/ports.ts';
import { PlainFault } from '#platform/db/plain-fault.ts';
import { countyChecks } from '../doctor/county.ts';
import { type Checked, machineChecks } from '../doctor/machine.ts';
import { asJson, type ExitCode, lang, out, say } from '../say.ts';
import { configOf, openBeside, type Purpose } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';
import { columns } from '../table.ts';

type Options = Json & { files?: boolean; all?: boolean };

export function doctorCommand({ program, purpose, doing }: Shell): void {
  program
    .command('doctor')
    .description('体检：程序、磁盘、数据库、留痕、时钟、日历、附件、存证 / check machine, database, record, clock, calendar, files')
    .option('--files', '核对全部附件，不只抽查 / check every file, not only a sample')
    .option('--all', '同 --files / the same as --files')
    .option(...jsonOption)
    .action(doing((options: Options) => doctor(purpose(), options)));
}

/** Every check says what it saw; one that fails does not stop the others. `look` is worth knowing and no reason to fail. */
async function doctor(purpose: Purpose, { json, files = false, all = files }: Options): Promise<ExitCode> {
  const config = configOf(purpose);
  const checked: Checked[] = await machineChecks(config);
  const opened = await openBeside(config).catch((error: unknown) => {
    if (error instanceof PlainFault) return error;
    throw error;
  });
  if (opened instanceof PlainFault) checked.push({ what: 'database', state: 'bad', zh: opened.zh, en: opened.en });
  else checked.push(...(await examine(opened, config, all)));
  if (json) asJson({ ok: !checked.some((one) => one.state === 'bad'), checks: checked });
  else tellAll(checked);
  return checked.some((one) => one.state === 'bad') ? 1 : 0;
}

async function examine(opened: Opened, config: ReturnType<typeof configOf>, all: boolean): Promise<Checked[]> {
  try {
    return await countyChecks(opened.ports, config, all);
  } finally {
    await opened.close();
  }
}

function tellAll(checked: readonly Checked[]): void {
  const marks = { good: '✓', look: '!', bad: '✗' };
  for (const line of columns(checked.map((one) => [marks[one.state], one.what, one[lang]]))) out(line);
  const bad = checked.filter((one) => one.state === 'bad').length;
  out(
    bad === 0
      ? say({ zh: '没有要修的。', en: 'Nothing needs mending.' })
      : say({ zh: `有 ${bad} 项要修。`, en: `${bad} things need mending.` }),
  );
}
