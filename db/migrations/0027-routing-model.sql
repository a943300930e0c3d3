-- What was learnt from dispatch decisions (docs/decisions/0026): weights of signs and words for categories, no texts. The newest is used; older ones stay, so that it can
-- be told what proposed then.
create table routing_model (
  id text primary key,
  made_at timestamptz not null,
  trained_on int not null,
  macro_f1 real,
  body jsonb not null
);
do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, delete on routing_model to daodi_app;
  end if;
end $$;
