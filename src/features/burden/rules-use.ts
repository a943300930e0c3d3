// What nobody uses (X8.6): a part of the system in which nothing was done for ninety days is recommended to be switched off. Counted by thing done, never by person.
import { addDays, type Day } from '#core/time/day.ts';

export type Part = 'outlets' | 'imports' | 'shares' | 'views' | 'directives' | 'photos' | 'covers' | 'feeds' | 'requests' | 'redactions';
export type Use = { part: Part; n: number };
export type UseRow = Use & { advice: 'keep' | 'switch-off' | 'too-early' };
export const quietDays = 90;

/** `begunOn`: the day of the first matter; before ninety days have passed nothing is advised. */
export function adviceOn(uses: readonly Use[], begunOn: Day | null, today: Day): UseRow[] {
  const early = begunOn === null || addDays(begunOn, quietDays) > today;
  return uses.map((one) => ({ ...one, advice: one.n > 0 ? 'keep' : early ? 'too-early' : 'switch-off' }));
}
