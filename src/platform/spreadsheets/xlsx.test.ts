import { crc32, deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { openXlsx, xlsxLimits } from './xlsx.ts';
import { readZipDirectory } from './zip-directory.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A zip written by hand; `declares` lets a part lie about what it unpacks to. */
function zipOf(parts: Record<string, { content: string | Buffer; declares?: number }>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, { content, declares }] of Object.entries(parts)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declares ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    bodies.push(Buffer.from('504b0304', 'hex'), common, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.from('504b01021400', 'hex'), common, place, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

function workbookOf(sheet: string | Buffer, declares?: number): Buffer {
  return zipOf({
    '[Content_Types].xml': {
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    '_rels/.rels': {
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    'xl/workbook.xml': {
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    'xl/_rels/workbook.xml.rels': {
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    'xl/worksheets/sheet1.xml': { content: sheet, ...(declares === undefined ? {} : { declares }) },
  });
}

const sheetOf = (rows: string, before = '') => `${XML}${before}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
const inline = (text: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`;

async function rowsOf(bytes: Uint8Array, options: Parameters<typeof openXlsx>[1] = {}): Promise<string[][] | string> {
  const result = await openXlsx(bytes, options);
  if (!result.ok) return result.refusal;
  const rows: string[][] = [];
  for await (const row of result.table.rows) rows.push(row);
  return rows;
}

describe('cells read as a person reads them', () => {
  it('phones stored as numbers keep their digits, days stay days, formulas give their last value', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '台账',
          rows: [
            [13800000000, 0.1 + 0.2, true],
            [new Date(Date.UTC(2026, 11, 5)), new Date(Date.UTC(2026, 11, 5, 9, 5, 7)), null],
            ['１３８００００００００', '  路灯\u0000坏了 ', -5],
          ],
        },
      ],
    });
    expect(await rowsOf(bytes)).toEqual([
      ['13800000000', '0.3', 'TRUE'],
      ['2026-12-05', '2026-12-05T09:05:07', ''],
      ['１３８００００００００', '路灯坏了', '-5'],
    ]);
  });

  it('a number written as 1.38E10 in the file is the phone number', async () => {
    expect(await rowsOf(workbookOf(sheetOf('<row r="1"><c r="A1"><v>1.38E10</v></c></row>')))).toEqual([['13800000000']]);
  });

  it('cells merged downwards count for each of their rows, a merged title stands once', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '台账',
          rows: [
            ['某乡镇台账', null],
            ['村', '内容'],
            ['一村', '甲'],
            [null, '乙'],
            ['二村', '丙'],
          ],
          merges: [
            { startRow: 0, startCol: 0, endRow: 0, endCol: 1 },
            { startRow: 2, startCol: 0, endRow: 3, endCol: 0 },
          ],
        },
      ],
    });
    expect(await rowsOf(bytes)).toEqual([
      ['某乡镇台账', ''],
      ['村', '内容'],
      ['一村', '甲'],
      ['一村', '乙'],
      ['二村', '丙'],
    ]);
  });

  it('the first visible sheet is read, another by its name, and the others are told', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: '代码表', rows: [['x']], hidden: true },
        { name: '台账', rows: [['甲']] },
        { name: '二月', rows: [['乙']] },
      ],
    });
    const result = await openXlsx(bytes);
    expect(result.ok && [result.table.sheet, result.table.sheets.filter(({ name }) => name !== '台账').map(({ name }) => name)]).toEqual([
      '台账',
      ['代码表', '二月'],
    ]);
    expect(await rowsOf(bytes)).toEqual([['甲']]);
    expect(await rowsOf(bytes, { sheet: '二月' })).toEqual([['乙']]);
  });

  it('many rows come through whole and in order, and reading may stop early', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => [`m${at}`]);
    const bytes = await writeXlsx({ sheets: [{ name: '台账', rows: many }] });
    expect(await rowsOf(bytes)).toEqual(many);
    const result = await openXlsx(bytes);
    if (result.ok) for await (const row of result.table.rows) if (row[0] === 'm300') break;
  });
});

