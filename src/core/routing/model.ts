// A learnt model as a plain value that a file or a table may hold, and what it proposes for one text.
import { chancesOf } from './chances.ts';
import { plainVector, scoresOf } from './learn.ts';
import type { RoutingMeasure } from './measure.ts';
import type { Vocabulary } from './vectors.ts';
import { encode, interner, type RoutingText, type ViewName, viewNames, viewsOf } from './views.ts';

export const modelFormat = 'daodi-routing-1';

/** Plain JSON. Weights are rounded: a file of thousandths says the same. */
export type StoredModel = {
  format: typeof modelFormat;
  labels: string[];
  sharpness: number;
  /** Below this confidence nothing is proposed. */
  silentBelow: number;
  trainedOn: number;
  /** By cross-validation on the texts learnt from; null when there were too few. */
  measured: RoutingMeasure | null;
  constant: number[];
  features: Record<ViewName, { names: string[]; rarity: number[] /** For each label one weight a feature. */; weights: number[][] }>;
};

export type Model = {
  labels: readonly string[];
  sharpness: number;
  silentBelow: number;
  trainedOn: number;
  vocabulary: Vocabulary;
  numberOf: (feature: string) => number;
  lines: Float64Array[];
};

export type Proposal = {
  label: string;
  confidence: number;
  second: string;
  third: string;
  /** True when the machine would rather say nothing. */
  silent: boolean;
  /** Words of the text that spoke for the label, the heaviest first. */
  words: string[];
};

export function openModel(stored: StoredModel): Model {
  let size = 0;
  const known = {} as Vocabulary['known'];
  const { names: all, numberOf } = interner();
  for (const view of viewNames) {
    const { names, rarity } = stored.features[view];
    known[view] = new Map(names.map((name, one) => [numberOf(name), { at: size + one, rarity: rarity[one] ?? 0 }]));
    size += names.length;
  }
  const numbers = new Map(all.map((name, number) => [name, number]));
  const lines = stored.labels.map((_, label) => {
    const line = new Float64Array(size + 1);
    let at = 0;
    for (const view of viewNames) for (const weight of stored.features[view].weights[label] ?? []) line[at++] = weight;
    line[size] = stored.constant[label] ?? 0;
    return line;
  });
  return {
    labels: stored.labels,
    sharpness: stored.sharpness,
    silentBelow: stored.silentBelow,
    trainedOn: stored.trainedOn,
    vocabulary: { size, known },
    numberOf: (feature) => numbers.get(feature) ?? -1,
    lines,
  };
}

/** Whether a value read from a file is a model of this form; anything may stand in a file. */
export function isStoredModel(value: unknown): value is StoredModel {
  if (typeof value !== 'object' || value === null) return false;
  const model = value as Partial<StoredModel>;
  if (model.format !== modelFormat || !Array.isArray(model.labels) || model.labels.length < 2 || !Array.isArray(model.constant))
    return false;
  if (typeof model.sharpness !== 'number' || typeof model.silentBelow !== 'number' || typeof model.features !== 'object') return false;
  const { labels, features } = model;
  return viewNames.every((view) => {
    const part = features?.[view];
    return (
      Array.isArray(part?.names) &&
      Array.isArray(part.rarity) &&
      part.rarity.length === part.names.length &&
      Array.isArray(part.weights) &&
      part.weights.length === labels.length &&
      part.weights.every((line) => Array.isArray(line) && line.length === part.names.length)
    );
  });
}

/** Proposes; decides nothing. An empty text gets the commonest answer with no confidence, so it is silent. */
export function propose(model: Model, text: RoutingText): Proposal {
  const features = viewsOf(text);
  const vector = plainVector(encode(features, model.numberOf), model.vocabulary);
  const scores = scoresOf(vector, model.lines);
  const chances = chancesOf(scores, model.sharpness);
  const order = chances.map((_, label) => label).sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0) || a - b);
  const [first = 0, second = 0, third = second] = order;
  // So many texts that came right prove no more than this (Laplace's rule of succession).
  const provable = 1 - 1 / (model.trainedOn + 2);
  const confidence = vector.at.length === 0 ? 0 : Math.min(chances[first] ?? 0, provable) * knownShare(model, features.body);
  return {
    label: model.labels[first] ?? '',
    confidence,
    second: model.labels[second] ?? '',
    third: model.labels.length > 2 ? (model.labels[third] ?? '') : '',
    silent: confidence < model.silentBelow,
    words: wordsFor(model, text, first),
  };
}

/** 1 for a text of whose pairs of signs half or more are known from the texts learnt from, less below: a chance counted from three known signs is none. */
function knownShare(model: Model, body: readonly string[]): number {
  const pairs = body.filter((feature) => feature.length > 1);
  const known = pairs.filter((feature) => model.vocabulary.known.body.has(model.numberOf(feature))).length;
  return Math.min(1, (2 * known) / Math.max(pairs.length, 1));
}

const mostWords = 5;

/** Pairs and known words of the text by what they add to the label's score above the mean of all labels; parts of a heavier word are left out. */
function wordsFor(model: Model, text: RoutingText, label: number): string[] {
  const features = viewsOf(text);
  const { at, value } = plainVector(encode(features, model.numberOf), model.vocabulary);
  const worth = new Map<number, number>();
  at.forEach((feature, one) => {
    const own = model.lines[label]?.[feature] ?? 0;
    const mean = model.lines.reduce((sum, line) => sum + (line[feature] ?? 0), 0) / model.lines.length;
    worth.set(feature, (own - mean) * (value[one] ?? 0));
  });
  const byWord = new Map<string, number>();
  for (const view of viewNames) {
    if (view === 'subject' || view === 'headSubject') continue; // a subject is no word of the text
    for (const feature of new Set(features[view])) {
      const found = model.vocabulary.known[view].get(model.numberOf(feature));
      if (!found || [...feature].length < 2) continue;
      byWord.set(feature, (byWord.get(feature) ?? 0) + (worth.get(found.at) ?? 0) * (view === 'word' || view === 'headWord' ? 2 : 1));
    }
  }
  const chosen: string[] = [];
  for (const [word, weight] of [...byWord].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    if (weight <= 0 || chosen.length === mostWords) break;
    // 口路 out of 门口 and 路灯 says nothing to a reader.
    if (!chosen.some((other) => [...word].some((sign) => other.includes(sign)))) chosen.push(word);
  }
  return chosen;
}
