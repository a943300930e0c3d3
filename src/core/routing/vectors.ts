// Texts as numbers: for each view, every known feature by how often it stands in the text (its root) and how rare it is elsewhere, the view brought to length 1.
import { type Encoded, type ViewName, viewNames, views } from './views.ts';

/** Number of a feature → its place in a line and its rarity. Places run on through all views. */
export type Vocabulary = { size: number; known: Record<ViewName, Map<number, { at: number; rarity: number }>> };
export type Vector = { at: Int32Array; value: Float32Array };

/** Learns what stands in at least as many texts as its view asks for. The order of the texts decides nothing but the numbers. */
export function learnVocabulary(texts: readonly Encoded[]): Vocabulary {
  let size = 0;
  const known = {} as Vocabulary['known'];
  for (const view of viewNames) {
    const seenIn = new Map<number, number>();
    for (const text of texts) for (const feature of new Set(text[view])) seenIn.set(feature, (seenIn.get(feature) ?? 0) + 1);
    const kept = new Map<number, { at: number; rarity: number }>();
    for (const [feature, count] of seenIn) {
      if (count < views[view].least) continue;
      kept.set(feature, { at: size, rarity: (Math.log((1 + texts.length) / (1 + count)) + 1) ** views[view].rarity });
      size += 1;
    }
    known[view] = kept;
  }
  return { size, known };
}

/** One text in the views' given weights. A view of weight 0 is left out. */
export function vectorOf(text: Encoded, { known }: Vocabulary, weights: Readonly<Record<ViewName, number>>): Vector {
  const at: number[] = [];
  const value: number[] = [];
  for (const view of viewNames) {
    if (weights[view] === 0) continue;
    const part = unitPart(text[view], known[view]);
    for (const [feature, weight] of part) {
      at.push(feature);
      value.push(weight * weights[view]);
    }
  }
  return { at: Int32Array.from(at), value: Float32Array.from(value) };
}

/** Number and weight of each known feature of one view, of length 1 together. */
function unitPart(features: Int32Array, known: ReadonlyMap<number, { at: number; rarity: number }>): Map<number, number> {
  const part = new Map<number, number>();
  const rarities = new Map<number, number>();
  for (const feature of features) {
    const found = known.get(feature);
    if (!found) continue;
    part.set(found.at, (part.get(found.at) ?? 0) + 1);
    rarities.set(found.at, found.rarity);
  }
  let square = 0;
  for (const [at, count] of part) {
    const weight = Math.sqrt(count) * (rarities.get(at) ?? 0);
    part.set(at, weight);
    square += weight * weight;
  }
  const length = Math.sqrt(square) || 1;
  for (const [at, weight] of part) part.set(at, weight / length);
  return part;
}
