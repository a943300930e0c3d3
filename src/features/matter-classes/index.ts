// The front door of the classes' room: the clock's part and reading. The doors themselves are staff.tsx and api.ts.

export type { RecordedClassEvent } from '#core/matter-class/events.ts';
export type { FindsLike } from '#core/matter-class/likeness.ts';
export { actOnClass, type ClassOptions, type ClassOutcome, type ClassRefusalHere } from './actions.ts';
export { askClass } from './actions-ask.ts';
export { type ClockOptions, lookAtClasses } from './actions-clock.ts';
export { makeClass } from './actions-members.ts';
export { classNumberOf, classRowOf, readClassFor } from './actions-read.ts';
export { classAnswer, classesAnswer } from './answer.ts';
export type { FormField } from './form-fields.ts';
export { type ClassForm, classForms } from './forms.ts';
export { classLinksOf } from './links.ts';
export { classSentence, fieldsOfRefusal, refusalWords, statusOfClassRefusal } from './sentences.ts';
export { thresholdWords } from './words.ts';
