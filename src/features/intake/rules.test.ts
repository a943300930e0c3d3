import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokensOf } from '#core/text/tokens.ts';
import type { Instant } from '#core/time/day.ts';
import { checkConcern, type Known, titleFrom } from './rules.ts';
import { countPairs, likeness, pairsOf, placeNamesIn, placesDiffer, rarePairs, sharedWords } from './rules-likeness.ts';
import { indexPlaces, matchPlace } from './rules-places.ts';
import { problemSentences } from './sentences.ts';

const known: Known = {
  now: '2026-11-23T01:00:00.000Z' as Instant,
  hasPlace: (id) => id === 'p-1',
  matchPlace: (text) => (text.includes('石桥村') ? 'p-1' : null),
  categoryOf: (text) => (text === '路灯照明' || text === 'lighting' ? 'lighting' : null),
  hasUnit: (id) => id === 'housing',
};
const problemsOf = (raw: Parameters<typeof checkConcern>[0]) => {
  const checked = checkConcern(raw, known);
  return checked.ok ? {} : checked.problems;
};

describe('what a concern needs', () => {
  test('one sentence is enough, and the title is made from it without the greeting', () => {
    const checked = checkConcern({ text: '尊敬的领导：您好，路灯坏了两个星期。老人摔了一跤。' }, known);
    expect(checked).toMatchObject({
      ok: true,
      concern: { title: '路灯坏了两个星期', kind: 'help', contact: null, confidentiality: 'normal', categoryId: null },
    });
    expect(titleFrom('您好')).toBe('您好');
    expect([...titleFrom('长'.repeat(200))]).toHaveLength(31);
  });

  test('nothing, white space and invisible signs are no words', () => {
    for (const text of ['', ' \n\t ', '\u200b\u0000\u202e']) expect(problemsOf({ text })).toEqual({ text: 'text-missing' });
  });

  test('control characters and direction overrides go, line breaks and emoji stay', () => {
    const checked = checkConcern({ text: '路灯\u0000坏了\u202e\r\n👨‍👩‍👧三组', name: '李\u0007示例' }, known);
    expect(checked).toMatchObject({ ok: true, concern: { text: '路灯坏了\n👨‍👩‍👧三组', contact: { name: '李示例', phone: '' } } });
  });

  test('twenty thousand characters are taken, one more is refused, and ten megabytes cost nothing', () => {
    expect(problemsOf({ text: '字'.repeat(20_000) })).toEqual({});
    expect(problemsOf({ text: '字'.repeat(20_001) })).toEqual({ text: 'text-too-long' });
    const started = performance.now();
    expect(problemsOf({ text: 'x'.repeat(10_000_000) })).toEqual({ text: 'text-too-long' });
    expect(performance.now() - started).toBeLessThan(50);
  });

  test('a phone in full-width digits is read, and one that cannot be called back is refused', () => {
    expect(checkConcern({ text: '路灯坏了', phone: '＋８６　１３８－００００－００００' }, known)).toMatchObject({
      ok: true,
      concern: { contact: { phone: '13800000000' } },
    });
    expect(problemsOf({ text: '路灯坏了', phone: '2220000' })).toEqual({ phone: 'phone-needs-area-code' });
    expect(problemsOf({ text: '路灯坏了', anonymous: false })).toEqual({ phone: 'phone-missing' });
  });

  test('who stays anonymous leaves nothing, whatever stood in the boxes', () => {
    expect(checkConcern({ text: '路灯坏了', anonymous: true, name: '李示例', phone: '不告诉你' }, known)).toMatchObject({
      ok: true,
      concern: { contact: null },
    });
  });

  test('filling in for somebody needs their consent', () => {
    expect(problemsOf({ text: '路灯坏了', representedBy: '孙示例' })).toEqual({ consent: 'consent-missing' });
    expect(problemsOf({ text: '路灯坏了', representedBy: '孙示例', consent: '本人在场同意' })).toEqual({});
  });

  test('an accusation names its unit, or it could not be kept from it', () => {
    expect(problemsOf({ text: '吃拿卡要', confidentiality: 'accusation' })).toEqual({ accusedUnit: 'accused-unit-missing' });
    expect(problemsOf({ text: '吃拿卡要', confidentiality: 'accusation', accusedUnit: 'nobody' })).toEqual({
      accusedUnit: 'accused-unit-unknown',
    });
    expect(problemsOf({ text: '吃拿卡要', confidentiality: 'accusation', accusedUnit: 'housing' })).toEqual({});
  });

  test('a secrecy marking in any field stops everything, and names itself', () => {
    for (const raw of [{ text: '机密★1年 关于路灯' }, { text: '路灯坏了', title: '【秘密】' }, { text: '路灯坏了', place: '密级：机密' }]) {
      expect(checkConcern(raw, known)).toMatchObject({ ok: false, problems: { text: 'secrecy' }, secrecy: [expect.stringMatching(/密/)] });
    }
    expect(problemsOf({ text: '请为我保密，他们以商业秘密为由不公开' })).toEqual({});
  });

  test('an emergency waits for an answer, and names the service', () => {
    const asked = checkConcern({ text: '楼道里闻到煤气味，燃气泄漏了' }, known);
    expect(asked).toMatchObject({ ok: false, problems: { text: 'emergency' }, emergency: { call: '119' } });
    for (const emergencyConfirmed of ['called', 'not', true] as const)
      expect(checkConcern({ text: '燃气泄漏了', emergencyConfirmed }, known)).toMatchObject({ ok: true, emergency: { call: '119' } });
  });

  test('places, categories and days that do not exist are told, not guessed', () => {
    expect(problemsOf({ text: '路灯坏了', placeId: 'p-9', category: '怪类别', kind: 'x', receivedAt: '昨天' })).toEqual({
      placeId: 'place-unknown',
      category: 'category-unknown',
      kind: 'kind-unknown',
      receivedAt: 'received-unreadable',
    });
    expect(problemsOf({ text: '路灯坏了', receivedAt: '2026-11-24T00:00:00Z' })).toEqual({ receivedAt: 'received-in-future' });
    expect(checkConcern({ text: '路灯坏了', place: '石桥村三组', category: '路灯照明' }, known)).toMatchObject({
      ok: true,
      concern: { placeId: 'p-1', categoryId: 'lighting', placeText: '石桥村三组' },
    });
  });

  test('whatever is typed, the answer is a concern or problems that have sentences', () => {
    const typed = fc.string({ unit: 'binary', maxLength: 60 });
    const raw = fc.record(
      {
        text: typed,
        title: typed,
        place: typed,
        placeId: typed,
        category: typed,
        kind: typed,
        name: typed,
        phone: typed,
        confidentiality: typed,
        representedBy: typed,
        consent: typed,
        receivedAt: typed,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(raw, (one) => {
        const checked = checkConcern(one, known);
        if (checked.ok) expect(checked.concern.title).not.toBe('');
        else
          expect(
            Object.values(checked.problems).every((problem) => problemSentences[problem].zh !== '' && problemSentences[problem].en !== ''),
          ).toBe(true);
      }),
    );
  });
});

describe('which place is meant', () => {
  const place = (id: string, parentId: string | null, kind: string, name: string, aliases: string[] = []) => ({
    id,
    parentId,
    kind,
    name,
    aliases,
  });
  const index = indexPlaces([
    place('county', null, 'county', '示例县'),
    place('east', 'county', 'township', '示例东镇'),
    place('west', 'county', 'township', '示例西乡'),
    place('sq', 'east', 'village', '石桥村（示例）', ['石桥']),
    place('lh', 'east', 'village', '柳河村'),
    place('sq3', 'sq', 'group', '三组'),
    place('lh3', 'lh', 'group', '三组'),
    place('e1', 'east', 'estate', '幸福小区'),
    place('w1', 'west', 'estate', '幸福小区'),
  ]);
  test.each([
    ['石桥村三组', 'sq3'],
    ['柳河村三组门口', 'lh3'],
    ['石桥村', 'sq'],
    ['石桥', 'sq'],
    ['示例东镇石桥村', 'sq'],
    ['示例西乡幸福小区', 'w1'],
    ['三组', null],
    ['幸福小区', null],
    ['石桥村和柳河村之间', null],
    ['示例县', null],
    ['别处', null],
  ])('%s → %s', (text, id) => expect(matchPlace(index, text)).toBe(id));
});

describe('how like two concerns are', () => {
  const texts = [
    '幸福小区门口路灯不亮两个星期了',
    '物业乱收费停车费太高',
    '河道垃圾没有人清理',
    '学校门口交通堵塞',
    '农村医保报销比例低',
    '幸福小区路灯坏了没人修',
    '小区电梯坏了',
    '工资拖欠三个月',
  ];
  const seen = countPairs(texts);
  const like = (a: string, b: string) => likeness(new Set(pairsOf(a)), pairsOf(b), seen);

  test('the same words are 1, other words 0, and the same thing lies between', () => {
    const [lamp = '', fee = '', , , , lampAgain = ''] = texts;
    expect(like(lamp, lamp)).toBeCloseTo(1);
    expect(like(lamp, fee)).toBe(0);
    expect(like(lamp, lampAgain)).toBeGreaterThan(0.15);
    expect(like(lamp, lampAgain)).toBeGreaterThan(like(lamp, '小区电梯坏了'));
    expect(sharedWords(lamp, lampAgain, seen)).toEqual(expect.arrayContaining(['幸福小区', '路灯']));
  });

  test('traditional characters are compared as simplified ones, and what both share is told as it was written', () => {
    const [lamp = '', , , , , lampAgain = ''] = texts;
    const traditional = '幸福小區門口路燈不亮兩個星期了';
    expect(like(traditional, lamp)).toBeCloseTo(1);
    expect(like(traditional, lampAgain)).toBeCloseTo(like(lamp, lampAgain));
    expect(sharedWords(traditional, lampAgain, seen)).toEqual(expect.arrayContaining(['幸福小區', '路燈']));
    expect(placesDiffer(placeNamesIn('幸福小區停水'), placeNamesIn('幸福小区没有水'))).toBe(false);
    expect(placesDiffer(placeNamesIn('石橋鎮停水'), placeNamesIn('柳河镇停水'))).toBe(true);
    // The index holds what was written: simplified pairs are asked for, and some as they stand for others who write so.
    const asked = rarePairs(traditional, seen, { total: 100 });
    const stands = tokensOf(traditional);
    expect(asked.length).toBeLessThanOrEqual(12);
    expect(asked.filter((pair) => pairsOf(lamp).includes(pair) && !stands.includes(pair)).length).toBeGreaterThan(3);
    expect(asked.filter((pair) => !pairsOf(lamp).includes(pair) && stands.includes(pair))).toHaveLength(4);
  });

  test('it is the same both ways round, and never outside 0 to 1', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.string({ maxLength: 40 }), (a, b) => {
        const score = like(a, b);
        expect(score).toBeCloseTo(like(b, a));
        expect(score >= 0 && score <= 1.000001).toBe(true);
      }),
    );
  });

  test('places of one kind with other names differ; a general word names no place', () => {
    const differ = (a: string, b: string) => placesDiffer(placeNamesIn(a), placeNamesIn(b));
    expect(differ('幸福小区停水', '阳光小区停水')).toBe(true);
    expect(differ('石桥村的路灯坏了', '柳河村的路灯坏了')).toBe(true);
    expect(differ('幸福小区停水', '幸福小区没有水')).toBe(false);
    expect(differ('全村停水', '石桥村停水')).toBe(false);
  });

  test('at most twelve pairs are looked up, and common ones only if they point at few enough', () => {
    const common = countPairs(Array.from({ length: 500 }, () => '您好路灯坏了'));
    expect(rarePairs('您好路灯坏了', common, { total: 100_000 })).toHaveLength(1);
    expect(rarePairs(texts.join(''), seen, { total: 100 }).length).toBe(12);
    expect(rarePairs('', seen, { total: 100 })).toEqual([]);
  });
});
