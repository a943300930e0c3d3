// The front door of requests for data: for the burden page and the clock.
export { endRequests, runningRequests } from './actions.ts';
export { countRefusals, type RequestRow } from './store.ts';
