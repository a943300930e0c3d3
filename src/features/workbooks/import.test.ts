// Through the staff door: an office's own table, step by step, to matters and to the table of rows that were not taken.
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, readHistoryByNumber } from '#features/matters/index.ts';
import { openWorkbookDoor, wordsOf } from '#test/support/workbook-door.ts';
import { clearImportFiles, continueRuns } from './staff.tsx';

let door: Awaited<ReturnType<typeof openWorkbookDoor>>;
beforeAll(async () => {
  door = await openWorkbookDoor();
});
afterAll(() => door.close());

const fact = (html: string, term: string): string => new RegExp(`<dt>${term}</dt><dd>([^<]*)</dd>`).exec(html)?.[1] ?? '';
const matterOfRow = async (source: string, id: string) =>
  door.county.ports.db
    .selectFrom('import_row')
    .innerJoin('matter', 'matter.id', 'import_row.matter_id')
    .selectAll('matter')
    .where('source', '=', source)
    .where('external_id', '=', id)
    .executeTakeFirstOrThrow();
const historyOf = async (number: string) => (await readHistoryByNumber(door.county.ports.db, number))?.events ?? [];

/** An office's table: title and unit line, a heading in two rows, a village written once for three rows, 同上, ticks, phones as numbers, a footnote. */
async function officeTable(rows: (string | number | null)[][]): Promise<Uint8Array> {
  const head = [
    ['示例镇 2026 年 11 月群众诉求台账', null, null, null, null, null, null, null, null, null],
    ['单位：示例镇', null, null, null, null, null, '日期：2026.11.20', null, null, null],
    ['编号', '反映人', null, '村', '反映内容', '时间', '问题类别', null, '办理期限', '是否办结'],
    ['编号', '姓名', '电话', '村', '反映内容', '时间', '供水', '路灯', '办理期限', '是否办结'],
  ];
  const all = [...head, ...rows, ['合计：3 件', null, null, null, null, null, null, null, null, null]];
  const bold = { font: { bold: true, name: '仿宋', size: 14 }, border: { top: { style: 'thin' as const } } };
  const cells = new Map(
    all.flatMap((row, at) =>
      row.map(
        (value, place) =>
          [`${at},${place}`, { value, type: typeof value === 'number' ? ('number' as const) : ('string' as const), style: bold }] as const,
      ),
    ),
  );
  const merge = (startRow: number, startCol: number, endRow: number, endCol: number) => ({ startRow, startCol, endRow, endCol });
  return writeXlsx({
    sheets: [
      { name: '填表说明', rows: [['请勿改动']] },
      {
        name: '台账',
        rows: all,
        cells,
        columns: [6, 10, 14, 12, 40].map((width) => ({ width })),
        merges: [
          merge(0, 0, 0, 9),
          merge(2, 1, 2, 2),
          merge(2, 6, 2, 7),
          ...[0, 3, 4, 5, 8, 9].map((place) => merge(2, place, 3, place)),
          merge(4, 3, 5, 3),
        ],
        rowDefs: new Map([[0, { height: 40 }]]),
      },
    ],
  });
}

