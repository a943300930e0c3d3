/**
 * One row of a ledger becomes a message, or comes back with its number and every reason why not:
 * a row dropped in silence is a person who gets no answer (P01).
 */
import { type PhoneRefusal, parsePhone, phoneRefusals } from '#core/text/phone.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { MessageColumn } from './message-columns.ts';
import { parseWrittenTime } from './table-dates.ts';

export type ImportedMessage = {
  /** The sender's own id; null when the table has none. Within one file it is unique. */
  id: string | null;
  user: string | null;
  raisedOn: Day | null;
  /** null when the table gives only a day. */
  raisedAt: Instant | null;
  /** The body's first words when the table has no title. */
  title: string;
  /** The title when the table has no body. */
  body: string;
  place: string | null;
  category: string | null;
  /** Normalised, as `parsePhone` gives it. */
  phone: string | null;
  name: string | null;
  channel: string | null;
};

export type RowFaultCode =
  | 'no-words'
  | 'time-unreadable'
  | 'too-long'
  | 'id-repeated'
  | 'note-row'
  | 'not-json'
  | 'broken-from-here'
  | PhoneRefusal;

/** `written` is what stood there, cut to 60 characters; `column` is null when the row as a whole is meant. */
export type RowFault = { column: MessageColumn | null; code: RowFaultCode; written: string };

/** `row` counts as the person's spreadsheet does, from 1, header and blank rows included. */
export type MessageRow =
  | { row: number; ok: true; message: ImportedMessage }
  | { row: number; ok: false; faults: RowFault[]; cells: readonly string[] };

/** What stands in a row under each column we know, cleaned; an absent column is ''. */
export type RowValues = Record<MessageColumn, string>;

export type RowRules = {
  /** Put before landline numbers written without one. */
  areaCode?: string;
  /** Longest text of one message, in characters. */
  maxBody?: number;
};

const MAX_BODY = 20_000;
const MAX_CELL = 200;

export const rowFaultSentences: Record<RowFaultCode, { zh: string; en: string }> = {
  'no-words': { zh: '这一行没有标题，也没有内容。', en: 'This row has neither a title nor a text.' },
  'time-unreadable': {
    zh: '时间看不懂。请写成 2026-12-05 或 2026-12-05 09:30。',
    en: 'The time cannot be read. Please write it as 2026-12-05 or 2026-12-05 09:30.',
  },
  'too-long': { zh: '这一格太长了，请缩短或拆成两条。', en: 'This cell is too long. Please shorten it or split it in two.' },
  'id-repeated': { zh: '这个编号在前面已经出现过。', en: 'This id has already appeared further up.' },
  'note-row': {
    zh: '这一行像是合计或备注，没有当作诉求。',
    en: 'This row looks like a total or a note and was not taken as a concern.',
  },
  'not-json': { zh: '这一行不是完整的 JSON。', en: 'This line is not whole JSON.' },
  'broken-from-here': {
    zh: '文件从这里起读不下去了，多半是少了一个引号。前面的行都读到了。',
    en: 'The file cannot be read from here on, most likely because a quotation mark is missing. The rows before were read.',
  },
  ...phoneRefusals,
};

/** `idsSeen` is shared by the rows of one file and grows with it. */
export function toMessage(row: number, cells: readonly string[], values: RowValues, idsSeen: Set<string>, rules: RowRules): MessageRow {
  const time = values.time === '' ? null : parseWrittenTime(values.time);
  const phone = phoneOf(values.phone, rules.areaCode);
  const faults = [...wordFaults(values, rules), ...idFaults(values.id, idsSeen)];
  if (time === null && values.time !== '') faults.push(rowFault('time-unreadable', 'time', values.time));
  if (phone?.ok === false) faults.push(rowFault(phone.refusal, 'phone', values.phone));
  if (faults.length > 0) return { row, ok: false, faults, cells };
  const message: ImportedMessage = {
    id: values.id || null,
    user: values.user || null,
    raisedOn: time?.on ?? null,
    raisedAt: time?.at ?? null,
    title: values.title || firstWords(values.body),
    body: values.body || values.title,
    place: values.place || null,
    category: values.category || null,
    phone: phone?.ok ? phone.phone.number : null,
    name: NOBODY.test(values.name) ? null : values.name || null,
    channel: values.channel || null,
  };
  return { row, ok: true, message };
}

function wordFaults(values: RowValues, rules: RowRules): RowFault[] {
  const faults: RowFault[] = [];
  if (values.title === '' && values.body === '') faults.push(rowFault('no-words', 'body', ''));
  for (const [column, value] of Object.entries(values) as [MessageColumn, string][]) {
    const max = column === 'body' ? (rules.maxBody ?? MAX_BODY) : MAX_CELL;
    if (value.length > max && [...value].length > max) faults.push(rowFault('too-long', column, value));
  }
  return faults;
}

function idFaults(id: string, idsSeen: Set<string>): RowFault[] {
  if (id === '') return [];
  if (idsSeen.has(id)) return [rowFault('id-repeated', 'id', id)];
  idsSeen.add(id);
  return [];
}

/** How ledgers write that nobody left a name or number. */
const NOBODY = /^(?:无|没有|不详|未知|未留|匿名|保密|—+|-+|\/|none|n\/?a|anonymous)$/i;

function phoneOf(written: string, areaCode: string | undefined): ReturnType<typeof parsePhone> | null {
  if (written === '' || NOBODY.test(written)) return null;
  return parsePhone(written, areaCode === undefined ? {} : { areaCode });
}

const TITLE_CHARACTERS = 30;

function firstWords(body: string): string {
  const line = body.split(/[\n。！？!?]/, 1)[0] ?? '';
  const signs = [...(line || body)];
  return signs.length > TITLE_CHARACTERS ? `${signs.slice(0, TITLE_CHARACTERS).join('')}…` : signs.join('');
}

export function rowFault(code: RowFaultCode, column: MessageColumn | null, written: string): RowFault {
  return { code, column, written: [...written.slice(0, 120)].slice(0, 60).join('') };
}
