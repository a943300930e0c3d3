// How a room runs statements: named ones for hot paths, and transactions. No driver and no connection in here: both are handed in.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type QueryResult, type Transaction } from 'kysely';
import { codeOf } from './living.ts';

/** Carries a statement's name through Kysely, which knows text and values only; the pool takes it off again. */
export const nameMark = '/*named:';

/** What can run a statement: the Kysely instance or a transaction, whatever tables it is typed with. */
export type Runner = { executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>> };

/**
 * A raw statement that the server parses once per connection; for hot paths. Works on `db` and inside a transaction.
 * `name` stands for exactly this text: kebab-case, the room's name in front (`matters-by-number`).
 */
export async function query<Row>(on: Runner, name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const result = await on.executeQuery(CompiledQuery.raw(`${nameMark}${name}*/${text}`, [...values]) as CompiledQuery<Row>);
  return result.rows;
}

const known = new Map<string, number>();
const mostKnown = 200; // each is a plan kept per connection: some 30 KB

/**
 * A built statement that the server parses once per connection, for hot paths whose text has few forms. Only where one plan is right for every value (by key, by ids):
 * after five runs the server may stop looking at the values.
 */
export async function reused<Row>(on: Runner, name: string, built: CompiledQuery<unknown>): Promise<Row[]> {
  const number = known.get(built.sql) ?? known.size;
  if (number >= mostKnown) return (await on.executeQuery(built as CompiledQuery<Row>)).rows;
  known.set(built.sql, number);
  return query<Row>(on, `${name}-${number}`, built.sql, built.parameters);
}

const retried = new Set(['40001', '40P01']); // lost a serialization race, chosen to break a deadlock: nothing was written
const attempts = 5;

/** Everything in `work` happens, or nothing. It may run again after a deadlock, so it must touch nothing but the transaction. */
export async function inTransaction<Tables, Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === attempts || !retried.has(codeOf(error))) throw error;
      await sleep(Math.random() * 40 * attempt); // at once, it might overtake the winner and block it again
    }
  }
}

/** Lets waiting requests go between two parts of a long reckoning. */
export const breathe = (): Promise<void> => setImmediate();