describe('an office’s own workbook', () => {
  test('is taken as it is, page by page, and remembered for the next time', async () => {
    const desk = door.clerk();
    const bytes = await officeTable([
      [1, '张示例', 13800000001, '石桥村', '三组路灯坏了一个月', '2026.11.5', null, '√', '12月底前', '√'],
      [2, '李示例', 13800000002, null, '家里停水两天', 46336, '√', null, '同上', null],
      [3, '王示例', 12345, '同上', '井盖丢了没人管', '11月下旬', null, null, null, null],
    ]);
    const head = await desk.upload('示例镇台账.xlsx', bytes, '示例镇');
    expect(head.at).toMatch(/\/head$/);
    expect(head.html).toMatch(/name="row" value="3" checked/);
    expect(head.html).toMatch(/name="rows" value="2" checked/);
    expect(wordsOf(head.html)).toContain('示例镇 2026 年 11 月群…'); // the first rows, as they stand
    const columns = await desk.next(head);
    expect(columns.at).toMatch(/\/columns$/);
    for (const words of ['反映人/姓名', '反映人/电话', '问题类别/供水', '13800000001']) expect(columns.html).toContain(words);
    const preview = await desk.next(columns);
    expect(wordsOf(preview.html)).toMatch(/能收 2 行 · 整张表都看过了/);
    expect(wordsOf(preview.html)).toMatch(/收不了 1 行/);
    expect(wordsOf(preview.html)).toMatch(/反映人\/电话：电话号码的位数不对/);
    expect(wordsOf(preview.html)).toContain('合计和脚注 1 行');
    expect(preview.html).toContain('石桥村');
    const result = await desk.next(preview);
    expect([fact(result.html, '收下'), fact(result.html, '没收下')]).toEqual(['2 行', '1 行']);
    const first = await matterOfRow('示例镇', '1');
    expect(first).toMatchObject({ received_at: '2026-11-05T01:00:00.000Z', place_text: '石桥村' });
    const history = await historyOf(first.number);
    expect(history.map((event) => event.type)).toEqual(['registered', 'noted']);
    expect(history[1]?.type === 'noted' && history[1].data.words).toBe('表中另记：办理期限：12月底前；是否办结：√');
    const second = await matterOfRow('示例镇', '2');
    expect(second).toMatchObject({ place_text: '石桥村', received_at: '2026-11-10T01:00:00.000Z', category_id: 'water' });
    // Once more: the same heading goes straight to the look, and nothing is taken twice.
    const again = await desk.upload('示例镇台账.xlsx', bytes, '示例镇');
    expect(again.at).toMatch(/\/preview$/);
    for (const words of ['已经照上次的选好了', '导入过，收下 2 件', '以前收过 2 行']) expect(wordsOf(again.html)).toContain(words);
    expect(fact((await desk.next(again)).html, '收下')).toBe('0 行');
  });

  test('what was not taken comes back in their own table: title, heading and looks kept, wrong cells red, the reason beside; mended, it is taken', async () => {
    const desk = door.clerk();
    const bytes = await officeTable([
      [11, '张示例', 13800000011, '石桥村', '自来水发黄', '2026.11.5', '√', null, null, null],
      [12, '李示例', 123, null, '门口的树倒了', '乱写', null, null, null, null],
      [13, '王示例', 13800000013, '柳河村', '桥栏杆断了', '2026年11月6日', null, null, null, null],
    ]);
    const result = await desk.bring('坏行.xlsx', bytes, '坏行');
    expect(fact(result.html, '没收下')).toBe('1 行');
    expect(wordsOf(result.html)).toContain('反映人/电话：电话号码的位数不对');
    const back = await readXlsx(await desk.bytesAt(`${result.at}/rejected.xlsx`), { readStyles: true });
    expect(back.sheets.map((sheet) => sheet.name)).toEqual(['填表说明', '台账']);
    const sheet = back.sheets[1];
    const rows = (sheet?.rows ?? []).map((row) => row.map((cell) => cell ?? ''));
    expect(rows[0]?.[0]).toBe('示例镇 2026 年 11 月群众诉求台账');
    expect(rows[3]?.at(-1)).toBe('没有收下的原因');
    expect(rows[4]?.slice(0, 6)).toEqual([12, '李示例', 123, '石桥村', '门口的树倒了', '乱写']);
    expect(rows[4]?.at(-1)).toMatch(/时间看不懂.*电话号码的位数不对/);
    expect(rows[5]?.[0]).toBe('合计：3 件');
    expect(rows).toHaveLength(6);
    const red = (place: string) => sheet?.cells?.get(place)?.style?.fill;
    for (const place of ['4,2', '4,5']) expect(red(place)).toMatchObject({ fgColor: { rgb: expect.stringMatching(/FFC7CE$/) } });
    expect(red('4,4')).toBeUndefined();
    expect(sheet?.cells?.get('4,4')?.style?.font).toMatchObject({ name: '仿宋', size: 14 });
    expect(sheet?.merges).toContainEqual({ startRow: 0, startCol: 0, endRow: 0, endCol: 9 });
    expect(sheet?.rowDefs?.get(0)?.height).toBe(40);
    // Mended in that very file.
    const mended = back.sheets.map((one) => ({
      name: one.name,
      rows: one.rows.map((row) => row.map((cell) => (cell === 123 ? 13800000012 : cell === '乱写' ? '2026-11-07' : cell))),
      ...(one.merges ? { merges: one.merges } : {}),
    }));
    const second = await desk.bring('坏行-没收下.xlsx', await writeXlsx({ sheets: mended }), '坏行');
    expect([fact(second.html, '收下'), fact(second.html, '没收下')]).toEqual(['1 行', '0 行']);
    expect((await matterOfRow('坏行', '12')).place_text).toBe('石桥村');
  });

  test('a time that is words is kept as words, and the matter says so', async () => {
    const desk = door.clerk();
    const csv = '编号,反映内容,留言时间\nt1,田埂塌了一段,11月下旬\nt2,渠道淤了,abc\n';
    const result = await desk.bring('词.csv', Buffer.from(csv), '词');
    expect([fact(result.html, '收下'), fact(result.html, '没收下')]).toEqual(['1 行', '1 行']);
    for (const words of ['时间写成了话', '11月下旬', '时间看不懂']) expect(wordsOf(result.html)).toContain(words);
    const matter = await matterOfRow('词', 't1');
    expect(matter.received_at).toBe(door.county.ports.now());
    expect((await historyOf(matter.number)).at(-1)).toMatchObject({ type: 'noted', data: { words: '表中另记：时间写作“11月下旬”' } });
  });
});

