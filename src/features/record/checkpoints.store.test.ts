// Checkpoints on a real PostgreSQL: what they list, that they repeat nothing, and what the application's role cannot do to them.
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromHex } from '#core/record/bytes.ts';
import { canonicalJson } from '#core/record/canonical.ts';
import { eventHash, genesisHash } from '#core/record/chain.ts';
import { verifyConsistency, verifyInclusion } from '#core/record/merkle-proof.ts';
import { act, type NewConcern, openMatters } from '#features/matters/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { checkpointJob, checkpointNow, consistencyBetween, inclusionOfMatter, lastCheckpoint, listCheckpoints } from './index.ts';
import { movedHeadsQuery } from './store.ts';

const concern = (title: string): NewConcern => ({
  channel: 'web',
  kind: 'help',
  title,
  text: `${title}：路灯不亮`,
  placeText: '东街社区（示例）',
  placeId: 'p-dongjie',
  categoryId: 'housing',
  confidentiality: 'normal',
  accusedUnitId: null,
  contact: null,
  wantsReply: true,
});

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

async function open(count: number): Promise<string[]> {
  const answers = await openMatters(
    county.ports,
    { kind: 'raiser' },
    Array.from({ length: count }, (_, i) => concern(`示例第 ${i} 件`)),
  );
  return answers.map((answer) => (answer.ok ? answer.receipt.number : ''));
}
const summarise = (number: string, summary: string) => act(county.ports, county.actor('shouli'), number, { do: 'summarise', summary });
const listed = () => county.ports.db.selectFrom('head_log').selectAll().orderBy('idx').execute();

describe('a checkpoint', () => {
  test('lists each matter that moved, once and with its newest step; nothing moved, nothing written', async () => {
    expect(await checkpointNow(county.ports)).toBeNull();
    const numbers = await open(5);
    await summarise(numbers[2] ?? '', '已核实');
    expect(await checkpointNow(county.ports)).toMatchObject({
      id: 1,
      size: 5,
      prevSize: 0,
      prevHash: '',
      profile: 'sha256',
      at: '2026-11-23T01:00:00.000Z',
    });
    expect((await listed()).map((row) => [row.number, row.seq])).toEqual(numbers.map((number, i) => [number, i === 2 ? 2 : 1]));
    expect(await checkpointNow(county.ports)).toBeNull();

    await summarise(numbers[4] ?? '', '再核实');
    await summarise(numbers[4] ?? '', '又核实');
    const second = await checkpointNow(county.ports);
    expect(second).toMatchObject({ id: 2, size: 6, prevSize: 5 });
    expect((await listed()).at(-1)).toMatchObject({ idx: 5, number: numbers[4], seq: 3 });
    expect(await checkpointNow(county.ports, { evenIfNothingMoved: true })).toMatchObject({
      id: 3,
      size: 6,
      prevSize: 6,
      root: second?.root,
    });
  });

  test('two made at once list everything once', async () => {
    const before = (await listed()).length;
    const numbers = await open(3);
    const made = await Promise.all([checkpointNow(county.ports), checkpointNow(county.ports), checkpointNow(county.ports)]);
    expect(made.filter((checkpoint) => checkpoint !== null)).toHaveLength(1);
    expect((await listed()).slice(before).map((row) => row.number)).toEqual(numbers);
  });

  test('one that is cut off half-way leaves nothing behind, and the next one takes it all', async () => {
    await open(4);
    const size = (await lastCheckpoint(county.ports.db))?.size ?? 0;
    const state = async () => [
      (await listed()).length,
      (await county.ports.db.selectFrom('merkle_node').select(sql<number>`count(*)`.as('n')).executeTakeFirst())?.n,
    ];
    const before = await state();
    const cutOff = {
      ...county.ports,
      now: () => {
        throw new Error('the power is gone');
      },
    }; // asked after the rows were written, before the seal
    await expect(checkpointNow(cutOff)).rejects.toThrow('the power is gone');
    expect(await state()).toEqual(before);
    expect(await checkpointNow(county.ports)).toMatchObject({ size: size + 4, prevSize: size });
  });

  test('a clock that was put back does not stop the checkpoints and does not date them back', async () => {
    const last = await lastCheckpoint(county.ports.db);
    county.at('2026-11-20T01:00:00.000Z');
    await open(1);
    expect(await checkpointNow(county.ports)).toMatchObject({ at: last?.at });
    county.at('2026-11-23T01:00:00.000Z');
  });

  test('the job makes one for each hour in which something moved, and one a day when nothing did', async () => {
    const job = checkpointJob(county.ports);
    expect(await job.run()).toBeNull(); // this hour has its checkpoint
    await open(1);
    expect(await job.run()).toBeNull();
    county.at('2026-11-23T02:00:00.000Z');
    const made = await job.run();
    expect(made).toMatchObject({ at: '2026-11-23T02:00:00.000Z' });
    county.at('2026-11-23T03:00:00.000Z');
    expect(await job.run()).toBeNull();
    county.at('2026-11-24T02:00:00.000Z');
    expect(await job.run()).toMatchObject({ size: made?.size, prevSize: made?.size });
    await county.ports.db
      .insertInto('setting')
      .values({ key: 'record.checkpoint', body: JSON.stringify({ everyMinutes: 10 }), changed_at: county.ports.now() })
      .execute();
    await open(1);
    county.at('2026-11-24T02:10:00.000Z');
    expect(await job.run()).toMatchObject({ size: (made?.size ?? 0) + 1 });
  });
});

