// Opens one .xlsx apart from the server: a file that eats memory or time ends this thread and nothing else.
// Plain JavaScript on purpose, so that the same file runs from src/ and beside a bundle in dist/.
// workerData: { bytes: Uint8Array, sheet: string | null }
// Says { sheet, otherSheets }, then { rows } in batches, each after a { more } from the other side, then { end }; or { broken } once.
import { parentPort, workerData } from 'node:worker_threads';
import { readXlsx } from 'hucre/xlsx';

const BATCH = 200;
const FORGOTTEN_MS = 10 * 60_000;

const names = [];
const chosen = (info) =>
  workerData.sheet === null ? !info.hidden && !info.veryHidden && names.length === 0 : info.name === workerData.sheet;

try {
  const others = [];
  const workbook = await readXlsx(workerData.bytes, {
    readStyles: false,
    sheets: (info) => {
      const take = chosen(info);
      (take ? names : others).push(info.name);
      return take;
    },
  });
  const sheet = workbook.sheets[0];
  if (!sheet) throw new Error('No visible sheet.');
  fillDown(sheet);
  parentPort.postMessage({ sheet: sheet.name, otherSheets: others });
  for (let at = 0; at < sheet.rows.length; at += BATCH) {
    await asked();
    parentPort.postMessage({ rows: sheet.rows.slice(at, at + BATCH).map((row) => row.map(written)) });
  }
  await asked();
  parentPort.postMessage({ end: true });
} catch (fault) {
  parentPort.postMessage({ broken: String(fault instanceof Error ? fault.message : fault) });
}
parentPort.close();

// Whoever opened the table and forgot it must not hold this thread for ever.
function asked() {
  return new Promise((resolve, reject) => {
    const forgotten = setTimeout(() => reject(new Error('Nobody asked for more rows.')), FORGOTTEN_MS);
    parentPort.once('message', () => {
      clearTimeout(forgotten);
      resolve();
    });
  });
}

// A cell merged over several rows means "the same for all of these"; the file keeps it only in the first.
function fillDown({ rows, merges = [] }) {
  for (const { startRow, endRow, startCol } of merges) {
    const value = rows[startRow]?.[startCol];
    if (value === null || value === undefined) continue;
    for (let row = startRow + 1; row <= Math.min(endRow, rows.length - 1); row += 1) {
      if (rows[row] && (rows[row][startCol] ?? null) === null) rows[row][startCol] = value;
    }
  }
}

// A cell as a person would read it: 13800000000 and never 1.38E+10, a day as 2026-12-05 whatever the machine's zone.
function written(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return writtenNumber(value);
  if (value instanceof Date) return writtenDate(value);
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value.text ?? value);
}

function writtenNumber(value) {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}

// The reader puts the wall clock into the UTC fields, because a spreadsheet has no zone.
function writtenDate(value) {
  if (Number.isNaN(value.getTime())) return '';
  const text = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  if (text < '1900-01-01T00:00:00') return text.slice(11, 19);
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}
