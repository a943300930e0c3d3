// With a real database: what is over goes, the record stays and verifies; holds; killed in the middle and run again; the log that the application cannot delete.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, tickMatter } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { verifyRecord } from '#features/record/index.ts';
import { openRulesDoor } from '#test/support/rules-door.ts';
import { clearOver, planClearing, retentionJob } from './index.ts';
import { retentionStaffDoor } from './staff.tsx';
import { insertRule } from './store.ts';

let door: Awaited<ReturnType<typeof openRulesDoor>>;
const day = 86_400_000;
beforeAll(async () => {
  door = await openRulesDoor((ports) => [retentionStaffDoor(ports)], '2026-01-05T01:00:00.000Z');
});
afterAll(() => door.close());

const idOf = async (number: string) =>
  (await door.county.ports.db.selectFrom('matter').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;
const raiserOf = async (number: string) =>
  door.county.ports.db
    .selectFrom('raiser')
    .selectAll()
    .where('matter_id', '=', await idOf(number))
    .executeTakeFirstOrThrow();

/** Replied, judged and archived, through the engine. */
async function archived(over: Parameters<typeof door.dispatched>[0] = {}): Promise<string> {
  const { ports } = door.county;
  const number = await door.dispatched(over);
  const ask = async (actor: Parameters<typeof act>[1], command: Parameters<typeof act>[3]) => {
    const done = await act(ports, actor, number, command);
    if (!done.ok) throw new Error(`${command.do}: ${done.refusal}`);
  };
  const unit = door.county.actor('chengban');
  await ask(unit, { do: 'acknowledge' });
  await ask(unit, { do: 'contact', how: 'phone', words: '约定明天看现场', reached: true });
  await ask(unit, {
    do: 'reply',
    text: '路灯线路已修复亮灯。',
    outcome: 'support',
    basis: '清单部1',
    remedy: '可再反映',
    evidence: [],
    toldHow: 'page',
  });
  await ask({ kind: 'raiser' }, { do: 'judge', solved: 'yes', level: 5, words: '好', via: 'page', proof: '示例' });
  return number;
}
async function letPass(days: number, numbers: readonly string[]): Promise<void> {
  door.county.advance(days * day);
  for (const number of numbers) for (let i = 0; i < 5; i += 1) await tickMatter(door.county.ports, number);
}
const addRule = (over: Partial<Parameters<typeof insertRule>[1]> = {}) =>
  insertRule(door.county.ports.db, {
    id: door.county.ports.newId(),
    what: 'raiser',
    kind: '*',
    confidentiality: '*',
    months: 6,
    validFrom: '2026-01-05',
    basis: '示例规定',
    reason: '示例',
    madeBy: null,
    madeAt: door.county.ports.now(),
    ...over,
  });

test('no period is preset; the one a law names is filled in by a click and still to be saved', async () => {
  const before = await door.page('anquan', '/staff/retention');
  expect([before.includes('系统不带默认期限'), before.includes('<details open')]).toEqual([true, false]);
  const proposed = await door.page('anquan', '/staff/retention?propose=accessLog');
  for (const words of ['<details open', 'value="6"', '《网络安全法》第二十一条']) expect(proposed).toContain(words);
  expect(await door.page('shenji', '/staff/retention')).not.toContain('propose=accessLog');
});

describe('what was kept long enough', () => {
  let plain = '';
  let telling = '';
  let heldOne = '';
  let young = '';

  test('stays until somebody has set a period', async () => {
    plain = await archived({ text: '幸福小区门口的路灯坏了。' });
    telling = await archived({ text: '我叫张示例，小区门口的路灯坏了。', title: '张示例反映路灯（示例）' });
    heldOne = await archived();
    const { db } = door.county.ports;
    for (const number of [plain, heldOne])
      await db
        .insertInto('photo')
        .values({
          id: `ph-${number}`,
          matter_id: await idOf(number),
          sha256: number.padEnd(64, '0'),
          thumb_sha256: number.padEnd(64, '1'),
          mime: 'image/jpeg',
          bytes: 1,
          width: 1,
          height: 1,
          added_by: 'x',
          added_at: door.county.ports.now(),
        })
        .execute();
    await letPass(20, [plain, telling, heldOne]);
    const states = await db.selectFrom('matter').select(['number', 'status']).where('number', 'in', [plain, telling, heldOne]).execute();
    expect(states.map((one) => one.status)).toEqual(['archived', 'archived', 'archived']);
    door.county.advance(40 * day);
    young = await archived();
    expect(await clearOver(door.county.ports)).toMatchObject({ raiser: 0, files: 0, looks: 0 });
    expect((await planClearing(door.county.ports)).rules).toBe(0);
  });

  test('is told before it goes, by page and plan; a hold keeps it, with reason and basis', async () => {
    await addRule();
    await addRule({ what: 'files' });
    const html = await (
      await door.form('shenji', '/staff/retention/holds', { number: heldOne, holdBasis: '示例案号', holdReason: '示例：诉讼要用' })
    ).headers.get('location');
    expect(html).toBe('/staff/retention?saved=hold');
    expect(
      (await door.form('shenji', '/staff/retention/holds', { number: heldOne, holdBasis: '示例案号', holdReason: '示例：再设一次' }))
        .status,
    ).toBe(422);
    expect((await door.form('shenji', '/staff/retention/holds', { number: 'D1', holdBasis: '', holdReason: '' })).status).toBe(422);
    const later = await planClearing(door.county.ports, '2026-08-10');
    expect(later.raiser).toEqual([{ kind: 'help', confidentiality: 'normal', months: 6, n: 2, held: 1 }]);
    expect(later.files).toEqual([{ kind: 'help', confidentiality: 'normal', months: 6, n: 1, held: 1 }]);
    const page = await door.page('anquan', '/staff/retention?on=2026-08-10');
    for (const words of ['到 2026-08-10 会清除', '示例案号', '6 个月']) expect(page).toContain(words);
    expect((await raiserOf(plain)).name_sealed).not.toBeNull();
  });

  test('goes matter by matter, killed in the middle and run again; what is young or held stays', async () => {
    door.county.at('2026-08-10T01:00:00.000Z');
    const first = await clearOver(door.county.ports, { most: 1 });
    expect([first.raiser, first.files, first.left]).toEqual([1, 0, true]);
    expect(await clearOver(door.county.ports)).toMatchObject({ raiser: 1, files: 1, left: false });
    expect(await clearOver(door.county.ports)).toMatchObject({ raiser: 0, files: 0, looks: 0, left: false });
    for (const number of [plain, telling])
      expect(await raiserOf(number)).toMatchObject({
        name_sealed: null,
        phone_sealed: null,
        address_sealed: null,
        phone_hash: null,
        phone_last4_hash: null,
        alias: '',
      });
    expect((await raiserOf(plain)).in_record).toBeNull();
    expect((await raiserOf(plain)).code_hash).not.toBe('');
    for (const number of [heldOne, young]) expect((await raiserOf(number)).name_sealed).not.toBeNull();
    const photos = await door.county.ports.db.selectFrom('photo').select('id').execute();
    expect(photos.map((one) => one.id)).toEqual([`ph-${heldOne}`]);
    const done = await door.county.ports.db.selectFrom('retention_done').select(['what', 'pieces']).orderBy('what').execute();
    expect(done).toEqual([
      { what: 'files', pieces: 1 },
      { what: 'raiser', pieces: 1 },
      { what: 'raiser', pieces: 1 },
    ]);
    expect((await door.logged('retention-raiser-cleared')).every((row) => row.account_id === null && row.matter_id !== null)).toBe(true);
  });

  test('leaves the record whole: it verifies, and the name that stands in its words stays starred where it was', async () => {
    expect(await verifyRecord(door.county.ports)).toMatchObject({ ok: true });
    expect((await raiserOf(telling)).in_record).toMatchObject({ name: { seq: 1 } });
    for (const login of ['chengban', 'juzhang', 'paidan']) {
      const html = await door.page(login, `/staff/matters/${telling}`);
      expect([login, html.includes('路灯'), html.includes('张示例')]).toEqual([login, true, false]);
    }
    expect(await door.page('chengban', '/staff/matters?status=archived')).not.toContain('张示例');
  });

  test('after the hold has ended it goes with the next round of the clock, once a day', async () => {
    const holds = await door.county.ports.db.selectFrom('retention_hold').select('id').execute();
    expect((await door.form('anquan', `/staff/retention/holds/${holds[0]?.id}/end`, { endReason: '' })).status).toBe(422);
    expect((await door.form('anquan', `/staff/retention/holds/${holds[0]?.id}/end`, { endReason: '示例：案子已结' })).status).toBe(303);
    const job = retentionJob(door.county.ports, 1);
    await job.run(() => false);
    await job.run(() => false);
    await job.run(() => false);
    expect((await raiserOf(heldOne)).name_sealed).toBeNull();
    expect(await door.county.ports.db.selectFrom('photo').select('id').execute()).toEqual([]);
  });
});

describe('logs', () => {
  test('older ones go through the one function that refuses the young; the application itself can neither change nor delete them', async () => {
    const { pool, db } = door.county.ports;
    await expect(pool.query('delete from access_log')).rejects.toThrow(/permission denied/);
    await expect(pool.query('delete from retention_done')).rejects.toThrow(/permission denied/);
    await expect(pool.query('update retention_rule set months = 1')).rejects.toThrow(/permission denied/);
    await expect(pool.query("select drop_old_looks(now() - interval '5 months', 10)")).rejects.toThrow(/six months/);
    const real = new Date();
    const old = new Date(real.getTime() - 400 * day).toISOString() as never;
    for (let i = 0; i < 7; i += 1) await logAccess({ ...door.county.ports, now: () => old }, { what: 'people-signed-in', why: 'old' });
    door.county.at(real.toISOString());
    await addRule({ what: 'accessLog', months: 12 });
    const plan = await planClearing(door.county.ports);
    expect(plan.looks?.n).toBeGreaterThanOrEqual(7);
    const done = await clearOver(door.county.ports);
    expect(done.looks).toBeGreaterThanOrEqual(7);
    const left = await db.selectFrom('access_log').select('id').where('why', '=', 'old').execute();
    expect(left).toEqual([]);
    expect(await door.logged('retention-looks-cleared')).toHaveLength(1);
  });
});

describe('setting a period', () => {
  test('is for security administration, dated ahead, recorded; nonsense keeps what was typed', async () => {
    const today = door.county.ports.now().slice(0, 10);
    const fields = {
      what: 'files',
      kind: 'praise',
      confidentiality: '*',
      months: '12',
      validFrom: '2099-01-01',
      basis: '示例县档案规定',
      reason: '示例：按规定',
    };
    expect((await door.form('shenji', '/staff/retention', fields)).status).toBe(403);
    expect((await door.form('chengban', '/staff/retention', fields)).status).toBe(403);
    const early = await door.form('anquan', '/staff/retention', { ...fields, validFrom: today, months: '3' });
    const html = await early.text();
    expect(early.status).toBe(422);
    for (const words of ['最早从 7 天以后生效', '不能短于 6 个月', 'value="示例县档案规定"']) expect(html).toContain(words);
    expect((await door.form('anquan', '/staff/retention', fields)).status).toBe(303);
    expect((await door.form('anquan', '/staff/retention', fields)).status).toBe(422);
    expect((await door.logged('retention-changed')).map((row) => row.account_id)).toEqual(['acc-anquan']);
  });
});
