import { readFileSync } from 'node:fs';
import { knownUntil } from '#core/time/calendar.ts';
import { type CalendarProblem, calendarFaultText, readCalendarYear } from '#core/time/calendar-file.ts';
import { dayOf } from '#core/time/day.ts';
import { keepYear, recomputeProvisional } from '#features/limits/index.ts';
import { loadCalendar, readCalendars } from '#features/matters/index.ts';
import { progress } from '../progress.ts';
import { asJson, lang, out, say, tell, WrongUsage } from '../say.ts';
import { withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';
import { columns } from '../table.ts';

export function calendarCommands({ program, purpose, doing }: Shell): void {
  const calendar = program.command('calendar').description('节假日和调休表 / holidays and make-up workdays');

  calendar
    .command('list')
    .description('已有的年份，以及时限可以确定到哪一天 / the years there are, and how far deadlines are certain')
    .option(...jsonOption)
    .action(
      doing(({ json }: Json) =>
        withPorts(purpose(), async (ports) => {
          const years = await readCalendars(ports.db);
          const until = knownUntil(await loadCalendar(ports.db), dayOf(ports.now()));
          if (json) return asJson({ knownUntil: until, years });
          const stands = (isPublished: boolean) => (isPublished ? '' : say({ zh: '草稿', en: 'draft' }));
          for (const line of columns(years.map((year) => [String(year.year), year.region, year.source, stands(year.published)]))) out(line);
          out(
            say({
              zh: `时限可确定到 ${until ?? '（无）'}，之后显示“暂定”。`,
              en: `Deadlines are certain until ${until ?? '(nowhere)'}; later ones are shown as provisional.`,
            }),
          );
        }),
      ),
    );

  calendar
    .command('import <file>')
    .description('导入一年的表，重算暂定的时限，新旧日期都留 / take in a year and recompute provisional deadlines; both dates are kept')
    .option(...jsonOption)
    .action(
      doing((file: string, { json }: Json) => {
        const read = readCalendarYear(jsonOf(file));
        if ('problems' in read) return Promise.resolve(tellProblems(read.problems));
        return withPorts(purpose(), async (ports) => {
          const { year, region } = read.table;
          await keepYear(ports, read.table);
          const bar = progress(say({ zh: '重算时限', en: 'Recomputing deadlines' }), { quiet: json });
          const done = await recomputeProvisional(ports, { onProgress: (looked, total) => bar.set(looked, total) });
          bar.end();
          for (const number of done.refused)
            tell({ zh: `${number} 没有重算成，请再运行一次。`, en: `${number} was not recomputed; please run this again.` });
          if (json) asJson({ year, region, ...done });
          else {
            out(say({ zh: `已导入 ${year} 年（${region}）。`, en: `Took in ${year} (${region}).` }));
            out(
              say({
                zh: `查看了 ${done.looked} 件暂定时限，改了 ${done.changed} 件，新旧日期都留着。`,
                en: `Looked at ${done.looked} provisional deadlines and changed ${done.changed}; both dates are kept.`,
              }),
            );
          }
          return done.refused.length === 0 ? 0 : 1;
        });
      }),
    );
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongUsage({
      zh: `读不了日历文件 ${file}，没有导入：${why}`,
      en: `The calendar file ${file} cannot be read; nothing was taken. ${why}`,
    });
  }
}

function tellProblems(problems: readonly CalendarProblem[]): 1 {
  for (const { fault, where } of problems) process.stderr.write(`${where ? `${where}: ` : ''}${calendarFaultText[fault][lang]}\n`);
  return 1;
}
