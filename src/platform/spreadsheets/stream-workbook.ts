// A ledger as offices print it, written while its rows still come in: merged title, bold header repeated on every page, borders, A4 landscape, page x of y.
// hucre streams plain cells, but no merges, no print set-up and no footer (1.0); so the few parts of a workbook are written here and packed by yazl.
// Every text is an inline string, so that nothing in it can run and no number loses its digits; the memory is that of a few rows.
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type LedgerCell = string | number;
export type LedgerSheet = {
  /** One merged line each, above the header: the first is the title, the others (unit, date) stand small below it. */
  title: string;
  under: readonly string[];
  /** Tab name; signs that Excel forbids are left out. */
  sheetName: string;
  columns: readonly { heading: string /** In characters of Latin width; a 汉字 takes two. */; width: number; kind?: 'text' | 'middle' }[];
  rows: AsyncIterable<readonly LedgerCell[]> | Iterable<readonly LedgerCell[]>;
  /** Merged lines below the last row, asked for when all rows are written: only then their number is known. */
  below: () => readonly string[];
  /** Left of the page number, on every page. */
  footer: string;
};

/** What Excel can hold on one sheet, less room for title and lines below. */
export const mostRows = 1_000_000;
/** Excel's own limit for one cell. */
const longestCell = 32_767;
const pieceCharacters = 64 * 1024;

/** The .xlsx as it is written. A fault of `rows` ends the stream with it. Rows beyond `mostRows` are not asked for. */
export function streamWorkbook(sheet: LedgerSheet): Readable {
  const zip = new ZipFile();
  const part = (name: string, xml: string): void => zip.addBuffer(Buffer.from(xml), name, { mtime: ofNoTime });
  const name = tabName(sheet.sheetName);
  part('[Content_Types].xml', contentTypes);
  part('_rels/.rels', relations('officeDocument', 'xl/workbook.xml'));
  part('xl/workbook.xml', workbookXml(name, sheet.under.length + 2));
  part('xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml', 'styles', 'styles.xml'));
  part('xl/styles.xml', styles);
  const out = zip.outputStream as Readable;
  const body = Readable.from(pieces(sheetXml(sheet)));
  body.on('error', (fault) => out.destroy(fault));
  out.once('close', () => body.destroy()); // who stops reading stops the rows
  zip.addReadStream(body, 'xl/worksheets/sheet1.xml', { mtime: ofNoTime });
  zip.end();
  return out;
}

/** The zip's own date is nobody's business and would make two equal exports differ. */
const ofNoTime = new Date(Date.UTC(2000, 0, 1));

async function* pieces(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const text of texts) {
    held += text;
    if (held.length < pieceCharacters) continue;
    yield Buffer.from(held);
    held = '';
  }
  yield Buffer.from(held);
}

// Styles by place in cellXfs below.
const style = { title: 1, under: 2, head: 3, text: 4, middle: 5, number: 6, note: 7 } as const;

async function* sheetXml({ title, under, columns, rows, below, footer }: LedgerSheet): AsyncGenerator<string> {
  const last = letters(Math.max(0, columns.length - 1));
  const head = under.length + 2;
  const merges: string[] = [];
  const line = (at: number, text: string, as: number, height: string): string => {
    if (columns.length > 1) merges.push(`<mergeCell ref="A${at}:${last}${at}"/>`);
    return `<row r="${at}"${height}>${textCell(`A${at}`, text, as)}</row>`;
  };
  yield `${xml}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">`;
  yield `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`;
  yield `<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`;
  yield line(1, title, style.title, ' ht="32" customHeight="1"');
  for (const [at, text] of under.entries()) yield line(at + 2, text, style.under, ' ht="18" customHeight="1"');
  const places = columns.map((_, at) => letters(at));
  const kinds = columns.map(({ kind }) => (kind === 'middle' ? style.middle : style.text));
  yield `<row r="${head}">${columns.map(({ heading }, at) => textCell(`${places[at]}${head}`, heading, style.head)).join('')}</row>`;
  let at = head;
  for await (const cells of rows) {
    at += 1;
    let cellsXml = '';
    let lines = 1;
    for (let place = 0; place < columns.length; place += 1) {
      const cell = cells[place] ?? '';
      const ref = `${places[place]}${at}`;
      if (typeof cell === 'string') lines = Math.max(lines, linesIn(cell, columns[place]?.width ?? 10));
      cellsXml +=
        typeof cell === 'number' && Number.isFinite(cell)
          ? `<c r="${ref}" s="${style.number}"><v>${cell}</v></c>`
          : textCell(ref, String(cell), kinds[place] ?? style.text);
    }
    yield `<row r="${at}" ht="${lines * lineOf + 4}" customHeight="1">${cellsXml}</row>`;
    if (at - head >= mostRows) break;
  }
  for (const text of below()) {
    at += 1;
    const wide = columns.reduce((sum, column) => sum + column.width, 0);
    yield line(at, text, style.note, ` ht="${linesIn(text, wide) * lineOf + 4}" customHeight="1"`);
  }
  yield `</sheetData>${merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : ''}`;
  yield '<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>';
  yield '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
  yield `<headerFooter><oddFooter>${escaped(`&L${footer.replaceAll('&', '&&')}&C第 &P 页，共 &N 页`)}</oddFooter></headerFooter></worksheet>`;
}

