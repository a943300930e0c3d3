import { startClockwork } from '#app/clockwork.ts';
import { untilAskedToEnd } from '#app/run.ts';
import { out, say } from '../say.ts';
import { withPorts } from '../settings.ts';

/** The worker alone, beside servers started with DAODI_JOBS=apart. */
export function jobs(purpose: 'demo' | 'live'): Promise<void> {
  return withPorts(purpose, async (ports) => {
    const clockwork = startClockwork(ports);
    out(say({ zh: '时钟已启动，按 Ctrl-C 停止。', en: 'The clock runs; Ctrl-C stops it.' }));
    const stay = setInterval(() => undefined, 60_000);
    await untilAskedToEnd(() => clockwork.stop());
    clearInterval(stay);
  });
}
