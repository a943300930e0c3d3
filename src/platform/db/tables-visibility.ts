// Tables of 0014-visibility.sql: traces of what was shown, and shared tasks.
import type { Generated } from 'kysely';
import type { Instant } from '#core/time/day.ts';

export type VisibilityTables = {
  view_trace: {
    code: string;
    at: Instant;
    account_id: string | null;
    unit_id: string | null;
    role: string | null;
    matter_id: string;
    share_id: string | null;
    what: string;
  };
  share: {
    id: string;
    token_hash: Uint8Array;
    mark: string;
    matter_id: string;
    made_by: string;
    made_in: string;
    made_at: Instant;
    expires_at: Instant;
    recipient: string;
    purpose: string;
    task: string;
    place: Generated<string>;
    revoked_at: Instant | null;
    revoked_by: string | null;
  };
  share_opening: { id: string; share_id: string; at: Instant; address_class: Generated<string> };
};
