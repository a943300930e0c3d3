import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { delimiterOf } from './csv.ts';
import { readTable, type TableResult, tableLimits } from './read-table.ts';
import { TableBroken, tableRefusals } from './table-refusals.ts';

const text = '编号,标题,内容\n1,路灯坏了,"三组，路灯\n坏了""三天"""\n2,井盖,丢了\n';
const rows = [
  ['编号', '标题', '内容'],
  ['1', '路灯坏了', '三组，路灯\n坏了"三天"'],
  ['2', '井盖', '丢了'],
];

async function opened(bytes: Uint8Array, name = 'messages.csv') {
  const result = await readTable(bytes, { name });
  if (!result.ok) throw new Error(result.refusal);
  if (result.table.kind === 'jsonl') throw new Error('jsonl');
  const read: string[][] = [];
  for await (const row of result.table.rows) read.push(row);
  return { table: result.table, read };
}

const refusalOf = (result: TableResult) => (result.ok ? 'read' : result.refusal);

describe('a CSV is read however the office wrote it', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['gb18030', iconv.encode(text, 'gbk')],
    ['gb18030', iconv.encode(text, 'gb18030')],
    ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
    ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: false })],
  ])('%s', async (encoding, bytes) => {
    const { table, read } = await opened(bytes);
    expect(read).toEqual(rows);
    expect(table.encoding).toBe(encoding);
  });

  it('GBK shows itself even when the first 汉字 comes after a megabyte of digits', async () => {
    const late = `id,body\n${'1,plain\n'.repeat(130_000)}2,井盖\n`;
    const { table, read } = await opened(iconv.encode(late, 'gbk'));
    expect(table.encoding).toBe('gb18030');
    expect(read.at(-1)).toEqual(['2', '井盖']);
  });

  it('a character that falls across two pieces of the file is whole', async () => {
    const { read } = await opened(Buffer.from(`a,b\n1${'灯'.repeat(100_000)},2\n`));
    expect(read[1]?.[0]).toBe(`1${'灯'.repeat(100_000)}`);
  });

  it.each([
    [',', 'a,b;c\n1,"2;3;4;5"\n'],
    ['\t', 'a\tb\n1,5\t2,5\n'],
    [';', 'a;b;c\n1,5;2;3\n'],
    ['|', 'a|b\n1|2\n'],
    [',', 'only one column\n'],
  ])('the delimiter %j is found', (delimiter, sample) => expect(delimiterOf(sample)).toBe(delimiter));

  it('control characters go, blank rows stay so that row numbers hold, and rows may be of any width', async () => {
    const { read } = await opened(Buffer.from('a,b\n\n1\u0007,2\u0000,3\n4\n'));
    expect(read).toEqual([['a', 'b'], [''], ['1', '2', '3'], ['4']]);
  });

  it('a file on disk is read like bytes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'daodi-table-'));
    await writeFile(join(folder, 'a.csv'), iconv.encode(text, 'gbk'));
    const result = await readTable({ path: join(folder, 'a.csv') }, { name: 'a.csv' });
    const read: string[][] = [];
    if (result.ok && result.table.kind === 'csv') for await (const row of result.table.rows) read.push(row);
    expect(read).toEqual(rows);
    await rm(folder, { recursive: true });
  });

  it('a quotation mark that is never closed breaks off after the rows that were whole', async () => {
    const result = await readTable(Buffer.from('a,b\n1,2\n3,"4\n5,6\n'), { name: 'a.csv' });
    const read: string[][] = [];
    await expect(async () => {
      if (result.ok && result.table.kind === 'csv') for await (const row of result.table.rows) read.push(row);
    }).rejects.toThrow(TableBroken);
    expect(read).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('one cell of 20 MB breaks off instead of filling the memory', async () => {
    const result = await readTable(Buffer.from(`a,b\n1,"${'灯'.repeat(6_800_000)}"\n`), { name: 'a.csv' });
    await expect(async () => {
      if (result.ok && result.table.kind === 'csv') for await (const _ of result.table.rows);
    }).rejects.toThrow(TableBroken);
  });
});

describe('what cannot be read is refused, with what to do', () => {
  const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);
  it.each([
    ['an empty file', Buffer.alloc(0), 'a.csv', 'table-empty'],
    ['an old .xls', old, 'a.xls', 'table-old-format'],
    ['a WPS .et', old, 'a.et', 'table-old-format'],
    ['an .xls that calls itself .xlsx', old, 'a.xlsx', 'table-old-format'],
    ['a workbook with a password', Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]), 'a.xlsx', 'table-locked'],
    ['a web page called .xls', Buffer.from('\uFEFF\n<html><table><tr><td>1</td></tr></table></html>'), 'a.xls', 'table-web-page'],
    ['a zip of something else', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'a.csv', 'table-unknown-kind'],
    ['a PDF', Buffer.from('%PDF-1.7 ...'), 'a.csv', 'table-unknown-kind'],
    ['bytes that are no text', Buffer.from([1, 2, 0, 0, 0, 255, 0, 0, 9, 0, 200, 0, 0]), 'a.csv', 'table-unknown-kind'],
    ['half an .xlsx', Buffer.from('504b030414000000080000000000', 'hex'), 'a.xlsx', 'table-damaged'],
  ])('%s', async (_, bytes, name, refusal) => {
    expect(refusalOf(await readTable(bytes, { name, office: null }))).toBe(refusal);
  });

  it('the sentence for an old file says how to save it anew', () => {
    expect(tableRefusals['table-old-format'].zh).toContain('另存为');
  });

  it('a file above the limit is refused unread', async () => {
    const limits = { ...tableLimits, csvBytes: 10, xlsxBytes: 10 };
    expect(refusalOf(await readTable(Buffer.from(text), { name: 'a.csv', limits }))).toBe('table-too-large');
  });
});
