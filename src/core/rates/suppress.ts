// Small cells are not published (rules d11, X5: k = 5): two matters in one village name their raisers to every neighbour. Where one cell alone is left out
// it could be computed from the total, so the next smallest goes with it.

export const leastPublished = 5;

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
