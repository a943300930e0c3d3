// "可能是同一件事" for a person who looks at a matter: who is like it, and why, through what this person may see.
import { prepare } from '#core/similarity/prepare.ts';
import { type Reasons, reasonsFor } from '#core/similarity/reasons.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { type ListedMatter, loadCircumstances, type SeenRow, seenRows, type Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { loadRarity, messageOf, placeMatter, readSwitches } from './actions.ts';
import * as store from './store.ts';

export type Twin = { row: SeenRow; odds: number; reasons: Reasons };

const most = 5;
const nothing: Reasons = { names: [], words: '', sameSubject: false, days: null };

/** Reasons are words of both: whoever may not open the raiser's contact gets only those that stand in title or place as they see them, where name and address are starred. */
export function asSeen(reasons: Reasons, row: Pick<SeenRow, 'title' | 'place_text' | 'mayOpenContact'>): Reasons {
  if (row.mayOpenContact) return reasons;
  const shown = foldForSearch(`${row.title}\n${row.place_text}`);
  const stands = (words: string) => shown.includes(foldForSearch(words));
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
  const [rows, circumstances, mine, { rarity }] = await Promise.all([
    store.runningRows<ListedMatter>(
      ports.db,
      links.map(({ otherId }) => otherId),
      viewer.id,
    ),
    loadCircumstances(ports.db),
    store.wordsOf(ports.db, matterId),
    loadRarity(ports.db),
  ]);
  const seen = new Map((await seenRows(ports, viewer, circumstances, rows)).map((row) => [row.id, row]));
  const own = mine === null ? null : prepare(messageOf(mine), rarity);
  const twins: Twin[] = [];
  for (const { otherId, odds } of links) {
    const row = seen.get(otherId);
    if (!row || twins.length === most) continue;
    const other = row.title === '' || own === null ? null : await store.wordsOf(ports.db, otherId);
    const reasons = other === null || own === null ? nothing : reasonsFor(own, prepare(messageOf(other), rarity), rarity);
    twins.push({ row, odds, reasons: asSeen(reasons, row) });
  }
  return twins;
}