describe('proofs', () => {
  test('any two checkpoints are consistent, and a size the list never had gets no proof', async () => {
    const checkpoints = await listCheckpoints(county.ports.db, 100);
    expect(checkpoints.length).toBeGreaterThan(4);
    for (const older of checkpoints) {
      for (const newer of checkpoints.filter((each) => each.id >= older.id)) {
        const proof = await consistencyBetween(county.ports, older.size, newer.size);
        const sound = {
          oldSize: older.size,
          oldRoot: fromHex(older.root),
          newSize: newer.size,
          newRoot: fromHex(newer.root),
          proof: (proof?.proof ?? []).map(fromHex),
        };
        expect(proof).toMatchObject({ oldRoot: older.root, newRoot: newer.root });
        expect(verifyConsistency(county.ports.hash, sound)).toBe(true);
        expect(older.size === newer.size || !verifyConsistency(county.ports.hash, { ...sound, oldRoot: fromHex(newer.root) })).toBe(true);
      }
    }
    const size = checkpoints[0]?.size ?? 0;
    expect([await consistencyBetween(county.ports, 1, size + 1), await consistencyBetween(county.ports, 3, 2)]).toEqual([null, null]);
  });

  test('the newest listed head of every matter is in the newest checkpoint; a matter no checkpoint has seen has no proof yet', async () => {
    for (const { number } of await county.ports.db.selectFrom('matter').select('number').execute()) {
      const proof = await inclusionOfMatter(county.ports, number);
      if (!proof) throw new Error(`no proof for ${number}`);
      const { index, leaf, checkpoint } = proof;
      const inclusion = {
        index,
        size: checkpoint.size,
        leaf: fromHex(leaf),
        root: fromHex(checkpoint.root),
        proof: proof.proof.map(fromHex),
      };
      expect(verifyInclusion(county.ports.hash, inclusion)).toBe(true);
      expect(verifyInclusion(county.ports.hash, { ...inclusion, leaf: fromHex(proof.head.head) })).toBe(false);
    }
    const [fresh] = await open(1);
    expect(await inclusionOfMatter(county.ports, fresh ?? '')).toBeNull();
  });
});

describe('what the database holds', () => {
  test.each(['matter_event', 'access_log', 'head_log', 'merkle_node', 'checkpoint'])(
    "the application's role can neither change nor remove a row of %s",
    async (table) => {
      const column =
        { matter_event: 'type', access_log: 'what', head_log: 'number', merkle_node: 'hash', checkpoint: 'profile' }[table] ?? '';
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table}`,
        `alter table ${table} drop column ${column}`,
      ]) {
        await expect(sql.raw(statement).execute(county.ports.db)).rejects.toMatchObject({ code: '42501' });
      }
      await expect(sql.raw(`select count(*) from ${table}`).execute(county.ports.db)).resolves.toBeDefined();
    },
  );

  test('whatever plain JSON goes into jsonb comes back with the same hash', async () => {
    const odd = [
      { b: 1, a: 2, é: '', '': 0, '10': 'x', '9': 'y', 'a\u0301': 'é', 𠮷: '💡👨‍👩‍👧', nested: { z: [], y: {}, x: [null, true, false] } },
      { numbers: [0, -0, 1e21 / 1e6, 0.1, 1e-7, 5e-324, 123456789.125, -9007199254740991, 1.5e-10, 100, 1e2] },
      { text: '三组的路灯\n不亮\t“引号”\\u0041 \u2028\u2029\u007f \uffff', empty: '', quote: '"', slash: '/\\' },
      [[], [[]], {}],
      '',
      'plain',
      0,
      false,
      null,
    ];
    const isLasting = (value: unknown) => {
      try {
        canonicalJson(value);
        return true;
      } catch {
        return false;
      }
    };
    const generated = fc.sample(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), { numRuns: 800, seed: 7 }).filter(isLasting);
    const values = [...odd, ...generated];
    expect(values.length).toBeGreaterThan(200);
    const at = county.ports.now();
    const hashOfOne = (event: { seq: number; actor: unknown; data: unknown; at: string }) =>
      eventHash(county.ports.hash, { matterId: 'json', type: 'noted', ...event }, genesisHash(county.ports.hash, 'json'));
    await county.ports.db.transaction().execute(async (trx) => {
      for (const [i, value] of values.entries()) {
        const hash = Buffer.from(hashOfOne({ seq: i + 1, at, actor: { value }, data: value }));
        await trx
          .insertInto('matter_event')
          .values({ matter_id: 'json', seq: i + 1, type: 'noted', at, actor: JSON.stringify({ value }), data: JSON.stringify(value), hash })
          .execute();
      }
    });
    const rows = await county.ports.db.selectFrom('matter_event').selectAll().where('matter_id', '=', 'json').orderBy('seq').execute();
    expect(rows).toHaveLength(values.length);
    for (const row of rows)
      expect(Buffer.from(hashOfOne(row)).equals(Buffer.from(row.hash)), `${JSON.stringify(values[row.seq - 1])}`).toBe(true);
  });

  test('heads that moved are found by one join over matters and list, never by asking for each matter in turn', async () => {
    await county.ports.db.transaction().execute(async (trx) => {
      const query = movedHeadsQuery(50_000).compile(trx);
      const { rows } = await trx.executeQuery<{ 'QUERY PLAN': string }>({ ...query, sql: `explain ${query.sql}` });
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/Anti Join/);
      expect(plan).not.toMatch(/SubPlan/);
    });
  });
});
