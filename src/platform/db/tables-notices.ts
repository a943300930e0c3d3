// Tables of notices, outlets and call-backs (migration 0013) as types.
import type { ColumnType, Generated } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';

type Json<T = unknown> = ColumnType<T, string, string>;
type Bytes = Uint8Array;

export type OutletKind = 'email' | 'wecom' | 'dingtalk' | 'feishu' | 'webhook';
export type MessageState = 'open' | 'waiting' | 'sent' | 'dead' | 'discarded';
/** What may leave: the number, of which the link is made when it is sent. Nothing else is kept with a message. */
export type MessageLine = { number: string };

export type NoticesTables = {
  notice: {
    id: string;
    outbox_id: string;
    matter_id: string;
    number: string;
    kind: string;
    about: Generated<string>;
    unit_id: string;
    at: Instant;
  };
  notice_unseen: { account_id: string; notice_id: string };
  notice_mail: { account_id: string; address_sealed: string; is_on: Generated<boolean> };
  outlet: {
    id: string;
    kind: OutletKind;
    name: string;
    unit_id: string | null;
    is_on: Generated<boolean>;
    settings: Json<Record<string, string>>;
    secret_sealed: string | null;
    quiet_from: Generated<number>;
    quiet_to: Generated<number>;
    join_seconds: Generated<number>;
    recent: Generated<Instant[]>;
    failures: Generated<number>;
    rest_until: Instant | null;
    last_ok_at: Instant | null;
    last_failed_at: Instant | null;
    last_fault: Generated<string>;
    last_detail: Generated<string>;
    changed_at: Instant;
    removed_at: Instant | null;
  };
  outlet_message: {
    id: string;
    outlet_id: string;
    account_id: string | null;
    lines: Json<MessageLine[]>;
    urgent: Generated<boolean>;
    state: Generated<MessageState>;
    attempts: Generated<number>;
    next_at: Instant;
    claimed_until: Instant | null;
    fault: Generated<string>;
    detail: Generated<string>;
    reason: Generated<string>;
    created_at: Instant;
    settled_at: Instant | null;
  };
  calendar_feed: { account_id: string; token_hash: Bytes; made_on: Day };
  call_claim: { matter_id: string; account_id: string; until: Instant };
  call_state: { matter_id: string; tries: number; reached: boolean; last_at: Instant };
};
