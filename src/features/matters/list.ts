// Lists and search over matters. Every list is a walk along an index by (received_at, id) or (due_at, id); search is complete (recall 1.0) and never counts.
import { sql } from 'kysely';
import { maskSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, nothingKnown, redactWords, starKnown } from '#core/text/redact.ts';
import { foldForSearch, holdsTerms, queryTerms } from '#core/text/tokens.ts';
import type { Instant } from '#core/time/day.ts';
import { type Runner, reused } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import type { ListedMatter } from './listed.ts';
import { foldedOf, type Hit, nextHits } from './search.ts';
import type { MatterDb } from './store.ts';
import type { Viewer } from './visibility.ts';
import { knownOfMany } from './visibility-read.ts';
import { mayOpen, type SeenRow, seenRows, wordsOf } from './visibility-rows.ts';
import type { Seeers } from './visibility-seen.ts';
import { sightOf, visible } from './visibility-sql.ts';

export type ListQuery = {
  unit?: string | undefined;
  status?: readonly string[] | undefined;
  waitingFor?: string | undefined;
  light?: string | undefined;
  /** One category, or it and all below it. */
  category?: string | readonly string[] | undefined;
  open?: boolean | undefined;
  /** Leaves out what hides its raiser or accuses a unit: such matters go into no file. */
  unsealed?: boolean | undefined;
  /** One place, or it and all below it. */
  place?: string | readonly string[] | undefined;
  channel?: string | undefined;
  /** From the first instant, until before the second. */
  received?: Span | undefined;
  /** Only what is not ended has a date that is still to come: with this, the rest is left out. */
  due?: Span | undefined;
  q?: string | undefined;
  sort?: 'received' | 'due' | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

export type Span = { from?: Instant | undefined; before?: Instant | undefined };

/** `known`: what a search had to open already, so that it is not read twice. */
type Page = { rows: ListedMatter[]; next: string | null; known?: Map<string, KnownOfRaiser> };

const columns = [
  'm.id',
  'm.number',
  'm.version',
  'm.status',
  'm.title',
  'm.kind',
  'm.channel',
  'm.category_id',
  'm.place_id',
  'm.place_text',
  'm.owner_unit_id',
  'm.owner_account_id',
  'm.received_at',
  'm.due_at',
  'm.provisional',
  'm.light',
  'm.round',
  'm.escalation',
  'm.waiting_for',
  'm.solved',
  'm.level',
  'm.confidentiality',
  'm.main_id',
  'm.accused_unit_id',
  'm.handled_by',
  'm.helper_units',
] as const;
const closed = ['archived', 'judged', 'notAccepted', 'emergency', 'terminated'] as const;

export const encodeCursor = (at: Instant, id: string): string => Buffer.from(`${at}|${id}`).toString('base64url');
export function decodeCursor(cursor: string | undefined): { at: Instant; id: string } | null {
  if (!cursor) return null;
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  return at && id && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) ? { at: at as Instant, id } : null;
}

type SearchPorts = Pick<Ports, 'now' | 'secrets'> & { db: MatterDb };

/** One page, as this reader may see it. */
export async function listMatters(
  ports: SearchPorts,
  viewer: Viewer,
  seeers: Seeers,
  ask: ListQuery,
): Promise<{ rows: SeenRow[]; next: string | null }> {
  const { rows, next, known } = await foundMatters(ports, viewer, seeers, ask);
  return { rows: await seenRows(ports, viewer, seeers, rows, known), next };
}

async function foundMatters(ports: SearchPorts, viewer: Viewer, units: Seeers, ask: ListQuery): Promise<Page> {
  const limit = Math.min(Math.max(ask.limit ?? 50, 1), 200);
  const after = decodeCursor(ask.cursor);
  const terms = queryTerms(ask.q ?? '');
  if (terms.length > 0)
    return searchMatters(
      ports,
      viewer,
      units,
      { ...ask, sort: undefined },
      terms,
      limit,
      /^n\d{1,15}$/.test(ask.cursor ?? '') ? Number(ask.cursor?.slice(1)) : null,
    );
  const { db } = ports;
  const byDue = isByDue(ask);
  const bare = () => filtered(visible(db, viewer, units), ask).select(columns);
  const walk = walkOf(byDue, after, limit + 1);
  const { units: mine } = sightOf(viewer, units);
  const rows =
    mine === null
      ? await walked(db, ask, sql`select m.* from (${bare()}) m ${walk}`)
      : await walked(db, ask, ofUnits(mine, ask.unit, bare, walk));
  return paged(rows, limit, byDue);
}

/** The list without filters is what is asked for all day, and its walk is the same for everybody: its plan is kept. With filters the plan depends on their values. */
const walked = async (db: MatterDb, ask: ListQuery, list: ReturnType<typeof sql>): Promise<ListedMatter[]> =>
  isBare(ask) ? reused(db as Runner, 'matters-list', list.compile(db)) : ((await list.execute(db)).rows as ListedMatter[]);

