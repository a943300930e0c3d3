// What stands in an exported ledger, and the line that says what it is (口径). Names and phones have no column here: a file leaves the house (must-not 11, X5).
import type { Instant } from '#core/time/day.ts';

export type Twin = { zh: string; en: string };
export type Lang = keyof Twin;

/** One matter in words, as it stands in a row. */
export type LedgerLine = {
  number: string;
  title: string;
  channel: string;
  category: string;
  place: string;
  status: string;
  ownerUnit: string;
  received: string;
  due: string;
  light: string;
  round: number;
  escalation: string;
  solved: string;
  level: string;
};

type LedgerColumn = { key: keyof LedgerLine; heading: Twin; width: number; kind?: 'middle' };
export const ledgerColumns: readonly LedgerColumn[] = [
  { key: 'number', heading: { zh: '编号', en: 'Number' }, width: 23 },
  { key: 'title', heading: { zh: '标题', en: 'Title' }, width: 32 },
  { key: 'channel', heading: { zh: '渠道', en: 'Channel' }, width: 6, kind: 'middle' },
  { key: 'category', heading: { zh: '类别', en: 'Category' }, width: 11 },
  { key: 'place', heading: { zh: '地点', en: 'Place' }, width: 18 },
  { key: 'status', heading: { zh: '状态', en: 'State' }, width: 9, kind: 'middle' },
  { key: 'ownerUnit', heading: { zh: '承办单位', en: 'Owner unit' }, width: 13 },
  { key: 'received', heading: { zh: '收到时间', en: 'Received' }, width: 11, kind: 'middle' },
  { key: 'due', heading: { zh: '到期时间', en: 'Due' }, width: 13, kind: 'middle' },
  { key: 'light', heading: { zh: '时限', en: 'Deadline' }, width: 6, kind: 'middle' },
  { key: 'round', heading: { zh: '轮次', en: 'Round' }, width: 6, kind: 'middle' },
  { key: 'escalation', heading: { zh: '提级', en: 'Escalated to' }, width: 9, kind: 'middle' },
  { key: 'solved', heading: { zh: '是否解决', en: 'Solved' }, width: 9, kind: 'middle' },
  { key: 'level', heading: { zh: '满意度', en: 'Verdict' }, width: 9, kind: 'middle' },
];

export const lightWords: Record<string, Twin> = {
  blue: { zh: '临期', en: 'near due' },
  yellow: { zh: '预警', en: 'warning' },
  red: { zh: '超期', en: 'overdue' },
};

/** `2026-11-23 09:15`, Shanghai; the same in both languages, because it is sorted and filtered in a spreadsheet. */
export function minuteOf(at: Instant): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** `at` is when the first row was read. `cut`: there were more than a sheet holds. */
export type Scope = { filters: readonly string[]; at: Instant; count: number; cut?: boolean };

/** The 口径 line: what was asked for, as of when, how many, and how the columns that are computed came about. */
export function scopeLine({ filters, at, count, cut }: Scope, lang: Lang): string {
  const asked = filters.length > 0 ? filters.join(lang === 'zh' ? '；' : '; ') : lang === 'zh' ? '全部' : 'all';
  if (lang === 'zh')
    return [
      `口径：${asked}`,
      `数据取自 ${minuteOf(at)}`,
      `共 ${count} 件${cut ? '（一张表只放得下这些，其余请导出 CSV）' : ''}`,
      '“到期时间”按各类时限和工作日历推算，“（暂定）”指那一年的节假日还没有公布',
      '“时限”取导出时的状态：临期、预警、超期',
      '“是否解决”“满意度”是反映人最近一次评价，没有评价的空着，不当作满意',
      '不含姓名、电话，不含隐去身份的和反映单位的事项',
    ]
      .join('；')
      .concat('。');
  return `${[
    `Scope: ${asked}`,
    `as of ${minuteOf(at)}`,
    `${count} matters${cut ? ' (no more fit onto one sheet; export the rest as CSV)' : ''}`,
    'due dates follow the limit of each category and the working calendar, "(provisional)" where the holidays of that year are not published',
    'the deadline column is the state at the time of the export',
    'solved and verdict are the latest verdict of the raiser; empty means none, and is not satisfaction',
    'no names and phones; no matters that hide their raiser or accuse a unit',
  ].join('; ')}.`;
}
