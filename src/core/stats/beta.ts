// The few distributions that intervals need, written out: the regularised incomplete beta function, and from it Student's t and the exact interval of a share.
// Continued fraction and symmetry as in W. H. Press et al., Numerical Recipes, 3rd ed. 2007, section 6.4; log-gamma by C. Lanczos, SIAM J. Numer. Anal. 1 (1964) 86-96.

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0, to about 15 digits. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const y = x - 1;
  const t = y + 7.5;
  const sum = lanczos.reduce((all, c, i) => (i === 0 ? c : all + c / (y + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** I_x(a, b): the share of a beta distribution below x. Throws outside 0..1 and for a or b that are not positive. */
export function betaShare(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || !(x >= 0 && x <= 1)) throw new RangeError(`no beta share for x=${x}, a=${a}, b=${b}`);
  if (x === 0 || x === 1) return x;
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

const tiny = 1e-300;
const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

/** The continued fraction by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return h;
}

/** Where `below` of a beta distribution lies underneath. */
export function betaQuantile(below: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 200 && high - low > 1e-15; i += 1) {
    const middle = (low + high) / 2;
    if (betaShare(middle, a, b) < below) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The 97.5th percentile of Student's t: half the width of a 95 % interval in standard errors. 12.706 at one degree of freedom, towards 1.960 at many. */
export function t95(freedom: number): number {
  const x = betaQuantile(0.05, freedom / 2, 0.5); // two-sided: P(|T| > t) = I_{f/(f+t²)}(f/2, 1/2)
  return Math.sqrt((freedom * (1 - x)) / x);
}

/** Exact 95 % interval of a share (C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413); never too narrow, so fit for few counts. */
export function exactShare(part: number, whole: number): { low: number; high: number } {
  if (!Number.isInteger(part) || !Number.isInteger(whole) || part < 0 || part > whole || whole < 1)
    throw new Error(`${part} is no part of ${whole}`);
  return {
    low: part === 0 ? 0 : betaQuantile(0.025, part, whole - part + 1),
    high: part === whole ? 1 : betaQuantile(0.975, part + 1, whole - part),
  };
}
