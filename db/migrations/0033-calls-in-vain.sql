-- Who was rung in vain is found without reading the calls of everybody ever rung: what a matter's calls came to is kept only while it waits for a call, and those
-- nobody answered lie in the order in which they are shown.
create or replace function keep_call_state() returns trigger language plpgsql as $$
begin
  if new.type = 'replied' then
    delete from call_state where matter_id = new.matter_id;
  else
    -- The last call in vain ends the waiting in the same statement: then nothing is kept.
    insert into call_state (matter_id, tries, reached, last_at)
      select new.matter_id, 1, (new.data->>'reached')::boolean, new.at from matter m where m.id = new.matter_id and m.waiting_for = 'callback'
    on conflict (matter_id) do update set tries = call_state.tries + 1, reached = call_state.reached or excluded.reached, last_at = excluded.last_at;
  end if;
  return null;
end $$;

create function drop_call_state() returns trigger language plpgsql as $$
begin
  delete from call_state where matter_id = new.id;
  return null;
end $$;

create trigger calls_end_with_waiting after update of waiting_for on matter
for each row when (old.waiting_for = 'callback' and new.waiting_for <> 'callback') execute function drop_call_state();

delete from call_state s where not exists (select from matter m where m.id = s.matter_id and m.waiting_for = 'callback');

create index call_state_in_vain on call_state (last_at, matter_id) where not reached;