describe('a ledger in GBK with odd headings', () => {
  const table = [
    '示例县群众来信登记表,,,,,,',
    '流水,来信人,联系手机,来信日期,信里说什么,归口,满意不满意',
    '1,李示例,1.3800000003E+10,2026-11-20 09:00,三组路灯坏了一个月,供水,好',
    '2,张示例,1.38E+10,2026-11-20,=1+1 井盖丢了,怪类别,',
    '3,,,2026-11-21,仓库着火了快来人,怪类别,',
  ].join('\n');
  const uses = { c0: 'id', c1: 'name', c2: 'phone', c3: 'time', c4: 'body', c5: 'category', c6: '' };

  test('its columns are told once; then rows come in, and the others come back as a workbook with the reason', async () => {
    const desk = door.clerk();
    const head = await desk.upload('来信.csv', iconv.encode(table, 'gbk'), '来信');
    expect(wordsOf(head.html)).toContain('没有认出表头，请在下面选一行');
    const columns = await desk.next(head, { row: '2', rows: '1' });
    const refused = await desk.next(columns, { ...uses, c4: '', c3: 'phone' });
    expect(refused.status).toBe(400);
    for (const words of ['至少要有一列是“标题”“内容”', '“电话”只能选一列，现在选了：联系手机、来信日期'])
      expect(wordsOf(refused.html)).toContain(words);
    expect(refused.html).toMatch(/name="c3"[^>]*>(?:(?!<\/select>).)*value="phone" selected/s); // as it was chosen
    const preview = await desk.next(refused, uses);
    for (const words of ['gb18030', '满意不满意', '三组路灯坏了一个月', '13800000003', '后面几位已经丢了'])
      expect(preview.html).toContain(words);
    const result = await desk.next(preview);
    for (const words of ['导入完了', '怪类别', '要马上看的', '着火', '119']) expect(wordsOf(result.html)).toContain(words);
    expect([fact(result.html, '收下'), fact(result.html, '没收下')]).toEqual(['2 行', '1 行']);
    const back = (await readXlsx(await desk.bytesAt(`${result.at}/rejected.xlsx`), { readStyles: true })).sheets[0];
    expect(back?.rows.map((row) => row.slice(0, 5).map((cell) => cell ?? ''))).toEqual([
      ['示例县群众来信登记表', '', '', '', ''],
      ['流水', '来信人', '联系手机', '来信日期', '信里说什么'],
      ['2', '张示例', '1.38E+10', '2026-11-20', '=1+1 井盖丢了'],
    ]);
    expect([...(back?.cells?.values() ?? [])].some((cell) => cell.formula !== undefined)).toBe(false);
    expect((await desk.get(`${result.at}/rejected.csv`)).html).toMatch(/4,联系手机：这个号码被表格软件写成/);
  });

  test('what is kept of it: the table of rows not taken, for a day; names and phones are sealed', async () => {
    const runs = await door.county.ports.db.selectFrom('import_run').selectAll().where('file_name', '=', '来信.csv').execute();
    expect(runs[0]).toMatchObject({ state: 'done', sha256: null, unit_id: 'hotline' });
    expect(JSON.stringify(runs)).not.toContain('张示例');
    expect(await door.filesKept()).toBeGreaterThan(0);
    door.county.advance(25 * 3_600_000);
    await clearImportFiles(door.ports);
    expect(await door.filesKept()).toBe(0);
    const page = await door.clerk().get(`/staff/import/${runs[0]?.id}`);
    expect(wordsOf(page.html)).toContain('这张表只留一天，已经清掉');
  });
});

