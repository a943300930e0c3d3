// Small cells are not published (rules d11, X5: k = 5): two matters in one village name their raisers to every neighbour. Where one cell alone is left out
// it could be computed from the total, so the next smallest goes with it.

export const leastPublished = 5;

/**
 * Of a tree of counts (a parent holds its children), the ids that may not be printed. Among brothers stands also what lies directly at the parent, because
 * it is the difference that anybody can compute. What lies below a hidden one is hidden too.
 */
export function hiddenInTree(cells: readonly { id: string | null; parentId: string | null; n: number }[]): Set<string | null> {
  const ids = new Set(cells.map((one) => one.id));
  const hidden = new Set<string | null>();
  const parents = new Set(cells.map((one) => (one.parentId !== null && ids.has(one.parentId) ? one.parentId : undefined)));
  for (const parent of parents) {
    const brothers = cells.filter((one) => (one.parentId !== null && ids.has(one.parentId) ? one.parentId : undefined) === parent);
    const whole = cells.find((one) => parent !== undefined && one.id === parent)?.n;
    const rest = whole === undefined ? 0 : whole - brothers.reduce((sum, one) => sum + one.n, 0);
    const shown = publishable([...brothers.map((one) => one.n), rest]);
    for (const [i, one] of brothers.entries()) if (!shown[i]) hidden.add(one.id);
  }
  const under = (id: string | null): boolean => {
    const cell = cells.find((one) => one.id === id);
    if (!cell) return false;
    return hidden.has(id) || (cell.parentId !== null && ids.has(cell.parentId) && under(cell.parentId));
  };
  return new Set(cells.filter((one) => under(one.id)).map((one) => one.id));
}

/** Which of these counts may be printed. Zero says nothing about anybody and stays, unless it is needed to hide another. */
export function publishable(counts: readonly number[], least = leastPublished): boolean[] {
  const hidden = counts.map((n) => n > 0 && n < least);
  const left = counts.reduce((sum, n, i) => sum + (hidden[i] ? n : 0), 0);
  const alone = hidden.filter(Boolean).length === 1;
  if (alone || (left > 0 && left < least)) {
    const next = counts
      .map((n, i) => ({ n, i }))
      .filter(({ i, n }) => !hidden[i] && n > 0)
      .sort((a, b) => a.n - b.n || a.i - b.i)[0];
    if (next) hidden[next.i] = true;
  }
  return hidden.map((one) => !one);
}
