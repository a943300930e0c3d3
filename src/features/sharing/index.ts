// The front door of sharing: tracing a leak from the command line. The doors themselves are staff.tsx and portal.tsx.
export { type Traced, trace } from './actions-trace.ts';
export { loggedInWords } from './trace-words.ts';
export { postsInWords, whatWords } from './words.ts';
