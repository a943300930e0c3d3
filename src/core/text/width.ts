/**
 * Input methods leave full-width digits and signs behind (１３８，＋８６). Numbers are read after this;
 * the words people wrote are never passed through it.
 */

const FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/g;

/** Full-width ASCII to half-width. Keeps the length, so offsets in the result are offsets in the original. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (sign) => (sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0)));
}
