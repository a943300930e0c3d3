// `npm run walk`: steps 1-7 and 14-18 of the acceptance walk, through the real HTTP doors, on a fresh embedded database, with a clock that can be moved.
// Prints what each step saw; the first thing that is not as promised ends it with a non-zero exit.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openPorts } from '#app/ports.ts';
import { run } from '#app/run.ts';
import { verifyRecord } from '#features/record/index.ts';
import { testClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { createLog } from '#platform/log.ts';
import { demoSignIns } from '../../src/cli/demo/people.ts';
import { seedCounty } from '../../src/cli/demo/seed-county.ts';
import { walkClasses } from './walk-classes.ts';
import { walkDisclosure, walkRequests } from './walk-rules.ts';
import { walkTrace } from './walk-trace.ts';

type Answer = { status: number; json: Record<string, unknown> };
const dir = mkdtempSync(join(tmpdir(), 'daodi-walk-'));
const clock = testClock('2026-11-23T01:00:00.000Z');
const read = readConfig({ DAODI_DATA_DIR: dir, PORT: '0' }, 'demo');
if (!read.ok) throw new Error(JSON.stringify(read.faults));
const opened = await openPorts(read.config, createLog({ level: 'silent' }), 'exclusive', undefined, clock);
await seedCounty(opened.ports);
const people = await demoSignIns(opened.ports, dir);
const running = await run(opened, read.config, { phone: '0000-0000000', showParts: false });
const base = `${running.listening.url}/api/v1`;

let step = '';
const saw = (what: string): void => console.log(`  ${step.padEnd(4)} ${what}`);
function expect(what: string, holds: boolean, seen: unknown = ''): void {
  if (!holds) throw new Error(`step ${step}: ${what}. Seen: ${JSON.stringify(seen)}`);
  saw(`✓ ${what}`);
}
async function call(who: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const token = people.find((p) => p.tokenName === who)?.token ?? '';
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
const raise = async (over: Record<string, unknown> = {}): Promise<string> => {
  const made = await call('intake', 'POST', '/concerns', {
    title: '楼道灯不亮（示例）',
    text: '三号楼楼道的灯坏了两个星期，老人夜里摔了一跤。',
    place: '东街社区',
    category: 'housing',
    contact: { name: '张示例', phone: '13800000001' },
    ...over,
  });
  if (made.status !== 201) throw new Error(`step ${step}: a concern was not taken: ${JSON.stringify(made.json)}`);
  return String(made.json['number']);
};
const ask = (who: string, number: string, verb: string, body: unknown = {}): Promise<Answer> =>
  call(who, 'POST', `/matters/${number}/${verb}`, body);
const show = async (number: string, who = 'intake'): Promise<Answer> => call(who, 'GET', `/matters/${number}`);

try {
  step = '1';
  const units = (await call('intake', 'GET', '/units')).json['items'] as { kind: string }[];
  expect(
    'a county with departments, townships and villages',
    ['department', 'township', 'village'].every((k) => units.some((u) => u.kind === k)),
    units.length,
  );

  step = '2';
  const numbers: string[] = [];
  for (const channel of ['phone', 'web', 'visit', 'letter', 'import']) numbers.push(await raise({ channel }));
  expect('five channels, five numbers, one schema', new Set(numbers).size === 5, numbers);
  const [main = '', copy = ''] = numbers;
  const merged = await ask('intake', copy, 'merge', { into: main, reason: '同一楼道' });
  expect(
    'the second is joined to the first and keeps its number',
    merged.json['state'] === 'merged' && merged.json['number'] === copy,
    merged.json,
  );

  step = '3';
  const taken = await raise({ title: '停水三天（示例）', text: '我们村停水三天了，没有人来修。', category: 'water' });
  const blocked = await ask('dispatcher', taken, 'dispatch', { unit: 'east-town', reason: '属地' });
  expect(
    'a duty taken back cannot go down; the department is named',
    blocked.status === 409 && String(blocked.json['detail']).includes('住房和城乡建设局'),
    blocked.json,
  );

  step = '4';
  const disputed = await raise({ title: '物业不开票（示例）' });
  const dispatched = await ask('dispatcher', disputed, 'dispatch', { unit: 'housing', reason: '职责清单部1' });
  await ask('handler', disputed, 'object', { reason: '应由税务部门处理', basis: '部门职责清单第12项' });
  const ruled = await ask('hotline', disputed, 'rule', { outcome: 'rejected', reason: '属清单部1' });
  expect(
    'ruled: it stays, the clock has run on',
    ruled.json['ruled'] === true &&
      JSON.stringify((ruled.json['deadline'] as { dueAt: string }).dueAt) ===
        JSON.stringify((dispatched.json['deadline'] as { dueAt: string }).dueAt),
    ruled.json,
  );
  expect('a second return is refused', (await ask('handler', disputed, 'object', { reason: '再退', basis: '第12项' })).status === 403);

  step = '5';
  const lights: string[] = [];
  for (let day = 0; day < 20; day += 1) {
    await running.clockwork?.runOnce();
    const light = String((await show(disputed)).json['light']);
    if (lights.at(-1) !== light) lights.push(light);
    clock.advance({ hours: 12 });
  }
  await running.clockwork?.runOnce();
  expect(
    'the lights turn blue, yellow, red',
    ['blue', 'yellow', 'red'].every((l) => lights.includes(l)),
    lights,
  );
  for (let day = 0; day < 12; day += 1) {
    clock.advance({ hours: 24 });
    await running.clockwork?.runOnce();
  }
  const late = await show(disputed);
  expect(
    'overdue brings urges and then escalation; the owner is still named',
    Number(late.json['escalation']) > 0 && (late.json['owner'] as { unitId: string }).unitId === 'housing',
    late.json['escalation'],
  );

  step = '6';
  await ask('dispatcher', main, 'dispatch', { unit: 'housing', reason: '职责清单部1' });
  const round = async (): Promise<Answer> => {
    await ask('handler', main, 'acknowledge');
    await ask('handler', main, 'contact', { words: '约定今天下午看现场' });
    return ask('handler', main, 'reply', {
      text: '已更换楼道线路，今晚恢复照明。',
      outcome: 'support',
      basis: '《物业管理条例》第三十五条',
    });
  };
  await round();
  expect('the handler may not judge', (await ask('handler', main, 'verdict', { solved: 'yes', level: 5 })).status === 403);
  const no = await ask('callback', main, 'verdict', { solved: 'no', level: 2, words: '还是不亮' });
  expect('"no" opens round 2 under the same number', no.json['round'] === 2 && no.json['number'] === main, no.json);
  await round();
  const yes = await ask('callback', main, 'verdict', { solved: 'yes', level: 5, words: '亮了' });
  expect('"yes" is the verdict of round 2', yes.json['state'] === 'judged', yes.json);
  const other = await show(copy);
  expect(
    'the copy was answered too and waits for its own raiser',
    ['replied', 'awaitingVerdict'].includes(String(other.json['state'])),
    other.json['state'],
  );

  step = '14';
  const accused = await raise({
    title: '反映收费不合理（示例）',
    text: '办证时多收了一笔钱，没有收据。',
    category: 'conduct',
    confidentiality: 'accusation',
    accusedUnit: 'civil',
    contact: null,
  });
  expect('the accused unit cannot see it', (await show(accused, 'handlerOther')).status === 404);
  expect('nor be given it', (await ask('dispatcher', accused, 'dispatch', { unit: 'civil', reason: '职责清单' })).status === 403);
  const found = await call('handlerOther', 'GET', `/matters?q=${encodeURIComponent('多收了一笔')}`);
  expect('nor find it', (found.json['items'] as unknown[]).length === 0);

  step = '15';
  const passwordOf = (login: string): string => people.find((p) => p.login === login)?.password ?? '';
  await walkTrace({ base: running.listening.url, now: clock, passwordOf, number: main, expect });

  const told = { base: running.listening.url, now: clock, passwordOf, expect };
  step = '16';
  await walkRequests(told);

  step = '17';
  await walkDisclosure(told, '2026-11');

  step = '7'; // last of the steps by people: half a year passes in it
  const tick = async () => running.clockwork?.runOnce();
  await walkClasses({
    base: running.listening.url,
    clock,
    tick,
    raise,
    read: (path) => call('countyOffice', 'GET', path),
    passwordOf,
    expect,
  });

  step = '18';
  await running.clockwork?.runOnce();
  const before = await verifyRecord(opened.ports);
  expect(`the whole record fits (${before.counts.matters} matters, ${before.counts.events} events)`, before.ok, before.finding);
  const owner = new pg.Client({ connectionString: opened.ownerUrl });
  await owner.connect();
  const matterId = (await owner.query<{ id: string }>('select id from matter where number = $1', [main])).rows[0]?.id;
  await owner.query(
    "update matter_event set data = jsonb_set(data, '{words}', '\"别的话\"') where matter_id = $1 and type = 'judged' and seq = (select min(seq) from matter_event where matter_id = $1 and type = 'judged')",
    [matterId],
  );
  await owner.end();
  const after = await verifyRecord(opened.ports);
  expect(
    'one row is changed by the owner of the database, and the check names it',
    !after.ok && after.finding?.number === main,
    after.finding,
  );
  saw(after.finding?.sentence.zh ?? '');
  console.log('\nAll steps as promised: 1-7, 14-18.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await running.stop();
  rmSync(dir, { recursive: true, force: true });
}
