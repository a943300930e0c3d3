import { describe, expect, test } from 'vitest';
import { readRequest, stateOn, type Typed } from './rules.ts';
import { bareField, heldData, heldFor, isBanned } from './rules-held.ts';

const good: Typed = {
  title: '冬季取暖安全排查',
  purpose: '排查煤炉取暖户，发放报警器',
  basis: '示例县政办〔2026〕12号',
  fields: '用煤炉取暖的户数\n已发报警器数',
  frequency: 'monthly',
  askedOf: 'villages',
  expiresOn: '2027-03-31',
};
const read = (over: Partial<Typed>, running: Parameters<typeof readRequest>[2] = []) =>
  readRequest({ ...good, ...over }, '2026-11-23', running);
const problems = (over: Partial<Typed>) => {
  const answer = read(over);
  return answer.ok ? [] : answer.problems.map(({ name, problem }) => `${name} ${problem}`);
};

describe('a request for data', () => {
  test('with basis, purpose and an end is registered', () => {
    expect(read({})).toMatchObject({
      ok: true,
      like: [],
      request: { fields: ['用煤炉取暖的户数', '已发报警器数'], expiresOn: '2027-03-31' },
    });
  });

  test.each([
    [{ basis: '' }, 'basis basis-missing'],
    [{ basis: '领导要求' }, 'basis basis-missing'],
    [{ basis: '工作需要' }, 'basis basis-missing'],
    [{ expiresOn: '' }, 'expiresOn expiry-missing'],
    [{ expiresOn: '2026-11-22' }, 'expiresOn expiry-past'],
    [{ expiresOn: '2028-01-01' }, 'expiresOn expiry-far'],
    [{ fields: ' ' }, 'fields fields-missing'],
    [{ purpose: '用' }, 'purpose purpose-missing'],
    [{ frequency: 'daily' }, 'frequency frequency-unknown'],
  ])('is refused: %j', (over, says) => {
    expect(problems(over)).toContain(says);
  });

  test('of several faults all are said at once', () => {
    expect(problems({ basis: '', expiresOn: '' })).toEqual(['basis basis-missing', 'expiresOn expiry-missing']);
  });

  test('a field that is held is refused, and the held data are named; so is what another request asks, or what nobody may ask', () => {
    const answer = read({ fields: '本月诉求办理情况\n煤炉户数\n干部在线时长\n反映人电话' }, [
      { number: 7, title: '取暖', fields: ['煤炉户数统计'] },
    ]);
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(
      answer.refusals.map((one) => [one.field, one.why, one.why === 'held' ? one.held.id : one.why === 'asked' ? one.number : null]),
    ).toEqual([
      ['本月诉求办理情况', 'held', 'state'],
      ['煤炉户数', 'asked', 7],
      ['干部在线时长', 'banned', null],
      ['反映人电话', 'held', 'raiser'],
    ]);
  });

  test('a field that only resembles something held goes to a person, marked', () => {
    const answer = read({ fields: '企业办结时限承诺书份数' });
    expect(answer.ok && answer.like.map((one) => one.held.id)).toEqual(['due']);
  });

  test('ends on its day, whether or not the clock has come by', () => {
    expect([
      stateOn('approved', '2026-11-22', '2026-11-23'),
      stateOn('approved', '2026-11-23', '2026-11-23'),
      stateOn('returned', '2020-01-01', '2026-11-23'),
    ]).toEqual(['ended', 'approved', 'returned']);
  });
});

test.each([
  ['编号', '编号'],
  ['诉求编号', '编号'],
  ['本月诉求办结数据', '办结'],
  ['满意度（%）', '满意度'],
  ['各村受理件数统计表', '受理件数'],
  ['煤炉户数', '煤炉户'],
])('the bare word of %s is %s', (field, bare) => {
  expect(bareField(field)).toBe(bare);
});

test('no word of the catalogue stands for two things, and every word is found', () => {
  const words = heldData.flatMap((one) => one.words);
  expect(new Set(words).size).toBe(words.length);
  for (const one of heldData) for (const word of one.words) expect([word, heldFor(word)?.held.id]).toEqual([word, one.id]);
  expect(heldFor('水井数量（口）')).toBeNull();
});

test('what nobody may ask is found under its many names', () => {
  for (const name of ['打卡次数', '干部积分', 'GPS轨迹', '登录率', '公众号关注率', '学习时长', '网格员个人排名'])
    expect([name, isBanned(name)]).toEqual([name, true]);
  for (const name of ['煤炉户数', '定为危房的户数', '粮食产量']) expect([name, isBanned(name)]).toEqual([name, false]);
});
