// The watermark itself: one line of words, repeated and tilted over the whole page, light enough to read through and dark enough for a photo of the screen.
const safe = (text: string): string => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** An image of its own address, because the pages' policy allows no inline style. It fills whatever box it is given, also on paper. */
export function markSvg(lines: readonly string[]): string {
  const width = 340;
  const height = 170;
  const words = (x: number, y: number) => lines.map((line, i) => `<text x="${x}" y="${y + i * 19}">${safe(line)}</text>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><defs><pattern id="m" width="${width}" height="${height}" patternUnits="userSpaceOnUse" patternTransform="rotate(-24)"><g font-family="sans-serif" font-size="14" fill="#1b2b28" fill-opacity="0.11">${words(8, 40)}${words(width / 2, 40 + height / 2)}</g></pattern></defs><rect width="100%" height="100%" fill="url(#m)"/></svg>`;
}

/** Day and minute in Shanghai, `2026-11-23 09:00`: a photo or a sheet outlives "today". `at` is an instant in UTC. */
export const stampOf = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
