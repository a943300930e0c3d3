// Regression on counts: log E(y) = offset + Xb, fitted by iteratively reweighted least squares (P. McCullagh, J. A. Nelder, Generalized Linear Models, 2nd ed. 1989,
// ch. 2 and 6). Counts of concerns scatter more than Poisson allows (one pipe bursts, five call), so the covariance is multiplied by the dispersion
// (quasi-likelihood: R. W. M. Wedderburn, Biometrika 61 (1974) 439-447), never by less than one.

export type Fit = {
  coefficients: readonly number[];
  /** Of the coefficients, dispersion already in it. */
  covariance: readonly (readonly number[])[];
  fitted: readonly number[];
  /** Pearson's chi-square over the degrees of freedom, as found; the covariance uses max(1, dispersion). */
  dispersion: number;
  freedom: number;
};

/**
 * Null where there is no answer: fewer rows than columns + 2, columns that say the same twice, a side of all zeros (the estimate runs to minus infinity), or no
 * convergence in 60 steps. `rows` are the lines of X, `counts` whole numbers ≥ 0.
 */
export function fitCounts(rows: readonly (readonly number[])[], counts: readonly number[]): Fit | null {
  const n = rows.length;
  const p = rows[0]?.length ?? 0;
  if (p === 0 || n < p + 2 || counts.length !== n) return null;
  let b: number[] = [];
  let mu = counts.map((y) => y + 0.5);
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 60; step += 1) {
    const z = mu.map((m, i) => Math.log(m) + ((counts[i] ?? 0) - m) / m);
    const root = cholesky(crossed(rows, mu));
    if (root === null) return null;
    b = solve(root, weighted(rows, mu, z));
    mu = rows.map((row) => Math.exp(dot(row, b)));
    if (mu.some((m) => !Number.isFinite(m) || m > 1e9)) return null;
    const deviance = mu.reduce((sum, m, i) => sum + devianceOf(counts[i] ?? 0, m), 0);
    if (Math.abs(deviance - before) < 1e-11 * (Math.abs(deviance) + 0.1)) return finished(rows, counts, b, mu);
    before = deviance;
  }
  return null;
}

function finished(rows: readonly (readonly number[])[], counts: readonly number[], b: number[], mu: number[]): Fit | null {
  const root = cholesky(crossed(rows, mu));
  if (root === null) return null;
  const freedom = rows.length - b.length;
  const dispersion = mu.reduce((sum, m, i) => sum + ((counts[i] ?? 0) - m) ** 2 / m, 0) / freedom;
  const scale = Math.max(1, dispersion);
  const covariance = b.map((_, j) =>
    solve(
      root,
      b.map((__, k) => (k === j ? scale : 0)),
    ),
  );
  if (covariance.some((row, j) => !((row[j] ?? 0) < hopeless))) return null; // a side of nothing but zeros: the estimate runs away
  return { coefficients: b, covariance, fitted: mu, dispersion, freedom };
}
const hopeless = 1e4;

export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** Standard error of a weighted sum of coefficients. */
export const errorOf = (fit: Fit, weights: readonly number[]): number =>
  Math.sqrt(
    dot(
      weights,
      fit.covariance.map((row) => dot(row, weights)),
    ),
  );

const devianceOf = (y: number, m: number): number => 2 * ((y > 0 ? y * Math.log(y / m) : 0) - (y - m));

/** XᵀWX. */
function crossed(rows: readonly (readonly number[])[], w: readonly number[]): number[][] {
  const p = rows[0]?.length ?? 0;
  const out = Array.from({ length: p }, () => new Array<number>(p).fill(0));
  for (const [i, row] of rows.entries())
    for (let j = 0; j < p; j += 1)
      for (let k = 0; k < p; k += 1) (out[j] as number[])[k] = (out[j]?.[k] ?? 0) + (w[i] ?? 0) * (row[j] ?? 0) * (row[k] ?? 0);
  return out;
}

/** XᵀWz. */
function weighted(rows: readonly (readonly number[])[], w: readonly number[], z: readonly number[]): number[] {
  const p = rows[0]?.length ?? 0;
  return Array.from({ length: p }, (_, j) => rows.reduce((sum, row, i) => sum + (row[j] ?? 0) * (w[i] ?? 0) * (z[i] ?? 0), 0));
}

/** The lower root of a positive definite matrix; null when it is none (to twelve digits of its own scale). */
function cholesky(a: readonly (readonly number[])[]): number[][] | null {
  const n = a.length;
  const root = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (root[i]?.[k] ?? 0) * (root[j]?.[k] ?? 0);
      if (i === j) {
        if (!(sum > 1e-12 * Math.max(1e-12, a[i]?.[i] ?? 0))) return null;
        (root[i] as number[])[i] = Math.sqrt(sum);
      } else (root[i] as number[])[j] = sum / (root[j]?.[j] ?? 1);
    }
  return root;
}

function solve(root: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = root.length;
  const y: number[] = [];
  for (let i = 0; i < n; i += 1) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (root[i]?.[k] ?? 0) * (y[k] ?? 0);
    y[i] = sum / (root[i]?.[i] ?? 1);
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k += 1) sum -= (root[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (root[i]?.[i] ?? 1);
  }
  return x;
}
