-- Who may see what (X5): recusals are asked of every list, so they have an index of their own. It is empty nearly everywhere.
create index matter_event_recused on matter_event ((data->>'accountId'), matter_id) where type = 'recused';

-- append-only: what was shown to whom, one line per person, matter, page and minute. `code` stands in the watermark; from a code, also one read off a photo, it can be
-- told who had this on the screen. Holds no content.
create table view_trace (
  code text primary key,
  at timestamptz not null,
  account_id text,
  unit_id text,
  role text,
  matter_id text not null,
  share_id text,
  what text not null
);
create index view_trace_matter on view_trace (matter_id, at);

-- A task shared with somebody outside (property manager, village, third party): written anew, never the order itself. Ends by itself, can be withdrawn.
create table share (
  id text primary key,
  token_hash bytea not null unique,
  mark text not null unique,
  matter_id text not null,
  made_by text not null,
  made_in text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  recipient text not null,
  purpose text not null,
  task text not null,
  place text not null default '',
  revoked_at timestamptz,
  revoked_by text
);
create index share_matter on share (matter_id, made_at);

-- append-only: each time a shared page was opened, by the class of network it came from; never the whole address.
create table share_opening (
  id text primary key,
  share_id text not null,
  at timestamptz not null,
  address_class text not null default ''
);
create index share_opening_share on share_opening (share_id, at);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert on view_trace, share_opening to daodi_app;
    grant select, insert, update on share to daodi_app;
  end if;
end $$;
