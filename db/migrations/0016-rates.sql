-- What each round of a matter adds to the rates (docs/decisions/0016): computed from its record by core/rates/round.ts and written in the same transaction
-- as the events, so that a report of 100,000 matters reads one narrow table. It can be made anew at any time (`daodi rates --rebuild`). No column names a person.
-- A matter that nobody has touched since it was registered has no row here; it is read from its current row.
create table matter_round (
  matter_id text not null,
  round int not null check (round > 0),
  place_id text,
  category_id text,
  unit_id text not null,
  due_at timestamptz,
  later_due timestamptz[] not null default '{}',
  ended text check (ended in ('notAccepted','emergency','terminated')),
  dispatched_at timestamptz,
  contact_by timestamptz,
  contacted_at timestamptz,
  needs_contact boolean not null default false,
  objected boolean not null default false,
  replied_at timestamptz,
  solved text check (solved in ('yes','partly','no')),
  level smallint,
  judged_at timestamptz,
  has_words boolean not null default false,
  unanswered text check (unanswered in ('unreached','refused')),
  excluded boolean not null default false,
  reworked boolean not null default false,
  primary key (matter_id, round)
) with (fillfactor = 85);
create index matter_round_due on matter_round (due_at);
-- The newest words of each kind of verdict, for the leader's page.
create index matter_round_words on matter_round (solved, judged_at desc) where has_words;

-- A leader's instruction (SM-11) is a matter like any other; this says whose it is, so that the verdict is theirs and the page shows how it goes on.
create table directive (
  matter_id text primary key,
  account_id text not null references account(id),
  given_at timestamptz not null
);
create index directive_account on directive (account_id, given_at desc);

-- What has climbed and is still open, for the list of what is stuck.
create index matter_escalated on matter (escalation desc, due_at, id)
  where escalation > 0 and status in ('registered','dispatched','objecting','acknowledged','contacted','inProgress','onHold','terminationPending');

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on matter_round, directive to daodi_app;
  end if;
end $$;
