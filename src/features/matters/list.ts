// Lists and search over matters. Every list is a walk along an index by (received_at, id) or (due_at, id); search is complete (recall 1.0) and never counts.
import { type CompiledQuery, sql } from 'kysely';
import { queryTerms } from '#core/text/tokens.ts';
import type { Instant } from '#core/time/day.ts';
import { type Runner, reused } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { filtered, isByDue, type ListQuery } from './list-query.ts';
import { type FoundPage, type FoundWords, searchMatters } from './list-search.ts';
import { keptStatement } from './list-statements.ts';
import { type ListedMatter, listedColumns } from './listed.ts';
import type { MatterDb } from './store.ts';
import type { Viewer } from './visibility.ts';
import { openedRows, type SeenRow, seenRows, type WithRaiser, withRaiser } from './visibility-rows.ts';
import type { Seeers } from './visibility-seen.ts';
import { sightOf, visible } from './visibility-sql.ts';

export type { ListQuery, Span } from './list-query.ts';
export { isByDue };

export const encodeCursor = (at: Instant, id: string): string => Buffer.from(`${at}|${id}`).toString('base64url');
export function decodeCursor(cursor: string | undefined): { at: Instant; id: string } | null {
  if (!cursor) return null;
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  return at && id && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) ? { at: at as Instant, id } : null;
}

type SearchPorts = Pick<Ports, 'now' | 'secrets'> & { db: MatterDb };

/** A page of a list. `found`: only of a search. */
export type ListPage = { rows: SeenRow[]; next: string | null; found?: FoundWords };

/** One page, as this reader may see it. */
export async function listMatters(ports: SearchPorts, viewer: Viewer, seeers: Seeers, ask: ListQuery): Promise<ListPage> {
  const { rows, next, known, found } = await foundMatters(ports, viewer, seeers, ask);
  return { rows: await seenRows(ports, viewer, seeers, rows, known), next, ...(found ? { found } : {}) };
}

async function foundMatters(ports: SearchPorts, viewer: Viewer, units: Seeers, ask: ListQuery): Promise<FoundPage> {
  const limit = Math.min(Math.max(ask.limit ?? 50, 1), 200);
  const after = decodeCursor(ask.cursor);
  const terms = queryTerms(ask.q ?? '');
  if (terms.length > 0) return searchMatters(ports, viewer, units, ask, terms, limit);
  const { db } = ports;
  const byDue = isByDue(ask);
  const build = () => statementOf(db, viewer, units, ask, { after, most: limit + 1, byDue });
  const statement = after ? build() : keptStatement('list', viewer, units, ask, limit, build);
  const found = await walked(db, ask, statement);
  const { rows, known } = openedRows(ports, viewer, found);
  return { ...paged(rows, limit, byDue), known };
}

type Walk = { after: { at: Instant; id: string } | null; most: number; byDue: boolean };

function statementOf(db: MatterDb, viewer: Viewer, units: Seeers, ask: ListQuery, { after, most, byDue }: Walk): CompiledQuery<WithRaiser> {
  const bare = () => filtered(visible(db, viewer, units), ask).select(listedColumns);
  const walk = walkOf(byDue, after, most);
  const { units: mine } = sightOf(viewer, units);
  const list = mine === null ? sql`select m.* from (${bare()}) m ${walk}` : ofUnits(mine, ask.unit, bare, walk);
  return sql<WithRaiser>`${withRaiser(sql`(${list})`)} ${orderOf(byDue)}`.compile(db);
}

/** The list without filters is what is asked for all day, and its walk is the same for everybody: its plan is kept. With filters the plan depends on their values. */
const walked = async (db: MatterDb, ask: ListQuery, statement: CompiledQuery<WithRaiser>): Promise<WithRaiser[]> =>
  isBare(ask) ? reused(db as Runner, 'matters-list', statement) : (await db.executeQuery(statement)).rows;

const isBare = ({ limit: _limit, cursor: _cursor, sort: _sort, excerpts: _excerpts, open: _open, ...filters }: ListQuery): boolean =>
  Object.values(filters).every(
    (value) => value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0),
  );

const orderOf = (byDue: boolean) => (byDue ? sql`order by m.due_at, m.id` : sql`order by m.received_at desc, m.id desc`);

const walkOf = (byDue: boolean, after: { at: Instant; id: string } | null, most: number) =>
  byDue
    ? sql`${after ? sql`where (m.due_at, m.id) > (${after.at}::timestamptz, ${after.id}::text)` : sql``} ${orderOf(byDue)} limit ${most}`
    : sql`${after ? sql`where (m.received_at, m.id) < (${after.at}::timestamptz, ${after.id}::text)` : sql``} ${orderOf(byDue)} limit ${most}`;

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

function paged(rows: ListedMatter[], limit: number, byDue: boolean): FoundPage {
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return { rows: page, next: rows.length > limit && last ? encodeCursor(byDue ? last.due_at : last.received_at, last.id) : null };
}
