// Learning as one act: cross-validation for the confidence and the figures, then all texts for the lines.
import { chancesOf, learnSharpness } from './chances.ts';
import { type Lines, learnLines, plainVector, scoresOf } from './learn.ts';
import { type Judged, measure, type RoutingMeasure } from './measure.ts';
import { modelFormat, type StoredModel } from './model.ts';
import { seeded, shuffle } from './seeded.ts';
import { type Encoded, encode, interner, type RoutingText, viewNames, viewsOf } from './views.ts';

export type Labelled = RoutingText & { label: string };
export type TrainRefusal = 'too-few-texts' | 'one-label';
export type Trained = { ok: true; model: StoredModel } | { ok: false; refusal: TrainRefusal };

export const leastTexts = 20;
const folds = 5;
/** A label with fewer examples cannot be learnt from and judged: it is left out of the model. */
export const leastOfLabel = 3;
export const mostTexts = 20_000;
export const silentBelow = 0.6;

export type TrainOptions = { seed?: number; onProgress?: (done: number, total: number) => void };

/** Learns from labelled texts. Refuses fewer than 20 or fewer than two labels with three texts each. The same texts in the same order give the same model. */
export function train(rows: readonly Labelled[], options: TrainOptions = {}): Trained {
  const { labels, kept } = learnable(rows);
  if (kept.length < leastTexts) return { ok: false, refusal: 'too-few-texts' };
  if (labels.length < 2) return { ok: false, refusal: 'one-label' };
  const { names, numberOf } = interner();
  const texts = kept.map((row) => encode(viewsOf(row), numberOf));
  const labelOf = kept.map(({ label }) => labels.indexOf(label));
  const step = stepper((folds + 1) * labels.length * 2, options.onProgress);
  const scored = crossScores(texts, labelOf, labels.length, { seed: options.seed ?? 1, step });
  const sharpness = learnSharpness(scored);
  const lines = learnLines(texts, labelOf, labels.length, step);
  return {
    ok: true,
    model: stored(labels, names, lines, { sharpness, trainedOn: kept.length, measured: measureAt(scored, sharpness, labels.length) }),
  };
}

export type Evaluated = { labels: string[]; measured: RoutingMeasure; byFold: number[] };

/** Five-fold cross-validation by label, the confidence learnt within each fold's other four. Slower than training, and fair. */
export function evaluate(
  rows: readonly Labelled[],
  options: TrainOptions = {},
): ({ ok: true } & Evaluated) | { ok: false; refusal: TrainRefusal } {
  const { labels, kept } = learnable(rows);
  if (kept.length < leastTexts) return { ok: false, refusal: 'too-few-texts' };
  if (labels.length < 2) return { ok: false, refusal: 'one-label' };
  const { numberOf } = interner();
  const texts = kept.map((row) => encode(viewsOf(row), numberOf));
  const labelOf = kept.map(({ label }) => labels.indexOf(label));
  const step = stepper(folds * labels.length * 2, options.onProgress);
  const scored = crossScores(texts, labelOf, labels.length, { seed: options.seed ?? 1, step });
  const judged: (Judged & { fold: number })[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    // The sharpness comes from the four other folds, never from what is judged.
    const sharpness = learnSharpness(scored.filter((one) => one.fold !== fold));
    for (const one of scored) if (one.fold === fold) judged.push({ ...judge(one, sharpness), fold });
  }
  const byFold = Array.from(
    { length: folds },
    (_, fold) =>
      measure(
        judged.filter((one) => one.fold === fold),
        labels.length,
      ).macroF1,
  );
  return { ok: true, labels, measured: measure(judged, labels.length), byFold };
}

type Scored = { scores: number[]; right: number; fold: number };

function crossScores(
  texts: readonly Encoded[],
  labelOf: readonly number[],
  labels: number,
  { seed, step }: { seed: number; step: () => void },
): Scored[] {
  const foldOf = stratified(labelOf, labels, seed);
  const scored: Scored[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const inside = texts.map((_, at) => at).filter((at) => foldOf[at] !== fold);
    const { vocabulary, lines } = learnLines(
      inside.map((at) => texts[at] as Encoded),
      inside.map((at) => labelOf[at] ?? 0),
      labels,
      step,
    );
    texts.forEach((text, at) => {
      if (foldOf[at] === fold) scored.push({ scores: scoresOf(plainVector(text, vocabulary), lines), right: labelOf[at] ?? 0, fold });
    });
  }
  return scored;
}

function judge({ scores, right }: Scored, sharpness: number): Judged {
  const chances = chancesOf(scores, sharpness);
  const [first = 0, second = 0] = chances.map((_, label) => label).sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0) || a - b);
  return { right, first, second, confidence: chances[first] ?? 0 };
}

const measureAt = (scored: readonly Scored[], sharpness: number, labels: number): RoutingMeasure =>
  measure(
    scored.map((one) => judge(one, sharpness)),
    labels,
  );

/** Which fold each text is in: every label spread evenly over all. */
export function stratified(labelOf: readonly number[], labels: number, seed: number): number[] {
  const chance = seeded(seed);
  const foldOf = labelOf.map(() => 0);
  for (let label = 0; label < labels; label += 1) {
    const own = labelOf.map((_, at) => at).filter((at) => labelOf[at] === label);
    shuffle(own, chance).forEach((at, place) => {
      foldOf[at] = place % folds;
    });
  }
  return foldOf;
}

function learnable(rows: readonly Labelled[]): { labels: string[]; kept: Labelled[] } {
  const counts = new Map<string, number>();
  const usable = rows.filter(({ label, title, text }) => label.trim() !== '' && `${title}${text}`.trim() !== '');
  for (const { label } of usable) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts].filter(([, count]) => count >= leastOfLabel).map(([label]) => label);
  labels.sort((a, b) => (a < b ? -1 : 1));
  const known = new Set(labels);
  // The newest decisions of a large county say how it works now; the machine's memory is the bound.
  return { labels, kept: usable.filter(({ label }) => known.has(label)).slice(-mostTexts) };
}

function stepper(total: number, onProgress: TrainOptions['onProgress']): () => void {
  let done = 0;
  return () => onProgress?.(++done, total);
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

function stored(
  labels: string[],
  names: readonly string[],
  { vocabulary, lines }: Lines,
  { sharpness, trainedOn, measured }: Pick<StoredModel, 'sharpness' | 'trainedOn' | 'measured'>,
): StoredModel {
  const features = {} as StoredModel['features'];
  for (const view of viewNames) {
    const entries = [...vocabulary.known[view]];
    features[view] = {
      names: entries.map(([number]) => names[number] ?? ''),
      rarity: entries.map(([, { rarity }]) => rounded(rarity)),
      weights: lines.map((line) => entries.map(([, { at }]) => rounded(line[at] ?? 0))),
    };
  }
  const constant = lines.map((line) => rounded(line[vocabulary.size] ?? 0));
  return { format: modelFormat, labels, sharpness: rounded(sharpness), silentBelow, trainedOn, measured, constant, features };
}
