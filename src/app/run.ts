// Server and worker in one process, and an end that leaves nothing running: one Ctrl-C may arrive twice (terminal and npm), which is one wish.
import { loadUnits } from '#features/people/index.ts';
import type { Config } from '#platform/config.ts';
import type { Site } from '#platform/http/context.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { type Clockwork, startClockwork } from './clockwork.ts';
import type { Opened } from './ports.ts';
import { buildServer } from './server.ts';

export type Running = { listening: Listening; clockwork: Clockwork | null; stop(): Promise<void> };

export async function run(opened: Opened, config: Config, options: { phone: string; showParts: boolean }): Promise<Running> {
  const { ports } = opened;
  const site = await siteOf(opened, options.phone);
  const clockwork = config.jobs === 'here' ? startClockwork(ports) : null;
  const app = buildServer(ports, { config, site, clockLag: () => clockwork?.lag() ?? null, showParts: options.showParts });
  const listening = await listen(app, { host: config.host, port: config.port });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      await listening.close();
      await clockwork?.stop();
      await opened.close();
    })();
    return stopping;
  };
  return { listening, clockwork, stop };
}

/** The county's own words for the frame, read again every half minute because an administrator may change them. */
async function siteOf({ ports }: Opened, phone: string): Promise<() => Site> {
  const read = async (): Promise<Site> => {
    const units = await loadUnits(ports.db);
    const county = units.all.find((u) => u.kind === 'county');
    const kept = await ports.db.selectFrom('setting').select('body').where('key', '=', 'site').executeTakeFirst();
    const set = (kept?.body ?? {}) as Partial<Site>;
    return {
      county: set.county ?? county?.name.replace(/人民政府.*$/, '') ?? '到底',
      phone: set.phone ?? phone,
      phoneHours: set.phoneHours,
    };
  };
  let site = await read();
  setInterval(
    () =>
      void read().then(
        (fresh) => {
          site = fresh;
        },
        () => undefined,
      ),
    30_000,
  ).unref();
  return () => site;
}

/** Resolves when the process is asked to end, after everything has stopped. */
export function untilAskedToEnd(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => void stop().then(resolve, reject);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  });
}
