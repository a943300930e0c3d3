// Messages from elsewhere become matters (P01: every channel ends in one system), in batches, each row once: what was taken in before is left out, what cannot be
// taken comes back with its row number, its words and the reason. Killed in the middle and started again, it goes on where it was.
import type { Actor } from '#core/matter/events.ts';
import { atTimeOfDay, type Instant } from '#core/time/day.ts';
import { type NewConcern, openMatters } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { ImportedMessage, MessageRow, RowFault } from '#platform/spreadsheets/message-row.ts';
import { loadKnown, newConcern } from './actions.ts';
import { type ConcernProblem, checkConcern, type Known } from './rules.ts';
import * as store from './store.ts';

export type RejectedRow = {
  row: number;
  reasons: readonly (RowFault | { column: string; code: ConcernProblem; written: string })[];
  /** The row as it stood, so that nothing typed elsewhere is lost; empty where a secrecy marking forbids keeping it. */
  cells: readonly string[];
};
export type UrgentRow = { row: number; number: string; call: string; words: readonly string[] };
export type ImportProgress = { read: number; taken: number; known: number; rejected: number };
export type ImportResult = ImportProgress & {
  rejectedRows: RejectedRow[];
  /** Taken in, and somebody must look now: their words speak of danger. */
  urgent: UrgentRow[];
  /** Names of categories in the file that this county does not have, and how often. */
  unknownCategories: Record<string, number>;
};
export type ImportOptions = {
  /** Where the messages come from: together with each one's id it says which were taken in before. */
  source: string;
  actor: Actor;
  areaCode?: string | undefined;
  onProgress?: ((progress: ImportProgress) => void | Promise<void>) | undefined;
};
export type Imported = { ok: true; result: ImportResult } | { ok: false; refusal: 'import-running' };

const batchSize = 200;
const mostListed = 20_000;

/** Refusal: `import-running` (somebody imports from this source now). Faults of single rows refuse only that row. */
export async function importMessages(
  ports: Ports,
  rows: AsyncIterable<MessageRow> | Iterable<MessageRow>,
  options: ImportOptions,
): Promise<Imported> {
  const source = options.source.trim().slice(0, 100) || 'import';
  const alone = await store.aloneWithSource(ports.db, source, async () => {
    await recover(ports, source);
    return takeAll(ports, rows, { ...options, source });
  });
  return alone === null ? { ok: false, refusal: 'import-running' } : { ok: true, result: alone.done };
}

const sourceOf = (source: string, externalId: string): string => `import:${source}#${externalId}`;

/** A batch that was opened and not settled is settled from the record; one that was never opened is free again. */
async function recover(ports: Ports, source: string): Promise<void> {
  const left = await store.unsettledRows(ports.db, source);
  if (left.length === 0) return;
  const ids = new Map(left.map((id) => [sourceOf(source, id), id]));
  const opened = await store.mattersOfRows(ports.db, [...ids.keys()]);
  await store.settleRows(
    ports.db,
    source,
    opened.map((one) => ({ externalId: ids.get(one.source) ?? '', matterId: one.matterId })),
  );
  await store.unclaimRows(ports.db, source, left);
}

type Ready = { row: number; externalId: string; concern: NewConcern; emergency: { call: string; words: readonly string[] } | null };

async function takeAll(
  ports: Ports,
  rows: AsyncIterable<MessageRow> | Iterable<MessageRow>,
  options: ImportOptions,
): Promise<ImportResult> {
  const result: ImportResult = { read: 0, taken: 0, known: 0, rejected: 0, rejectedRows: [], urgent: [], unknownCategories: {} };
  const sameWords = new Map<string, number>();
  let known = await loadKnown(ports, options.areaCode);
  let batch: Ready[] = [];
  const flush = async (): Promise<void> => {
    await takeBatch(ports, batch, options, result);
    batch = [];
    known = await loadKnown(ports, options.areaCode);
    await options.onProgress?.(result);
  };
  for await (const row of rows) {
    result.read += 1;
    const ready = row.ok ? prepared(ports, row.row, row.message, known, options.source, sameWords, result) : row;
    if ('concern' in ready) batch.push(ready);
    else reject(result, 'faults' in ready ? { row: ready.row, reasons: ready.faults, cells: ready.cells } : ready);
    if (batch.length === batchSize) await flush();
  }
  await flush();
  return result;
}

