import { createInterface } from 'node:readline/promises';
import type { AppPorts } from '#app/ports.ts';
import { releaseMatters } from '#features/matters/index.ts';
import {
  accountIdOf,
  createUser,
  disableAccount,
  enableAccount,
  listUsers,
  makeSetupLink,
  type Outcome,
  peopleRefusals,
  resetFactor,
  setPassword,
} from '#features/people/index.ts';
import { asJson, type ExitCode, out, refused, say, WrongUsage } from '../say.ts';
import { baseOf, withPorts } from '../settings.ts';
import { type Json, jsonOption, rolesFrom, type Shell } from '../shell.ts';
import { columns } from '../table.ts';

export function userCommands({ program, purpose, doing }: Shell): void {
  const user = program.command('user').description('账号 / accounts');

  user
    .command('create <login> <name>')
    .description(
      '新建账号，密码从终端或管道读入，首次登录须改 / make an account; the password is typed or piped in, and changed at the first sign-in',
    )
    .requiredOption('--unit <id>', '单位编号 / id of the unit')
    .requiredOption('--role <roles>', '岗位，逗号分隔 / roles, with commas: intake,dispatcher,handler,…')
    .action(
      doing(async (login: string, name: string, options: { unit: string; role: string }) => {
        const roles = rolesFrom(options.role);
        const password = await readPassword();
        return withPorts(purpose(), async (ports) => {
          const made = await createUser(ports, null, { login, name, unitId: options.unit, roles, password, mustChange: true });
          if (made.ok) out(made.accountId);
          return codeOf(made);
        });
      }),
    );

  user
    .command('list')
    .description('列出账号 / list accounts')
    .option(...jsonOption)
    .action(
      doing(({ json }: Json) =>
        withPorts(purpose(), async (ports) => {
          const users = await listUsers(ports);
          if (json)
            return asJson(
              users.map(({ login, name, unitId, unitName, roles, disabledAt }) => ({
                login,
                name,
                unit: unitId,
                unitName,
                roles,
                disabledAt,
              })),
            );
          const status = (disabledAt: string | null) => (disabledAt === null ? '' : say({ zh: '已停用', en: 'disabled' }));
          for (const line of columns(
            users.map((one) => [one.login, one.name, one.unitId, one.unitName, one.roles.join(','), status(one.disabledAt)]),
          ))
            out(line);
        }),
      ),
    );

  const forOne = (name: string, description: string, work: (ports: AppPorts, accountId: string) => Promise<Outcome>) =>
    user
      .command(`${name} <login>`)
      .description(description)
      .action(doing((login: string) => withPorts(purpose(), (ports) => onAccount(ports, login, (accountId) => work(ports, accountId)))));
  forOne('disable', '停用账号，立即退出 / close an account; its sessions end at once', (ports, accountId) =>
    disableAccount({ ...ports, releaseMatters: () => releaseMatters(ports) }, null, accountId),
  );
  forOne('reset-factor', '重设第二道验证（手机和恢复码都丢了） / let the account set up its second step anew', (ports, accountId) =>
    resetFactor(ports, null, accountId),
  );
  forOne('enable', '恢复账号 / open an account again', (ports, accountId) => enableAccount(ports, null, accountId));

  user
    .command('password <login>')
    .description('设新密码，从终端或管道读入 / set a new password, typed or piped in')
    .action(
      doing(async (login: string) => {
        const password = await readPassword();
        return withPorts(purpose(), (ports) => onAccount(ports, login, (accountId) => setPassword(ports, null, accountId, password, true)));
      }),
    );

  user
    .command('setup-link')
    .description('首次设置的链接，一次有效，30 分钟 / a link for the first set-up: once, 30 minutes')
    .action(
      doing(() =>
        withPorts(purpose(), async (ports, _opened, config) => {
          const link = await makeSetupLink(ports);
          if (link.ok) out(`${baseOf(config)}${link.path}`);
          return codeOf(link);
        }),
      ),
    );
}

const codeOf = (done: Outcome): ExitCode => (done.ok ? 0 : refused(peopleRefusals[done.refusal]));

/** The account of that name, closed ones included. */
async function onAccount(
  ports: Pick<AppPorts, 'db' | 'now'>,
  login: string,
  work: (accountId: string) => Promise<Outcome>,
): Promise<ExitCode> {
  const closed = (await listUsers(ports)).find((one) => one.login === login)?.accountId;
  const accountId = (await accountIdOf(ports, login)) ?? closed;
  return codeOf(accountId === undefined ? { ok: false, refusal: 'unknown-person' } : await work(accountId));
}

/** Typed unseen at a terminal, or the first line of a pipe: never an argument, which other users of the machine could read. */
async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) return typeUnseen(say({ zh: '密码（至少 10 个字符）：', en: 'Password (10 characters or more): ' }));
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}

function typeUnseen(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (): void => {
      stdin.setRawMode(false).pause().off('data', onData);
      stderr.write('\n');
    };
    const onData = (signs: string): void => {
      for (const sign of signs) {
        if (sign === '\r' || sign === '\n') {
          end();
          resolve(typed);
          return;
        }
        if (sign === '\u0003') {
          end();
          reject(new WrongUsage({ zh: '没有输入密码，没有做任何改动。', en: 'No password was typed; nothing was changed.' }));
          return;
        }
        if (sign === '\u007f' || sign === '\b') typed = [...typed].slice(0, -1).join('');
        else typed += sign;
      }
    };
    stdin.on('data', onData);
  });
}
