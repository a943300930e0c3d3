import { openPorts } from '#app/ports.ts';
import { createLog } from '#platform/log.ts';
import { out, say } from '../say.ts';
import { configOf } from '../settings.ts';

export async function migrateNow(purpose: 'demo' | 'live'): Promise<void> {
  let count = 0;
  const opened = await openPorts(configOf(purpose), createLog({ level: 'warn' }), 'share', (name) => {
    count += 1;
    out(name);
  });
  await opened.close();
  if (count === 0) out(say({ zh: '数据结构已是最新。', en: 'The schema is up to date.' }));
}
