// `npm run bench:import [rows]`: how many messages a second a table brings in, as the import wizard does it: read, checked, opened in batches, with and without a
// note beside each (承办单位, 办结时间, 办理结果, 满意度). On a throw-away PostgreSQL that keeps fsync on. Prints with the machine's load, never asserts.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { importWorkbook } from '#features/workbooks/actions-import.ts';
import { systemClock } from '#platform/clock.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { hashOf } from '#platform/hash.ts';
import { ulids } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { columnSecrets } from '#platform/secrets.ts';
import { readMessages } from '#platform/spreadsheets/messages-table.ts';
import { seedCounty } from '../src/cli/demo/seed-county.ts';

const many = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'daodi-bench-import-'));
const server = await startEmbedded({ dataDir: folder });
await migrate(server.ownerUrl);
const { db, pool, close } = createDb<Tables>(server.appUrl);
const now = systemClock();
const ports = {
  db,
  pool,
  now,
  newId: ulids(now),
  hash: hashOf('sha256'),
  log: createLog({ level: 'silent' }),
  secrets: columnSecrets([Buffer.alloc(32, 7)], 'intl'),
};
await seedCounty(ports);

const places = ['石桥村', '柳河村', '东街社区', '南坪村'];
const wants = ['路灯坏了半个月，老人夜里看不见', '自来水发黄，烧开了也有味', '村口垃圾没有人收', '工地夜里打桩吵得睡不着'];
function table(noted: boolean): Uint8Array {
  const heading = '编号,姓名,电话,地点,内容,时间';
  const rows = Array.from({ length: many }, (_, i) => {
    const row = `${noted ? 'N' : 'P'}${i},张示例,138${String(i).padStart(8, '0')},${places[i % 4]},${wants[(i >> 2) % 4]}（示例 ${i}）,2026-0${1 + (i % 9)}-1${i % 9}`;
    return noted ? `${row},住建局,已修好 ${i},满意` : row;
  });
  return new TextEncoder().encode([noted ? `${heading},承办单位,办理结果,满意度` : heading, ...rows].join('\n'));
}

const load = (): string => loadavg()[0]?.toFixed(1) ?? '';
for (const noted of [false, true, false, true]) {
  const read = await readMessages(table(noted), { name: 'ledger.csv', keepTimeWords: true });
  if (!read.ok) throw new Error(read.refusal);
  const began = performance.now();
  const source = `bench ${noted} ${began}`;
  const imported = await importWorkbook(ports, read.table.rows, { source, actor: { kind: 'clock' }, update: true });
  if (!imported.ok) throw new Error(imported.refusal);
  const { taken, rejected, notesLost } = imported.result;
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${noted ? 'with a note beside each' : 'without notes'}: ${taken} taken, ${rejected} rejected, ${notesLost.length} notes lost, ${seconds.toFixed(1)} s, ${Math.round(taken / seconds)} messages/s (load ${load()})`,
  );
}
await close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