const isBare = ({ limit: _limit, cursor: _cursor, sort: _sort, ...filters }: ListQuery): boolean =>
  Object.values(filters).every((value) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0));

const walkOf = (byDue: boolean, after: { at: Instant; id: string } | null, most: number) =>
  byDue
    ? sql`${after ? sql`where (m.due_at, m.id) > (${after.at}::timestamptz, ${after.id}::text)` : sql``} order by m.due_at, m.id limit ${most}`
    : sql`${after ? sql`where (m.received_at, m.id) < (${after.at}::timestamptz, ${after.id}::text)` : sql``} order by m.received_at desc, m.id desc limit ${most}`;

/** By due date only what is not ended is listed: that order has an index for it, and a date that is over says nothing. */
export const isByDue = (ask: ListQuery): boolean =>
  ask.sort === 'due' && !(ask.status ?? []).some((status) => (closed as readonly string[]).includes(status));

/** So many units are named one by one, and the planner knows how much each has; more are walked alike. */
const mostWalks = 24;

/**
 * What a unit sees: what it and those below own, what they handled before, what they help with. Each is a short walk along an index of its own
 * (db/migrations/0010), since no index serves the three joined by "or"; the walks are merged here. "offset 0": or the planner would walk every date.
 */
function ofUnits(
  mine: readonly string[],
  only: string | undefined,
  bare: () => ReturnType<ReturnType<typeof visible>['select']>,
  walk: ReturnType<typeof walkOf>,
): ReturnType<typeof sql> {
  const owning = only === undefined ? mine : mine.filter((unit) => unit === only);
  const own =
    owning.length > mostWalks
      ? sql`select own.* from unnest(${sql.val(owning)}::text[]) as mine(u)
          cross join lateral (select m.* from (${bare().where(sql<boolean>`m.owner_unit_id = mine.u`)}) m ${walk}) own`
      : sql.join(
          (owning.length === 0 ? [''] : owning).map(
            (unit) => sql`(select m.* from (${bare().where('m.owner_unit_id', '=', unit)}) m ${walk})`,
          ),
          sql` union all `,
        );
  const before = bare()
    .where(sql<boolean>`m.handled_by && ${sql.val(mine)}::text[]`)
    .where(sql<boolean>`m.handled_by <> '{}' and m.handled_by <> array[m.owner_unit_id]`);
  const helped = bare().where(sql<boolean>`m.helper_units && ${sql.val(mine)}::text[] and m.helper_units <> '{}'`);
  return sql`select m.* from (
      (${own})
      union (select m.* from (${before} offset 0) m ${walk})
      union (select m.* from (${helped} offset 0) m ${walk})
    ) m ${walk}`;
}

/** How many a list holds, for the progress of an export. Null with words to search for: a search is never counted. */
export async function countMatters(db: MatterDb, viewer: Viewer, units: Seeers, ask: ListQuery): Promise<number | null> {
  if (queryTerms(ask.q ?? '').length > 0) return null;
  const counted = await filtered(visible(db, viewer, units), ask)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return counted.n;
}

function filtered<Q extends ReturnType<typeof visible>>(rows: Q, ask: ListQuery): Q {
  let q = rows as ReturnType<typeof visible>;
  if (ask.unit) q = q.where('m.owner_unit_id', '=', ask.unit);
  if (ask.status && ask.status.length > 0) q = q.where('m.status', 'in', [...ask.status]);
  if (ask.waitingFor) q = q.where('m.waiting_for', '=', ask.waitingFor);
  if (ask.light) q = q.where('m.light', '=', ask.light);
  if (ask.category) q = q.where('m.category_id', 'in', typeof ask.category === 'string' ? [ask.category] : [...ask.category]);
  if (ask.place) q = q.where('m.place_id', 'in', typeof ask.place === 'string' ? [ask.place] : [...ask.place]);
  if (ask.channel) q = q.where('m.channel', '=', ask.channel);
  if (ask.received?.from) q = q.where('m.received_at', '>=', ask.received.from);
  if (ask.received?.before) q = q.where('m.received_at', '<', ask.received.before);
  if (ask.due?.from) q = q.where('m.due_at', '>=', ask.due.from);
  if (ask.due?.before) q = q.where('m.due_at', '<', ask.due.before);
  if (ask.open || ask.due || isByDue(ask)) q = q.where('m.status', 'not in', [...closed]);
  if (ask.unsealed) q = q.where('m.confidentiality', 'not in', ['accusation', 'identitySealed']);
  return q as Q;
}

function paged(rows: ListedMatter[], limit: number, byDue: boolean): Page {
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return { rows: page, next: rows.length > limit && last ? encodeCursor(byDue ? last.due_at : last.received_at, last.id) : null };
}

/**
 * Search, newest registration first, complete: every row that holds the characters is found, page by page. Candidates come from search.ts in order; what this person may
 * not see or the filters leave out is dropped, and the next candidates are asked for until the page is full or nothing is left.
 */
