// The front door of the rates' room: for the API and the clock.
export { type Instructed, type Instruction, instruct } from './actions.ts';
export { type RatesProblem, ratesAnswer } from './answer.ts';
export { keepDays, keepDaysJob } from './keep-days.ts';
