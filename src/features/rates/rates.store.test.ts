// The kept rounds and the SQL over them against a plain fold of the same histories: exact for any history that the engine allows, and made anew the same.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecordedEvent } from '#core/matter/events.ts';
import { matterOf } from '#core/matter/matter.ts';
import { periodOf, windowOf } from '#core/rates/period.ts';
import { roundsOf } from '#core/rates/round.ts';
import { addTallies, emptyTally, matterIn, type Tally, tallyOf, type Window } from '#core/rates/tally.ts';
import { dayOf, type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import { remakeRounds, waitingFor } from '#features/matters/index.ts';
import { roundParts } from '#features/matters/rounds.ts';
import type { MatterTrx } from '#features/matters/store.ts';
import { runPart } from '#features/matters/store-write.ts';
import { inTransaction, type Runner } from '#platform/db/transaction.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { dayLimits, monday, opened, type Play, people, play, raiser, say, toReplied } from '#test/support/matter.ts';
import { live, type Turn } from '#test/support/random-history.ts';
import { keepDays } from './keep-days.ts';
import { listCounted } from './store.ts';
import { rateSets, readTallies, readTally } from './store-counts.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county?.close());

const turn: fc.Arbitrary<Turn> = fc.record({
  pick: fc.nat(100_000),
  wild: fc.nat(9).map((n) => n === 0),
  hours: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }) },
    { weight: 1, arbitrary: fc.integer({ min: 31, max: 24 * 20 }) },
  ),
  sleepy: fc.nat(4).map((n) => n === 0),
});
const roots = [
  () => opened({ categoryId: null, placeId: 'p-liuhe' }),
  () => opened({ hasContact: false, placeId: 'p-dongjie' }),
  () => opened({ wantsReply: false, categoryId: 'quick' }),
  () => opened({ channel: 'directive' }),
];

type Kept = { id: string; history: RecordedEvent[] };
const kept: Kept[] = [];

type Hashed = RecordedEvent & { hash: Uint8Array };
async function insertEvents(trx: MatterTrx, id: string, events: readonly Hashed[]): Promise<void> {
  await trx
    .insertInto('matter_event')
    .values(
      events.map((e) => ({
        matter_id: id,
        seq: e.seq,
        type: e.type,
        at: e.at,
        actor: JSON.stringify(e.actor),
        data: JSON.stringify(e.data),
        hash: e.hash,
      })),
    )
    .execute();
}

/** Puts a history into the database in two steps, as if the second half came later. */
async function keep(history: RecordedEvent[], half = Math.ceil(history.length / 2)): Promise<string> {
  const id = county.ports.newId();
  const m = matterOf(id, history);
  const events = history.map((event) => ({ ...event, hash: new Uint8Array(32) }));
  await inTransaction(county.ports.db, async (trx) => {
    await insertEvents(trx, id, events);
    await trx
      .insertInto('matter')
      .values({
        id,
        number: `D${id}`,
        version: m.version,
        status: m.status,
        channel: m.channel,
        kind: m.kind,
        confidentiality: m.confidentiality,
        accused_unit_id: null,
        title: m.title,
        category_id: m.categoryId,
        place_id: m.placeId,
        owner_unit_id: m.owner.unitId,
        owner_account_id: null,
        main_id: null,
        round: m.round,
        received_at: m.receivedAt,
        due_at: m.deadline.dueAt,
        replied_at: null,
        archived_at: null,
        archived_how: null,
        solved: null,
        level: null,
        waiting_for: waitingFor(m),
        next_tick_at: null,
        changed_at: m.receivedAt,
        head_hash: new Uint8Array(32),
      })
      .execute();
    const parts = [
      ...(half > 1 ? roundParts(id, events.slice(0, 1), events.slice(1, half)) : []),
      ...(events.length > half ? roundParts(id, events.slice(0, half), events.slice(half)) : []),
    ];
    for (const part of parts) await runPart(trx as Runner, part);
  });
  kept.push({ id, history });
  return id;
}

