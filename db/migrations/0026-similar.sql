-- What is like what (docs/decisions/0026). Derived from the words of open matters and rebuildable at any time (`daodi similarity rebuild`): it holds numbers made
-- of words, no words, and nothing of matters whose words are sealed. PostgreSQL itself searches it, so several servers share it.

create table similar_matter (
  n bigint generated always as identity primary key,
  matter_id text not null unique,
  placed_at timestamptz not null
);
comment on table similar_matter is 'Matters that were compared with the others, in the order they were.';

-- Rare rows of signs of a matter. The newest matters of a row are read from the key alone.
create table similar_gram (
  gram int not null,
  n bigint not null,
  primary key (gram, n)
);

create table similar_link (
  matter_id text not null,
  other_id text not null,
  odds real not null,
  primary key (matter_id, other_id)
);
comment on table similar_link is 'Likely one thing: natural logarithm of the odds. The later matter stands first.';
create index similar_link_other on similar_link (other_id);

-- How rare rows of signs are in this county: counts in tables of a fixed size.
create table similar_rarity (
  one boolean primary key default true check (one),
  version int not null,
  texts int not null,
  in_texts bytea not null,
  in_titles bytea not null,
  in_subjects bytea not null,
  made_at timestamptz not null
);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on similar_matter, similar_gram, similar_link, similar_rarity to daodi_app;
  end if;
end $$;
