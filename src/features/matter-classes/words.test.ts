// Sentences about an effect, and what a form that lacks an answer asks back.
import { expect, test } from 'vitest';
import type { Effect } from '#core/matter-class/effect.ts';
import { classForms } from './forms.ts';
import { fieldsOfRefusal } from './sentences.ts';
import { effectSentence } from './words.ts';

const fell = {
  verdict: 'fell',
  model: 'level',
  ratio: 0.5,
  low: 0.42,
  high: 0.58,
  before: { weeks: 26, n: 80 },
  after: { weeks: 8, n: 12 },
  season: false,
  dispersion: 1,
} as unknown as Effect;

test('an interval is written without stray spaces between its words', () => {
  expect(effectSentence(fell, 'zh')).toBe('措施后每周新增大约下降 50%（95% 区间：下降 58% 到下降 42%）。');
  expect(effectSentence(fell, 'en')).toBe('After the measure about 50% fewer a week (95 % interval: 58% fewer to 42% fewer).');
});

test('a verdict on the effect without an outcome is asked back, and never taken for "no effect"', () => {
  const sent: Record<string, string> = { words: '没有变化' };
  const asked = (outcome: string) =>
    classForms['conclude']?.asked({ text: (name) => ({ ...sent, outcome })[name] ?? '', list: () => [], id: '01A' });
  expect(asked('')).toEqual({ ask: 'command', command: { do: 'conclude', outcome: null, words: '没有变化' } });
  expect(asked('maybe')).toMatchObject({ command: { outcome: null } });
  expect(asked('ineffective')).toMatchObject({ command: { outcome: 'ineffective' } });
  const names = classForms['conclude']?.fields.map((field) => field.name) ?? [];
  expect([...fieldsOfRefusal({ refusal: 'outcome-missing' }, names, 'zh')]).toEqual([['outcome', expect.stringContaining('请选结论')]]);
});
