import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/matter/events.ts';
import { act, type NewConcern, openMatter, readHistoryByNumber, releaseMatters } from '#features/matters/index.ts';
import { actorOf } from '#platform/session/staff.ts';
import { runOn } from '#test/support/database.ts';
import { openPeopleDoor, type PeopleDoor } from '#test/support/people-door.ts';
import { arrangeCover } from './delegation.ts';
import { createUser, disableAccount, enableAccount, forgetDirectory, givePost } from './index.ts';
import { createToken } from './tokens.ts';

const start = '2026-11-23T01:00:00.000Z';
const password = '石桥路灯今年春天都亮了';
let door: PeopleDoor;
let spare = '';
const days = (n: number) => door.county.advance(n * 86_400_000);

/** A matter signed for by 周示例 (chengban) of the housing bureau. */
async function signed(title = '路灯不亮（示例）'): Promise<string> {
  const concern: NewConcern = {
    channel: 'web',
    kind: 'help',
    title,
    text: '幸福小区门口的路灯坏了两个星期。',
    placeText: '东街社区',
    placeId: 'p-dongjie',
    categoryId: 'housing',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: { name: '张示例', phone: '13800000001' },
    wantsReply: true,
  };
  const made = await openMatter(door.ports, { kind: 'raiser' }, concern);
  if (!made.ok) throw new Error(made.refusal);
  const { number } = made.receipt;
  for (const [login, command] of [
    ['paidan', { do: 'dispatch', to: 'housing', reason: '部门职责', copyTo: null }],
    ['chengban', { do: 'acknowledge' }],
  ] as const) {
    const done = await act(door.ports, door.county.actor(login), number, command);
    if (!done.ok) throw new Error(`${command.do}: ${done.refusal}`);
  }
  return number;
}

const lastEvent = async (number: string) => (await readHistoryByNumber(door.ports.db, number))?.events.at(-1);
/** Signed in anew: `me` as the gate has it. */
async function meOf(accountId: string) {
  const session = await door.ports.sessions.find((await door.ports.sessions.open(accountId)).token);
  if (!session) throw new Error('no session');
  return session.me;
}

beforeAll(async () => {
  door = await openPeopleDoor();
  const made = await createUser(door.ports, null, {
    login: 'tongshi',
    name: '何示例',
    unitId: 'housing',
    roles: [],
    password,
    mustChange: false,
  });
  if (!made.ok) throw new Error(made.refusal);
  spare = made.accountId;
});
afterAll(() => door.close());
beforeEach(async () => {
  door.county.at(start);
  await runOn(door.county.ownerUrl, 'truncate delegation, leaving, sign_in; update account set disabled_at = null');
  await runOn(door.county.ownerUrl, `delete from post where account_id = '${spare}'`);
  forgetDirectory(door.ports.db);
});

const week = { validFrom: '2026-11-23', validTo: '2026-11-27', reason: '年休假' };

