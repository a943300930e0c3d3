// Sign-ins of staff. The cookie holds 256 random bits, the database their hash; every sign-in makes a new one (session fixation), idle ones end
// after 15 minutes and all after 12 hours (GB/T 22239-2019 8.1.4.1 c). One named query finds the person, the unit and today's roles; it is asked
// at most every ten seconds per session, and what this process revokes is revoked at once.
import type { Role } from '#core/matter/events.ts';
import { dayOf, type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import type { Clock } from '#platform/clock.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';
import { hashToken, randomToken } from '#platform/ids.ts';
import { shortMemory } from '../short-memory.ts';
import type { Staff, StaffCover } from './staff.ts';

/** `hasFactor`: a second factor is set up; `factorRoles`: the posts for which the county asks for one. */
export type Session = { me: Staff; csrf: string; mustChange: boolean; hasFactor: boolean; factorRoles: readonly Role[] };
/** Where a session was opened, for its owner's own list: class of the address and kind of browser. */
export type From = { addressClass: string; device: string };
export type OwnSession = From & { id: string; since: Instant; isThis: boolean };

export type Sessions = {
  /** A new session, never a continued one. The token is for the cookie only. */
  open(accountId: string, from?: From): Promise<{ token: string; csrf: string }>;
  /** Who this token is, or null: unknown, idle too long, too old, or the account is disabled. Counts as a sign of life. */
  find(token: string): Promise<Session | null>;
  end(token: string): Promise<void>;
  /** Ends every session of the account, but the one of `except`. */
  endAllOf(accountId: string, except?: string): Promise<void>;
  /** The account's open sessions, the newest first; `token` is the one that asks. */
  listOf(accountId: string, token: string): Promise<OwnSession[]>;
  /** Ends one of the account's own, by the id of the list. */
  endOneOf(accountId: string, id: string): Promise<boolean>;
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
  covers: StaffCover[];
  has_factor: boolean;
  factor_roles: Role[] | null;
};
type Known = { session: Session; expiresAt: Instant };

const rememberMs = 10_000;
/** A sign of life is written at most this often; in between this process remembers it. */
const writeSeenMs = 60_000;

const findSql = `select s.account_id, s.csrf, s.seen_at, s.expires_at, a.login, a.name, a.unit_id, u.name as unit_name, a.must_change,
  array(select p.role from post p where p.account_id = a.id and p.valid_from <= $2 and (p.valid_to is null or p.valid_to >= $2)) as roles,
  exists (select from account_factor f where f.account_id = a.id and f.confirmed_at is not null) as has_factor,
  (select g.body -> 'factorRoles' from setting g where g.key = 'sign-in') as factor_roles,
  (select coalesce(json_agg(json_build_object('accountId', w.id, 'name', w.name, 'until', d.valid_to, 'roles', array(
      select distinct p.role from post p where p.account_id = w.id and p.role not in ('systemAdmin', 'securityAdmin', 'audit')
        and p.valid_from <= $2 and (p.valid_to is null or p.valid_to >= $2))) order by d.valid_from, w.id), '[]')
    from delegation d join account w on w.id = d.from_account_id
    where d.to_account_id = a.id and d.ended_at is null and d.valid_from <= $2 and d.valid_to >= $2
      and w.unit_id = a.unit_id and w.disabled_at is null) as covers
  from sign_in s join account a on a.id = s.account_id join unit u on u.id = a.unit_id
  where s.token_hash = $1 and a.disabled_at is null`;

export function openSessions(
  { db, now }: { db: Uses<'sign_in' | 'account' | 'unit' | 'post'>; now: Clock },
  limits: SessionLimits = {},
): Sessions {
  const idleMs = (limits.idleMinutes ?? 15) * 60_000;
  const absoluteMs = (limits.absoluteHours ?? 12) * 3_600_000;
  const memory = shortMemory<Known>({ lifeMs: rememberMs, clock: () => msOf(now()), most: 5_000 });
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
      ...standingIn(row),
    };
    const session = { me, csrf: row.csrf, mustChange: row.must_change, hasFactor: row.has_factor, factorRoles: row.factor_roles ?? [] };
    return { session, expiresAt: row.expires_at };
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
    async open(accountId, from) {
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
          address_class: from?.addressClass ?? '',
          device: from?.device ?? '',
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

    async listOf(accountId, token) {
      const rows = await db
        .selectFrom('sign_in')
        .select(['token_hash', 'created_at', 'address_class', 'device', 'seen_at'])
        .where('account_id', '=', accountId)
        .where('expires_at', '>', now())
        .where('seen_at', '>', instantFromMs(msOf(now()) - idleMs - writeSeenMs))
        .orderBy('created_at', 'desc')
        .execute();
      const mine = digest(token);
      return rows.map((row) => ({
        id: idOf(row.token_hash),
        since: row.created_at,
        addressClass: row.address_class,
        device: row.device,
        isThis: mine.equals(row.token_hash),
      }));
    },
    async endOneOf(accountId, id) {
      const rows = await db.selectFrom('sign_in').select('token_hash').where('account_id', '=', accountId).execute();
      const found = rows.find((row) => idOf(row.token_hash) === id);
      if (!found) return false;
      const hash = Buffer.from(found.token_hash);
      memory.forget((_known, key) => key === hash.toString('hex'));
      await drop(hash);
      return true;
    },
    refresh: (accountId) => memory.forget((known) => known.session.me.accountId === accountId),
  };
}

/** The hash opens nothing; half of it names a session to its owner. */
const idOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex').slice(0, 32);

function standingIn({ roles, covers }: Row): Pick<Staff, 'ownRoles' | 'covers'> & Partial<Pick<Staff, 'roles'>> {
  if (covers.length === 0) return {};
  return { roles: [...new Set([...roles, ...covers.flatMap((cover) => cover.roles)])], ownRoles: roles, covers };
}

const digest = (token: string): Buffer => Buffer.from(hashToken(token), 'hex');
