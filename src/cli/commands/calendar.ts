import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { AppPorts } from '#app/ports.ts';
import { matterOf } from '#core/matter/matter.ts';
import { calendarFaultText, readCalendarYear } from '#core/time/calendar-file.ts';
import { recompute } from '#core/time/deadline.ts';
import { act, forgetCalendar, loadCalendar, readCalendars, readHistoryByNumber } from '#features/matters/index.ts';
import { asJson, lang, out, progressBar, say } from '../say.ts';
import { withPorts } from '../settings.ts';
import type { Doing, Purpose } from './shared.ts';

export function calendarCommands(program: Command, purpose: Purpose, doing: Doing): void {
  const calendar = program.command('calendar').description('节假日表 / calendars');
  calendar
    .command('list')
    .option('--json')
    .action(
      doing((o: { json?: boolean }) =>
        withPorts(purpose(), async (ports) => {
          const years = await readCalendars(ports.db);
          if (o.json) asJson(years);
          else for (const y of years) out(`${y.year} ${y.region} ${y.source}`);
        }),
      ),
    );
  calendar
    .command('import <file>')
    .description('导入一年的节假日表，重算暂定时限 / import a year and recompute provisional deadlines')
    .action(
      doing((file: string) =>
        withPorts(purpose(), async (ports) => {
          const read = readCalendarYear(JSON.parse(readFileSync(file, 'utf8')));
          if ('problems' in read) {
            for (const p of read.problems) process.stderr.write(`${calendarFaultText[p.fault][lang]} ${JSON.stringify(p)}\n`);
            return 1;
          }
          const body = JSON.stringify(read.table);
          await ports.db
            .insertInto('calendar_year')
            .values({ year: read.table.year, region: read.table.region, body, imported_at: ports.now() })
            .onConflict((oc) => oc.columns(['year', 'region']).doUpdateSet({ body, imported_at: ports.now() }))
            .execute();
          forgetCalendar(ports.db);
          out(
            say({
              zh: `已导入 ${read.table.year} 年；重算了 ${await recomputeProvisional(ports)} 件暂定时限。`,
              en: `Imported ${read.table.year}; recomputed ${await recomputeProvisional(ports)} provisional deadlines.`,
            }),
          );
          return 0;
        }),
      ),
    );
}

/** Every matter whose deadline was provisional gets it anew, through act(): the event keeps both dates. Returns how many changed. */
export async function recomputeProvisional(ports: AppPorts): Promise<number> {
  const calendar = await loadCalendar(ports.db);
  const rows = await ports.db
    .selectFrom('matter')
    .select('number')
    .where('provisional', '=', true)
    .where('archived_at', 'is', null)
    .execute();
  const bar = await progressBar(say({ zh: '重算时限', en: 'Recomputing' }), rows.length < 100);
  let changed = 0;
  for (const [i, { number }] of rows.entries()) {
    const found = await readHistoryByNumber(ports.db, number);
    if (!found) continue;
    const { deadline } = matterOf(found.id, found.events);
    const fresh = recompute(deadline, calendar);
    if (fresh === deadline || (fresh.dueAt === deadline.dueAt && fresh.provisional === deadline.provisional)) continue;
    const done = await act(ports, { kind: 'clock' }, number, { do: 'recomputeDeadline', deadline: fresh, why: 'calendar-arrived' });
    if (done.ok) changed += 1;
    bar.set(i + 1, rows.length);
  }
  bar.end();
  return changed;
}
