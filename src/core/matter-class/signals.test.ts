import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../time/day.ts';
import { assetsIn, likeGroups } from './likeness.ts';
import { isSeasonNear, nextYear, peaksOf } from './peaks.ts';
import { causeFaults } from './root-cause.ts';
import { candidatesOf, type Facts, saysMore, usualThresholds } from './signals.ts';

const none: Facts = { perVillage: [], perLeaf: [], rework: [], like: [], assets: [], lastYear: [], bursts: [], visits: [] };
const found = (facts: Partial<Facts>, change = {}) => candidatesOf({ ...none, ...facts }, { ...usualThresholds, ...change });

describe('candidates (X10)', () => {
  test('five of one leaf in one village within thirty days are one, four are none', () => {
    const at = (n: number) => found({ perVillage: [{ categoryId: 'lighting', villageId: 'p-dongjie', n }] });
    expect(at(4)).toEqual([]);
    expect(at(5)).toEqual([{ categoryId: 'lighting', placeId: 'p-dongjie', signals: [{ kind: 'sameVillage', n: 5, days: 30, least: 5 }] }]);
  });
  test('a matter whose village is not known makes no village candidate', () =>
    expect(found({ perVillage: [{ categoryId: 'lighting', villageId: null, n: 50 }] })).toEqual([]));
  test('ten of one leaf in the county, three in ten reworked, like words, one numbered thing, last year: each says its threshold', () => {
    expect(found({ perLeaf: [{ categoryId: 'water', n: 10 }] })[0]?.signals).toEqual([{ kind: 'countywide', n: 10, days: 30, least: 10 }]);
    expect(found({ rework: [{ categoryId: 'water', villageId: null, reworked: 3, answered: 10 }] })[0]?.signals[0]).toMatchObject({
      kind: 'rework',
      least: 30,
    });
    expect(found({ rework: [{ categoryId: 'water', villageId: null, reworked: 2, answered: 10 }] })).toEqual([]);
    expect(found({ rework: [{ categoryId: 'water', villageId: null, reworked: 3, answered: 4 }] })).toEqual([]);
    expect(found({ like: [{ categoryId: 'water', villageIds: ['a', 'b'], n: 5, closest: 0.61 }] })).toEqual([
      { categoryId: 'water', placeId: null, signals: [{ kind: 'likeWords', n: 5, days: 30, likeness: 61, least: 50 }] },
    ]);
    expect(found({ assets: [{ categoryId: 'housing', villageIds: ['a', 'a'], n: 3, asset: '电梯12' }] })[0]).toMatchObject({
      placeId: 'a',
    });
  });
  test('what lies nearly all in one village is that village’s and no second candidate of the county', () => {
    const where = (n: number) =>
      found({ perVillage: [{ categoryId: 'water', villageId: 'a', n }], perLeaf: [{ categoryId: 'water', n: 12 }] });
    expect(where(9).map((one) => one.placeId)).toEqual(['a']);
    expect(where(8).map((one) => one.placeId)).toEqual([null, 'a']);
  });
  test('several signals for the same leaf and village are one candidate', () =>
    expect(
      found({
        perVillage: [{ categoryId: 'lighting', villageId: 'a', n: 8 }],
        bursts: [{ categoryId: 'lighting', villageId: 'a', n: 6 }],
      })[0]?.signals.map((one) => one.kind),
    ).toEqual(['sameVillage', 'burst']));
  test('what was told is told again only when it says more; what was set aside, only when it is twice as much', () => {
    const n = (count: number) => [{ kind: 'sameVillage', n: count, days: 30, least: 5 } as const];
    expect(saysMore(n(7), n(5), false)).toBe(false);
    expect(saysMore(n(8), n(5), false)).toBe(true);
    expect(saysMore(n(9), n(5), true)).toBe(false);
    expect(saysMore(n(10), n(5), true)).toBe(true);
    expect(saysMore([{ kind: 'burst', n: 6, hours: 24, least: 6 }], n(5), true)).toBe(true);
  });
});

