// Sign-ins of staff. The cookie holds 256 random bits, the database their hash; every sign-in makes a new one (session fixation), idle ones end
// after 15 minutes and all after 12 hours (GB/T 22239-2019 8.1.4.1 c). One named query finds the person, the unit and today's roles; it is asked
// at most every ten seconds per session, and what this process revokes is revoked at once.
import type { Role } from '#core/matter/events.ts';
import { dayOf, type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import type { Clock } from '#platform/clock.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';
import { hashToken, randomToken } from '#platform/ids.ts';
import { shortMemory } from './short-memory.ts';
import type { Staff } from './staff.ts';

export type Session = { me: Staff; csrf: string; mustChange: boolean };

export type Sessions = {
  /** A new session, never a continued one. The token is for the cookie only. */
  open(accountId: string): Promise<{ token: string; csrf: string }>;
  /** Who this token is, or null: unknown, idle too long, too old, or the account is disabled. Counts as a sign of life. */
  find(token: string): Promise<Session | null>;
  end(token: string): Promise<void>;
  /** Ends every session of the account, but the one of `except`. */
  endAllOf(accountId: string, except?: string): Promise<void>;
  /** The account's name, unit, posts or state have changed: ask again at the next request. */
  refresh(accountId: string): void;
};

export type SessionLimits = { idleMinutes?: number; absoluteHours?: number };

type Row = {
  account_id: string;
  csrf: string;
  seen_at: Instant;
  expires_at: Instant;
  login: string;
  name: string;
  unit_id: string;
  unit_name: string;
  must_change: boolean;
  roles: Role[];
};
type Known = { session: Session; expiresAt: Instant };

const rememberMs = 10_000;
/** A sign of life is written at most this often; in between this process remembers it. */
const writeSeenMs = 60_000;

const findSql = `select s.account_id, s.csrf, s.seen_at, s.expires_at, a.login, a.name, a.unit_id, u.name as unit_name, a.must_change,
  array(select p.role from post p where p.account_id = a.id and p.valid_from <= $2 and (p.valid_to is null or p.valid_to >= $2)) as roles
  from sign_in s join account a on a.id = s.account_id join unit u on u.id = a.unit_id
  where s.token_hash = $1 and a.disabled_at is null`;

export function openSessions(
  { db, now }: { db: Uses<'sign_in' | 'account' | 'unit' | 'post'>; now: Clock },
  limits: SessionLimits = {},
): Sessions {
  const idleMs = (limits.idleMinutes ?? 15) * 60_000;
  const absoluteMs = (limits.absoluteHours ?? 12) * 3_600_000;
  const memory = shortMemory<Known>({ now, lifeMs: rememberMs });
  const seen = new Map<string, { at: number; writtenAt: number }>();

  const drop = async (hash: Buffer): Promise<void> => {
    seen.delete(hash.toString('hex'));
    await db.deleteFrom('sign_in').where('token_hash', '=', hash).execute();
  };

  const load = async (hash: Buffer, at: Instant): Promise<Known | null> => {
    const [row] = await query<Row>(db, 'session-find', findSql, [hash, dayOf(at)]);
    if (!row) return null;
    const key = hash.toString('hex');
    if (!seen.has(key)) seen.set(key, { at: msOf(row.seen_at), writtenAt: msOf(row.seen_at) });
    const me: Staff = {
      accountId: row.account_id,
      login: row.login,
      name: row.name,
      unitId: row.unit_id,
      unitName: row.unit_name,
      roles: row.roles,
    };
    return { session: { me, csrf: row.csrf, mustChange: row.must_change }, expiresAt: row.expires_at };
  };

  const touch = async (hash: Buffer, atMs: number): Promise<void> => {
    const life = seen.get(hash.toString('hex'));
    if (!life) return;
    life.at = Math.max(life.at, atMs);
    if (atMs - life.writtenAt < writeSeenMs) return;
    life.writtenAt = atMs;
    await db
      .updateTable('sign_in')
      .set({ seen_at: instantFromMs(atMs) })
      .where('token_hash', '=', hash)
      .execute();
  };

  return {
    async open(accountId) {
      const [token, csrf, at] = [randomToken(32), randomToken(), now()];
      await db
        .deleteFrom('sign_in')
        .where('account_id', '=', accountId)
        .where((e) => e.or([e('expires_at', '<', at), e('seen_at', '<', instantFromMs(msOf(at) - idleMs - writeSeenMs))]))
        .execute();
      await db
        .insertInto('sign_in')
        .values({
          token_hash: digest(token),
          account_id: accountId,
          csrf,
          created_at: at,
          seen_at: at,
          expires_at: instantFromMs(msOf(at) + absoluteMs),
        })
        .execute();
      return { token, csrf };
    },

    async find(token) {
      if (!/^[\w-]{43}$/.test(token)) return null;
      const [hash, at] = [digest(token), now()];
      const key = hash.toString('hex');
      const known = await memory.recall(key, () => load(hash, at));
      if (!known) return null;
      const life = seen.get(key);
      const idle = msOf(at) - (life?.at ?? 0);
      if (idle > idleMs || at >= known.expiresAt) {
        memory.forget((_known, other) => other === key);
        await drop(hash);
        return null;
      }
      await touch(hash, msOf(at));
      return known.session;
    },

    async end(token) {
      const hash = digest(token);
      memory.forget((_known, key) => key === hash.toString('hex'));
      await drop(hash);
    },

    async endAllOf(accountId, except) {
      const spared = except === undefined ? null : digest(except);
      memory.forget((known, key) => known.session.me.accountId === accountId && key !== spared?.toString('hex'));
      await db
        .deleteFrom('sign_in')
        .where('account_id', '=', accountId)
        .$if(spared !== null, (q) => q.where('token_hash', '<>', spared ?? Buffer.alloc(0)))
        .execute();
      memory.forget((known, key) => known.session.me.accountId === accountId && key !== spared?.toString('hex'));
    },

    refresh: (accountId) => memory.forget((known) => known.session.me.accountId === accountId),
  };
}

const digest = (token: string): Buffer => Buffer.from(hashToken(token), 'hex');
