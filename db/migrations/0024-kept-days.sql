-- What the matters due on a past day add to the rates, by unit (docs/decisions/0024): the leader's page adds up days instead of reading 100,000 rounds.
-- Only matters with a single round; those with several are put together as matters. Made anew at any time; names no person.
create table rates_day (
  due_on date not null,
  unit_id text not null,
  -- Which formula and which counts, in which order. A row of another shape is not used and is made anew. The row of unit '' says that the day is kept at all.
  shape text not null,
  counts double precision[] not null,
  primary key (due_on, unit_id)
);
-- Written in the transaction of the events that changed a day already past: until the clock has counted it anew, that day is read from its rounds.
create table rates_day_stale (
  due_on date not null
);
create index rates_day_stale_on on rates_day_stale (due_on);
-- The same for the matters with several rounds due in a whole month or quarter that is over; gone as soon as one of its days is counted anew.
create table rates_again (
  from_on date not null,
  to_on date not null,
  unit_id text not null,
  shape text not null,
  counts double precision[] not null,
  primary key (from_on, to_on, unit_id)
);
create index matter_round_again on matter_round (due_at) where not (round = 1 and later_due = '{}');

-- Whether anything was sealed since the leader's page was counted: few rows, asked with every look.
create index matter_event_sealed on matter_event (at) where type in ('sealed', 'recused');

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, delete on rates_day, rates_day_stale, rates_again to daodi_app;
  end if;
end $$;
