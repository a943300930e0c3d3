import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppressTable } from './suppress-table.ts';

const least = 5;

/** Every table of whole counts that fits what is shown, by trying all: what an attacker with paper and patience could find. Counts up to `top`. */
function possible(n: readonly (readonly number[])[], hidden: readonly (readonly boolean[])[], top: number): number[][][] {
  const [rows, columns] = [n.length - 1, (n[0]?.length ?? 1) - 1];
  const free = Array.from({ length: rows * columns }, (_, k) => ({ i: Math.floor(k / columns), j: k % columns })).filter(
    ({ i, j }) => hidden[i]?.[j],
  );
  const cells = n.slice(0, rows).map((row, i) => row.slice(0, columns).map((one, j) => (hidden[i]?.[j] ? 0 : one)));
  const found: number[][][] = [];
  const fits = (): boolean => {
    for (let i = 0; i <= rows; i += 1)
      for (let j = 0; j <= columns; j += 1) {
        if (hidden[i]?.[j] || (i < rows && j < columns)) continue;
        let sum = 0;
        for (let r = 0; r < rows; r += 1)
          for (let c = 0; c < columns; c += 1) if ((i === rows || r === i) && (j === columns || c === j)) sum += cells[r]?.[c] ?? 0;
        if (sum !== n[i]?.[j]) return false;
      }
    return true;
  };
  // A line whose last free cell is set must add up to its total, if that is shown: else nothing that follows can fit.
  const dead = (k: number): boolean => {
    const last = free[k - 1];
    if (!last || free[k]?.i === last.i || hidden[last.i]?.[columns]) return false;
    return (cells[last.i] ?? []).reduce((sum, one) => sum + one, 0) !== n[last.i]?.[columns];
  };
  const fill = (k: number): void => {
    const at = free[k];
    if (dead(k)) return;
    if (!at) {
      if (fits()) found.push(cells.map((row) => [...row]));
      return;
    }
    for (let value = 0; value <= top; value += 1) {
      const row = cells[at.i];
      if (row) row[at.j] = value;
      fill(k + 1);
    }
  };
  fill(0);
  return found;
}

describe('a table of counts that is made public', () => {
  test('shows what is large or nothing, and hides what is small together with what would give it away', () => {
    const { hidden } = suppressTable([
      [20, 3, 9],
      [12, 8, 7],
      [30, 6, 0],
    ]);
    expect(hidden[0]?.[1]).toBe(true);
    expect(hidden[2]?.[2]).toBe(false); // zero tells nothing of anybody
    expect(hidden.flat().filter(Boolean).length).toBeGreaterThanOrEqual(4);
    expect(hidden[3]?.[3]).toBe(false);
  });

  test('with nothing small hides nothing', () => {
    expect(
      suppressTable([
        [5, 6],
        [0, 9],
      ]).hidden.flat(),
    ).not.toContain(true);
    expect(suppressTable([]).n).toEqual([[0]]);
    expect(suppressTable([[0]]).hidden.flat()).not.toContain(true);
  });

  test('one small count alone takes its totals with it', () => {
    const { hidden } = suppressTable([[2]]);
    expect(hidden.flat()).toEqual([true, true, true, true]);
  });

  test('two hidden counts whose sum is shown do not give away that both are small', () => {
    const { n, hidden } = suppressTable([
      [1, 1, 9],
      [8, 8, 10],
    ]);
    const tables = possible(n, hidden, 15);
    expect(Math.max(...tables.map((table) => table[0]?.[0] ?? 0))).toBeGreaterThanOrEqual(least);
  });

  test('whoever tries all tables that fit finds no small count: each could be the least that may be published', () => {
    const count = fc.oneof(
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 4 }) },
      { weight: 3, arbitrary: fc.integer({ min: 5, max: 9 }) },
    );
    const table = fc.array(fc.array(count, { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(table, (counts) => {
        const { n, hidden } = suppressTable(counts);
        const tables = possible(n, hidden, 14);
        for (const [i, row] of counts.entries())
          for (const [j, one] of row.entries()) {
            if (one === 0 || one >= least) continue;
            expect(hidden[i]?.[j]).toBe(true);
            expect(Math.max(...tables.map((fits) => fits[i]?.[j] ?? 0))).toBeGreaterThanOrEqual(least);
          }
      }),
      { numRuns: 25 },
    );
  });

  test('every small total is hidden too, in tables of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 9 }), (counts) => {
        const { n, hidden } = suppressTable(counts);
        for (const [i, row] of n.entries())
          for (const [j, one] of row.entries()) {
            if (one > 0 && one < least) expect([i, j, hidden[i]?.[j]]).toEqual([i, j, true]);
            if (one === 0) expect(hidden[i]?.[j]).toBe(false);
          }
      }),
    );
  });
});