describe('standing in during leave', () => {
  it('is arranged by the one who goes, shown to the colleague, and what they do is recorded as "B 代 A"', async () => {
    const number = await signed();
    const leaver = await door.session('chengban');
    await leaver.go('/staff/leave');
    expect((await leaver.send('/staff/leave', { fromId: 'acc-chengban', toId: spare, ...week })).to).toBe('/staff/leave?said=saved');
    const me = await meOf(spare);
    expect(me).toMatchObject({
      roles: ['handler'],
      ownRoles: [],
      covers: [{ accountId: 'acc-chengban', name: '周示例', until: '2026-11-27' }],
    });
    const b = door.browser();
    b.cookies.set('daodi', (await door.ports.sessions.open(spare)).token);
    const page = await b.go('/staff/leave');
    expect(page.html).toContain('您正在代周示例办理');
    expect(page.html).toContain(number);
    const done = await act(door.ports, actorOf(me), number, { do: 'note', words: '到现场看过，缺一只灯泡', evidence: [] });
    expect(done.ok).toBe(true);
    const event = await lastEvent(number);
    expect(event?.actor).toEqual({ kind: 'staff', id: spare, unitId: 'housing', roles: ['handler'], forId: 'acc-chengban' });
    expect((await b.go(`/staff/matters/${number}`)).html).toContain('何示例 代 周示例');
    b.cookies.set('lang', 'en');
    expect((await b.go(`/staff/matters/${number}`)).html).toContain('何示例 for 周示例');
  });

  it('begins on its first day and ends by itself after the last', async () => {
    const number = await signed();
    const by = { ...(await meOf('acc-chengban')) };
    expect(await arrangeCover(door.ports, by, { fromId: 'acc-chengban', toId: spare, ...week, validFrom: '2026-11-25' })).toMatchObject({
      ok: true,
    });
    const may = async () => {
      const done = await act(door.ports, actorOf(await meOf(spare)), number, { do: 'note', words: '看过', evidence: [] });
      return done.ok ? 'done' : done.refusal;
    };
    const found: string[] = [];
    for (let day = 23; day <= 28; day += 1) {
      found.push(`${day} ${await may()}`);
      days(1);
    }
    expect(found).toEqual(['23 not-found', '24 not-found', '25 done', '26 done', '27 done', '28 not-found']);
  });

  it('gives nobody the administration: those posts cannot be stood in for', async () => {
    const made = await createUser(door.ports, null, {
      login: 'guanli-b',
      name: '示例',
      unitId: 'county',
      roles: [],
      password,
      mustChange: false,
    });
    if (!made.ok) throw new Error(made.refusal);
    const only = await arrangeCover(door.ports, null, { fromId: 'acc-guanli', toId: made.accountId, ...week });
    expect(only).toEqual({ ok: false, refusal: 'cover-admin' });
    await givePost(door.ports, null, 'acc-guanli', 'leader');
    expect(await arrangeCover(door.ports, null, { fromId: 'acc-guanli', toId: made.accountId, ...week })).toMatchObject({ ok: true });
    expect((await meOf(made.accountId)).roles).toEqual(['leader']);
  });

  it('is refused with one sentence for other units, wrong days, oneself, twice; the form keeps what was typed', async () => {
    const b = await door.session('chengban');
    await b.go('/staff/leave');
    const typed = { fromId: 'acc-chengban', toId: spare, ...week };
    for (const [over, says] of [
      [{ toId: 'acc-minzheng' }, '本单位、账号可用的同事'],
      [{ toId: 'acc-chengban' }, '不能由自己代自己'],
      [{ toId: 'nobody' }, '没有这个账号'],
      [{ fromId: 'acc-juzhang' }, '不能做这件事'],
      [{ validTo: '2026-11-20' }, '早于开始日期'],
      [{ validFrom: '2026-11-01', validTo: '2026-11-20' }, '已经过去'],
      [{ validTo: '2027-06-01' }, '最长 92 天'],
      [{ validFrom: '下周一' }, '日期请写成'],
    ] as const) {
      const answer = await b.send('/staff/leave', { ...typed, ...over });
      expect(answer.status, says).toBe(400);
      expect(answer.html).toContain(says);
      expect(answer.html).toContain('value="年休假"');
    }
    expect((await b.send('/staff/leave', typed)).status).toBe(303);
    await b.go('/staff/leave');
    expect((await b.send('/staff/leave', typed)).html).toContain('已经安排了人代办');
  });

  it('the head of the unit arranges it for somebody who is ill, ends it, and the colleague is out of it at once', async () => {
    const number = await signed();
    const head = await door.session('juzhang');
    await head.go('/staff/leave');
    expect((await head.send('/staff/leave', { fromId: 'acc-chengban', toId: spare, ...week })).status).toBe(303);
    const me = await meOf(spare);
    const page = await head.go('/staff/leave');
    const id = /name="id" value="([0-9A-Z]{26})"/.exec(page.html)?.[1] ?? '';
    const stranger = await door.session('minzheng');
    await stranger.go('/staff/leave');
    expect((await stranger.send('/staff/leave/end', { id })).status).toBe(400);
    await head.go('/staff/leave');
    expect((await head.send('/staff/leave/end', { id })).to).toBe('/staff/leave?said=ended');
    expect(me.covers).toHaveLength(1);
    expect((await meOf(spare)).covers).toBeUndefined();
    const done = await act(door.ports, actorOf(await meOf(spare)), number, { do: 'note', words: '看过', evidence: [] });
    expect(done.ok).toBe(false);
  });
});

