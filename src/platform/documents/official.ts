// Official papers as Word files in the layout of GB/T 9704-2012: A4, margins 37/35/28/26 mm, 28 characters by 22 lines, names of the usual typefaces (the fonts
// themselves are the office's own), page numbers outside. What makes 28 × 22 in Word and in LibreOffice alike: a grid of lines at 579 twips, each line exactly as
// high, and runs five twips narrower. The number of the paper and the seal are a person's: a blank is left for both.
export type Block =
  | { is: 'title'; text: string }
  | { is: 'to'; text: string }
  /** 一、 */
  | { is: 'part'; text: string }
  /** （一） */
  | { is: 'section'; text: string }
  | { is: 'text'; text: string }
  | { is: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { is: 'sign'; unit: string; on: string }
  | { is: 'note'; text: string };
export type OfficialPaper = { subject: string; blocks: readonly Block[] };

const body = '仿宋_GB2312';
const fonts = { title: '方正小标宋简体', part: '黑体', section: '楷体_GB2312', body, page: '宋体' } as const;
const half = (points: number): number => points * 2;
const mm = (n: number): number => Math.round((n / 25.4) * 1440);
const line = 579;
const textWidth = mm(210) - mm(28) - mm(26);
const cellMargin = 80;
const leads: ReadonlySet<Block['is']> = new Set(['part', 'section']);

/** Columns as wide as what stands in them asks for: four characters at least, and no long text takes more than its share. In twips; together the width of the text. */
export function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const least = Math.min(4 * 240 + 2 * cellMargin, Math.floor(textWidth / columns));
  const longest = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => [...(row[i] ?? '')].length)));
  const wanted = longest.map((signs) => Math.sqrt(Math.min(signs, 60)));
  const sum = wanted.reduce((all, one) => all + one, 0) || 1;
  const widths = wanted.map((one) => least + Math.floor(((textWidth - least * columns) * one) / sum));
  widths[0] = (widths[0] ?? 0) + textWidth - widths.reduce((all, one) => all + one, 0);
  return widths;
}

/** The file as bytes; the same paper gives the same text. Loaded when the first paper is asked for. */
export async function writeOfficial({ subject, blocks }: OfficialPaper): Promise<Uint8Array> {
  const d = await import('docx');
  const font = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: 'Times New Roman' });
  const run = (text: string, name: string = fonts.body, points = 16) =>
    new d.TextRun({ text, font: font(name), size: half(points), characterSpacing: -5 });
  const spacing = { line, lineRule: d.LineRuleType.EXACT, before: 0, after: 0 } as const;
  const paragraph = (text: string, name: string = fonts.body, more: Record<string, unknown> = {}, points = 16) =>
    new d.Paragraph({ spacing, children: [run(text, name, points)], ...more });
  const indented = { indent: { firstLine: 640, firstLineChars: 200 } };
  const blank = () => paragraph('');
  const cell = (text: string, width: number) =>
    new d.TableCell({
      width: { size: width, type: d.WidthType.DXA },
      margins: { top: 40, bottom: 40, left: cellMargin, right: cellMargin },
      children: [
        new d.Paragraph({ spacing: { before: 0, after: 0 }, children: [new d.TextRun({ text, font: font(fonts.body), size: half(12) })] }),
      ],
    });
  /** `leadsOn`: stays on the page of what follows, as a heading does, and what stands before the signature. */
  const drawn = (block: Block, leadsOn: boolean) => {
    const keepNext = leadsOn;
    switch (block.is) {
      case 'title':
        return [blank(), paragraph(block.text, fonts.title, { alignment: d.AlignmentType.CENTER }, 22), blank()];
      case 'to':
        return [paragraph(block.text)];
      case 'part':
        return [paragraph(block.text, fonts.part, { ...indented, keepNext })];
      case 'section':
        return [paragraph(block.text, fonts.section, { ...indented, keepNext })];
      case 'text':
        return [paragraph(block.text, fonts.body, { ...indented, alignment: d.AlignmentType.BOTH, keepNext })];
      case 'table':
        return tableOf(block);
      case 'sign':
        return [
          paragraph('', fonts.body, { keepNext: true }),
          paragraph('', fonts.body, { keepNext: true }),
          paragraph(block.unit, fonts.body, { alignment: d.AlignmentType.RIGHT, indent: { right: 1280 }, keepNext: true }),
          paragraph(block.on, fonts.body, { alignment: d.AlignmentType.RIGHT, indent: { right: 1280 } }),
        ];
      case 'note':
        return [paragraph(`（${block.text}）`, fonts.body, indented)];
    }
  };
  function tableOf({ head, rows }: Extract<Block, { is: 'table' }>) {
    const widths = widthsOf([head, ...rows]);
    const cells = (row: readonly string[]) => row.map((text, i) => cell(text, widths[i] ?? 0));
    return [
      new d.Table({
        layout: d.TableLayoutType.FIXED,
        columnWidths: widths,
        width: { size: textWidth, type: d.WidthType.DXA },
        rows: [
          new d.TableRow({ tableHeader: true, children: cells(head) }),
          ...rows.map((row) => new d.TableRow({ cantSplit: true, children: cells(row) })),
        ],
      }),
      blank(),
    ];
  }
  const number = (alignment: 'left' | 'right') =>
    new d.Footer({
      children: [
        new d.Paragraph({
          alignment,
          indent: { left: 320, right: 320 },
          children: [new d.TextRun({ font: font(fonts.page), size: half(14), children: ['— ', d.PageNumber.CURRENT, ' —'] })],
        }),
      ],
    });
  const paper = new d.Document({
    title: subject,
    creator: '',
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: font(fonts.body), size: half(16) } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(28) },
          },
          grid: { type: d.DocumentGridType.LINES, linePitch: line },
        },
        footers: { default: number('right'), even: number('left') },
        children: blocks.flatMap((block, i) => drawn(block, leads.has(block.is) || blocks[i + 1]?.is === 'sign')),
      },
    ],
  });
  return new Uint8Array(await d.Packer.toArrayBuffer(paper));
}
