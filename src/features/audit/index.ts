// The front door of the audit: lines of the log in words, for other rooms that show them.
export { namesIn } from './actions.ts';
export { actWords } from './words.ts';
export { whyWords } from './words-why.ts';
