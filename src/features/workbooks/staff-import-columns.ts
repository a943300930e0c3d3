// From a file to a table with a heading, and from its columns to what each stands for.
import { type MessageColumn, messageColumns, severalColumns } from '#platform/spreadsheets/message-columns.ts';
import { lookAtTable, type TableLook } from '#platform/spreadsheets/messages-table.ts';
import { isOldTable, modernTable } from '#platform/spreadsheets/read-table.ts';
import { type Head, proposeHead } from '#platform/spreadsheets/table-head.ts';
import type { TableRefusal } from '#platform/spreadsheets/table-refusals.ts';
import { fieldNames, importText } from './pages/import-words.ts';

const mostSheetsTried = 4;

export type AsTable = { ok: true; bytes: Uint8Array; look: TableLook; head: Head | null } | { ok: false; refusal: TableRefusal };

/** The table as it will be read; of several sheets the first in which a heading is found. */
export async function asTable(came: Uint8Array, name: string, office: string | null | undefined): Promise<AsTable> {
  const modern = isOldTable(came) ? await modernTable(came, { office }) : { ok: true as const, bytes: came };
  if (!modern.ok) return modern;
  const { bytes } = modern;
  const first = await lookAtTable(bytes, { name });
  const others = first.ok
    ? first.look.sheets.filter((sheet) => !sheet.hidden && sheet.name !== first.look.sheet).slice(0, mostSheetsTried)
    : [];
  const found = first.ok ? proposeHead(first.look.first, first.look.merges) : null;
  if (found === null)
    for (const { name: sheet } of others) {
      const other = await lookAtTable(bytes, { name, sheet });
      const head = other.ok ? proposeHead(other.look.first, other.look.merges) : null;
      if (other.ok && head !== null) return { ok: true, bytes, look: other.look, head };
    }
  return first.ok ? { ok: true, bytes, look: first.look, head: found } : first;
}

export const asColumn = (word: string | null): MessageColumn | null => messageColumns.find((column) => column === word) ?? null;

/** A place that is written once for several rows: it stands in the first row and is missing further down. */
export function hasGaps(below: readonly (readonly string[])[], place: number): boolean {
  const filled = below.filter((row) => row.filter((cell) => cell !== '').length >= 3);
  return (filled[0]?.[place] ?? '') !== '' && filled.some((row) => (row[place] ?? '') === '');
}

export function wrongUses(
  uses: readonly (MessageColumn | null)[],
  headings: readonly string[],
  lang: 'zh' | 'en',
): { place: number; message: string }[] {
  const t = importText[lang];
  const errors = messageColumns
    .filter((column) => !severalColumns.includes(column))
    .flatMap((column) => {
      const places = uses.flatMap((use, place) => (use === column ? [place] : []));
      if (places.length < 2) return [];
      const which = places.map((place) => headings[place] ?? '').join(lang === 'zh' ? '、' : ', ');
      return [{ place: places[1] ?? 0, message: t.doubled(fieldNames[lang][column], which) }];
    });
  return uses.some((use) => use === 'title' || use === 'body' || use === 'number')
    ? errors
    : [{ place: 0, message: t.needsWords }, ...errors];
}
