// What a list shows of a text that was found: the lines around the first place, and every place marked.

/** `text` in pieces, those that were looked for marked. Joined, the pieces are the text. */
export type Piece = { text: string; mark: boolean };

/** Marks every occurrence of the words; longer ones first, so that 路灯 wins over 灯. `text` and words are folded alike. */
export function marked(text: string, words: readonly string[]): Piece[] {
  const wanted = [...new Set(words)].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  const pieces: Piece[] = [];
  const add = (part: string, mark: boolean) => {
    const before = pieces.at(-1);
    if (part === '') return;
    if (before && before.mark === mark) pieces[pieces.length - 1] = { text: before.text + part, mark };
    else pieces.push({ text: part, mark });
  };
  for (let at = 0; at < text.length; ) {
    const word = wanted.find((one) => text.startsWith(one, at));
    add(word ?? text.charAt(at), word !== undefined);
    at += word?.length ?? 1;
  }
  return pieces;
}

/** The same on a text as it was written: places are found on its fold, where that keeps every sign in its place (nearly always); else nothing is marked. */
export function markedAsWritten(text: string, fold: (text: string) => string, words: readonly string[]): Piece[] {
  const folded = fold(text);
  if (folded.length !== text.length) return [{ text, mark: false }];
  let at = 0;
  return marked(folded, words).map(({ text: piece, mark }) => {
    at += piece.length;
    return { text: text.slice(at - piece.length, at), mark };
  });
}

const around = 18; // characters before the first place
const most = 64;

/** Folding makes half-width signs of full-width ones; between characters they are shown as they are written. Keeps the length. */
const wide: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '!': '！', '?': '？', '(': '（', ')': '）' };
export const asWritten = (folded: string): string =>
  folded.replace(/(?<=[\u4e00-\u9fff])[,;:!?()]|[(](?=[\u4e00-\u9fff])/g, (sign) => wide[sign] ?? sign);

/** Some sixty characters around the first place; empty when none of the words stands in the text. */
export function excerptOf(text: string, words: readonly string[]): Piece[] {
  const places = words.map((word) => (word === '' ? -1 : text.indexOf(word))).filter((place) => place >= 0);
  if (places.length === 0) return [];
  const from = Math.max(0, Math.min(...places) - around);
  const signs = Array.from(text.slice(from, from + most * 2));
  // A sign outside the common plane is two units: never cut one in half.
  const start = from > 0 && /^[\udc00-\udfff]/.test(signs[0] ?? '') ? 1 : 0;
  const cut = signs.slice(start, start + most).join('');
  const pieces = marked(cut, words);
  if (from > 0) pieces.unshift({ text: '…', mark: false });
  if (from + cut.length < text.length) pieces.push({ text: '…', mark: false });
  return pieces;
}
