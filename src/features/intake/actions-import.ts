// Messages from elsewhere become matters (P01: every channel ends in one system), in batches, each row once: what was taken in before is left out, what cannot be
// taken comes back with its row number, its words and the reason. Killed in the middle and started again, it goes on where it was.
import type { Actor } from '#core/matter/events.ts';
import { parseNumber } from '#core/matter/number.ts';
import { atTimeOfDay, type Instant } from '#core/time/day.ts';
import { type NewConcern, openMatters } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { ImportedMessage, MessageRow, RowFault } from '#platform/spreadsheets/message-row.ts';
import { loadKnown, newConcern } from './actions.ts';
import { type CheckedConcern, type ConcernProblem, checkConcern, type Known, markersIn } from './rules.ts';
import * as store from './store.ts';

/** What only a row of a table can be refused for. */
export type RowRefusal = 'number-unreadable' | 'number-not-found';

export type RejectedRow = {
  row: number;
  reasons: readonly (RowFault | { column: string; code: ConcernProblem | RowRefusal; written: string })[];
  /** The row as it stood, so that nothing typed elsewhere is lost; empty where a secrecy marking forbids keeping it. */
  cells: readonly string[];
};
export type UrgentRow = { row: number; number: string; call: string; words: readonly string[] };
/** `notes` are totals and footnotes: no concerns, and no fault of anybody. */
export type ImportProgress = { read: number; taken: number; known: number; rejected: number; notes: number };
export type ImportResult = ImportProgress & {
  rejectedRows: RejectedRow[];
  noteRows: number[];
  /** Taken in, and somebody must look now: their words speak of danger. */
  urgent: UrgentRow[];
  /** Names of categories in the file that this county does not have, and how often. */
  unknownCategories: Record<string, number>;
};
/** A row about a matter that is here already: by the matter's own number, or because its row was taken before. */
export type KnownRow = { row: number; message: ImportedMessage; cells: readonly string[]; matterId: string | null; number: string | null };
export type TakenRow = { row: number; message: ImportedMessage; number: string };
export type ImportOptions = {
  /** Where the messages come from: together with each one's id it says which were taken in before. */
  source: string;
  actor: Actor;
  areaCode?: string | undefined;
  /** What to do with rows whose matter is here already; the rows it gives back are told as rejected. Left out, they are only counted. */
  onKnown?: ((rows: readonly KnownRow[]) => Promise<readonly RejectedRow[]>) | undefined;
  /** What else belongs to matters that were just opened. */
  onTaken?: ((rows: readonly TakenRow[]) => Promise<void>) | undefined;
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

type Ready = {
  row: number;
  message: ImportedMessage;
  cells: readonly string[];
  externalId: string;
  concern: NewConcern;
  emergency: { call: string; words: readonly string[] } | null;
};
type Numbered = { row: number; message: ImportedMessage; cells: readonly string[]; number: string };

async function takeAll(
  ports: Ports,
  rows: AsyncIterable<MessageRow> | Iterable<MessageRow>,
  options: ImportOptions,
): Promise<ImportResult> {
  const result: ImportResult = {
    read: 0,
    taken: 0,
    known: 0,
    rejected: 0,
    notes: 0,
    rejectedRows: [],
    noteRows: [],
    urgent: [],
    unknownCategories: {},
  };
  const sameWords = new Map<string, number>();
  let known = await loadKnown(ports, options.areaCode);
  let batch: Ready[] = [];
  let numbered: Numbered[] = [];
  const flush = async (): Promise<void> => {
    await takeBatch(ports, batch, options, result);
    await revisit(
      numbered.map((one) => ({ ...one, matterId: null })),
      options,
      result,
    );
    batch = [];
    numbered = [];
    known = await loadKnown(ports, options.areaCode);
    await options.onProgress?.(result);
  };
  for await (const row of rows) {
    result.read += 1;
    if (!row.ok && row.faults[0]?.code === 'note-row') {
      result.notes += 1;
      if (result.noteRows.length < mostListed) result.noteRows.push(row.row);
      continue;
    }
    const ready = row.ok ? prepared(ports, row.row, row.message, row.cells ?? [], known, options.source, sameWords, result) : row;
    if ('concern' in ready) batch.push(ready);
    else if ('number' in ready) numbered.push(ready);
    else reject(result, 'faults' in ready ? { row: ready.row, reasons: ready.faults, cells: ready.cells } : ready);
    if (batch.length + numbered.length === batchSize) await flush();
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
  cells: readonly string[],
  known: Known,
  source: string,
  sameWords: Map<string, number>,
  result: ImportResult,
): Ready | Numbered | RejectedRow {
  const categoryId = message.category === null ? null : known.categoryOf(message.category);
  if (message.category !== null && categoryId === null)
    result.unknownCategories[message.category] = (result.unknownCategories[message.category] ?? 0) + 1;
  const checked = checkMessage(message, known, categoryId);
  if (!checked.ok) return { row, reasons: checked.reasons, cells: checked.hasSecret ? [] : cells.length > 0 ? cells : ownCells(message) };
  const number = numberIn(message);
  if (number !== null) return { row, message, cells, number };
  if (checked.concern === null)
    return { row, reasons: [{ column: 'number', code: 'number-unreadable', written: message.number ?? '' }], cells };
  const externalId = (message.id ?? wordsId(ports, message, sameWords)).slice(0, 200);
  const concern = newConcern(
    checked.concern,
    { actor: { kind: 'clock' }, channel: 'import', caller: 'import', source: sourceOf(source, externalId) },
    null,
    undefined,
  );
  return { row, message, cells, externalId, concern, emergency: checked.emergency };
}

const ownCells = (message: ImportedMessage): string[] => [
  message.id ?? '',
  message.user ?? '',
  receivedAt(message) ?? '',
  message.title,
  message.body,
];

type CheckedMessage =
  | { ok: true; concern: CheckedConcern | null; emergency: { call: string; words: readonly string[] } | null }
  | { ok: false; reasons: { column: string; code: ConcernProblem; written: string }[]; hasSecret: boolean };

/** Our own number, in its column or where the office wrote it as the id: an exported ledger that comes back. */
const numberIn = (message: ImportedMessage): string | null => parseNumber(message.number ?? message.id ?? '');

/**
 * Whether a row could be taken, without taking it. `concern` is null for a row that is about a matter here already (it need not say anything new)
 * or whose number cannot be read. A secrecy marking in any of its words refuses it as a whole.
 */
export function checkMessage(
  message: ImportedMessage,
  known: Known,
  categoryId = known.categoryOf(message.category ?? ''),
): CheckedMessage {
  const secrets = markersIn(`${message.summary ?? ''}\n${message.note ?? ''}\n${message.timeWords ?? ''}`);
  if (secrets.length > 0) return { ok: false, reasons: [{ column: 'note', code: 'secrecy', written: '' }], hasSecret: true };
  const isOld = numberIn(message) !== null || (message.number ?? '') !== '';
  if (isOld && markersIn(`${message.title}\n${message.body}\n${message.place ?? ''}`).length === 0)
    return { ok: true, concern: null, emergency: null };
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
  if (checked.ok) return { ok: true, concern: checked.concern, emergency: checked.emergency };
  const reasons = Object.entries(checked.problems).map(([column, code]) => ({ column: columnOf[column] ?? column, code, written: '' }));
  return { ok: false, reasons, hasSecret: checked.secrecy.length > 0 };
}

/** The column of a table in which a field of a concern stands. */
const columnOf: Record<string, string> = { text: 'body', receivedAt: 'time' };

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
async function takeBatch(ports: Ports, batch: readonly Ready[], options: ImportOptions, result: ImportResult): Promise<void> {
  if (batch.length === 0) return;
  const { source, actor } = options;
  const claimed = await store.claimRows(
    ports.db,
    source,
    batch.map((one) => one.externalId),
  );
  const fresh: Ready[] = [];
  const before: Ready[] = [];
  for (const one of batch) (claimed.delete(one.externalId) ? fresh : before).push(one);
  if (before.length > 0) await revisitRows(ports, before, options, result);
  if (fresh.length === 0) return;
  const answers = await openMatters(
    ports,
    actor,
    fresh.map((one) => one.concern),
  );
  const settled: { externalId: string; matterId: string }[] = [];
  const refused: string[] = [];
  const taken: TakenRow[] = [];
  for (const [at, one] of fresh.entries()) {
    const answer = answers[at];
    if (answer?.ok) {
      const { matterId, number } = answer.receipt;
      settled.push({ externalId: one.externalId, matterId });
      taken.push({ row: one.row, message: one.message, number });
      if (one.emergency && result.urgent.length < mostListed)
        result.urgent.push({ row: one.row, number, call: one.emergency.call, words: one.emergency.words });
    } else {
      refused.push(one.externalId);
      reject(result, { row: one.row, reasons: [{ column: 'body', code: 'text-missing', written: '' }], cells: one.cells });
    }
  }
  await store.settleRows(ports.db, source, settled);
  if (refused.length > 0) await store.unclaimRows(ports.db, source, refused);
  result.taken += settled.length;
  await options.onTaken?.(taken);
}

async function revisitRows(ports: Ports, rows: readonly Ready[], options: ImportOptions, result: ImportResult): Promise<void> {
  if (!options.onKnown) {
    result.known += rows.length;
    return;
  }
  const settled = await store.settledRows(
    ports.db,
    options.source,
    rows.map((one) => one.externalId),
  );
  const known = rows.map(({ row, message, cells, externalId }) => ({
    row,
    message,
    cells,
    matterId: settled.get(externalId) ?? null,
    number: null,
  }));
  await revisit(known, options, result);
}

async function revisit(rows: readonly KnownRow[], options: ImportOptions, result: ImportResult): Promise<void> {
  if (rows.length === 0) return;
  const refused = (await options.onKnown?.(rows)) ?? [];
  for (const row of refused) reject(result, row);
  result.known += rows.length - refused.length;
}