describe('somebody who leaves', () => {
  const ports = () => ({ ...door.ports, releaseMatters: () => releaseMatters(door.ports) });

  it('hands each open matter to the colleague named, each recorded with who ordered it; tokens, sessions and covers end', async () => {
    const numbers = [await signed('一'), await signed('二')];
    await givePost(door.ports, null, spare, 'handler');
    await arrangeCover(door.ports, null, { fromId: 'acc-chengban', toId: spare, ...week });
    const token = await createToken(door.ports, null, { accountId: 'acc-chengban', roles: ['handler'], name: '示例', expiresAt: null });
    const session = await door.ports.sessions.open('acc-chengban');
    const by = { ...(await meOf('acc-guanli')) };
    expect(await disableAccount(ports(), by, 'acc-chengban', { toId: spare })).toEqual({ ok: true, moved: await mine(numbers) });
    for (const number of numbers) {
      const event = await lastEvent(number);
      expect(event).toMatchObject({
        type: 'handedOver',
        actor: { kind: 'clock' },
        data: { from: 'acc-chengban', to: spare, orderedBy: 'acc-guanli' },
      });
    }
    expect(await door.ports.sessions.find(session.token)).toBeNull();
    expect((await meOf(spare)).covers).toBeUndefined();
    if (!token.ok) throw new Error(token.refusal);
    const kept = await door.ports.db.selectFrom('api_token').select('revoked_at').where('id', '=', token.id).executeTakeFirst();
    expect(kept?.revoked_at).not.toBeNull();
    const reader = await door.session('juzhang');
    expect((await reader.go(`/staff/matters/${numbers[0]}`)).html).toContain('卫示例停用账号时办理');
  });

  it('without a colleague they go back to the unit, and what is broken off is finished by the worker', async () => {
    const number = await signed();
    const broken = { ...door.ports, releaseMatters: () => Promise.reject(new Error('the power went')) };
    await expect(disableAccount(broken, null, 'acc-chengban')).rejects.toThrow('the power went');
    expect((await lastEvent(number))?.type).toBe('acknowledged');
    expect(await releaseMatters(door.ports)).toBeGreaterThan(0);
    expect(await lastEvent(number)).toMatchObject({ type: 'handedOver', data: { to: null } });
    expect(await releaseMatters(door.ports)).toBe(0);
  });

  it('through the page: the colleague must be of the unit; opened again, the account takes nothing back', async () => {
    const number = await signed();
    const factor = { account_id: 'acc-guanli', key_sealed: 'x', confirmed_at: door.ports.now(), pending_sealed: null, pending_at: null };
    await door.ports.db.insertInto('account_factor').values(factor).execute();
    const b = await door.session('guanli');
    const page = await b.go('/staff/people/acc-chengban');
    expect(page.html).toContain('未办结的事项');
    expect(await b.send('/staff/people/acc-chengban/disable', { toId: 'acc-minzheng' })).toMatchObject({
      status: 400,
      html: expect.stringContaining('接手的人要是本单位') as string,
    });
    expect((await b.send('/staff/people/acc-chengban/disable', { toId: '' })).status).toBe(303);
    expect(await lastEvent(number)).toMatchObject({ data: { to: null } });
    await enableAccount(door.ports, null, 'acc-chengban');
    const again = await act(door.ports, door.county.actor('juzhang') as StaffActor, number, {
      do: 'handOver',
      to: 'acc-chengban',
      reason: '回来了',
    });
    expect(again.ok).toBe(true);
    expect(await releaseMatters(door.ports)).toBe(0);
  });
});

/** How many open matters the one who leaves has in all: those of this test and of the ones before. */
async function mine(numbers: readonly string[]): Promise<number> {
  const rows = await door.ports.db.selectFrom('matter').select('number').where('owner_account_id', '=', spare).execute();
  expect(rows.map((row) => row.number)).toEqual(expect.arrayContaining([...numbers]));
  return rows.length;
}
