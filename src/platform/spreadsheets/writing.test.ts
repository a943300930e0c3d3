import { readXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { readTable } from './read-table.ts';
import { csvPieces, writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';

const evil = ['=1+1', '+86138', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '=HYPERLINK("http://x")'];

it('a CSV opens in Excel with its 汉字, and none of its cells can run', () => {
  const text = writeCsv([['编号', '内容'], ...evil.map((cell) => [1, cell] as const)]);
  expect(text.startsWith('\uFEFF编号,内容\r\n')).toBe(true);
  for (const line of text.trimEnd().split(/\r\n/).slice(1)) expect(line).toMatch(/^1,("'|')/);
});

it('numbers stay numbers, quotes and line breaks survive, and ordinary text is untouched', async () => {
  const rows = [
    ['a', 'b', 'c'],
    ['说"好"', '一\n二', '三,四'],
    ['路灯-坏了', '5-3', 'x=y'],
  ];
  const result = await readTable(Buffer.from(writeCsv(rows)), { name: 'a.csv' });
  const read: string[][] = [];
  if (result.ok && result.table.kind === 'csv') for await (const row of result.table.rows) read.push(row);
  expect(read).toEqual(rows);
  expect(writeCsv([[-5, null, 2.5]])).toBe('\uFEFF-5,,2.5\r\n');
});

it('a long export is written piece by piece', () => {
  const pieces = csvPieces([['a'], ['b']]);
  expect(pieces.next().value).toBe('\uFEFF');
  expect(pieces.next().value).toBe('a\r\n');
});

it('a ledger has a merged title, a header on every page, A4 landscape, page numbers, and only text cells', async () => {
  const bytes = await writeWorkbook({
    title: '示例镇诉求台账',
    sheetName: '台账/2026',
    columns: [
      { heading: '编号', width: 12 },
      { heading: '电话', width: 16 },
      { heading: '内容', width: 60 },
    ],
    rows: [
      ['D1', '13800000000', '=cmd|calc'],
      ['D2', '', '灯\u0000\u000B坏了\uD800'],
    ],
  });
  const workbook = await readXlsx(bytes, { readStyles: true });
  const sheet = workbook.sheets[0];
  expect(sheet?.name).toBe('台账2026');
  expect(sheet?.rows.slice(1)).toEqual([
    ['编号', '电话', '内容'],
    ['D1', '13800000000', '=cmd|calc'],
    ['D2', expect.toBeOneOf(['', null]), '灯坏了\uFFFD'],
  ]);
  expect(sheet?.merges).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: 2 }]);
  expect(sheet?.pageSetup).toMatchObject({ paperSize: 'a4', orientation: 'landscape', printTitlesRow: '$1:$2' });
  expect(sheet?.headerFooter?.oddFooter).toContain('&P');
  for (const place of ['1,0', '2,0']) expect(sheet?.cells?.get(place)?.style?.numFmt).toBe('@');
  expect(sheet?.cells?.get('1,0')?.style?.font?.bold).toBe(true);
  for (const cell of sheet?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
});

it('a text longer than Excel allows in a cell is cut with a visible mark', async () => {
  const bytes = await writeWorkbook({ title: 't', sheetName: 's', columns: [{ heading: 'h', width: 10 }], rows: [['灯'.repeat(40_000)]] });
  const cell = (await readXlsx(bytes)).sheets[0]?.rows[2]?.[0];
  expect(String(cell)).toHaveLength(32_767);
  expect(String(cell).endsWith('…')).toBe(true);
});
