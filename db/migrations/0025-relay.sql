-- A handler who may not see the raiser's phone asks the hotline to put them through, or to pass a message on (X5 "alias + relay"; rules, fact 6).
-- Not an event of the matter: nothing in it moves the matter on, and the order of the record stays what was decided about it.
create table relay_request (
  id text primary key,
  matter_id text not null,
  kind text not null check (kind in ('connect','passOn')),
  words text not null,
  when_words text not null default '',
  asked_by text not null,
  asked_in text not null,
  asked_at timestamptz not null,
  state text not null default 'open' check (state in ('open','connected','passedOn','declined','unreached','withdrawn')),
  settled_at timestamptz
);
create index relay_request_matter on relay_request (matter_id, asked_at);
create index relay_request_open on relay_request (asked_at) where state = 'open';
-- One at a time: a second one would ring the same person twice about the same thing.
create unique index relay_request_once on relay_request (matter_id, asked_in) where state = 'open';

-- append-only: each time the hotline tried, and what came of it. `words` is what the raiser let the handler know, held against the sealed contact before it is kept.
create table relay_attempt (
  id text primary key,
  request_id text not null references relay_request(id),
  at timestamptz not null,
  by_account text not null,
  by_unit text not null,
  outcome text not null check (outcome in ('connected','passedOn','noAnswer','declined')),
  words text not null default ''
);
create index relay_attempt_request on relay_attempt (request_id, at);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update on relay_request to daodi_app;
    grant select, insert on relay_attempt to daodi_app;
  end if;
end $$;
