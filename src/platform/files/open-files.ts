// Which store the configuration asks for.
import type { Config } from '#platform/config.ts';
import type { Log } from '#platform/log.ts';
import { openS3Store } from './s3-store.ts';
import { type FileStore, openFileStore } from './store.ts';

/** A bucket that cannot be reached is told in the log and does not keep the county from starting: only photos and papers wait for it. */
export async function openFiles({ dataDir, files }: Pick<Config, 'dataDir' | 'files'>, log: Log): Promise<FileStore> {
  if (files.kind === 'disk') return openFileStore(dataDir);
  const store = await openS3Store(dataDir, files);
  void store.probe().then((fault) => {
    if (fault)
      log.error(
        { reason: `${fault.name}: ${fault.message}`, bucket: files.bucket },
        'the S3 store does not answer as it should; files cannot be kept until it does',
      );
  });
  return store;
}
