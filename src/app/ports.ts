// Opens everything once, in the order in which things lean on each other: data folder and database, schema, secrets, sign-in. Closing goes the other way.
import { setCountyCode } from '#features/matters/index.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { connect } from '#platform/db/connect.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { type FileStore, openFileStore } from '#platform/files/store.ts';
import { hashOf } from '#platform/hash.ts';
import { ulids } from '#platform/ids.ts';
import type { Log } from '#platform/log.ts';
import type { Ports } from '#platform/ports.ts';
import { openSecrets } from '#platform/secrets.ts';
import { openStaffAccess, type StaffAccess } from '#platform/session/access.ts';

export type AppPorts = Ports & StaffAccess & { files: FileStore };
export type Opened = { ports: AppPorts; appUrl: string; ownerUrl: string; close(): Promise<void> };

/** `now` is the machine's clock unless a rehearsal brings its own. `exclusive` for the one server of a data folder, `share` for commands beside it. Migrates first. Throws PlainFault for what an operator can mend. */
export async function openPorts(
  config: Config,
  log: Log,
  claim: 'exclusive' | 'share',
  onMigrated?: (name: string) => void,
  now: Clock = systemClock(),
): Promise<Opened> {
  const given = config.database.kind === 'given' ? (config.database.ownerUrl ?? config.database.url) : undefined;
  const database = await connect({ dataDir: config.dataDir, databaseUrl: given, claim, log: (line) => log.info(line) });
  try {
    for (const name of await migrate(database.ownerUrl)) onMigrated?.(name);
    const { db, pool, close } = createDb<Tables>(database.appUrl, {
      max: Math.min(config.poolSize, 6),
      onLost: (err) => log.warn({ err }, 'a database connection was lost; it is replaced'),
    });
    const secrets = await openSecrets({ dataDir: config.dataDir, profile: config.hashProfile === 'sm3' ? 'gm' : 'intl' });
    const base = { db, pool, now, newId: ulids(now), hash: hashOf(config.hashProfile), log, secrets };
    const files = await openFileStore(config.dataDir);
    setCountyCode(config.countyCode ?? '000000');
    const closeAll = async () => {
      await close();
      await database.stop();
    };
    return { ports: { ...base, ...openStaffAccess(base), files }, appUrl: database.appUrl, ownerUrl: database.ownerUrl, close: closeAll };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
