import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Missing, missingIn, type Plan } from './concrete.ts';
import { meaningIn } from './stock-phrases.ts';

const good: Plan = {
  text: '更换东街社区三号楼到七号楼楼道声控灯 42 盏',
  unit: 'housing',
  person: '周示例',
  due: '2026-12-20',
  standard: '晚上 7 点逐层走一遍，42 盏全部点亮，附照片',
  money: '2.1 万元，物业专项维修资金',
  rule: '《东街社区公共照明巡修办法》增加每周一次夜间巡灯',
  checker: '社区居委会夜间抽查',
  asking: '电话回访反映过的 12 户，再在楼道贴评价二维码',
  fallback: '到期未完成，由街道用应急资金先修，再向物业追偿',
};
const of = (change: Partial<Plan>): Missing[] => missingIn({ ...good, ...change });

describe('a plan is concrete (X11)', () => {
  test('one that says all eight things passes', () => expect(missingIn(good)).toEqual([]));
  test.each([
    '每周二、周五清运北岭村 6 个垃圾点，改为一天两次',
    '在柳河桥两侧各安装 1 块限高牌，划设减速带 2 条',
    '修订石桥村用水公约，把冬季巡管由每月 1 次改为每周 1 次',
    '从 1 月起每晚 10 点后停止幸福小区南门工地浇筑，测噪声 3 次',
  ])('so does: %s', (text) => expect(of({ text })).toEqual([]));
  test('stock phrases alone are refused, with everything that is missing named', () => {
    expect(of({ text: '高度重视，进一步加强监管，压实责任，持续推进，确保取得实效。' })).toEqual([
      'stock',
      'verb',
      'object',
      'place',
      'quantity',
    ]);
  });
  test.each<[string, Partial<Plan>, Missing[]]>([
    ['no quantity', { text: '更换东街社区楼道的声控灯' }, ['quantity']],
    ['no place', { text: '更换声控灯 42 盏' }, ['place']],
    ['no verb', { text: '东街社区声控灯 42 盏的事情' }, ['verb']],
    ['no unit', { unit: ' ' }, ['unit']],
    ['no person', { person: '' }, ['person']],
    ['no date', { due: '年底前' }, ['date']],
    ['a standard that nobody can check', { standard: '群众满意，取得实效' }, ['standard']],
    ['no money', { money: '按需安排' }, ['money']],
    ['money from nowhere', { money: '2.1 万元' }, ['moneySource']],
    ['no rule', { rule: '加强管理' }, ['rule']],
    ['none, without a reason', { rule: '无' }, ['ruleReason']],
    ['nobody checks', { checker: '有关部门' }, ['checker']],
    ['residents are not asked', { asking: '书面总结上报' }, ['asking']],
    ['nothing happens if it fails', { fallback: '持续推进' }, ['fallback']],
  ])('%s', (_what, change, missing) => expect(of(change)).toEqual(missing));
  test('nought yuan and "no rule, because" are answers', () => {
    for (const money of ['0', '0 元', '０元', '不花钱', '0元，利用现有人员']) expect(of({ money })).toEqual([]);
    expect(of({ rule: '无，因为现行合同已经写明每周巡查' })).toEqual([]);
  });
  test("the county's own place names count, and so do its own stock phrases", () => {
    expect(missingIn({ ...good, text: '更换水云间声控灯 42 盏' })).toEqual(['place']);
    expect(missingIn({ ...good, text: '更换水云间声控灯 42 盏' }, { placeNames: ['水云间'] })).toEqual([]);
    expect(meaningIn('强力攻坚更换路灯', ['强力攻坚'])).toBe('更换路灯');
  });
  test('nothing typed makes it fail or take long', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 500 }), { minLength: 10, maxLength: 10 }), (texts) => {
        const names = Object.keys(good) as (keyof Plan)[];
        missingIn(Object.fromEntries(names.map((name, i) => [name, texts[i] ?? ''])) as Plan);
      }),
      { numRuns: 200 },
    );
    const begun = performance.now();
    missingIn({ ...good, text: '村'.repeat(500), rule: '无'.repeat(500), money: '1,'.repeat(250) });
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
