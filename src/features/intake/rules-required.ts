// What taking in asks for, found by asking the check itself with nothing given (X8.1): a field that becomes mandatory shows up here by itself.
import type { Instant } from '#core/time/day.ts';
import { type ConcernField, checkConcern, type Known, type RawConcern } from './rules.ts';

/** The plain form; with a contact wanted; written down for somebody else; an accusation. */
const cases = {
  say: {},
  contact: { text: 'x', anonymous: false },
  proxy: { text: 'x', representedBy: 'x' },
  accusation: { text: 'x', confidentiality: 'accusation' },
} as const satisfies Record<string, RawConcern>;
export type TakingIn = keyof typeof cases;

export function requiredOfConcern(now: Instant): Record<TakingIn, ConcernField[]> {
  const known: Known = { now, hasPlace: () => true, matchPlace: () => null, categoryOf: (text) => text, hasUnit: () => true };
  const of = (raw: RawConcern): ConcernField[] => {
    const checked = checkConcern(raw, known);
    return checked.ok ? [] : (Object.keys(checked.problems) as ConcernField[]);
  };
  return { say: of(cases.say), contact: of(cases.contact), proxy: of(cases.proxy), accusation: of(cases.accusation) };
}
