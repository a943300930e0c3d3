// Tables of migration 0015: second factor, identity provider, standing in, leaving.
import type { Generated } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';

type Bytes = Uint8Array;

export type AccountTables = {
  account_factor: {
    account_id: string;
    key_sealed: string | null;
    confirmed_at: Instant | null;
    last_step: Generated<number>;
    pending_sealed: string | null;
    pending_at: Instant | null;
  };
  recovery_code: { account_id: string; code_hash: string; created_at: Instant; used_at: Instant | null };
  sign_in_step: { token_hash: Bytes; account_id: string; created_at: Instant; expires_at: Instant };
  account_link: { issuer: string; subject: string; account_id: string; linked_at: Instant };
  openid_journey: {
    cookie_hash: Bytes;
    state: string;
    nonce: string;
    verifier: string;
    next: string;
    account_id: string | null;
    created_at: Instant;
    expires_at: Instant;
  };
  delegation: {
    id: string;
    from_account_id: string;
    to_account_id: string;
    valid_from: Day;
    valid_to: Day;
    reason: Generated<string>;
    created_at: Instant;
    created_by: string | null;
    ended_at: Instant | null;
  };
  leaving: { account_id: string; unit_id: string; to_account_id: string | null; ordered_by: string | null; at: Instant };
};
