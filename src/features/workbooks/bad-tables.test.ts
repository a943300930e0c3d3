// Whatever a person may upload: one clear sentence, or the table read as far as it can be. What was typed (the source) stays, and nothing is half imported.
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbookDoor, wordsOf } from '#test/support/workbook-door.ts';

let door: Awaited<ReturnType<typeof openWorkbookDoor>>;
beforeAll(async () => {
  door = await openWorkbookDoor();
});
afterAll(() => door.close());

const ole = (words: string) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000), Buffer.from(words, 'utf16le')]);
const sheets = (...all: Parameters<typeof writeXlsx>[0]['sheets']) => writeXlsx({ sheets: all });
const fact = (html: string, term: string): string => new RegExp(`<dt>${term}</dt><dd>([^<]*)</dd>`).exec(html)?.[1] ?? '';
const rowsOf = async (source: string) =>
  door.county.ports.db
    .selectFrom('import_row')
    .innerJoin('matter', 'matter.id', 'import_row.matter_id')
    .select(['external_id', 'title', 'place_text'])
    .where('source', '=', source)
    .orderBy('external_id')
    .execute();

test('a file that cannot be read is refused in one sentence, and the source typed stays', async () => {
  const desk = door.clerk();
  const docx = await sheets({ name: 's', rows: [['x']] }).then((bytes) =>
    Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('xl/workbook.xml', 'word/document.xml'.slice(0, 15)), 'latin1'),
  );
  const cases: [string, Uint8Array, string][] = [
    ['empty.csv', Buffer.from(''), '没有内容'],
    ['blank.csv', Buffer.from('\n\n,,,\n'), '没有内容'],
    ['page.xls', Buffer.from('<html><table>'), '其实是网页'],
    ['locked.xlsx', ole('EncryptedPackage'), '设了打开密码'],
    ['word.doc', ole('WordDocument'), '是一个 Word 文档'],
    ['old.xls', ole(''), '老式的 .xls 或 .et 文件读不出来'],
    ['photo.csv', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), '认不出这个文件'],
    ['renamed.xlsx', docx, '认不出这个文件'],
    ['half.xlsx', (await sheets({ name: 's', rows: [['编号', '内容']] })).slice(0, 900), '坏了或没有传完'],
  ];
  for (const [name, bytes, sentence] of cases) {
    const answer = await desk.upload(name, bytes, '来源还在');
    expect([name, answer.status, wordsOf(answer.html).includes(sentence), answer.html.includes('value="来源还在"')]).toEqual([
      name,
      400,
      true,
      true,
    ]);
  }
  const none = await desk.post('/staff/import', { source: '来源还在' });
  expect([none.status, none.html.includes('请先选一个文件')]).toEqual([400, true]);
  expect(await door.filesKept()).toBe(0);
});

test('only a title, or headings nobody knows: a person chooses the row, and a row that is none comes back with what was chosen', async () => {
  const desk = door.clerk();
  const title = await desk.upload('title.csv', Buffer.from('某某台账\n'), '标题');
  expect(wordsOf(title.html)).toContain('没有认出表头');
  const columns = await desk.next(title);
  const refused = await desk.next(columns);
  expect([refused.status, wordsOf(refused.html).includes('至少要有一列是“标题”“内容”')]).toEqual([400, true]);
  const odd = await desk.upload('odd.csv', Buffer.from('甲,乙\n\n1,路灯坏了\n'), '奇怪');
  expect((await desk.next(odd, { row: '2', rows: '1' })).status).toBe(400); // an empty row is no heading
  for (const row of ['', '99', 'x']) {
    const answer = await desk.next(odd, { row, rows: '2' });
    expect([row, answer.status, wordsOf(answer.html).includes('请选表头在哪一行')]).toEqual([row, 400, true]);
    expect(answer.html).toMatch(/name="rows" value="2" checked/);
  }
});

test('three hundred columns: the first hundred are looked at, and it is said', async () => {
  const heads = ['编号', '内容', ...Array.from({ length: 298 }, (_, at) => `列${at}`)].join(',');
  const desk = door.clerk();
  const head = await desk.upload('wide.csv', Buffer.from(`${heads}\n1,路灯坏了\n`), '很宽');
  expect(wordsOf(head.html)).toContain('这张表有 300 列，只看前 100 列');
  const result = await desk.next(await desk.next(await desk.next(head)));
  expect(fact(result.html, '收下')).toBe('1 行');
});

