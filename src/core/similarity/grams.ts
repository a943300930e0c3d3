// Signs in a row as numbers. Runs of letters and digits only: nothing spans a stop or a space.

export function gramHash(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

const STOP = /[^\p{L}\p{N}]/u;
const known = new Map<number, boolean>();

/** Whether a code unit ends a run; remembered for the signs of a language. */
function stops(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x4e00 && code <= 0x9fff) return false;
  const found = known.get(code);
  if (found !== undefined) return found;
  const stop = STOP.test(text.charAt(at)) && !(code >= 0xd800 && code <= 0xdfff);
  if (known.size < 4096) known.set(code, stop);
  return stop;
}

/** Calls `each` for every run of `from`…`to` signs in a row. `folded` is `foldForSearch` of a text. */
export function eachGram(folded: string, from: number, to: number, each: (hash: number) => void): void {
  let run = 0;
  for (let at = 0; at < folded.length; at += 1) {
    run = stops(folded, at) ? 0 : run + 1;
    for (let size = from; size <= to && size <= run; size += 1) each(gramHash(folded, at + 1 - size, at + 1));
  }
}

/** Grams in ascending order, and how often each stands in the texts together. */
export type Counted = { grams: Int32Array; counts: Int32Array };

/** Sorted and counted at once: several times faster than a table of counts, and this is asked for every text that is compared. */
export function countedGrams(texts: readonly string[], from: number, to: number): Counted {
  let room = 0;
  for (const text of texts) room += text.length * (to - from + 1);
  const all = new Int32Array(room);
  let many = 0;
  for (const text of texts)
    eachGram(text, from, to, (hash) => {
      all[many] = hash;
      many += 1;
    });
  const sorted = all.subarray(0, many).sort();
  const counts = new Int32Array(many);
  let kept = -1;
  for (let at = 0; at < many; at += 1) {
    const gram = sorted[at] ?? 0;
    if (kept < 0 || sorted[kept] !== gram) {
      kept += 1;
      sorted[kept] = gram;
    }
    counts[kept] = (counts[kept] ?? 0) + 1;
  }
  return { grams: sorted.slice(0, kept + 1), counts: counts.slice(0, kept + 1) };
}
