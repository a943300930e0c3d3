// A cause is not the trouble said again (SM-06 guard, P16): why, and why that, and why that, until something can be changed that lasts. Blame and stock phrases are no cause.
import { meaningIn } from '../text/stock-phrases.ts';
import { jaccard } from '../text/trigrams.ts';

export const leastWhys = 3;
export const mostWhys = 7;
export const mostWhyLength = 300;

/** `at` is the step, from 1; 0 for the list as a whole. */
export type CauseFault = {
  at: number;
  fault: 'too-few' | 'too-many' | 'empty' | 'too-long' | 'says-symptom-again' | 'says-the-same' | 'stock-phrase';
};

const pairs = (text: string): Set<string> => {
  const signs = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, ''),
  ];
  return new Set(signs.slice(1).map((sign, i) => `${signs[i]}${sign}`));
};

/** How much of `part` stands in `whole`, 0..1. */
function within(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0;
  let both = 0;
  for (const one of part) if (whole.has(one)) both += 1;
  return both / part.size;
}

/**
 * What is wrong with an answer to "why", step by step; empty when it may stand. The last step is held against title and hypothesis: a cause of which two thirds is
 * the trouble itself explains nothing. It may name the thing that breaks, so one or two shared words do no harm. `phrases` are the county's own stock phrases.
 */
export function causeFaults(
  whys: readonly string[],
  symptom: { title: string; hypothesis: string },
  phrases: readonly string[] = [],
): CauseFault[] {
  const given = whys.map((why) => why.trim());
  if (given.filter((why) => why !== '').length < leastWhys) return [{ at: 0, fault: 'too-few' }];
  if (given.length > mostWhys) return [{ at: 0, fault: 'too-many' }];
  const said = pairs(`${symptom.title} ${symptom.hypothesis}`);
  const faults: CauseFault[] = [];
  for (const [i, why] of given.entries()) {
    const own = pairs(why);
    const at = i + 1;
    if ([...why].length < 4) faults.push({ at, fault: 'empty' });
    else if ([...why].length > mostWhyLength) faults.push({ at, fault: 'too-long' });
    else if ([...meaningIn(why, phrases)].length < 4) faults.push({ at, fault: 'stock-phrase' });
    else if (given.slice(0, i).some((before) => jaccard(own, pairs(before)) >= 0.6)) faults.push({ at, fault: 'says-the-same' });
    else if (i === given.length - 1 && within(own, said) >= 2 / 3) faults.push({ at, fault: 'says-symptom-again' });
  }
  return faults;
}
