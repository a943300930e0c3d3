import type { Command } from 'commander';
import { parseInstant } from '#core/time/day.ts';
import { createToken, isRole, listTokens, listUsers, peopleRefusals, revokeToken } from '#features/people/index.ts';
import { asJson, lang, out, say } from '../say.ts';
import { withPorts } from '../settings.ts';
import type { Doing, Purpose } from './shared.ts';

export function tokenCommands(program: Command, purpose: Purpose, doing: Doing): void {
  const token = program.command('token').description('接口令牌 / API tokens');
  token
    .command('create')
    .requiredOption('--role <roles>', 'intake,handler,…')
    .option('--login <login>', '账号；缺省为唯一持有该岗位的人 / account; default: the only holder of the role')
    .option('--name <name>', '', 'cli')
    .option('--expires <instant>', 'YYYY-MM-DDTHH:MM:SSZ')
    .option('--json')
    .action(
      doing((o: { role: string; login?: string; name: string; expires?: string; json?: boolean }) =>
        withPorts(purpose(), async (ports) => {
          const roles = o.role.split(',').filter(isRole);
          const holders = (await listUsers(ports)).filter((u) =>
            o.login ? u.login === o.login : roles.length > 0 && roles.every((r) => u.roles.includes(r)),
          );
          const [holder] = holders;
          if (!holder || holders.length > 1) {
            process.stderr.write(
              `${say({ zh: holders.length > 1 ? '不止一人持有这个岗位，请用 --login 指明。' : '没有人持有这个岗位，请先建账号。', en: holders.length > 1 ? 'Several people hold this role; name one with --login.' : 'Nobody holds this role; create an account first.' })}\n`,
            );
            return 1;
          }
          const expiresAt = o.expires === undefined ? null : parseInstant(o.expires);
          const made = await createToken(ports, null, { accountId: holder.accountId, roles, name: o.name, expiresAt });
          if (!made.ok) {
            process.stderr.write(`${peopleRefusals[made.refusal][lang]}\n`);
            return 1;
          }
          if (o.json) asJson({ id: made.id, secret: made.secret });
          else out(made.secret);
          return 0;
        }),
      ),
    );
  token
    .command('list')
    .option('--json')
    .action(
      doing((o: { json?: boolean }) =>
        withPorts(purpose(), async (ports) => {
          const tokens = await listTokens(ports);
          if (o.json) asJson(tokens);
          else for (const t of tokens) out(JSON.stringify(t));
        }),
      ),
    );
  token.command('revoke <id>').action(
    doing((id: string) =>
      withPorts(purpose(), async (ports) => {
        const done = await revokeToken(ports, null, id);
        if (!done.ok) process.stderr.write(`${peopleRefusals[done.refusal][lang]}\n`);
        return done.ok ? 0 : 1;
      }),
    ),
  );
}
