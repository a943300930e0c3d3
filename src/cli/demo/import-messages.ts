// Fills the demo with messages: real ones when the folder of published messages lies beside the package, else our own invented ones.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type NewConcern, openMatters } from '#features/matters/index.ts';
import { loadPlaces } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { packageRoot } from '#platform/root.ts';
import { type MessageRow, rowFaultSentences } from '#platform/spreadsheets/message-row.ts';
import { readMessages } from '#platform/spreadsheets/messages-table.ts';

const batch = 200;

/** The files to read: never copied, only read where they lie. */
export function messageFiles(): string[] {
  const shared = join(packageRoot(), '..', 'shared', 'data');
  const real = ['load_messages.jsonl', 'routing_raw_train.csv'].map((name) => join(shared, name)).filter((path) => existsSync(path));
  return real.length > 0 ? real : [join(packageRoot(), 'demo', 'messages.csv')];
}

export type ImportAnswer = { read: number; taken: number; known: number; refused: { row: number; says: string }[] };

/** Takes rows in, 200 to a transaction; a row whose id came before from the same source is left alone. Refused rows come back with their number and why. */
export async function importRows(
  ports: Ports,
  rows: AsyncIterable<MessageRow>,
  source: string,
  onProgress: (done: number) => void,
  stopped: () => boolean = () => false,
): Promise<ImportAnswer> {
  const places = (await loadPlaces(ports.db)).all.filter((place) => place.kind === 'village');
  const answer: ImportAnswer = { read: 0, taken: 0, known: 0, refused: [] };
  let waiting: { id: string; concern: NewConcern }[] = [];
  const write = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const ids = waiting.map((w) => w.id);
    const before = await ports.db
      .selectFrom('import_row')
      .select('external_id')
      .where('source', '=', source)
      .where('external_id', 'in', ids)
      .execute();
    const known = new Set(before.map((b) => b.external_id));
    const fresh = waiting.filter((w) => !known.has(w.id));
    answer.known += waiting.length - fresh.length;
    const opened = await openMatters(
      ports,
      { kind: 'clock' },
      fresh.map((w) => w.concern),
    );
    const taken = opened.flatMap((o, i) => (o.ok ? [{ source, external_id: fresh[i]?.id ?? '', matter_id: o.receipt.matterId }] : []));
    if (taken.length > 0)
      await ports.db
        .insertInto('import_row')
        .values(taken)
        .onConflict((oc) => oc.doNothing())
        .execute();
    answer.taken += taken.length;
    waiting = [];
    onProgress(answer.read);
  };
  for await (const row of rows) {
    if (stopped()) break;
    answer.read += 1;
    if (!row.ok) {
      answer.refused.push({ row: row.row, says: row.faults.map((f) => rowFaultSentences[f.code].zh).join(' ') });
      continue;
    }
    const { message } = row;
    const place = message.place === null ? places[answer.read % Math.max(places.length, 1)] : undefined;
    waiting.push({
      id: message.id ?? `row-${row.row}`,
      concern: {
        channel: 'import',
        kind: 'help',
        title: message.title,
        text: message.body,
        placeText: message.place ?? place?.name ?? '',
        placeId: place?.id ?? null,
        categoryId: null,
        confidentiality: 'normal',
        accusedUnitId: null,
        contact: message.phone ? { name: message.name ?? '', phone: message.phone } : null,
        wantsReply: true,
        source: `${source}:${message.id ?? row.row}`,
      },
    });
    if (waiting.length >= batch) await write();
  }
  await write();
  return answer;
}

/** Fills the demo, once per data folder. Returns how many were taken. */
export async function importDemoMessages(ports: Ports, onProgress: (done: number) => void, stopped: () => boolean): Promise<number> {
  const known = await ports.db.selectFrom('setting').select('key').where('key', '=', 'demo.imported').executeTakeFirst();
  if (known) return 0;
  let taken = 0;
  for (const path of messageFiles()) {
    const read = await readMessages({ path }, { name: basename(path) });
    if (!read.ok) continue;
    const before = taken;
    taken += (await importRows(ports, read.table.rows, basename(path), (done) => onProgress(before + done), stopped)).taken;
  }
  if (stopped()) return taken;
  await ports.db
    .insertInto('setting')
    .values({ key: 'demo.imported', body: JSON.stringify({ taken }), changed_at: ports.now() })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return taken;
}
