// Tables of classes of matters. See db/migrations/0028-matter-classes.sql.
import type { ColumnType, Generated } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';

type Json<T = unknown> = ColumnType<T, string, string>;

export type ClassTables = {
  matter_class: {
    id: string;
    number: string;
    version: number;
    status: string;
    origin: string;
    origin_key: string | null;
    title: string;
    category_ids: string[];
    place_ids: string[];
    owner_unit_id: string | null;
    owner_account_id: string | null;
    look_on: Day | null;
    opened_at: Instant;
    changed_at: Instant;
    head_hash: Uint8Array;
  };
  matter_class_event: { class_id: string; seq: number; type: string; at: Instant; actor: Json; data: Json; hash: Uint8Array };
  matter_class_number: { year: number; last: number };
  resident_count: { place_id: string; counted_on: Day; residents: number; source: string };
  class_look: { what: string; looked_at: Instant; body: Generated<unknown> };
  burst_told: { key: string; told_at: Instant; n: number };
};
