// Who reads what X5 protects. Types make a SeenMatter or SeenRow impossible to forge, but a statement of SQL may still fetch a title, a raiser's sealed name or the
// record itself past them; this reads the sources for that. A file that has to is named below with the reason, and a reason that no longer fits is a violation too.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export type Reading =
  | 'title or place of a matter'
  | "a raiser's sealed columns"
  | 'words indexed for the search'
  | 'data of events'
  | 'the whole record';

const patterns: readonly [Reading, RegExp][] = [
  [
    'title or place of a matter',
    /'m\.(?:title|place_text)'|(?:from|join) matter\b[^`]*\bm\.(?:title|place_text)\b|\bm\.(?:title|place_text)\b[^`]*(?:from|join) matter\b|\bselect\b[^`;]*\b(?:title|place_text)\b[^`;]*\bfrom matter\b|selectFrom\('matter(?: as \w+)?'\)[^;]*?\.(?:select\([^)]*'(?:m\.)?(?:title|place_text)'|selectAll\()/,
  ],
  [
    "a raiser's sealed columns",
    /(?:from|join) raiser\b[^`]*_sealed|_sealed\b[^`]*(?:from|join) raiser\b|selectFrom\('raiser'\)[^;]*?(?:_sealed|selectAll\()|\br\.(?:name|phone|address)_sealed\b/,
  ],
  [
    'words indexed for the search',
    /(?:from|join) matter_search\b[^`]*folded|folded\b[^`]*(?:from|join) matter_search\b|selectFrom\('matter_search/,
  ],
  ['data of events', /(?:from|join) matter_event\b|selectFrom\('matter_event/],
  ['the whole record', /\breadHistor(?:y|ies|yByNumber)\(/],
];
/** Asked of single keys of an event: who is recused, what was reached, where it was imported from, and that a kind of event is there at all. */
const harmless = [
  /exists \(select from matter_event(?:(?!\bselect\b)[^`])*?\)/g,
  /select max\(r\.seq\) from matter_event[^`)]*\)/g,
  /select e\.matter_id as "matterId", e\.at, \(e\.data->>'reached'\)::boolean as reached from matter_event/g,
  /select data->>'source' as source, matter_id from matter_event/g,
];

/** What this text reads that X5 protects. Comments do not count. */
export function readsProtected(text: string): Reading[] {
  const code = harmless.reduce(
    (rest, known) => rest.replace(known, ''),
    text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, ''),
  );
  return patterns.filter(([, pattern]) => pattern.test(code)).map(([reading]) => reading);
}

/** Matters is where reading for somebody is built (visibility-*.ts); everybody else is named here. */
export const mayRead: Record<string, { readings: readonly Reading[]; why: string }> = {
  'src/features/record/': {
    readings: ['title or place of a matter', 'data of events', 'the whole record'],
    why: 'verifies and rebuilds the record; what it prints names a matter by number and a column by name',
  },
  'src/features/intake/store.ts': {
    readings: ['title or place of a matter', 'words indexed for the search'],
    why: 'weighs how alike two concerns are; hints go out through seenRowsOf',
  },
  'src/features/intake/receipts.ts': { readings: ['the whole record'], why: "the raiser's own receipt, asked for with its code" },
  'src/features/verdicts/store.ts': {
    readings: ["a raiser's sealed columns"],
    why: 'the call form opens the contact, on record first, for officers who may',
  },
  'src/features/verdicts/actions-invite.ts': { readings: ['the whole record'], why: 'makes the invitation; shows nobody anything' },
  'src/features/rates/store.ts': {
    readings: ['title or place of a matter', "a raiser's sealed columns"],
    why: 'names are taken out of quoted words; a place goes out as seeFound gives it',
  },
  'src/features/rates/actions.ts': { readings: ['the whole record'], why: 'folded and then read by seeFound' },
  'src/features/notices/actions-hand-round.ts': { readings: ['the whole record'], why: 'decides whom to tell; a notice holds a number' },
  'src/features/workbooks/actions-import.ts': {
    readings: ['the whole record'],
    why: 'compares a row with what is here; decisions go through act()',
  },
  'src/features/limits/actions-calendar.ts': {
    readings: ['the whole record'],
    why: 'computes due dates anew when a calendar arrives; shows days only',
  },
  'src/features/similar/store.ts': {
    readings: ['title or place of a matter', 'words indexed for the search', 'data of events'],
    why: 'compares words to find twins and learns from them; rows go out through seenRows, and reasons only in words that stand in what seenRows gives',
  },
  'src/features/matter-classes/': {
    readings: ['words indexed for the search'],
    why: 'looks how alike the concerns of a class are; members go out as their reader may see them',
  },
  'src/features/retention/': {
    readings: ['the whole record', "a raiser's sealed columns"],
    why: 'sees what has served its time and empties it; shows numbers of matters and counts',
  },
  'src/cli/': { readings: ['data of events'], why: 'the operator at the machine, on the checks of the doctor' },
};

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** One line for each file that reads what it may not, and for each exception that is no longer needed. */
export function protectedViolations(root: string, allowed = mayRead): string[] {
  const src = join(root, 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => relative(root, join(src, path)).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !isTest(path) && !path.startsWith('src/features/matters/'));
  const used = new Set<string>();
  const found = files.flatMap((path) => {
    const rule = Object.entries(allowed).find(([place]) => (place.endsWith('/') ? path.startsWith(place) : path === place));
    return readsProtected(readFileSync(join(root, path), 'utf8')).flatMap((reading) => {
      if (!rule?.[1].readings.includes(reading)) return [`${path} reads ${reading} past seeMatter and seenRows (X5)`];
      used.add(`${rule[0]} ${reading}`);
      return [];
    });
  });
  const unused = Object.entries(allowed).flatMap(([place, { readings }]) =>
    readings
      .filter((reading) => !used.has(`${place} ${reading}`))
      .map((reading) => `${place} is excepted for ${reading} and no longer reads it`),
  );
  return [...found, ...unused];
}
