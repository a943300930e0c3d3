// Statements of lists, kept as they were built: building one costs a tenth to a fifth of what a page costs, and the same few are asked for all day.
import type { CompiledQuery } from 'kysely';
import type { WithRaiser } from './visibility-rows.ts';

const kept = new Map<string, CompiledQuery<WithRaiser>>();
const most = 500; // some 3 kB each

/** `of`: all that the text and the values depend on (what this reader sees, the filters, how many). */
export function keptStatement(of: unknown, build: () => CompiledQuery<WithRaiser>): CompiledQuery<WithRaiser> {
  const key = JSON.stringify(of);
  const known = kept.get(key);
  if (known) return known;
  const built = build();
  if (kept.size >= most) kept.clear();
  kept.set(key, built);
  return built;
}
