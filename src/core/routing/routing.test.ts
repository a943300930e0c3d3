import { describe, expect, test } from 'vitest';
import { chancesOf, learnSharpness } from './chances.ts';
import { measure } from './measure.ts';
import { isStoredModel, openModel, propose } from './model.ts';
import { evaluate, stratified, train } from './train.ts';

const water = [
  '停水三天',
  '自来水发黄',
  '水压太低',
  '水费多收',
  '水管漏水',
  '半夜停水',
  '饮用水有味',
  '水表坏了',
  '水厂检修停水',
  '高层没有水',
];
const wages = [
  '拖欠工资',
  '工资不发',
  '加班费没给',
  '老板欠薪',
  '农民工讨薪',
  '工资少发',
  '没签劳动合同',
  '工钱拖着',
  '辞退不给补偿',
  '社保没交',
];
const places = ['幸福小区', '石桥村', '东街社区', '南门市场'];
const rows = places.flatMap((place) => [
  ...water.map((what) => ({ label: '供水', title: `${place}${what}`, text: `我住在${place}（示例），${what}，盼望有人来看看。` })),
  ...wages.map((what) => ({ label: '劳动', title: `${place}工地${what}`, text: `在${place}旁的工地做工（示例），${what}，请帮忙。` })),
]);

describe('a proposal of a category', () => {
  const trained = train(rows);
  if (!trained.ok) throw new Error(trained.refusal);
  const model = openModel(JSON.parse(JSON.stringify(trained.model)));

  test('is learnt from decisions, names the words that weighed most, and survives being written down', () => {
    const proposal = propose(model, { title: '西街停水了', text: '自来水停了两天（示例）' });
    expect(proposal).toMatchObject({ label: '供水', second: '劳动', silent: false });
    expect(proposal.confidence).toBeGreaterThan(0.6);
    expect(proposal.words.join('')).toContain('水');
    expect(propose(model, { title: '', text: '老板拖欠工资不给（示例）' }).label).toBe('劳动');
  });

  test('is silent about what it does not know, and about nothing at all', () => {
    expect(propose(model, { title: '', text: '' })).toMatchObject({ silent: true, confidence: 0, words: [] });
    expect(propose(model, { title: '🙂', text: 'quux' }).silent).toBe(true);
  });

  test('is the same for the same texts, and the model is plain JSON of the right form', () => {
    expect(train(rows)).toEqual(trained);
    expect(isStoredModel(JSON.parse(JSON.stringify(trained.model)))).toBe(true);
    expect(isStoredModel({ ...trained.model, labels: ['供水'] })).toBe(false);
    expect(isStoredModel(null)).toBe(false);
    expect(isStoredModel('daodi-routing-1')).toBe(false);
  });

  test('takes a text of 50,000 signs, full-width and emoji in its stride', () => {
    const long = '水管漏水，'.repeat(10_000);
    expect(propose(model, { title: 'ＡＢ小区１２栋🙂', text: long }).label).toBe('供水');
  });
});

test('nothing is learnt from too few texts, or from one label', () => {
  expect(train(rows.slice(0, 10))).toEqual({ ok: false, refusal: 'too-few-texts' });
  expect(train(rows.filter(({ label }) => label === '供水'))).toEqual({ ok: false, refusal: 'one-label' });
  const lone = { label: '只有一条', title: '别的事', text: '别的事（示例）' };
  const trained = train([...rows, lone, { ...lone, label: '' }, { label: '供水', title: '', text: ' ' }]);
  expect(trained.ok && [trained.model.labels, trained.model.trainedOn]).toEqual([['供水', '劳动'].sort(), rows.length]);
});

test('an evaluation judges texts that were not learnt from, every one once', () => {
  const result = evaluate(rows);
  if (!result.ok) throw new Error(result.refusal);
  expect(result.measured.n).toBe(rows.length);
  expect(result.measured.macroF1).toBeGreaterThan(0.9);
  expect(result.byFold).toHaveLength(5);
  const foldOf = stratified([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2, 3);
  for (const label of [0, 1]) expect(new Set(foldOf.slice(label * 5, label * 5 + 5)).size).toBe(5);
});

test('chances are one together, and sharpness is what happened, never more', () => {
  expect(chancesOf([2, 1, 0], 1).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1);
  const always = Array.from({ length: 50 }, () => ({ scores: [1, 0], right: 0 }));
  const half = Array.from({ length: 50 }, (_, at) => ({ scores: [1, 0], right: at % 2 }));
  expect(chancesOf([1, 0], learnSharpness(always))[0]).toBeCloseTo(0.99, 2);
  expect(chancesOf([1, 0], learnSharpness(half))[0]).toBeCloseTo(0.5, 1);
});

test('the measure counts as one would by hand', () => {
  const judged = [
    { right: 0, first: 0, second: 1, confidence: 0.95 },
    { right: 0, first: 1, second: 0, confidence: 0.55 },
    { right: 1, first: 1, second: 0, confidence: 0.85 },
    { right: 1, first: 1, second: 0, confidence: 0.45 },
  ];
  const { accuracy, macroF1, topTwo, perLabel, curve } = measure(judged, 2);
  expect([accuracy, topTwo]).toEqual([0.75, 1]);
  expect(perLabel[0]).toEqual({ n: 2, precision: 1, recall: 0.5, f1: 2 / 3 });
  expect(perLabel[1]?.f1).toBeCloseTo(0.8);
  expect(macroF1).toBeCloseTo((2 / 3 + 0.8) / 2);
  expect(curve.find(({ atLeast }) => atLeast === 0.8)).toEqual({ atLeast: 0.8, share: 0.5, rightOf: 1 });
});