/** What chance meets too seldom: an objection, an exclusion, a pause, a rework in the same period and in another. */
function madeByHand(): Play[] {
  const no = play([1, [raiser, say.judge('no')]], toReplied(opened({ placeId: 'p-liuhe' })));
  const redone: Parameters<typeof play>[0] = [
    [people.handler, say.acknowledge],
    [people.handler, say.contact()],
    [people.handler, say.reply()],
    [raiser, say.judge('yes')],
  ];
  return [
    opened({ placeId: 'p-liuhe' }),
    play([
      [people.dispatcher, say.dispatch('bureau')],
      [people.bureau, say.object],
      [people.officeToo, say.rule('upheld')],
    ]),
    play([[people.handler, { do: 'askExclusion', kind: 'abuse', reason: '与职责无关' }]], no).does(people.officeToo, {
      do: 'ruleExclusion',
      granted: true,
      reason: '属实',
    }),
    play(redone, no),
    play(redone, no.sleeps(20)),
    play([
      [people.dispatcher, say.dispatch('township')],
      [people.handler, say.acknowledge],
      [people.handler, say.contact()],
      [people.handler, { do: 'askPause', cause: 'force-majeure', reason: '山洪断路', until: '2026-03-20' }],
      [people.hotline, { do: 'rulePause', granted: true, reason: '属实' }],
    ]),
    play([[people.dispatcher, { do: 'notAccept', kind: 'legalRoute', reason: '已在诉讼', route: '法院' }]]),
  ];
}

const windows: Window[] = [
  [0, 15, 400],
  [10, 40, 400],
  [0, 400, 30],
  [40, 200, 90],
].map(([from = 0, until = 0, now = 0]) => {
  const at = (days: number): Instant => instantFromMs(msOf(monday) + days * 86_400_000);
  return { from: at(from), until: until < now ? at(until) : at(now), now: at(now) };
});

const rounded = (t: Tally): Tally => ({ ...t, contactHours: Math.round(t.contactHours * 1000) });

test('for random histories the database counts what the fold counts, for every period, place, category and unit', async () => {
  for (const made of madeByHand()) await keep([...made.history]);
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.nat(roots.length - 1), fc.array(turn, { minLength: 10, maxLength: 150, size: 'max' }), async (root, turns) => {
      const lived = live((roots[root] ?? opened)(), turns, dayLimits());
      for (const event of lived.history) seen.add(event.type);
      await keep(lived.history);
    }),
    { numRuns: 30, endOnFailure: true },
  );
  for (const type of ['judged', 'contacted', 'replied']) expect([...seen], type).toContain(type);
  const all = kept.map(({ id, history }) => roundsOf(id, history));
  const total = emptyTally();
  for (const window of windows) {
    const plain = tallyOf(all, window);
    expect(rounded(await readTally(county.ports.db, window, null))).toEqual(rounded(plain));
    total.due += plain.due;
    for (const by of ['place', 'category', 'unit'] as const) {
      const cells = await readTallies(county.ports.db, by, window, null);
      expect(rounded(addTallies(cells.map((cell) => cell.tally)))).toEqual(rounded(plain));
      for (const { id, tally } of cells) {
        const own = all.filter((rounds) => {
          const one = matterIn(rounds, window);
          return one !== null && (by === 'place' ? one.placeId : by === 'category' ? one.categoryId : one.unitId) === id;
        });
        expect(rounded(tally)).toEqual(rounded(tallyOf(own, window)));
      }
    }
  }
  expect(total.due, 'the windows hold something').toBeGreaterThan(25);
}, 60_000);

