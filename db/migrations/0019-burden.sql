-- Opinions about the system itself are listed in public, newest first, out of any number of matters.
create index matter_system on matter (received_at desc, id desc) where kind = 'system';
