// The front door of sharing: tracing a leak from the command line. The doors themselves are staff.tsx and portal.tsx.
export { type Traced, trace } from './actions-trace.ts';