test('days kept added up count the same as their rounds, before and after they change', async () => {
  const { ports } = county;
  const day = (n: number): Instant => instantFromMs(msOf(monday) + n * 86_400_000);
  const cut = day(25);
  const [early, late] = [[] as string[], new Map<string, RecordedEvent[]>()];
  const lives = fc.sample(fc.tuple(fc.nat(roots.length - 1), fc.array(turn, { minLength: 40, maxLength: 150 })), { numRuns: 40, seed: 24 });
  for (const [root, turns] of lives) {
    const history = [...live((roots[root] ?? opened)(), turns, dayLimits()).history];
    const now = history.filter((event) => event.at <= cut);
    const id = await keep(now, 1);
    early.push(id);
    if (history.length > now.length) late.set(id, history);
  }
  const quarter = windowOf(periodOf('quarter', dayOf(monday)), day(400));
  const month = windowOf(periodOf('month', dayOf(monday)), day(400));
  const equal = async (until: Instant, unit?: string) => {
    for (const window of [...windows, quarter, month].map((one) =>
      one.until < until ? { ...one, now: until } : { ...one, until, now: until },
    )) {
      const all = kept.map(({ id, history }) => roundsOf(id, history));
      const told = all.filter((rounds) => unit === undefined || matterIn(rounds, window)?.unitId === unit);
      const fold = rounded(tallyOf(told, window));
      expect(rounded(await readTally(ports.db, window, unit === undefined ? null : [unit]))).toEqual(fold);
      const cells = await readTallies(ports.db, 'unit', window, unit === undefined ? null : [unit]);
      expect(rounded(addTallies(cells.map((cell) => cell.tally)))).toEqual(fold);
    }
  };
  county.at(cut);
  expect(await keepDays(ports)).toBeGreaterThan(300);
  while ((await keepDays(ports)) > 0);
  await equal(cut);
  const { rows } = await ports.pool.query<{ n: number; due: number }>(
    'select count(*)::int as n, sum(counts[1])::int as due from rates_day',
  );
  expect(rows[0]?.n).toBeGreaterThan(1_100);
  expect(rows[0]?.due, 'kept days hold matters').toBeGreaterThan(5);

  for (const [id, history] of late) {
    const one = kept.find((entry) => entry.id === id);
    const before = (one?.history ?? []).map((event) => ({ ...event, hash: new Uint8Array(32) }));
    const added = history.slice(before.length).map((event) => ({ ...event, hash: new Uint8Array(32) }));
    await inTransaction(ports.db, async (trx) => {
      await trx.updateTable('matter').set({ version: history.length, waiting_for: 'none' }).where('id', '=', id).execute();
      await insertEvents(trx, id, added);
      for (const part of roundParts(id, before, added)) await runPart(trx as Runner, part);
    });
    if (one) one.history = history;
  }
  const marked = await ports.pool.query('select distinct due_on from rates_day_stale where due_on in (select due_on from rates_day)');
  expect(marked.rows.length, 'changes after the day mark it').toBeGreaterThan(2);
  for (const until of [cut, day(400)]) await equal(until);
  county.at(day(400));
  while ((await keepDays(ports)) > 0);
  await equal(day(400));
  const again = await ports.pool.query('select sum(counts[1])::int as due, count(distinct from_on)::int as n from rates_again');
  expect(again.rows[0]?.due, 'matters with several rounds are kept by month and quarter').toBeGreaterThan(5);
  for (const unit of ['bureau', 'township']) await equal(day(400), unit);
});

test('behind every number stands a list of exactly so many matters, each once', async () => {
  const none = { place: null, category: null, unit: null };
  for (const window of windows) {
    const tally = await readTally(county.ports.db, window, null);
    for (const set of rateSets) {
      const rows = await listCounted(county.ports.db, set, window, null, none, 10_000, null);
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
      const expected =
        set === 'counted'
          ? tally.due - tally.excluded
          : set === 'contactLate'
            ? tally.needContact - tally.contactInTime
            : set === 'satisfiedStrict'
              ? tally.level5 + tally.level4
              : set === 'satisfiedWide'
                ? tally.level5 + tally.level4 + tally.level3
                : tally[set];
      expect(rows.length, set).toBe(expected);
    }
  }
});

test('the kept rounds made anew from the record are the same, and a row that was tampered with is put right', async () => {
  expect(await remakeRounds(county.ports.db)).toMatchObject({ changed: 0 });
  await county.ports.db.updateTable('matter_round').set({ solved: 'yes', excluded: true }).where('round', '=', 1).execute();
  const put = await remakeRounds(county.ports.db);
  expect(put.changed).toBeGreaterThan(5);
  for (const window of windows)
    expect(rounded(await readTally(county.ports.db, window, null)), 'the kept days follow').toEqual(
      rounded(
        tallyOf(
          kept.map(({ id, history }) => roundsOf(id, history)),
          window,
        ),
      ),
    );
  expect(await remakeRounds(county.ports.db)).toMatchObject({ changed: 0 });
});

test('no column of the kept rounds can hold a person', async () => {
  const columns = await county.ports.pool.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = 'matter_round'",
  );
  expect(columns.rows.length).toBeGreaterThan(15);
  expect(columns.rows.map((row) => row.name).join(' ')).not.toMatch(/account|person|owner|actor|handler|\bby\b/);
});