describe('a file made to hurt is refused', () => {
  const filler = Buffer.from(sheetOf(inline('灯'.repeat(23_000_000))));

  it('a small file that unpacks to far too much is refused before it is opened', async () => {
    const bomb = workbookOf(filler);
    expect(bomb.length).toBeLessThan(400_000);
    expect(readZipDirectory(bomb)?.unpackedBytes).toBeGreaterThan(xlsxLimits.unpackedBytes);
    expect(await rowsOf(bomb)).toBe('table-too-heavy');
  });

  it('a sheet formatted down to its last row is read without its empty rows; row numbers hold', async () => {
    const empty = Array.from(
      { length: 60_000 },
      (_, at) => `<row r="${at + 3}" s="1" customFormat="1"><c r="A${at + 3}" s="1"/><c r="B${at + 3}" s="1"/></row>`,
    );
    const cell = (row: number, words: string) => `<row r="${row}"><c r="A${row}" t="inlineStr"><is><t>${words}</t></is></c></row>`;
    const bytes = workbookOf(sheetOf([cell(1, '标题'), cell(2, '路灯'), ...empty, '<row r="60003"/>', cell(60_004, '井盖')].join('')));
    const limits = { ...xlsxLimits, unpackedBytes: 1024 * 1024 };
    const rows = await rowsOf(bytes, { limits });
    expect([rows.length, rows[0], rows[1], rows.at(-1)]).toEqual([60_004, ['标题'], ['路灯'], ['井盖']]);
    expect(await rowsOf(bytes, { limits: { ...limits, slimmableBytes: limits.unpackedBytes } })).toBe('table-too-heavy');
  });

  it('a formula that failed or was never worked out shows as such, and not as an empty cell', async () => {
    const row = '<row r="1"><c r="A1"><f>B1+1</f></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>';
    expect(await rowsOf(workbookOf(sheetOf(row)))).toEqual([['#FORMULA!', '#DIV/0!', '2']]);
  });

  it('a bomb that declares a small size is stopped at that size', async () => {
    const before = process.memoryUsage.rss();
    expect(await rowsOf(workbookOf(filler, 5000))).toBe('table-damaged');
    expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000);
  });

  it('a bomb that declares nothing is refused', async () => {
    expect(await rowsOf(workbookOf(filler, 0))).toBe('table-damaged');
  });

  it('what passes the size but eats the thread’s memory ends the thread, not the server', async () => {
    const cells = Array.from({ length: 200_000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}.5</v></c></row>`).join('');
    expect(await rowsOf(workbookOf(sheetOf(cells)), { limits: { ...xlsxLimits, memoryMb: 16 } })).toBe('table-too-heavy');
  });

  it('two cells at far corners do not become a sheet of billions', async () => {
    const corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    expect(await rowsOf(workbookOf(sheetOf(corners)))).toMatch(/table-(damaged|too-heavy)/);
  });

  it('what takes too long is stopped', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: '台账', rows: [['甲']] }] });
    expect(await rowsOf(bytes, { limits: { ...xlsxLimits, openMs: 1 } })).toBe('table-too-heavy');
  });

  it('entities that multiply are not opened, and files outside are not fetched', async () => {
    const laughs = '<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>';
    const read = await rowsOf(workbookOf(sheetOf(inline('&b;&f;'), laughs)));
    expect(JSON.stringify(read)).not.toMatch(/haha|root:/);
  });

  it('a zip with a part missing, torn XML, or bytes flipped is damaged', async () => {
    const whole = workbookOf(sheetOf(inline('甲')));
    expect(await rowsOf(whole)).toEqual([['甲']]);
    expect(await rowsOf(whole.subarray(0, whole.length - 30))).toBe('table-damaged');
    const flipped = Buffer.from(whole);
    const at = flipped.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length + 5;
    flipped[at] = (flipped[at] ?? 0) ^ 0xff;
    expect(await rowsOf(flipped)).toBe('table-damaged');
    expect(await rowsOf(zipOf({ 'word/document.xml': { content: '<a/>' } }))).toBe('table-is-document');
  });
});
