// The schema of db/migrations as types, table by table. A store names the tables it may touch: `Kysely<Pick<Tables, 'unit' | 'place'>>`.
// timestamptz arrives as an Instant and date as a Day (db/connect sets the parsers), bytea as bytes, bigint as a number (ours stay far below 2^53).
import type { ColumnType, Generated, Kysely } from 'kysely';
import type { Role } from '#core/matter/events.ts';
import type { HashProfile } from '#core/record/hash.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { AccountTables } from './tables-accounts.ts';
import type { AdminTables } from './tables-admin.ts';
import type { ClassTables } from './tables-classes.ts';
import type { FilesTables, PhotoMore } from './tables-files.ts';
import type { LedgerTables } from './tables-ledger.ts';
import type { RatesTables } from './tables-rates.ts';
import type { RelayTables } from './tables-relay.ts';
import type { RulesTables } from './tables-rules.ts';
import type { SimilarTables } from './tables-similar.ts';
import type { VisibilityTables } from './tables-visibility.ts';
import type { WorkbookTables } from './tables-workbooks.ts';

/** jsonb: read as a value, written as text, because node-postgres would send an array as a PostgreSQL array. */
export type Json<T = unknown> = ColumnType<T, string, string>;
type Bytes = Uint8Array;
type NoticesTables = import('./tables-notices.ts').NoticesTables;

export type UnitKind = 'county' | 'department' | 'township' | 'village';
export type PlaceKind = 'county' | 'township' | 'village' | 'group' | 'community' | 'road' | 'estate';
export type DutyLevel = 'department' | 'township' | 'village';
export type DutyList = 'basic' | 'cooperate' | 'takenBack';
export type Urgency = 'normal' | 'urgent' | 'critical';

type Dated = { valid_from: Day; valid_to: Day | null };

