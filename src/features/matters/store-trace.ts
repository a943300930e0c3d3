// SQL of traces: who had which matter on the screen when. Append-only.
import type { Instant } from '#core/time/day.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import type { MatterDb } from './store.ts';
import { type Writing, writingSql } from './store-drafts.ts';

export type TraceRow = {
  code: string;
  at: Instant;
  account_id: string | null;
  unit_id: string | null;
  role: string | null;
  matter_id: string;
  share_id: string | null;
  what: string;
};

const written = `n as (
      insert into view_trace (code, at, account_id, unit_id, role, matter_id, share_id, what) values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (code) do nothing returning code
    )`;
const outcome = `exists (select from n) as is_new,
      coalesce((select account_id is not distinct from $3 and matter_id = $6 and what = $8 from view_trace where code = $1), true) as fits`;
const valuesOf = (row: TraceRow): unknown[] => [
  row.code,
  row.at,
  row.account_id,
  row.unit_id,
  row.role,
  row.matter_id,
  row.share_id,
  row.what,
];
type Outcome = { is_new: boolean; fits: boolean };

function isNew(outcome: Outcome | undefined): boolean {
  if (!outcome?.fits) throw new Error('two looks fell on one trace code; nothing was shown');
  return outcome.is_new;
}

/** True when it is new. Two different looks under one code cannot both stay nameless: the second is a fault. */
export async function insertTrace(db: MatterDb, row: TraceRow): Promise<boolean> {
  const [found] = await query<Outcome>(db as Runner, 'matters-trace', `with ${written} select ${outcome}`, valuesOf(row));
  return isNew(found);
}

export type RaiserLine = {
  alias: string;
  needs: string[];
  representedBy: string | null;
  hasName: boolean;
  hasPhone: boolean;
  looks: number;
};
export type Beside = { raiser: RaiserLine | null; writing: readonly Writing[] };

/**
 * The same, and in the same question what stands beside the matter: what may be shown of the raiser without opening anything and how often somebody looked; and which
 * others are writing on it, their forms kept since then, who began first comes first.
 */
export async function insertTraceBeside(db: MatterDb, row: TraceRow, writingSince: Instant): Promise<{ isNew: boolean; beside: Beside }> {
  const [found] = await query<Outcome & RaiserLine & { there: boolean; writing: Writing[] | null }>(
    db as Runner,
    'matters-trace-beside',
    `with ${written}
    select ${outcome}, r.matter_id is not null as there, r.alias, r.needs, r.represented_by as "representedBy", r.name_sealed is not null as "hasName",
      r.phone_sealed is not null as "hasPhone",
      (select count(*)::int from access_log l where l.matter_id = $6 and l.account_id is not null and l.what like '%-contact-seen') as looks,
      (select json_agg(json_build_object('accountId', w."accountId", 'action', w.action,
         'begunAt', to_char(w."begunAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) from (${writingSql({ matter: '$6', not: '$3', since: '$9' })}) w) as writing
    from (select) one left join raiser r on r.matter_id = $6`,
    [...valuesOf(row), writingSince],
  );
  const fresh = isNew(found);
  if (!found) return { isNew: fresh, beside: { raiser: null, writing: [] } };
  const { there, alias, needs, representedBy, hasName, hasPhone, looks, writing } = found;
  return {
    isNew: fresh,
    beside: { raiser: there ? { alias, needs, representedBy, hasName, hasPhone, looks } : null, writing: writing ?? [] },
  };
}

export type FoundTrace = TraceRow & { number: string };

/** Whose look a code stands for; with `patterns` also those that differ in a sign. */
export async function tracesLike(db: MatterDb, patterns: readonly string[], most: number): Promise<FoundTrace[]> {
  return query<FoundTrace>(
    db as Runner,
    'matters-traces-like',
    `select t.code, t.at, t.account_id, t.unit_id, t.role, t.matter_id, t.share_id, t.what, m.number from view_trace t join matter m on m.id = t.matter_id
    where t.code like any($1::text[]) order by t.at desc limit $2`,
    [patterns, most],
  );
}

/** All looks at one matter, newest first. */
export async function tracesOf(db: MatterDb, matterId: string, most: number): Promise<TraceRow[]> {
  return db.selectFrom('view_trace').selectAll().where('matter_id', '=', matterId).orderBy('at', 'desc').limit(most).execute();
}

/** The look behind a watermark, for its own reader only. */
export async function ownTrace(db: MatterDb, code: string, accountId: string): Promise<TraceRow | null> {
  const row = await db.selectFrom('view_trace').selectAll().where('code', '=', code).where('account_id', '=', accountId).executeTakeFirst();
  return row ?? null;
}

/** That a matter is there, and nothing of what it says: all that audit may know of it (X5). */
export async function matterExists(db: MatterDb, number: string): Promise<{ id: string; number: string; received_at: Instant } | null> {
  const row = await db.selectFrom('matter').select(['id', 'number', 'received_at']).where('number', '=', number).executeTakeFirst();
  return row ?? null;
}
