-- Evidence that is more than photos: papers, copies with parts blacked out for third parties, and uploads that survive a lost connection.

-- A paper (PDF, Word, Excel) has no width, no height and no thumbnail of its own: 0, 0 and its own hash.
alter table photo add column kind text not null default 'photo' check (kind in ('photo', 'document'));
-- The file's own name as the sender had it, sealed: it may name a person. Empty where none was kept.
alter table photo add column name_sealed text not null default '';
-- A copy with parts blacked out points to what it was made from. Helpers, villages and other third parties are shown the copy only.
alter table photo add column redacted_of text references photo(id) on delete cascade;

create index photo_redacted on photo(redacted_of) where redacted_of is not null;
-- The sweep asks for files by name, in batches.
create index photo_sha256 on photo(sha256);
create index photo_thumb on photo(thumb_sha256);
-- What lies here for a draft and belongs to no matter yet.
create index photo_free on photo(added_by, added_at) where matter_id is null;
create index photo_free_age on photo(added_at) where matter_id is null;

-- An upload under way. Its bytes lie under its id in the data folder until they are whole; then it becomes a photo or is refused, once.
create table upload (
  id text primary key,
  added_by text not null,
  matter_id text,
  name_sealed text not null,
  bytes int not null check (bytes >= 0),
  created_at timestamptz not null,
  photo_id text,
  refusal text
);
create index upload_by on upload(added_by, created_at);
create index upload_age on upload(created_at);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on upload to daodi_app;
  end if;
end $$;
