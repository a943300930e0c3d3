-- The inverted index of the search as blocks (docs/decisions/0006): for every block of 256, 4,096 or 65,536 rows of matter_search, which rows hold which token.
-- The tokens of a block lie in buckets, one row each, so that a question reads a few rows whatever the number of matters. Made by the clock; safe to empty: set the marks to 0.
drop function flush_search();
drop table matter_token;

create table search_block (
  level smallint not null,
  bucket int not null,
  first_n bigint not null,
  postings bytea not null,
  primary key (level, bucket, first_n)
) with (toast_tuple_target = 8160);
alter table search_block alter column postings set storage external; -- dense already: compressing costs more than it saves
alter table search_block alter column postings set statistics 0;

-- Rows of matter_search below `n` are in blocks; below `small` in blocks of at least 4,096, below `large` in blocks of 65,536.
alter table search_mark add column small bigint not null default 0, add column large bigint not null default 0;
update search_mark set n = 0;

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on search_block to daodi_app;
  end if;
end $$;
