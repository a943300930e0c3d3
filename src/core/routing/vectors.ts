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
    for (const text of texts) for (const feature of text[view].features) seenIn.set(feature, (seenIn.get(feature) ?? 0) + 1);
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
  const used = viewNames.filter((view) => weights[view] !== 0);
  const most = used.reduce((sum, view) => sum + text[view].features.length, 0);
  const at = new Int32Array(most);
  const value = new Float64Array(most);
  let end = 0;
  for (const view of used) {
    const start = end;
    const { features, counts } = text[view];
    let square = 0;
    for (let one = 0; one < features.length; one += 1) {
      const found = known[view].get(features[one] ?? -1);
      if (!found) continue;
      const weight = Math.sqrt(counts[one] ?? 0) * found.rarity;
      at[end] = found.at;
      value[end] = weight;
      square += weight * weight;
      end += 1;
    }
    // Every view is of length 1 by itself, whatever the length of the text.
    const length = Math.sqrt(square) || 1;
    for (let one = start; one < end; one += 1) value[one] = ((value[one] ?? 0) / length) * weights[view];
  }
  return { at: at.slice(0, end), value: Float32Array.from(value.subarray(0, end)) };
}
