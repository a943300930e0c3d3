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
  const cell = (text: string) =>
    new d.TableCell({
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new d.Paragraph({ spacing: { before: 0, after: 0 }, children: [new d.TextRun({ text, font: font(fonts.body), size: half(12) })] }),
      ],
    });
  const drawn = (block: Block) => {
    switch (block.is) {
      case 'title':
        return [blank(), paragraph(block.text, fonts.title, { alignment: d.AlignmentType.CENTER }, 22), blank()];
      case 'to':
        return [paragraph(block.text)];
      case 'part':
        return [paragraph(block.text, fonts.part, indented)];
      case 'section':
        return [paragraph(block.text, fonts.section, indented)];
      case 'text':
        return [paragraph(block.text, fonts.body, { ...indented, alignment: d.AlignmentType.BOTH })];
      case 'table':
        return [
          new d.Table({
            width: { size: 100, type: d.WidthType.PERCENTAGE },
            rows: [
              new d.TableRow({ tableHeader: true, children: block.head.map(cell) }),
              ...block.rows.map((row) => new d.TableRow({ cantSplit: true, children: row.map(cell) })),
            ],
          }),
          blank(),
        ];
      case 'sign':
        return [
          blank(),
          blank(),
          paragraph(block.unit, fonts.body, { alignment: d.AlignmentType.RIGHT, indent: { right: 1280 } }),
          paragraph(block.on, fonts.body, { alignment: d.AlignmentType.RIGHT, indent: { right: 1280 } }),
        ];
      case 'note':
        return [paragraph(`（${block.text}）`, fonts.body, indented)];
    }
  };
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
        children: blocks.flatMap(drawn),
      },
    ],
  });
  return new Uint8Array(await d.Packer.toArrayBuffer(paper));
}
