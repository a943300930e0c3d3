// Cells pasted from Excel: looked at first, then each row by itself; nothing typed is lost.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellsOf } from '#core/text/pasted-cells.ts';
import { hiddenIn, openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { mostPasted, pastedRows } from './rules-paste.ts';

let door: StaffDoor;
beforeAll(async () => {
  door = await openStaffDoor();
});
afterAll(() => door.close());

async function paste(login: string, fields: Record<string, string>): Promise<{ status: number; html: string }> {
  const csrf = tokenIn(await door.page(login, '/staff/paste'));
  const answer = await door.post(login, '/staff/paste', new URLSearchParams({ csrf, ...fields }));
  return { status: answer.status, html: await answer.text() };
}

test('cells come as Excel copies them: tabs, line breaks in quotation marks, a heading or none', () => {
  expect(cellsOf('a\t"b\nc"\t"d ""e"""\r\nf\t\tg')).toEqual([
    ['a', 'b\nc', 'd "e"'],
    ['f', '', 'g'],
  ]);
  const number = 'D0000002026112300010';
  expect(pastedRows(`说明\t工单编号\t承办单位\n看现场\t${number}\t住建局\n\n`, 'dispatch')).toMatchObject([
    { row: 2, unit: '住建局', words: '看现场' },
  ]);
  expect(pastedRows(`${number}\t灯已修`, 'note')).toMatchObject([{ row: 1, words: '灯已修', unit: '' }]);
});

test('rows are shown before anything happens, then each is done or told why not', async () => {
  const [first, second, sent] = [await door.raised(), await door.raised(), await door.dispatched()];
  const table = `编号\t单位\t说明\n${first}\t住建局\t今天看\n${second}\t没有的局\t\n${sent}\t住建局\t\nD12\t住建局\t\n${first}\t住建局\t又一次\n`;
  const look = await paste('paidan', { what: 'dispatch', table });
  expect(look.status).toBe(200);
  for (const words of ['派单：住建局：今天看', '没有这个单位', '现在的状态不能做这一步', '不是有效的编号', '前面已有一行', '照此办理 1 行'])
    expect(look.html).toContain(words);
  expect(await door.page('paidan', `/staff/matters/${first}`)).toContain('待派单');
  const done = await paste('paidan', { what: 'dispatch', table, step: 'do', key: hiddenIn(look.html, 'key') });
  expect(done.html).toContain('5 行，办成 1 行');
  expect(done.html).toContain('没有的局'); // the words are still in the box
  expect(await door.page('chengban', `/staff/matters/${first}`)).toContain('今天看');
});

test('notes go to the own matters only', async () => {
  const [mine, theirs] = [await door.dispatched(), await door.raised()];
  const table = `${mine}\t灯头已换\n${theirs}\t偷记一笔\n${mine.replace(/.$/, '')}\t少一位`;
  const look = await paste('chengban', { what: 'note', table });
  expect(look.html).toContain('没有找到这件事');
  const done = await paste('chengban', { what: 'note', table, step: 'do', key: hiddenIn(look.html, 'key') });
  expect(done.html).toContain('3 行，办成 1 行');
  const again = await paste('chengban', { what: 'note', table, step: 'do', key: hiddenIn(look.html, 'key') });
  expect(again.html).toContain('3 行，办成 1 行');
  expect((await door.page('chengban', `/staff/matters/${mine}`)).split('灯头已换').length - 1).toBe(1);
});

test.each([
  [{ what: 'dispatch', table: ' \n\t\n' }, '没有粘贴任何行'],
  [{ what: '', table: 'D1\t住建局' }, '请选每一行要做什么'],
  [{ what: 'note', table: Array.from({ length: mostPasted + 1 }, (_, i) => `D${i}`).join('\n') }, '一次最多 200 行'],
])('%o is refused in one sentence', async (fields, sentence) => {
  const answer = await paste('paidan', fields);
  expect([answer.status, answer.html.includes(sentence)]).toEqual([422, true]);
});
