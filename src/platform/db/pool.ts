// The application's connections to its database: a small pool with Kysely on top. How statements run on them: transaction.ts.
import { Kysely, type PostgresCursor, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { nameMark } from './transaction.ts';
import { valueTypes } from './values.ts';

export { inTransaction, query, type Runner } from './transaction.ts';

export type DbOptions = {
  /** Connections; by default `DAODI_DB_POOL` or 5. */
  readonly max?: number;
  /** Hears about idle connections the server ended; they are replaced by themselves. */
  readonly onLost?: (error: Error) => void;
};
export type Db<Tables> = { readonly db: Kysely<Tables>; readonly pool: pg.Pool; close(): Promise<void> };

/** Opens nothing yet: the first query connects. `close()` ends Kysely and the pool. */
export function createDb<Tables>(url: string, options: DbOptions = {}): Db<Tables> {
  const pool = createPool(url, options);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: { connect: () => namingClient(pool), end: () => pool.end() } }) });
  return { db, pool, close: () => db.destroy().then(() => (pool.ended ? undefined : pool.end())) };
}

export function createPool(url: string, options: DbOptions = {}): pg.Pool {
  const { connectionString, sessionOptions } = withSession(url);
  const pool = new pg.Pool({
    connectionString,
    options: sessionOptions,
    max: options.max ?? (Number(process.env['DAODI_DB_POOL']) || 5),
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 15_000,
    application_name: 'daodi',
    types: valueTypes,
  });
  // Without listeners a connection that is lost, idle or between two statements of a transaction, would end the process.
  pool.on('error', options.onLost ?? (() => undefined));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Your own server may be set to another zone or date style; days and instants must not depend on it. */
function withSession(url: string): { connectionString: string; sessionOptions: string } {
  const [base = url, query = ''] = url.split('?', 2);
  const params = new URLSearchParams(query);
  const given = params.getAll('options');
  params.delete('options');
  const rest = params.toString().replaceAll('+', '%20');
  return { connectionString: rest ? `${base}?${rest}` : base, sessionOptions: [...given, '-c timezone=UTC -c datestyle=ISO'].join(' ') };
}

/** Kysely hands over text and values only; the mark in front of the text carries the statement's name to node-postgres. */
class NamingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(text: string | PostgresCursor<Row>, values: readonly unknown[] = []): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof text !== 'string') throw new TypeError('No cursor is set up; page with a key instead.');
    const end = text.startsWith(nameMark) ? text.indexOf('*/') : -1;
    const named = end < 0 ? { text } : { name: text.slice(nameMark.length, end), text: text.slice(end + 2) };
    // With a callback, not as the driver's own promise: with that one nearly every answer outlived the small collections and cost a great one every half second; seen by
    // counting, why is our reading (docs/decisions/0034).
    return new Promise((resolve, reject) => {
      void this.#client.query({ ...named, values: [...values] }, (error: Error | undefined, result) =>
        error ? reject(error) : resolve(result as unknown as PostgresQueryResult<Row>),
      );
    });
  }

  release(): void {
    this.#client.release();
  }
}

const naming = new WeakMap<pg.PoolClient, NamingClient>(); // Kysely knows a connection by its object

async function namingClient(pool: pg.Pool): Promise<NamingClient> {
  const client = await pool.connect();
  const known = naming.get(client) ?? new NamingClient(client);
  naming.set(client, known);
  return known;
}
