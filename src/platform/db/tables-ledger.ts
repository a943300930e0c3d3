// Tables of db/migrations/0010-ledger.sql: saved views and forms that were begun.
import type { Generated } from 'kysely';
import type { Instant } from '#core/time/day.ts';

export type LedgerTables = {
  saved_view: {
    id: string;
    account_id: string | null;
    unit_id: string | null;
    name: string;
    query: string;
    is_default: Generated<boolean>;
    made_by: string;
    made_at: Instant;
    deleted_at: Instant | null;
  };
  action_draft: {
    matter_id: string;
    account_id: string;
    action: string;
    version: number;
    sealed: string;
    begun_at: Instant;
    saved_at: Instant;
  };
};
