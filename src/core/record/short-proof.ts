// Record: what fits on a raiser's receipt and can be read out on the telephone: the first 80 bits of a hash in Crockford's base 32
// (no I, L, O, U), and one check character. The page that checks it finds the event whose hash begins so.
import { hashLength } from './hash.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const symbols = 16;

/** What people and input methods put between groups: spaces, any dash or minus, dots, commas, underscores. */
const fillers = /[\s\u200b\p{Pd}−_.,·・。、]/gu;

/** 'empty' · 'wrong-length': not 17 characters · 'wrong-character': one that is never used · 'mistyped': the check does not fit. */
export type ShortProofRefusal = 'empty' | 'wrong-length' | 'wrong-character' | 'mistyped';

export type ParsedShortProof =
  | { readonly ok: true; readonly shortProof: string }
  | { readonly ok: false; readonly reason: ShortProofRefusal };

/** E.g. `CV3Z-1X32-XVPX-KMFHX`: 16 characters of the hash and the check character, in groups for the eye. */
export function shortProof(head: Uint8Array): string {
  if (head.length !== hashLength) throw new Error(`A hash has ${hashLength} bytes, not ${head.length}`);
  const values = firstSymbols(head);
  return grouped([...values, checkOf(values)]);
}

/**
 * Takes what people type: any case, spaces and dashes of any kind, full-width letters, O for 0, I and L for 1.
 * Any one wrong character and any two exchanged ones are found by the check and told as 'mistyped'.
 */
export function parseShortProof(text: string): ParsedShortProof {
  const typed = text.slice(0, 200).normalize('NFKC').toUpperCase().replace(fillers, '');
  const read = typed.replaceAll('O', '0').replace(/[IL]/g, '1');
  if (read === '') return { ok: false, reason: 'empty' };
  const values = Array.from(read, (character) => alphabet.indexOf(character));
  if (values.includes(-1)) return { ok: false, reason: 'wrong-character' };
  if (values.length !== symbols + 1) return { ok: false, reason: 'wrong-length' };
  if (checkOf(values.slice(0, symbols)) !== values[symbols]) return { ok: false, reason: 'mistyped' };
  return { ok: true, shortProof: grouped(values) };
}

/** Whether the text is the short form of this hash; false for text that is no short form at all. */
export function matchesShort(head: Uint8Array, text: string): boolean {
  const parsed = parseShortProof(text);
  return parsed.ok && parsed.shortProof === shortProof(head);
}

/** Five bits at a time, highest first. */
function firstSymbols(bytes: Uint8Array): number[] {
  return Array.from({ length: symbols }, (_, i) => {
    const bit = i * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    return (pair >> (11 - (bit & 7))) & 31;
  });
}

/** One Reed-Solomon check symbol over GF(32), x^5+x^2+1: no two places weigh the same, so every swap shows. */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value) => timesX(sum ^ value), 0);
}

const timesX = (value: number): number => (value << 1) ^ (value & 16 ? 0b100101 : 0);

function grouped(values: readonly number[]): string {
  const text = values.map((value) => alphabet[value]).join('');
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8, 12)}-${text.slice(12)}`;
}
