// The command line: `daodi start | demo | migrate | doctor | user | token | calendar | import | export | backup | restore | verify | jobs`.
// Each command returns its exit code; what it throws becomes one plain sentence here.
import { Command, CommanderError } from 'commander';
import { backupCommand } from './commands/backup.ts';
import { calendarCommands } from './commands/calendar.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { importCommands } from './commands/import.ts';
import { jobsCommand } from './commands/jobs.ts';
import { migrateCommand } from './commands/migrate.ts';
import { ratesCommand } from './commands/rates.ts';
import { restoreCommand } from './commands/restore.ts';
import { retentionCommand } from './commands/retention.ts';
import { routingCommands } from './commands/routing.ts';
import { similarityCommands } from './commands/similarity.ts';
import { startCommand } from './commands/start.ts';
import { tokenCommands } from './commands/token.ts';
import { traceCommand } from './commands/trace.ts';
import { userCommands } from './commands/user.ts';
import { verifyCommand } from './commands/verify.ts';
import { tellFault } from './say.ts';
import type { Shell } from './shell.ts';

// Commander says these two itself and needs no stack for them.
const said = new Set(['commander.helpDisplayed', 'commander.help', 'commander.version']);

const program = new Command('daodi')
  .description('到底：县域诉求一办到底，由反映人评价 / casework that a county sees through to the raiser’s verdict')
  .option('--demo', '用示例县的数据目录 / work on the demo’s data folder')
  .helpOption('-h, --help', '显示帮助 / show help')
  .helpCommand('help [command]', '显示命令的帮助 / show help for a command')
  .addHelpText(
    'after',
    '\n退出码 / exit codes: 0 成功 done · 1 被拒绝或不相符 refused or does not fit · 2 用法不对 wrong usage · 3 程序故障 fault',
  )
  .showHelpAfterError('（用 --help 看用法 / see --help）')
  .exitOverride();

const shell: Shell = {
  program,
  purpose: () => (program.opts<{ demo?: boolean }>().demo ? 'demo' : 'live'),
  doing:
    (action) =>
    async (...args) => {
      const code = await Promise.resolve(action(...(args as never[]))).catch(tellFault);
      process.exitCode = code ?? 0;
    },
};

for (const add of [
  startCommand,
  demoCommand,
  userCommands,
  tokenCommands,
  importCommands,
  exportCommand,
  calendarCommands,
  verifyCommand,
  traceCommand,
  doctorCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  ratesCommand,
  retentionCommand,
  similarityCommands,
  routingCommands,
  jobsCommand,
])
  add(shell);

// Who reads us may leave before the end (`… | head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.on('uncaughtException', (error) => process.exit(tellFault(error)));

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = said.has(error.code) && error.exitCode === 0 ? 0 : 2;
}
// What still waits (a keep-alive socket, a timer of a package) must not hold the command; what was written must arrive.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
