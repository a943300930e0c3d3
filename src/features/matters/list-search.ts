// Search over matters: complete, page by page. What fits best of the newest 100 hits comes first, then the next 100, and so on (relevance@1); with `sort: 'received'` plainly
// the newest. When nothing is written as it was typed, words that sound alike are looked for. Every reader finds only what stands in the words as this reader sees them.
import { type CompiledQuery, sql } from 'kysely';
import { asWritten, excerptOf, type Piece } from '#core/text/excerpt.ts';
import { pinyinInitials } from '#core/text/initials.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, nothingKnown, redactWords, starKnown } from '#core/text/redact.ts';
import { relevanceOf } from '#core/text/relevance.ts';
import { toSimplified } from '#core/text/simplified.ts';
import { findSounds, soundsAsked } from '#core/text/sounds.ts';
import { foldForSearch, holdsTerms } from '#core/text/tokens.ts';
import { type Runner, reused } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';

import { filtered, type ListQuery } from './list-query.ts';
import { keptStatement } from './list-statements.ts';
import { type ListedMatter, listedColumns } from './listed.ts';
import { foldedOf, type Heard, type HeardHit, type Hit, heardBefore, nextHeard, nextHits, shownBefore } from './search.ts';
import type { MatterDb } from './store.ts';
import type { Viewer } from './visibility.ts';
import { knownOfMany } from './visibility-read.ts';
import { mayOpen, openedRows, type WithRaiser, withRaiser, wordsOf } from './visibility-rows.ts';
import type { Seeers } from './visibility-seen.ts';
import { visible } from './visibility-sql.ts';

export type SearchPorts = Pick<Ports, 'now' | 'secrets'> & { db: MatterDb };

/** `heard`: the words that stand there instead of what was typed, when only the sound is the same. `excerpts`: by matter, the lines around the first place. */
export type FoundWords = { terms: readonly string[]; heard: string[] | null; excerpts: ReadonlyMap<string, Piece[]> };
/** `known`: what had to be opened already, so that it is not read twice. */
export type FoundPage = { rows: ListedMatter[]; next: string | null; known?: Map<string, KnownOfRaiser>; found?: FoundWords };

/** Where a page begins: newest first below a row; the window of hits below a row, less those shown; by sound below a row. After `t`, in simplified characters. */
export const searchCursor = /^(?:t|t?(?:[ns]\d{1,15}|[rR]\d{1,16}\.\d{1,3}))$/;
/** Rows of a window: one for usual pages, one that holds the largest page, so that no page is short of what is there. */
const [small, large] = [100, 200] as const;
type From = { how: 'newest' | 'heard'; below: number | null } | { how: 'best'; below: number | null; skip: number; size: number };

function fromOf({ cursor, sort }: ListQuery, limit: number): From {
  const read = searchCursor.test(cursor ?? '') ? (cursor ?? '') : '';
  const [below = 0, skip = 0] = read.slice(1).split('.').map(Number);
  if (read.startsWith('s')) return { how: 'heard', below };
  if (read.startsWith('n')) return { how: 'newest', below };
  if (/^[rR]/.test(read)) return { how: 'best', below, skip, size: read.startsWith('r') ? small : large };
  return sort === 'received' ? { how: 'newest', below: null } : { how: 'best', below: null, skip: 0, size: limit > small ? large : small };
}

/** What one search carries along. */
type Search = {
  ports: SearchPorts;
  viewer: Viewer;
  seeers: Seeers;
  ask: ListQuery;
  terms: readonly string[];
  /** What was typed, when this looks for it in simplified characters: what holds it as typed is shown already. */
  typed?: readonly string[];
  limit: number;
  known: Map<string, KnownOfRaiser>;
};
/** One place that holds the words; its text where it was read already. */
type Place = { n: number; id: string; folded?: string };
type Found = { place: Place; row: ListedMatter };

