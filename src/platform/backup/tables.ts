// The database as plain text, table by table, read in one snapshot and loaded in one transaction. COPY is the database's own format, so a backup needs neither
// pg_dump nor the same version of PostgreSQL; the tables themselves are made by our migrations.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';

export type AppliedMigration = { number: number; name: string; sha256: string };

/** What ends with the server it belongs to: sessions, links not used yet, counters of tries, keys of repeated requests. */
const notKept = new Set(['migration', 'sign_in', 'setup_link', 'throttle', 'idempotency']);

/** Tables in an order in which each stands after those it refers to. */
export async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1",
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and f.relnamespace = 'public'::regnamespace and k.conrelid <> k.confrelid`,
  );
  const left = new Set(tables.map((table) => table.name).filter((name) => !notKept.has(name)));
  const ordered: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter((name) => !references.some((one) => one.from === name && left.has(one.to)));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${[...left].join(', ')}.`);
    for (const name of free) {
      ordered.push(name);
      left.delete(name);
    }
  }
  return ordered;
}

export async function migrationsOf(client: pg.Client): Promise<AppliedMigration[]> {
  return (await client.query<AppliedMigration>('select number, name, sha256 from public.migration order by number')).rows;
}

/** Everything read through this client is of one moment, whatever is written meanwhile. */
export async function inSnapshot<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'daodi backup' });
  client.on('error', () => undefined); // reported by the query that is running
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    return await work(client);
  } finally {
    await client.end();
  }
}

const columnsOf = async (client: pg.Client, table: string): Promise<string> =>
  (
    await client.query<{ names: string }>(
      `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [`public.${pg.escapeIdentifier(table)}`],
    )
  ).rows[0]?.names ?? '';

/** The rows as COPY text, with the names of the columns, so that a column added later does no harm. */
export async function readRows(client: pg.Client, table: string): Promise<{ columns: string; rows: Readable }> {
  const columns = await columnsOf(client, table);
  return { columns, rows: client.query(copyStreams.to(`copy (select ${columns} from public.${pg.escapeIdentifier(table)}) to stdout`)) };
}

export async function loadRows(client: pg.Client, table: string, columns: string, rows: AsyncIterable<Uint8Array>): Promise<number> {
  const into = client.query(copyStreams.from(`copy public.${pg.escapeIdentifier(table)} (${columns}) from stdin`));
  await pipeline(Readable.from(rows), into);
  return into.rowCount ?? 0;
}

/** What the migrations put in is taken out, and counters of identity columns go on where the rows end. */
export async function emptyTables(client: pg.Client, tables: readonly string[]): Promise<void> {
  await client.query(`truncate ${tables.map((name) => `public.${pg.escapeIdentifier(name)}`).join(', ')} cascade`);
}

export async function resetCounters(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; attribute: string; sequence: string }>(
    `select quote_ident(c.relname) as name, quote_ident(a.attname) as attribute, pg_get_serial_sequence('public.' || quote_ident(c.relname), a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attidentity <> ''`,
  );
  for (const { name, attribute, sequence } of rows)
    await client.query(`select setval($1, coalesce((select max(${attribute}) from public.${name}), 0) + 1, false)`, [sequence]);
}

/** Whether a county lives here already: nothing may be loaded over it. */
export async function isInUse(client: pg.Client): Promise<boolean> {
  for (const table of ['account', 'matter', 'matter_event']) {
    const there = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [`public.${table}`]);
    if (!there.rows[0]?.there) continue;
    if ((await client.query(`select from public.${table} limit 1`)).rowCount) return true;
  }
  return false;
}
