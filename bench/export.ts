// `npm run bench:export`: a ledger of 100,000 matters to .xlsx and .csv: rows a second, and how much memory the process needs beside what it had.
// On a throw-away PostgreSQL; rows are put in by one SQL statement, because what is measured is reading and writing. Prints, never asserts.
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { emptyAsk } from '#features/matters/index.ts';
import { openLedger } from '#features/workbooks/index.ts';
import { ledgerFile, ledgerFormats } from '#features/workbooks/staff-ledger-file.ts';
import { systemClock } from '#platform/clock.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { hashOf } from '#platform/hash.ts';
import { ulids } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { columnSecrets } from '#platform/secrets.ts';
import { seedCounty } from '../src/cli/demo/seed-county.ts';

const many = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'daodi-bench-export-'));
const server = await startEmbedded({ dataDir: folder, settings: { fsync: 'off' } });
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
await sql`insert into matter (id, number, version, status, channel, kind, confidentiality, title, category_id, place_id, place_text, owner_unit_id, round, light, received_at, due_at, changed_at, head_hash)
  select 'M' || lpad(n::text, 25, '0'), 'D00000020261123' || lpad(n::text, 6, '0') || '0', 1, (array['registered','dispatched','inProgress','archived'])[1 + n % 4], 'phone', 'help', 'normal',
    '第 ' || n || ' 件：幸福小区门口的路灯坏了两个星期，老人夜里摔了一跤（示例）', 'housing', case when n % 2 = 0 then 'p-dongjie' end, '东街社区 ' || n, 'housing', 1, (array['none','blue','yellow','red'])[1 + n % 4],
    timestamptz '2026-11-23 01:00Z' - n * interval '1 minute', timestamptz '2026-12-23 01:00Z' - n * interval '1 minute', now(), '\\x00'::bytea
  from generate_series(1, ${sql.lit(many)}::int) as n`.execute(db);
await sql`analyze matter`.execute(db).catch(() => undefined);

const viewer = { kind: 'staff', id: 'cli', unitId: '', roles: ['countyOffice'] } as const;
const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
for (const format of ledgerFormats) {
  const ledger = await openLedger(ports, viewer, emptyAsk, 'zh');
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const began = performance.now();
  const file = ledgerFile(ledger, { format, lang: 'zh', title: '示例县诉求办理台账', unit: '示例县' });
  const path = join(folder, `ledger.${format}`);
  await pipeline(file.stream, createWriteStream(path));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${format}: ${file.done()} rows in ${seconds.toFixed(1)} s, ${Math.round(file.done() / seconds)} rows/s, ${mb(statSync(path).size)} MB file, ${mb(peak - before)} MB extra memory at the peak (rss ${mb(before)} -> ${mb(peak)})`,
  );
}
await close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