describe('rows about matters that are here already', () => {
  const sheet = (rows: string[]) => Buffer.from(['编号,标题,内容,地点,类别,摘要,联系电话,备注', ...rows].join('\n'));

  test('change category, place, summary and add a note, by decisions under the clerk’s name; the rest is left and said', async () => {
    const desk = door.clerk();
    await desk.bring('改.csv', sheet(['u1,水管破了,村口水管破了三天,石桥村,,,13800000021,']), '改');
    const before = await matterOfRow('改', 'u1');
    const rows = ['u1,水管破了,改写的原话,柳河村,供水,村口水管破裂,13800000099,已打电话'];
    const result = await desk.bring('改二.csv', sheet(rows), '改');
    const words = wordsOf(result.html);
    expect(words).toContain('类别、地点、摘要、备注');
    expect(words).toContain('原话：反映人的原话不改；电话：联系方式不从表里改');
    expect([fact(result.html, '收下'), fact(result.html, '补改了')]).toEqual(['0 行', '1 行']);
    const history = await historyOf(before.number);
    expect(history.map((event) => [event.type, event.actor.kind === 'staff' ? event.actor.id : ''])).toEqual([
      ['registered', 'acc-shouli'],
      ['classified', 'acc-shouli'],
      ['summarised', 'acc-shouli'],
      ['noted', 'acc-shouli'],
    ]);
    expect(history[0]?.type === 'registered' && history[0].data.text).toBe('村口水管破了三天');
    // The same table again changes nothing more.
    const again = await desk.bring('改二.csv', sheet(rows), '改');
    expect(fact(again.html, '补改了')).toBe('0 行');
    expect(await historyOf(before.number)).toHaveLength(4);
  });

  test('are found by this system’s own number; what the state forbids is left with the engine’s reason', async () => {
    const desk = door.clerk();
    const { number } = await matterOfRow('改', 'u1');
    const sent = await act(door.county.ports, door.county.actor('paidan'), number, {
      do: 'dispatch',
      to: 'housing',
      reason: '部门职责',
      copyTo: null,
    });
    expect(sent.ok).toBe(true);
    const rows = [`${number},,,,路灯照明,新的摘要,,`, `D00000020990101000${'1'.repeat(4)},,,,供水,,,`];
    const csv = Buffer.from(['编号,标题,内容,地点,类别,摘要,联系电话,备注', ...rows].join('\n'));
    const result = await desk.bring('按号.csv', csv, '按号');
    const words = wordsOf(result.html);
    expect(words).toMatch(/摘要 类别：/);
    expect(fact(result.html, '补改了')).toBe('1 行');
    expect((await historyOf(number)).at(-1)).toMatchObject({ type: 'summarised' });
    expect((await matterOfRow('改', 'u1')).category_id).toBe('water');
  });

  test('are left as they are when the clerk wants them skipped', async () => {
    const desk = door.clerk();
    const { number } = await matterOfRow('改', 'u1');
    const length = (await historyOf(number)).length;
    const preview = await desk.upload('跳过.csv', sheet(['u1,水管破了,村口水管破了三天,,,又一个摘要,,']), '改');
    const result = await desk.next(preview, { update: '0' });
    expect([fact(result.html, '以前收过'), fact(result.html, '补改了')]).toEqual(['1 行', '0 行']);
    expect(await historyOf(number)).toHaveLength(length);
  });
});

