-- The pile of what came back for rework: few rows, looked at on every workbench.
create index matter_rework on matter (due_at, id)
  where round > 1 and status in ('registered','dispatched','objecting','acknowledged','contacted','inProgress','onHold','terminationPending');
