// Lists and search over matters. Every list is a walk along an index by (received_at, id) or (due_at, id); search is complete (recall 1.0) and never counts.
import { sql } from 'kysely';
import { queryTerms } from '#core/text/tokens.ts';
import type { Instant } from '#core/time/day.ts';
import { nextHits } from './search.ts';
import type { MatterDb } from './store.ts';
import { seesCounty, type Viewer } from './visibility.ts';

export type ListQuery = {
  unit?: string | undefined;
  status?: readonly string[] | undefined;
  waitingFor?: string | undefined;
  light?: string | undefined;
  /** One category, or it and all below it. */
  category?: string | readonly string[] | undefined;
  /** Units above the viewer's: a matter that accuses one of them is not listed either. */
  above?: readonly string[] | undefined;
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

export type ListedMatter = {
  id: string;
  number: string;
  version: number;
  status: string;
  title: string;
  kind: string;
  channel: string;
  category_id: string | null;
  place_id: string | null;
  place_text: string;
  owner_unit_id: string;
  owner_account_id: string | null;
  received_at: Instant;
  due_at: Instant;
  provisional: boolean;
  light: string;
  round: number;
  escalation: number;
  waiting_for: string;
  solved: string | null;
  level: number | null;
  confidentiality: string;
  main_id: string | null;
};
export type Page = { rows: ListedMatter[]; next: string | null };

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
] as const;
const closed = ['archived', 'judged', 'notAccepted', 'emergency', 'terminated'] as const;

export const encodeCursor = (at: Instant, id: string): string => Buffer.from(`${at}|${id}`).toString('base64url');
export function decodeCursor(cursor: string | undefined): { at: Instant; id: string } | null {
  if (!cursor) return null;
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  return at && id && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) ? { at: at as Instant, id } : null;
}

/** The base: what this person may see at all. `units` = the viewer's unit and those below it. */
function visible(db: MatterDb, viewer: Viewer, units: readonly string[]) {
  let base = db
    .selectFrom('matter as m')
    .where((eb) => eb.or([eb('m.accused_unit_id', 'is', null), eb('m.accused_unit_id', 'not in', [...units, viewer.unitId])]));
  if (!seesCounty(viewer)) {
    const mine = [...new Set([...units, viewer.unitId])];
    base = base.where((eb) =>
      eb.or([
        eb('m.owner_unit_id', 'in', mine),
        sql<boolean>`m.handled_by && ${sql.val(mine)}::text[]`,
        sql<boolean>`m.helper_units && ${sql.val(mine)}::text[]`,
      ]),
    );
  }
  return base;
}

/** One page. `units` are the ids at and below the viewer's unit (from the unit tree). */
export async function listMatters(db: MatterDb, viewer: Viewer, units: readonly string[], ask: ListQuery): Promise<Page> {
  const limit = Math.min(Math.max(ask.limit ?? 50, 1), 200);
  const after = decodeCursor(ask.cursor);
  const terms = queryTerms(ask.q ?? '');
  if (terms.length > 0)
    return searchMatters(
      db,
      viewer,
      units,
      { ...ask, sort: undefined },
      terms,
      limit,
      /^n\d{1,15}$/.test(ask.cursor ?? '') ? Number(ask.cursor?.slice(1)) : null,
    );
  const byDue = isByDue(ask);
  const bare = () => filtered(visible(db, viewer, units), ask).select(columns);
  const walk = walkOf(byDue, after, limit + 1);
  const rows = seesCounty(viewer)
    ? (await sql`select m.* from (${bare()}) m ${walk}`.execute(db)).rows
    : await ofUnits(db, [...new Set([...units, viewer.unitId])], ask.unit, bare, walk);
  return paged(rows as ListedMatter[], limit, byDue);
}

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
async function ofUnits(
  db: MatterDb,
  mine: readonly string[],
  only: string | undefined,
  bare: () => ReturnType<ReturnType<typeof visible>['select']>,
  walk: ReturnType<typeof walkOf>,
): Promise<unknown[]> {
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
  const { rows } = await sql`select m.* from (
      (${own})
      union (select m.* from (${before} offset 0) m ${walk})
      union (select m.* from (${helped} offset 0) m ${walk})
    ) m ${walk}`.execute(db);
  return rows;
}

/** How many a list holds, for the progress of an export. Null with words to search for: a search is never counted. */
export async function countMatters(db: MatterDb, viewer: Viewer, units: readonly string[], ask: ListQuery): Promise<number | null> {
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
  if (ask.above && ask.above.length > 0)
    q = q.where((eb) => eb.or([eb('m.accused_unit_id', 'is', null), eb('m.accused_unit_id', 'not in', [...(ask.above ?? [])])]));
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
  db: MatterDb,
  viewer: Viewer,
  units: readonly string[],
  ask: ListQuery,
  terms: string[],
  limit: number,
  cursor: number | null,
): Promise<Page> {
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
  const seen = new Set<string>();
  let from = cursor;
  for (let want = limit + 1; ; want = 400) {
    const hits = await nextHits(db, terms, { sealedToo: seesCounty(viewer), after: from, want });
    const fresh = hits.filter((h, i) => !seen.has(h.id) && hits.findIndex((o) => o.id === h.id) === i);
    const rows = await rowsOf(
      db,
      viewer,
      units,
      ask,
      fresh.map((h) => h.id),
    );
    for (const hit of fresh) {
      seen.add(hit.id);
      const row = rows.get(hit.id);
      if (row) found.push({ n: hit.n, row });
    }
    const last = hits.at(-1);
    const more = hits.length === want && last !== undefined;
    if (found.length > limit || !more) {
      const page = found.slice(0, limit);
      return { rows: page.map((f) => f.row), next: found.length > limit ? `n${page.at(-1)?.n}` : null };
    }
    from = last.n;
  }
}

async function rowsOf(
  db: MatterDb,
  viewer: Viewer,
  units: readonly string[],
  ask: ListQuery,
  ids: readonly string[],
): Promise<Map<string, ListedMatter>> {
  if (ids.length === 0) return new Map();
  const rows = await filtered(visible(db, viewer, units), ask)
    .select(columns)
    .where('m.id', '=', sql<string>`any(${sql.val([...ids])}::text[])`)
    .execute();
  return new Map((rows as ListedMatter[]).map((row) => [row.id, row]));
}
