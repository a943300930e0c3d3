-- Notices: what people who work for a unit are told in the product, and the outlets through which numbers and links (never words) may leave it.
-- Nothing here keeps when, or whether, a person looked: what was seen is deleted, not dated (rules (d) 2).

-- One line of news for one unit, made from an outbox row by the clock. Swept after 30 days; the matter itself stays where it always is.
create table notice (
  id text primary key,
  outbox_id text not null,
  matter_id text not null,
  number text not null,
  kind text not null,
  about text not null default '',
  unit_id text not null references unit(id),
  at timestamptz not null
);
create unique index notice_once on notice (outbox_id, unit_id);
create index notice_at on notice (at);

-- Still to be seen by this person. The row goes when it is seen; there is no other trace.
create table notice_unseen (
  account_id text not null references account(id),
  notice_id text not null references notice(id) on delete cascade,
  primary key (account_id, notice_id)
);
create index notice_unseen_notice on notice_unseen (notice_id);

-- Where a person asked to be written to; the address is sealed.
create table notice_mail (
  account_id text primary key references account(id),
  address_sealed text not null,
  is_on boolean not null default false
);

-- A way by which the product calls out. Off until switched on. `recent` holds the moments of the last calls, so that a limit per minute is kept over restarts.
create table outlet (
  id text primary key,
  kind text not null check (kind in ('email','wecom','dingtalk','feishu','webhook')),
  name text not null,
  unit_id text references unit(id),
  is_on boolean not null default false,
  settings jsonb not null,
  secret_sealed text,
  quiet_from int not null default 1320 check (quiet_from between 0 and 1439),
  quiet_to int not null default 420 check (quiet_to between 0 and 1439),
  join_seconds int not null default 120 check (join_seconds between 0 and 3600),
  recent timestamptz[] not null default '{}',
  failures int not null default 0,
  rest_until timestamptz,
  last_ok_at timestamptz,
  last_failed_at timestamptz,
  last_fault text not null default '',
  last_detail text not null default '',
  changed_at timestamptz not null,
  removed_at timestamptz
);

-- One message: `open` while lines may still join it, `waiting` once it was tried, then sent, dead (a person decides) or discarded (with a reason).
create table outlet_message (
  id text primary key,
  outlet_id text not null references outlet(id),
  account_id text references account(id),
  lines jsonb not null,
  urgent boolean not null default false,
  state text not null default 'open' check (state in ('open','waiting','sent','dead','discarded')),
  attempts int not null default 0,
  next_at timestamptz not null,
  claimed_until timestamptz,
  fault text not null default '',
  detail text not null default '',
  reason text not null default '',
  created_at timestamptz not null,
  settled_at timestamptz
);
create unique index outlet_message_open on outlet_message (outlet_id, coalesce(account_id, '')) where state = 'open';
create index outlet_message_next on outlet_message (next_at) where state in ('open','waiting');
create index outlet_message_state on outlet_message (outlet_id, state, created_at);
create index outlet_message_settled on outlet_message (settled_at) where settled_at is not null;

-- What the clock has still to hand round; rows for raisers are another room's and may stay open for long.
create index outbox_unit_open on outbox (created_at) where audience = 'unit' and done_at is null;

-- A calendar address per person; only its digest. No trace of when it was read.
create table calendar_feed (
  account_id text primary key references account(id),
  token_hash bytea not null unique,
  made_on date not null
);

-- One officer calls a raiser at a time.
create table call_claim (
  matter_id text primary key,
  account_id text not null references account(id),
  until timestamptz not null
);

-- How calling stands since the last reply, kept by the record itself, so that no way in can forget it.
create table call_state (
  matter_id text primary key,
  tries int not null,
  reached boolean not null,
  last_at timestamptz not null
);
create function keep_call_state() returns trigger language plpgsql as $$
begin
  if new.type = 'replied' then
    delete from call_state where matter_id = new.matter_id;
  else
    insert into call_state (matter_id, tries, reached, last_at) values (new.matter_id, 1, (new.data->>'reached')::boolean, new.at)
    on conflict (matter_id) do update set tries = call_state.tries + 1, reached = call_state.reached or excluded.reached, last_at = excluded.last_at;
  end if;
  return null;
end $$;
create trigger calls_keep_state after insert on matter_event
for each row when (new.type in ('callAttempted', 'replied')) execute function keep_call_state();
insert into call_state (matter_id, tries, reached, last_at)
select e.matter_id, count(*), bool_or((e.data->>'reached')::boolean), max(e.at) from matter_event e
where e.type = 'callAttempted' and e.seq > coalesce((select max(r.seq) from matter_event r where r.matter_id = e.matter_id and r.type = 'replied'), 0)
group by e.matter_id;

do $$
declare t text;
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    foreach t in array array['notice','notice_unseen','notice_mail','outlet','outlet_message','calendar_feed','call_claim','call_state'] loop
      execute format('grant select, insert, update, delete on %I to daodi_app', t);
    end loop;
  end if;
end $$;
