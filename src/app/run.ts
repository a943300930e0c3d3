// Server and worker in one process, and an end that leaves nothing running.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteWords } from '#features/admin/index.ts';
import type { Config } from '#platform/config.ts';
import type { Site } from '#platform/http/context.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { watchTraffic } from '#platform/traffic.ts';
import { type Clockwork, startClockwork } from './clockwork.ts';
import type { Opened } from './ports.ts';
import { postOf } from './post.ts';
import { buildServer } from './server.ts';
import { readSite, settleSite } from './site.ts';

export type Running = {
  listening: Listening;
  /** Where people reach it: as configured, or as it listens. */
  base: string;
  clockwork: Clockwork | null;
  /** No more requests, those under way finished, the clock stopped, the database closed. Safe to call twice. */
  stop(): Promise<void>;
};

/** `words` are kept as the county's own (see site.ts); `showParts` opens /dev/ui. Closing `opened` is left to the caller when this throws. */
export async function run(opened: Opened, config: Config, options: SiteWords & { showParts: boolean }): Promise<Running> {
  const { ports } = opened;
  const { showParts, ...words } = options;
  await settleSite(ports, words, config.countyCode);
  const { site, readAgain, stopReading } = await siteOf(opened);
  const traffic = watchTraffic();
  const clockwork = config.jobs === 'here' ? startClockwork(ports, { post: postOf(ports, config), isBusy: traffic.isBusy }) : null;
  try {
    const clockLag = () => clockwork?.lag() ?? null;
    const app = buildServer(ports, { config, site, siteChanged: readAgain, clockLag, traffic, showParts });
    const listening = await listen(app, { host: config.host, port: config.port });
    const note = serverNote(config.dataDir, listening.url);
    const stopAll = async (): Promise<void> => {
      note.remove();
      stopReading();
      await Promise.all([listening.close(), clockwork?.stop()]);
      await opened.close();
    };
    let stopping: Promise<void> | null = null;
    return { listening, base: config.baseUrl ?? listening.url, clockwork, stop: () => (stopping ??= stopAll()) };
  } catch (error) {
    stopReading();
    await clockwork?.stop();
    throw error;
  }
}

/** Read again every half minute, because an administrator may change the words while we run. */
async function siteOf({ ports }: Opened): Promise<{ site: () => Site; readAgain: () => Promise<void>; stopReading: () => void }> {
  let site = await readSite(ports.db);
  const readAgain = async (): Promise<void> => {
    site = await readSite(ports.db);
  };
  const again = setInterval(() => {
    readAgain().catch((err: unknown) => ports.log.warn({ err }, 'the words of the frame could not be read anew'));
  }, 30_000);
  again.unref();
  return { site: () => site, readAgain, stopReading: () => clearInterval(again) };
}

/** Commands beside the server learn from this file where it listens. */
export const serverNoteFile = (dataDir: string): string => join(dataDir, 'run', 'server.json');

function serverNote(dataDir: string, url: string): { remove(): void } {
  writeFileSync(serverNoteFile(dataDir), JSON.stringify({ pid: process.pid, url }));
  return { remove: () => rmSync(serverNoteFile(dataDir), { force: true }) };
}
