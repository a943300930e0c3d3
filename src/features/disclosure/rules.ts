// What an open set of figures holds, and how it is written: never a count under five, nor one that can be reckoned from the others.

import { parsePeriod } from '#core/rates/period.ts';
import { leastPublished } from '#core/rates/suppress.ts';
import { suppressTable } from '#core/rates/suppress-table.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';

export const formula = 'received-open@1';
export type Twin = { zh: string; en: string };
export type Head = { id: string; name: Twin };
/** `n[i][j]`: class i, place j; the last row and column are totals; null is not published. */
export type OpenSet = { classes: Head[]; places: Head[]; n: (number | null)[][]; leftOut: number };

export const noClass: Head = { id: '-', name: { zh: '未归类', en: 'no class' } };
export const noPlace: Head = { id: '-', name: { zh: '未写明地点', en: 'no place given' } };
export const total: Twin = { zh: '合计', en: 'total' };

/** Rows that came in, each with the class and the place under which it is counted. Heads of rows and columns are all that there are, so that an empty one says nothing. */
export function openSetOf(
  classes: readonly Head[],
  places: readonly Head[],
  rows: readonly { classId: string; placeId: string; n: number }[],
): OpenSet {
  const [i, j] = [new Map(classes.map((one, at) => [one.id, at])), new Map(places.map((one, at) => [one.id, at]))];
  const counts = classes.map(() => places.map(() => 0));
  for (const row of rows) {
    const line = counts[i.get(row.classId) ?? i.get(noClass.id) ?? -1];
    const at = j.get(row.placeId) ?? j.get(noPlace.id) ?? -1;
    if (line && at >= 0) line[at] = (line[at] ?? 0) + row.n;
  }
  const { n, hidden } = suppressTable(counts, leastPublished);
  const shown = n.map((line, r) => line.map((one, c) => (hidden[r]?.[c] ? null : one)));
  return { classes: [...classes], places: [...places], n: shown, leftOut: hidden.flat().filter(Boolean).length };
}

/** `2026-10` when it is over on that day; null for anything else. */
export function closedMonth(code: string, now: Instant): { code: string; from: Day; to: Day } | null {
  const period = parsePeriod(code);
  return period?.kind === 'month' && period.to < dayOf(now) ? { code, from: period.from, to: period.to } : null;
}

export type CsvRow = (string | number | null)[];

/** The set as rows of a CSV, with the line that says what it is. An empty cell would be read as zero, so what is not published says so. */
export function csvRows(month: string, set: OpenSet, county: string, lang: keyof Twin): CsvRow[] {
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const hidden = say('不公布', 'not published');
  const rows: CsvRow[] = [[say('月份', 'month'), say('类别', 'class'), say('地点', 'place'), say('收到件数 n', 'received n')]];
  const classes = [...set.classes, { id: '*', name: total }];
  const places = [...set.places, { id: '*', name: total }];
  classes.forEach((one, i) => {
    places.forEach((place, j) => {
      rows.push([month, one.name[lang], place.name[lang], set.n[i]?.[j] ?? hidden]);
    });
  });
  rows.push([], [say('口径', 'about'), basisWords(month, set, county, lang)]);
  return rows;
}

export function basisWords(month: string, set: Pick<OpenSet, 'leftOut'>, county: string, lang: keyof Twin): string {
  return lang === 'zh'
    ? `${county} ${month} 收到的诉求件数 n（公式 ${formula}）；举报控告和要求保密的不计入；少于 ${leastPublished} 件的不公布，能推算出它们的也一并不公布，共 ${set.leftOut} 格。`
    : `${county}: concerns received in ${month}, n (formula ${formula}); accusations and sealed matters are left out; counts under ${leastPublished} are not published, nor what would give them away: ${set.leftOut} cells.`;
}
