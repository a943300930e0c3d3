// Classes of matters on the list of checkpoints: what somebody with the owner's password makes anew as a whole is found all the same.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fromHex } from '#core/record/bytes.ts';
import { genesisHash, type RecordEvent, sealEvents } from '#core/record/chain.ts';
import { headLeaf } from '#core/record/head-log.ts';
import { verifyConsistency, verifyInclusion } from '#core/record/merkle-proof.ts';
import { makeClass } from '#features/matter-classes/actions-members.ts';
import { actOnClass } from '#features/matter-classes/index.ts';
import { valueTypes } from '#platform/db/values.ts';
import { raiseMany } from '#test/support/classes.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { hypothesis } from '#test/support/matter-class.ts';
import { checkpointNow, consistencyBetween, inclusionOfMatter, verifyRecord } from './index.ts';

const tables = ['matter_class_event', 'matter_class', 'head_log', 'merkle_node', 'checkpoint'];
let county: TestCounty;
let owner: pg.Client;
let number = '';
let classId = '';
let before: NonNullable<Awaited<ReturnType<typeof inclusionOfMatter>>>;

/** Two matters and a checkpoint that knows no class; a class, a checkpoint; a step of it that no checkpoint has seen. */
beforeAll(async () => {
  county = await testCounty('2026-11-23T01:00:00.000Z');
  owner = new pg.Client({ connectionString: county.ownerUrl, types: valueTypes });
  await owner.connect();
  const raised = await raiseMany(county, ['2026-11-20', '2026-11-21']);
  await checkpointNow(county.ports);
  const proof = await inclusionOfMatter(county.ports, raised[0]?.number ?? '');
  if (!proof) throw new Error('the first checkpoint lists no matter');
  before = proof;
  const made = await makeClass(county.ports, county.actor('paidan'), { title: '楼道灯', numbers: raised.map((one) => one.number) });
  if (!made.ok) throw new Error(made.refusal);
  ({ number, id: classId } = made.m);
  await step({ do: 'confirm', title: '东街社区楼道灯反复不亮', hypothesis });
  county.advance(3_600_000);
  await checkpointNow(county.ports);
  await step({ do: 'setAside', reason: '已由物业办' });
  for (const table of tables) await owner.query(`create table kept_${table} as table ${table}`);
});
afterEach(async () => {
  for (const table of tables) await owner.query(`truncate ${table}; insert into ${table} select * from kept_${table}`);
});
afterAll(async () => {
  await owner.end();
  await county.close();
});

async function step(command: Parameters<typeof actOnClass>[3]): Promise<void> {
  county.advance(60_000);
  const outcome = await actOnClass(county.ports, county.actor('paidan'), number, command);
  if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal} ${outcome.detail ?? ''}`);
}
const found = async () => (await verifyRecord(county.ports)).finding;

/** The first `keep` steps of the class, the second with another title, all hashes and the row made to fit. */
async function madeAnew(keep: number): Promise<void> {
  const { rows } = await owner.query<RecordEvent>(
    `select class_id as "matterId", seq, type, at, actor, data from matter_class_event where class_id = $1 and seq <= $2 order by seq`,
    [classId, keep],
  );
  const events = rows.map((event) => (event.seq === 2 ? { ...event, data: { ...(event.data as object), title: '别的题目' } } : event));
  const sealed = sealEvents(county.ports.hash, genesisHash(county.ports.hash, classId), events);
  await owner.query('delete from matter_class_event where class_id = $1 and seq > $2', [classId, keep]);
  for (const { seq, data, hash } of sealed)
    await owner.query('update matter_class_event set data = $3, hash = $4 where class_id = $1 and seq = $2', [
      classId,
      seq,
      JSON.stringify(data),
      Buffer.from(hash),
    ]);
  const last = sealed.at(-1);
  await owner.query(
    `update matter_class set version = $2, head_hash = $3, changed_at = $4, title = case when $2 >= 2 then '别的题目' else title end,
       status = case $2 when 1 then 'clue' when 2 then 'candidate' else status end where id = $1`,
    [classId, keep, Buffer.from(last?.hash ?? []), last?.at],
  );
}

test('heads of classes stand on the list beside those of matters; untouched, everything fits', async () => {
  const { rows } = await owner.query('select matter_id, number, seq from head_log order by idx');
  expect(rows.map((row) => [row.number.slice(0, 1), row.seq])).toEqual([
    ['D', 1],
    ['D', 1],
    ['C', 2],
  ]);
  expect(rows[2]).toEqual({ matter_id: classId, number, seq: 2 });
  expect(await verifyRecord(county.ports)).toMatchObject({ ok: true, counts: { listed: 3, matters: 2, classes: 1, classEvents: 3 } });
});

test('a proof made before there were classes stays valid, and the longer list begins with the older one', async () => {
  const { hash } = county.ports;
  const { index, checkpoint, head } = before;
  const leaf = headLeaf(hash, { ...head, head: fromHex(head.head) });
  const proof = before.proof.map(fromHex);
  expect(verifyInclusion(hash, { index, size: checkpoint.size, leaf, root: fromHex(checkpoint.root), proof })).toBe(true);
  const grown = await consistencyBetween(county.ports, checkpoint.size, 3);
  expect(grown?.oldRoot).toBe(checkpoint.root);
  const sound = { oldSize: 2, newSize: 3, oldRoot: fromHex(checkpoint.root), newRoot: fromHex(grown?.newRoot ?? '') };
  expect(verifyConsistency(hash, { ...sound, proof: (grown?.proof ?? []).map(fromHex) })).toBe(true);
});

test('a whole class made anew, its row too, is told by the head that a checkpoint listed', async () => {
  await madeAnew(3);
  const finding = await found();
  expect(finding).toMatchObject({ table: 'matter_class_event', classId, number, seq: 2, reason: 'log-mismatch' });
});

test('an end cut off together with the row is told where a checkpoint had seen it', async () => {
  await madeAnew(1);
  expect(await found()).toMatchObject({ table: 'matter_class_event', classId, number, seq: 2, reason: 'cut-short' });
});

test('a class removed as if it had never been is told by the list alone', async () => {
  await owner.query('delete from matter_class_event where class_id = $1', [classId]);
  await owner.query('delete from matter_class where id = $1', [classId]);
  expect((await found())?.sentence).toEqual({
    zh: `表 matter_class_event，一类事 ${number} 第 1 步：缺这一步。`,
    en: `Table matter_class_event, class ${number}, step 1: This step is missing.`,
  });
});

test('a changed row of the list is told before any class is looked at', async () => {
  await owner.query(`update head_log set number = 'D' || substr(number, 2) where matter_id = $1`, [classId]);
  expect(await found()).toMatchObject({ table: 'head_log', index: 2, reason: 'leaf-mismatch' });
});
