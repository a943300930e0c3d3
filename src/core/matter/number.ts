// The number a raiser keeps: `D` + county code + yyyymmdd + running number of the day + one check digit (rules.md (c)). It can be read out over a telephone.

import { type Day, dayOf, type Instant } from '../time/day.ts';

/** Luhn digit over the decimal digits: finds every single wrong digit and nearly every swap of neighbours. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const d = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 0 ? d * 2 : d;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** county: 6 digits; day: YYYY-MM-DD; n: 1… . Four digits are padded, a county with more than 9,999 concerns a day just gets longer numbers. */
export function numberOf(county: string, day: string, n: number): string {
  const digits = `${county}${day.replaceAll('-', '')}${String(n).padStart(4, '0')}`;
  return `D${digits}${checkDigit(digits)}`;
}

/** The day on which it was entered here, as its number says. */
export const enteredOn = (number: string): Day => `${number.slice(7, 11)}-${number.slice(11, 13)}-${number.slice(13, 15)}` as Day;

/**
 * Whether its time was over before it was entered: a row of an older ledger. "Overdue by 5,867 days" would be counted against people who never had it;
 * the old date is told instead. A new round has a date of its own, and is late like any other.
 */
export const cameLate = (number: string, dueAt: Instant): boolean => dayOf(dueAt) < enteredOn(number);

/** What people type: spaces, dashes, lower case, full width, a missing D. Null when the check digit does not fit. */
export function parseNumber(typed: string): string | null {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-.·_]/g, '')
    .replace(/^D/, '');
  if (!/^\d{19,24}$/.test(text)) return null;
  return checkDigit(text.slice(0, -1)) === text.slice(-1) ? `D${text}` : null;
}
