// What pasted cells mean: which column is the number, the unit, the words; by its heading, or by what stands in it.
import { parseNumber } from '#core/matter/number.ts';
import { cellsOf } from '#core/text/pasted-cells.ts';

export type PasteAct = 'dispatch' | 'note' | 'remind';
export type PastedRow = { row: number; number: string | null; written: string; unit: string; words: string };
export const mostPasted = 200;

const headings: Readonly<Record<'number' | 'unit' | 'words', RegExp>> = {
  number: /编号|工单号|单号|number/i,
  unit: /单位|派给|承办|unit|to$/i,
  words: /进展|说明|备注|理由|内容|催办|note|words|reason/i,
};

/** Rows with something in them; row numbers are those of the pasted block, from 1. Without a heading: number, then for a dispatch the unit, then the words. */
export function pastedRows(pasted: string, act: PasteAct): PastedRow[] {
  const rows = cellsOf(pasted)
    .map((cells, i) => ({ cells, row: i + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const first = rows[0]?.cells ?? [];
  const isHeading = first.every((cell) => parseNumber(cell) === null) && first.some((cell) => headings.number.test(cell));
  const at = (name: keyof typeof headings): number => first.findIndex((cell) => headings[name].test(cell));
  const places = isHeading
    ? { number: at('number'), unit: at('unit'), words: at('words') }
    : { number: 0, unit: act === 'dispatch' ? 1 : -1, words: act === 'dispatch' ? 2 : 1 };
  const cell = (cells: readonly string[], place: number): string => (place < 0 ? '' : (cells[place] ?? ''));
  return (isHeading ? rows.slice(1) : rows).map(({ cells, row }) => {
    const written = cell(cells, places.number);
    return { row, written, number: parseNumber(written), unit: cell(cells, places.unit), words: cell(cells, places.words) };
  });
}
