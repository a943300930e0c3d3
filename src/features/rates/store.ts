// SQL of the rates: counts of a period, the matters behind each count, and what the leader's page lists. Read only, but for a leader's own instruction.
import type { Subject } from '#core/rates/measures.ts';
import { emptyTally, type Tally, type Window } from '#core/rates/tally.ts';
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type RatesDb = Uses<'matter_round' | 'matter' | 'matter_event' | 'directive' | 'raiser'>;

const counted = 'ended is null and not excluded';
/** Every set that is counted, as a condition on a matter of the period. The list behind a number uses the same condition, so it cannot say something else. */
const conditions = {
  due: 'ended is null',
  excluded: 'ended is null and excluded',
  counted,
  notAccepted: "ended = 'notAccepted'",
  emergency: "ended = 'emergency'",
  terminated: "ended = 'terminated'",
  needContact: `${counted} and needs_contact`,
  contactInTime: `${counted} and needs_contact and in_time`,
  contactLate: `${counted} and needs_contact and not in_time`,
  contacted: `${counted} and contact_hours is not null`,
  dispatched: `${counted} and dispatched`,
  objected: `${counted} and dispatched and objected`,
  closed: `${counted} and closed`,
  overdue: `${counted} and overdue`,
  reworked: `${counted} and reworked`,
  answered: `${counted} and solved is not null`,
  unreached: `${counted} and solved is null and unanswered = 'unreached'`,
  refused: `${counted} and solved is null and unanswered = 'refused'`,
  yes: `${counted} and solved = 'yes'`,
  partly: `${counted} and solved = 'partly'`,
  no: `${counted} and solved = 'no'`,
  level5: `${counted} and level = 5`,
  level4: `${counted} and level = 4`,
  level3: `${counted} and level = 3`,
  level2: `${counted} and level = 2`,
  level1: `${counted} and level = 1`,
  satisfiedStrict: `${counted} and level >= 4`,
  satisfiedWide: `${counted} and level >= 3`,
} as const;
export type RateSet = keyof typeof conditions;
export const rateSets = Object.keys(conditions) as readonly RateSet[];

const inTime = 'contacted_at is not null and (contact_by is null or contacted_at <= contact_by)';
const hours = 'greatest(0, extract(epoch from contacted_at - dispatched_at)::float8 / 3600)';
const hoursOrNull = `case when contacted_at is not null and dispatched_at is not null then ${hours} end`;
const isOverdue = 'coalesce(replied_at, $3::timestamptz) > due_at';
const inPeriod = 'due_at >= $1::timestamptz and due_at < $2::timestamptz';
const ended = 'bool_and(ended is not null)';
const open = 'filter (where told)';
/** Of the rounds that count, the value of the last, or of the last where it is set. */
const last = (column: string, where = 'told') => `(array_agg(${column} order by round desc) filter (where ${where}))[1]`;

/**
 * The matters of a period, each once: $1 from, $2 until, $3 now, $4 units or null. Most have one round due in it and are read as they stand; those with several are
 * put together as core/rates/tally.ts says (matterIn); a matter that nobody has touched has its current row only.
 */
const roundsOfPeriod = `
  select matter_id, round, place_id, category_id, unit_id, due_at, ended, excluded, needs_contact, not needs_contact or (${inTime}) as in_time,
    ${hoursOrNull} as contact_hours, dispatched_at is not null as dispatched, objected, replied_at is not null as closed, ${isOverdue} as overdue,
    replied_at is not null and reworked as reworked, solved, level, unanswered
  from matter_round
  where ${inPeriod} and round = 1 and later_due = '{}' and ($4::text[] is null or unit_id = any($4))
  union all
  select * from (
    select matter_id, ${last('round')} as round, ${last('place_id')} as place_id, ${last('category_id')} as category_id, ${last('unit_id')} as unit_id,
      ${last('due_at')} as due_at, case when ${ended} then ${last('ended')} end as ended, not ${ended} and not bool_or(ended is null and not excluded) as excluded,
      bool_or(needs_contact) ${open} as needs_contact, bool_and(not needs_contact or (${inTime})) ${open} as in_time,
      (array_agg(${hoursOrNull} order by round) filter (where told and contacted_at is not null and dispatched_at is not null))[1] as contact_hours,
      bool_or(dispatched_at is not null) ${open} as dispatched, bool_or(objected) ${open} as objected, bool_or(replied_at is not null) ${open} as closed,
      bool_or(${isOverdue}) ${open} as overdue, bool_or(replied_at is not null and reworked) ${open} as reworked,
      ${last('solved', 'told and solved is not null')} as solved, ${last('level', 'told and solved is not null')} as level, ${last('unanswered')} as unanswered
    from (
      select *, case when bool_or(ended is null and not excluded) over m then ended is null and not excluded
                     when bool_or(ended is null) over m then ended is null else true end as told
      from matter_round where ${inPeriod} and not (round = 1 and later_due = '{}')
      window m as (partition by matter_id)
    ) several group by matter_id
  ) again where $4::text[] is null or unit_id = any($4)
  union all
  select id, 1, place_id, category_id, owner_unit_id, due_at, null, false, false, true, null, false, false, false, due_at < $3::timestamptz, false, null, null, null
  from matter
  where version = 1 and waiting_for = 'dispatch' and channel <> 'directive' and ${inPeriod} and ($4::text[] is null or owner_unit_id = any($4))`;

