// What somebody with the owner's password may do to the tables, and that verifying names exactly the row that was touched.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventHash } from '#core/record/chain.ts';
import { sealCheckpoint } from '#core/record/checkpoint.ts';
import { headLeaf } from '#core/record/head-log.ts';
import { act, type NewConcern, openMatters } from '#features/matters/index.ts';
import { valueTypes } from '#platform/db/values.ts';
import { hashOf } from '#platform/hash.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { checkpointNow, listCheckpoints, verifyRecord } from './index.ts';

const concern = (i: number): NewConcern => ({
  channel: 'phone',
  kind: 'help',
  title: `示例第 ${i} 件 💡`,
  text: '“三组”的路灯不亮，é 与 é 不同',
  placeText: '东街社区（示例）',
  placeId: 'p-dongjie',
  categoryId: 'housing',
  confidentiality: 'normal',
  accusedUnitId: null,
  contact: { name: '张示例', phone: '13800000001' },
  wantsReply: true,
});

const tables = ['matter_event', 'matter', 'head_log', 'merkle_node', 'checkpoint'];
let county: TestCounty;
let owner: pg.Client;
let numbers: string[];
let ids: string[];

/** Six matters, a checkpoint over them, steps in three of them, a second checkpoint, and one step more that no checkpoint has seen. */
beforeAll(async () => {
  county = await testCounty();
  owner = new pg.Client({ connectionString: county.ownerUrl, types: valueTypes });
  await owner.connect();
  const opened = await openMatters(
    county.ports,
    { kind: 'raiser' },
    Array.from({ length: 6 }, (_, i) => concern(i)),
  );
  numbers = opened.map((answer) => (answer.ok ? answer.receipt.number : ''));
  ids = opened.map((answer) => (answer.ok ? answer.receipt.matterId : ''));
  await checkpointNow(county.ports);
  county.advance(3_600_000);
  for (const number of numbers.slice(0, 3)) {
    await step('paidan', number, { do: 'dispatch', to: 'housing', reason: '职责清单', copyTo: null });
    await step('chengban', number, { do: 'acknowledge' });
    await step('chengban', number, { do: 'contact', how: 'phone', words: '已约看现场', reached: true });
  }
  await checkpointNow(county.ports);
  county.advance(3_600_000);
  await step('chengban', numbers[0] ?? '', { do: 'note', words: '已更换灯具', evidence: [] });
  for (const table of tables) await owner.query(`create table kept_${table} as table ${table}`);
});
afterEach(async () => {
  for (const table of tables) await owner.query(`truncate ${table}; insert into ${table} select * from kept_${table}`);
});
afterAll(async () => {
  await owner.end();
  await county.close();
});

