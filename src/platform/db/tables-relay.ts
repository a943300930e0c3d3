// Tables of 0025-relay.sql: calls and messages that the hotline carries between a handler and a raiser.
import type { Generated } from 'kysely';
import type { Instant } from '#core/time/day.ts';

export type RelayTables = {
  relay_request: {
    id: string;
    matter_id: string;
    kind: string;
    words: string;
    when_words: Generated<string>;
    asked_by: string;
    asked_in: string;
    asked_at: Instant;
    state: Generated<string>;
    settled_at: Instant | null;
  };
  relay_attempt: {
    id: string;
    request_id: string;
    at: Instant;
    by_account: string;
    by_unit: string;
    outcome: string;
    words: Generated<string>;
  };
};
