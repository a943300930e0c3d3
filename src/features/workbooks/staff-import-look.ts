// A look at a table before anything is taken: how its first rows would be read, which would not be, and what is here already.
import { checkMessage, loadKnown, type RejectedRow, settledRows } from '#features/intake/index.ts';
import type { ImportedMessage, MessageRow } from '#platform/spreadsheets/message-row.ts';
import { instantShort } from '#ui/lang.ts';
import { noteWords } from './actions-import.ts';
import type { BadRow, GoodRow } from './pages/import-run.tsx';
import { type ImportPorts, reasonsOf, type Setting } from './staff-import-run.ts';

const previewRows = 8;
const previewLooks = 20_000;
const previewMs = 2_500;

/** Rows as they would be. A long table is looked through only as long as a person waits; the import itself looks at every row. */
export async function lookThrough(
  ports: ImportPorts,
  rows: AsyncIterable<MessageRow>,
  setting: Setting,
  lang: 'zh' | 'en',
  areaCode: string | undefined,
) {
  const known = await loadKnown(ports, areaCode);
  const counts = { good: 0, bad: 0, notes: 0, known: 0, looked: 0, all: true };
  const good: GoodRow[] = [];
  const bad: BadRow[] = [];
  const ids: string[] = [];
  const began = performance.now();
  for await (const row of rows) {
    counts.looked += 1;
    const rejected = refusedBy(row, known);
    if (rejected === 'note') counts.notes += 1;
    else if (rejected !== null) {
      counts.bad += 1;
      if (bad.length < 100)
        bad.push({ row: rejected.row, why: reasonsOf(rejected, setting, lang), words: cut(rejected.cells.filter(Boolean).join(' · ')) });
    } else if (row.ok) {
      counts.good += 1;
      if (row.message.id !== null) ids.push(row.message.id);
      if (good.length < previewRows) good.push(goodRow(row.row, row.message, ports.now(), lang));
    }
    if (counts.looked >= previewLooks || performance.now() - began > previewMs) {
      counts.all = false;
      break;
    }
  }
  counts.known = (await settledRows(ports.db, setting.source, ids)).size;
  return { counts, good, bad };
}

function refusedBy(row: MessageRow, known: Awaited<ReturnType<typeof loadKnown>>): RejectedRow | 'note' | null {
  if (!row.ok) return row.faults[0]?.code === 'note-row' ? 'note' : { row: row.row, reasons: row.faults, cells: row.cells };
  const checked = checkMessage(row.message, known);
  return checked.ok ? null : { row: row.row, reasons: checked.reasons, cells: checked.hasSecret ? [] : (row.cells ?? []) };
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function goodRow(row: number, message: ImportedMessage, now: Parameters<typeof instantShort>[1], lang: 'zh' | 'en'): GoodRow {
  return {
    row,
    when: message.timeWords ?? (message.raisedAt ? instantShort(message.raisedAt, now, lang) : (message.raisedOn ?? '')),
    title: cut(message.title),
    body: cut(message.body),
    place: message.place ?? '',
    who: [message.name ?? message.user ?? '', message.phone ?? ''].filter(Boolean).join(' '),
    category: message.category ?? '',
    note: cut(noteWords(message)),
  };
}
