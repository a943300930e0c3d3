// API tokens: a secret shown once, the roles it may use, and an end. A token never does more than its account may do today.
import type { Role } from '#core/matter/events.ts';
import { cleanText } from '#core/text/clean.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import { logAccess } from './access-log.ts';
import { staffOf } from './directory.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { readTokens, type TokenRow } from './store-accounts.ts';

const prefix = 'daodi_';

export async function createToken(
  ports: PeoplePorts,
  by: By,
  asked: { accountId: string; roles: readonly Role[]; name: string; expiresAt: Instant | null },
): Promise<Outcome<{ id: string; secret: string }>> {
  const person = await staffOf(ports.db, asked.accountId, dayOf(ports.now()));
  if (!person || person.disabledAt !== null) return refuse('unknown-person');
  const name = cleanText(asked.name, { max: 60 }).text;
  if (name === '') return refuse('name-missing');
  if (asked.roles.length === 0 || asked.roles.some((role) => !person.roles.includes(role))) return refuse('role-not-held');
  const [id, secret] = [ports.newId(), prefix + ports.credentials.newToken()];
  await ports.db
    .insertInto('api_token')
    .values({
      id,
      token_hash: ports.credentials.digestOf(secret),
      name,
      account_id: asked.accountId,
      roles: [...asked.roles],
      created_at: ports.now(),
      expires_at: asked.expiresAt,
      revoked_at: null,
    })
    .execute();
  await logAccess(ports, { what: 'people-token-created', why: `${person.login}: ${asked.roles.join(',')}`, by });
  return { ok: true, id, secret };
}

export const listTokens = (ports: Pick<PeoplePorts, 'db'>): Promise<TokenRow[]> => readTokens(ports.db);

export async function revokeToken(ports: PeoplePorts, by: By, id: string): Promise<Outcome> {
  const row = await ports.db
    .updateTable('api_token')
    .set({ revoked_at: ports.now() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) return refuse('unknown-token');
  ports.credentials.callers.forget(() => true);
  await logAccess(ports, { what: 'people-token-revoked', why: id, by });
  return { ok: true };
}
