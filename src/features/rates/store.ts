// SQL of the matters behind each count, and of what the leader's page lists. Read only, but for a leader's own instruction.
import type { Window } from '#core/rates/tally.ts';
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';
import { conditions, type RateSet, roundsOfPeriod, type Scope } from './store-counts.ts';

export type RatesDb = Uses<'matter_round' | 'matter' | 'matter_event' | 'directive' | 'raiser'>;

/** Null: all; an empty text among the ids stands for "none was set". */
export type ListFilter = { place: Scope; category: Scope; unit: Scope };
export type CountedMatter = {
  id: string;
  number: string;
  round: number;
  due_at: Instant;
  unit_id: string;
  place_id: string | null;
  place_text: string;
  category_id: string | null;
  closed: boolean;
  solved: string | null;
  level: number | null;
};

/** The matters behind one number, newest due first, after `after`. */
export async function listCounted(
  db: RatesDb,
  set: RateSet,
  { from, until, now }: Window,
  units: Scope,
  filter: ListFilter,
  limit: number,
  after: { at: Instant; id: string } | null,
): Promise<CountedMatter[]> {
  if (from >= until) return [];
  const within = (column: string, n: number) => `($${n}::text[] is null or coalesce(r.${column}, '') = any($${n}))`;
  return query<CountedMatter>(
    db as Runner,
    `rates-list-${set}`,
    `with ${roundsOfPeriod}
     select m.id, m.number, r.round, r.due_at, r.unit_id, m.place_id, m.place_text, m.category_id, r.closed, r.solved, r.level
     from (select * from r where ${conditions[set]} and $3::timestamptz is not null) r join matter m on m.id = r.matter_id
     where ${within('place_id', 5)} and ${within('category_id', 6)} and ${within('unit_id', 7)}
       and (r.due_at, r.matter_id) < ($8::timestamptz, $9::text)
     order by r.due_at desc, r.matter_id desc limit $10::int`,
    [from, until, now, units, filter.place, filter.category, filter.unit, after?.at ?? 'infinity', after?.id ?? '~', limit],
  );
}

/** How many concerns of each category came in the four weeks before now, and in the four before those. Of the whole county from an index alone; the few instructions are taken off again. */
export async function readGrowth(
  db: RatesDb,
  { since, middle, now }: { since: Instant; middle: Instant; now: Instant },
  units: Scope,
): Promise<{ id: string; before: number; after: number }[]> {
  const within = units === null ? '' : 'and owner_unit_id = any($4::text[])';
  const arrived = (sign: '' | '-', where: string) =>
    `select category_id as id, ${sign}count(*) filter (where received_at < $2::timestamptz) as before, ${sign}count(*) filter (where received_at >= $2::timestamptz) as after
     from matter where received_at >= $1::timestamptz and received_at < $3::timestamptz and category_id is not null ${within} ${where}
     group by 1`;
  return query(
    db as Runner,
    units === null ? 'rates-growth' : 'rates-growth-units',
    `select id, sum(before)::int as before, sum(after)::int as after from (${arrived('', '')} union all ${arrived('-', "and channel = 'directive'")}) x group by 1`,
    units === null ? [since, middle, now] : [since, middle, now, units],
  );
}

export type Stuck = { id: string; number: string; due_at: Instant; escalation: number; round: number; returns: number };
const running = "status in ('registered','dispatched','objecting','acknowledged','contacted','inProgress','onHold','terminationPending')";

/** Of the room of matters: how a statement tells what came from an older ledger. Walked round by the indexes, or ten thousand old rows would stand before the first that is stuck here. */
export type OlderLedger = { firstDay: string; dueSince: string; dueBefore: string };
const long = ({ dueBefore }: OlderLedger): string => `received_at < (select at from t0) and ${dueBefore}`;
const mine = '($2::text[] is null or owner_unit_id = any($2))';

