// Tables of db/migrations/0011-workbooks.sql; import_run began in 0001.
import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '#core/time/day.ts';

type Json<T = unknown> = ColumnType<T, string, string>;

export type ImportState = 'draft' | 'running' | 'done' | 'broken' | 'elsewhere';

export type WorkbookTables = {
  import_run: {
    unit_id: string | null;
    state: Generated<ImportState>;
    sha256: string | null;
    kind: Generated<string>;
    setting: Json;
    rows_total: number | null;
    sealed_rows: string | null;
    result_sha256: string | null;
    beat_at: Instant | null;
  };
  import_mapping: { unit_id: string; signature: string; uses: Json<(string | null)[]>; used_at: Instant };
};
