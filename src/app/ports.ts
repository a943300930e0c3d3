// Opens everything once, in the order in which things lean on each other: data folder and database, schema, secrets, sign-in. Closing goes the other way.
import { countyCodeOf } from '#features/admin/index.ts';
import { setCountyCode } from '#features/matters/index.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { connect, type Database } from '#platform/db/connect.ts';
import { folderFault } from '#platform/db/faults.ts';
import { migrate } from '#platform/db/migrate.ts';
import { PlainFault } from '#platform/db/plain-fault.ts';
import { createDb } from '#platform/db/pool.ts';
import type { Tables } from '#platform/db/tables.ts';
import { openFiles } from '#platform/files/open-files.ts';
import type { FileStore } from '#platform/files/store.ts';
import { hashOf } from '#platform/hash.ts';
import { ulids } from '#platform/ids.ts';
import type { Log } from '#platform/log.ts';
import { type Outlets, openOutlets } from '#platform/outlets/outlets.ts';
import type { Ports } from '#platform/ports.ts';
import { openSecrets, type Secrets } from '#platform/secrets.ts';
import { openStaffAccess, type StaffAccess } from '#platform/session/access.ts';
import { backupBeforeUpgrade } from './upgrade.ts';

export type AppPorts = Ports & StaffAccess & { files: FileStore; outlets: Outlets };
export type Opened = { ports: AppPorts; appUrl: string; ownerUrl: string; close(): Promise<void> };

const embeddedConnections = 6; // on a county's two cores more only wait for each other, and each costs some megabytes

/**
 * `exclusive` for the one server of a data folder, `share` for commands beside it. Migrates first. `now` is the machine's clock unless a rehearsal
 * brings its own. Throws PlainFault for what an operator can mend, and leaves nothing running then.
 */
export async function openPorts(
  config: Config,
  log: Log,
  claim: 'exclusive' | 'share',
  onMigrated: (name: string) => void = () => undefined,
  now: Clock = systemClock(),
): Promise<Opened> {
  const database = await openDatabase(config, log, claim);
  try {
    const kept = await backupBeforeUpgrade(database, config, now());
    if (kept) log.warn({ file: kept }, 'the schema moves on; a backup was made first');
    for (const name of await migrate(database.ownerUrl)) onMigrated(name);
    return await openWith(database, config, log, now);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

export function openDatabase(config: Config, log: Log, claim: 'exclusive' | 'share'): Promise<Database> {
  const given = config.database.kind === 'given' ? (config.database.ownerUrl ?? config.database.url) : undefined;
  return connect({ dataDir: config.dataDir, databaseUrl: given, claim, log: (line) => log.info(line) });
}

/** Everything above a database whose schema is up to date. */
export async function openWith(database: Database, config: Config, log: Log, now: Clock = systemClock()): Promise<Opened> {
  const max = config.database.kind === 'embedded' ? Math.min(config.poolSize, embeddedConnections) : config.poolSize;
  let isClosing = false;
  const onLost = ({ message }: Error): void => {
    if (!isClosing) log.warn({ reason: message }, 'a database connection was lost; it is replaced');
  };
  const { db, pool, close } = createDb<Tables>(database.appUrl, { max, onLost });
  try {
    const secrets = await openKeys(config);
    const files = await inFolder(config, () => openFiles(config, log));
    const base = { db, pool, now, newId: ulids(now), hash: hashOf(config.hashProfile), log, secrets };
    const outlets = openOutlets({ hosts: new Set(config.outletHosts) });
    setCountyCode(await countyCodeOf(db, config.countyCode));
    const closeAll = async (): Promise<void> => {
      isClosing = true;
      await close();
      await database.stop();
    };
    return {
      ports: { ...base, ...openStaffAccess(base), files, outlets },
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
      close: closeAll,
    };
  } catch (error) {
    isClosing = true;
    await close();
    throw error;
  }
}

/** A key file that is damaged, or open to others, is the operator's to mend. */
async function openKeys(config: Config): Promise<Secrets> {
  const profile = config.hashProfile === 'sm3' ? 'gm' : 'intl';
  try {
    return await inFolder(config, () => openSecrets({ dataDir: config.dataDir, profile }));
  } catch (error) {
    if (error instanceof PlainFault || !(error instanceof Error)) throw error;
    throw new PlainFault(
      {
        zh: `密钥文件不能用，没有启动，数据未动：${error.message}`,
        en: `The key file cannot be used; nothing was started and no data touched. ${error.message}`,
      },
      error,
    );
  }
}

async function inFolder<T>(config: Config, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw folderFault(error, config.dataDir);
  }
}
