import { type RecordReport, type VerifyPhase, verifyRecord } from '#features/record/index.ts';
import { progress } from '../progress.ts';
import { asJson, type ExitCode, out, refused, say } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { rebuild?: boolean };

const phases: Record<VerifyPhase, { zh: string; en: string }> = {
  checkpoints: { zh: '核对存证点', en: 'Checking checkpoints' },
  list: { zh: '核对事项清单', en: 'Checking the list of heads' },
  matters: { zh: '核对每一件的记录', en: 'Checking every record' },
  classes: { zh: '核对每一类事的记录', en: 'Checking every class' },
};

export function verifyCommand({ program, purpose, doing }: Shell): void {
  program
    .command('verify')
    .description('从头核对全部存证，指出第一条不相符的 / check the whole record and name the first row that does not fit')
    .option('--rebuild', '记录完好而现状表不符的，按记录重写现状 / write current-state rows anew from sound records')
    .option(...jsonOption)
    .action(doing((options: Options) => verify(purpose(), options)));
}

function verify(purpose: Purpose, { json, rebuild }: Options): Promise<ExitCode> {
  return withPorts(purpose, async (ports) => {
    let now: { phase: VerifyPhase; bar: ReturnType<typeof progress> } | null = null;
    const onProgress = ({ phase, done, total }: { phase: VerifyPhase; done: number; total: number }): void => {
      if (now?.phase !== phase) {
        now?.bar.end();
        now = { phase, bar: progress(say(phases[phase]), { quiet: json }) };
      }
      now.bar.set(done, total);
    };
    const report = await verifyRecord(ports, { rebuild, onProgress });
    (now as { bar: ReturnType<typeof progress> } | null)?.bar.end();
    if (json) asJson(report);
    else tellReport(report);
    return report.exitCode;
  });
}

function tellReport({ ok, finding, counts, newest, rebuilt }: RecordReport): void {
  if (rebuilt.length > 0)
    out(
      say({
        zh: `按记录重写了 ${rebuilt.length} 件的现状：${rebuilt.slice(0, 10).join('、')}`,
        en: `Rows written anew from the record: ${rebuilt.length} (${rebuilt.slice(0, 10).join(', ')})`,
      }),
    );
  if (finding) {
    refused(finding.sentence);
    return;
  }
  if (!ok) return;
  out(
    say({
      zh: `全部相符：${counts.matters} 件，${counts.events} 条记录，${counts.checkpoints} 个存证点；${counts.classes} 类事，${counts.classEvents} 条记录。`,
      en: `Everything fits: ${counts.matters} matters, ${counts.events} events, ${counts.checkpoints} checkpoints; ${counts.classes} classes, ${counts.classEvents} events.`,
    }),
  );
  if (newest)
    out(
      say({
        zh: `最新的存证点是第 ${newest.id} 个（${newest.at}），请与别处保存的打印页核对。`,
        en: `The newest checkpoint is no. ${newest.id} (${newest.at}); compare it with a sheet printed and kept elsewhere.`,
      }),
    );
}
