-- A round is judged once: whichever way the verdict came (link, page, call-back, paper, API), every link of that round is used from that moment,
-- in the same transaction as the verdict. No program can forget it.
create function use_verdict_links() returns trigger language plpgsql as $$
begin
  update verdict_link set used_at = new.at
  where matter_id = new.matter_id and round = (new.data->>'round')::int and used_at is null;
  return null;
end $$;

create trigger verdict_uses_links after insert on matter_event
for each row when (new.type = 'judged') execute function use_verdict_links();

-- What the worker has still to turn into a link. Rows that wait for a channel stay open, so without this it would read all of them every few seconds.
create index outbox_uninvited on outbox (created_at) where kind = 'verdictInvited' and done_at is null and not (body ? 'link');
-- The call-back queue, oldest answer first.
create index matter_callback on matter (replied_at, id) where waiting_for = 'callback';
create index matter_check_back on matter (archived_at, id) where waiting_for = 'checkBack';
