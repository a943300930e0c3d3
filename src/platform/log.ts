// Logs for operators: one line of JSON each, on standard error, so that standard output stays free for what a command answers.
// People's phone numbers, ID-card numbers and secrets never reach a log (个人信息保护法 art. 51): the finished line is looked through once more,
// so that no field, message, error stack or nested value can be forgotten.
import type { DestinationStream, Logger } from 'pino';
import { destination, pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { Ids } from '#platform/ids.ts';
import { inSources } from './source-places.ts';

export type Log = Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export function createLog({ level = 'info', to }: { level?: LogLevel; to?: DestinationStream } = {}): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: toldError, error: toldError },
      hooks: { streamWrite: redactLine },
    },
    to ?? destination({ fd: 2, sync: true }),
  );
}

/** Anything may have been thrown. */
function toldError(thrown: Error): unknown {
  const told = stdSerializers.err(thrown);
  return typeof told?.stack === 'string' ? { ...told, stack: inSources(told.stack) } : told;
}

/** A proxy's request id is kept when it is harmless; otherwise the request gets one of ours. The error page shows it, the log holds it. */
export function requestIdFrom(header: string | undefined, newId: Ids): string {
  return header !== undefined && /^[\w-]{8,64}$/.test(header) && redactText(header) === header ? header : newId();
}

const digit = '[0-9０-９]';
const gap = '[ -]?';
const notAfterDigit = `(?<!${digit})`;
const notBeforeDigit = `(?!${digit})`;
// A matter number (D, county, day, count) has the shape of an ID-card number and must stay readable: hence no lone D before it.
const idCard = `(?<!${digit}|(?<![A-Za-z])D)(?:${digit}{17}[0-9０-９Xx]|${digit}{15})${notBeforeDigit}`;
const mobile = `${notAfterDigit}(?:(?:[+]|00)?86${gap})?[1１][3-9３-９]${digit}${gap}${digit}{4}${gap}${digit}{4}${notBeforeDigit}`;
const landline = `(?<!${digit}|[.])[0０]${digit}{2,3}[)）]?${gap}${digit}{7,8}${notBeforeDigit}`;
const bearer = '\\b[Bb]earer +[\\w.~+/=-]+';
const passwordInUrl = '(?<=://[^\\s:/@]*:)[^\\s@/]+(?=@)';

const personal = new RegExp([idCard, mobile, landline, bearer, passwordInUrl].join('|'), 'g');
const secretName = /token|cookie|authorization|password|passphrase|secret|csrf|session/i;
const secretField = new RegExp(`"[^"]*(?:${secretName.source})[^"]*":`, 'i');

/** The text without phone numbers, ID-card numbers, bearer tokens and passwords in addresses. */
export function redactText(text: string): string {
  return text.replace(personal, (found) => `[${nameOf(found)}]`);
}

function nameOf(found: string): string {
  if (new RegExp(`^${idCard}$`).test(found)) return 'id card';
  return new RegExp(`^(?:${mobile}|${landline})$`).test(found) ? 'phone' : 'secret';
}

/** Most lines hold nothing of the kind and pass untouched; the others are taken apart and put together again as whole JSON. */
function redactLine(line: string): string {
  const isClean = line.search(personal) === -1 && !secretField.test(line);
  return isClean ? line : `${JSON.stringify(redact(JSON.parse(line)))}\n`;
}

function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) && redactText(String(value)) !== String(value) ? '[number]' : value;
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [redactText(name), secretName.test(name) ? '[secret]' : redact(field)]),
  );
}