describe('the way through the pages', () => {
  test('a run that broke off says so, and goes on by its button without taking anything twice', async () => {
    const desk = door.clerk();
    const csv = Buffer.from('编号,内容\nb1,堤坝渗水\nb2,渡口没有灯\n');
    const page = await desk.next(await desk.next(await desk.upload('断.csv', csv, '断')));
    const id = page.at.split('/')[3] ?? '';
    await door.county.ports.db
      .updateTable('import_run')
      .set({ state: 'running', beat_at: door.county.ports.now() })
      .where('id', '=', id)
      .execute();
    expect((await desk.get(`/staff/import/${id}`)).refresh).toBe('2');
    door.county.advance(3 * 60_000);
    const broken = await desk.get(`/staff/import/${id}`);
    expect(wordsOf(broken.html)).toContain('导入中断了');
    const result = await desk.next({ ...broken, at: `/staff/import/${id}/preview` });
    expect(fact(result.html, '收下')).toBe('2 行');
    expect(fact((await desk.next({ ...broken, at: `/staff/import/${id}/preview` })).html, '收下')).toBe('2 行'); // pressed again: nothing happens
  });

  test('a run whose process ended is carried to its end by the clock, unless its file or its post is gone', async () => {
    const desk = door.clerk();
    const broken = async (name: string) => {
      const csv = Buffer.from(`编号,内容\n${name}1,堤坝渗水（示例）\n${name}2,渡口没有灯（示例）\n`);
      let page = await desk.upload(`${name}.csv`, csv, name);
      while (!page.at.endsWith('/preview')) page = await desk.next(page);
      const id = page.at.split('/')[3] ?? '';
      await door.county.ports.db
        .updateTable('import_run')
        .set({ state: 'running', beat_at: door.county.ports.now() })
        .where('id', '=', id)
        .execute();
      return id;
    };
    const { ports } = door;
    const id = await broken('clock');
    expect(await continueRuns(ports), 'it may still be running').toBe(0);
    const orphan = await broken('orphan');
    await door.county.ports.db.updateTable('import_run').set({ account_id: 'acc-chengban' }).where('id', '=', orphan).execute();
    door.county.advance(3 * 60_000);
    expect(await continueRuns(ports)).toBe(1);
    expect(fact((await desk.get(`/staff/import/${id}`)).html, '收下')).toBe('2 行');
    expect(await matterOfRow('clock', 'clock2')).toMatchObject({ title: expect.stringContaining('渡口没有灯') });
    const states = await door.county.ports.db.selectFrom('import_run').select('state').where('id', '=', orphan).execute();
    expect(states).toEqual([{ state: 'broken' }]);
    expect(await continueRuns(ports)).toBe(0);
  });

  test('what one unit imports is not shown to another, and only the desk imports', async () => {
    const page = await door.clerk().upload('私.csv', Buffer.from('编号,内容\np1,桥断了\n'), '私');
    await door.county.ports.db.updateTable('import_run').set({ unit_id: 'east-town' }).where('file_name', '=', '私.csv').execute();
    expect((await door.clerk().get(page.at)).status).toBe(404);
    expect((await door.clerk('chengban').get('/staff/import')).status).toBe(403);
    expect((await door.clerk().get('/staff/import/01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(404);
  });

  test('JSON lines need no columns', async () => {
    const lines = ['{"id":"j1","user":"u1","time":"2019-04-05T09:35:58","title":"修路（示例）","body":"村口的路坑洼"}', 'not json'].join(
      '\n',
    );
    const result = await door.clerk().bring('messages.jsonl', Buffer.from(lines), 'json');
    expect(fact(result.html, '收下')).toBe('1 行');
    expect(result.html).toContain('不是完整的 JSON');
  });
});
