// The front door of the rates' room: for the API.
export { type Instructed, type Instruction, instruct } from './actions.ts';
export { type RatesProblem, ratesAnswer } from './answer.ts';
