// "可能是同一件事" for a person who looks at a matter: who is like it, and why, through what this person may see.
import type { Message } from '#core/similarity/message.ts';
import { prepare } from '#core/similarity/prepare.ts';
import { type Reasons, reasonsFor } from '#core/similarity/reasons.ts';
import { toSimplified } from '#core/text/simplified.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { msOf } from '#core/time/day.ts';
import { type ListedMatter, loadCircumstances, type SeenRow, seenRows, type Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { type Found, likelyOf, loadRarity, messageOf, placeMatter, readSwitches } from './actions.ts';
import * as store from './store.ts';

export type Twin = { row: SeenRow; odds: number; reasons: Reasons };

const most = 5;
const nothing: Reasons = { names: [], words: '', sameSubject: false, days: null };

/** Reasons are words of both: whoever may not open the raiser's contact gets only those that stand in title or place as they see them, where name and address are starred. */
export function asSeen(reasons: Reasons, row: Pick<SeenRow, 'title' | 'place_text' | 'mayOpenContact'>): Reasons {
  if (row.mayOpenContact) return reasons;
  const compared = (text: string) => toSimplified(foldForSearch(text));
  const shown = compared(`${row.title}\n${row.place_text}`);
  const stands = (words: string) => shown.includes(compared(words));
  return { ...reasons, names: reasons.names.filter(stands), words: stands(reasons.words) ? reasons.words : '' };
}

/**
 * At most five, the likeliest first, and only of matters still on their way. Whose words this reader may not see is there without reasons, because reasons are words;
 * whose matter this reader may not see at all is not there. A matter that the clock has not placed yet is placed now.
 */
export async function likelyTwins(ports: Ports, viewer: Viewer, matterId: string): Promise<Twin[]> {
  if (!(await readSwitches(ports.db)).twins) return [];
  if (!(await store.isPlaced(ports.db, matterId)) && !(await placeMatter(ports, matterId))) return [];
  const links = await store.linksOf(ports.db, matterId, most * 3);
  if (links.length === 0) return [];
  const mine = await store.wordsOf(ports.db, matterId);
  return twinsOf(
    ports,
    viewer,
    links.map(({ otherId, odds }) => ({ id: otherId, odds })),
    mine === null ? null : messageOf(mine),
  );
}

export type AskedText = { title: string; text: string; placeId: string | null };

/**
 * The same for words that are not saved yet, as the desk types them. Null when the index cannot tell: it is switched off, or nothing was placed yet. `placedAmong` says
 * which of other matters the index has judged, so that who asks can look for himself at those that came in a moment ago.
 */
export async function likelyTwinsOfText(
  ports: Ports,
  viewer: Viewer,
  asked: AskedText,
): Promise<{ twins: Twin[]; placedAmong: (ids: readonly string[]) => Promise<Set<string>> } | null> {
  if (!(await readSwitches(ports.db)).twins || !(await store.isAnyPlaced(ports.db))) return null;
  const found = await likelyOf(ports, asked);
  const own = { title: asked.title, body: asked.text, time: msOf(ports.now()), sender: '' };
  return { twins: await twinsOf(ports, viewer, found, own), placedAmong: (ids) => store.placedAmong(ports.db, ids) };
}

/** Through what this person may see: no words of the other where they may not read them, and no row where they may not see the matter. */
async function twinsOf(ports: Ports, viewer: Viewer, found: readonly Pick<Found, 'id' | 'odds'>[], mine: Message | null): Promise<Twin[]> {
  if (found.length === 0) return [];
  const [rows, circumstances, { rarity }] = await Promise.all([
    store.runningRows<ListedMatter>(
      ports.db,
      found.map(({ id }) => id),
      viewer.id,
    ),
    loadCircumstances(ports.db),
    loadRarity(ports.db),
  ]);
  const seen = new Map((await seenRows(ports, viewer, circumstances, rows)).map((row) => [row.id, row]));
  const own = mine === null ? null : prepare(mine, rarity);
  const twins: Twin[] = [];
  for (const { id, odds } of found) {
    const row = seen.get(id);
    if (!row || twins.length === most) continue;
    const other = row.title === '' || own === null ? null : await store.wordsOf(ports.db, id);
    const reasons = other === null || own === null ? nothing : reasonsFor(own, prepare(messageOf(other), rarity), rarity);
    twins.push({ row, odds, reasons: asSeen(reasons, row) });
  }
  return twins;
}
