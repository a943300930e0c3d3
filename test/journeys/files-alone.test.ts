// The measuring commands on a county's own files, as a process of its own: files in, files out, no database.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'daodi-files-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function daodi(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const env = { PATH: process.env['PATH'], LANG: 'zh_CN.UTF-8', HOME: home };
  const ended = spawnSync(process.execPath, [join(repository, 'bin/daodi.mjs'), ...args], { cwd: home, env, encoding: 'utf8' });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

const messages = [
  'id,user,time,title,body',
  'm1,u1,2026-11-01T08:00:00,幸福小区门口路灯不亮（示例）,幸福小区门口的路灯坏了两个星期，晚上一片漆黑。',
  'm2,u2,,反映幸福小区路灯坏了没人修（示例）,我是幸福小区的住户，门口路灯不亮已经半个月，希望修好路灯。',
  'm3,,2026/11/3 9:05,阳光小区门口路灯不亮（示例）,阳光小区门口的路灯坏了两个星期，晚上一片漆黑。',
  ',u4,坏的时间,,',
].join('\r\n');

const labelled = ['id,label,title,text,time'];
for (const [at, place] of ['幸福小区', '石桥村', '东街社区', '南门市场', '向阳路', '青山水库'].entries()) {
  for (const what of ['停水三天', '水压太低', '水管漏水'])
    labelled.push(`w${at}${what},供水,${place}${what},${place}${what}，自来水公司没有人来（示例）,`);
  for (const what of ['拖欠工资', '加班费没给', '老板欠薪'])
    labelled.push(`g${at}${what},劳动,${place}${what},${place}的工地${what}，请劳动部门管（示例）,`);
}

describe('daodi similarity group', () => {
  test('takes a GBK file with empty cells, and gives every row its group', () => {
    writeFileSync(join(home, 'messages.csv'), iconv.encode(messages, 'gb18030'));
    const ended = daodi('similarity', 'group', '--in', 'messages.csv', '--out', 'groups.csv', '--json');
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(JSON.parse(ended.stdout)).toMatchObject({ messages: 4, groups: 1, together: 2, withoutId: 1 });
    const rows = readFileSync(join(home, 'groups.csv'), 'utf8').replace('\uFEFF', '').trim().split('\r\n');
    expect(rows).toEqual(['id,cluster', 'm1,m1', 'm2,m1', 'm3,m3', 'row-5,row-5']);
  });

  test('says plainly what is wrong, and leaves no half file', () => {
    const missing = daodi('similarity', 'group', '--in', 'nowhere.csv', '--out', 'x.csv');
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('nowhere.csv')]);
    writeFileSync(join(home, 'no-id.csv'), '标题,内容\n路灯,坏了（示例）\n');
    expect(daodi('similarity', 'group', '--in', 'no-id.csv', '--out', 'x.csv')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('编号'),
    });
    expect(daodi('similarity', 'group', '--in', 'messages.csv', '--out', 'no/such/folder.csv')).toMatchObject({ code: 2 });
    expect(daodi('similarity', 'group', '--in', 'messages.csv').code).toBe(2);
  });
});

describe('daodi routing', () => {
  test('learns, proposes with a confidence and the next best, and measures itself', () => {
    writeFileSync(join(home, 'labelled.csv'), `\uFEFF${labelled.join('\n')}`);
    const trained = daodi('routing', 'train', '--in', 'labelled.csv', '--model', 'model.json', '--json');
    expect([trained.code, trained.stderr]).toEqual([0, '']);
    expect(JSON.parse(trained.stdout)).toMatchObject({ labels: ['供水', '劳动'].sort(), trainedOn: 36, leftOut: 0 });
    writeFileSync(
      join(home, 'new.csv'),
      'id,label,title,text,time\nn1,,西街停水了,自来水停了两天（示例）,\nn2,,,老板拖欠工资（示例）,2026-01-01\n',
    );
    expect(daodi('routing', 'predict', '--model', 'model.json', '--in', 'new.csv', '--out', 'labels.csv').code).toBe(0);
    const [head, one, two] = readFileSync(join(home, 'labels.csv'), 'utf8').replace('\uFEFF', '').trim().split('\r\n');
    expect(head).toBe('id,label,confidence,second,third');
    expect(one).toMatch(/^n1,供水,0\.\d{4},劳动,$/);
    expect(two).toMatch(/^n2,劳动,0\.\d{4},供水,$/);
    const evaluated = daodi('routing', 'evaluate', '--in', 'labelled.csv', '--json');
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ n: 36, labels: ['供水', '劳动'].sort() });
  });

  test('refuses a file that is no model, and too little to learn from', () => {
    writeFileSync(join(home, 'broken.json'), '{"format":"daodi-routing-1"');
    expect(daodi('routing', 'predict', '--model', 'broken.json', '--in', 'labelled.csv', '--out', 'x.csv')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('不是派单建议的模型文件'),
    });
    writeFileSync(join(home, 'few.csv'), labelled.slice(0, 5).join('\n'));
    expect(daodi('routing', 'train', '--in', 'few.csv', '--model', 'few.json')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('没有学'),
    });
  });
});
