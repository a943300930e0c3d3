-- A change of a limit says who made it and why; rows that came with the program have neither. The row itself stays dated: nothing is overwritten.
alter table limit_rule add column reason text not null default '';
alter table limit_rule add column made_by text;
alter table limit_rule add column made_at timestamptz;

-- Matters to be counted anew when a calendar arrives: as few as there are, found without reading the others.
create index matter_provisional on matter (id) where provisional and archived_at is null;

-- How long what is kept beside the record stays. Dated: of several rows of one group the one that began last is in force. `kind` and `confidentiality` '*' mean any.
-- months null: kept until somebody sets a period again.
create table retention_rule (
  id text primary key,
  what text not null check (what in ('raiser', 'files', 'accessLog')),
  kind text not null default '*',
  confidentiality text not null default '*',
  months int check (months between 6 and 600),
  valid_from date not null,
  basis text not null,
  reason text not null,
  made_by text,
  made_at timestamptz not null,
  unique (what, kind, confidentiality, valid_from)
);

-- Nothing of a held matter goes, whatever the periods say: a suit, an audit, an inquiry. Ended, never deleted.
create table retention_hold (
  id text primary key,
  matter_id text not null,
  reason text not null,
  basis text not null,
  made_by text,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  ended_reason text not null default ''
);
create unique index retention_hold_open on retention_hold (matter_id) where ended_at is null;

-- When the raiser's columns went. `in_record` points to where the record itself holds what was sealed ({name: {seq, path, at, length}}): so it can still be starred there
-- for whoever must not read it, and nothing is kept that the record does not say anyway.
alter table raiser add column anonymised_at timestamptz;
alter table raiser add column in_record jsonb;

-- append-only: what went, of which matter, when and by which rule. Holds nothing of what it was.
create table retention_done (
  matter_id text not null,
  what text not null,
  at timestamptz not null,
  rule_id text not null,
  months int not null,
  pieces int not null,
  primary key (matter_id, what, at)
);
create index retention_done_at on retention_done (at);
create index matter_archived on matter (archived_at, id) where archived_at is not null;

-- The logs of looks are append-only for the application. The one way out is this function, which never takes what is younger than six months (网安法 21).
create function drop_old_looks(before timestamptz, most int) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone bigint; more bigint;
begin
  if before > now() - interval '6 months' then
    raise exception 'looks are kept for six months at least' using errcode = 'check_violation';
  end if;
  delete from access_log where id in (select id from access_log where at < before order by at limit most);
  get diagnostics gone = row_count;
  delete from view_trace where code in (select code from view_trace where at < before order by at limit most);
  get diagnostics more = row_count;
  return gone + more;
end $$;
revoke all on function drop_old_looks(timestamptz, int) from public;
create index view_trace_at on view_trace (at);
-- What one account did, out of any number of lines.
create index access_log_account on access_log (account_id, at);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert on retention_rule, retention_done to daodi_app;
    grant select, insert, update on retention_hold to daodi_app;
    grant execute on function drop_old_looks(timestamptz, int) to daodi_app;
  end if;
end $$;
