// A workbook becomes matters. New rows go through intake's import in batches; rows about matters that are here already change only what rules-update.ts allows,
// each through act(), under the name of who imports; and every row is answered for: taken, changed, left, or rejected with its reason.
import type { Actor } from '#core/matter/events.ts';
import { matterOf } from '#core/matter/matter.ts';
import { type ImportResult, importMessages, type KnownRow, loadKnown, type RejectedRow, type TakenRow } from '#features/intake/index.ts';
import { type AnyRefusal, act, loadCircumstances, maySee, noteTogether, readHistories, type SealedEvent } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { ImportedMessage, MessageRow } from '#platform/spreadsheets/message-row.ts';
import { type Changeable, type LeftWhy, type Revision, revise } from './rules-update.ts';
import { idsOfNumbers, phoneHashes } from './store.ts';

/** One row about a matter that was here: what of it changed, and what was left and why. */
export type UpdatedRow = {
  row: number;
  number: string;
  changed: Changeable[];
  left: { field: string; why: LeftWhy | AnyRefusal }[];
};
export type WorkbookResult = ImportResult & {
  updates: UpdatedRow[];
  /** Rows that changed something; `updates` lists the first 20,000 that changed or left something. */
  changed: number;
  /** Taken, but the time was kept as words, so that the clock began with the import. */
  timeWords: { row: number; number: string; written: string }[];
  /** Notes that could not be written beside a matter that was taken. */
  notesLost: { row: number; number: string; why: AnyRefusal }[];
};

export type WorkbookOptions = {
  source: string;
  actor: Actor;
  areaCode?: string | undefined;
  /** Change matters that are here already; else their rows are only counted. */
  update: boolean;
  onProgress?:
    | ((progress: Pick<WorkbookResult, 'read' | 'taken' | 'known' | 'rejected' | 'notes' | 'changed'>) => void | Promise<void>)
    | undefined;
};

const mostListed = 20_000;

/** Refusal: `import-running` (somebody imports from this source now). */
export async function importWorkbook(
  ports: Ports,
  rows: AsyncIterable<MessageRow>,
  options: WorkbookOptions,
): Promise<{ ok: true; result: WorkbookResult } | { ok: false; refusal: 'import-running' }> {
  const own: Pick<WorkbookResult, 'updates' | 'changed' | 'timeWords' | 'notesLost'> = {
    updates: [],
    changed: 0,
    timeWords: [],
    notesLost: [],
  };
  const imported = await importMessages(ports, rows, {
    ...options,
    onKnown: options.update ? (known) => updateRows(ports, known, options, own) : undefined,
    onTaken: (taken) => noteBeside(ports, taken, options.actor, own),
    onProgress: (progress) => options.onProgress?.({ ...progress, changed: own.changed }),
  });
  return imported.ok ? { ok: true, result: { ...imported.result, ...own } } : imported;
}

/** What the other columns of a table say, in the words of one note. */
export function noteWords(message: Pick<ImportedMessage, 'note' | 'timeWords'>): string {
  const time = message.timeWords ? `时间写作“${message.timeWords}”` : '';
  const words = [time, message.note ?? ''].filter((part) => part !== '').join('；');
  return words === '' ? '' : `表中另记：${words}`;
}

async function noteBeside(
  ports: Ports,
  taken: readonly TakenRow[],
  actor: Actor,
  own: Pick<WorkbookResult, 'timeWords' | 'notesLost'>,
): Promise<void> {
  const noted = taken.filter(({ message }) => noteWords(message) !== '');
  for (const { row, message, number } of noted) if (message.timeWords) own.timeWords.push({ row, number, written: message.timeWords });
  const answers = await noteTogether(
    ports,
    actor,
    noted.map(({ message, number }) => ({ number, words: noteWords(message) })),
  );
  for (const [i, answer] of answers.entries()) {
    const one = noted[i];
    if (one && !answer.ok && own.notesLost.length < mostListed)
      own.notesLost.push({ row: one.row, number: one.number, why: answer.refusal });
  }
}

async function updateRows(
  ports: Ports,
  rows: readonly KnownRow[],
  { actor, areaCode }: WorkbookOptions,
  own: Pick<WorkbookResult, 'updates' | 'changed'>,
): Promise<RejectedRow[]> {
  const byNumber = await idsOfNumbers(
    ports.db,
    rows.flatMap((row) => row.number ?? []),
  );
  const idOf = (row: KnownRow): string | null => row.matterId ?? (row.number === null ? null : (byNumber.get(row.number) ?? null));
  const ids = rows.flatMap((row) => idOf(row) ?? []);
  const [histories, phones, known, circumstances] = await Promise.all([
    readHistories(ports.db, ids),
    phoneHashes(ports.db, ids),
    loadKnown(ports, areaCode),
    loadCircumstances(ports.db),
  ]);
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    const id = idOf(row);
    const history = id === null ? undefined : histories.get(id);
    const matter = id === null || history === undefined ? null : matterOf(id, history);
    // The same answer for none and for one that is not theirs: numbers tell nothing.
    if (id === null || !history || !matter || (actor.kind === 'staff' && !maySee(matter, actor, circumstances))) {
      if (row.number !== null)
        rejected.push({ row: row.row, reasons: [{ column: 'number', code: 'number-not-found', written: row.number }], cells: row.cells });
      continue;
    }
    const first = history[0];
    const phoneHash = phones.get(id) ?? null;
    const { message } = row;
    const revision = revise(
      wordsOf(message),
      {
        matter,
        axes: axesOf(history),
        text: first?.type === 'registered' ? first.data.text : '',
        notes: history.flatMap((event) => (event.type === 'noted' ? [event.data.words] : [])),
        samePhone: message.phone === null ? null : phoneHash !== null && ports.secrets.lookupHash(message.phone, 'phone') === phoneHash,
      },
      known,
    );
    const updated = await carryOut(ports, actor, row.row, matter.number, revision);
    if (updated.changed.length > 0) own.changed += 1;
    if ((updated.changed.length > 0 || updated.left.length > 0) && own.updates.length < mostListed) own.updates.push(updated);
  }
  return rejected;
}

/** As the desk set them last; a table has no columns for these. */
function axesOf(history: readonly SealedEvent[]): Parameters<typeof revise>[1]['axes'] {
  const last = history.findLast((event) => event.type === 'classified');
  if (last?.type !== 'classified') return { urgency: 'normal', effort: 'small', difficulty: 'single' };
  const { urgency, effort, difficulty } = last.data;
  return { urgency, effort, difficulty };
}

const wordsOf = (message: ImportedMessage) => ({
  category: message.category ?? '',
  place: message.place ?? '',
  summary: message.summary ?? '',
  note: noteWords(message),
  title: message.title,
  body: message.body,
  day: message.raisedOn ?? '',
});

async function carryOut(ports: Ports, actor: Actor, row: number, number: string, { commands, left }: Revision): Promise<UpdatedRow> {
  const updated: UpdatedRow = { row, number, changed: [], left: [...left] };
  for (const { field, command } of commands) {
    const outcome = await act(ports, actor, number, command);
    if (outcome.ok) updated.changed.push(...field);
    else updated.left.push(...field.map((one) => ({ field: one, why: outcome.refusal })));
  }
  return updated;
}
