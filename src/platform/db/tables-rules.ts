// Tables of migrations 0022 and 0023: periods of keeping, holds, requests for data, published sets.
import type { ColumnType, Generated } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';

type Json<T = unknown> = ColumnType<T, string, string>;

export type RulesTables = {
  retention_rule: {
    id: string;
    what: 'raiser' | 'files' | 'accessLog';
    kind: Generated<string>;
    confidentiality: Generated<string>;
    /** Null: kept until a period is set again. */
    months: number | null;
    valid_from: Day;
    basis: string;
    reason: string;
    made_by: string | null;
    made_at: Instant;
  };
  retention_hold: {
    id: string;
    matter_id: string;
    reason: string;
    basis: string;
    made_by: string | null;
    made_at: Instant;
    ended_at: Instant | null;
    ended_by: string | null;
    ended_reason: Generated<string>;
  };
  retention_done: { matter_id: string; what: string; at: Instant; rule_id: string; months: number; pieces: number };
  data_request: {
    id: string;
    number: Generated<number>;
    title: string;
    purpose: string;
    basis: string;
    fields: Json<string[]>;
    frequency: string;
    asked_of: string;
    expires_on: Day;
    unit_id: string;
    asked_by: string;
    asked_at: Instant;
    state: 'asked' | 'approved' | 'returned' | 'withdrawn' | 'ended';
    decided_by: string | null;
    decided_at: Instant | null;
    decision: Generated<string>;
    ended_at: Instant | null;
  };
  data_request_refusal: { id: string; at: Instant; unit_id: string; asked_by: string; title: string; refusals: Json };
  disclosure_set: {
    month: string;
    formula: string;
    cells: Json;
    left_out: number;
    least: number;
    sha256: string;
    published_by: string | null;
    published_at: Instant;
  };
};
