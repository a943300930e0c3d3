-- What somebody wants from villages and townships (SM-18): registered before it is asked, checked against what is held already, decided by the county, ended by its own date.
create table data_request (
  id text primary key,
  number bigint generated always as identity unique,
  title text not null,
  purpose text not null,
  basis text not null,
  fields jsonb not null,
  frequency text not null check (frequency in ('once', 'weekly', 'monthly', 'quarterly', 'yearly')),
  asked_of text not null check (asked_of in ('townships', 'villages', 'both')),
  expires_on date not null,
  unit_id text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  state text not null check (state in ('asked', 'approved', 'returned', 'withdrawn', 'ended')),
  decided_by text,
  decided_at timestamptz,
  decision text not null default '',
  ended_at timestamptz
);
create index data_request_state on data_request (state, expires_on);

-- append-only: requests that were refused by the check itself, with the reason; a county can show that it said no.
create table data_request_refusal (
  id text primary key,
  at timestamptz not null,
  unit_id text not null,
  asked_by text not null,
  title text not null,
  refusals jsonb not null
);
create index data_request_refusal_at on data_request_refusal (at);

-- append-only: published sets of open figures. A set is never made twice for the same month, because the difference of two editions would tell what was left out.
create table disclosure_set (
  month text primary key check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  formula text not null,
  cells jsonb not null,
  left_out int not null,
  least int not null,
  sha256 text not null,
  published_by text,
  published_at timestamptz not null
);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update on data_request to daodi_app;
    grant select, insert on data_request_refusal, disclosure_set to daodi_app;
  end if;
end $$;
