/**
 * Reads a phone number as people write it. A number that cannot be called back is refused at the door,
 * because first contact and the raiser's verdict both hang on it (P04, SM-04).
 */
import { toHalfWidth } from './width.ts';

export type PhoneKind = 'mobile' | 'landline' | 'service' | 'abroad';

export interface Phone {
  kind: PhoneKind;
  /** mobile `13800000000`; landline `0835-2222222` or `0835-2222222-801`; service `4008123123`; abroad `+85291234567`. */
  number: string;
}

export type PhoneRefusal =
  | 'phone-missing'
  | 'phone-unreadable'
  | 'phone-wrong-length'
  | 'phone-needs-area-code'
  | 'phone-lost-digits'
  | 'phone-several';

export type PhoneResult = { ok: true; phone: Phone } | { ok: false; refusal: PhoneRefusal };

export const phoneRefusals: Record<PhoneRefusal, { zh: string; en: string }> = {
  'phone-missing': { zh: '还没有填电话号码。', en: 'No phone number has been entered.' },
  'phone-unreadable': {
    zh: '电话里有认不出的字。请只填数字，例如 13800000000 或 0000-1234567。',
    en: 'The phone number holds signs we cannot read. Please use digits only, such as 13800000000 or 0000-1234567.',
  },
  'phone-wrong-length': {
    zh: '电话号码的位数不对。手机号是 11 位，座机要带区号。请再核对一遍。',
    en: 'The phone number has the wrong number of digits. A mobile number has 11; a landline needs its area code. Please check it.',
  },
  'phone-needs-area-code': {
    zh: '座机号码请加上区号，例如 0000-1234567。',
    en: 'Please add the area code of the landline, such as 0000-1234567.',
  },
  'phone-lost-digits': {
    zh: '这个号码被表格软件写成了 1.38E+10 的样子，后面几位已经丢了。请把这一列设为“文本”，重新填写号码。',
    en: 'The spreadsheet turned this number into something like 1.38E+10 and its last digits are lost. Set the column to text and enter the number again.',
  },
  'phone-several': {
    zh: '这里有不止一个号码。请只留一个能联系到您的。',
    en: 'There is more than one number here. Please leave the one we can reach you on.',
  },
};

const MOBILE = /^1[3-9]\d{9}$/;
const SERVICE = /^[48]00\d{7}$/;
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))([2-8]\d{6,7})$/;
const EXTENSION = /(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$/i;
const SCIENTIFIC = /^\d(?:\.\d+)?e\+?\d{1,2}$/i;
const SEPARATORS = /[\s\-‐-―－ー_()（）.·]/g;

/**
 * Mobile (11 digits), landline with area code, 400/800, +86/0086/86 and other countries with `+`; full-width digits, spaces, dashes,
 * brackets and 转801 are understood. `areaCode` is put before a bare landline where the county allows it.
 */
export function parsePhone(raw: string, options: { areaCode?: string } = {}): PhoneResult {
  const written = toHalfWidth(raw)
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();
  if (written === '') return refuse('phone-missing');
  if (written.length > 64) return refuse('phone-unreadable');
  if (SCIENTIFIC.test(written)) return refuse('phone-lost-digits');
  const extension = EXTENSION.exec(written)?.[1];
  const main = written.replace(EXTENSION, '').replace(/^(?:电话|手机|座机|tel|phone|mobile)\s*[:：]?/i, '');
  if (holdsSeveral(main)) return refuse('phone-several');
  const plus = main.trimStart().startsWith('+');
  const digits = main.replace(/^\s*\+/, '').replace(SEPARATORS, '');
  if (!/^\d+$/.test(digits)) return refuse('phone-unreadable');
  const national = withoutCountry(digits, plus);
  if (national === null) return abroad(digits);
  return domestic(national, extension, options.areaCode);
}

function domestic(digits: string, extension: string | undefined, areaCode: string | undefined): PhoneResult {
  const mobile = /^01[3-9]\d{9}$/.test(digits) ? digits.slice(1) : digits; // the long-distance 0 of old days
  if (MOBILE.test(mobile)) return accept('mobile', mobile);
  if (SERVICE.test(digits)) return accept('service', digits);
  const bare = /^[2-8]\d{6,7}$/.test(digits);
  if (bare && areaCode === undefined) return refuse('phone-needs-area-code');
  const landline = LANDLINE.exec(bare ? `${areaCode}${digits}` : digits);
  if (!landline) return refuse('phone-wrong-length');
  return accept('landline', `${landline[1]}-${landline[2]}${extension === undefined ? '' : `-${extension}`}`);
}

/** The number within China, or null for another country. */
function withoutCountry(digits: string, plus: boolean): string | null {
  if (plus) return digits.startsWith('86') ? areaZero(digits.slice(2)) : null;
  if (digits.startsWith('0086')) return areaZero(digits.slice(4));
  if (/^86(?:1[3-9]\d{9})$/.test(digits)) return digits.slice(2);
  return digits.startsWith('00') ? null : digits;
}

/** Behind a country code the area code loses its 0: +86 10 … is 010. */
function areaZero(digits: string): string {
  if (digits.startsWith('0') || MOBILE.test(digits) || SERVICE.test(digits)) return digits;
  return LANDLINE.test(`0${digits}`) ? `0${digits}` : digits;
}

function abroad(digits: string): PhoneResult {
  const number = digits.replace(/^00/, '');
  return /^[1-9]\d{7,14}$/.test(number) ? accept('abroad', `+${number}`) : refuse('phone-wrong-length');
}

function holdsSeveral(text: string): boolean {
  const parts = text.split(/[/、,，;；|或\n]|\s{2,}/).filter((part) => part.replace(/\D/g, '').length >= 7);
  return parts.length > 1 || /1[3-9]\d{9}\s+1[3-9]\d{9}/.test(text);
}

/** The four digits a raiser gives to look up progress. An extension does not count. */
export function lastFour(phone: Phone): string {
  const subscriber = phone.kind === 'landline' ? phone.number.split('-').slice(0, 2).join('') : phone.number;
  return subscriber.slice(-4);
}

/** For screens and logs: 138****0000, 0835-***2222, +852****4567. */
export function maskPhone(phone: Phone): string {
  if (phone.kind === 'landline') {
    const [area = '', subscriber = ''] = phone.number.split('-');
    return `${area}-${'*'.repeat(Math.max(0, subscriber.length - 4))}${subscriber.slice(-4)}`;
  }
  const head = phone.kind === 'abroad' ? 4 : 3;
  return `${phone.number.slice(0, head)}****${phone.number.slice(-4)}`;
}

function accept(kind: PhoneKind, number: string): PhoneResult {
  return { ok: true, phone: { kind, number } };
}

function refuse(refusal: PhoneRefusal): PhoneResult {
  return { ok: false, refusal };
}
