// Codes of watermarks: short enough to be read off a photo of a screen and typed in, kept apart so that no sign looks like another.
/** No 0 O, 1 I L, U V W mix-ups: twenty-eight signs. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTXYZ';
const length = 8;

/** A code of eight signs from a keyed hash (base64url of 16 bytes): nobody can make one up, and 28^8 hold ten million views apart. */
export function traceCode(hash: string): string {
  let rest = 0n;
  for (const sign of hash) rest = rest * 131n + BigInt(sign.charCodeAt(0));
  let code = '';
  for (let i = 0; i < length; i += 1) {
    code += alphabet[Number(rest % BigInt(alphabet.length))];
    rest /= BigInt(alphabet.length);
  }
  return code;
}

export const spokenCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** What somebody typed, read off a photo: spaces, dashes and small letters do not matter; a sign that cannot be read is a question mark. Null: this is no such code. */
export function readTraceCode(typed: string): string | null {
  const clean = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–·.]/g, '');
  if (clean.length !== length || ![...clean].every((sign) => sign === '?' || alphabet.includes(sign))) return null;
  return [...clean].filter((sign) => sign === '?').length <= 3 ? clean : null;
}

/** Patterns for SQL `like`: the code itself, and every code that differs in one sign, for a photo that was misread. */
export function codePatterns(code: string): string[] {
  const exact = code.replaceAll('?', '_');
  return [exact, ...[...exact].map((_sign, i) => `${exact.slice(0, i)}_${exact.slice(i + 1)}`)];
}
