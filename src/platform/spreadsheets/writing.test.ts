import { expect, it } from 'vitest';
import { readTable } from './read-table.ts';
import { csvPieces, writeCsv } from './write-csv.ts';

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
