import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { drawChart } from './draw.ts';

const points = [
  { label: '供水 <示例>', value: 75, low: 67.3, high: 81.4, n: 144 },
  { label: '路灯', value: null, low: null, high: null, n: 0 },
];

test('a chart is one SVG document with a title, no script, nothing fetched, and no text that becomes markup', async () => {
  for (const kind of ['bars', 'columns'] as const) {
    const svg = await drawChart({ title: '解决率 & <b>', kind, points });
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('<title>解决率 &#38; &#60;b&#62;</title>');
    expect(svg).toContain('75.0');
    expect(svg.replace(/[\w:-]+="[^"<]*"/g, ''), 'no sign of an attribute is left outside one').not.toContain('"');
    expect(svg).not.toMatch(/<script|<示例>|href=|url\(http|@import|on\w+="/);
  }
});

test('a process that has drawn a chart ends by itself', () => {
  const script = `const { drawChart } = await import(${JSON.stringify(new URL('./draw.ts', import.meta.url).href)}); console.log((await drawChart(${JSON.stringify({ title: 'x', kind: 'bars', points })})).length)`;
  const run = spawnSync(process.execPath, ['--experimental-strip-types', '--input-type=module', '-e', script], { timeout: 20_000 });
  expect(run.signal).toBeNull();
  expect(Number(run.stdout.toString())).toBeGreaterThan(500);
}, 30_000);
