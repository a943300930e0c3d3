// What holds of a proposal whatever is written, and of learning whatever it is given.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chancesOf } from './chances.ts';
import { type Judged, measure } from './measure.ts';
import { openModel, propose } from './model.ts';
import { seeded, shuffle } from './seeded.ts';
import { evaluate, type Labelled, train } from './train.ts';
import { learnVocabulary } from './vectors.ts';
import { encode, interner, mostSigns, viewNames, viewsOf } from './views.ts';

const troubles: Readonly<Record<string, readonly string[]>> = {
  供水: ['停水三天', '自来水发黄', '水压太低', '水管漏水', '饮用水有味', '水表坏了'],
  劳动: ['拖欠工资', '加班费没给', '老板欠薪', '农民工讨薪', '没签劳动合同', '社保没交'],
  道路: ['路面破损', '井盖不见了', '红绿灯不亮', '人行道被占', '修路不收尾', '路边积水'],
};
const places = ['幸福小区', '石桥村', '东街社区', '南门市场'];
const rows: Labelled[] = places.flatMap((place) =>
  Object.entries(troubles).flatMap(([label, list]) =>
    list.map((what) => ({ label, title: `${place}${what}`, text: `我在${place}（示例），${what}，盼望有人来看看。` })),
  ),
);
const learnt = (given: readonly Labelled[], seed = 1) => {
  const trained = train(given, { seed });
  if (!trained.ok) throw new Error(trained.refusal);
  return trained.model;
};
const model = openModel(learnt(rows));

const words = [
  ...places,
  ...Object.values(troubles).flat(),
  '，',
  '。',
  '\n',
  '🙂',
  'ＡＢ',
  '１２栋',
  'Ω',
  '\ud800',
  '\u0000',
  ' ',
  '路燈壞了',
];
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((list) => list.join('')),
);

