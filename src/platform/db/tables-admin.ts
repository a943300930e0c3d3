// Tables of db/migrations/0020-admin.sql: what administrators keep in order, and how it was before.
import type { ColumnType, Generated } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';

type Json<T = unknown> = ColumnType<T, string, string>;

export type AdminTables = {
  structure_change: {
    id: string;
    at: Instant;
    account_id: string | null;
    kind: string;
    subject_id: string;
    before: ColumnType<unknown, string | null, never>;
    after: ColumnType<unknown, string | null, never>;
  };
  structure_draft: {
    id: string;
    account_id: string;
    kind: string;
    file_name: string;
    sealed: string;
    setting: Json;
    touched_at: Instant;
  };
  reply_template: {
    id: string;
    category_id: string | null;
    title: string;
    body: string;
    basis: Generated<string>;
    remedy: Generated<string>;
    valid_from: Day;
    valid_to: Day | null;
  };
  plain_word: { id: string; phrase: string; plain: Generated<string>; is_empty: Generated<boolean>; ended_at: Instant | null };
  invitation: {
    token_hash: Uint8Array;
    account_id: string;
    made_by: string | null;
    made_at: Instant;
    expires_at: Instant;
    used_at: Instant | null;
  };
};