export async function searchMatters(
  ports: SearchPorts,
  viewer: Viewer,
  seeers: Seeers,
  ask: ListQuery,
  terms: readonly string[],
  limit: number,
): Promise<FoundPage> {
  const search: Search = { ports, viewer, seeers, ask: { ...ask, sort: undefined }, terms, limit, known: new Map() };
  const numbered = await byNumber(search);
  if (numbered) return numbered;
  const simplified = terms.map(toSimplified);
  const other = simplified.some((term, at) => term !== terms[at]) ? { ...search, terms: [...new Set(simplified)], typed: terms } : null;
  const cursor = searchCursor.test(ask.cursor ?? '') ? (ask.cursor ?? '') : '';
  const from = fromOf({ ...ask, cursor: cursor.replace(/^t/, '') }, limit);
  if (other && cursor.startsWith('t')) return inSimplified(other, from);
  const page = from.how === 'heard' ? await heardPage(search, from.below) : await writtenPage(search, from);
  const both = other && from.how !== 'heard' && page.next === null ? await goOn(page, other, fromOf({ ...ask, cursor: '' }, limit)) : page;
  return both.rows.length === 0 && both.next === null && !ask.cursor ? heardPage(search, null) : both;
}

const writtenPage = (search: Search, from: From): Promise<FoundPage> =>
  from.how === 'best' ? bestPage(search, from.below, from.skip, from.size) : newestPage(search, from.below);

async function inSimplified(search: Search, from: From): Promise<FoundPage> {
  const page = await writtenPage(search, from);
  return { ...page, next: page.next === null ? null : `t${page.next}` };
}

/** 路燈 as typed comes first; the rest of the page, and the pages after it, are what stands there as 路灯. */
async function goOn(page: FoundPage, other: Search, from: From): Promise<FoundPage> {
  const room = other.limit - page.rows.length;
  const more = await inSimplified({ ...other, limit: Math.max(room, 1) }, from);
  if (room === 0) return { ...page, next: more.rows.length > 0 ? 't' : null };
  const excerpts = new Map([...(page.found?.excerpts ?? []), ...(more.found?.excerpts ?? [])]);
  const terms = [...new Set([...(page.found?.terms ?? []), ...other.terms])];
  return { rows: [...page.rows, ...more.rows], next: more.next, known: other.known, found: { terms, heard: null, excerpts } };
}

/** A number, or the beginning of one. */
async function byNumber({ ports: { db }, viewer, seeers, ask, terms, limit }: Search): Promise<FoundPage | null> {
  const only = terms.length === 1 ? (terms[0] ?? '') : '';
  if (!/^d?\d{14,}$/.test(only)) return null;
  const number = `D${only.replace(/^d/, '')}`;
  const rows = await filtered(visible(db, viewer, seeers), ask)
    .select(listedColumns)
    .where('m.number', '>=', number)
    .where('m.number', '<', `${number}~`)
    .orderBy('m.number', 'desc')
    .limit(limit)
    .execute();
  return rows.length > 0 ? { rows: rows as ListedMatter[], next: null } : null;
}

/** Newest registration first: what this person may not see or the filters leave out is dropped, and more hits are asked for until the page is full. */
async function newestPage(search: Search, below: number | null): Promise<FoundPage> {
  const { ports, terms, limit } = search;
  const found: Found[] = [];
  const seen = new Set<string>();
  let from = below;
  for (let want = limit + 1; ; want = 400) {
    const hits = await nextHits(ports.db, terms, { sealedToo: true, after: from, want });
    const fresh = await notYetShown(search, below, onceEach(hits, seen));
    for (const one of await readable(search, fresh)) found.push(one);
    const last = hits.at(-1);
    const more = hits.length === want && last !== undefined;
    if (found.length > limit || !more) {
      const page = found.slice(0, limit);
      return pageOf(search, page, found.length > limit ? `n${page.at(-1)?.place.n}` : null);
    }
    from = last.n;
  }
}

const day = 86_400_000;

