// `npm run bench:leader`: what the leader's page costs at 1,000 and 100,000 matters, cold (nothing counted within the minute) and warm, on the server and in all.
// Prints, never asserts. Half a year of matters, so that both quarters the page counts are full: more than a county's table usually holds of them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openPorts } from '#app/ports.ts';
import { run } from '#app/run.ts';
import { testClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { createLog } from '#platform/log.ts';
import { demoSignIns } from '../src/cli/demo/people.ts';
import { seedCounty } from '../src/cli/demo/seed-county.ts';
import { staffAt } from '../test/journeys/walk-http.ts';
import { cpuMeter, percentile } from './processes.ts';

const sizes = (process.argv.find((a) => a.startsWith('--sizes='))?.slice(8) ?? '1000,100000').split(',').map(Number);
const times = 40;
const now = '2026-11-23T02:00:00.000Z';
const dir = mkdtempSync(join(tmpdir(), 'daodi-leader-'));
const clock = testClock('2026-10-12T01:00:00.000Z');
const read = readConfig({ DAODI_DATA_DIR: dir, PORT: '0' }, 'demo');
if (!read.ok) throw new Error(JSON.stringify(read.faults));
const opened = await openPorts(read.config, createLog({ level: 'silent' }), 'exclusive', undefined, clock);
await seedCounty(opened.ports);
const people = await demoSignIns(opened.ports, dir);
const running = await run(opened, read.config, { phone: '0000-0000000', showParts: false });
const postmaster = Number(readFileSync(join(dir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
const database = cpuMeter(() => [postmaster]);
const owner = new pg.Client({ connectionString: opened.ownerUrl });

async function api(who: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  const token = people.find((p) => p.tokenName === who)?.token ?? '';
  const response = await fetch(`${running.listening.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Matters with a whole record: the page reads the histories of what is stuck and of whose words it quotes. */
async function real(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const { number } = await api('intake', '/concerns', {
      title: `第 ${i} 件（示例）`,
      text: `三号楼楼道的灯坏了两个星期，第 ${i} 件。`,
      place: '东街社区',
      category: 'housing',
      contact: { name: '张示例', phone: `138${String(10_000_000 + i)}` },
    });
    const ask = (who: string, verb: string, body: unknown = {}) => api(who, `/matters/${number}/${verb}`, body);
    await ask('dispatcher', 'dispatch', { unit: 'housing', reason: '职责清单部1' });
    if (i % 3 === 0) continue;
    await ask('handler', 'acknowledge');
    await ask('handler', 'contact', { words: '约定看现场' });
    await ask('handler', 'reply', { text: '已更换楼道线路，今晚恢复照明。', outcome: 'support', basis: '职责清单部1' });
    const solved = (['yes', 'partly', 'no'] as const)[i % 3];
    await ask('callback', 'verdict', { solved, level: 4, words: '来得挺快，就是还差一盏灯没有换好' });
  }
}

/** Rows as the rooms write them, without a record: nine in ten answered, one in twelve in a second round, one in a hundred not touched yet. */
const fill = (from: number, until: number): string => `
  insert into matter (id, number, version, status, channel, kind, confidentiality, title, category_id, place_id, owner_unit_id, handled_by, round, light, received_at,
      due_at, replied_at, archived_at, waiting_for, changed_at, head_hash)
    select 'f' || lpad(n::text, 25, '0'), 'D9' || lpad(n::text, 18, '0'), case when st = 'registered' then 1 else 6 end, st, 'phone', 'help', 'normal', '第 ' || n || ' 件（示例）',
      ca, pl, case when st = 'registered' then 'hotline' else un end, case when st = 'registered' then '{}' else array[un] end, case when n % 12 = 0 then 2 else 1 end, 'none', ra, ra + interval '9 days',
      case when st = 'archived' then ra + interval '6 days' end, case when st = 'archived' then ra + interval '20 days' end, case when st = 'registered' then 'dispatch' else 'none' end, ra, '\\x00'
    from (select n, timestamptz '${now}' - ((hashint4(n) & 1048575)::float8 / 1048576) * interval '190 days' ra, case when n % 100 = 1 then 'registered' when n % 10 = 3 then 'inProgress' else 'archived' end st,
        (select id from unit where kind in ('department', 'township') and id <> 'hotline' order by id offset n % 3 limit 1) un,
        (array(select id from category order by id))[1 + n % (select count(*)::int from category)] ca, (array(select id from place order by id))[1 + n % (select count(*)::int from place)] pl
      from generate_series(${from}, ${until - 1}) n) x;
  insert into matter_round (matter_id, round, place_id, category_id, unit_id, due_at, later_due, dispatched_at, contact_by, contacted_at, needs_contact, replied_at, solved, level, judged_at, has_words, reworked)
    select id, r, place_id, category_id, owner_unit_id, due_at + (r - 1) * interval '9 days', case when r < round then array[due_at + interval '9 days'] else '{}' end,
      received_at + interval '2 hours', received_at + interval '26 hours', received_at + interval '20 hours', true, case when status = 'archived' then due_at + (r - 1) * interval '9 days' - interval '1 day' end,
      case when status = 'archived' then case when r < round then 'no' when right(id, 1) = '7' then 'partly' else 'yes' end end, case when status = 'archived' then 4 end,
      case when status = 'archived' then due_at + (r - 1) * interval '9 days' + interval '2 days' end, false, r < round
    from matter, generate_series(1, round) r
    where id >= 'f' || lpad(${from}::text, 25, '0') and id < 'f' || lpad(${until}::text, 25, '0') and version > 1`;

try {
  await owner.connect();
  await real(120);
  clock.setTo(now);
  let filled = 0;
  for (const size of sizes) {
    await owner.query(fill(filled, size));
    filled = size;
    await owner.query('vacuum (analyze)');
    await owner.query('checkpoint');
    for (let i = 0; i < 3; i += 1) await running.clockwork?.runOnce();
    const leader = await staffAt(running.listening.url).signIn('xianban', people.find((p) => p.login === 'xianban')?.password ?? '');
    console.log(`\n== ${size} matters in half a year`);
    for (const [name, step] of [
      ['cold', 61],
      ['warm', 0],
    ] as const) {
      const took: number[] = [];
      const [mine, its] = [process.cpuUsage(), database()];
      let bytes = 0;
      for (let i = 0; i < times; i += 1) {
        clock.advance({ seconds: step });
        const at = performance.now();
        const answer = await leader.get('/staff/leader');
        bytes = (await answer.arrayBuffer()).byteLength;
        if (answer.status !== 200) throw new Error(`the leader's page answered ${answer.status}`);
        took.push(performance.now() - at);
      }
      const used = process.cpuUsage(mine);
      const [server, engine] = [(used.user + used.system) / 1000 / times, (database() - its) / times];
      took.sort((a, b) => a - b);
      console.log(
        `leader's page, ${name}   p50 ${percentile(took, 0.5).toFixed(1)} ms  p99 ${percentile(took, 0.99).toFixed(1)} ms  processor ${(server + engine).toFixed(1)} ms (server and asker ${server.toFixed(1)}, database ${engine.toFixed(1)})  ${bytes} B`,
      );
    }
  }
} finally {
  await owner.end();
  await running.stop();
  rmSync(dir, { recursive: true, force: true });
}
