// Learns from decisions already made which category a text belongs to. Two linear readings are added up: one of signs alone, one that also knows subjects.
// Together they are right more often than either (docs/similarity.md has the figures, and what was tried and did not help).
import { learnLine, scoreOf } from './support-vectors.ts';
import { learnVocabulary, type Vector, type Vocabulary, vectorOf } from './vectors.ts';
import { type Encoded, type ViewName, viewNames } from './views.ts';

type Weights = Readonly<Record<ViewName, number>>;

/** How each of the two readings weighs the views. */
export const readings: readonly { weights: Weights; share: number }[] = [
  { weights: { body: 1, lead: 0.5, head: 0.7, word: 0.5, subject: 0.4, headWord: 0.4, headSubject: 0.4 }, share: 1 },
  { weights: { body: 1, lead: 0.5, head: 0.9, word: 0, subject: 0, headWord: 0, headSubject: 0 }, share: 0.5 },
];

/** Every view at its own length 1: what a learnt line is applied to. */
export const plainWeights: Weights = { body: 1, lead: 1, head: 1, word: 1, subject: 1, headWord: 1, headSubject: 1 };

export type Lines = { vocabulary: Vocabulary /** For each label, weights of features in plain views. */; lines: Float64Array[] };

const cost = 1;

/** One line for each of `labels`. `labelOf[i]` is the place of text i's label. `onStep` is told after each line. */
export function learnLines(
  texts: readonly Encoded[],
  labelOf: readonly number[],
  labels: number,
  onStep: () => void = () => undefined,
): Lines {
  const vocabulary = learnVocabulary(texts);
  const lines = Array.from({ length: labels }, () => new Float64Array(vocabulary.size + 1));
  const scaleOfFeature = featureScales(vocabulary);
  readings.forEach(({ weights, share }, reading) => {
    const vectors = texts.map((text) => vectorOf(text, vocabulary, weights));
    const learnt: Float64Array[] = [];
    for (let label = 0; label < labels; label += 1) {
      const yes = labelOf.map((one) => one === label);
      const many = yes.filter(Boolean).length;
      const yesWeight = Math.sqrt((yes.length - many) / Math.max(many, 1));
      learnt.push(learnLine(vectors, yes, vocabulary.size, { cost, yesWeight: Math.max(yesWeight, 0.05) }));
      onStep();
    }
    const spread = spreadOf(vectors, learnt);
    const scales = scaleOfFeature[reading] ?? new Float64Array(0);
    learnt.forEach((from, label) => {
      addScaled(lines[label], from, scales, share / spread);
    });
  });
  return { vocabulary, lines };
}

export const plainVector = (text: Encoded, vocabulary: Vocabulary): Vector => vectorOf(text, vocabulary, plainWeights);
export const scoresOf = (vector: Vector, lines: readonly Float64Array[]): number[] => lines.map((line) => scoreOf(vector, line));

/** For each reading, the weight of the view that a feature belongs to. */
function featureScales({ size, known }: Vocabulary): Float64Array[] {
  return readings.map(({ weights }) => {
    const scales = new Float64Array(size + 1).fill(1);
    for (const view of viewNames) for (const { at } of known[view].values()) scales[at] = weights[view];
    return scales;
  });
}

/** How far the scores of a reading lie apart, so that two readings may be added. */
function spreadOf(vectors: readonly Vector[], lines: readonly Float64Array[]): number {
  let sum = 0;
  let count = 0;
  for (const vector of vectors) {
    const scores = scoresOf(vector, lines);
    const mean = scores.reduce((total, score) => total + score, 0) / Math.max(scores.length, 1);
    for (const score of scores) sum += (score - mean) ** 2;
    count += scores.length;
  }
  return Math.sqrt(sum / Math.max(count, 1)) || 1;
}

function addScaled(to: Float64Array | undefined, from: Float64Array, scales: Float64Array, times: number): void {
  if (!to) return;
  for (let at = 0; at < from.length; at += 1) to[at] = (to[at] ?? 0) + (from[at] ?? 0) * (scales[at] ?? 1) * times;
}
