-- Numbers made of words stay no longer than the words may be looked at: when a matter is sealed later, or its raiser's data is cleared, what likeness kept of it goes in
-- the same transaction. No program can forget it.

-- Rows of signs are looked up by sign; to drop a matter's they are found by its number. They are written in its order, so a small index of ranges is enough.
create index similar_gram_n on similar_gram using brin (n) with (pages_per_range = 32, autosummarize = on);

create function drop_likeness() returns trigger language plpgsql as $$
declare
  placed bigint;
begin
  delete from similar_matter where matter_id = new.matter_id returning n into placed;
  if placed is not null then
    delete from similar_gram where n = placed;
  end if;
  delete from similar_link where matter_id = new.matter_id or other_id = new.matter_id;
  return null;
end $$;

create trigger sealing_drops_likeness after update of sealed on matter_search
for each row when (new.sealed and not old.sealed) execute function drop_likeness();

create trigger clearing_drops_likeness after update of anonymised_at on raiser
for each row when (new.anonymised_at is not null and old.anonymised_at is null) execute function drop_likeness();

-- What was sealed or cleared before these triggers were there.
create temporary table unlike on commit drop as
  select p.n, p.matter_id from similar_matter p
  where exists (select from matter_search s where s.matter_id = p.matter_id and s.sealed)
     or exists (select from raiser r where r.matter_id = p.matter_id and r.anonymised_at is not null);
delete from similar_link where matter_id in (select matter_id from unlike) or other_id in (select matter_id from unlike);
delete from similar_gram where n in (select n from unlike);
delete from similar_matter where n in (select n from unlike);
