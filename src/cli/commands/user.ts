import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import {
  accountIdOf,
  createUser,
  disableAccount,
  isRole,
  listUsers,
  makeSetupLink,
  peopleRefusals,
  setPassword,
} from '#features/people/index.ts';
import { asJson, type ExitCode, lang, out, say } from '../say.ts';
import { withPorts } from '../settings.ts';
import type { Doing, Purpose } from './shared.ts';

const refused = (refusal: keyof typeof peopleRefusals): ExitCode => {
  process.stderr.write(`${peopleRefusals[refusal][lang]}\n`);
  return 1;
};

/** Typed at a terminal, or piped in: never an argument, which other users of the machine could read. */
async function askPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stderr : undefined });
  const typed = await lines.question(
    process.stdin.isTTY ? say({ zh: '密码（至少 10 个字符）：', en: 'Password (10 characters or more): ' }) : '',
  );
  lines.close();
  return typed;
}

export function userCommands(program: Command, purpose: Purpose, doing: Doing): void {
  const user = program.command('user').description('账号 / accounts');
  user
    .command('create <login> <name>')
    .requiredOption('--unit <id>')
    .requiredOption('--role <roles>', 'intake,dispatcher,handler,…')
    .action(
      doing(async (login: string, name: string, o: { unit: string; role: string }) => {
        const roles = o.role.split(',').filter(isRole);
        const password = await askPassword();
        return withPorts(purpose(), async (ports) => {
          const made = await createUser(ports, null, { login, name, unitId: o.unit, roles, password, mustChange: true });
          if (!made.ok) return refused(made.refusal);
          out(made.accountId);
          return 0;
        });
      }),
    );
  user
    .command('list')
    .option('--json')
    .action(
      doing((o: { json?: boolean }) =>
        withPorts(purpose(), async (ports) => {
          const users = await listUsers(ports);
          if (o.json)
            asJson(users.map((u) => ({ login: u.login, name: u.name, unit: u.unitId, roles: u.roles, disabledAt: u.disabledAt })));
          else
            for (const u of users)
              out(
                `${u.login.padEnd(16)}${u.name.padEnd(10)}${u.unitId.padEnd(14)}${u.disabledAt ? say({ zh: '已停用', en: 'disabled' }) : u.roles.join(',')}`,
              );
        }),
      ),
    );
  user.command('password <login>').action(
    doing(async (login: string) => {
      const password = await askPassword();
      return withPorts(purpose(), async (ports) => {
        const id = await accountIdOf(ports, login);
        if (id === null) return refused('unknown-person');
        const done = await setPassword(ports, null, id, password, true);
        return done.ok ? 0 : refused(done.refusal);
      });
    }),
  );
  user.command('disable <login>').action(
    doing((login: string) =>
      withPorts(purpose(), async (ports) => {
        const id = await accountIdOf(ports, login);
        if (id === null) return refused('unknown-person');
        const done = await disableAccount({ ...ports, releaseMatters: async () => undefined }, null, id);
        return done.ok ? 0 : refused(done.refusal);
      }),
    ),
  );
  user
    .command('setup-link')
    .description('首次设置链接 / link of the first set-up')
    .action(
      doing(() =>
        withPorts(purpose(), async (ports, _opened, config) => {
          const link = await makeSetupLink(ports);
          if (!link.ok) return refused(link.refusal);
          out(`${config.baseUrl ?? `http://127.0.0.1:${config.port}`}${link.path}`);
          return 0;
        }),
      ),
    );
}
