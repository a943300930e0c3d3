-- A concern that is still being written at the portal, page by page. Kept here and not in the browser, so that the back button, another language or a
-- lost connection lose nothing. The words are sealed as a whole; a draft goes when it is sent, when its writer says so, or after a day.
create table intake_draft (
  id_hash text primary key,
  visitor text not null,
  sealed text not null,
  seen_at timestamptz not null,
  sent_number text
);
create index intake_draft_seen on intake_draft(seen_at);

do $$
begin
  if exists (select 1 from pg_roles where rolname = 'daodi_app') then
    grant select, insert, update, delete on intake_draft to daodi_app;
  end if;
end $$;
