// The front door of the classes' room: the clock's part and reading. The doors themselves are staff.tsx and api.ts.

export type { RecordedClassEvent } from '#core/matter-class/events.ts';
export type { FindsLike } from '#core/matter-class/likeness.ts';
export { actOnClass, type ClassOutcome, type ClassRefusalHere } from './actions.ts';
export { type ClockOptions, lookAtClasses } from './actions-clock.ts';
export { classNumberOf, classRowOf } from './actions-read.ts';
export { classAnswer, classesAnswer } from './answer.ts';
export { classLinksOf } from './links.ts';
