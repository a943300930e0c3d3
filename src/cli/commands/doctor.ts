import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AppPorts } from '#app/ports.ts';
import { knownUntil } from '#core/time/calendar.ts';
import { addDays, dayOf } from '#core/time/day.ts';
import { loadCalendar } from '#features/matters/index.ts';
import type { Config } from '#platform/config.ts';
import { asJson, type ExitCode, lang, out } from '../say.ts';
import { withPorts } from '../settings.ts';

type Finding = { what: string; ok: boolean; zh: string; en: string };
type Check = (ports: AppPorts, config: Config) => Promise<Finding>;
const found = (what: string, ok: boolean, zh: string, en: string): Finding => ({ what, ok, zh, en });

/** Everything an operator would want to know before it hurts. Each check says what it saw; a check that fails does not stop the others. */
const checks: Check[] = [
  async () =>
    found('node', Number(process.versions.node.split('.')[0]) >= 24, `Node ${process.versions.node}`, `Node ${process.versions.node}`),
  async (ports) => {
    const { rows } = await ports.pool.query<{ v: string; u: string }>("select current_setting('server_version') as v, current_user as u");
    return found('database', true, `PostgreSQL ${rows[0]?.v}，用户 ${rows[0]?.u}`, `PostgreSQL ${rows[0]?.v}, role ${rows[0]?.u}`);
  },
  async (ports) => {
    const refused = [];
    for (const table of ['matter_event', 'access_log', 'head_log', 'merkle_node', 'checkpoint']) {
      const tried = await ports.pool.query<{ may: boolean }>(
        `select has_table_privilege(current_user, '${table}', 'UPDATE') or has_table_privilege(current_user, '${table}', 'DELETE') as may`,
      );
      if (!tried.rows[0]?.may) refused.push(table);
    }
    return found(
      'append-only',
      refused.length === 5,
      `${refused.length}/5 张留痕表不能改删`,
      `${refused.length}/5 record tables refuse UPDATE and DELETE`,
    );
  },
  async (_ports, config) => {
    const { bavail, bsize } = statfsSync(config.dataDir);
    const gb = (bavail * bsize) / 1e9;
    return found('disk', gb > 2, `剩余 ${gb.toFixed(1)} GB`, `${gb.toFixed(1)} GB free`);
  },
  async (_ports, config) => {
    const mode = statSync(join(config.dataDir, 'secrets', 'column.key')).mode & 0o077;
    return found(
      'secrets',
      mode === 0,
      mode === 0 ? '密钥只有本用户可读' : '密钥文件他人可读',
      mode === 0 ? 'keys are readable by this user only' : 'others may read the key file',
    );
  },
  async (ports) => {
    const { rows } = await ports.pool.query<{ s: string }>('select extract(epoch from now())::text as s');
    const off = Math.abs(Number(rows[0]?.s) - Date.now() / 1000);
    return found('clock', off < 5, `与数据库相差 ${off.toFixed(1)} 秒`, `${off.toFixed(1)} s from the database's clock`);
  },
  async (ports) => {
    const today = dayOf(ports.now());
    const until = knownUntil(await loadCalendar(ports.db), today);
    return found(
      'calendar',
      until !== null && until > addDays(today, 30),
      `节假日表有效至 ${until ?? '无'}`,
      `holiday tables reach ${until ?? 'nowhere'}`,
    );
  },
  async (ports) => {
    const { rows } = await ports.pool.query<{ n: number }>(
      "select count(*)::int as n from (select from matter where next_tick_at < now() - interval '10 minutes' limit 1000) x",
    );
    return found(
      'clockwork',
      (rows[0]?.n ?? 0) === 0,
      `${rows[0]?.n} 件到点未处理`,
      `${rows[0]?.n} matters waited more than 10 minutes for the clock`,
    );
  },
  async (ports) => {
    const last = await ports.db.selectFrom('checkpoint').select(['id', 'at']).orderBy('id', 'desc').limit(1).executeTakeFirst();
    return found(
      'checkpoint',
      true,
      last ? `最近存证点 ${last.id}，${last.at}` : '还没有存证点',
      last ? `newest checkpoint ${last.id}, ${last.at}` : 'no checkpoint yet',
    );
  },
  async (ports) => {
    const photos = await ports.db.selectFrom('photo').select('sha256').orderBy('added_at', 'desc').limit(200).execute();
    const broken = [];
    for (const { sha256 } of photos) if ((await ports.files.verify(sha256)) !== 'whole') broken.push(sha256);
    return found(
      'files',
      broken.length === 0,
      `最近 ${photos.length} 个附件，损坏 ${broken.length}`,
      `newest ${photos.length} files, ${broken.length} broken`,
    );
  },
];

export function doctor(purpose: 'demo' | 'live', options: { json?: boolean }): Promise<ExitCode> {
  return withPorts(purpose, async (ports, _opened, config) => {
    const findings: Finding[] = [];
    for (const check of checks)
      findings.push(
        await check(ports, config).catch((error: unknown) => found(check.name || 'check', false, String(error), String(error))),
      );
    if (options.json) asJson(findings);
    else for (const f of findings) out(`${f.ok ? '✓' : '✗'} ${f.what.padEnd(12)} ${f[lang]}`);
    return findings.every((f) => f.ok) ? 0 : 1;
  });
}