export type Tables = FilesTables &
  AdminTables &
  ClassTables &
  RatesTables &
  RulesTables &
  LedgerTables &
  RelayTables &
  VisibilityTables &
  WorkbookTables &
  SimilarTables &
  AccountTables & {
    unit: {
      id: string;
      parent_id: string | null;
      kind: UnitKind;
      name: string;
      short_name: string;
      is_hotline: Generated<boolean>;
      position: Generated<number>;
      valid_from: Generated<Day>;
      valid_to: Day | null;
    };
    place: {
      id: string;
      parent_id: string | null;
      unit_id: string | null;
      kind: PlaceKind;
      name: string;
      aliases: Generated<string[]>;
      valid_from: Generated<Day>;
      valid_to: Day | null;
    };
    account: {
      id: string;
      login: string;
      name: string;
      unit_id: string;
      password_hash: string | null;
      failed_count: Generated<number>;
      locked_until: Instant | null;
      must_change: Generated<boolean>;
      created_at: Instant;
      disabled_at: Instant | null;
    };
    post: { id: string; account_id: string; role: Role } & Dated;
    sign_in: {
      token_hash: Bytes;
      account_id: string;
      csrf: string;
      created_at: Instant;
      seen_at: Instant;
      expires_at: Instant;
      address_class: Generated<string>;
      device: Generated<string>;
    };
    api_token: {
      id: string;
      token_hash: Bytes;
      name: string;
      account_id: string;
      roles: Role[];
      created_at: Instant;
      expires_at: Instant | null;
      revoked_at: Instant | null;
    };
    setup_link: { token_hash: Bytes; created_at: Instant; expires_at: Instant; used_at: Instant | null };
    duty_entry: {
      id: string;
      item_no: string;
      level: DutyLevel;
      unit_id: string | null;
      list: DutyList;
      title: string;
      category_id: string | null;
      lead_unit_id: string | null;
      basis: Generated<string>;
    } & Dated;
    limit_rule: { key: string; body: Json; reason: Generated<string>; made_by?: string | null; made_at?: Instant | null } & Dated;
    calendar_year: { year: number; region: Generated<string>; body: Json; imported_at: Instant };
    category: {
      id: string;
      parent_id: string | null;
      code: string;
      name: string;
      name_en: string;
      limit_key: string;
      contact_limit_key: Generated<string>;
      urgency: Generated<Urgency>;
      position: Generated<number>;
      valid_from: Generated<Day>;
      valid_to: Day | null;
      maps_to: Generated<string | null>;
      other_codes: Generated<string[]>;
    };
    setting: { key: string; body: Json; changed_at: Instant };

    matter_event: { matter_id: string; seq: number; type: string; at: Instant; actor: Json; data: Json; hash: Bytes };
    matter: {
      id: string;
      number: string;
      version: number;
      status: string;
      channel: string;
      kind: string;
      confidentiality: string;
      accused_unit_id: string | null;
      title: string;
      category_id: string | null;
      place_id: string | null;
      place_text: Generated<string>;
      owner_unit_id: string;
      owner_account_id: string | null;
      helper_units: Generated<string[]>;
      handled_by: Generated<string[]>;
      main_id: string | null;
      round: number;
      escalation: Generated<number>;
      light: Generated<string>;
      received_at: Instant;
      due_at: Instant;
      provisional: Generated<boolean>;
      replied_at: Instant | null;
      archived_at: Instant | null;
      archived_how: string | null;
      solved: string | null;
      level: number | null;
      waiting_for: Generated<string>;
      next_tick_at: Instant | null;
      changed_at: Instant;
      head_hash: Bytes;
    };
    matter_number: { day: Day; last: number };
    raiser: {
      matter_id: string;
      name_sealed: string | null;
      phone_sealed: string | null;
      address_sealed: string | null;
      phone_last4_hash: string | null;
      phone_hash: string | null;
      code_hash: string;
      alias: Generated<string>;
      needs: Generated<string[]>;
      told_by: Generated<string>;
      represented_by: string | null;
      consent_note: Generated<string>;
      anonymised_at?: Instant | null;
      in_record?: ColumnType<unknown, string | null | undefined, string | null>;
    };
    matter_search: {
      n: Generated<number>;
      matter_id: string;
      part: number;
      received_at: Instant;
      sealed: Generated<boolean>;
      folded: string;
    };
    search_block: { level: number; bucket: number; first_n: number; postings: Bytes };
    search_mark: { one: Generated<boolean>; n: number; small: Generated<number>; large: Generated<number> };
    photo: {
      id: string;
      matter_id: string | null;
      sha256: string;
      thumb_sha256: string;
      mime: string;
      bytes: number;
      width: number;
      height: number;
      added_by: string;
      added_at: Instant;
    } & PhotoMore;
    notice: NoticesTables['notice'];
    notice_unseen: NoticesTables['notice_unseen'];
    notice_mail: NoticesTables['notice_mail'];
    outlet: NoticesTables['outlet'];
    outlet_message: NoticesTables['outlet_message'];
    calendar_feed: NoticesTables['calendar_feed'];
    call_claim: NoticesTables['call_claim'];
    call_state: NoticesTables['call_state'];
    verdict_link: {
      token_hash: Bytes;
      matter_id: string;
      round: number;
      created_at: Instant;
      expires_at: Instant;
      used_at: Instant | null;
    };
    outbox: {
      id: string;
      matter_id: string | null;
      kind: string;
      audience: string;
      body: Json;
      created_at: Instant;
      not_before: Instant;
      attempts: Generated<number>;
      done_at: Instant | null;
    };
    idempotency: {
      caller: string;
      key: string;
      request_hash: Bytes;
      matter_id: string | null;
      answer: ColumnType<unknown, string | null | undefined, string | null>;
      created_at: Instant;
    };
    throttle: { key: string; count: number; until: Instant };
    access_log: {
      id: string;
      at: Instant;
      account_id: string | null;
      unit_id: string | null;
      role: string | null;
      matter_id: string | null;
      what: string;
      why: Generated<string>;
      address_class: Generated<string>;
    };
    head_log: { idx: number; matter_id: string; number: string; seq: number; head: Bytes };
    merkle_node: { level: number; idx: number; hash: Bytes };
    checkpoint: {
      id: number;
      at: Instant;
      profile: HashProfile;
      size: number;
      root: Bytes;
      prev_size: number;
      prev_root: Bytes;
      prev_hash: Bytes;
      hash: Bytes;
    };
    import_run: {
      id: string;
      at: Instant;
      account_id: string | null;
      file_name: string;
      rows_read: number;
      rows_taken: number;
      rejected: ColumnType<unknown, string | undefined, string>;
    };
    import_row: { source: string; external_id: string; matter_id: string };
    intake_draft: { id_hash: string; visitor: string; sealed: string; seen_at: Instant; sent_number: string | null };
  };

/**
 * What a store asks for: the whole database or a transaction, of which it may touch these tables only. `readUnits(db: Uses<'unit'>)`.
 * (A plain `Kysely<Pick<Tables, …>>` does not take a `Transaction<Tables>`: Kysely's withTables() is not covariant.)
 */
export type Uses<Name extends keyof Tables> = Pick<
  Kysely<Pick<Tables, Name>>,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'with' | 'executeQuery' | 'getExecutor' | 'isTransaction'
>;
