// A copy of a photo with parts blacked out. The black is burnt into the picture before it is encoded anew: there is nothing underneath, and nothing else in the file.
import sharp from 'sharp';

/** In percent of the picture, from its upper left corner. */
export type Box = { left: number; top: number; width: number; height: number };

export const mostBoxes = 40;

/** JPEG bytes and thumbnail of `original` (one of our own JPEGs) with every box black. Boxes reaching over the edge are cut there. */
export async function redactPhoto(
  original: Uint8Array,
  boxes: readonly Box[],
): Promise<{ bytes: Uint8Array; thumbnail: Uint8Array; width: number; height: number }> {
  const { width = 0, height = 0 } = await sharp(original).metadata();
  const parts = boxes.map((box) => blackPart(box, width, height));
  const bytes = await sharp(original).composite(parts).jpeg({ quality: 82, progressive: true }).toBuffer();
  const thumbnail = await sharp(bytes)
    .resize({ width: 320, height: 320, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 76 })
    .toBuffer();
  return { bytes, thumbnail, width, height };
}

/** Outwards to whole blocks of 8 pixels and a little more, because a JPEG bleeds over the edge of what is drawn. */
function blackPart({ left, top, width, height }: Box, ofWidth: number, ofHeight: number) {
  const from = (percent: number, of: number) => Math.max(0, Math.floor((percent / 100) * of) - 4);
  const to = (percent: number, of: number) => Math.min(of, Math.ceil((percent / 100) * of) + 4);
  const [x, y] = [from(left, ofWidth), from(top, ofHeight)];
  const size = { width: Math.max(1, to(left + width, ofWidth) - x), height: Math.max(1, to(top + height, ofHeight) - y) };
  return { input: { create: { ...size, channels: 3 as const, background: 'black' } }, left: x, top: y };
}

/** The photo under a net of lines, one for every tenth, heavier in the middle: for those who give places in numbers. */
export async function withGrid(original: Uint8Array): Promise<Uint8Array> {
  const { width = 0, height = 0 } = await sharp(original).metadata();
  const lines = Array.from({ length: 9 }, (_, i) => (i + 1) / 10).flatMap((part) => {
    const thick = part === 0.5 ? 3 : 1;
    return [
      `<path d="M${part * width} 0V${height}M0 ${part * height}H${width}" stroke="#fff" stroke-width="${thick + 2}"/>`,
      `<path d="M${part * width} 0V${height}M0 ${part * height}H${width}" stroke="#000" stroke-width="${thick}"/>`,
    ];
  });
  const net = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${lines.join('')}</svg>`);
  return sharp(original)
    .composite([{ input: net }])
    .jpeg({ quality: 76 })
    .toBuffer();
}