/** The next hits in a window of the newest `size`, those that fit best first. A window of which nothing may be seen is passed over. */
async function bestPage(search: Search, below: number | null, skip: number, size: number): Promise<FoundPage> {
  const { ports, terms, limit } = search;
  const mark = size === small ? 'r' : 'R';
  let [top, from] = [below, skip];
  for (;;) {
    const hits = await nextHits(ports.db, terms, { sealedToo: true, after: top, want: size });
    const [newest, last] = [hits[0], hits.at(-1)];
    if (!newest || !last) return pageOf(search, [], null);
    const newestAt = Math.max(...hits.map((hit) => Date.parse(hit.receivedAt)));
    const score = (hit: Hit) => relevanceOf({ ...hit, ageDays: (newestAt - Date.parse(hit.receivedAt)) / day });
    const scored = hits.map((hit) => ({ hit, score: score(hit) })).sort((a, b) => b.score - a.score || b.hit.n - a.hit.n);
    const ranked = onceEach(
      scored.map(({ hit }) => hit),
      new Set(),
    );
    const found: Found[] = [];
    let next = from;
    while (found.length < limit && next < ranked.length) {
      const some = ranked.slice(next, next + limit - found.length);
      next += some.length;
      found.push(...(await readable(search, await notYetShown(search, top, some))));
    }
    const after = next < ranked.length ? `${mark}${top ?? newest.n + 1}.${next}` : hits.length === size ? `${mark}${last.n}.0` : null;
    if (found.length > 0 || after === null) return pageOf(search, found, after);
    [top, from] = [last.n, 0];
  }
}

/** Words that sound like what was typed, newest first: the first way to hear the question that finds something this reader may see. */
async function heardPage(search: Search, below: number | null): Promise<FoundPage> {
  const { ports, terms, limit } = search;
  for (const heard of readingsOf(terms))
    for (let from = below; ; ) {
      const hits = await nextHeard(ports.db, heard, { sealedToo: true, after: from, want: limit + 1 });
      const { found, words } = await audible(search, heard, from, hits);
      const last = hits.length > limit ? hits[limit - 1] : undefined;
      if (found.length > 0) return pageOf(search, found.slice(0, limit), last ? `s${last.n}` : null, words);
      if (!last) break;
      from = last.n;
    }
  return { rows: [], next: null };
}

/** Of the hits, those in which this reader can hear it, and how it is written there. */
async function audible(
  search: Search,
  heard: Heard,
  below: number | null,
  hits: readonly HeardHit[],
): Promise<{ found: Found[]; words: string[] }> {
  const ids = hits.map(({ id }) => id);
  const rows = await rowsOf(search, ids);
  await openKnown(search, hits, rows);
  const seen = below === null ? new Set<string>() : await heardBefore(search.ports.db, heard, ids, below);
  const found: Found[] = [];
  const words = new Set<string>();
  for (const hit of hits) {
    const row = rows.get(hit.id);
    const text = row ? asSeen(search, row, hit.folded) : null;
    if (!row || text === null || seen.has(hit.id) || !holdsTerms(text, heard.written)) continue;
    const places = heard.sounds.map((sounds) => findSounds(text, sounds));
    if (places.some((place) => place === null)) continue;
    seen.add(hit.id);
    for (const place of places) if (place) words.add(text.slice(place.from, place.to));
    found.push({ place: hit, row });
  }
  return { found, words: [...words] };
}

const mostReadings = 8;

/** The ways to hear a question: every word of which the sound is known, each way it can be read; the others as they are written. */
function readingsOf(terms: readonly string[]): Heard[] {
  let readings: { written: string[]; sounds: number[][] }[] = [{ written: [], sounds: [] }];
  for (const term of terms) {
    const ways = soundsAsked(term);
    readings = readings
      .flatMap(({ written, sounds }) =>
        ways.length === 0 ? [{ written: [...written, term], sounds }] : ways.map((way) => ({ written, sounds: [...sounds, way] })),
      )
      .slice(0, mostReadings);
  }
  return readings.filter(({ sounds }) => sounds.length > 0);
}

