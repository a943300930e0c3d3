// Statements of lists, kept as they were built: building one costs a tenth to a fifth of what a page costs, and the same few are asked for all day.
import type { CompiledQuery } from 'kysely';
import type { ListQuery } from './list-query.ts';
import type { Viewer } from './visibility.ts';
import type { WithRaiser } from './visibility-rows.ts';
import type { Seeers } from './visibility-seen.ts';
import { sightOf } from './visibility-sql.ts';

const kept = new Map<string, CompiledQuery<WithRaiser>>();
const most = 500; // some 3 kB each

/** One statement for one sight, one set of filters and whatever else text and values depend on (`more`); words and page are no part of it. */
export function keptStatement(
  name: string,
  viewer: Viewer,
  seeers: Seeers,
  { q: _q, cursor: _cursor, limit: _limit, excerpts: _excerpts, ...filters }: ListQuery,
  more: number,
  build: () => CompiledQuery<WithRaiser>,
): CompiledQuery<WithRaiser> {
  const key = JSON.stringify([name, sightOf(viewer, seeers), viewer.unitId, filters, more]);
  const known = kept.get(key);
  if (known) return known;
  const built = build();
  if (kept.size >= most) kept.clear();
  kept.set(key, built);
  return built;
}
