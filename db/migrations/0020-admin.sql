-- What an administrator keeps in order, with its history: places between two days, categories that follow one another, reply templates, plain words,
-- tables that are being looked at before they are taken in, and invitations for new accounts.
alter table place add column valid_from date not null default '2000-01-01', add column valid_to date;

-- A category of an older tree names the one that stands for it now; codes of other trees (a province's, GB/T, DB) lie beside it. Matters keep the code they had.
alter table category add column maps_to text, add column other_codes text[] not null default '{}';

-- append-only: what was changed by hand, before and after, so that a unit renamed or a duty moved can still be told as it was.
create table structure_change (
  id text primary key,
  at timestamptz not null,
  account_id text,
  kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb
);
create index structure_change_subject on structure_change (kind, subject_id, id);

-- A county's own table between its upload and its import: sealed, because a list of people holds names. Goes a day after it was touched last.
create table structure_draft (
  id text primary key,
  account_id text not null,
  kind text not null,
  file_name text not null,
  sealed text not null,
  setting jsonb not null,
  touched_at timestamptz not null
);

-- What may be put into a reply to begin with, of one category or of all; ended ones stay.
create table reply_template (
  id text primary key,
  category_id text,
  title text not null,
  body text not null,
  basis text not null default '',
  remedy text not null default '',
  valid_from date not null,
  valid_to date
);

-- Official phrases with the words people use; `is_empty`: says nothing by itself, so that a reply made of such phrases only is refused.
create table plain_word (
  id text primary key,
  phrase text not null,
  plain text not null default '',
  is_empty boolean not null default false,
  ended_at timestamptz
);
create unique index plain_word_phrase on plain_word (phrase) where ended_at is null;

-- A link by which the owner of a new account chooses a password: good once, for a week.
create table invitation (
  token_hash bytea primary key,
  account_id text not null,
  made_by text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitation_account on invitation (account_id);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert on structure_change to daodi_app;
    grant select, insert, update, delete on structure_draft, reply_template, plain_word, invitation to daodi_app;
  end if;
end $$;
