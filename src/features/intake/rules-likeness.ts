// How like two concerns are, and why (P01: the same thing raised twice is offered as a merge, not made a twin). Nothing is learned or hidden: shared pairs of
// characters, the rarer the heavier, and never across places that differ. Traditional characters are compared as simplified ones. A person decides.
import { toSimplified } from '#core/text/simplified.ts';
import { foldForSearch, tokensOf } from '#core/text/tokens.ts';

/** In how many of `of` sampled concerns a pair of characters stands. */
export type Frequencies = { of: number; counts: ReadonlyMap<number, number> };

/** Pairs only (they are the negative numbers): single characters stand in nearly every text. */
const pairsAsWritten = (text: string): number[] => tokensOf(text).filter((token) => token < 0);
/** The same of the text in simplified characters: what is compared. */
export const pairsOf = (text: string): number[] => pairsAsWritten(toSimplified(text));

export function countPairs(texts: readonly string[]): Frequencies {
  const counts = new Map<number, number>();
  for (const text of texts) for (const pair of pairsOf(text)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return { of: texts.length, counts };
}

const weightOf = (pair: number, { of, counts }: Frequencies): number => Math.log((of + 1) / ((counts.get(pair) ?? 0) + 0.5));

/**
 * At most `most` pairs to ask the index for: rare enough that all of them together point at no more than `rows` of `total` concerns, and seen at
 * least once before anything never seen, because what nobody else wrote finds nobody. The index holds what was written: a text in traditional characters asks for a
 * third of its pairs as they stand, for others who write so (docs/decisions/0032).
 */
export function rarePairs(
  text: string,
  seen: Frequencies,
  { most = 12, rows = 2_000, total }: { most?: number; rows?: number; total: number },
): number[] {
  const expected = (pair: number): number => (Math.max(seen.counts.get(pair) ?? 0, 0.2) / Math.max(seen.of, 1)) * total;
  const all = pairsOf(text);
  const simplified = new Set(all);
  const written = pairsAsWritten(text).filter((pair) => !simplified.has(pair));
  const room = most - Math.min(written.length, Math.floor(most / 3));
  const known = all.filter((pair) => (seen.counts.get(pair) ?? 0) > 0).sort((a, b) => expected(a) - expected(b));
  const unknown = all.filter((pair) => !seen.counts.has(pair));
  // Two thirds of what others wrote too, one third of what the sample did not hold, taken from all over the text.
  const mostKnown = Math.ceil((room * 2) / 3);
  const spread = evenly(unknown, room - Math.min(known.length, mostKnown));
  const ordered = [...known.slice(0, mostKnown), ...spread, ...known.slice(mostKnown)];
  const chosen: number[] = [];
  let pointedAt = 0;
  for (const pair of [...ordered.slice(0, room), ...evenly(written, most - room), ...ordered.slice(room)]) {
    if (chosen.length === most) break;
    if (chosen.length > 0 && pointedAt + expected(pair) > rows) continue;
    chosen.push(pair);
    pointedAt += expected(pair);
  }
  return chosen;
}

/** Some `many` of a list, from all over it. */
function evenly(list: readonly number[], many: number): number[] {
  const step = Math.max(1, Math.floor(list.length / Math.max(1, many)));
  return list.filter((_pair, at) => at % step === 0);
}

/** Cosine of the two texts' pairs, each weighed by its rarity: 0 nothing shared, 1 the same pairs. */
export function likeness(mine: ReadonlySet<number>, theirs: readonly number[], seen: Frequencies): number {
  let shared = 0;
  let other = 0;
  for (const pair of theirs) {
    const weight = weightOf(pair, seen) ** 2;
    other += weight;
    if (mine.has(pair)) shared += weight;
  }
  let own = 0;
  for (const pair of mine) own += weightOf(pair, seen) ** 2;
  return own === 0 || other === 0 ? 0 : shared / Math.sqrt(own * other);
}

// A name and the kind of place it is (a kind that only begins another name or word, 石桥|村 and 路|灯, is none): what stands before 小区, 村, 路 … Latin letters and digits belong to it (A1区, 3栋).
const PLACE_NAME =
  /([\p{Script=Han}A-Za-z0-9]{1,6}?)(小区|花园|家园|公寓|国际城|新城|广场|大厦|社区|街道|街|大道|路(?![灯面上口边过人线程由])|镇|乡|村|中学|小学|学校|学院|大学|公司|幼儿园|医院|市场|公园|(?:桥|苑|府|湾)(?![村镇乡街路社小])|城(?![市管乡区里])|区(?![域别间里内])|县|市)/gu;
const FILLER = /^(?:.*[的在了到是从和与及我这那有位于住]|我们|他们|反映|关于|请问|投诉|咨询|建议|希望|附近)+/u;
const GENERAL = new Set([
  '全',
  '本',
  '该',
  '此',
  '各',
  '农',
  '老旧',
  '整个',
  '一个',
  '这个',
  '我们',
  '进',
  '出',
  '街',
  '马',
  '道',
  '城',
  '县',
  '超',
  '批发',
  '菜',
  '农贸',
]);

/** Names of places in a text, by kind: 小区 → 幸福. General words (全村, 马路, 超市) name no place. */
export function placeNamesIn(text: string): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const [, before = '', kind = ''] of toSimplified(foldForSearch(text)).matchAll(PLACE_NAME)) {
    const name = before.replace(FILLER, '');
    if (name === '' || GENERAL.has(name)) continue;
    const known = names.get(kind);
    if (known) known.add(name);
    else names.set(kind, new Set([name]));
  }
  return names;
}

/** True when both texts name places of one kind and none of them could be the same: 幸福小区 and 阳光小区. */
export function placesDiffer(mine: ReadonlyMap<string, ReadonlySet<string>>, theirs: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  for (const [kind, names] of mine) {
    const others = theirs.get(kind);
    if (!others) continue;
    if (![...names].some((name) => [...others].some((other) => name.endsWith(other) || other.endsWith(name)))) return true;
  }
  return false;
}

/** What two texts share, in words as the first writes them: neighbouring shared pairs joined again, the rarest first. */
export function sharedWords(mine: string, theirs: string, seen: Frequencies, most = 3): string[] {
  const other = toSimplified(foldForSearch(theirs));
  const signs = [...foldForSearch(mine)];
  const runs: { words: string; weight: number }[] = [];
  for (let at = 0; at < signs.length - 1; ) {
    let end = at;
    while (
      end < signs.length &&
      end - at < 8 &&
      /[\p{L}\p{N}]/u.test(signs[end] ?? '') &&
      other.includes(toSimplified(signs.slice(at, end + 1).join('')))
    )
      end += 1;
    const words = signs.slice(at, end).join('');
    if (end - at >= 2) runs.push({ words, weight: pairsOf(words).reduce((sum, pair) => sum + weightOf(pair, seen), 0) });
    at = Math.max(end, at + 1);
  }
  const best = new Map(runs.sort((a, b) => b.weight - a.weight).map(({ words }) => [words, true]));
  return [...best.keys()].slice(0, most);
}
