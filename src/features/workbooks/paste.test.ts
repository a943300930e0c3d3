// Rows of new concerns pasted from a spreadsheet: understood, looked at, taken; what is not taken stays with its reason, and what was typed is never lost.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbookDoor, wordsOf } from '#test/support/workbook-door.ts';
import { mostPasted, pastedTable, proposedHeadings } from './rules-paste.ts';

let door: Awaited<ReturnType<typeof openWorkbookDoor>>;
beforeAll(async () => {
  door = await openWorkbookDoor();
});
afterAll(() => door.close());

const fact = (html: string, term: string): string => new RegExp(`<dt>${term}</dt><dd>([^<]*)</dd>`).exec(html)?.[1] ?? '';
const paste = async (fields: Record<string, string>) => {
  const desk = door.clerk();
  await desk.get('/staff/import');
  return { desk, page: await desk.post('/staff/import/paste', { heading: 'yes', from: '', ...fields }) };
};
const titles = async (source: string) =>
  (
    await door.county.ports.db
      .selectFrom('import_row')
      .innerJoin('matter', 'matter.id', 'import_row.matter_id')
      .select(['matter.title', 'matter.place_text'])
      .where('import_row.source', '=', source)
      .orderBy('matter.title')
      .execute()
  ).map((row) => [row.title, row.place_text]);

test('cells keep their commas, quotation marks and line breaks; more than 200 rows or none are refused', () => {
  const pasted = pastedTable('标题\t内容\n路灯\t"坏了, 很久\n还""闪"""\n\n', true, 'zh');
  expect(pasted).toEqual({ ok: true, rows: 1, csv: '"标题","内容"\r\n"路灯","坏了, 很久\n还""闪"""' });
  const rows = (n: number): string => `标题\t内容\n${'路灯\t坏了\n'.repeat(n)}`;
  expect(pastedTable(rows(mostPasted), true, 'zh')).toMatchObject({ ok: true, rows: 200 });
  expect(pastedTable(rows(mostPasted + 1), true, 'zh')).toEqual({ ok: false, refusal: 'paste-too-many' });
  for (const nothing of ['', ' \t\n', '标题\t内容\n'])
    expect(pastedTable(nothing, true, 'zh')).toEqual({ ok: false, refusal: 'paste-empty' });
});

test('without a heading columns are named by what stands in them', () => {
  const rows = [
    ['1', '石桥村三组', '路灯不亮', '三组路口的路灯坏了一个月没人修', '13800000001'],
    ['2', '柳河村', '停水', '家里停水两天了，老人没法做饭', '0000-7654321'],
  ];
  expect(proposedHeadings(rows, 'zh')).toEqual(['第1列', '地点', '第3列', '内容', '电话']);
  expect(proposedHeadings([['井盖丢了没人管']], 'en')).toEqual(['body']);
});

test('pasted rows go the way of a file: columns, a look, the run; rows not taken stay with the reason', async () => {
  const table =
    '标题\t内容\t地点\t电话\n路灯不亮\t三组路口的路灯坏了一个月, 没人修\t石桥村\t13800000001\n停水\t"家里停水两天\n老人没法做饭"\t石桥村\t138\n井盖丢了\t井盖丢了没人管\t石桥村\t\n';
  const { desk, page } = await paste({ table, from: '村里报来的' });
  expect(page.at).toMatch(/\/columns$/);
  for (const [place, use] of ['title', 'body', 'place', 'phone'].entries())
    expect(page.html).toMatch(new RegExp(`name="c${place}"[^>]*>(?:(?!</select>).)*value="${use}" selected`, 's'));
  const preview = await desk.next(page);
  expect(wordsOf(preview.html)).toMatch(/能收 2 行 · 整张表都看过了/);
  expect(wordsOf(preview.html)).toContain('电话：电话号码的位数不对');
  const result = await desk.next(preview);
  expect([fact(result.html, '收下'), fact(result.html, '没收下')]).toEqual(['2 行', '1 行']);
  expect(wordsOf(result.html)).toContain('电话：电话号码的位数不对');
  expect(wordsOf(result.html)).toContain('老人没法做饭');
  expect(await titles('村里报来的')).toEqual([
    ['井盖丢了', '石桥村'],
    ['路灯不亮', '石桥村'],
  ]);
  const csv = (await desk.get(`${result.at}/rejected.csv`)).html;
  expect(csv).toContain('停水');
});

test('the same rows pasted again are taken once; others that count from 1 too are another source', async () => {
  const rows = (words: string): string => `编号\t内容\n1\t${words}\n`;
  const taken = async (words: string): Promise<string> => {
    const { desk, page } = await paste({ table: rows(words) });
    const preview = page.at.endsWith('/columns') ? await desk.next(page) : page;
    return fact((await desk.next(preview)).html, '收下');
  };
  expect(await taken('河边的护栏断了一截')).toBe('1 行');
  expect(await taken('河边的护栏断了一截')).toBe('0 行');
  expect(await taken('学校门口车开得太快')).toBe('1 行');
});

test('rows without a heading are all concerns', async () => {
  const { desk, page } = await paste({
    heading: 'no',
    table: '示例路口的红绿灯坏了三天\t柳河村\n垃圾车一个星期没有来过\t石桥村\n',
    from: '没有表头',
  });
  const result = await desk.next(await desk.next(page));
  expect(fact(result.html, '收下')).toBe('2 行');
  expect((await titles('没有表头')).map(([, place]) => place)).toEqual(expect.arrayContaining(['柳河村', '石桥村']));
});

test('what cannot be read is told, and stays in the box', async () => {
  const many = await paste({ table: `标题\t内容\n${'路灯\t坏了\n'.repeat(201)}` });
  expect([many.page.status, many.page.html.includes('一次最多粘贴 200 行'), many.page.html.includes('路灯\t坏了')]).toEqual([
    400,
    true,
    true,
  ]);
  const unanswered = await paste({ table: '标题\t内容\n路灯\t坏了一盏', heading: '' });
  expect([
    unanswered.page.status,
    wordsOf(unanswered.page.html).includes('请选第一行是不是表头'),
    unanswered.page.html.includes('坏了一盏'),
  ]).toEqual([400, true, true]);
  const filled = await paste({ table: '李示例\t13800000041\t井盖丢了' });
  expect([filled.page.status, wordsOf(filled.page.html).includes('不像列名'), filled.page.html.includes('井盖丢了')]).toEqual([
    400,
    true,
    true,
  ]);
  const empty = await paste({ table: ' ', from: '来源还在' });
  expect([empty.page.status, empty.page.html.includes('没有看到诉求'), empty.page.html.includes('来源还在')]).toEqual([400, true, true]);
  const outsider = door.clerk('chengban');
  expect((await outsider.post('/staff/import/paste', { table: '内容\n路灯', heading: 'yes' })).status).toBe(403);
});
