-- An import from a workbook is a run with steps: file, heading, columns, preview, result. What was chosen stands here, so that a lost session, a reload
-- or another clerk of the same unit goes on where it was. The file itself lies among the files for a day; names and phones of rows that were not taken are sealed.
alter table import_run
  add column unit_id text,
  add column state text not null default 'done' check (state in ('draft', 'running', 'done', 'broken', 'elsewhere')),
  add column sha256 text,
  add column kind text not null default 'csv',
  add column setting jsonb not null default '{}',
  add column rows_total int,
  add column sealed_rows text,
  add column result_sha256 text,
  add column beat_at timestamptz;
update import_run set state = case when rejected->>'state' in ('broken', 'elsewhere') then rejected->>'state' when rejected->>'state' = 'running' then 'broken' else 'done' end
  where jsonb_typeof(rejected) = 'object';
create index import_run_unit on import_run(unit_id, at desc);
create index import_run_file on import_run(sha256) where sha256 is not null;

-- What a unit's headings meant the last time: the same heading again needs no second telling.
create table import_mapping (
  unit_id text not null,
  signature text not null,
  uses jsonb not null,
  used_at timestamptz not null,
  primary key (unit_id, signature)
);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on import_mapping to daodi_app;
  end if;
end $$;
