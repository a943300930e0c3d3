// The first administrator. There is no default account (GB/T 22239-2019 8.1.4.2 a): the first run prints a link, good once and for 30 minutes.

import { sql } from 'kysely';
import { cleanText } from '#core/text/clean.ts';
import { addHours, dayOf, type Instant } from '#core/time/day.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import { logAccess } from './access-log.ts';
import { forgetDirectory } from './directory.ts';
import type { PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { checkPassword } from './rules.ts';
import { readLogin } from './rules-plan-people.ts';
import { readUnits } from './store.ts';
import { hasAnyAdmin, insertAccount, insertPost } from './store-accounts.ts';

/** The path to print behind the base URL: `/set-up/<token>`. Links made before it stop working. Refused once there is an administrator. */
export async function makeSetupLink(ports: PeoplePorts): Promise<Outcome<{ path: string; expiresAt: Instant }>> {
  if (await hasAnyAdmin(ports.db)) return refuse('set-up-done');
  const [token, at] = [ports.credentials.newToken(), ports.now()];
  const expiresAt = addHours(at, 0.5);
  await inTransaction(ports.db, async (trx) => {
    await trx.deleteFrom('setup_link').where('used_at', 'is', null).execute();
    await trx
      .insertInto('setup_link')
      .values({ token_hash: ports.credentials.digestOf(token), created_at: at, expires_at: expiresAt, used_at: null })
      .execute();
  });
  return { ok: true, path: `/set-up/${token}`, expiresAt };
}

/** Whether the link still opens, and whether the county itself must be named too. */
export async function setupState(ports: PeoplePorts, token: string): Promise<Outcome<{ needsCounty: boolean }>> {
  const at = ports.now();
  const row = await ports.db
    .selectFrom('setup_link')
    .select('used_at')
    .where('token_hash', '=', ports.credentials.digestOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  if (!row) return refuse((await hasAnyAdmin(ports.db)) ? 'set-up-done' : 'link-unusable');
  return { ok: true, needsCounty: (await readUnits(ports.db)).length === 0 };
}

export type FirstAdmin = { county: string; login: string; name: string; password: string; again: string };

/** Makes the first system administrator, and the county with its desk when there is no unit yet. Of two at once, one. */
export async function redeemSetupLink(ports: PeoplePorts, token: string, asked: FirstAdmin): Promise<Outcome<{ accountId: string }>> {
  const [login, name, county] = [
    readLogin(asked.login),
    cleanText(asked.name, { max: 60 }).text,
    cleanText(asked.county, { max: 60 }).text,
  ];
  const state = await setupState(ports, token);
  if (!state.ok) return state;
  if (login === null) return refuse('login-shape');
  if (name === '' || (state.needsCounty && county === '')) return refuse('name-missing');
  const weak = checkPassword(asked.password, login);
  if (weak) return refuse(weak);
  if (asked.password !== asked.again) return refuse('passwords-differ');
  const passwordHash = await ports.credentials.hashPassword(asked.password);
  const at = ports.now();
  const done = await inTransaction(ports.db, async (trx): Promise<Outcome<{ accountId: string }>> => {
    await sql`select pg_advisory_xact_lock(hashtext('daodi-set-up'))`.execute(trx);
    if (await hasAnyAdmin(trx)) return refuse('set-up-done');
    const units = await readUnits(trx);
    const unitId = units.find((unit) => unit.kind === 'county')?.id ?? units[0]?.id ?? ports.newId();
    if (units.length === 0) {
      await trx
        .insertInto('unit')
        .values({ id: unitId, parent_id: null, kind: 'county', name: county, short_name: county, is_hotline: true, valid_to: null })
        .execute();
    }
    const accountId = ports.newId();
    if (!(await insertAccount(trx, { id: accountId, login, name, unitId, passwordHash, mustChange: false, createdAt: at })))
      return refuse('login-taken');
    await insertPost(trx, { id: ports.newId(), accountId, role: 'systemAdmin', validFrom: dayOf(at) });
    await trx.updateTable('setup_link').set({ used_at: at }).where('token_hash', '=', ports.credentials.digestOf(token)).execute();
    await logAccess({ ...ports, db: trx }, { what: 'people-set-up', why: login });
    return { ok: true, accountId };
  });
  forgetDirectory(ports.db);
  return done;
}
