-- The spine: people, limits, matters and their record. Tables marked append-only get no UPDATE or DELETE for the application's role;
-- a test tries both. Instants are timestamptz (UTC), days are date, sealed columns (name, phone) are bytea written by platform/secrets.

-- ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────────
create table unit (
  id text primary key,
  parent_id text references unit(id),
  kind text not null check (kind in ('county','department','township','village')),
  name text not null,
  short_name text not null,
  is_hotline boolean not null default false,
  position int not null default 0,
  valid_from date not null default '2000-01-01',
  valid_to date
);
create index unit_parent on unit(parent_id);

create table place (
  id text primary key,
  parent_id text references place(id),
  unit_id text references unit(id),
  kind text not null check (kind in ('county','township','village','group','community','road','estate')),
  name text not null,
  aliases text[] not null default '{}'
);

create table account (
  id text primary key,
  login text not null,
  name text not null,
  unit_id text not null references unit(id),
  password_hash text,
  failed_count int not null default 0,
  locked_until timestamptz,
  must_change boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create unique index account_login on account (lower(login));
create index account_unit on account(unit_id);

-- A post: a role held in a unit between two days. One account may hold several; system, security and audit admin exclude each other.
create table post (
  id text primary key,
  account_id text not null references account(id),
  role text not null check (role in ('intake','dispatcher','handler','unitHead','hotline','callback','countyOffice','leader','audit','securityAdmin','systemAdmin')),
  valid_from date not null,
  valid_to date
);
create index post_account on post(account_id);

create table sign_in (
  token_hash bytea primary key,
  account_id text not null references account(id),
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_account on sign_in(account_id);

create table api_token (
  id text primary key,
  token_hash bytea not null unique,
  name text not null,
  account_id text not null references account(id),
  roles text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

create table setup_link (
  token_hash bytea primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Duty lists (township lists: basic / cooperate / taken back by departments). `unit_id` null = every unit of that level.
create table duty_entry (
  id text primary key,
  item_no text not null,
  level text not null check (level in ('department','township','village')),
  unit_id text references unit(id),
  list text not null check (list in ('basic','cooperate','takenBack')),
  title text not null,
  category_id text,
  lead_unit_id text references unit(id),
  basis text not null default '',
  valid_from date not null,
  valid_to date
);
create index duty_category on duty_entry(category_id);

-- ── limits, calendars, categories ────────────────────────────────────────────────────────────────────────────────────
create table limit_rule (
  key text not null,
  valid_from date not null,
  valid_to date,
  body jsonb not null,
  primary key (key, valid_from)
);

create table calendar_year (
  year int not null,
  region text not null default 'CN',
  body jsonb not null,
  imported_at timestamptz not null,
  primary key (year, region)
);

create table category (
  id text primary key,
  parent_id text references category(id),
  code text not null,
  name text not null,
  name_en text not null,
  limit_key text not null,
  contact_limit_key text not null default 'hotline.contact',
  urgency text not null default 'normal' check (urgency in ('normal','urgent','critical')),
  position int not null default 0,
  valid_from date not null default '2000-01-01',
  valid_to date
);

create table setting (
  key text primary key,
  body jsonb not null,
  changed_at timestamptz not null
);

-- ── matters ──────────────────────────────────────────────────────────────────────────────────────────────────────────
-- append-only: the record. hash = H(event, previous hash) per matter.
create table matter_event (
  matter_id text not null,
  seq int not null check (seq > 0),
  type text not null,
  at timestamptz(3) not null,
  actor jsonb not null,
  data jsonb not null,
  hash bytea not null,
  primary key (matter_id, seq)
) with (toast_tuple_target = 8160);

-- The current state of each matter, for lists; computed by evolve() and written in the same transaction as its events. `daodi verify --rebuild` makes it anew.
create table matter (
  id text primary key,
  number text not null unique,
  version int not null,
  status text not null,
  channel text not null,
  kind text not null,
  confidentiality text not null,
  accused_unit_id text,
  title text not null,
  category_id text,
  place_id text,
  place_text text not null default '',
  owner_unit_id text not null,
  owner_account_id text,
  helper_units text[] not null default '{}',
  handled_by text[] not null default '{}',
  main_id text,
  round int not null,
  escalation int not null default 0,
  light text not null default 'none',
  received_at timestamptz not null,
  due_at timestamptz not null,
  provisional boolean not null default false,
  replied_at timestamptz,
  archived_at timestamptz,
  archived_how text,
  solved text,
  level int,
  waiting_for text not null default 'none',
  next_tick_at timestamptz,
  changed_at timestamptz not null,
  head_hash bytea not null
) with (fillfactor = 85);
create index matter_received on matter (received_at desc, id desc);
create index matter_owner_open on matter (owner_unit_id, due_at, id) where status not in ('archived','judged','notAccepted','emergency','terminated');
create index matter_owner_received on matter (owner_unit_id, received_at desc, id desc);
create index matter_status_received on matter (status, received_at desc, id desc);
create index matter_due on matter (due_at, id) where status not in ('archived','judged','notAccepted','emergency','terminated');
create index matter_tick on matter (next_tick_at) where next_tick_at is not null;
create index matter_waiting on matter (waiting_for, due_at, id) where waiting_for <> 'none';
create index matter_main on matter (main_id) where main_id is not null;

create table matter_number (
  day date primary key,
  last int not null
);

-- Who raised it. Sealed; kept apart from the record so that it can be corrected (PIPL 46) and deleted when its time is over.
create table raiser (
  matter_id text primary key,
  name_sealed text,
  phone_sealed text,
  address_sealed text,
  phone_last4_hash text,
  phone_hash text,
  code_hash text not null,
  alias text not null default '',
  needs text[] not null default '{}',
  told_by text not null default 'none',
  represented_by text,
  consent_note text not null default ''
);
create index raiser_phone on raiser (phone_hash) where phone_hash is not null;

-- What can be searched: what was said (part 0) and each reply (part = its event), folded. New rows lie in a tail that a search reads through; the worker
-- moves them into the inverted index in batches, which costs a third of indexing each row as it comes (docs/decisions/0005).
create table matter_search (
  n bigint generated always as identity primary key,
  matter_id text not null,
  part smallint not null,
  received_at timestamptz not null,
  sealed boolean not null default false,
  folded text not null,
  unique (matter_id, part)
) with (toast_tuple_target = 8160);
alter table matter_search alter column folded set statistics 0;
create table matter_token (
  n bigint not null,
  tokens int4[] not null
) with (toast_tuple_target = 128);
alter table matter_token alter column tokens set storage external; -- only the index reads them: kept out of the way, so that a scan over hits touches few pages
alter table matter_token alter column tokens set statistics 0;
create index matter_token_gin on matter_token using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 131072);
-- Rows of matter_search up to this one are in the inverted index.
create table search_mark (
  one boolean primary key default true check (one),
  n bigint not null
);
insert into search_mark (n) values (0);
-- Sorting new entries into the index belongs to its owner; the worker may only ask for it.
create function flush_search() returns bigint language sql security definer set search_path = public as $$ select gin_clean_pending_list('matter_token_gin'::regclass) $$;

create table photo (
  id text primary key,
  matter_id text,
  sha256 text not null,
  thumb_sha256 text not null,
  mime text not null,
  bytes int not null,
  width int not null,
  height int not null,
  added_by text not null,
  added_at timestamptz not null
);
create index photo_matter on photo(matter_id);

-- Single-use links by which the raiser judges. Only the hash is kept; the link itself is in the outbox row until sent.
create table verdict_link (
  token_hash bytea primary key,
  matter_id text not null,
  round int not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index verdict_link_matter on verdict_link(matter_id, round);

create table outbox (
  id text primary key,
  matter_id text,
  kind text not null,
  audience text not null,
  body jsonb not null,
  created_at timestamptz not null,
  not_before timestamptz not null,
  attempts int not null default 0,
  done_at timestamptz
);
create index outbox_open on outbox (not_before) where done_at is null;
create index outbox_matter on outbox (matter_id);

create table idempotency (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  matter_id text,
  answer jsonb,
  created_at timestamptz not null,
  primary key (caller, key)
);
create index idempotency_created on idempotency(created_at);

-- Tries of number + phone on the public pages (3, then wait), sign-in tries per address, and other throttles.
create table throttle (
  key text primary key,
  count int not null,
  until timestamptz not null
);

-- append-only: who looked at a protected field, who signed in, who exported, who changed settings.
create table access_log (
  id text primary key,
  at timestamptz not null,
  account_id text,
  unit_id text,
  role text,
  matter_id text,
  what text not null,
  why text not null default '',
  address_class text not null default ''
);
create index access_log_matter on access_log(matter_id, at);
create index access_log_at on access_log(at);

-- append-only: the log of matter heads (one row whenever a checkpoint finds that a matter moved), the nodes of the tree over it, the checkpoints.
-- docs/record.md names every field; nothing here is ever computed anew, so `daodi verify` can compare all of it.
create table head_log (
  idx bigint primary key,
  matter_id text not null,
  number text not null,
  seq int not null,
  head bytea not null
);
create unique index head_log_matter on head_log (matter_id, seq);
create table merkle_node (
  level int not null,
  idx bigint not null,
  hash bytea not null,
  primary key (level, idx)
);
-- prev_hash is empty at the first one. Milliseconds only: what is hashed must be what the column gives back.
create table checkpoint (
  id bigint primary key,
  at timestamptz(3) not null,
  profile text not null,
  size bigint not null,
  root bytea not null,
  prev_size bigint not null,
  prev_root bytea not null,
  prev_hash bytea not null,
  hash bytea not null
);

-- One import job: its rows that were refused keep their words, so nothing typed elsewhere is lost.
create table import_run (
  id text primary key,
  at timestamptz not null,
  account_id text,
  file_name text not null,
  rows_read int not null,
  rows_taken int not null,
  rejected jsonb not null default '[]'
);
create table import_row (
  source text not null,
  external_id text not null,
  matter_id text not null,
  primary key (source, external_id)
);

do $$
declare t text;
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant usage on schema public to daodi_app;
    for t in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration' loop
      if t in ('matter_event','access_log','head_log','merkle_node','checkpoint') then
        execute format('grant select, insert on %I to daodi_app', t);
      else
        execute format('grant select, insert, update, delete on %I to daodi_app', t);
      end if;
    end loop;
  end if;
end $$;
