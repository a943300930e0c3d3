// What a room is handed instead of reaching for it: the database, the clock, ids, the record's hash, the log and the sealed columns.
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Hash } from '#core/record/hash.ts';
import type { Clock } from '#platform/clock.ts';
import type { Tables } from '#platform/db/tables.ts';
import type { Ids } from '#platform/ids.ts';
import type { Log } from '#platform/log.ts';
import type { Secrets } from '#platform/secrets.ts';

export type Ports = {
  db: Kysely<Tables>;
  /** The same connections as `db`, for the few named statements on hot paths. */
  pool: Pool;
  now: Clock;
  newId: Ids;
  hash: Hash;
  log: Log;
  secrets: Secrets;
};
