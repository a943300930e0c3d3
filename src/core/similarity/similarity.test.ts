import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { group } from './group.ts';
import { joinPairs } from './join.ts';
import type { Message } from './message.ts';
import { districtsIn, namesApart, namesIn } from './names.ts';
import { ownWordAmong } from './own-word.ts';

const day = Date.UTC(2026, 10, 1);
const message = (title: string, body: string, sender = ''): Message => ({ title, body: `${body}（示例）`, time: day, sender });

const lamp = (place: string): Message[] => [
  message(`${place}门口路灯不亮`, `${place}门口的路灯坏了两个星期，晚上一片漆黑，老人摔了一跤，请来修。`),
  message(`反映${place}路灯坏了没人修`, `我是${place}的住户，门口路灯不亮已经半个月，晚上出门看不见路，希望尽快修好路灯。`),
];
const filler: Message[] = [
  message('石桥村自来水发黄', '石桥村二组的自来水连着三天发黄，有泥沙，煮饭都不敢用。'),
  message('南门市场占道经营', '南门市场外面的摊子摆到了路中间，救护车都过不去。'),
  message('医保报销材料退了三次', '老人住院的医保报销材料被退回三次，每次说法不一样。'),
  message('红星工地拖欠工资', '在红星工地干了四个月木工，工资一直没有结清。'),
  message('向阳路公交改线', '向阳路的公交改线以后没有告示，大家在老站牌白等。'),
  message('青山养猪场臭味', '青山养猪场的粪水排进水渠，夏天臭得不敢开窗。'),
  message('校门口没有斑马线', '实验小学门口没有斑马线，放学时车多，孩子过路危险。'),
  message('宅基地审批', '宅基地的申请交上去八个月没有答复。'),
];

const together = (groups: readonly number[], a: number, b: number): boolean => groups[a] === groups[b];

describe('messages about one thing', () => {
  test('come together however they are worded; the same trouble elsewhere stays apart', () => {
    const groups = group([...lamp('幸福小区'), ...lamp('阳光小区'), ...filler]);
    expect(together(groups, 0, 1)).toBe(true);
    expect(together(groups, 2, 3)).toBe(true);
    expect(together(groups, 0, 2)).toBe(false);
    expect(new Set(groups.slice(4)).size).toBe(filler.length);
  });

  test('written in traditional characters it is the same thing', () => {
    const traditional = message('幸福小區門口路燈不亮', '幸福小區門口的路燈壞了兩個星期，晚上一片漆黑，老人摔了一跤，請來修。');
    const groups = group([lamp('幸福小区')[0] as Message, traditional, ...lamp('阳光小区'), ...filler]);
    expect(together(groups, 0, 1)).toBe(true);
    expect(together(groups, 1, 2)).toBe(false);
  });

  test('look-alikes word for word, with another place named, are two matters', () => {
    const text = (school: string): Message =>
      message(`${school}强制学生实习`, `${school}要求学生去指定的工厂实习，不去就不给毕业证，学生没有选择。`);
    const groups = group([text('青山农业学院'), text('红星师范大学'), ...filler]);
    expect(together(groups, 0, 1)).toBe(false);
  });

  test('the same place with another trouble is another matter', () => {
    const groups = group([
      ...lamp('幸福小区'),
      message('幸福小区物业乱收停车费', '幸福小区的物业没有公示就把停车费涨了一倍，不交不让进。'),
      ...filler,
    ]);
    expect(together(groups, 0, 2)).toBe(false);
  });

  test('line 1 and line 3, this year and last year are not one matter', () => {
    const text = (line: string): Message => message(`地铁${line}什么时候开工`, `请问地铁${line}什么时候开工，规划公布两年了。`);
    expect(together(group([text('1号线'), text('3号线'), ...filler]), 0, 1)).toBe(false);
    expect(together(group([text('1号线'), text('一号线'), ...filler]), 0, 1)).toBe(true);
  });
});

