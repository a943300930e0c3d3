/**
 * One row of a ledger becomes a message, or comes back with its number and every reason why not:
 * a row dropped in silence is a person who gets no answer (P01).
 */
import { type PhoneRefusal, parsePhone, phoneRefusals } from '#core/text/phone.ts';
import { toHalfWidth } from '#core/text/width.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { MessageColumn } from './message-columns.ts';
import { parseWrittenTime } from './table-dates.ts';

export type ImportedMessage = {
  /** The matter's own number here, where the row is about one that was taken in before. */
  number?: string | null;
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
  /** The desk's short words; never the raiser's. */
  summary?: string | null;
  /** What other columns say, each with its heading: recorded as a note beside the raiser's words. */
  note?: string | null;
  /** What stood in the column of times when it was no date (12月底前): kept as words, never as a guessed day. */
  timeWords?: string | null;
};

export type RowFaultCode =
  | 'no-words'
  | 'time-unreadable'
  | 'too-long'
  | 'id-repeated'
  | 'note-row'
  | 'not-json'
  | 'broken-from-here'
  | 'cell-error'
  | 'number-unreadable'
  | 'number-not-found'
  | PhoneRefusal;

/** `written` is what stood there, cut to 60 characters; `column` is null when the row as a whole is meant. */
export type RowFault = { column: MessageColumn | null; code: RowFaultCode; written: string };

/** `row` counts as the person's spreadsheet does, from 1, header and blank rows included. */
export type MessageRow =
  | {
      row: number;
      ok: true;
      message: ImportedMessage /** The row as it stood, 同上 filled in; absent where a message comes from no table. */;
      cells?: readonly string[];
    }
  | { row: number; ok: false; faults: RowFault[]; cells: readonly string[] };

/** What stands in a row under each column we know, cleaned; an absent column is ''. */
export type RowValues = Record<MessageColumn, string>;

export type RowRules = {
  /** Put before landline numbers written without one. */
  areaCode?: string;
  /** Longest text of one message, in characters. */
  maxBody?: number;
  /** 12月底前 and its like are kept as words instead of being a fault: for whoever can write them down. */
  keepTimeWords?: boolean;
};

const MAX_BODY = 20_000;
const MAX_CELL = 200;
const MAX_NOTE = 2_000;
/** A number of this system, as its exports write it: such a row need not say again what the matter is about. */
const OUR_NUMBER = /^D[\d ]{14,}[\dX]$/i;
/** What spreadsheets show for a formula that failed; the last is our reader's own, for one that was never worked out. */
const CELL_ERROR = /#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|FORMULA!)/;
/** A time that people know and a calendar does not: 12月底前, 春节后, 上半年, 5号左右. */
const TIME_WORDS = /[年月日号旬季周节]|[前后底初末]$|左右|期间|长期|近期|每天|经常|多次/;
const isTimeWords = (written: string): boolean =>
  written.length <= 40 && TIME_WORDS.test(written) && !/^[\d\s\-./:年月日号时点分秒]+$/.test(written);

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
  'cell-error': {
    zh: '这一格是出错的公式（如 #REF!）或没有算出来的公式，读不到内容。请在表里改成文字再导入。',
    en: 'This cell is a formula that failed (such as #REF!) or was never worked out. Please replace it by its text and import again.',
  },
  'number-not-found': {
    zh: '没有这个编号的事项，或者不归您看。请核对编号；新的诉求请把这一格空着。',
    en: 'There is no matter of this number, or it is not yours to see. Check it, or leave the cell empty for a new concern.',
  },
  'number-unreadable': {
    zh: '这不是本系统的编号（D 开头）。新的诉求请把这一格空着。',
    en: 'This is not a number of this system (they begin with D). Leave the cell empty for a new concern.',
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
  const timeWords = time === null && rules.keepTimeWords === true && isTimeWords(values.time) ? values.time : null;
  const phone = phoneOf(values.phone, rules.areaCode);
  const faults = [...wordFaults(values, rules), ...idFaults(values.id, idsSeen)];
  if (time === null && timeWords === null && values.time !== '') faults.push(rowFault('time-unreadable', 'time', values.time));
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
    ...(values.number === '' ? {} : { number: values.number }),
    ...(values.summary === '' ? {} : { summary: values.summary }),
    ...(values.note === '' ? {} : { note: values.note }),
    ...(timeWords === null ? {} : { timeWords }),
  };
  return { row, ok: true, message, cells };
}

function wordFaults(values: RowValues, rules: RowRules): RowFault[] {
  const faults: RowFault[] = [];
  const isAboutOne = values.number !== '' || OUR_NUMBER.test(toHalfWidth(values.id));
  if (values.title === '' && values.body === '' && !isAboutOne) faults.push(rowFault('no-words', 'body', ''));
  for (const [column, value] of Object.entries(values) as [MessageColumn, string][]) {
    if (CELL_ERROR.test(value)) faults.push(rowFault('cell-error', column, value));
    const max = column === 'note' ? MAX_NOTE : column === 'body' ? (rules.maxBody ?? MAX_BODY) : MAX_CELL;
    if (value.length > 2 * max || (value.length > max && [...value].length > max)) faults.push(rowFault('too-long', column, value));
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
  return parsePhone(wholeNumber(written), areaCode === undefined ? {} : { areaCode });
}

/** 1.3812345678E+10 has lost nothing and is 13812345678; 1.38E+10 has, and is left as it is for the refusal that says so. */
function wholeNumber(written: string): string {
  const parts = /^(\d)\.(\d+)e\+?(\d{1,2})$/i.exec(toHalfWidth(written).trim());
  return parts?.[2] !== undefined && parts[2].length === Number(parts[3]) ? `${parts[1]}${parts[2]}` : written;
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
