-- Into which classes a matter was taken by hand is looked up, not searched for in every event of every class, each time the page of a matter is opened.
create index matter_class_by_hand on matter_class_event
  using gin ((coalesce(data->'ids', '[]'::jsonb) || coalesce(data->'include', '[]'::jsonb))) where type in ('noticed', 'included', 'absorbed');
