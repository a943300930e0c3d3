// Small cells of a table with totals (must-not 11, X5: k = 5). What is left out must not be reckoned back from what is shown, also not by putting several rows and
// columns together: the hidden cells are seen as flows between rows and columns, and enough others are hidden until each small count could as well be the least that may be
// published. Cell suppression by network flow, as statistical offices do it for tables of two dimensions.
import { leastPublished } from './suppress.ts';

/** `hidden` has one row and one column more than the counts: the last hold the totals. */
export type Suppressed = { n: number[][]; hidden: boolean[][] };

/** Counts by row and column; every small count, in a total too, is hidden, and with it what would give it away. Zero tells nothing of anybody and stays shown. */
export function suppressTable(counts: readonly (readonly number[])[], least = leastPublished): Suppressed {
  const n = withTotals(counts);
  const hidden = n.map((row) => row.map((one) => one > 0 && one < least));
  const small = hidden.flatMap((row, i) => row.flatMap((is, j) => (is ? [{ i, j }] : [])));
  for (const cell of small) protect(n, hidden, cell, least);
  return { n, hidden };
}

function withTotals(counts: readonly (readonly number[])[]): number[][] {
  const width = Math.max(0, ...counts.map((row) => row.length));
  const rows = counts.map((row) => {
    const cells = Array.from({ length: width }, (_, j) => row[j] ?? 0);
    return [...cells, cells.reduce((sum, one) => sum + one, 0)];
  });
  return [...rows, Array.from({ length: width + 1 }, (_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0))];
}

type Cell = { i: number; j: number };
const setHidden = (hidden: boolean[][], i: number, j: number): void => {
  const row = hidden[i];
  if (row) row[j] = true;
};

/**
 * A total stands on the other side of its sum: it grows when a cell of its line grows. So an arc from a row to a column is a growing cell or a falling total, and back the other
 * way; a count can fall to zero and grow without bound.
 */
const isSum = (n: readonly (readonly number[])[], i: number, j: number): boolean =>
  (i === n.length - 1) !== (j === (n[0]?.length ?? 0) - 1);

/** How much the arc of this cell may carry, towards the column or back towards the row. */
const room = (n: readonly (readonly number[])[], i: number, j: number, toColumn: boolean): number =>
  toColumn !== isSum(n, i, j) ? Number.POSITIVE_INFINITY : (n[i]?.[j] ?? 0);

/**
 * Hides besides this small cell what is needed, so that with every shown number as it is the count could be `least` just as well: units are sent round in circles through it, over
 * hidden cells for nothing, over others at the price of hiding them (their count). Zero is never hidden; a circle over totals always remains.
 */
function protect(n: readonly (readonly number[])[], hidden: boolean[][], cell: Cell, least: number): void {
  const flow = n.map((row) => row.map(() => 0)); // towards the column; negative: back
  const left = ({ i, j, toColumn }: Step): number => room(n, i, j, toColumn) + (toColumn ? -1 : 1) * (flow[i]?.[j] ?? 0);
  const price = (step: Step): number | null => {
    if (left(step) <= 0) return null;
    if (hidden[step.i]?.[step.j]) return 0;
    const count = n[step.i]?.[step.j] ?? 0;
    return count > 0 ? count : null;
  };
  for (let missing = least - (n[cell.i]?.[cell.j] ?? 0); missing > 0; ) {
    const way = search(n, cell, price);
    if (way === null) return; // nothing is left to hide
    const units = Math.min(missing, ...way.map(left));
    for (const step of way) {
      setHidden(hidden, step.i, step.j);
      const row = flow[step.i];
      if (row) row[step.j] = (row[step.j] ?? 0) + (step.toColumn ? units : -units);
    }
    missing -= units;
  }
}

type Step = Cell & { toColumn: boolean };

/** The cheapest way (Dijkstra) that closes the circle through the cell: for a count from its column to its row, for a total from its row to its column. `price` null: no way. */
function search(n: readonly (readonly number[])[], cell: Cell, price: (step: Step) => number | null): Step[] | null {
  const rows = n.length;
  const columns = n[0]?.length ?? 0;
  const sum = isSum(n, cell.i, cell.j);
  const from = sum ? cell.i : rows + cell.j;
  const to = sum ? rows + cell.j : cell.i;
  const cost = new Array<number>(rows + columns).fill(Number.POSITIVE_INFINITY);
  const came: (Step | null)[] = new Array<Step | null>(rows + columns).fill(null);
  const open = new Set<number>([from]);
  cost[from] = 0;
  while (open.size > 0) {
    const at = [...open].reduce((best, one) => ((cost[one] ?? 0) < (cost[best] ?? 0) ? one : best));
    if (at === to) break;
    open.delete(at);
    const toColumn = at < rows;
    for (let k = 0; k < (toColumn ? columns : rows); k += 1) {
      const step: Step = toColumn ? { i: at, j: k, toColumn } : { i: k, j: at - rows, toColumn };
      if (step.i === cell.i && step.j === cell.j) continue;
      const asked = price(step);
      if (asked === null) continue;
      const next = toColumn ? rows + k : k;
      if ((cost[at] ?? 0) + asked >= (cost[next] ?? 0)) continue;
      cost[next] = (cost[at] ?? 0) + asked;
      came[next] = step;
      open.add(next);
    }
  }
  if (came[to] === null || came[to] === undefined) return null;
  const way: Step[] = [];
  for (let at = to; at !== from; ) {
    const step = came[at];
    if (!step) return null;
    way.unshift(step);
    at = step.toColumn ? step.i : rows + step.j;
  }
  return way;
}