const lineOf = 14; // points of one line of 10 pt
const mostLines = 28; // 409 points are the highest row there is

/** How many lines a text needs in a column so wide: not every program makes rows grow by themselves, and a printed row that is cut is lost. */
function linesIn(text: string, width: number): number {
  if (text.length * 2 < width && !text.includes('\n')) return 1;
  let lines = 1;
  let filled = 0;
  for (const sign of text) {
    const wide = sign > '\u02ff' ? 2 : 1;
    filled += wide;
    if (sign !== '\n' && filled <= width - 1) continue;
    if (++lines >= mostLines) return mostLines;
    filled = sign === '\n' ? 0 : wide;
  }
  return lines;
}

function textCell(ref: string, text: string, as: number): string {
  const words = escaped(text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text);
  if (words === '') return `<c r="${ref}" s="${as}"/>`;
  return `<c r="${ref}" s="${as}" t="inlineStr"><is><t xml:space="preserve">${words}</t></is></c>`;
}

const mustGo = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const mustEscape = /[&<>"\r]/;
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '' };

/** What XML cannot hold is left out, half a character becomes its mark. */
function escaped(text: string): string {
  const held = text.isWellFormed() ? text : text.toWellFormed();
  const clean = held.replace(mustGo, '');
  return mustEscape.test(clean) ? clean.replace(/[&<>"\r]/g, (sign) => escapes[sign] ?? '') : clean;
}

/** 0 is A, 25 Z, 26 AA. */
export function letters(place: number): string {
  return (place >= 26 ? letters(Math.floor(place / 26) - 1) : '') + String.fromCharCode(65 + (place % 26));
}

function tabName(name: string): string {
  const kept = name.replace(/[[\]:*?/\\'\u0000-\u001F]/g, '').slice(0, 31);
  return kept.trim() || '台账';
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kindOf = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kindOf}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kindOf}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kindOf}.styles+xml"/></Types>`;

function relations(...pairs: string[]): string {
  const all: string[] = [];
  for (let at = 0; at < pairs.length; at += 2)
    all.push(`<Relationship Id="rId${at / 2 + 1}" Type="${office}/${pairs[at]}" Target="${pairs[at + 1]}"/>`);
  return `${xml}<Relationships xmlns="${packages}/relationships">${all.join('')}</Relationships>`;
}

function workbookXml(name: string, headRow: number): string {
  const titles = `<definedName name="_xlnm.Print_Titles" localSheetId="0">'${escaped(name)}'!$1:$${headRow}</definedName>`;
  return `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets><definedNames>${titles}</definedNames></workbook>`;
}

const font = (size: number, more = ''): string =>
  `<font>${more}<sz val="${size}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>`;
const centred = (wrap = ' wrapText="1"') => `<alignment horizontal="center" vertical="center"${wrap}/>`;
const left = '<alignment vertical="center" wrapText="1"/>';
/** `49` is the text format, so that a number typed over one of these cells stays as it is typed. */
const xf = (numFmt: number, fontId: number, borderId: number, alignment: string, fillId = 0): string =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"${fillId > 0 ? ' applyFill="1"' : ''}>${alignment}</xf>`;
const sides = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color auto="1"/></${side}>`).join('');
const styles = `${xml}<styleSheet xmlns="${main}"><fonts count="4">${font(10)}${font(18, '<b/>')}${font(10, '<b/>')}${font(10)}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${sides}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${xf(49, 1, 0, centred())}${xf(49, 3, 0, '<alignment horizontal="right" vertical="center"/>')}${xf(49, 2, 1, centred(), 2)}${xf(49, 0, 1, left)}${xf(49, 0, 1, centred())}${xf(0, 0, 1, centred(''))}${xf(49, 3, 0, left)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
