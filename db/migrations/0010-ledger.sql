-- The ledger: orders and filters that an index serves, views that people save, and words that are not sent yet.

-- Two filters that may be rare among a hundred thousand rows get an order of their own; others are found by walking one of the orders there are.
create index matter_category on matter (category_id, received_at desc, id desc);
create index matter_place on matter (place_id, received_at desc, id desc);
-- Partial, because few rows are in them: lit ones are running ones, and few come by letter or by visit.
create index matter_light on matter (light, due_at, id) where light <> 'none';
create index matter_channel_rare on matter (channel, received_at desc, id desc) where channel not in ('web','phone','import','api');
-- What a unit sees although it does not own it now: handled before, or asked to help. With these a unit's list is put together from three short walks.
create index matter_handled_before on matter using gin (handled_by) where handled_by <> '{}' and handled_by <> array[owner_unit_id];
create index matter_helped on matter using gin (helper_units) where helper_units <> '{}';

-- A name for an address of the ledger. Of one person, or of a unit for everybody in it. A deleted one can be brought back for a while.
create table saved_view (
  id text primary key,
  account_id text references account(id),
  unit_id text references unit(id),
  name text not null,
  query text not null,
  is_default boolean not null default false,
  made_by text not null references account(id),
  made_at timestamptz not null,
  deleted_at timestamptz,
  check ((account_id is null) <> (unit_id is null))
);
create index saved_view_account on saved_view (account_id) where account_id is not null;
create index saved_view_unit on saved_view (unit_id) where unit_id is not null;

-- A form that was begun and not sent: sealed as a whole, one for each person, matter and action; gone when it is sent, or after a month.
create table action_draft (
  matter_id text not null,
  account_id text not null,
  action text not null,
  version int not null,
  sealed text not null,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  primary key (matter_id, account_id, action)
);
create index action_draft_saved on action_draft (saved_at);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on saved_view, action_draft to daodi_app;
  end if;
end $$;