async function searchMatters(
  ports: SearchPorts,
  viewer: Viewer,
  units: Seeers,
  ask: ListQuery,
  terms: string[],
  limit: number,
  cursor: number | null,
): Promise<Page> {
  const { db } = ports;
  const only = terms.length === 1 ? (terms[0] ?? '') : '';
  if (/^d?\d{14,}$/.test(only)) {
    const number = `D${only.replace(/^d/, '')}`;
    const rows = await filtered(visible(db, viewer, units), ask)
      .select(columns)
      .where('m.number', '>=', number)
      .where('m.number', '<', `${number}~`)
      .orderBy('m.number', 'desc')
      .limit(limit)
      .execute();
    if (rows.length > 0) return { rows: rows as ListedMatter[], next: null };
  }
  const found: { n: number; row: ListedMatter }[] = [];
  const known = new Map<string, KnownOfRaiser>();
  const seen = new Set<string>();
  let from = cursor;
  for (let want = limit + 1; ; want = 400) {
    const hits = await nextHits(db, terms, { sealedToo: true, after: from, want });
    const fresh = hits.filter((h) => !seen.has(h.id));
    const rows = await rowsOf(
      db,
      viewer,
      units,
      ask,
      fresh.map((h) => h.id),
    );
    const readable = await readableHits(ports, viewer, units, terms, fresh, rows, known);
    for (const hit of fresh) {
      if (!readable.has(hit.n) || seen.has(hit.id)) continue;
      seen.add(hit.id);
      const row = rows.get(hit.id);
      if (row) found.push({ n: hit.n, row });
    }
    const last = hits.at(-1);
    const more = hits.length === want && last !== undefined;
    if (found.length > limit || !more) {
      const page = found.slice(0, limit);
      return { rows: page.map((f) => f.row), next: found.length > limit ? `n${page.at(-1)?.n}` : null, known };
    }
    from = last.n;
  }
}

async function rowsOf(
  db: MatterDb,
  viewer: Viewer,
  units: Seeers,
  ask: ListQuery,
  ids: readonly string[],
): Promise<Map<string, ListedMatter>> {
  if (ids.length === 0) return new Map();
  const byIds = filtered(visible(db, viewer, units, true), ask)
    .select(columns)
    .where('m.id', '=', sql<string>`any(${sql.val([...ids])}::text[])`)
    .compile();
  const rows = await reused<ListedMatter>(db as Runner, 'matters-of-ids', byIds);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Of the hits, those whose words hold what was asked as this reader sees them: else a search would be a way to guess what is starred out. Name, address and numbers are
 * starred for whoever may not open the contact; what shares no sign with them needs no second look. Sealed words are looked at as they are redacted.
 */
async function readableHits(
  ports: SearchPorts,
  viewer: Viewer,
  seeers: Seeers,
  terms: readonly string[],
  hits: readonly Hit[],
  rows: ReadonlyMap<string, ListedMatter>,
  known: Map<string, KnownOfRaiser>,
): Promise<Set<number>> {
  const withSigns = terms.some((term) => /[a-z0-9]/.test(term));
  const readable = new Set<number>();
  const again = new Map<number, { id: string; how: 'known' | 'all' }>();
  for (const hit of hits) {
    const row = rows.get(hit.id);
    const words = row ? wordsOf(row, viewer, seeers) : 'no';
    if (words === 'yes' && mayOpen(row, viewer)) readable.add(hit.n);
    else if (words === 'yes' || words === 'redacted') again.set(hit.n, { id: hit.id, how: words === 'yes' ? 'known' : 'all' });
  }
  if (again.size === 0) return readable;
  const ids = [...again.values()].map(({ id }) => id);
  for (const [id, its] of await knownOfMany(ports, ids)) known.set(id, its);
  for (const id of ids) if (!known.has(id)) known.set(id, nothingKnown);
  // What shares no sign with a name or an address cannot be part of one: it stands.
  for (const [n, { id, how }] of again) {
    const { name, address } = known.get(id) ?? nothingKnown;
    const signs = new Set(foldForSearch(`${name ?? ''}${address ?? ''}`));
    if (how === 'known' && !withSigns && !terms.some((term) => [...term].some((sign) => signs.has(sign)))) {
      readable.add(n);
      again.delete(n);
    }
  }
  if (again.size === 0) return readable;
  for (const { n, folded } of await foldedOf(ports.db, [...again.keys()])) {
    const { id, how } = again.get(n) ?? { id: '', how: 'all' as const };
    const its = foldedKnown(known.get(id));
    if (holdsTerms(how === 'known' ? maskSensitive(starKnown(folded, its)) : redactWords(folded, its), terms)) readable.add(n);
  }
  return readable;
}

const foldedKnown = (known: KnownOfRaiser = nothingKnown): KnownOfRaiser => {
  const fold = (text: string | null) => (text === null ? null : foldForSearch(text));
  return { name: fold(known.name), phone: known.phone, address: fold(known.address) };
};