test('formulas: their last values are read; failed ones refuse their row with the reason', async () => {
  const cells = new Map([
    ['1,1', { value: '路灯坏了三天', type: 'formula' as const, formula: 'C2&"三天"', formulaResult: '路灯坏了三天' }],
    ['2,1', { value: '#REF!', type: 'error' as const }],
    ['3,1', { value: null, type: 'formula' as const, formula: 'C4' }],
  ]);
  const rows = [
    ['编号', '内容'],
    ['f1', null],
    ['f2', '#REF!'],
    ['f3', null],
  ];
  const result = await door.clerk().bring('formula.xlsx', await sheets({ name: '表', rows, cells }), '公式');
  expect([fact(result.html, '收下'), fact(result.html, '没收下')]).toEqual(['1 行', '2 行']);
  expect(wordsOf(result.html)).toContain('内容：这一格是出错的公式');
  expect((await rowsOf('公式')).map((row) => row.external_id)).toEqual(['f1']);
});

test('hidden sheets are offered and never chosen by themselves; hidden rows are read, and it is said', async () => {
  const desk = door.clerk();
  const bytes = await sheets(
    {
      name: '旧表',
      hidden: true,
      rows: [
        ['编号', '反映事项'],
        ['h0', '旧事'],
      ],
    },
    {
      name: '台账',
      rows: [
        ['编号', '反映事项'],
        ['h1', '路灯坏了'],
        ['h2', '井盖丢了'],
      ],
      rowDefs: new Map([[2, { hidden: true }]]),
    },
  );
  const head = await desk.upload('hidden.xlsx', bytes, '隐藏');
  expect(wordsOf(head.html)).toContain('旧表（隐藏的）');
  expect(wordsOf((await desk.get(`${head.at}?sheet=${encodeURIComponent('旧表')}`)).html)).toContain('旧事');
  const preview = await desk.next(await desk.next(head));
  expect(wordsOf(preview.html)).toContain('有 1 行在表里是隐藏的');
  expect(fact((await desk.next(preview)).html, '收下')).toBe('2 行');
  expect(wordsOf((await desk.get(head.at)).html)).toContain('导入结果'); // that run is done
});

test.each([
  ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`), ','],
  ['UTF-16', (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true }), '\t'],
  ['semicolons', (text: string) => Buffer.from(text), ';'],
])('CSV in %s', async (name, encode, delimiter) => {
  const text = [
    ['编号', '内容', '地点'],
    [`c-${name}`, '路灯坏了', '东街'],
  ]
    .map((row) => row.join(delimiter))
    .join('\r\n');
  const result = await door.clerk().bring(`${name}.csv`, encode(text), name);
  expect(fact(result.html, '收下')).toBe('1 行');
  expect(await rowsOf(name)).toEqual([{ external_id: `c-${name}`, title: '路灯坏了', place_text: '东街' }]);
});

test('a quotation mark left open: the rows before are taken, the place is named', async () => {
  const result = await door.clerk().bring('quote.csv', Buffer.from('编号,内容\nq1,甲处路灯坏了\nq2,"乙处\nq3,丙\n'), '引号');
  expect([fact(result.html, '收下'), fact(result.html, '没收下')]).toEqual(['1 行', '1 行']);
  expect(wordsOf(result.html)).toContain('文件从这里起读不下去了，多半是少了一个引号');
});

test('a cell of 10 MB refuses its own row, and the others are taken', async () => {
  const huge = '灯'.repeat(3_500_000);
  const result = await door.clerk().bring('huge.csv', Buffer.from(`编号,内容\ng1,路灯坏了\ng2,"${huge}"\ng3,井盖丢了\n`), '巨大');
  expect([fact(result.html, '收下'), fact(result.html, '没收下')]).toEqual(['2 行', '1 行']);
  expect(wordsOf(result.html)).toContain('这一格太长了');
});

test('headings that stand twice are told apart, and only one of them is taken', async () => {
  const desk = door.clerk();
  const columns = await desk.next(
    await desk.upload('twice.csv', Buffer.from('编号,内容,电话,电话\nd1,路灯坏了,13800000071,13800000072\n'), '重复'),
  );
  expect(wordsOf(columns.html)).toContain('电话 (2)');
  const result = await desk.next(await desk.next(columns));
  expect(fact(result.html, '收下')).toBe('1 行');
});

test('the same file twice at the same moment is imported once', async () => {
  const csv = Buffer.from(`编号,内容\n${Array.from({ length: 300 }, (_, at) => `s${at},第 ${at} 处路灯坏了`).join('\n')}\n`);
  const [one, two] = [door.clerk(), door.clerk()];
  const [a, b] = [await one.next(await one.next(await one.upload('same.csv', csv, '同时'))), await two.upload('same.csv', csv, '同时')];
  await Promise.all([one.next(a), two.next(b)]);
  expect(await rowsOf('同时')).toHaveLength(300);
});

test('words with a secrecy marking are not kept, wherever in the row they stand', async () => {
  const result = await door.clerk().bring('secret.csv', Buffer.from('编号,内容,备注\nz1,路灯坏了,绝密★5年 转抄\n'), '密');
  expect(fact(result.html, '没收下')).toBe('1 行');
  expect(result.html).not.toContain('转抄');
  expect(await rowsOf('密')).toEqual([]);
});
