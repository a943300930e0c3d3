// The hot board: what came lately, of what kind and where, and which way it goes. Counts of matters only; never of persons, and no score.

export type HotRow = {
  categoryId: string;
  villageId: string | null;
  /** Eight weeks, oldest first; the last are the seven days up to now. */
  weeks: readonly number[];
  now: number;
  /** The four weeks before the last seven days, a week each on average. */
  usual: number;
};
export const weeksShown = 8;
export const leastShown = 2;

export type HotCount = { categoryId: string; villageId: string | null; week: number; n: number };

/** By kind and village, most in the last seven days first; then what rose most; then the name. */
export function hotRows(counts: readonly HotCount[], most: number): HotRow[] {
  const found = new Map<string, { categoryId: string; villageId: string | null; weeks: number[] }>();
  for (const { categoryId, villageId, week, n } of counts) {
    if (week < 0 || week >= weeksShown) continue;
    const key = `${categoryId}|${villageId ?? ''}`;
    const row = found.get(key) ?? { categoryId, villageId, weeks: new Array<number>(weeksShown).fill(0) };
    const at = weeksShown - 1 - week;
    row.weeks[at] = (row.weeks[at] ?? 0) + n;
    found.set(key, row);
  }
  return [...found.values()]
    .map((row) => ({ ...row, now: row.weeks.at(-1) ?? 0, usual: row.weeks.slice(-5, -1).reduce((sum, n) => sum + n, 0) / 4 }))
    .filter((row) => row.now >= leastShown)
    .sort(
      (a, b) =>
        b.now - a.now ||
        b.now - b.usual - (a.now - a.usual) ||
        (`${a.categoryId}|${a.villageId}` < `${b.categoryId}|${b.villageId}` ? -1 : 1),
    )
    .slice(0, most);
}

export type Trend = 'up' | 'down' | 'even' | 'new';
/** Up or down only where it is more than the usual scatter of such counts (twice the square root). */
export function trendOf({ now, usual }: Pick<HotRow, 'now' | 'usual'>): Trend {
  if (usual === 0) return now >= 3 ? 'new' : 'even';
  const scatter = 2 * Math.sqrt(usual);
  return now > usual + scatter ? 'up' : now < usual - scatter ? 'down' : 'even';
}