async function step(login: string, number: string, command: Parameters<typeof act>[3]): Promise<void> {
  const outcome = await act(county.ports, county.actor(login), number, command);
  if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal}`);
}
const id = (i: number) => ids[i] ?? '';
const number = (i: number) => numbers[i] ?? '';
const found = async () => (await verifyRecord(county.ports)).finding;
const inEvents = (i: number, seq: number, reason: string) => ({ table: 'matter_event', matterId: id(i), number: number(i), seq, reason });

test('an untouched record fits from end to end, and its counts are those of the tables', async () => {
  const report = await verifyRecord(county.ports);
  expect(report).toMatchObject({ ok: true, exitCode: 0, finding: null, rebuilt: [], newest: { id: 2 } });
  expect(report.counts).toEqual({
    checkpoints: 2,
    listed: 9,
    nodes: 9 + 4 + 2 + 1,
    matters: 6,
    events: 6 + 9 + 1,
    classes: 0,
    classEvents: 0,
  });
});

describe('events', () => {
  const cases: [string, (seq: number) => [string, unknown[]], number, number, string][] = [
    [
      'another word in the content',
      () => [`update matter_event set data = jsonb_set(data, '{reason}', '"别的理由"') where matter_id = $1 and seq = 2`, []],
      2,
      2,
      'hash-mismatch',
    ],
    [
      'one second later',
      () => [`update matter_event set at = at + interval '1 second' where matter_id = $1 and seq = 3`, []],
      3,
      3,
      'hash-mismatch',
    ],
    ['another type', () => [`update matter_event set type = 'noted' where matter_id = $1 and seq = 2`, []], 2, 2, 'hash-mismatch'],
    [
      'another actor',
      () => [`update matter_event set actor = '{"kind":"clock"}' where matter_id = $1 and seq = 4`, []],
      4,
      4,
      'hash-mismatch',
    ],
    [
      'a field more',
      () => [`update matter_event set data = data || '{"x":1}' where matter_id = $1 and seq = 1`, []],
      1,
      1,
      'hash-mismatch',
    ],
    [
      'one bit of the hash',
      () => [`update matter_event set hash = set_bit(hash, 0, 1 - get_bit(hash, 0)) where matter_id = $1 and seq = 2`, []],
      2,
      2,
      'hash-mismatch',
    ],
    ['a step taken out of the middle', () => ['delete from matter_event where matter_id = $1 and seq = 2', []], 2, 2, 'gap'],
    [
      'the last step cut off, the row set back',
      () => [
        `with cut as (delete from matter_event where matter_id = $1 and seq = 4)
       update matter set version = 3, head_hash = (select hash from matter_event where matter_id = $1 and seq = 3) where id = $1`,
        [],
      ],
      4,
      4,
      'cut-short',
    ],
  ];
  test.each(cases)('%s is named at its step', async (_what, change, seq, named, reason) => {
    const [statement, values] = change(seq);
    expect((await owner.query(statement, [id(1), ...values])).rowCount).toBeGreaterThan(0);
    expect(await found()).toMatchObject(inEvents(1, named, reason));
  });

  test('two steps that changed places are named at the first of them', async () => {
    await owner.query('update matter_event set seq = 99 where matter_id = $1 and seq = 2', [id(1)]);
    await owner.query('update matter_event set seq = 2 where matter_id = $1 and seq = 3', [id(1)]);
    await owner.query('update matter_event set seq = 3 where matter_id = $1 and seq = 99', [id(1)]);
    expect(await found()).toMatchObject(inEvents(1, 2, 'hash-mismatch'));
  });

  test('the end cut off before a checkpoint saw it is told by the row, which still says how far it had come', async () => {
    await owner.query('delete from matter_event where matter_id = $1 and seq = 5', [id(0)]);
    expect(await found()).toMatchObject({ table: 'matter', number: number(0), seq: 4, reason: 'row-differs', column: 'version' });
  });

  test('a step changed together with its own hash is named at the next step', async () => {
    await reseal(id(1), 2, 2);
    expect(await found()).toMatchObject(inEvents(1, 3, 'hash-mismatch'));
  });

  test('a whole history made anew is told by the head that a checkpoint listed', async () => {
    await reseal(id(1), 2, 4);
    await owner.query('update matter set head_hash = (select hash from matter_event where matter_id = $1 and seq = 4) where id = $1', [
      id(1),
    ]);
    expect(await found()).toMatchObject(inEvents(1, 4, 'log-mismatch'));
  });

  test('a matter removed as if it had never been is told by the list alone', async () => {
    await owner.query('delete from matter_event where matter_id = $1', [id(5)]);
    await owner.query('delete from matter where id = $1', [id(5)]);
    expect(await found()).toMatchObject(inEvents(5, 1, 'gap'));
    expect((await found())?.sentence).toEqual({
      zh: `表 matter_event，事项 ${number(5)} 第 1 步：缺这一步。`,
      en: `Table matter_event, matter ${number(5)}, step 1: This step is missing.`,
    });
  });

  test('a sound chain that no matter can have gone through is told too', async () => {
    await owner.query(
      `insert into matter_event select matter_id, 2, 'reopened', at, actor, '{}', hash from matter_event where matter_id = $1`,
      [id(5)],
    );
    await reseal(id(5), 2, 2);
    await owner.query(`update matter_event set type = 'registered' where matter_id = $1 and seq = 2`, [id(5)]);
    await reseal(id(5), 2, 2);
    expect(await found()).toMatchObject(inEvents(5, 2, 'unfoldable'));
  });

  /** Alters event `from` and gives it and those up to `to` hashes that fit. */
  async function reseal(matterId: string, from: number, to: number): Promise<void> {
    await owner.query(`update matter_event set data = data || '{"forged":true}' where matter_id = $1 and seq = $2`, [matterId, from]);
    for (let seq = from; seq <= to; seq += 1) {
      const { rows } = await owner.query(
        `select e.type, e.at, e.actor, e.data, p.hash as prev from matter_event e join matter_event p on p.matter_id = e.matter_id and p.seq = e.seq - 1
        where e.matter_id = $1 and e.seq = $2`,
        [matterId, seq],
      );
      const { prev, ...event } = rows[0];
      await owner.query('update matter_event set hash = $3 where matter_id = $1 and seq = $2', [
        matterId,
        seq,
        eventHash(county.ports.hash, { matterId, seq, ...event }, prev),
      ]);
    }
  }
});

describe('the list, its tree and the checkpoints', () => {
  const row = (index: number) => ({ table: 'head_log', index });

  test.each([
    ['head', 'set_bit(head, 7, 1 - get_bit(head, 7))'],
    ['seq', 'seq + 7'],
    ['number', `number || '0'`],
    ['matter_id', `matter_id || 'x'`],
  ])('another %s in a row of the list is named at that row, not at the tree', async (column, value) => {
    await owner.query(`update head_log set ${column} = ${value} where idx = 4`);
    expect(await found()).toMatchObject({ ...row(4), reason: 'leaf-mismatch' });
  });

  test('rows taken out, doubled, exchanged or added are named', async () => {
    await owner.query('delete from head_log where idx = 3');
    expect(await found()).toMatchObject({ ...row(3), reason: 'gap' });
    await owner.query('delete from head_log where idx >= 8');
    await owner.query('insert into head_log select * from kept_head_log where idx = 3');
    expect(await found()).toMatchObject({ ...row(8), reason: 'cut-short', checkpointId: 2 });
    await owner.query(
      `insert into head_log select * from kept_head_log where idx = 8; insert into head_log values (9, 'm-x', 'D1', 1, '\\x00')`,
    );
    expect(await found()).toMatchObject({ ...row(9), reason: 'leaf-mismatch' });
    await owner.query('delete from head_log where idx = 9');
    await owner.query(
      'update head_log set idx = 99 where idx = 1; update head_log set idx = 1 where idx = 2; update head_log set idx = 2 where idx = 99',
    );
    expect(await found()).toMatchObject({ ...row(1), reason: 'leaf-mismatch' });
  });

  test.each([
    [0, 5],
    [1, 1],
    [2, 0],
    [3, 0],
  ])('a node at level %i changed or taken away is named as that node', async (level, idx) => {
    await owner.query('update merkle_node set hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) where level = $1 and idx = $2', [level, idx]);
    expect(await found()).toMatchObject({ table: 'merkle_node', level, index: idx, reason: 'node-wrong' });
    await owner.query('delete from merkle_node where level = $1 and idx = $2', [level, idx]);
    expect(await found()).toMatchObject({ table: 'merkle_node', level, index: idx, reason: 'node-wrong' });
  });

  test.each([
    [0, 9],
    [4, 0],
    [60, 0],
    [-1, 0],
  ])('a node that belongs to nothing (level %i, %i) is named', async (level, idx) => {
    await owner.query('insert into merkle_node values ($1, $2, $3)', [level, idx, Buffer.alloc(32)]);
    expect(await found()).toMatchObject({ table: 'merkle_node', level, index: idx, reason: 'node-extra' });
  });

  test('a row changed together with its leaf is still named as a row', async () => {
    await forgeRow(4);
    expect(await found()).toMatchObject({ ...row(4), reason: 'unlike-record', seq: 41 });
  });

  test('a row changed with its leaf and every node above no longer fits the checkpoint, and the record tells which row', async () => {
    await forgeRow(8);
    expect(await found()).toMatchObject({ ...row(8), reason: 'unlike-record' });
  });

  test.each([
    ['root', 'set_bit(root, 1, 1 - get_bit(root, 1))', 'hash-mismatch'],
    ['size', 'size + 1', 'hash-mismatch'],
    ['at', `at + interval '1 day'`, 'hash-mismatch'],
    ['prev_hash', 'hash', 'hash-mismatch'],
    ['profile', `'sm3'`, 'hash-mismatch'],
    ['hash', 'root', 'hash-mismatch'],
    ['id', 'id + 5', 'order'],
  ])('another %s of a checkpoint is named at that checkpoint', async (column, value, reason) => {
    await owner.query(`update checkpoint set ${column} = ${value} where id = 2`);
    expect(await found()).toMatchObject({ table: 'checkpoint', checkpointId: 2, reason });
  });

  test('a checkpoint made anew as a whole does not fit the one after it, and the last one does not fit the list', async () => {
    const [second, first] = await listCheckpoints(county.ports.db, 2);
    if (!first || !second) throw new Error('two checkpoints');
    const put = (checkpoint: typeof first) =>
      owner.query('update checkpoint set root = $2, hash = $3 where id = $1', [
        checkpoint.id,
        Buffer.from(checkpoint.root, 'hex'),
        Buffer.from(checkpoint.hash, 'hex'),
      ]);
    const other = Buffer.alloc(32, 1);
    await put(sealCheckpoint(county.ports.hash, { ...second, root: other }, first));
    expect(await found()).toMatchObject({ table: 'checkpoint', checkpointId: 2, reason: 'unrooted' });
    await put(second);
    await put(sealCheckpoint(county.ports.hash, { ...first, root: other }));
    expect(await found()).toMatchObject({ table: 'checkpoint', checkpointId: 2, reason: 'prev-mismatch' });
  });

  test('nothing is built upon a damaged tree, and a checkpoint says so', async () => {
    await owner.query('update merkle_node set hash = set_bit(hash, 3, 1 - get_bit(hash, 3)) where level = 3');
    await expect(checkpointNow(county.ports)).rejects.toThrow('does not fit checkpoint 2');
    await owner.query('delete from merkle_node where level = 3');
    await expect(checkpointNow(county.ports)).rejects.toThrow('run daodi verify');
  });

  test('with the other hash function set, it is the setting that is named and nobody is accused', async () => {
    const report = await verifyRecord({ ...county.ports, hash: hashOf('sm3') });
    expect(report).toMatchObject({ exitCode: 1, finding: { table: 'checkpoint', checkpointId: 1, reason: 'other-profile' } });
    expect(report.finding?.sentence.zh).toContain('DAODI_HASH_PROFILE');
  });

  /** Changes a row of the list and its leaf; where the leaf is alone at the end of the tree, that is everything above it. */
  async function forgeRow(index: number): Promise<void> {
    const { rows } = await owner.query(
      `update head_log set seq = seq + 40 where idx = $1 returning matter_id as "matterId", number, seq, head`,
      [index],
    );
    await owner.query('update merkle_node set hash = $2 where level = 0 and idx = $1', [index, headLeaf(county.ports.hash, rows[0])]);
  }
});

describe('the row of the current state', () => {
  const changes: [string, string][] = [
    ['status', `'archived'`],
    ['owner_unit_id', `'east-town'`],
    ['owner_account_id', 'null'],
    ['due_at', `due_at + interval '1 day'`],
    ['head_hash', `'\\x00'`],
    ['version', 'version + 1'],
    ['title', `'别的题目'`],
    ['handled_by', `'{}'`],
    ['solved', `'yes'`],
    ['number', `'D0'`],
    ['place_text', `'别处'`],
    ['received_at', `received_at - interval '1 ms'`],
  ];
  test.each(changes)('another %s is named with its column, and --rebuild puts it right', async (column, value) => {
    const before = (await owner.query('select * from matter where id = $1', [id(1)])).rows[0];
    await owner.query(`update matter set ${column} = ${value} where id = $1`, [id(1)]);
    const report = await verifyRecord(county.ports);
    expect(report).toMatchObject({
      ok: false,
      exitCode: 1,
      finding: { table: 'matter', number: number(1), matterId: id(1), seq: 4, reason: 'row-differs', column },
    });
    expect(report.finding?.sentence.en).toBe(
      `Table matter, matter ${number(1)} (at step 4), column ${column}: The current state is not what the history makes it.`,
    );

    expect(await verifyRecord(county.ports, { rebuild: true })).toMatchObject({ ok: true, exitCode: 0, rebuilt: [number(1)] });
    expect(await found()).toBeNull();
    expect((await owner.query('select * from matter where id = $1', [id(1)])).rows[0]).toEqual(before);
  });

  test('a missing row is named and can be written anew; a false history is never made into a row', async () => {
    const before = (await owner.query('select * from matter order by id')).rows;
    await owner.query('delete from matter where id = any($1)', [[id(2), id(4)]]);
    expect(await found()).toMatchObject({ table: 'matter', number: number(2), reason: 'row-missing' });
    expect(await verifyRecord(county.ports, { rebuild: true })).toMatchObject({ ok: true, rebuilt: [number(2), number(4)] });
    expect((await owner.query('select * from matter order by id')).rows).toEqual(before);

    await owner.query(`update matter set status = 'archived' where id = $1; `.replace('$1', `'${id(1)}'`));
    await owner.query(`update matter_event set data = data || '{"forged":true}' where matter_id = $1 and seq = 1`, [id(1)]);
    expect(await verifyRecord(county.ports, { rebuild: true })).toMatchObject({
      ok: false,
      rebuilt: [],
      finding: inEvents(1, 1, 'hash-mismatch'),
    });
  });

  test('when the worker looks next is not part of the record', async () => {
    await owner.query('update matter set next_tick_at = now()');
    expect(await found()).toBeNull();
  });
});
