// "Has somebody told us this already?" (P01, P46): the likeliest open matters of the last sixty days about the same thing, each with its reasons. A hint and no more:
// a person looks, and merges or does not. Not run where concerns are created by programs; the desk asks for it.
import { addDays, atTimeOfDay, dayOf, daysBetween, type Instant } from '#core/time/day.ts';
import { loadCircumstances, rowsWithAny, seenRowsOf, type Viewer } from '#features/matters/index.ts';
import { loadPlaces, type PlaceTree } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { loadKnown } from './actions.ts';
import { countPairs, type Frequencies, likeness, pairsOf, placeNamesIn, placesDiffer, rarePairs, sharedWords } from './rules-likeness.ts';
import { bareName } from './rules-places.ts';
import { type Candidate, candidatesAmong, type IntakeDb, sampleWords } from './store.ts';

export type DuplicateQuestion = {
  text: string;
  title?: string | undefined;
  placeId?: string | null | undefined;
  placeText?: string | undefined /** Leave this one out. */;
  exceptId?: string | undefined;
};
export type DuplicateHint = {
  id: string;
  number: string;
  title: string;
  status: string;
  ownerUnitId: string;
  receivedAt: Instant;
  /** 0…1, shown with two digits. */
  score: number;
  samePlace: 'same' | 'within' | 'named' | 'unknown';
  placeWords: string;
  daysAgo: number;
  shared: readonly string[];
};

const windowDays = 60;
const sampled = 400;
const sampleLifeMs = 600_000;
const mostCandidates = 300;
/** Below these a likeness is chance: of 800 random pairs out of 3,000 published messages 99 % lie under 0.03, of pairs about one thing half lie above 0.29. */
const least = { same: 0.12, within: 0.15, named: 0.15, unknown: 0.2 } as const;

type Sample = { at: number; value: Promise<{ seen: Frequencies; total: number }> };
const samples = new WeakMap<IntakeDb, Sample>();

/** Which pairs are common words here; learnt from the newest concerns and kept for ten minutes. */
function loadSample(db: IntakeDb): Sample['value'] {
  const kept = samples.get(db);
  if (kept && performance.now() - kept.at < sampleLifeMs) return kept.value;
  const value = sampleWords(db, sampled).then(({ texts, total }) => ({ seen: countPairs(texts), total }));
  // A young county learns quickly: a small sample is not kept for long.
  value.then(
    ({ seen }) => (seen.of < sampled ? samples.delete(db) : undefined),
    () => samples.delete(db),
  );
  samples.set(db, { at: performance.now(), value });
  return value;
}

/** At most `limit` hints, the likest first, of matters that this reader may see, with their titles as they may read them. Bounded: at most 12 pairs are looked up and 600 concerns weighed, whatever the size of the county. */
export async function duplicateHints(ports: Ports, viewer: Viewer, question: DuplicateQuestion, limit = 5): Promise<DuplicateHint[]> {
  const { matchPlace } = await loadKnown(ports);
  const asked = { ...question, placeId: question.placeId ?? matchPlace(question.placeText ?? '') };
  const words = `${asked.title ?? ''}\n${asked.text}\n${asked.placeText ?? ''}`.slice(0, 2_400);
  const own = new Set(pairsOf(words));
  if (own.size < 4) return [];
  const [{ seen, total }, places] = await Promise.all([loadSample(ports.db), loadPlaces(ports.db)]);
  const now = ports.now();
  const since = atTimeOfDay(addDays(dayOf(now), -windowDays), '00:00');
  const indexed = await rowsWithAny(ports.db, rarePairs(words, seen, { total }), mostCandidates);
  const found = await candidatesAmong(ports.db, indexed, since, mostCandidates);
  const names = placeNamesIn(words);
  const hints: DuplicateHint[] = [];
  for (const one of found) {
    if (one.id === asked.exceptId) continue;
    const samePlace = placeOf(asked, one, places);
    if (samePlace === 'other' || placesDiffer(names, placeNamesIn(one.folded))) continue;
    const score = likeness(own, pairsOf(one.folded), seen);
    if (score < least[samePlace]) continue;
    hints.push({
      id: one.id,
      number: one.number,
      title: '',
      status: one.status,
      ownerUnitId: one.owner_unit_id,
      receivedAt: one.received_at,
      score,
      samePlace,
      placeWords: (one.place_id && places.wordsOf(one.place_id)) || one.place_text,
      daysAgo: daysBetween(dayOf(one.received_at), dayOf(now)),
      shared: sharedWords(words, one.folded, seen),
    });
  }
  const likest = hints.sort((a, b) => b.score - a.score).slice(0, 4 * limit);
  const rows = await seenRowsOf(
    ports,
    viewer,
    await loadCircumstances(ports.db),
    likest.map((hint) => hint.id),
  );
  return likest
    .flatMap((hint) => {
      const row = rows.get(hint.id);
      return row ? [{ ...hint, title: row.title }] : [];
    })
    .slice(0, limit);
}

/** `other` when both places are known and neither lies in the other, or both are named and the names have nothing to do with each other. */
function placeOf(asked: DuplicateQuestion, one: Candidate, places: PlaceTree): DuplicateHint['samePlace'] | 'other' {
  if (asked.placeId && one.place_id) {
    if (asked.placeId === one.place_id) return 'same';
    return places.isUnder(asked.placeId, one.place_id) || places.isUnder(one.place_id, asked.placeId) ? 'within' : 'other';
  }
  const [mine, theirs] = [bareName(asked.placeText ?? ''), bareName(one.place_text)];
  if (mine === '' || theirs === '') return 'unknown';
  if (mine.includes(theirs) || theirs.includes(mine)) return 'named';
  const other = new Set(pairsOf(theirs));
  const shared = pairsOf(mine).filter((pair) => other.has(pair)).length;
  return shared * 2 >= Math.min(other.size, mine.length - 1) ? 'named' : 'other';
}

/** The reasons in words: `同一地点（石桥村），5 天前，字词相近 0.62（路灯、不亮）`. */
export function whyLike(hint: DuplicateHint, lang: 'zh' | 'en'): string {
  const zh = lang === 'zh';
  const at = hint.placeWords === '' ? '' : zh ? `（${hint.placeWords}）` : ` (${hint.placeWords})`;
  const place = {
    same: zh ? `同一地点${at}` : `same place${at}`,
    within: zh ? `同一片地方${at}` : `same area${at}`,
    named: zh ? `地点写法相近${at}` : `place named alike${at}`,
    unknown: zh ? '地点没写全' : 'place not known',
  }[hint.samePlace];
  const ago = hint.daysAgo <= 0 ? (zh ? '今天' : 'today') : zh ? `${hint.daysAgo} 天前` : `${hint.daysAgo} days ago`;
  const score = hint.score.toFixed(2);
  const shared = hint.shared.length === 0 ? '' : zh ? `（${hint.shared.join('、')}）` : ` (${hint.shared.join(', ')})`;
  return zh ? `${place}，${ago}，字词相近 ${score}${shared}` : `${place}, ${ago}, words alike ${score}${shared}`;
}
