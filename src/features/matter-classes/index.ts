// The front door of the classes' room: the clock's part and reading. The doors themselves are staff.tsx and api.ts.

export type { FindsLike } from '#core/matter-class/likeness.ts';
export { actOnClass, type ClassOutcome, type ClassRefusalHere } from './actions.ts';
export { type ClockOptions, lookAtClasses } from './actions-clock.ts';
export { classAnswer, classesAnswer } from './answer.ts';
