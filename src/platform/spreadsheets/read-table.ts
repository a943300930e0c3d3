/** The one way a table from outside comes in: what kind it is, is read from its bytes, and its rows come out as clean text. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { csvRows, type Delimiter, detectDelimiter } from './csv.ts';
import { type Chunks, decoded, detectEncoding, type Encoding, firstBytes } from './encoding.ts';
import { findOffice, toXlsx } from './office.ts';
import type { TableRefusal } from './table-refusals.ts';
import { type Merge, moderniseXls, openXlsx, type Rewritten, type SheetName, type XlsxLimits, xlsxLimits } from './xlsx.ts';

export type TableSource = Uint8Array | { path: string };

export type Table =
  | { kind: 'csv'; encoding: Encoding; delimiter: Delimiter; rows: AsyncIterable<string[]> }
  | {
      kind: 'xlsx';
      encoding: 'utf-8';
      sheet: string;
      sheets: SheetName[];
      merges: Merge[];
      hiddenRows: number;
      rows: AsyncIterable<string[]>;
    }
  | { kind: 'jsonl'; encoding: Encoding; lines: AsyncIterable<string> };

export type TableResult = { ok: true; table: Table } | { ok: false; refusal: TableRefusal };

export type TableLimits = { csvBytes: number; xlsxBytes: number; xlsx: XlsxLimits };

export const tableLimits: TableLimits = { csvBytes: 200 * 1024 * 1024, xlsxBytes: 15 * 1024 * 1024, xlsx: xlsxLimits };

/**
 * Opens a table of messages. `name` only decides between .csv and .jsonl; everything else is told by the bytes. Rows are read as they are asked for,
 * once; whoever stops early ends the reading. CSV rows may throw `TableBroken` further down.
 */
export async function readTable(
  source: TableSource,
  options: { name: string; sheet?: string; limits?: TableLimits; office?: string | null },
): Promise<TableResult> {
  const limits = options.limits ?? tableLimits;
  const size = source instanceof Uint8Array ? source.byteLength : (await stat(source.path)).size;
  if (size === 0) return refuse('table-empty');
  if (size > Math.max(limits.csvBytes, limits.xlsxBytes)) return refuse('table-too-large');
  const chunks = chunksOf(source);
  const kind = kindOf(await firstBytes(chunks, 1024 * 64), options.name);
  if (kind === 'table-old-format') return size > limits.xlsxBytes ? refuse('table-too-large') : readOld(source, limits, options);
  if (kind === 'xlsx') return size > limits.xlsxBytes ? refuse('table-too-large') : readXlsx(source, limits, options.sheet);
  if (kind !== 'csv' && kind !== 'jsonl') return refuse(kind);
  return size > limits.csvBytes ? refuse('table-too-large') : readText(chunks, kind);
}

async function readXlsx(source: TableSource, limits: TableLimits, sheet: string | undefined): Promise<TableResult> {
  const bytes = source instanceof Uint8Array ? source : await readFile(source.path);
  const opened = await openXlsx(bytes, { limits: limits.xlsx, ...(sheet === undefined ? {} : { sheet }) });
  return opened.ok ? { ok: true, table: { kind: 'xlsx', encoding: 'utf-8', ...opened.table } } : opened;
}

async function readOld(
  source: TableSource,
  limits: TableLimits,
  options: { sheet?: string; office?: string | null },
): Promise<TableResult> {
  const bytes = source instanceof Uint8Array ? source : await readFile(source.path);
  const modern = await modernTable(bytes, { office: options.office, limits: limits.xlsx });
  return modern.ok ? readXlsx(modern.bytes, limits, options.sheet) : refuse(modern.refusal);
}

/** Whether these bytes are an .xls or .et of old, whatever they are called. */
export const isOldTable = (bytes: Uint8Array): boolean => startsWith(bytes, 'd0cf11e0a1b11ae1');

/**
 * An .xls or .et of old as .xlsx: by LibreOffice where it is installed (`office`: null for none), which keeps its looks, else its values and merged cells.
 * What is no table at all is never handed to LibreOffice, because it would make a table of anything.
 */
export async function modernTable(
  bytes: Uint8Array,
  options: { office?: string | null | undefined; limits?: XlsxLimits } = {},
): Promise<Rewritten> {
  if (holdsWide(bytes, 'EncryptedPackage')) return { ok: false, refusal: 'table-locked' };
  if (holdsWide(bytes, 'WordDocument')) return { ok: false, refusal: 'table-is-document' };
  const plain = await moderniseXls(bytes, options.limits);
  if (!plain.ok && plain.refusal === 'table-locked') return plain;
  const program = options.office === undefined ? findOffice() : options.office;
  const isTable = plain.ok || holdsWide(bytes, 'Workbook') || holdsWide(bytes, 'Book');
  const looking = isTable && program !== null ? await toXlsx(bytes, { program }) : null;
  if (looking !== null) return { ok: true, bytes: looking };
  return plain.ok || plain.refusal === 'table-too-heavy' ? plain : { ok: false, refusal: 'table-old-format' };
}

async function readText(chunks: Chunks, kind: 'csv' | 'jsonl'): Promise<TableResult> {
  const encoding = await detectEncoding(chunks);
  if (encoding === null) return refuse('table-unknown-kind');
  if (kind === 'jsonl') return { ok: true, table: { kind, encoding, lines: linesOf(decoded(chunks, encoding)) } };
  const delimiter = await detectDelimiter(chunks, encoding);
  return { ok: true, table: { kind, encoding, delimiter, rows: csvRows(chunks, encoding, delimiter) } };
}

function kindOf(head: Uint8Array, name: string): 'csv' | 'xlsx' | 'jsonl' | TableRefusal {
  if (startsWith(head, '504b0304')) return 'xlsx';
  if (startsWith(head, 'd0cf11e0a1b11ae1')) return holdsWide(head, 'EncryptedPackage') ? 'table-locked' : 'table-old-format';
  const text = Buffer.from(head.subarray(0, 1024))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^<(?:!doctype|html|head|meta|table|\?xml)/i.test(text)) return 'table-web-page';
  if (/^(?:%PDF-|\x1f\x8b|Rar!|7z\xbc\xaf|\x89PNG|\xff\xd8\xff)/.test(text)) return 'table-unknown-kind';
  return /\.(?:jsonl|ndjson)$/i.test(name) ? 'jsonl' : 'csv';
}

function startsWith(head: Uint8Array, hex: string): boolean {
  return Buffer.from(head.subarray(0, hex.length / 2)).toString('hex') === hex;
}

function holdsWide(head: Uint8Array, words: string): boolean {
  return Buffer.from(head).includes(Buffer.from(words, 'utf16le'));
}

const PIECE = 64 * 1024;

function chunksOf(source: TableSource): Chunks {
  if (!(source instanceof Uint8Array)) return () => createReadStream(source.path, { highWaterMark: PIECE });
  return async function* pieces() {
    for (let at = 0; at < source.byteLength; at += PIECE) yield source.subarray(at, at + PIECE);
  };
}

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function refuse(refusal: TableRefusal): TableResult {
  return { ok: false, refusal };
}
