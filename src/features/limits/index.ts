// The front door of limits and calendars: for the command line and the clock.
export { keepYear, type Recomputed, recomputeJob, recomputeProvisional } from './actions-calendar.ts';
export { requiredOfLimit } from './rules.ts';
