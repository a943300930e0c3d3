import { type Day, parseDay } from '#core/time/day.ts';
import { clearOver, type Plan, planClearing } from '#features/retention/index.ts';
import { progress } from '../progress.ts';
import { asJson, type ExitCode, out, say, WrongUsage } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { dryRun?: boolean; on?: string };

export function retentionCommand({ program, purpose, doing }: Shell): void {
  program
    .command('retention')
    .description('清除保存到期的反映人信息、照片文件和日志（办理记录不动）/ clear what was kept long enough; the record stays')
    .option('--dry-run', '只看会清除什么，不清除 / say what would go, and clear nothing')
    .option('--on <day>', '和 --dry-run 一起用：看到那一天会清除什么 / with --dry-run: as of that day')
    .option(...jsonOption)
    .action(doing((options: Options) => retention(purpose(), options)));
}

function retention(purpose: Purpose, { dryRun, on, json }: Options): Promise<ExitCode> {
  const day = on === undefined ? undefined : dayFrom(on);
  if (day !== undefined && !dryRun) throw new WrongUsage({ zh: '--on 只能和 --dry-run 一起用。', en: '--on goes with --dry-run only.' });
  return withPorts<ExitCode>(purpose, async (ports) => {
    const plan = await planClearing(ports, day);
    if (dryRun) {
      if (json) asJson(plan);
      else tellPlan(plan);
      return 0;
    }
    const total = [...plan.raiser, ...plan.files].reduce((sum, one) => sum + one.n, 0);
    const bar = progress(say({ zh: '清除', en: 'Clearing' }), { quiet: json });
    const done = await clearOver(ports, { onProgress: (n) => bar.set(n, total) });
    bar.end();
    if (json) asJson(done);
    else
      out(
        say({
          zh: `清除了 ${done.raiser} 件的反映人信息、${done.files} 件的照片文件、${done.looks} 条日志。办理记录没有动。`,
          en: `Cleared the raiser of ${done.raiser} matters, the files of ${done.files}, and ${done.looks} lines of logs. The record was not touched.`,
        }),
      );
    return 0;
  });
}

function dayFrom(text: string): Day {
  const day = parseDay(text);
  if (day === null) throw new WrongUsage({ zh: `“${text}”不是日期，写成 2027-01-01。`, en: `"${text}" is no day; write 2027-01-01.` });
  return day;
}

function tellPlan(plan: Plan): void {
  if (plan.rules === 0) {
    out(say({ zh: '还没有定保存期限，什么都不会清除。', en: 'No period is set: nothing would go.' }));
    return;
  }
  out(say({ zh: `到 ${plan.on} 会清除：`, en: `On ${plan.on} this would go:` }));
  const names = { raiser: say({ zh: '反映人信息', en: 'raisers' }), files: say({ zh: '照片和文件', en: 'files' }) };
  for (const what of ['raiser', 'files'] as const)
    for (const row of plan[what])
      out(
        `  ${names[what]}  ${row.kind} ${row.confidentiality}  ${row.months} ${say({ zh: '个月', en: 'months' })}: ${row.n}${row.held > 0 ? say({ zh: `（另有 ${row.held} 件暂停）`, en: ` (and ${row.held} on hold)` }) : ''}`,
      );
  if (plan.looks) out(`  ${say({ zh: '日志', en: 'logs' })}  ${plan.looks.months} ${say({ zh: '个月', en: 'months' })}: ${plan.looks.n}`);
  if (plan.raiser.length + plan.files.length === 0 && !plan.looks?.n) out(say({ zh: '  没有到期的内容。', en: '  nothing is over.' }));
}
