import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type Block, widthsOf, writeOfficial } from './official.ts';

const head = ['措施', '责任单位', '资金', '完成标准', '期限和进展'];
const row = ['更换'.repeat(30), '示例县住房和城乡建设局', '0', '夜间逐盏核对并留照片', '2026年9月29日前；在做'];
const textWidth = 8845; // 156 mm in twips

test('columns of a table fill the width of the text exactly, none narrower than four characters, a long text has the widest', () => {
  const widths = widthsOf([head, row]);
  expect(Math.abs(widths.reduce((all, one) => all + one, 0) - textWidth)).toBeLessThanOrEqual(3);
  expect(Math.min(...widths)).toBeGreaterThanOrEqual(1_120);
  expect(Math.max(...widths)).toBe(widths[0]);
  for (const many of [1, 7, 12, 40]) {
    const some = widthsOf([Array.from({ length: many }, (_, i) => '字'.repeat((i * 37) % 90))]);
    expect(some).toHaveLength(many);
    expect(Math.min(...some)).toBeGreaterThan(0);
    expect(Math.abs(some.reduce((all, one) => all + one, 0) - textWidth)).toBeLessThanOrEqual(3);
  }
});

test('a page is A4 and numbered outside, a heading stays with what follows it, and so does the text before the signature', async () => {
  const blocks: Block[] = [
    { is: 'title', text: '关于一件事的建议' },
    { is: 'part', text: '一、措施' },
    { is: 'table', head, rows: [row] },
    { is: 'text', text: '先前的一段。' },
    { is: 'text', text: '最后一段。' },
    { is: 'sign', unit: '示例县', on: '2026年11月28日' },
  ];
  const files = unzipSync(await writeOfficial({ subject: 'C20260001', blocks }));
  const xml = new TextDecoder().decode(files['word/document.xml']);
  expect(xml).toMatch(/<w:pgSz w:w="1190\d" w:h="1683\d"/);
  const paragraphOf = (text: string) => xml.split('<w:p>').find((one) => one.includes(`>${text}<`)) ?? '';
  expect(['一、措施', '先前的一段。', '最后一段。', '示例县'].map((text) => paragraphOf(text).includes('<w:keepNext/>'))).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(xml).toContain('<w:tblLayout w:type="fixed"/>');
  expect(xml).toContain('<w:tblHeader/>');
  const footers = Object.keys(files).filter((name) => /footer\d+\.xml$/.test(name));
  expect(footers).toHaveLength(2);
  for (const name of footers) expect(new TextDecoder().decode(files[name])).toContain('PAGE');
});
