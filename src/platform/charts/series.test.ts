import { expect, test } from 'vitest';
import { drawSeries } from './series.ts';

test('a series holds its title, the label of the date, every week, and neither script nor link', async () => {
  const svg = await drawSeries({
    title: '每周新增 & <b>',
    labels: ['10/05', '10/12', '10/19', '10/26'],
    counts: [3, 4, 1, 0],
    fitted: [3.2, 3.6, 0.8, 0.4],
    without: [null, null, 3.9, 4.1],
    mark: { week: 2, label: '措施 10/19' },
  });
  expect(svg).toContain('<title>每周新增 &#38; &#60;b&#62;</title>');
  expect(svg).toContain('措施 10/19');
  for (const label of ['10/05', '10/26']) expect(svg).toContain(label);
  expect(svg).not.toMatch(/<script|href=|<b>/);
});

test('a series without a measure, or without any week, is drawn too', async () => {
  expect(await drawSeries({ title: 'x', labels: ['a'], counts: [1] })).toContain('<svg');
  expect(await drawSeries({ title: 'x', labels: [], counts: [] })).toContain('<svg');
});