describe('like words', () => {
  const say = (i: number, what = '楼道的声控灯坏了两个星期，老人夜里下楼很危险，请尽快修') => ({
    id: `m${i}`,
    words: `${what}${'。'.repeat(i % 3)}`,
  });
  test('messages that say nearly the same are one group, others are not', () => {
    const groups = likeGroups([say(1), say(2), { id: 'x', words: '自来水发黄，已经三天不能做饭' }, say(3)], 0.5);
    expect(groups.map((one) => one.ids)).toEqual([['m1', 'm2', 'm3']]);
  });
  test('a text written to join everything joins one group at most, and a thousand copies are one group, soon', () => {
    const begun = performance.now();
    const mixed = Array.from({ length: 60 }, (_, i) => ({
      id: `k${i}`,
      words: `第${i}类事情${String.fromCodePoint(0x4e00 + i * 37).repeat(3)}坏了没有人管`,
    }));
    const hostile = { id: 'h', words: mixed.map((one) => one.words).join('') };
    const groups = likeGroups([...mixed, hostile, ...Array.from({ length: 1_000 }, (_, i) => say(i))], 0.5);
    expect(Math.max(...groups.map((one) => one.ids.length))).toBeLessThanOrEqual(400);
    expect(groups.filter((one) => one.ids.includes('h'))).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
  test('the same input gives the same groups; empty and short texts join nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 40 }), (texts) => {
        const list = texts.map((words, i) => ({ id: String(i), words }));
        const groups = likeGroups(list, 0.5);
        expect(likeGroups(list, 0.5)).toEqual(groups);
        const all = groups.flatMap((one) => one.ids);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
    expect(
      likeGroups(
        [
          { id: 'a', words: '' },
          { id: 'b', words: '停水' },
          { id: 'c', words: '停水' },
        ],
        0.5,
      ),
    ).toEqual([]);
  });
  test('numbered things are found however they are written', () => {
    expect(assetsIn('12号电梯又停了,电梯12修了三次')).toEqual(['电梯12']);
    expect(assetsIn('路灯编号a-0135不亮')).toEqual(['路灯a-0135']);
    expect(assetsIn('路灯不亮已经12天')).toEqual([]);
  });
});

describe('peaks of a year open next year’s plan', () => {
  const weeks: number[] = Array.from({ length: 52 }, (_, i) => (i >= 44 && i <= 47 ? 12 : i === 20 ? 9 : 3));
  test('weeks well above the usual are peaks, a quiet week between does not part them', () => {
    weeks[46] = 4;
    expect(peaksOf('2025-01-06' as Day, weeks, { times: 2, least: 5 })).toEqual([
      { from: '2025-05-26', to: '2025-06-01', n: 9, weeks: 1, usual: 3 },
      { from: '2025-11-10', to: '2025-12-07', n: 40, weeks: 4, usual: 3 },
    ]);
  });
  test('the plan opens six weeks before and stays until the season is over', () => {
    const peak = { from: '2025-11-10' as Day, to: '2025-12-07' as Day };
    expect(nextYear(peak)).toEqual({ from: '2026-11-10', to: '2026-12-07' });
    expect(isSeasonNear(peak, '2026-09-28', 6)).toBe(false);
    expect(isSeasonNear(peak, '2026-09-29', 6)).toBe(true);
    expect(isSeasonNear(peak, '2026-12-08', 6)).toBe(false);
  });
});

describe('a cause is not the trouble said again', () => {
  const symptom = { title: '东街社区楼道灯反复不亮', hypothesis: '东街社区多栋楼的楼道灯修好又坏' };
  const good = ['灯座进水，换了灯泡几天又坏', '外墙漏水，楼顶防水十五年没有做过', '维修资金要三分之二业主签字，没有人牵头收齐'];
  const faults = (whys: readonly string[]) => causeFaults(whys, symptom).map(({ at, fault }) => `${at}:${fault}`);
  test('three steps that lead away from it may stand', () => expect(faults(good)).toEqual([]));
  test.each<[string, readonly string[], string[]]>([
    ['two steps are too few', good.slice(0, 2), ['0:too-few']],
    ['the last step is the trouble itself', [...good.slice(0, 2), '楼道灯反复不亮，修好又坏'], ['3:says-symptom-again']],
    ['blame is no cause', [...good.slice(0, 2), '有关单位重视不够，责任心不强'], ['3:stock-phrase']],
    ['the same step twice', [good[0] ?? '', '灯座进水，换了灯泡几天又坏了', good[2] ?? ''], ['2:says-the-same']],
    ['an empty answer', ['不知道', ...good], ['1:empty']],
  ])('%s', (_what, whys, expected) => expect(faults(whys)).toEqual(expected));
});
