// How sure a share of few answers is (P15, rules X1): the score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical
// inference", Journal of the American Statistical Association 22 (1927) 209-212. Unlike p ± 1.96·sd it stays inside 0..1 and does not shrink to nothing at 9 of 9.

export type Interval = { low: number; high: number };

const z = 1.959963984540054; // the 97.5th percentile of the standard normal: 95 % two-sided

/** The 95 % interval of `part` of `whole`, as shares 0..1; null without a whole. Throws when the part is no part of the whole. */
export function wilson(part: number, whole: number): Interval | null {
  if (!Number.isInteger(part) || !Number.isInteger(whole) || part < 0 || part > whole) throw new Error(`${part} is no part of ${whole}`);
  if (whole === 0) return null;
  const p = part / whole;
  const spread = z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole));
  const middle = p + (z * z) / (2 * whole);
  const scale = 1 + (z * z) / whole;
  return {
    low: part === 0 ? 0 : Math.max(0, (middle - spread) / scale),
    high: part === whole ? 1 : Math.min(1, (middle + spread) / scale),
  };
}
