// Rows of lists as this reader may see them: ledger, piles, search, merge candidates, export and the lists behind a number all pass here.

import { type RawBuilder, sql } from 'kysely';
import type { Confidentiality } from '#core/matter/events.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, nothingKnown, redactWords, starKnown } from '#core/text/redact.ts';
import type { Ports } from '#platform/ports.ts';
import type { ListedMatter } from './listed.ts';
import type { MatterDb, SealedRaiser } from './store.ts';
import { maySeeContact, maySeeStanding, relationsOf, type Standing, type Viewer } from './visibility.ts';
import { type Field, grantsOf, type Seeing } from './visibility-matrix.ts';
import { knownOfMany, openRaiser } from './visibility-read.ts';
import type { Seeers } from './visibility-seen.ts';

declare const seen: unique symbol;

/** `title` and `place_text` are this reader's; an empty title was withheld (a page then shows the category). Made by seenRows only. */
export type SeenRow = ListedMatter & { readonly [seen]: true; readonly mayOpenContact: boolean };

export type WithRaiser = ListedMatter & SealedRaiser;

/** The rows of `list` (in brackets, one row a matter) with their sealed raiser, which comes along to be starred out of the words: a question less for every list. */
export const withRaiser = (list: RawBuilder<unknown>): RawBuilder<WithRaiser> =>
  sql`select m.*, r.name_sealed, r.phone_sealed, r.address_sealed, r.anonymised_at is not null as gone from ${list} m left join raiser r on r.matter_id = m.id`;

/** The rows alone, and what is known of the raisers whom this reader may not see. Of those anonymised it stands elsewhere; they are left out. */
export function openedRows(
  ports: Pick<Ports, 'secrets'>,
  viewer: Viewer,
  found: readonly WithRaiser[],
): { rows: ListedMatter[]; known: Map<string, KnownOfRaiser> } {
  const rows: ListedMatter[] = [];
  const known = new Map<string, KnownOfRaiser>();
  for (const { name_sealed, phone_sealed, address_sealed, gone, ...row } of found) {
    rows.push(row);
    if (!gone && !mayOpen(row, viewer)) known.set(row.id, openRaiser(ports, row.id, { name_sealed, phone_sealed, address_sealed }));
  }
  return { rows, known };
}

/** In the order given; what this reader may not see at all is not in it, whatever SQL found. `opened`: what was read of their raisers already. */
export async function seenRows(
  ports: Pick<Ports, 'now' | 'secrets'> & { db: MatterDb },
  viewer: Viewer,
  { units }: Seeers,
  rows: readonly ListedMatter[],
  opened: ReadonlyMap<string, KnownOfRaiser> = new Map(),
): Promise<SeenRow[]> {
  const judged = rows
    .filter((row) => maySeeStanding(standing(row), viewer, { units }))
    .map((row) => ({ row, grants: grantsOf(relationsOf(standing(row), viewer, { units }), row.confidentiality as Confidentiality) }));
  const needKnown = judged.filter(({ row, grants }) => grants.words !== 'task' && !mayOpen(row, viewer)).map(({ row }) => row.id);
  const missing = needKnown.filter((id) => !opened.has(id));
  const known = missing.length > 0 ? new Map([...opened, ...(await knownOfMany(ports, missing))]) : opened;
  return judged.map(({ row, grants }) => {
    const mayOpenContact = mayOpen(row, viewer);
    const show = (field: Field, text: string): string => {
      const grant = grants[field];
      if (redacts(grant)) return redactWords(text, known.get(row.id) ?? nothingKnown);
      return grant === 'yes' ? (mayOpenContact ? text : maskSensitive(starKnown(text, known.get(row.id) ?? nothingKnown))) : '';
    };
    return { ...row, title: show('words', row.title), place_text: show('place', row.place_text), mayOpenContact } as SeenRow;
  });
}

const standing = (row: ListedMatter): Standing => ({
  accusedUnitId: row.accused_unit_id,
  ownerUnitId: row.owner_unit_id,
  handledBy: row.handled_by,
  helperUnits: row.helper_units,
});
const redacts = (grant: Seeing): boolean => grant === 'redacted' || grant === 'needed';

export const mayOpen = (row: ListedMatter | undefined, viewer: Viewer): boolean =>
  row !== undefined && maySeeContact(viewer, { handledBy: row.handled_by, confidentiality: row.confidentiality as Confidentiality });

/** How the words of this row stand to this reader, for a search in them. */
export const wordsOf = (row: ListedMatter, viewer: Viewer, tree: Seeers): Seeing =>
  grantsOf(relationsOf(standing(row), viewer, tree), row.confidentiality as Confidentiality).words;
