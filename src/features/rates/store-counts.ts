// SQL of the counts of a period. Days that are over are kept added up (store-days.ts); what is not kept, or has changed since, is read from its rounds.
import { formula, type Subject } from '#core/rates/measures.ts';
import { addTallies, emptyTally, type Tally, type Window } from '#core/rates/tally.ts';
import { addDays, atTimeOfDay, type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query, type Runner } from '#platform/db/transaction.ts';

export type CountsDb = Uses<'matter_round' | 'matter' | 'rates_day' | 'rates_day_stale' | 'rates_again'>;

const counted = 'ended is null and not excluded';
/** Every set that is counted, as a condition on a matter of the period. The list behind a number uses the same condition, so it cannot say something else. */
export const conditions = {
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
export const inPeriod = 'due_at >= $1::timestamptz and due_at < $2::timestamptz';
/** Of the rounds told together, what the last of them says (or the last that says anything, with `where`): the greatest pair of round and value, taken apart again. */
const last = (value: string, where = 'true'): string => `(max(array[round::float8, ${value}]) filter (where ${where}))[2]`;
/** The same for one of a few words, as numbers: eight values to a round. */
const lastWord = (column: string, words: readonly string[], where = 'true'): string => {
  const list = `array['${words.join("','")}']`;
  const cases = words.map((word, i) => `when '${word}' then ${i + 1}`).join(' ');
  return `(${list})[max(round * 8 + case ${column} ${cases} else 0 end) filter (where ${where}) & 7]`;
};
const answered = 'solved is not null';

/** Matters with one round due, read as they stand. `$3` now, `$4` units or null. */
const simple = (from: string, where: string, more = '') => `
  select ${more}matter_id, round, place_id, category_id, unit_id, due_at, ended, excluded, needs_contact, not needs_contact or (${inTime}) as in_time,
    ${hoursOrNull} as contact_hours, dispatched_at is not null as dispatched, objected, replied_at is not null as closed, ${isOverdue} as overdue,
    replied_at is not null and reworked as reworked, solved, level, unanswered
  from ${from} where ${where} and round = 1 and later_due = '{}' and ($4::text[] is null or unit_id = any($4))`;

/**
 * Matters with several rounds are put together as core/rates/tally.ts says (matterIn): of the rounds due in the period those that count are told, else those that were
 * excluded, else those that ended (`kind` 2, 1, 0). A matter that nobody has touched has its current row only.
 */
const againRows = `
  select matter_id, round, place_id, category_id, unit_id, due_at, case when kind = 0 then ended end as ended, kind = 1 as excluded, needs_contact, in_time, contact_hours,
    dispatched, objected, closed, overdue, reworked, solved, level, unanswered
  from several s`;
const strongest = 'and not exists (select from several t where t.matter_id = s.matter_id and t.kind > s.kind)';
const others = `${againRows} where ($4::text[] is null or unit_id = any($4)) ${strongest}
  union all
  select id, 1, place_id, category_id, owner_unit_id, due_at, null, false, false, true, null, false, false, false, due_at < $3::timestamptz, false, null, null, null
  from matter
  where version = 1 and waiting_for = 'dispatch' and channel <> 'directive' and ${inPeriod} and ($4::text[] is null or owner_unit_id = any($4))`;

const several = (unless = '') => `several as materialized (
    select matter_id, case when ended is not null then 0 when excluded then 1 else 2 end as kind, max(round) as round, min(place_id) as place_id,
      min(category_id) as category_id, substr(max(lpad(round::text, 4, '0') || unit_id), 5) as unit_id, to_timestamp(${last('extract(epoch from due_at)::float8')}) as due_at,
      ${lastWord('ended', ['notAccepted', 'emergency', 'terminated'])} as ended, bool_or(needs_contact) as needs_contact,
      bool_and(not needs_contact or (${inTime})) as in_time,
      (min(array[round::float8, ${hours}]) filter (where contacted_at is not null and dispatched_at is not null))[2] as contact_hours,
      bool_or(dispatched_at is not null) as dispatched, bool_or(objected) as objected, bool_or(replied_at is not null) as closed, bool_or(${isOverdue}) as overdue,
      bool_or(replied_at is not null and reworked) as reworked, ${lastWord('solved', ['yes', 'partly', 'no'], answered)} as solved,
      max(round * 8 + level) filter (where ${answered}) & 7 as level, ${lastWord('unanswered', ['unreached', 'refused'])} as unanswered
    from matter_round where ${inPeriod} and not (round = 1 and later_due = '{}') ${unless} group by 1, 2
  )`;

/** The matters of a period, each once: $1 from, $2 until, $3 now, $4 units or null. */
export const roundsOfPeriod = `${several()}, r as (${simple('matter_round', inPeriod)} union all ${others})`;

const tallyKeys = Object.keys(emptyTally()) as (keyof Tally)[];
const sumOf = (key: keyof Tally): string =>
  key === 'contactHours'
    ? `coalesce(sum(contact_hours) filter (where ${conditions.contacted}), 0)::float8`
    : `count(*) filter (where ${conditions[key]})::int`;
const columnOf: Record<Subject, string> = { place: 'place_id', category: 'category_id', unit: 'unit_id' };
export type Scope = readonly string[] | null;

/** One matter of the sample `r` counted; in the order of `tallyKeys`. */
export const sumsOf = (as: (key: keyof Tally) => string): string => tallyKeys.map((key) => `${sumOf(key)} as "${as(key)}"`).join(', ');

/** Kept days of another shape are not used: `formula@1` and the names of the counts, in their order. */
export const shape = `${formula} ${tallyKeys.join(' ')}`;

const keptSums = tallyKeys
  .map((key, i) => `coalesce(sum(counts[${i + 1}]), 0)${key === 'contactHours' ? '' : '::int'} as "${key}"`)
  .join(', ');

/** The instant at which a day begins in the county. */
const startOf = (day: string): string => `(${day}::timestamp at time zone 'Asia/Shanghai')`;

/**
 * The same matters, as far as their days are not kept: `kept` has the days that are, `gap` the stretches of the period that are left. $5 first and $6 last whole day of
 * the period, $7 the shape. All in one statement, so that no change is seen in one of them only.
 */
const withKeptDays = `
  kept as materialized (
    select d.due_on, d.unit_id, d.counts from rates_day d
    where d.due_on between $5::date and $6::date and not exists (select from rates_day_stale s where s.due_on = d.due_on)
      and exists (select from rates_day k where k.due_on = d.due_on and k.unit_id = '' and k.shape = $7)
  ), again as materialized (
    select g.unit_id, g.counts from rates_again g
    where g.from_on = $5::date and g.to_on = $6::date and g.shape = $7 and $1::timestamptz = ${startOf('$5::date')} and $2::timestamptz = ${startOf('($6::date + 1)')}
      and not exists (select from rates_day_stale s where s.due_on between $5::date and $6::date)
  ), all_kept as (
    select unit_id, counts from kept union all select unit_id, counts from again
  ), gap as materialized (
    select greatest(a, $1::timestamptz) as a, least(b, $2::timestamptz) as b from (
      select '-infinity'::timestamptz as a, ${startOf('$5::date')} as b
      union all select ${startOf('d')}, ${startOf('(d + 1)')}
        from (select $5::date + n as d from generate_series(0, $6::date - $5::date) n) days where not exists (select from kept where due_on = d)
      union all select ${startOf('($6::date + 1)')}, 'infinity'
    ) stretches where a < $2::timestamptz and b > $1::timestamptz
  ), ${several('and not exists (select from again)')}, r as (${simple('gap join matter_round on due_at >= a and due_at < b', 'true')} union all ${others})`;

function wholeDays({ from, until }: Window): [first: Day, last: Day] {
  const begins = dayOf(from);
  const first = atTimeOfDay(begins, '00:00') === from ? begins : addDays(begins, 1);
  const last = addDays(dayOf(until), -1);
  return [first, last < first ? addDays(first, -1) : last];
}

export async function readTally(db: CountsDb, window: Window, units: Scope): Promise<Tally> {
  const { from, until, now } = window;
  if (from >= until) return emptyTally();
  const rows = await query<Tally>(
    db as Runner,
    'rates-tally',
    `with ${withKeptDays} select ${sumsOf((key) => key)} from r union all select ${keptSums} from all_kept where $4::text[] is null or unit_id = any($4)`,
    [from, until, now, units, ...wholeDays(window), shape],
  );
  return addTallies(rows);
}

/** Counts by the exact place, category or unit; roll up along the tree afterwards. `id` null: none was set. */
export async function readTallies(db: CountsDb, by: Subject, window: Window, units: Scope): Promise<{ id: string | null; tally: Tally }[]> {
  const { from, until, now } = window;
  if (from >= until) return [];
  const rows = await query<Tally & { id: string | null }>(
    db as Runner,
    `rates-tally-${by}`,
    by === 'unit'
      ? `with ${withKeptDays} select unit_id as id, ${sumsOf((key) => key)} from r group by 1
         union all select unit_id, ${keptSums} from all_kept where unit_id <> '' and ($4::text[] is null or unit_id = any($4)) group by 1`
      : `with ${roundsOfPeriod} select ${columnOf[by]} as id, ${sumsOf((key) => key)} from r group by 1`,
    by === 'unit' ? [from, until, now, units, ...wholeDays(window), shape] : [from, until, now, units],
  );
  return [...Map.groupBy(rows, (row) => row.id)].map(([id, parts]) => ({ id, tally: addTallies(parts) }));
}

/** Makes these days anew; their marks go first, so that a change which comes meanwhile leaves its own. Rows of `unit_id` '' say that a day is kept. */
export async function makeDays(trx: Runner, days: readonly Day[], now: Instant): Promise<void> {
  const run = (name: string, text: string, values: unknown[]) => query(trx, `rates-days-${name}`, text, values);
  await run('unmark', 'delete from rates_day_stale where due_on = any($1::date[])', [days]);
  await run('drop', 'delete from rates_day where due_on = any($1::date[])', [days]);
  await run('again', 'delete from rates_again where exists (select from unnest($1::date[]) d where d between from_on and to_on)', [days]);
  await run(
    'make',
    `with day as (select d, ${startOf('d')} as a, ${startOf('(d + 1)')} as b from unnest($1::date[]) as d),
      r as (${simple('day join matter_round on due_at >= a and due_at < b', 'true', 'd, ')})
     insert into rates_day (due_on, unit_id, shape, counts)
       select d, unit_id, $2, array[${tallyKeys.map(sumOf).join(', ')}]::float8[] from r group by d, unit_id
       union all select d, '', $2, array_fill(0::float8, array[${tallyKeys.length}]) from day`,
    [days, shape, now, null],
  );
}

/** Past days that have to be counted: those that are marked, and of the last `back` days those not kept yet, newest first. */
export async function daysToMake(db: CountsDb, last: Day, back: number, most: number): Promise<Day[]> {
  const rows = await query<{ d: Day }>(
    db as Runner,
    'rates-days-open',
    `select to_char(d, 'YYYY-MM-DD') as d from (
       select $1::date - n as d from generate_series(0, $2::int) n where not exists (select from rates_day where due_on = $1::date - n and unit_id = '' and shape = $4)
       union select due_on from rates_day_stale where due_on <= $1::date
     ) open order by d desc limit $3::int`,
    [last, back, most, shape],
  );
  return rows.map((row) => row.d);
}

type Days = { from: Day; to: Day };

/** Which of these stretches of whole days have their matters with several rounds not counted yet. */
export async function stretchesToMake(db: CountsDb, stretches: readonly Days[]): Promise<Days[]> {
  const rows = await query<Days>(
    db as Runner,
    'rates-again-open',
    `select to_char(f, 'YYYY-MM-DD') as from, to_char(t, 'YYYY-MM-DD') as to from unnest($1::date[], $2::date[]) as x(f, t)
     where not exists (select from rates_again where from_on = f and to_on = t and unit_id = '' and shape = $3)`,
    [stretches.map((one) => one.from), stretches.map((one) => one.to), shape],
  );
  return rows;
}

/** Counts the matters with several rounds of one stretch that is over. */
export async function makeStretch(trx: Runner, { from, to }: Days, now: Instant): Promise<void> {
  await query(trx, 'rates-again-drop', 'delete from rates_again where from_on = $1::date and to_on = $2::date', [from, to]);
  await query(
    trx,
    'rates-again-make',
    `with ${several()}, r as (${againRows} where $4::text[] is null ${strongest})
     insert into rates_again (from_on, to_on, unit_id, shape, counts)
       select $5::date, $6::date, unit_id, $7, array[${tallyKeys.map(sumOf).join(', ')}]::float8[] from r group by unit_id
       union all select $5::date, $6::date, '', $7, array_fill(0::float8, array[${tallyKeys.length}])`,
    [atTimeOfDay(from, '00:00'), atTimeOfDay(addDays(to, 1), '00:00'), now, null, from, to, shape],
  );
}