function reject(result: ImportResult, row: RejectedRow): void {
  result.rejected += 1;
  if (result.rejectedRows.length < mostListed) result.rejectedRows.push(row);
}

function prepared(
  ports: Ports,
  row: number,
  message: ImportedMessage,
  known: Known,
  source: string,
  sameWords: Map<string, number>,
  result: ImportResult,
): Ready | RejectedRow {
  const categoryId = message.category === null ? null : known.categoryOf(message.category);
  if (message.category !== null && categoryId === null)
    result.unknownCategories[message.category] = (result.unknownCategories[message.category] ?? 0) + 1;
  const checked = checkConcern(
    {
      text: message.body,
      title: message.title,
      place: message.place ?? '',
      category: categoryId ?? undefined,
      name: message.name ?? message.user ?? '',
      phone: message.phone ?? '',
      receivedAt: receivedAt(message),
      emergencyConfirmed: 'not',
    },
    known,
  );
  if (!checked.ok) {
    const cells =
      checked.secrecy.length > 0 ? [] : [message.id ?? '', message.user ?? '', receivedAt(message) ?? '', message.title, message.body];
    return { row, reasons: Object.entries(checked.problems).map(([column, code]) => ({ column, code, written: '' })), cells };
  }
  const externalId = (message.id ?? wordsId(ports, message, sameWords)).slice(0, 200);
  const concern = newConcern(
    checked.concern,
    { actor: { kind: 'clock' }, channel: 'import', caller: 'import', source: sourceOf(source, externalId) },
    null,
    undefined,
  );
  return { row, externalId, concern, emergency: checked.emergency };
}

/** The office opens at nine: a day without an hour is put there. No day at all: received now. */
const receivedAt = (message: ImportedMessage): Instant | undefined =>
  message.raisedAt ?? (message.raisedOn === null ? undefined : atTimeOfDay(message.raisedOn, '09:00'));

/** A row without an id is known again by its words; the same words twice in one file are two people. */
function wordsId(ports: Ports, { user, title, body, raisedOn, phone }: ImportedMessage, sameWords: Map<string, number>): string {
  const digest = Buffer.from(ports.hash(new TextEncoder().encode(JSON.stringify([user, title, body, raisedOn, phone]))))
    .toString('base64url')
    .slice(0, 22);
  const nth = (sameWords.get(digest) ?? 0) + 1;
  sameWords.set(digest, nth);
  return `words-${digest}-${nth}`;
}

/** Claim, open, settle: a crash between any two of these is put right by `recover`. */
async function takeBatch(ports: Ports, batch: readonly Ready[], { source, actor }: ImportOptions, result: ImportResult): Promise<void> {
  if (batch.length === 0) return;
  const claimed = await store.claimRows(
    ports.db,
    source,
    batch.map((one) => one.externalId),
  );
  const fresh = batch.filter((one) => claimed.delete(one.externalId));
  result.known += batch.length - fresh.length;
  if (fresh.length === 0) return;
  const answers = await openMatters(
    ports,
    actor,
    fresh.map((one) => one.concern),
  );
  const settled: { externalId: string; matterId: string }[] = [];
  const refused: string[] = [];
  for (const [at, one] of fresh.entries()) {
    const answer = answers[at];
    if (answer?.ok) {
      settled.push({ externalId: one.externalId, matterId: answer.receipt.matterId });
      if (one.emergency && result.urgent.length < mostListed)
        result.urgent.push({ row: one.row, number: answer.receipt.number, call: one.emergency.call, words: one.emergency.words });
    } else {
      refused.push(one.externalId);
      reject(result, {
        row: one.row,
        reasons: [{ column: 'body', code: 'text-missing', written: '' }],
        cells: [one.concern.title, one.concern.text],
      });
    }
  }
  await store.settleRows(ports.db, source, settled);
  if (refused.length > 0) await store.unclaimRows(ports.db, source, refused);
  result.taken += settled.length;
}
