-- The clock asks every few seconds for open matters of people who left: by the person, not by going through all that are open.
create index matter_person_open on matter (owner_account_id, due_at, id)
  where owner_account_id is not null and status not in ('archived','judged','notAccepted','emergency','terminated');
