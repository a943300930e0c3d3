// The front door of retention: for the command line and the clock.
export { type Cleared, clearOver, type Plan, planClearing, retentionJob } from './actions-clear.ts';
export { requiredOfRule } from './rules.ts';
export { confidentialityWords, whatWords } from './words.ts';
