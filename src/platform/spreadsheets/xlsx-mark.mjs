// The office's own workbook with only the rows that were not taken: above them everything as it was, their wrong cells red, the reason in a column at the end.
// marks: { header: last row of the heading, width: its columns, keep: [row of a note], rejected: [{ row, columns: [place], reason, cells }], heading } with rows from 1, places from 0.

const red = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFFC7CE' } }, font: { color: { rgb: 'FF9C0006' } } };
const text = '@';
const asAbove = /^(?:同上|〃|″|ditto)?$/i;
const reasonWidth = 42;

// Changes the sheet in place.
export function markSheet(sheet, marks) {
  const reasonAt = reasonColumn(sheet.rows[marks.header - 1] ?? [], marks);
  keepRows(sheet, marks);
  sheet.cells ??= new Map();
  const wanted = wantedRows(marks);
  withoutOldRed(sheet, marks.header);
  const headed = sheet.cells.get(`${marks.header - 1},${marks.width - 1}`)?.style;
  put(sheet, marks.header - 1, reasonAt, marks.heading, headed);
  for (const { row, columns, reason, cells } of marks.rejected) {
    const at = wanted.get(row);
    if (at === undefined) continue;
    // What stood only in the row above (merged, 同上, left empty) must stand in its own row now that the one above may be gone.
    for (const [place, value] of cells.entries())
      if (value !== '' && asAbove.test(String(sheet.rows[at]?.[place] ?? '').trim()))
        put(sheet, at, place, value, sheet.cells.get(`${at},${place}`)?.style);
    for (const place of columns) redden(sheet, at, place);
    put(sheet, at, reasonAt, reason, { ...red, alignment: { wrapText: true, vertical: 'center' } });
  }
  sheet.columns ??= [];
  for (let place = sheet.columns.length; place <= reasonAt; place += 1) sheet.columns[place] = {};
  sheet.columns[reasonAt] = { ...sheet.columns[reasonAt], width: reasonWidth };
}

// A table that had no looks of its own (CSV): its rows above and of the heading, and those that were not taken.
export function markTable({ name, above }, marks) {
  const rows = [...above, ...marks.rejected.map(({ cells }) => cells)];
  const box = Object.fromEntries(['top', 'right', 'bottom', 'left'].map((side) => [side, { style: 'thin' }]));
  const sheet = {
    name,
    rows: rows.map((row) => [...row]),
    cells: new Map(),
    columns: Array.from({ length: marks.width }, () => ({ width: 18 })),
  };
  for (const [at, row] of sheet.rows.entries())
    for (let place = 0; place < Math.max(row.length, at >= marks.header - 1 ? marks.width : 0); place += 1) {
      const style = {
        numFmt: text,
        ...(at >= marks.header - 1 ? { border: box } : {}),
        ...(at === marks.header - 1 ? { font: { bold: true } } : {}),
      };
      sheet.cells.set(`${at},${place}`, { value: row[place] ?? '', type: 'string', style });
    }
  markSheet(sheet, {
    ...marks,
    keep: [],
    rejected: marks.rejected.map((one, at) => ({ ...one, row: marks.header + 1 + at })),
    nothingGone: true,
  });
  return { sheets: [sheet] };
}

// What was red in an earlier round and is right now, is red no more.
function withoutOldRed(sheet, header) {
  for (const [place, cell] of sheet.cells) {
    if (Number(place.split(',', 1)[0]) < header || !String(cell.style?.fill?.fgColor?.rgb).endsWith('FFC7CE')) continue;
    const { fill: _fill, font, ...style } = cell.style;
    const { color: _color, ...plain } = font ?? {};
    sheet.cells.set(place, { ...cell, style: { ...style, font: plain } });
  }
}

const wantedRows = ({ header, keep, rejected }) =>
  new Map([...keep, ...rejected.map(({ row }) => row)].sort((a, b) => a - b).map((row, at) => [row, header + at]));

// Everything up to the heading stays; below it only the rows named. Merged cells go along where their first row stays.
function keepRows(sheet, marks) {
  if (marks.nothingGone) return;
  const wanted = wantedRows(marks);
  const movedTo = (row) => (row < marks.header ? row : wanted.get(row + 1));
  const rows = sheet.rows.slice(0, marks.header);
  for (const [row, at] of wanted) rows[at] = sheet.rows[row - 1] ?? [];
  const cells = new Map();
  for (const [place, cell] of sheet.cells ?? []) {
    const [row, column] = place.split(',');
    const at = movedTo(Number(row));
    // A formula would point at rows that are gone; its value is what was read.
    if (at !== undefined)
      cells.set(
        `${at},${column}`,
        Number(row) >= marks.header && cell.formula !== undefined
          ? { ...cell, formula: undefined, type: typeof cell.value === 'number' ? 'number' : 'string' }
          : cell,
      );
  }
  const rowDefs = new Map();
  for (const [row, def] of sheet.rowDefs ?? []) {
    const at = movedTo(row);
    if (at !== undefined) rowDefs.set(at, row >= marks.header ? { ...def, hidden: false } : def);
  }
  sheet.merges = (sheet.merges ?? []).flatMap((merge) => {
    if (merge.endRow < marks.header) return [merge];
    const at = movedTo(merge.startRow);
    return merge.startRow === merge.endRow && at !== undefined ? [{ ...merge, startRow: at, endRow: at }] : [];
  });
  Object.assign(sheet, { rows, cells, rowDefs });
  delete sheet.autoFilter;
}

/** The column of an earlier round is used again. */
function reasonColumn(headings, { heading, width }) {
  const before = headings.findIndex((cell) => String(cell ?? '').trim() === heading);
  return before >= 0 ? before : width;
}

function put(sheet, at, place, value, style) {
  const row = rowOf(sheet, at);
  for (let empty = row.length; empty < place; empty += 1) row[empty] = null;
  row[place] = value;
  sheet.cells.set(`${at},${place}`, { value, type: 'string', style: { ...style, numFmt: text } });
}

function redden(sheet, at, place) {
  const cell = sheet.cells.get(`${at},${place}`);
  const value = sheet.rows[at]?.[place] ?? null;
  const style = { ...cell?.style, fill: red.fill, font: { ...cell?.style?.font, ...red.font } };
  const row = rowOf(sheet, at);
  for (let empty = row.length; empty <= place; empty += 1) row[empty] = null;
  sheet.cells.set(`${at},${place}`, { ...cell, value, type: cell?.type ?? (typeof value === 'number' ? 'number' : 'string'), style });
}

function rowOf(sheet, at) {
  sheet.rows[at] ??= [];
  return sheet.rows[at];
}
