// Words of requests for data, and a sentence for every refusal.
import type { DecideRefusal } from './actions.ts';
import type { AskedOf, FieldRefusal, Frequency, RequestProblem, State } from './rules.ts';
import { mostFields, mostMonths } from './rules.ts';

export type Twin = { zh: string; en: string };
export const frequencyWords: Record<Frequency, Twin> = {
  once: { zh: '一次', en: 'once' },
  weekly: { zh: '每周', en: 'weekly' },
  monthly: { zh: '每月', en: 'monthly' },
  quarterly: { zh: '每季度', en: 'quarterly' },
  yearly: { zh: '每年', en: 'yearly' },
};
export const askedOfWords: Record<AskedOf, Twin> = {
  townships: { zh: '乡镇、街道', en: 'townships' },
  villages: { zh: '村、社区', en: 'villages' },
  both: { zh: '乡镇和村', en: 'townships and villages' },
};
export const stateWords: Record<State, Twin> = {
  asked: { zh: '待审核', en: 'to be decided' },
  approved: { zh: '已同意', en: 'approved' },
  returned: { zh: '已退回', en: 'returned' },
  withdrawn: { zh: '已撤回', en: 'taken back' },
  ended: { zh: '到期停止', en: 'ended' },
};
export const problemSentences: Record<RequestProblem, Twin> = {
  'title-missing': {
    zh: '请写要什么数据。没有登记，您填的都在。',
    en: 'Please say which data. Nothing was registered; what you typed is here.',
  },
  'purpose-missing': { zh: '请写用来做什么。没有登记。', en: 'Please say what for. Nothing was registered.' },
  'basis-missing': {
    zh: '没有依据，不能向基层要数据。请写文件名、文号或条款；“领导要求”“工作需要”不是依据。没有登记。',
    en: 'Without a basis nothing may be asked of the grassroots: name a document, its number or an article. Nothing was registered.',
  },
  'fields-missing': { zh: '请把要的每一项写出来，一行一项。没有登记。', en: 'Please name each field, one a line. Nothing was registered.' },
  'fields-many': {
    zh: `一次最多 ${mostFields} 项。没有登记，请只留真正要用的。`,
    en: `${mostFields} fields at most. Nothing was registered; keep what is really needed.`,
  },
  'frequency-unknown': { zh: '请选多久要一次。没有登记。', en: 'Please say how often. Nothing was registered.' },
  'asked-of-unknown': { zh: '请选向谁要。没有登记。', en: 'Please say of whom. Nothing was registered.' },
  'expiry-missing': {
    zh: '没有截止日期，不能登记。到期系统自动停，请写日期。',
    en: 'There is no end to it; nothing was registered. It stops by itself on its day: please write one.',
  },
  'expiry-past': { zh: '截止日期已经过去。没有登记，请改。', en: 'The last day lies in the past. Nothing was registered.' },
  'expiry-far': {
    zh: `截止日期最远 ${mostMonths} 个月。没有登记；还要用，到期再申请。`,
    en: `${mostMonths} months at most. Nothing was registered; ask again when it ends.`,
  },
};
export function refusalSentence(refusal: FieldRefusal, lang: keyof Twin): string {
  const zh = lang === 'zh';
  if (refusal.why === 'held')
    return zh
      ? `“${refusal.field}”系统里已经有（${refusal.held.name.zh}），不能再向基层要，请直接取用。没有登记。`
      : `"${refusal.field}" is held already (${refusal.held.name.en}) and is not asked again: take it from there. Nothing was registered.`;
  if (refusal.why === 'asked')
    return zh
      ? `“${refusal.field}”已经在第 ${refusal.number} 号申请“${refusal.title}”里要了，同一项不要两遍。没有登记。`
      : `"${refusal.field}" is asked by request no. ${refusal.number} ("${refusal.title}"); nothing is asked twice. Nothing was registered.`;
  return zh
    ? `“${refusal.field}”属于打卡、积分、个人排名、在线时长、行踪一类，任何人都不许要。没有登记。`
    : `"${refusal.field}" is of the kind that nobody may ask: check-ins, points, ranks of persons, online time, tracks. Nothing was registered.`;
}
export const decideSentences: Record<DecideRefusal, Twin> = {
  'not-found': { zh: '没有这个申请。', en: 'There is no such request.' },
  'not-yours': {
    zh: '由县级督办岗审核，申请人只能撤回。没有改动。',
    en: 'The county office decides; whoever asked may only take it back. Nothing was changed.',
  },
  'own-request': {
    zh: '自己的申请不能自己审核，请换一位县级督办岗。没有改动。',
    en: 'Nobody decides on an own request. Nothing was changed.',
  },
  'say-why': { zh: '请写理由，至少四个字。没有改动。', en: 'Please say why, in four characters at least. Nothing was changed.' },
  'decided-already': { zh: '这个申请已经有结论或已到期。没有改动。', en: 'It is decided or over already. Nothing was changed.' },
  choose: { zh: '请选同意还是退回。没有改动。', en: 'Please choose. Nothing was changed.' },
};