/** Candidates for what is stuck: the longest overdue, the highest escalated, the reworked, and what of an older ledger is under way with its old date; each from its own index. */
export async function readStuck(db: RatesDb, now: Instant, units: Scope, each: number, old: OlderLedger): Promise<Stuck[]> {
  const open = (where: string, order: string) =>
    `(select id, number, due_at, escalation, round from matter where ${running} and ${where} and ${mine} order by ${order} limit $3::int)`;
  return query<Stuck>(
    db as Runner,
    'rates-stuck',
    `with ${old.firstDay}, c as (
       ${open(`due_at < $1::timestamptz and ${old.dueSince}`, 'due_at, id')}
       ${[3, 2, 1].map((level) => `union ${open(`escalation = ${level} and ${old.dueSince}`, 'due_at, id')}`).join('\n       ')}
       union ${open(`status <> 'registered' and ${long(old)}`, 'escalation desc, due_at, id')}
       union ${open('round > 1', 'due_at, id')}
     )
     select c.*, (select count(*) from matter_round r where r.matter_id = c.id and r.objected)::int as returns from c`,
    [now, units, each],
  );
}

/** Rows of an older ledger whose time was over before they came, and which nobody has dispatched yet; counted up to `most`. */
export async function countOld(db: RatesDb, now: Instant, units: Scope, most: number, old: OlderLedger): Promise<number> {
  const rows = await query<{ n: number }>(
    db as Runner,
    'rates-old',
    `with ${old.firstDay} select count(*)::int as n from (
       select from matter where status = 'registered' and channel = 'import' and ${long(old)} and due_at < $1::timestamptz and ${mine} limit $3::int) x`,
    [now, units, most],
  );
  return rows[0]?.n ?? 0;
}

/** The newest verdicts with words that say this, of ordinary matters only; newest first. */
export async function readWords(
  db: RatesDb,
  solved: 'yes' | 'partly' | 'no',
  since: Instant,
  units: Scope,
  limit: number,
): Promise<{ id: string; round: number; judgedAt: Instant }[]> {
  return query(
    db as Runner,
    'rates-words',
    `select r.matter_id as id, r.round, r.judged_at as "judgedAt" from matter_round r join matter m on m.id = r.matter_id
     where r.has_words and r.solved = $1 and r.judged_at >= $2::timestamptz and m.confidentiality = 'normal' and m.accused_unit_id is null
       and ($3::text[] is null or r.unit_id = any($3))
     order by r.judged_at desc limit $4::int`,
    [solved, since, units, limit],
  );
}

/** Sealed names of raisers, to be taken out of their own words and never to be shown. */
export async function readSealedNames(db: RatesDb, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ id: string; name: string }>(
    db as Runner,
    'rates-names',
    'select matter_id as id, name_sealed as name from raiser where matter_id = any($1::text[]) and name_sealed is not null',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Whether a matter was sealed, or somebody kept out of one, since then. */
export async function sealedSince(db: RatesDb, at: Instant): Promise<boolean> {
  const rows = await query<{ is: boolean }>(
    db as Runner,
    'rates-sealed-since',
    "select exists (select from matter_event where type in ('sealed', 'recused') and at >= $1::timestamptz) as is",
    [at],
  );
  return rows[0]?.is ?? true;
}

/** The instructions of one leader, the open ones first, newest first. */
export async function readDirectives(db: RatesDb, accountId: string, limit: number): Promise<{ id: string; number: string }[]> {
  return query(
    db as Runner,
    'rates-directives',
    `select m.id, m.number from directive d join matter m on m.id = d.matter_id where d.account_id = $1
     order by (m.status in ('archived','notAccepted','emergency','terminated')), d.given_at desc limit $2::int`,
    [accountId, limit],
  );
}

export async function isDirectiveOf(db: RatesDb, accountId: string, number: string): Promise<boolean> {
  const rows = await query(
    db as Runner,
    'rates-directive-of',
    'select from directive d join matter m on m.id = d.matter_id where d.account_id = $1 and m.number = $2',
    [accountId, number],
  );
  return rows.length > 0;
}

export async function keepDirective(db: RatesDb, row: { matterId: string; accountId: string; at: Instant }): Promise<void> {
  await query(
    db as Runner,
    'rates-keep-directive',
    'insert into directive (matter_id, account_id, given_at) values ($1, $2, $3) on conflict do nothing',
    [row.matterId, row.accountId, row.at],
  );
}
