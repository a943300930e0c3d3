/**
 * Finds phone, identity-card, bank-card and plate numbers in what people wrote, so that lists, classes, shared links and exports
 * show none of them (must-not 10 and 11). The stored words stay whole; only what is shown is masked.
 *
 * Limits, on purpose: names and addresses are not found here, and a number spelled in 汉字 (一三八…) is not either.
 */
import { toHalfWidth } from './width.ts';

export type SensitiveKind = 'phone' | 'id-card' | 'bank-card' | 'plate';

/** `start` and `end` are UTF-16 offsets in the text as given, end not included. */
export interface SensitiveSpan {
  kind: SensitiveKind;
  start: number;
  end: number;
}

const GAP = '[ \\-\\u2010-\\u2015]?';
const DIGIT_RUN = new RegExp(`(?<![0-9A-Za-z])\\d(?:${GAP}\\d){14,18}(?:${GAP}[Xx])?(?![0-9A-Za-z])`, 'g');
const MOBILE = new RegExp(`(?<!\\d)(?:(?:\\+|00)?86${GAP})?1[3-9]\\d(?:${GAP}\\d){8}(?!\\d)`, 'g');
const LANDLINE = /(?<![\d-])(?:\(0\d{2,3}\) ?|0\d{2,3}[ \-\u2010-\u2015]?)[2-8]\d{6,7}(?!\d)/g;
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z][·•. -]?(?=[A-Za-z]{0,2}\d)[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])/g;
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);
const ID_NAMED = /(?:身份证|身份證|证件号|identity|\bID\b)[^\d]{0,12}$/i;

/** All spans, in order, none overlapping. An identity card goes before a bank card, and both before a phone. */
export function findSensitive(text: string): SensitiveSpan[] {
  const flat = toHalfWidth(text); // same length, so the offsets hold
  if (!/\d/.test(flat)) return []; // every one of these numbers has a digit, and most titles have none
  const found: SensitiveSpan[] = [];
  const add = (kind: SensitiveKind, start: number, length: number): void => {
    const end = start + length;
    if (!found.some((span) => start < span.end && span.start < end)) found.push({ kind, start, end });
  };
  for (const match of flat.matchAll(DIGIT_RUN)) {
    const kind = cardKind(match[0], flat.slice(Math.max(0, match.index - 20), match.index));
    if (kind) add(kind, match.index, match[0].length);
  }
  for (const match of flat.matchAll(MOBILE)) add('phone', match.index, match[0].length);
  for (const match of flat.matchAll(LANDLINE)) add('phone', match.index, match[0].length);
  for (const match of flat.matchAll(PLATE)) add('plate', match.index, match[0].length);
  return found.sort((a, b) => a.start - b.start);
}

/** The text with every such number starred out; its length and everything else stay as they were. */
export function maskSensitive(text: string): string {
  let masked = '';
  let from = 0;
  for (const span of findSensitive(text)) {
    masked += text.slice(from, span.start) + stars(text.slice(span.start, span.end), SHOWN[span.kind]);
    from = span.end;
  }
  return masked + text.slice(from);
}

/** How many signs stay readable at either end: enough for the owner to recognise, too few for anyone else. */
const SHOWN: Record<SensitiveKind, { head: number; tail: number }> = {
  phone: { head: 3, tail: 4 },
  'id-card': { head: 2, tail: 2 },
  'bank-card': { head: 0, tail: 4 },
  plate: { head: 2, tail: 1 },
};

function stars(written: string, shown: { head: number; tail: number }): string {
  const signs = [...written].filter(isSign).length;
  let seen = 0;
  return Array.from(written, (sign) => {
    if (!isSign(sign)) return sign;
    seen += 1;
    return seen <= shown.head || seen > signs - shown.tail ? sign : '*';
  }).join('');
}

function isSign(sign: string): boolean {
  return /[\p{L}\p{N}]/u.test(sign);
}

function cardKind(written: string, before: string): SensitiveKind | null {
  const signs = written.replace(/[^0-9Xx]/g, '').toUpperCase();
  if (isIdCard(signs)) return 'id-card';
  // One digit mistyped still names the person, if the writer says what the number is.
  if (looksLikeIdCard(signs) && ID_NAMED.test(before)) return 'id-card';
  return isBankCard(signs) ? 'bank-card' : null;
}

/** GB 11643-1999: 18 signs, a real province and birth day, and the ISO 7064 MOD 11-2 check sign. The old 15-digit form has no check. */
export function isIdCard(signs: string): boolean {
  if (!looksLikeIdCard(signs)) return false;
  return signs.length === 15 || checkSign(signs) === signs.slice(17).toUpperCase();
}

function looksLikeIdCard(signs: string): boolean {
  const parts = /^(\d{2})\d{4}(?:(\d{4})(\d{2})(\d{2})\d{3}[\dXx]|(\d{2})(\d{2})(\d{2})\d{3})$/.exec(signs);
  if (!parts || !PROVINCES.has(parts[1] ?? '')) return false;
  const year = parts[2] ? Number(parts[2]) : 1900 + Number(parts[5]);
  return year >= 1900 && year < 2100 && isDayOfYear(year, Number(parts[3] ?? parts[6]), Number(parts[4] ?? parts[7]));
}

function isDayOfYear(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function checkSign(signs: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(signs[place]), 0);
  return '10X98765432'[sum % 11] ?? '';
}

/** ISO/IEC 7812: 15 to 19 digits that pass the Luhn check, starting as cards of people do (3 to 6). */
export function isBankCard(signs: string): boolean {
  if (!/^[3-6]\d{14,18}$/.test(signs)) return false;
  let sum = 0;
  for (let place = 0; place < signs.length; place += 1) {
    const digit = Number(signs[signs.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
