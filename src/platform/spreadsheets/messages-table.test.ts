import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { MessageRow } from './message-row.ts';
import { type MessageOptions, readMessages } from './messages-table.ts';

async function read(content: string | Uint8Array, options: Partial<MessageOptions> = {}) {
  const result = await readMessages(typeof content === 'string' ? Buffer.from(content) : content, { name: 'a.csv', ...options });
  if (!result.ok) throw new Error(result.refusal);
  const rows: MessageRow[] = [];
  for await (const row of result.table.rows) rows.push(row);
  return { table: result.table, rows };
}

const message = (row: MessageRow | undefined) => {
  if (!row?.ok) throw new Error(JSON.stringify(row));
  return row.message;
};
const faults = (row: MessageRow | undefined) =>
  row === undefined || row.ok ? [] : row.faults.map((fault) => `${row.row} ${fault.column} ${fault.code}`);

describe('a ledger as it is', () => {
  it('Chinese headings, a title row above, 同上, a blank row and a footnote', async () => {
    const { table, rows } = await read(
      [
        '示例镇 12 月诉求台账,,,,,,',
        '编号,反映人（必填）,联系电话*,留言时间,留言主题,留言详情,地点,满意度',
        '1,李示例,１３８００００００００,2026年12月5日,路灯,三组路灯坏了,示例村,好',
        '2,匿名,无,2026.12.6 9:05,井盖,井盖丢了,同上,',
        ',,,,,,,',
        '合计：2 件,,,,,,,',
      ].join('\n'),
    );
    expect(table.columns).toEqual(['id', 'time', 'title', 'body', 'place', 'phone', 'name']);
    expect(table.unknown).toEqual(['满意度']);
    expect(message(rows[0])).toEqual({
      id: '1',
      user: null,
      raisedOn: '2026-12-05',
      raisedAt: null,
      title: '路灯',
      body: '三组路灯坏了',
      place: '示例村',
      category: null,
      phone: '13800000000',
      name: '李示例',
      channel: null,
    });
    expect(message(rows[1])).toMatchObject({ place: '示例村', phone: null, name: null, raisedAt: '2026-12-06T01:05:00.000Z' });
    expect(rows.map((row) => row.row)).toEqual([3, 4, 6]);
    expect(faults(rows[2])).toEqual(['6 null note-row']);
  });

  it('English headings, in GBK, with the class as label', async () => {
    const { rows } = await read(iconv.encode('ID,User,Time,Title,Text,Label\nm1,u1,2019-04-05T09:35:58,路灯,坏了,城建\n', 'gbk'));
    expect(message(rows[0])).toMatchObject({
      id: 'm1',
      user: 'u1',
      raisedAt: '2019-04-05T01:35:58.000Z',
      raisedOn: '2019-04-05',
      category: '城建',
    });
  });

  it('an .xlsx with dates and phones as numbers', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '台账',
          rows: [
            ['时间', '内容', '电话'],
            [new Date(Date.UTC(2026, 11, 5)), '路灯坏了。三组。', 13800000000],
            [46361.5, '井盖丢了', '0835-2222222'],
          ],
        },
      ],
    });
    const { table, rows } = await read(bytes, { name: 'a.xlsx' });
    expect(table.kind).toBe('xlsx');
    expect(message(rows[0])).toMatchObject({ raisedOn: '2026-12-05', phone: '13800000000', title: '路灯坏了' });
    expect(message(rows[1])).toMatchObject({ raisedAt: '2026-12-05T04:00:00.000Z', phone: '0835-2222222' });
  });

  it('JSON lines, one message each', async () => {
    const { rows } = await read(
      '\uFEFF{"id":"m1","user":"u1","time":"2019-04-05T09:35:58","title":"路灯","body":"坏了\\u0000三天"}\n\n{"id":2,"text":"井盖"}\nnot json\n[1]\n',
      { name: 'a.jsonl' },
    );
    expect(message(rows[0])).toMatchObject({ id: 'm1', body: '坏了三天', raisedAt: '2019-04-05T01:35:58.000Z' });
    expect(message(rows[1])).toMatchObject({ id: '2', body: '井盖' });
    expect(rows.slice(2).flatMap(faults)).toEqual(['4 null not-json', '5 null not-json']);
  });
});

