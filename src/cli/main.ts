// The command line. `daodi start | demo | migrate | doctor | user | token | calendar | import | export | verify | jobs`.
import { Command, CommanderError } from 'commander';
import { calendarCommands } from './commands/calendar.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { exportMatters } from './commands/export.ts';
import { importFile } from './commands/import.ts';
import { jobs } from './commands/jobs.ts';
import { migrateNow } from './commands/migrate.ts';
import { start } from './commands/start.ts';
import { tokenCommands } from './commands/token.ts';
import { userCommands } from './commands/user.ts';
import { verify } from './commands/verify.ts';
import { type ExitCode, tellFault } from './say.ts';

/** Commands set the exit code by returning it; a wrong word ends with 2. */
type Action = (...args: never[]) => Promise<ExitCode | undefined> | Promise<void>;
const program = new Command('daodi').description("到底：有事找到底 / casework to the raiser's verdict").exitOverride().showHelpAfterError();
program.option('--demo', "用示例数据目录 / use the demo's data folder");
const purpose = (): 'demo' | 'live' => (program.opts<{ demo?: boolean }>().demo ? 'demo' : 'live');

function doing(action: Action): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = (await action(...(args as never[]))) ?? 0;
    } catch (error) {
      process.exitCode = tellFault(error);
    }
  };
}

program.command('start').description('启动 / start the county').action(doing(start));
program
  .command('demo')
  .description('启动示例县 / start the demo county')
  .option('--json', '就绪后输出一行 JSON / one line of JSON once ready')
  .option('--no-import', '不导入来信 / import no messages')
  .action(doing(demo));
program
  .command('migrate')
  .description('更新数据结构 / bring the schema up to date')
  .action(doing(() => migrateNow(purpose())));
program
  .command('doctor')
  .description('检查 / check everything')
  .option('--json')
  .action(doing((o: { json?: boolean }) => doctor(purpose(), o)));
program
  .command('verify')
  .description('核验全部存证 / check the whole record')
  .option('--json')
  .option('--rebuild', '重建现状表 / rebuild the current-state rows')
  .action(doing((o: { json?: boolean; rebuild?: boolean }) => verify(purpose(), o)));
program
  .command('jobs')
  .description('单独运行时钟 / run the worker apart')
  .action(doing(() => jobs(purpose())));
program
  .command('import <file>')
  .description('导入来信 .csv .xlsx .jsonl / import messages')
  .option('--json')
  .action(doing((file: string, o: { json?: boolean }) => importFile(purpose(), file, o)));
program
  .command('export')
  .description('导出台账 / export the ledger')
  .option('--format <csv|jsonl>', '', 'csv')
  .option('--out <file>')
  .action(doing((o: { format: string; out?: string }) => exportMatters(purpose(), o)));
userCommands(program, purpose, doing);
tokenCommands(program, purpose, doing);
calendarCommands(program, purpose, doing);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
if (process.exitCode !== undefined) process.exit();
