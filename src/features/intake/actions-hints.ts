// What the desk is shown before it registers (P01, P46): the likely twins that the index of likeness finds, and, for what came in too lately to be in it, or with the
// index switched off or empty, the plain comparison of words. Hints, each with its reasons; a person decides.
import { loadCircumstances, type Viewer } from '#features/matters/index.ts';
import { howLikely, likelyTwinsOfText, whyAlike } from '#features/similar/index.ts';
import type { Ports } from '#platform/ports.ts';
import { loadKnown } from './actions.ts';
import { type DuplicateQuestion, duplicateHints, whyLike } from './actions-duplicates.ts';

export type Hint = { number: string; title: string; why: string; holder: string };
const most = 5;

/** At most five, of matters still on their way that this person may see, the likeliest first. */
export async function deskHints(ports: Ports, viewer: Viewer, asked: DuplicateQuestion, lang: 'zh' | 'en'): Promise<Hint[]> {
  const [indexed, plain, { units, categories }] = await Promise.all([
    byIndex(ports, viewer, asked),
    duplicateHints(ports, viewer, asked),
    loadCircumstances(ports.db),
  ]);
  const placed = indexed === null ? new Set<string>() : await indexed.placedAmong(plain.map(({ id }) => id));
  const found = (indexed?.twins ?? []).map(({ row, odds, reasons }) => ({
    number: row.number,
    title: row.title || categories.nameOf(row.category_id ?? '', lang),
    why: lang === 'zh' ? `${howLikely(odds, lang)}：${whyAlike(reasons, lang)}` : `${howLikely(odds, lang)}: ${whyAlike(reasons, lang)}`,
    holder: units.nameOf(row.owner_unit_id),
  }));
  // What the index has judged it has judged: the plain comparison speaks of the others only.
  const lately = plain
    .filter(({ id }) => !placed.has(id))
    .map((hint) => ({ number: hint.number, title: hint.title, why: whyLike(hint, lang), holder: units.nameOf(hint.ownerUnitId) }));
  return [...found, ...lately].slice(0, most);
}

async function byIndex(ports: Ports, viewer: Viewer, asked: DuplicateQuestion) {
  const { matchPlace } = await loadKnown(ports);
  const placeText = asked.placeText ?? '';
  return likelyTwinsOfText(ports, viewer, {
    title: asked.title ?? '',
    text: placeText === '' ? asked.text : `${asked.text}\n${placeText}`,
    placeId: asked.placeId ?? matchPlace(placeText),
  });
}