describe('rows that cannot be taken come back with their number and reasons', () => {
  it('every reason of a row is told at once, with what stood there', async () => {
    const { rows } = await read('编号,时间,标题,内容,电话\n1,12月底前,,,1.38E+10\n');
    expect(faults(rows[0])).toEqual(['2 body no-words', '2 time time-unreadable', '2 phone phone-lost-digits']);
    expect(rows[0]).toMatchObject({ cells: ['1', '12月底前', '', '', '1.38E+10'] });
  });

  it('an id that comes twice is taken once', async () => {
    const { rows } = await read('编号,内容\n1,甲\n1,乙\n2,丙\n');
    expect(rows.map((row) => row.ok)).toEqual([true, false, true]);
    expect(faults(rows[1])).toEqual(['3 id id-repeated']);
  });

  it('a text beyond the limit is a fault and never cut in silence', async () => {
    const { rows } = await read(`编号,内容\n1,${'灯'.repeat(101)}\n2,${'灯'.repeat(100)}\n`, { maxBody: 100 });
    expect(faults(rows[0])).toEqual(['2 body too-long']);
    expect(message(rows[1]).body).toHaveLength(100);
  });

  it('a landline without area code is refused, or takes the county’s', async () => {
    const content = '内容,电话\n灯,2222222\n';
    expect(faults((await read(content)).rows[0])).toEqual(['2 phone phone-needs-area-code']);
    expect(message((await read(content, { areaCode: '0835' })).rows[0]).phone).toBe('0835-2222222');
  });

  it('a quotation mark left open is told at its row, after all rows before it', async () => {
    const { rows } = await read('编号,内容\n1,甲\n2,"乙\n3,丙\n');
    expect(message(rows[0]).id).toBe('1');
    expect(faults(rows[1])).toEqual(['3 null broken-from-here']);
    expect(rows).toHaveLength(2);
  });

  it('every data row of a messy file is accounted for', async () => {
    const cells = ['', '1', '=1+1', '同上', '2026-13-45', '13800000000', '"', 'x,y', '合计', '\u0000', '<b>', "'; DROP TABLE matter; --"];
    const lines = cells.flatMap((a, at) => cells.map((b) => `"k${at}","${a.replaceAll('"', '""')}","${b.replaceAll('"', '""')}"`));
    const { rows } = await read(`编号,标题,电话\n${lines.join('\n')}\n`);
    expect(rows.map((row) => row.row)).toEqual(lines.map((_, at) => at + 2));
  });
});

it('a table without a header is refused', async () => {
  expect(await readMessages(Buffer.from('1,2,3\n4,5,6\n'), { name: 'a.csv' })).toEqual({ ok: false, refusal: 'table-no-header' });
});

it('100,000 rows pass with the memory of a few', async () => {
  const body = '三组路灯坏了'.repeat(20);
  async function* lines() {
    yield '编号,时间,内容\n';
    for (let at = 0; at < 100_000; at += 1) yield `${at},2026-12-05,${body}\n`;
  }
  const parts: string[] = [];
  for await (const line of lines()) parts.push(line);
  const bytes = Buffer.from(parts.join(''));
  parts.length = 0;
  const result = await readMessages(bytes, { name: 'a.csv' });
  if (!result.ok) throw new Error(result.refusal);
  let taken = 0;
  let highest = 0;
  const before = process.memoryUsage().heapUsed;
  for await (const row of result.table.rows) {
    if (row.ok) taken += 1;
    if (taken % 5000 === 0) highest = Math.max(highest, process.memoryUsage().heapUsed - before);
  }
  expect(taken).toBe(100_000);
  expect(highest).toBeLessThan(150_000_000);
});
