import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { readXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { type LedgerSheet, letters, streamWorkbook } from './stream-workbook.ts';

const ledger = (over: Partial<LedgerSheet>): LedgerSheet => ({
  title: '示例县诉求台账',
  under: ['单位：示例县热线办　　2026-11-23'],
  sheetName: '台账/2026',
  columns: [
    { heading: '编号', width: 12 },
    { heading: '电话', width: 16 },
    { heading: '内容', width: 60 },
  ],
  rows: [],
  below: () => ['口径：全部；共 2 件'],
  footer: '示例 & 县',
  ...over,
});

it('merged title and lines, a header on every page, A4 landscape, page numbers, borders, and nothing but text in its cells', async () => {
  const rows = [
    ['D1', '13800000000', '=cmd|calc'],
    ['D2', '', '灯\u0000\u000B坏了\uD800 <b>&'],
    ['007', 5, '-1'],
  ];
  const workbook = await readXlsx(await buffer(streamWorkbook(ledger({ rows }))), { readStyles: true });
  const sheet = workbook.sheets[0];
  expect(sheet?.name).toBe('台账2026');
  expect(sheet?.rows.map((row) => row.slice(0, 3).map((cell) => cell ?? ''))).toEqual([
    ['示例县诉求台账', '', ''],
    ['单位：示例县热线办　　2026-11-23', '', ''],
    ['编号', '电话', '内容'],
    ['D1', '13800000000', '=cmd|calc'],
    ['D2', '', '灯坏了\uFFFD <b>&'],
    ['007', 5, '-1'],
    ['口径：全部；共 2 件', '', ''],
  ]);
  expect(sheet?.merges).toEqual([0, 1, 6].map((row) => ({ startRow: row, startCol: 0, endRow: row, endCol: 2 })));
  expect(sheet?.pageSetup).toMatchObject({
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: '$1:$3',
  });
  expect(sheet?.headerFooter?.oddFooter).toBe('&L示例 && 县&C第 &P 页，共 &N 页');
  for (const place of ['2,0', '3,0', '3,1']) {
    expect(sheet?.cells?.get(place)?.style?.numFmt).toBe('@');
    expect(sheet?.cells?.get(place)?.style?.border?.top?.style).toBe('thin');
  }
  expect(sheet?.cells?.get('2,0')?.style?.font?.bold).toBe(true);
  for (const cell of sheet?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
});

it('a text longer than Excel allows in a cell is cut with a visible mark', async () => {
  const bytes = await buffer(streamWorkbook(ledger({ columns: [{ heading: 'h', width: 10 }], rows: [['灯'.repeat(40_000)]] })));
  const cell = String((await readXlsx(bytes)).sheets[0]?.rows[3]?.[0]);
  expect([cell.length, cell.endsWith('…')]).toEqual([32_767, true]);
});

it('rows are asked for as the file is read, and no longer when the reader leaves', async () => {
  let asked = 0;
  function* rows() {
    for (;;) {
      asked += 1;
      yield [`第 ${asked} 行`, Math.sin(asked).toString(36).repeat(20), Math.cos(asked).toString(36).repeat(20)];
    }
  }
  const out = streamWorkbook(ledger({ rows: rows() }));
  let got = 0;
  const gone = new Writable({
    write(chunk: Buffer, _, done) {
      got += chunk.length;
      done(got > 400_000 ? new Error('gone') : null);
    },
  });
  await expect(pipeline(out, gone)).rejects.toThrow('gone');
  const then = asked;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(asked).toBe(then);
  expect(asked).toBeLessThan(20_000);
});

it('a fault among the rows is the fault of the stream, and never half a workbook that looks whole', async () => {
  async function* rows() {
    yield ['1', '', ''];
    throw new Error('the database is gone');
  }
  await expect(buffer(streamWorkbook(ledger({ rows: rows() })))).rejects.toThrow('the database is gone');
});

it('columns are lettered as a spreadsheet does', () => {
  expect([0, 25, 26, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});
