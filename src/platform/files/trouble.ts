// Why a store did not keep or give a file, for the sentence that people read. Whatever else was being done goes on without the file.
import { AlteredFile } from './checked-read.ts';

/** `full`: no room (disk, quota). `away`: cannot be reached, hangs, or refuses us. `altered`: what lies there is not what was put there. */
export type StoreTrouble = 'full' | 'away' | 'altered';

const full: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'QuotaExceeded',
  'InsufficientStorage',
  'XMinioStorageFull',
  'EntityTooLarge',
]);

/** Of anything a FileStore throws. */
export function troubleOf(fault: unknown): StoreTrouble {
  if (fault instanceof AlteredFile) return 'altered';
  const names = fault instanceof Error ? [fault.name, 'code' in fault ? String(fault.code) : ''] : [];
  const status =
    fault instanceof Error && '$metadata' in fault ? (fault.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined;
  return names.some((name) => full.has(name)) || status === 507 ? 'full' : 'away';
}
