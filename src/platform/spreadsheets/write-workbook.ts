/** A ledger as offices print it: merged title, bold header repeated on every page, A4 landscape, page x of y, and nothing but text in its cells. */
import { type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx';

export type Ledger = {
  title: string;
  /** Tab name; signs that Excel forbids are left out. */
  sheetName: string;
  columns: readonly { heading: string /** In characters of Latin width; a 汉字 takes two. */; width: number }[];
  rows: Iterable<readonly string[]>;
};

const FONT = { name: '宋体', size: 11 };
const THIN = { style: 'thin' } as const;
const BORDER = { top: THIN, right: THIN, bottom: THIN, left: THIN };
const TITLE: CellStyle = {
  font: { ...FONT, size: 16, bold: true },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
const HEADING: CellStyle = {
  font: { ...FONT, bold: true },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: BORDER,
  numFmt: '@',
};
const TEXT: CellStyle = { font: FONT, alignment: { vertical: 'top', wrapText: true }, border: BORDER, numFmt: '@' };
/** Excel's own limit for one cell. */
const LONGEST_CELL = 32_767;

/** The .xlsx file. A text starting with = stays a text: every cell is written as one. */
export async function writeWorkbook(ledger: Ledger): Promise<Uint8Array> {
  const width = Math.max(1, ledger.columns.length);
  const headings = ledger.columns.map((column) => column.heading);
  const body = [...ledger.rows].map((row) => Array.from({ length: width }, (_, place) => cellText(row[place])));
  const rows = [[ledger.title], headings, ...body];
  const cells = new Map<string, { style: CellStyle; type: 'string'; value: string }>();
  for (const [at, row] of rows.entries()) {
    for (const [place, value] of row.entries())
      cells.set(`${at},${place}`, { style: at === 0 ? TITLE : at === 1 ? HEADING : TEXT, type: 'string', value });
  }
  const sheet: WriteSheet = {
    name: sheetName(ledger.sheetName),
    columns: ledger.columns.map((column) => ({ width: column.width })),
    rows,
    cells,
    ...(width > 1 ? { merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: width - 1 }] } : {}),
    rowDefs: new Map([[0, { height: 30 }]]),
    freezePane: { rows: 2 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$2',
      horizontalCentered: true,
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  };
  return writeXlsx({ sheets: [sheet], defaultFont: FONT });
}

/** What XML cannot hold is left out; what Excel cannot hold is cut with a visible mark. */
function cellText(value: string | undefined): string {
  const text = (value ?? '').toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1).toWellFormed()}…` : text;
}

function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\']/g, '')
      .slice(0, 31)
      .trim() || '台账'
  );
}
