-- Classes of matters (SM-06, P16-P18). Which matters belong to one is not stored: its scope and the exceptions made by hand say so, and the lists of matters answer.

-- The current state of each class, to be rebuilt from its events.
create table matter_class (
  id text primary key,
  number text not null unique,
  version int not null,
  status text not null,
  origin text not null check (origin in ('clock','person','split','season')),
  -- What the clock proposed it for (category and place), so that it is proposed once; null for what a person made.
  origin_key text,
  title text not null,
  category_ids text[] not null default '{}',
  place_ids text[] not null default '{}',
  owner_unit_id text references unit(id),
  owner_account_id text references account(id),
  -- When the clock has to look again: the end of an observation, a yearly review.
  look_on date,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  head_hash bytea not null
);
create unique index matter_class_key on matter_class (origin_key) where origin_key is not null;
create index matter_class_status on matter_class (status, changed_at desc, id desc);
create index matter_class_owner on matter_class (owner_unit_id) where owner_unit_id is not null;

-- Their record: append-only, each event chained to the one before it, as with matters.
create table matter_class_event (
  class_id text not null,
  seq int not null check (seq > 0),
  type text not null,
  at timestamp(3) with time zone not null,
  actor jsonb not null,
  data jsonb not null,
  hash bytea not null,
  primary key (class_id, seq)
);

create table matter_class_number (year int primary key, last int not null);

-- How many people live in a place, dated, with its source: for rates per 1,000 residents.
create table resident_count (
  place_id text not null references place(id),
  counted_on date not null,
  residents int not null check (residents > 0),
  source text not null,
  primary key (place_id, counted_on)
);

-- When the clock last looked for candidates, bursts and peaks, and what it found of peaks: several servers share it, and a killed one loses nothing.
create table class_look (what text primary key, looked_at timestamptz not null, body jsonb not null default '{}');

-- Sudden bursts that the duty officer was told of, so that nobody is told twice.
create table burst_told (key text not null, told_at timestamptz not null, n int not null, primary key (key, told_at));

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on matter_class, matter_class_number, resident_count, class_look, burst_told to daodi_app;
    grant select, insert on matter_class_event to daodi_app;
  end if;
end $$;
