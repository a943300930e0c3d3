// Words of retention, and a sentence for every refusal.
import type { HoldProblem } from './actions.ts';
import { graceDays, leastMonths, mostMonths, type RuleProblem, type What } from './rules.ts';

export type Twin = { zh: string; en: string };
export const whatWords: Record<What, Twin> = {
  raiser: { zh: '反映人的姓名、电话、住址', en: "Raiser's name, phone, address" },
  files: { zh: '照片和文件', en: 'Photos and papers' },
  accessLog: { zh: '查看记录、登录和操作日志', en: 'Logs of looks, sign-ins and settings' },
};
export const confidentialityWords: Readonly<Record<string, Twin>> = {
  '*': { zh: '不分', en: 'any' },
  normal: { zh: '一般', en: 'normal' },
  contactHidden: { zh: '隐去联系方式', en: 'contact hidden' },
  identitySealed: { zh: '身份保密', en: 'identity sealed' },
  accusation: { zh: '举报控告', en: 'accusation' },
};
export const monthsWords = (months: number | null, lang: keyof Twin): string =>
  months === null ? (lang === 'zh' ? '一直保存' : 'kept') : lang === 'zh' ? `${months} 个月` : `${months} months`;

export const proposalReason: Twin = { zh: '网络日志法定至少留存六个月', en: 'Logs are kept six months at least, by law' };

export const ruleSentences: Record<RuleProblem, Twin> = {
  'what-unknown': { zh: '请选是什么内容。没有保存。', en: 'Please choose what it is about. Nothing was saved.' },
  'kind-unknown': { zh: '请选事项类型，不分就选“不分”。没有保存。', en: 'Please choose a kind, or "any". Nothing was saved.' },
  'confidentiality-unknown': {
    zh: '请选密级，不分就选“不分”。没有保存。',
    en: 'Please choose a confidentiality, or "any". Nothing was saved.',
  },
  'log-is-one': {
    zh: '日志只有一个期限，类型和密级都选“不分”。没有保存。',
    en: 'Logs have one period: choose "any" twice. Nothing was saved.',
  },
  'months-wrong': {
    zh: `保存几个月写整数（${leastMonths} 到 ${mostMonths}），一直保存就留空。没有保存，您填的都在。`,
    en: `Write whole months (${leastMonths} to ${mostMonths}), or leave it empty to keep. Nothing was saved; what you typed is here.`,
  },
  'months-short': {
    zh: `不能短于 ${leastMonths} 个月：网络日志法定至少六个月，行政诉讼的起诉期限也是六个月。没有保存。`,
    en: `No shorter than ${leastMonths} months: the law asks it of logs, and a suit against an office may be brought for six months. Nothing was saved.`,
  },
  'from-unreadable': { zh: '生效日期要写成 2027-01-01 这样。没有保存。', en: 'Write the first day like 2027-01-01. Nothing was saved.' },
  'from-early': {
    zh: `清除了就找不回来，所以最早从 ${graceDays} 天以后生效，好先看清会清除什么。没有保存，请改日期。`,
    en: `What is cleared does not come back, so it begins in ${graceDays} days at the earliest, with time to see what would go. Nothing was saved.`,
  },
  'from-taken': {
    zh: '这一组同一天已经有一条规定。没有保存，请换一天。',
    en: 'A period of this group begins on that day already. Nothing was saved.',
  },
  'basis-missing': { zh: '请写依据（文件名和条款）。没有保存。', en: 'Name the basis (document and article). Nothing was saved.' },
  'reason-missing': {
    zh: '请写理由，至少四个字，会记下来。没有保存。',
    en: 'Please say why, in four characters at least. Nothing was saved.',
  },
};
export const holdSentences: Record<HoldProblem, Twin> = {
  'number-unknown': { zh: '没有这个编号的事项。没有保存，请核对。', en: 'There is no matter of this number. Nothing was saved.' },
  'reason-missing': { zh: '请写为什么，至少四个字。没有保存。', en: 'Please say why, in four characters at least. Nothing was saved.' },
  'basis-missing': { zh: '请写依据（案号、通知文号）。没有保存。', en: 'Name the basis (case or notice number). Nothing was saved.' },
  'held-already': { zh: '这件事已经暂停清除，不用再设。', en: 'This matter is on hold already.' },
};
