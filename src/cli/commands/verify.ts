import { verifyRecord } from '#features/record/index.ts';
import { asJson, type ExitCode, lang, out, progressBar, say } from '../say.ts';
import { withPorts } from '../settings.ts';

export function verify(purpose: 'demo' | 'live', options: { json?: boolean; rebuild?: boolean }): Promise<ExitCode> {
  return withPorts(purpose, async (ports) => {
    const bar = await progressBar(say({ zh: '核验', en: 'Verifying' }), options.json === true);
    const report = await verifyRecord(ports, { rebuild: options.rebuild, onProgress: (p) => bar.set(p.done, p.total) });
    bar.end();
    if (options.json) asJson(report);
    else if (report.ok)
      out(
        say({
          zh: `全部相符：${report.counts.matters} 件，${report.counts.events} 条记录，${report.counts.checkpoints} 个存证点。`,
          en: `Everything fits: ${report.counts.matters} matters, ${report.counts.events} events, ${report.counts.checkpoints} checkpoints.`,
        }),
      );
    else out(report.finding ? report.finding.sentence[lang] : say({ zh: '有不相符之处。', en: 'Something does not fit.' }));
    return report.exitCode;
  });
}