/** One matter may be hit in its words and in its reply: the first counts. */
function onceEach<H extends Place>(hits: readonly H[], seen: Set<string>): H[] {
  return hits.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Below the first page: less what a newer row (words or reply) has shown there already. */
async function notYetShown<H extends Place>(search: Search, below: number | null, found: readonly H[]): Promise<readonly H[]> {
  const { ports, terms } = search;
  const hits = await notAsTyped(search, found);
  if (below === null || hits.length === 0) return hits;
  const before = await shownBefore(
    ports.db,
    terms,
    hits.map(({ id }) => id),
    below,
  );
  return hits.filter(({ id }) => !before.has(id));
}

async function notAsTyped<H extends Place>({ ports, typed }: Search, hits: readonly H[]): Promise<readonly H[]> {
  if (!typed || hits.length === 0) return hits;
  const before = await shownBefore(
    ports.db,
    typed,
    hits.map(({ id }) => id),
    0,
  );
  return hits.filter(({ id }) => !before.has(id));
}

async function pageOf(search: Search, found: readonly Found[], next: string | null, heard: string[] | null = null): Promise<FoundPage> {
  const page = { rows: found.map(({ row }) => row), next, known: search.known };
  const excerpts = search.ask.excerpts ? await excerptsOf(search, found, heard ?? search.terms) : new Map<string, Piece[]>();
  return { ...page, found: { terms: search.terms, heard, excerpts } };
}

/** The lines of each row as this reader sees them, the words marked. A text begins with its title, which stands above them already. */
async function excerptsOf(search: Search, found: readonly Found[], words: readonly string[]): Promise<Map<string, Piece[]>> {
  const missing = found.filter(({ place }) => place.folded === undefined).map(({ place }) => place.n);
  const texts = new Map((await foldedOf(search.ports.db, missing)).map(({ n, folded }) => [n, folded]));
  await openKnown(
    search,
    found.map(({ place }) => place),
    new Map(found.map(({ row }) => [row.id, row])),
  );
  return new Map(
    found.map(({ place, row }) => {
      const near = around(wordsAlone(place.folded ?? texts.get(place.n) ?? '', row.title), words);
      return [row.id, excerptOf(asWritten(asSeen(search, row, near) ?? ''), words.map(asWritten))];
    }),
  );
}

/** Less what the search text has besides: the title before it and its initials behind it. */
function wordsAlone(folded: string, title: string): string {
  const [first, letters] = [foldForSearch(title), pinyinInitials(title)];
  const words = letters !== '' && folded.endsWith(letters) ? folded.slice(0, -letters.length) : folded;
  return (words.startsWith(first) ? words.slice(first.length) : words).trim();
}

const margin = 120; // characters on either side of what is shown: a name, number or address that is cut by the edge lies outside it
const shown = 80;

/** The part of a text that an excerpt is made of, wide enough to be redacted as the whole would be: starring out whole texts costs more than the search. */
function around(text: string, words: readonly string[]): string {
  const places = words.map((word) => text.indexOf(word)).filter((place) => place >= 0);
  const first = Math.min(...places, text.length);
  return text.slice(Math.max(0, first - margin), first + shown + margin);
}

const idsHere: readonly string[] = [];

/** The ids go where `idsHere` stands. */
function statementOf(db: MatterDb, viewer: Viewer, seeers: Seeers, ask: ListQuery): CompiledQuery<WithRaiser> {
  return keptStatement('of ids', viewer, seeers, ask, 0, () => {
    const byIds = filtered(visible(db, viewer, seeers, true), ask)
      .select(listedColumns)
      .where('m.id', '=', sql<string>`any(${sql.val(idsHere)}::text[])`);
    return withRaiser(sql`(${byIds})`).compile(db);
  });
}

/** The rows of these matters that this reader may find; what has to be starred out of their words comes along. */
async function rowsOf(search: Search, ids: readonly string[]): Promise<Map<string, ListedMatter>> {
  if (ids.length === 0) return new Map();
  const { ports, viewer, seeers, ask } = search;
  const asked = statementOf(ports.db, viewer, seeers, ask);
  const byIds = { ...asked, parameters: asked.parameters.map((value) => (value === idsHere ? ids : value)) };
  const found = await reused<WithRaiser>(ports.db as Runner, 'matters-of-ids', byIds);
  const { rows, known } = openedRows(ports, viewer, found);
  for (const [id, its] of known) search.known.set(id, its);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Of the hits, those whose words hold what was asked as this reader sees them: else a search would be a way to guess what is starred out. Name, address and numbers are
 * starred for whoever may not open the contact; what shares no sign with them needs no second look. Sealed words are looked at as they are redacted.
 */
async function readable(search: Search, hits: readonly Place[]): Promise<Found[]> {
  const { ports, terms, viewer, seeers } = search;
  const rows = await rowsOf(
    search,
    hits.map(({ id }) => id),
  );
  await openKnown(search, hits, rows);
  const withSigns = terms.some((term) => /[a-z0-9]/.test(term));
  const again = new Set<Place>();
  const found: Found[] = [];
  for (const place of hits) {
    const row = rows.get(place.id);
    const grant = row ? wordsOf(row, viewer, seeers) : 'no';
    if (!row || (grant !== 'yes' && grant !== 'redacted')) continue;
    found.push({ place, row });
    if (grant === 'yes' && mayOpen(row, viewer)) continue;
    const { name, address } = search.known.get(place.id) ?? nothingKnown;
    const signs = new Set(foldForSearch(`${name ?? ''}${address ?? ''}`));
    // What shares no sign with a name or an address cannot be part of one: it stands.
    const stands = grant === 'yes' && !withSigns && !terms.some((term) => [...term].some((sign) => signs.has(sign)));
    if (!stands) again.add(place);
  }
  if (again.size === 0) return found;
  const texts = new Map(
    (
      await foldedOf(
        ports.db,
        Array.from(again, ({ n }) => n),
      )
    ).map(({ n, folded }) => [n, folded]),
  );
  return found.filter(({ place, row }) => {
    if (!again.has(place)) return true;
    const text = asSeen(search, row, texts.get(place.n) ?? '');
    return text !== null && holdsTerms(text, terms);
  });
}

/** Opens, once, what has to be starred out of the words of these rows and did not come along with them. */
async function openKnown(
  { ports, viewer, known }: Search,
  places: readonly Place[],
  rows: ReadonlyMap<string, ListedMatter>,
): Promise<void> {
  const ids = places.map(({ id }) => id).filter((id) => !known.has(id) && rows.has(id) && !mayOpen(rows.get(id), viewer));
  if (ids.length === 0) return;
  for (const [id, its] of await knownOfMany(ports, ids)) known.set(id, its);
  for (const id of ids) if (!known.has(id)) known.set(id, nothingKnown);
}

/** The searched text as this reader may see it; null when it is not there for them. */
function asSeen({ viewer, seeers, known }: Search, row: ListedMatter, folded: string): string | null {
  const grant = wordsOf(row, viewer, seeers);
  if (grant !== 'yes' && grant !== 'redacted') return null;
  if (grant === 'yes' && mayOpen(row, viewer)) return folded;
  const its = foldedKnown(known.get(row.id));
  return grant === 'yes' ? maskSensitive(starKnown(folded, its)) : redactWords(folded, its);
}

const foldedKnown = (known: KnownOfRaiser = nothingKnown): KnownOfRaiser => {
  const fold = (text: string | null) => (text === null ? null : foldForSearch(text));
  return { name: fold(known.name), phone: known.phone, address: fold(known.address) };
};
