import type { Promises } from './walk.ts';
export const promises: Promises = {};
