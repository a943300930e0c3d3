// How the weights of likeness are learnt (docs/similarity.md), and what they are worth on messages not learnt from: logistic regression by Newton's steps on pairs that
// `group` compares, and halves in which every agreed class lies whole on one side. All from seeds; nothing of the messages is kept but the numbers.
import { featureNames, type Observed } from '#core/similarity/compare.ts';
import { group } from '#core/similarity/group.ts';
import type { Message } from '#core/similarity/message.ts';
import type { weights } from '#core/similarity/weights.ts';

type Weights = typeof weights;
/** `right`: the agreed class, null when it is not scored. */
export type Agreed = { message: Message; right: string | null };

/** Pulls weights of observations brought to one spread towards 0. */
const pull = 30;
const mostSteps = 12;

/** Pairs of a class of n count 1/(n - 1) each: a class weighs as much as it has letters. `shift` moves all odds: it stands for the bar in join.ts. */
export function learnWeights(agreed: readonly Agreed[], shift: number): Weights {
  const sizes = new Map<string, number>();
  for (const { right } of agreed) if (right !== null) sizes.set(right, (sizes.get(right) ?? 0) + 1);
  const rows: { x: number[]; y: number; weight: number }[] = [];
  const messages = agreed.map(({ message }) => message);
  const onPair = (a: number, b: number, observed: Observed): void => {
    const [one, other] = [agreed[a]?.right ?? null, agreed[b]?.right ?? null];
    if (one === null || other === null) return;
    const y = one === other ? 1 : 0;
    rows.push({ x: featureNames.map((name) => observed[name]), y, weight: y === 1 ? 1 / Math.max(1, (sizes.get(one) ?? 2) - 1) : 1 });
  };
  group(messages, { onPair });
  const spread = featureNames.map((_name, at) => {
    const mean = rows.reduce((sum, { x }) => sum + (x[at] ?? 0), 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, { x }) => sum + ((x[at] ?? 0) - mean) ** 2, 0) / rows.length) || 1;
    return { mean, deviation };
  });
  const even = rows.map(({ x, y, weight }) => ({
    x: [...x.map((value, at) => (value - (spread[at]?.mean ?? 0)) / (spread[at]?.deviation ?? 1)), 1],
    y,
    weight,
  }));
  const beta = newton(even, featureNames.length + 1);
  const learnt = Object.fromEntries(featureNames.map((name, at) => [name, (beta[at] ?? 0) / (spread[at]?.deviation ?? 1)])) as Record<
    (typeof featureNames)[number],
    number
  >;
  const constant = featureNames.reduce((sum, name, at) => sum - learnt[name] * (spread[at]?.mean ?? 0), beta.at(-1) ?? 0);
  return { ...learnt, constant: constant + shift };
}

function newton(rows: readonly { x: readonly number[]; y: number; weight: number }[], many: number): number[] {
  const beta = new Array<number>(many).fill(0);
  for (let step = 0; step < mostSteps; step += 1) {
    const table = Array.from({ length: many }, (_, at) =>
      Array.from({ length: many + 1 }, (_other, to) => (to === at ? (at < many - 1 ? pull : 1e-9) : 0)),
    );
    for (let at = 0; at < many - 1; at += 1) (table[at] as number[])[many] = -pull * (beta[at] ?? 0);
    for (const { x, y, weight } of rows) {
      const chance = 1 / (1 + Math.exp(-x.reduce((sum, value, at) => sum + value * (beta[at] ?? 0), 0)));
      const [miss, steep] = [weight * (y - chance), weight * Math.max(chance * (1 - chance), 1e-6)];
      for (let at = 0; at < many; at += 1) {
        const line = table[at] as number[];
        const value = x[at] ?? 0;
        line[many] = (line[many] ?? 0) + miss * value;
        for (let to = 0; to < many; to += 1) line[to] = (line[to] ?? 0) + steep * value * (x[to] ?? 0);
      }
    }
    const change = solved(table);
    change.forEach((value, at) => {
      beta[at] = (beta[at] ?? 0) + value;
    });
    if (Math.max(...change.map(Math.abs)) < 1e-5) break;
  }
  return beta;
}

/** Gauss: the table is symmetric and definite, so no rows are exchanged. */
function solved(table: readonly number[][]): number[] {
  const many = table.length;
  for (let at = 0; at < many; at += 1) {
    const line = table[at] as number[];
    for (let below = at + 1; below < many; below += 1) {
      const other = table[below] as number[];
      const times = (other[at] ?? 0) / (line[at] ?? 1);
      for (let to = at; to <= many; to += 1) other[to] = (other[to] ?? 0) - times * (line[to] ?? 0);
    }
  }
  const found = new Array<number>(many).fill(0);
  for (let at = many - 1; at >= 0; at -= 1) {
    const line = table[at] as number[];
    let rest = line[many] ?? 0;
    for (let to = at + 1; to < many; to += 1) rest -= (line[to] ?? 0) * (found[to] ?? 0);
    found[at] = rest / (line[at] ?? 1);
  }
  return found;
}

/** Two halves by seed: a class whole on one side, what stands alone by chance. */
export function halvesOf(agreed: readonly Agreed[], classOf: readonly (string | null)[], seed: number): [Agreed[], Agreed[]] {
  const chance = chances(seed);
  const sides = new Map([...new Set(classOf.filter((name) => name !== null))].sort().map((name) => [name, chance() < 0.5 ? 0 : 1]));
  const halves: [Agreed[], Agreed[]] = [[], []];
  agreed.forEach((one, at) => {
    const name = classOf[at] ?? null;
    halves[name === null ? (chance() < 0.5 ? 0 : 1) : (sides.get(name) ?? 0)]?.push(one);
  });
  return halves;
}

/** Mulberry32. */
function chances(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
