// Rows pasted from a spreadsheet, as the table that the import reads. Without a heading one is proposed from what stands in the columns; a person sees it before it counts.
import { cellsOf } from '#core/text/pasted-cells.ts';

export const mostPasted = 200;
const mostColumns = 100;

export type Pasted =
  | { ok: true; csv: string; rows: number }
  | { ok: false; refusal: 'paste-empty' | 'paste-too-many' | 'headingLooksFilled' };

/**
 * `headed`: whether the first row is a heading. Empty rows at the end do not count; those between stay, so that row numbers hold. Refusals: nothing in it; more than 200
 * rows; a heading that holds a phone number or a day, because taken as column names it would be lost as a concern.
 */
export function pastedTable(pasted: string, headed: boolean, lang: 'zh' | 'en'): Pasted {
  const all = cellsOf(pasted).map((cells) => cells.slice(0, mostColumns));
  const rows = all.slice(0, all.findLastIndex((cells) => cells.some((cell) => cell !== '')) + 1);
  if (headed && rows[0]?.some((cell) => isPhone(cell) || isDay(cell))) return { ok: false, refusal: 'headingLooksFilled' };
  const filled = rows.filter((cells) => cells.some((cell) => cell !== '')).length - (headed ? 1 : 0);
  if (filled < 1) return { ok: false, refusal: 'paste-empty' };
  if (filled > mostPasted) return { ok: false, refusal: 'paste-too-many' };
  const table = headed ? rows : [proposedHeadings(rows, lang), ...rows];
  return { ok: true, csv: table.map((cells) => cells.map(quoted).join(',')).join('\r\n'), rows: filled };
}

/** Every cell in quotation marks, so that no comma or line break within one is taken for the end of it. */
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

type Kind = 'phone' | 'time' | 'body' | 'place' | 'title';
const headings: Record<'zh' | 'en', Record<Kind, string> & { other: (n: number) => string }> = {
  zh: { phone: '电话', time: '时间', body: '内容', place: '地点', title: '标题', other: (n) => `第${n}列` },
  en: { phone: 'phone', time: 'time', body: 'body', place: 'place', title: 'title', other: (n) => `column ${n}` },
};

const isPhone = (cell: string): boolean => /^\+?[\d\s-]{7,20}$/.test(cell) && /^\d{7,15}$/.test(cell.replace(/[+\s-]/g, ''));
const isTime = (cell: string): boolean => /^\d{4}[-./年]\d{1,2}/.test(cell);
/** A whole day and nothing else: `2026-03-05`, `2026.3.5`, `2026年3月5日`. A heading may speak of a year. */
const isDay = (cell: string): boolean => /^\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?$/.test(cell);
const isPlace = (cell: string): boolean =>
  cell.length <= 24 && /(?:镇|乡|村|组|社区|小区|街道|街|路|号|县|区|屯|湾|street|road|village)$/i.test(cell);

/** One heading for each column: what most of its cells look like; the longest of the others are the words, and what is left has its number. */
export function proposedHeadings(rows: readonly (readonly string[])[], lang: 'zh' | 'en'): string[] {
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, place) => rows.map((cells) => cells[place] ?? '').filter((cell) => cell !== ''));
  const kinds = new Map<number, Kind>();
  const isFree = (place: number): boolean => !kinds.has(place) && (columns[place]?.length ?? 0) > 0;
  const mostly = (kind: Kind, is: (cell: string) => boolean): void => {
    const place = columns.findIndex((cells, at) => isFree(at) && cells.filter(is).length * 2 > cells.length);
    if (place >= 0) kinds.set(place, kind);
  };
  mostly('time', isTime);
  mostly('phone', isPhone);
  const meanLength = (place: number): number => {
    const cells = columns[place] ?? [];
    return cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length);
  };
  const longest = (): number | undefined =>
    [...columns.keys()]
      .filter((place) => isFree(place) && !(columns[place] ?? []).every((cell) => /^\d*$/.test(cell)))
      .sort((a, b) => meanLength(b) - meanLength(a))[0];
  const body = longest();
  if (body !== undefined) kinds.set(body, 'body');
  mostly('place', isPlace);
  const title = longest();
  if (title !== undefined && meanLength(title) > 4) kinds.set(title, 'title');
  const words = headings[lang];
  return columns.map((_, place) => {
    const kind = kinds.get(place);
    return kind === undefined ? words.other(place + 1) : words[kind];
  });
}
