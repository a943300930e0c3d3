// `npm start`: a county of one's own. Nothing is there but limit packs, calendars and categories; the first run prints a set-up link.
import { openPorts } from '#app/ports.ts';
import { run, untilAskedToEnd } from '#app/run.ts';
import { makeSetupLink } from '#features/people/index.ts';
import { createLog } from '#platform/log.ts';
import { seedCategories, seedLimits } from '../demo/seed-county.ts';
import { out, say } from '../say.ts';
import { configOf } from '../settings.ts';

export async function start(): Promise<void> {
  const config = configOf('live');
  const opened = await openPorts(config, createLog({ level: config.logLevel }), 'exclusive', (name) =>
    out(say({ zh: `已更新数据结构：${name}`, en: `Schema brought up to ${name}` })),
  );
  try {
    await seedLimits(opened.ports);
    if (!(await opened.ports.db.selectFrom('category').select('id').limit(1).executeTakeFirst())) await seedCategories(opened.ports);
    const running = await run(opened, config, { phone: '12345', showParts: false });
    const base = config.baseUrl ?? running.listening.url;
    out(
      say({
        zh: `群众入口 ${base}/　工作人员 ${base}/staff　数据 ${config.dataDir}`,
        en: `Portal ${base}/   Staff ${base}/staff   Data ${config.dataDir}`,
      }),
    );
    const link = await makeSetupLink(opened.ports);
    if (link.ok)
      out(
        say({
          zh: `首次设置（只能用一次，30 分钟内有效）：${base}${link.path}`,
          en: `Set-up (works once, for 30 minutes): ${base}${link.path}`,
        }),
      );
    await untilAskedToEnd(() => running.stop());
  } catch (error) {
    await opened.close();
    throw error;
  }
}
