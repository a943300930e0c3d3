// Configuration and ports for a command, or one plain sentence why not.
import { type AppPorts, type Opened, openPorts } from '#app/ports.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { PlainFault } from '#platform/db/plain-fault.ts';
import { createLog } from '#platform/log.ts';

export function configOf(purpose: 'demo' | 'live'): Config {
  const read = readConfig(process.env, purpose);
  if (read.ok) return read.config;
  throw new PlainFault({
    zh: read.faults.map((f) => `${f.variable}：${f.zh}`).join('\n'),
    en: read.faults.map((f) => `${f.variable}: ${f.en}`).join('\n'),
  });
}

/** Opens the county's data beside a running server and closes it after the work. The demo's folder is taken by `--demo` or DAODI_DATA_DIR. */
export async function withPorts<T>(
  purpose: 'demo' | 'live',
  work: (ports: AppPorts, opened: Opened, config: Config) => Promise<T>,
): Promise<T> {
  const config = configOf(purpose);
  const opened = await openPorts(config, createLog({ level: 'warn' }), 'share');
  try {
    return await work(opened.ports, opened, config);
  } finally {
    await opened.close();
  }
}