const tallyKeys = Object.keys(emptyTally()) as (keyof Tally)[];
const sums = tallyKeys.map((key) =>
  key === 'contactHours'
    ? `coalesce(sum(contact_hours) filter (where ${conditions.contacted}), 0)::float8 as "contactHours"`
    : `count(*) filter (where ${conditions[key]})::int as "${key}"`,
);
const columnOf: Record<Subject, string> = { place: 'place_id', category: 'category_id', unit: 'unit_id' };
export type Scope = readonly string[] | null;

export async function readTally(db: RatesDb, { from, until, now }: Window, units: Scope): Promise<Tally> {
  if (from >= until) return emptyTally();
  const rows = await query<Tally>(db as Runner, 'rates-tally', `with r as (${roundsOfPeriod}) select ${sums.join(', ')} from r`, [
    from,
    until,
    now,
    units,
  ]);
  return rows[0] ?? emptyTally();
}

/** Counts by the exact place, category or unit; roll up along the tree afterwards. `id` null: none was set. */
export async function readTallies(
  db: RatesDb,
  by: Subject,
  { from, until, now }: Window,
  units: Scope,
): Promise<{ id: string | null; tally: Tally }[]> {
  if (from >= until) return [];
  const rows = await query<Tally & { id: string | null }>(
    db as Runner,
    `rates-tally-${by}`,
    `with r as (${roundsOfPeriod}) select ${columnOf[by]} as id, ${sums.join(', ')} from r group by 1`,
    [from, until, now, units],
  );
  return rows.map(({ id, ...tally }) => ({ id, tally }));
}

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
    `with r as (${roundsOfPeriod})
     select m.id, m.number, r.round, r.due_at, r.unit_id, m.place_id, m.place_text, m.category_id, r.closed, r.solved, r.level
     from (select * from r where ${conditions[set]} and $3::timestamptz is not null) r join matter m on m.id = r.matter_id
     where ${within('place_id', 5)} and ${within('category_id', 6)} and ${within('unit_id', 7)}
       and (r.due_at, r.matter_id) < ($8::timestamptz, $9::text)
     order by r.due_at desc, r.matter_id desc limit $10::int`,
    [from, until, now, units, filter.place, filter.category, filter.unit, after?.at ?? 'infinity', after?.id ?? '~', limit],
  );
}

/** How many concerns of each category came in the four weeks before now, and in the four before those. */
export async function readGrowth(
  db: RatesDb,
  { since, middle, now }: { since: Instant; middle: Instant; now: Instant },
  units: Scope,
): Promise<{ id: string; before: number; after: number }[]> {
  return query(
    db as Runner,
    'rates-growth',
    `select category_id as id, (count(*) filter (where received_at < $2::timestamptz))::int as before, (count(*) filter (where received_at >= $2::timestamptz))::int as after
     from matter where received_at >= $1::timestamptz and received_at < $3::timestamptz and category_id is not null and channel <> 'directive'
       and ($4::text[] is null or owner_unit_id = any($4))
     group by 1`,
    [since, middle, now, units],
  );
}

export type Stuck = { id: string; due_at: Instant; escalation: number; round: number; returns: number };
const running = "status in ('registered','dispatched','objecting','acknowledged','contacted','inProgress','onHold','terminationPending')";

/** Candidates for what is stuck: the longest overdue, the highest escalated, the reworked; each from its own index. */
export async function readStuck(db: RatesDb, now: Instant, units: Scope, each: number): Promise<Stuck[]> {
  const open = (where: string, order: string) =>
    `(select id, due_at, escalation, round from matter where ${running} and ${where} and ($2::text[] is null or owner_unit_id = any($2)) order by ${order} limit $3::int)`;
  return query<Stuck>(
    db as Runner,
    'rates-stuck',
    `with c as (
       ${open('due_at < $1::timestamptz', 'due_at, id')}
       union ${open('escalation > 0', 'escalation desc, due_at, id')}
       union ${open('round > 1', 'due_at, id')}
     )
     select c.*, (select count(*) from matter_round r where r.matter_id = c.id and r.objected)::int as returns from c`,
    [now, units, each],
  );
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
