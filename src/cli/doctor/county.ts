// What the county's own data say: database and its rights, clocks, calendar, checkpoints, files.

import type { AppPorts } from '#app/ports.ts';
import { knownUntil } from '#core/time/calendar.ts';
import { dayNumber, dayOf, type Instant, msOf } from '#core/time/day.ts';
import { readSiteWords } from '#features/admin/index.ts';
import { loadCalendar } from '#features/matters/index.ts';
import { loadUnits } from '#features/people/index.ts';
import { lastCheckpoint } from '#features/record/index.ts';
import type { Config } from '#platform/config.ts';
import { filesCheck, storeCheck } from './files.ts';
import { type Checked, checked, told } from './machine.ts';

type Check = (ports: AppPorts, config: Config, all: boolean) => Promise<Checked>;

export async function countyChecks(ports: AppPorts, config: Config, all: boolean): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const [what, check] of Object.entries(checks)) {
    results.push(
      await check(ports, config, all).catch((error: unknown) =>
        checked(what, 'bad', `没有查成：${told(error)}`, `This could not be checked: ${told(error)}`),
      ),
    );
  }
  return results;
}

const checks: Record<string, Check> = {
  database: async ({ pool }) => {
    const { rows } = await pool.query<{ version: string; role: string }>(
      `select current_setting('server_version') as version, current_user as role`,
    );
    const { version = '?', role = '?' } = rows[0] ?? {};
    return checked('database', 'good', `PostgreSQL ${version}，以 ${role} 的权限工作`, `PostgreSQL ${version}, working as ${role}`);
  },

  'append-only': async (ports) => {
    const open: string[] = [];
    for (const table of appendOnly) if (await mayChange(ports, table)) open.push(table);
    if (open.length > 0)
      return checked(
        'append-only',
        'bad',
        `这些留痕表能被程序改动：${open.join('、')}。请收回权限`,
        `The application may change: ${open.join(', ')}. Revoke that`,
      );
    return checked(
      'append-only',
      'good',
      `试着改删 ${appendOnly.length} 张留痕表，数据库都拒绝了`,
      `Tried to change and delete in ${appendOnly.length} record tables: the database refused each`,
    );
  },

  clock: async ({ pool, now }) => {
    const { rows } = await pool.query<{ ms: string }>(`select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as ms`);
    const seconds = Math.abs(Number(rows[0]?.ms) - msOf(now())) / 1000;
    return checked(
      'clock',
      seconds < 5 ? 'good' : 'bad',
      `本机与数据库的钟差 ${seconds.toFixed(1)} 秒${seconds < 5 ? '' : '，请对时'}`,
      `This machine's clock is ${seconds.toFixed(1)} s from the database's${seconds < 5 ? '' : '; set the time'}`,
    );
  },

  /** Later than every day we know from, or the clock was set back: then deadlines and ids would run backwards. */
  past: async ({ db, now }) => {
    const { at } = await db
      .selectFrom('matter_event')
      .select((eb) => eb.fn.max('at').as('at'))
      .executeTakeFirstOrThrow();
    const isAhead = at !== null && msOf(at as Instant) > msOf(now()) + 60_000;
    return isAhead
      ? checked(
          'past',
          'bad',
          `最近的记录是 ${at}，比现在还晚：本机的钟被拨回过`,
          `The newest record is of ${at}, later than now: this clock was set back`,
        )
      : checked('past', 'good', '没有比现在更晚的记录', 'No record is later than now');
  },

  calendar: async ({ db, now }) => {
    const today = dayOf(now());
    const until = knownUntil(await loadCalendar(db), today);
    const days = until === null ? -1 : dayNumber(until) - dayNumber(today);
    const advice = {
      zh: '，国务院通知发布后请 daodi calendar import',
      en: '; run daodi calendar import when the notice of the State Council is out',
    };
    return checked(
      'calendar',
      days >= 30 ? 'good' : days >= 0 ? 'look' : 'bad',
      `节假日已知到 ${until ?? '（无）'}${days >= 30 ? '' : advice.zh}`,
      `Holidays are known until ${until ?? '(nowhere)'}${days >= 30 ? '' : advice.en}`,
    );
  },

  queue: async ({ pool }) => {
    const { rows } = await pool.query<{ waiting: number; oldest: number | null }>(
      `select count(*)::int as waiting, extract(epoch from now() - min(next_tick_at))::float8 as oldest
         from (select next_tick_at from matter where next_tick_at < now() - interval '10 minutes' limit 10000) late`,
    );
    const { waiting = 0, oldest } = rows[0] ?? {};
    const minutes = Math.round((oldest ?? 0) / 60);
    return waiting === 0
      ? checked('queue', 'good', '没有到点十分钟还没处理的事项', 'No matter has waited for the clock for more than ten minutes')
      : checked(
          'queue',
          'bad',
          `${waiting} 件到点没有处理，最久 ${minutes} 分钟：时钟没有在走（daodi start 或 daodi jobs）`,
          `${waiting} matters wait for the clock, the longest for ${minutes} minutes: is it running (daodi start or daodi jobs)?`,
        );
  },

  checkpoint: async ({ db, now }) => {
    const last = await lastCheckpoint(db);
    if (!last)
      return checked('checkpoint', 'look', '还没有存证点（时钟走起来就有）', 'There is no checkpoint yet; the running clock makes one');
    const hours = (msOf(now()) - msOf(last.at as Instant)) / 3_600_000;
    return checked(
      'checkpoint',
      hours < 26 ? 'good' : 'look',
      `最近的存证点是第 ${last.id} 个，${hours.toFixed(1)} 小时前`,
      `The newest checkpoint is no. ${last.id}, ${hours.toFixed(1)} hours ago`,
    );
  },

  store: (ports) => storeCheck(ports),

  files: (ports, _config, all) => filesCheck(ports, all),

  county: async ({ db }, config) => {
    const units = await loadUnits(db);
    const words = await readSiteWords(db);
    if (units.hotlines.length === 0)
      return checked(
        'county',
        'look',
        '还没有受理台，诉求没有地方可去：请先完成首次设置',
        'There is no desk where concerns could arrive: finish the first set-up',
      );
    if (!config.countyCode && !words.code)
      return checked(
        'county',
        'look',
        '没有设行政区划代码，编号以 000000 开头：请设 DAODI_COUNTY_CODE',
        'No division code is set, so numbers begin with 000000: set DAODI_COUNTY_CODE',
      );
    return checked(
      'county',
      'good',
      `${units.all.length} 个单位，${units.hotlines.length} 个受理台`,
      `${units.all.length} units, ${units.hotlines.length} desks`,
    );
  },
};

const appendOnly = ['matter_event', 'access_log', 'head_log', 'merkle_node', 'checkpoint'] as const;

/** Really tries, on no row: the database checks the right before it looks for rows. Nothing is ever written. */
async function mayChange({ pool }: AppPorts, table: (typeof appendOnly)[number]): Promise<boolean> {
  const column = await pool.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns where table_schema = 'public' and table_name = $1 limit 1`,
    [table],
  );
  const name = column.rows[0]?.name ?? 'id';
  for (const statement of [`update ${table} set ${name} = ${name} where false`, `delete from ${table} where false`]) {
    const isDone = await pool.query(statement).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === '42501') return false;
        throw error;
      },
    );
    if (isDone) return true;
  }
  return false;
}
