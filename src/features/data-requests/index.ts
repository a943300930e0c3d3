// The front door of requests for data: for the burden page and the clock.
export { endRequests, runningRequests } from './actions.ts';
export { doubleAsked, type RequestRow, requiredFields } from './rules.ts';
export { countRefusals } from './store.ts';
export { askedOfWords, frequencyWords } from './words.ts';
