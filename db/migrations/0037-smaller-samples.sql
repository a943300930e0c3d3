-- For what it knows of a table PostgreSQL draws 300 rows for each unit of the largest target of its columns, 30,000 by default, and holds them whole: a hundred MB for
-- the events of a county of 100,000 matters, every time a tenth of them is new. These tables are asked by key and by number; a fifth of the sample is plenty.
do $$
declare
  wide regclass[] := array['matter_event', 'matter_search', 'search_block']::regclass[];
  c record;
begin
  for c in select attrelid::regclass as rel, attname from pg_attribute where attrelid = any(wide) and attnum > 0 and not attisdropped loop
    execute format('alter table %s alter column %I set statistics 20', c.rel, c.attname);
  end loop;
  for c in
    select i.indexrelid::regclass as rel, a.attnum
    from pg_index i join pg_attribute a on a.attrelid = i.indexrelid
    where i.indrelid = any(wide) and i.indkey[a.attnum - 1] = 0
  loop
    execute format('alter index %s alter column %s set statistics 20', c.rel, c.attnum);
  end loop;
end $$;
