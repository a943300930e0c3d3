// Forms as they arrive: urlencoded or multipart, with a cap on each, and every text cleaned of what nobody can see (core/text/clean).
// A form that is refused still hands back what could be read, because nothing typed may be lost.
import type { Context } from 'hono';
import { cleanText } from '#core/text/clean.ts';
import type { SaidName } from './said.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;
export type FormRefusal = Extract<SaidName, 'tooLarge' | 'unreadable' | 'unknownForm' | 'formStale'>;
export type FormRead = { ok: true; fields: Fields; files: readonly File[] } | { ok: false; refusal: FormRefusal; fields: Fields };

export type FormCaps = {
  /** Most bytes of a form without files; 1 MB is three hundred pages of Chinese. */
  textBytes?: number;
  /** Most bytes of a form with files, all together; 0 takes none. */
  filesBytes?: number;
};

/** Taken exactly as typed; everything else is cleaned. */
const isPassword = (name: string): boolean => /password|^again$/i.test(name);

const megabyte = 1_048_576;
const mostFields = 2_000;
/** Up to here a too large form is still read, so that its words can be shown again; beyond, it is not even received. */
const readableBytes = 12 * megabyte;
const shownCharacters = 100_000;

export async function readForm(c: Context, caps: FormCaps = {}): Promise<FormRead> {
  const type = c.req.header('content-type') ?? '';
  const isMultipart = /^multipart\/form-data\b/i.test(type);
  if (!isMultipart && !/^application\/x-www-form-urlencoded\b/i.test(type)) return { ok: false, refusal: 'unknownForm', fields: {} };
  const cap = isMultipart ? Math.max(caps.filesBytes ?? 0, caps.textBytes ?? megabyte) : (caps.textBytes ?? megabyte);
  const body = await readBody(c, Math.max(cap, readableBytes));
  if (body === null) return { ok: false, refusal: 'tooLarge', fields: {} };
  const entries = await entriesOf(body, type, isMultipart);
  if (entries === null || entries.length > mostFields) return { ok: false, refusal: 'unreadable', fields: {} };
  if (body.byteLength > cap) return { ok: false, refusal: 'tooLarge', fields: fieldsOf(entries, shownCharacters) };
  const files = entries.flatMap(([, value]) => (typeof value === 'string' || (value.size === 0 && value.name === '') ? [] : [value]));
  return { ok: true, fields: fieldsOf(entries), files };
}

/** The one text of a field; empty when it did not come. Of several the last. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
}

/** All texts of a field, as of several ticked boxes. */
export function textsOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** A query parameter, cleaned to one line of at most `max` characters; empty when it is not there. */
export function queryText(c: Context, name: string, max = 200): string {
  return cleanText(c.req.query(name) ?? '', { max }).text;
}

/** The long texts among the fields, for `say({ kept })`. */
export function keptOf(fields: Fields): Record<string, string> {
  const long = Object.entries(fields).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[1].length > 60 && /^[\w.-]+$/.test(field[0]),
  );
  return Object.fromEntries(long.filter(([name]) => name !== 'csrf' && !isPassword(name)));
}

/** The body, or null when it is larger. A declared length is believed (node:http holds the sender to it); without one the bytes are counted. */
export async function readBody(c: Context, most: number): Promise<Uint8Array | null> {
  const declared = c.req.header('content-length');
  if (declared !== undefined) return Number(declared) <= most ? new Uint8Array(await c.req.arrayBuffer()) : null;
  const stream = c.req.raw.body;
  if (!stream) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

type Entry = [string, string | File];

async function entriesOf(body: Uint8Array, type: string, isMultipart: boolean): Promise<Entry[] | null> {
  if (!isMultipart) return [...new URLSearchParams(new TextDecoder().decode(body))];
  try {
    const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(type);
    if (!boundary) return null;
    return [...(await new Response(Buffer.from(body), { headers: { 'content-type': type } }).formData())];
  } catch {
    return null;
  }
}

function fieldsOf(entries: readonly Entry[], max = Number.MAX_SAFE_INTEGER): Fields {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of entries) {
    if (typeof value !== 'string') continue;
    const text = isPassword(name) ? value : cleanText(value, { max, multiline: true }).text;
    const before = fields.get(name);
    fields.set(name, before === undefined ? text : [before, text].flat());
  }
  // Without a prototype: a field may be called toString, and a field that did not come must not be found.
  return Object.assign(Object.create(null) as Fields, Object.fromEntries(fields));
}
