// The front door of sharing: tracing a leak from the command line. The doors themselves are staff.tsx and portal.tsx.
export { type Traced, trace } from './actions-trace.ts';
export { whatWords } from './pages/words.ts';
export { loggedInWords, postsInWords } from './trace-words.ts';
