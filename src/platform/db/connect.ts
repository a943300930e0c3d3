// One door to the database, whichever it is: the embedded one of the data folder, or your own by DATABASE_URL (PostgreSQL 15 or newer).
import { realpathSync } from 'node:fs';
import { startEmbedded } from './embedded.ts';
import { connectExternal } from './external.ts';
import { type Claim, claimFolder, leaveFolder, openFolder, withFolderLock } from './folder.ts';

export type ConnectOptions = {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  /** `exclusive` for the one server of a data folder (default `share`, for commands). */
  readonly claim?: Claim;
  readonly log?: (line: string) => void;
};

export type Database = {
  readonly kind: 'embedded' | 'external';
  /** For migrations, backup and schema work. */
  readonly ownerUrl: string;
  /** For the application: no UPDATE or DELETE where a migration did not grant it. */
  readonly appUrl: string;
  /** Leaves the folder; the last user of an embedded server stops it. */
  stop(): Promise<void>;
};

/** Throws `PlainFault` with one sentence for whatever an operator can mend. */
export async function connect(options: ConnectOptions): Promise<Database> {
  return options.databaseUrl ? connectOwn(options, options.databaseUrl) : connectEmbedded(options);
}

async function connectEmbedded({ databaseUrl: _, ...options }: ConnectOptions): Promise<Database> {
  const server = await startEmbedded(options);
  return { kind: 'embedded', ownerUrl: server.ownerUrl, appUrl: server.appUrl, stop: () => server.stop() };
}

async function connectOwn(options: ConnectOptions, databaseUrl: string): Promise<Database> {
  openFolder(options.dataDir);
  const dataDir = realpathSync(options.dataDir);
  return withFolderLock(dataDir, async () => {
    const use = claimFolder(dataDir, options.claim ?? 'share');
    try {
      const urls = await connectExternal(databaseUrl, dataDir, options.log);
      return { kind: 'external', ...urls, stop: async () => void leaveFolder(dataDir, use) };
    } catch (error) {
      leaveFolder(dataDir, use);
      throw error;
    }
  });
}
