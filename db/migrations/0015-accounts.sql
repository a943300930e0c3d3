-- Accounts beyond a password (SM-20, X7 8.1.4.1 d): the second factor with its recovery codes, sign-in by the county's own identity provider,
-- standing in for a colleague on leave, and what is still to be done for those who left. Keys are sealed, codes and tokens kept as hashes.

-- Where a session came from, for its owner's own list: class of the address and kind of browser, never the address itself.
alter table sign_in add column address_class text not null default '';
alter table sign_in add column device text not null default '';

-- `pending_sealed` is a key shown and not yet proved by a code; `last_step` the newest 30-second step a code was taken of, so that none counts twice.
create table account_factor (
  account_id text primary key references account(id),
  key_sealed text,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  pending_sealed text,
  pending_at timestamptz
);

create table recovery_code (
  account_id text not null references account(id),
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- The password was right and the code is still to come: no session yet.
create table sign_in_step (
  token_hash bytea primary key,
  account_id text not null references account(id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_step_expires on sign_in_step(expires_at);

-- Which subject of which identity provider an account is. Nobody is made from a subject: an account exists first, and its owner joins the two.
create table account_link (
  issuer text not null,
  subject text not null,
  account_id text not null references account(id),
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create unique index account_link_account on account_link(account_id, issuer);

-- A journey to the identity provider and back: bound to the browser by a cookie, used once, ten minutes.
create table openid_journey (
  cookie_hash bytea primary key,
  state text not null,
  nonce text not null,
  verifier text not null,
  next text not null,
  account_id text references account(id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index openid_journey_expires on openid_journey(expires_at);

-- Standing in: between two days the colleague holds the duties of the one on leave too, in the same unit; never those of the three administrators.
create table delegation (
  id text primary key,
  from_account_id text not null references account(id),
  to_account_id text not null references account(id) check (to_account_id <> from_account_id),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  reason text not null default '',
  created_at timestamptz not null,
  created_by text,
  ended_at timestamptz
);
create index delegation_to on delegation(to_account_id, valid_to) where ended_at is null;
create index delegation_from on delegation(from_account_id, valid_to) where ended_at is null;

-- Who left: their open matters go to the colleague named, or back to the unit. The worker looks again, since a rework may still come back to them.
create table leaving (
  account_id text primary key references account(id),
  unit_id text not null references unit(id),
  to_account_id text references account(id),
  ordered_by text,
  at timestamptz not null
);

do $$
declare t text;
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    foreach t in array array['account_factor','recovery_code','sign_in_step','account_link','openid_journey','delegation','leaving'] loop
      execute format('grant select, insert, update, delete on %I to daodi_app', t);
    end loop;
  end if;
end $$;