describe('bad input', () => {
  test('empty, blank and a single sign stand alone', () => {
    const groups = group([
      message('', ''),
      { title: '', body: '', time: null, sender: '' },
      { title: ' ', body: '\n', time: null, sender: '' },
      { title: '。', body: '', time: null, sender: '' },
    ]);
    expect(new Set(groups).size).toBe(4);
  });

  test('a thousand copies of one text are one group, and cost no more than one', () => {
    const copies = Array.from({ length: 1_000 }, () => lamp('幸福小区')[0] as Message);
    const groups = group([...copies, ...filler]);
    expect(new Set(groups.slice(0, 1_000)).size).toBe(1);
    expect(new Set(groups).size).toBe(1 + filler.length);
  });

  test('50,000 signs, emoji, full-width, mixed scripts and broken halves of signs do no harm', () => {
    const odd: Message[] = [
      { title: '🙂🙂', body: '🙂'.repeat(25_000), time: null, sender: '' },
      { title: 'ＡＢＣ１２３', body: 'Strasse ß Ωmega кириллица', time: Number.NaN, sender: '' },
      { title: '\ud800', body: '\udfff\u0000', time: null, sender: '' },
      { title: '路燈不亮', body: '門口的路燈壞了', time: null, sender: '' },
      { title: '水'.repeat(50_000), body: '水'.repeat(50_000), time: null, sender: '' },
    ];
    expect(group([...odd, ...filler])).toHaveLength(odd.length + filler.length);
  });

  test('a text written to look like everything joins no groups to each other', () => {
    const places = ['幸福小区', '阳光小区', '石桥村', '东街社区', '南门市场', '向阳路', '红星工地', '青山水库'];
    const real = places.flatMap((place) => lamp(place)).concat(filler);
    const all = real.map(({ title }) => title).join('，');
    const hostile: Message[] = [message(all.slice(0, 60), all), message('所有问题都反映', real.map(({ body }) => body).join(''))];
    const before = group(real);
    const after = group([...real, ...hostile]).slice(0, real.length);
    const sizes = (groups: readonly number[]): number[] =>
      [...Map.groupBy(groups, (one) => one).values()].map((list) => list.length).sort();
    expect(Math.max(...sizes(after))).toBeLessThanOrEqual(Math.max(...sizes(before)) + 1);
    for (let at = 0; at < places.length * 2; at += 2)
      for (let other = at + 2; other < places.length * 2; other += 2) expect(together(after, at, other)).toBe(false);
  });

  test('a text that names every place brings no large group together with another', () => {
    const places = ['幸福小区', '阳光小区', '石桥村', '南门市场'];
    const troubles = ['路灯坏了', '晚上没有灯', '路灯不亮', '灯杆倒了', '一片漆黑', '灯泡没人换'];
    const many = (place: string, most: number): Message[] =>
      troubles
        .slice(0, most)
        .map((trouble, at) => message(`${place}${trouble}`, `${place}${trouble}，第${at + 1}次反映，${place}的住户都盼着来修。`));
    const real = [...many('幸福小区', 6), ...many('阳光小区', 6), ...many('石桥村', 2), ...many('南门市场', 1), ...filler];
    const hostile = ['一', '二', '三'].map((time) =>
      message(`第${time}次：${places.join('')}`, `${time}${real.map(({ title, body }) => `${title}${body}`).join('')}`.slice(0, 1_900)),
    );
    const groups = group([...real, ...hostile]);
    const starts = [0, 6, 12, 14];
    for (const one of starts) for (const other of starts) if (one !== other) expect(together(groups, one, other)).toBe(false);
  });

  test('whatever is written, every message gets one group and the same one each time', () => {
    const any = fc.record({
      title: fc.string({ unit: 'grapheme', maxLength: 80 }),
      body: fc.string({ unit: 'grapheme', maxLength: 300 }),
      time: fc.option(fc.integer()),
      sender: fc.constantFrom('', 'a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (messages) => {
        const groups = group(messages);
        expect(groups).toHaveLength(messages.length);
        expect(group(messages)).toEqual(groups);
        for (const one of groups) expect(one).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('pairs become groups', () => {
  const near = (a: number, b: number, odds = 4) => ({ a, b, odds, apart: false });

  test('one weak bridge joins no two groups', () => {
    const pairs = [near(0, 1), near(1, 2), near(0, 2), near(3, 4), near(4, 5), near(3, 5), near(2, 3, 0)];
    const groups = joinPairs(6, pairs);
    expect(groups[0]).toBe(groups[2]);
    expect(groups[3]).toBe(groups[5]);
    expect(groups[0]).not.toBe(groups[3]);
  });

  test('what stands apart is never joined through a third', () => {
    const pairs = [near(0, 1), near(1, 2), { a: 0, b: 2, odds: 9, apart: true }];
    const groups = joinPairs(3, pairs);
    expect(groups[0]).not.toBe(groups[2]);
  });

  test('two loose groups come together by a word of their own, and not without one', () => {
    const loose = [near(0, 1), near(2, 3), near(1, 2, -1.6)];
    const word = (rows: readonly (readonly number[])[], elsewhere: number) =>
      ownWordAmong({
        grams: (place) => Int32Array.from(rows[place] ?? []),
        textsWith: (gram) => rows.filter((row) => row.includes(gram)).length + elsewhere,
        copies: () => 1,
      });
    const shared = [1, 2, 3, 4].map((own) => [own, 9]);
    const isOne = (groups: readonly number[]): boolean => groups[0] === groups[3];
    expect(isOne(joinPairs(4, loose))).toBe(false);
    expect(isOne(joinPairs(4, loose, word(shared, 0)))).toBe(true);
    expect(isOne(joinPairs(4, loose, word(shared, 40)))).toBe(false);
    expect(
      isOne(
        joinPairs(
          4,
          loose,
          word(
            [
              [1, 9],
              [2, 9],
              [3, 8],
              [4, 8],
            ],
            0,
          ),
        ),
      ),
    ).toBe(false);
  });

  test('the order in which pairs are told decides nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.nat(9), b: fc.nat(9), odds: fc.integer({ min: -3, max: 9 }) }), { maxLength: 30 }), (raw) => {
        const once = new Map(raw.filter(({ a, b }) => a < b).map((pair) => [`${pair.a}-${pair.b}`, { ...pair, apart: false }]));
        const pairs = [...once.values()];
        const shape = (groups: readonly number[]) => groups.map((one) => groups.indexOf(one));
        expect(shape(joinPairs(10, pairs.toReversed()))).toEqual(shape(joinPairs(10, pairs)));
      }),
    );
  });
});

describe('names of places', () => {
  const even = (): number => 1;

  test('are found by how they end, without the wider place before them', () => {
    expect(namesIn('a3区示例街道幸福小区3栋').get('estate')).toEqual(['幸福']);
    expect(namesIn('投诉示例县示例镇石桥村').get('village')).toEqual(['石桥']);
    expect(namesIn('我们学校').size).toBe(0);
    expect(districtsIn('a3区和b市，a1区大厦')).toEqual(['a3区', 'b市', 'a1区']);
  });

  test('a name mistyped by one sign, or longer by a word, may be the same', () => {
    const apart = (a: string, b: string): number => namesApart(namesIn(a), namesIn(b), even);
    expect(apart('幸福小区', '阳光小区')).toBe(1);
    expect(apart('金茂路', '金贸路')).toBe(0);
    expect(apart('经济学院', '示例经济学院')).toBe(0);
    expect(apart('幸福小区', '石桥村')).toBe(0);
  });
});
