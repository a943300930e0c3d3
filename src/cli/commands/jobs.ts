import { startClockwork } from '#app/clockwork.ts';
import { listenForEnd } from '#app/end.ts';
import { postOf } from '#app/post.ts';
import { out, say } from '../say.ts';
import { type Purpose, withPorts } from '../settings.ts';
import type { Shell } from '../shell.ts';

export function jobsCommand({ program, purpose, doing }: Shell): void {
  program
    .command('jobs')
    .description('单独运行时钟，与 DAODI_JOBS=apart 的服务相伴 / run the worker alone, beside servers with DAODI_JOBS=apart')
    .option('--once', '只走一轮就结束 / one round, then end')
    .action(doing((options: { once?: boolean }) => jobs(purpose(), options)));
}

/** Several may run at once: one works, the others wait for it to go. */
async function jobs(purpose: Purpose, { once = false }: { once?: boolean }): Promise<void> {
  const end = listenForEnd();
  await withPorts(purpose, async (ports, _opened, config) => {
    const post = postOf(ports, config);
    const clockwork = startClockwork(ports, { post });
    if (once) {
      const acted = await clockwork.runOnce();
      await post.idle();
      out(say({ zh: `走了一轮，${acted} 件有动作。`, en: `One round; time acted on ${acted} matters.` }));
    } else {
      out(say({ zh: '时钟在走，按 Ctrl-C 停止。', en: 'The clock runs; Ctrl-C stops it.' }));
      await end.whenAsked;
    }
    await clockwork.stop();
  });
}
