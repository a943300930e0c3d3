// Fills the demo with messages, once per data folder: real ones when the folder of published messages lies beside the package, else our own invented ones.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { importMessages } from '#features/intake/index.ts';
import type { Ports } from '#platform/ports.ts';
import { packageRoot } from '#platform/root.ts';
import { type MessagesTable, readMessages } from '#platform/spreadsheets/messages-table.ts';

const doneKey = 'demo.imported';

/** They are read where they lie and never copied into the package. */
export function messageFiles(): string[] {
  const beside = join(packageRoot(), '..', 'shared', 'data');
  const real = ['load_messages.jsonl', 'routing_raw_train.csv'].map((name) => join(beside, name)).filter((path) => existsSync(path));
  return real.length > 0 ? real : [join(packageRoot(), 'demo', 'messages.csv')];
}

export async function isFilled(db: Ports['db']): Promise<boolean> {
  return (await db.selectFrom('setting').select('key').where('key', '=', doneKey).executeTakeFirst()) !== undefined;
}

/** Returns how many were taken in. Stopped or killed in the middle, the next start goes on where it was, because every row is taken once. */
export async function importDemoMessages(
  ports: Ports,
  onProgress: (done: number, total: number) => void,
  stopped: () => boolean,
): Promise<number> {
  const files = messageFiles();
  const totals = await Promise.all(files.map(countRows));
  const total = totals.reduce((sum, rows) => sum + rows, 0);
  let before = 0;
  let taken = 0;
  for (const [at, path] of files.entries()) {
    const table = await open(path);
    const onBatch = ({ read }: { read: number }): void => onProgress(before + read, total);
    const rows = until(stopped, table.rows);
    const imported = await importMessages(ports, rows, { source: basename(path), actor: { kind: 'clock' }, onProgress: onBatch });
    if (imported.ok) taken += imported.result.taken;
    before += totals[at] ?? 0;
    if (stopped()) return taken;
  }
  const body = JSON.stringify({ taken, files: files.map((path) => basename(path)) });
  await ports.db
    .insertInto('setting')
    .values({ key: doneKey, body, changed_at: ports.now() })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return taken;
}

async function open(path: string): Promise<MessagesTable> {
  const read = await readMessages({ path }, { name: basename(path) });
  if (!read.ok) throw new Error(`${basename(path)}: ${read.refusal}`);
  return read.table;
}

async function countRows(path: string): Promise<number> {
  let count = 0;
  for await (const _ of (await open(path)).rows) count += 1;
  return count;
}

async function* until<T>(stopped: () => boolean, rows: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const row of rows) {
    if (stopped()) return;
    yield row;
  }
}