describe('whatever is written', () => {
  test('a confidence is a number from 0 to what the examples can prove, of labels that differ', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, text) => {
        const { label, second, third, confidence, silent, words: told } = propose(model, { title, text });
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1 - 1 / (rows.length + 2));
        expect([...new Set([label, second, third])].sort()).toEqual(Object.keys(troubles).sort());
        expect(silent).toBe(confidence < model.silentBelow);
        expect(told.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 200 },
    );
  });

  test('of nothing, and of signs that nobody ever wrote here, it says nothing', () => {
    const strange = fc.string({
      unit: fc.constantFrom('🙂', 'か', 'ж', 'q', '§', '，', '!', ' ', '\n', '\u200b', '\ud800', '\udfff'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(strange, strange, (title, text) => {
        expect(propose(model, { title, text })).toMatchObject({ confidence: 0, silent: true, words: [] });
      }),
      { numRuns: 200 },
    );
  });

  test('full-width, capital and traditional characters change nothing', () => {
    for (const [title, text] of [
      ['东街社区路面破损', 'A区12栋前路面破损，盼望有人来看看。'],
      ['石桥村水表坏了', '水表坏了，盼望有人来看看。'],
    ] as const) {
      const wide = text.replace(/[A-Z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
      const traditional = (words: string) =>
        words.replace(/[东损来坏]/g, (sign) => ({ 东: '東', 损: '損', 来: '來', 坏: '壞' })[sign] ?? sign);
      const plain = propose(model, { title, text });
      expect(propose(model, { title, text: wide })).toEqual(plain);
      expect(propose(model, { title: traditional(title), text: traditional(text) })).toEqual(plain);
    }
  });

  test('a text is read to its bound: what is pasted below costs and changes nothing', () => {
    const head = '水管漏水，自来水发黄。'.repeat(Math.ceil(mostSigns / 11)).slice(0, mostSigns - 1);
    for (const tail of ['拖欠工资'.repeat(10_000), '🙂'.repeat(25_000), '\u0000'.repeat(50_000)]) {
      const features = viewsOf({ title: '', text: `${head}\n${tail}` });
      expect(features.body.length).toBeLessThanOrEqual(2 * mostSigns);
      expect(propose(model, { title: '', text: `${head}\n${tail}` })).toEqual(propose(model, { title: '', text: `${head}\n` }));
    }
    expect(viewsOf({ title: '水'.repeat(50_000), text: '' }).head.length).toBeLessThan(200);
  });
});

describe('learning', () => {
  test('gives the same model and the same figures for a seed; another seed only deals the folds anew', () => {
    for (const seed of [1, 2, 99]) expect(learnt(rows, seed)).toEqual(learnt(rows, seed));
    expect(evaluate(rows, { seed: 5 })).toEqual(evaluate(rows, { seed: 5 }));
    expect(learnt(rows, 2).features).toEqual(learnt(rows, 1).features);
  });

  test('knows the same words however rare, whatever the order of the texts', () => {
    const knownIn = (given: readonly Labelled[]) => {
      const { names, numberOf } = interner();
      const { known } = learnVocabulary(given.map((row) => encode(viewsOf(row), numberOf)));
      return viewNames.map((view) => [...known[view]].map(([number, { rarity }]) => `${names[number]} ${rarity}`).sort());
    };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(knownIn(shuffle([...rows], seeded(seed)))).toEqual(knownIn(rows));
      }),
      { numRuns: 10 },
    );
  });

  test('proposes the same for plain cases, whatever the order of the rows', () => {
    for (const seed of [3, 4]) {
      const other = openModel(learnt(shuffle([...rows], seeded(seed))));
      for (const { label, title, text } of rows) expect(propose(other, { title, text }).label).toBe(label);
    }
  });

  test('a thousand copies of one text do not take the other labels away', () => {
    const copies = Array.from({ length: 1_000 }, () => rows[0] as Labelled);
    const flooded = openModel(learnt([...rows, ...copies]));
    for (const { label, title, text } of rows) expect(propose(flooded, { title, text }).label).toBe(label);
  });

  test('hostile rows are learnt from without harm: empty, endless, broken, all signs', () => {
    const odd: Labelled[] = [
      { label: '供水', title: '', text: '' },
      { label: '', title: '🙂', text: '🙂' },
      { label: '供水', title: '\ud800', text: '\udfff\u0000' },
      { label: '道路', title: '水'.repeat(50_000), text: '水'.repeat(50_000) },
      { label: '劳动', title: Object.values(troubles).flat().join(''), text: rows.map(({ text }) => text).join('') },
    ];
    const trained = openModel(learnt([...rows, ...odd]));
    const right = rows.filter(({ label, title, text }) => propose(trained, { title, text }).label === label).length;
    expect(right).toBeGreaterThan(0.95 * rows.length);
  });
});

describe('figures', () => {
  const judged: fc.Arbitrary<Judged[]> = fc.array(
    fc.record({ right: fc.nat(2), first: fc.nat(2), second: fc.nat(2), confidence: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { maxLength: 40 },
  );

  test('the surer it must be the less is proposed, and the order in which texts were judged decides nothing', () => {
    fc.assert(
      fc.property(judged, fc.integer(), (list, seed) => {
        const { curve, calibrationGap, ...rest } = measure(list, 3);
        const shares = curve.map(({ share }) => share);
        expect(shares).toEqual([...shares].sort((a, b) => b - a));
        expect(shares[0]).toBe(list.length === 0 ? 0 : 1);
        for (const { rightOf } of curve) expect(rightOf).toBeLessThanOrEqual(1);
        const again = measure(shuffle([...list], seeded(seed)), 3);
        expect(again).toMatchObject({ curve, ...rest });
        expect(again.calibrationGap).toBeCloseTo(calibrationGap, 9);
      }),
    );
  });

  test('chances are one together and keep the order of the scores, whatever the scores', () => {
    const scores = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(scores, fc.double({ min: 0.02, max: 50, noNaN: true }), (list, sharpness) => {
        const chances = chancesOf(list, sharpness);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        const best = list.indexOf(Math.max(...list));
        expect(Math.max(...chances)).toBe(chances[best]);
      }),
    );
  });
});
