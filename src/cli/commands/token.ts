import type { Role } from '#core/matter/events.ts';
import { atTimeOfDay, type Instant, parseDay, parseInstant } from '#core/time/day.ts';
import { createToken, listTokens, listUsers, type PeoplePorts, peopleRefusals, revokeToken } from '#features/people/index.ts';
import { asJson, out, refused, say, WrongUsage } from '../say.ts';
import { withPorts } from '../settings.ts';
import { type Json, jsonOption, rolesFrom, type Shell } from '../shell.ts';
import { columns } from '../table.ts';

type Asked = Json & { role: string; login?: string; name: string; expires?: string };

export function tokenCommands({ program, purpose, doing }: Shell): void {
  const token = program.command('token').description('接口令牌 / API tokens');

  token
    .command('create')
    .description('新建令牌，只显示这一次 / make a token; it is shown this once')
    .requiredOption('--role <roles>', '令牌可用的岗位 / roles it may use')
    .option('--login <login>', '账号；缺省为唯一担任这些岗位的人 / the account; by default the only holder of the roles')
    .option('--name <name>', '用途 / what it is for', 'cli')
    .option('--expires <day>', '最后一天，如 2027-06-30 / its last day')
    .option(...jsonOption)
    .action(
      doing((asked: Asked) => {
        const roles = rolesFrom(asked.role);
        const expiresAt = endOf(asked.expires);
        return withPorts(purpose(), async (ports) => {
          const holder = await holderOf(ports, roles, asked.login);
          if ('zh' in holder) return refused(holder);
          const made = await createToken(ports, null, { accountId: holder.accountId, roles, name: asked.name, expiresAt });
          if (!made.ok) return refused(peopleRefusals[made.refusal]);
          if (asked.json) asJson({ id: made.id, token: made.secret, login: holder.login, roles, expiresAt });
          else out(made.secret);
          return 0;
        });
      }),
    );

  token
    .command('list')
    .description('列出令牌，不含密钥 / list tokens, without their secrets')
    .option(...jsonOption)
    .action(
      doing(({ json }: Json) =>
        withPorts(purpose(), async (ports) => {
          const tokens = await listTokens(ports);
          if (json) return asJson(tokens);
          const rows = tokens.map((one) => [
            one.id,
            one.login,
            one.name,
            one.roles.join(','),
            one.revokedAt ? say({ zh: '已作废', en: 'revoked' }) : (one.expiresAt ?? ''),
          ]);
          for (const line of columns(rows)) out(line);
        }),
      ),
    );

  token
    .command('revoke <id>')
    .description('作废令牌 / revoke a token')
    .action(
      doing((id: string) =>
        withPorts(purpose(), async (ports) => {
          const done = await revokeToken(ports, null, id);
          return done.ok ? 0 : refused(peopleRefusals[done.refusal]);
        }),
      ),
    );
}

/** A day is meant whole, in Shanghai. */
function endOf(text: string | undefined): Instant | null {
  if (text === undefined) return null;
  const day = parseDay(text);
  const at = day === null ? parseInstant(text) : atTimeOfDay(day, '24:00');
  if (at !== null) return at;
  throw new WrongUsage({
    zh: `看不懂日期“${text}”，请写成 2027-06-30。`,
    en: `The day "${text}" is not understood; write it like 2027-06-30.`,
  });
}

async function holderOf(ports: PeoplePorts, roles: readonly Role[], login: string | undefined) {
  const open = (await listUsers(ports)).filter((user) => user.disabledAt === null);
  const holders = open.filter((user) => (login === undefined ? roles.every((role) => user.roles.includes(role)) : user.login === login));
  const [holder] = holders;
  if (holder && holders.length === 1) return holder;
  if (login !== undefined) return peopleRefusals['unknown-person'];
  return holder
    ? {
        zh: `担任这些岗位的不止一人，请用 --login 指明：${holders.map((one) => one.login).join('、')}。`,
        en: `Several people hold these roles; name one with --login: ${holders.map((one) => one.login).join(', ')}.`,
      }
    : { zh: '没有人担任这些岗位，请先建账号。', en: 'Nobody holds these roles; make an account first.' };
}
