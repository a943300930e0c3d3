// A linear classifier that says yes or no: L2-regularised squared hinge loss, solved in its dual by coordinate descent.
// Method: Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008 (algorithm 1, without shrinking).
import { seeded, shuffle } from './seeded.ts';
import type { Vector } from './vectors.ts';

export type LinearOptions = {
  cost: number /** Times as heavy as the others are texts that answer yes. */;
  yesWeight: number;
  rounds?: number;
  tolerance?: number;
};

/** Weights of `size` features and, last, of the constant. `yes[i]` tells what text i should answer. Deterministic. */
export function learnLine(texts: readonly Vector[], yes: readonly boolean[], size: number, options: LinearOptions): Float64Array {
  const { cost, yesWeight, rounds = 40, tolerance = 0.05 } = options;
  const weights = new Float64Array(size + 1);
  const pull = new Float64Array(texts.length);
  const slack = Float64Array.from(yes, (one) => 0.5 / (one ? cost * yesWeight : cost));
  const curve = Float64Array.from(texts, (text, one) => 1 + (slack[one] ?? 0) + squareOf(text));
  const order = texts.map((_, at) => at);
  const chance = seeded(7);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, chance);
    let worst = 0;
    for (const one of order) {
      const text = texts[one];
      if (!text) continue;
      const sign = yes[one] ? 1 : -1;
      const before = pull[one] ?? 0;
      const slope = sign * scoreOf(text, weights) - 1 + (slack[one] ?? 0) * before;
      const possible = before === 0 ? Math.min(slope, 0) : slope;
      worst = Math.max(worst, Math.abs(possible));
      if (Math.abs(possible) < 1e-12) continue;
      const after = Math.max(before - slope / (curve[one] ?? 1), 0);
      pull[one] = after;
      addTo(weights, text, (after - before) * sign);
    }
    if (worst < tolerance) break;
  }
  return weights;
}

/** What the line says about a text: above 0 yes. */
export function scoreOf({ at, value }: Vector, weights: Float64Array): number {
  let sum = weights[weights.length - 1] ?? 0;
  for (let one = 0; one < at.length; one += 1) sum += (weights[at[one] ?? 0] ?? 0) * (value[one] ?? 0);
  return sum;
}

function squareOf({ value }: Vector): number {
  let sum = 0;
  for (let one = 0; one < value.length; one += 1) sum += (value[one] ?? 0) ** 2;
  return sum;
}

function addTo(weights: Float64Array, { at, value }: Vector, times: number): void {
  for (let one = 0; one < at.length; one += 1) {
    const feature = at[one] ?? 0;
    weights[feature] = (weights[feature] ?? 0) + times * (value[one] ?? 0);
  }
  const last = weights.length - 1;
  weights[last] = (weights[last] ?? 0) + times;
}
