// Opens one workbook apart from the server: a file that eats memory or time ends this thread and nothing else.
// Plain JavaScript on purpose, so that the same file runs from src/ and beside a bundle in dist/.
// workerData: { task: 'read' | 'mark' | 'modernise', bytes, entries | null (to slim first), mostBytes, sheet: string | null, … }
// 'read' says { sheet, sheets, merges, hiddenRows }, then { rows } in batches, each after a { more } from the other side, then { end };
// 'mark' and 'modernise' say { bytes }; each may say { broken } or { locked } or { heavy } once.
import { parentPort, workerData } from 'node:worker_threads';
import { openXlsx, readXls, readXlsx, saveXlsx, writeXlsx } from 'hucre/xlsx';
import { markSheet, markTable } from './xlsx-mark.mjs';
import { slim } from './xlsx-slim.mjs';

const BATCH = 200;
const FORGOTTEN_MS = 10 * 60_000;
const HEAD_ROWS = 60;
const tasks = { read, mark, modernise };

try {
  const bytes = workerData.entries ? await slim(workerData.bytes, workerData.entries, workerData.mostBytes) : workerData.bytes;
  if (bytes === null) parentPort.postMessage({ heavy: true });
  else await tasks[workerData.task](bytes);
} catch (fault) {
  const locked = fault?.name === 'EncryptedFileError' || /encrypt|password/i.test(String(fault?.message));
  parentPort.postMessage(locked ? { locked: true } : { broken: String(fault instanceof Error ? fault.message : fault) });
}
parentPort.close();

async function read(bytes) {
  const sheets = [];
  let taken = null;
  const workbook = await readXlsx(bytes, {
    readStyles: false,
    sheets: (info) => {
      const hidden = info.hidden === true || info.veryHidden === true;
      sheets.push({ name: info.name, hidden });
      const take = taken === null && (workerData.sheet === null ? !hidden : info.name === workerData.sheet);
      if (take) taken = info.name;
      return take;
    },
  });
  const sheet = workbook.sheets[0];
  if (!sheet) throw new Error('No visible sheet.');
  const merges = (sheet.merges ?? []).filter((merge) => merge.startRow < HEAD_ROWS);
  fillDown(sheet);
  withoutValue(sheet);
  const hiddenRows = [...(sheet.rowDefs?.values() ?? [])].filter((row) => row.hidden === true).length;
  parentPort.postMessage({ sheet: sheet.name, sheets, merges, hiddenRows });
  for (let at = 0; at < sheet.rows.length; at += BATCH) {
    await asked();
    parentPort.postMessage({ rows: Array.from(sheet.rows.slice(at, at + BATCH), (row) => Array.from(row ?? [], written)) });
  }
  await asked();
  parentPort.postMessage({ end: true });
}

async function mark(bytes) {
  const { marks, table, sheet: name } = workerData;
  if (table) return parentPort.postMessage({ bytes: await writeXlsx(markTable(table, marks)) });
  const workbook = await openXlsx(bytes, { readStyles: true });
  const sheet = workbook.sheets.find((one) => one.name === name);
  if (!sheet) throw new Error('The sheet is gone.');
  fillDown(sheet);
  markSheet(sheet, marks);
  parentPort.postMessage({ bytes: await saveXlsx(workbook) });
}

// An .xls or .et in the old form, as .xlsx: its values, merged cells and sheets. Its looks are lost; LibreOffice keeps them.
async function modernise(bytes) {
  const { sheets } = await readXls(bytes);
  const written = sheets.map(({ name, rows, merges, hidden }) => ({
    name,
    rows,
    ...(merges ? { merges } : {}),
    ...(hidden ? { hidden } : {}),
  }));
  parentPort.postMessage({ bytes: await writeXlsx({ sheets: written }) });
}

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

// A formula that was never worked out has no value to read, and must not pass for an empty cell.
function withoutValue({ rows, cells }) {
  for (const [place, cell] of cells ?? []) {
    if (cell.formula === undefined || (cell.value ?? null) !== null) continue;
    const [row, column] = place.split(',').map(Number);
    if (rows[row] && (rows[row][column] ?? null) === null) rows[row][column] = '#FORMULA!';
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
