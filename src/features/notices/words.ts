// What a notice says inside the product, and the little that may leave it: number and link, never what the matter is about and never a person.
import { digestOf } from './rules.ts';

type Words = { zh: string; en: string };

export const kindWords: Record<string, Words> = {
  dispatched: { zh: '派到本单位，请签收', en: 'Dispatched to your unit: please acknowledge' },
  designated: { zh: '指定本单位承办，请签收', en: 'Your unit was designated: please acknowledge' },
  helperAsked: { zh: '请本单位协办', en: 'Your unit is asked to help' },
  objected: { zh: '提了派单异议，等裁定', en: 'An objection waits for a ruling' },
  reworkOpened: { zh: '没办好，按原编号重新办', en: 'Not solved: opened again under its number' },
  escalated: { zh: '已提级', en: 'Escalated' },
  urged: { zh: '催办', en: 'Reminder' },
  burst: { zh: '同类诉求突然增多，请马上看', en: 'A sudden burst of the same: please look now' },
  danger: { zh: '来件里有需要马上看的字样', en: 'Words of danger in a new matter: please look now' },
  classGiven: { zh: '一类事已立题，由您牵头', en: 'A class of matters is yours to lead' },
  classObserved: { zh: '一类事观察期满，请判定成效', en: 'An observation is over: please judge the effect' },
  classRelapsed: { zh: '一类事反弹，已自动重开', en: 'A class of matters is back and was opened again' },
  classReview: { zh: '一类事满一年，请复查制度是否还在执行', en: 'A year has passed: please review whether the rule still holds' },
  classSeason: { zh: '去年这个季节有高峰，请提前安排', en: 'Last year had a peak in this season: please plan ahead' },
  relayAsked: { zh: '请热线转接，到“转接”里办', en: 'A call to carry: see Relay' },
  relayDone: { zh: '请热线转接的，有结果了', en: 'The hotline has carried your call or message' },
};

/** What the reminder is about; the names of the clocks. */
export const aboutWords: Record<string, Words> = {
  dispatch: { zh: '该派单了', en: 'dispatch is due' },
  sign: { zh: '该签收了', en: 'acknowledgement is due' },
  contact: { zh: '该联系反映人了', en: 'contact with the raiser is due' },
  reply: { zh: '答复到期', en: 'the reply is due' },
  rule: { zh: '等裁定', en: 'a ruling is due' },
  nextContact: { zh: '到了约定的联系日期', en: 'the promised contact is due' },
  holdUntil: { zh: '“暂不能办”到期', en: 'the hold has ended' },
  pauseUntil: { zh: '暂停计时到期', en: 'the pause has ended' },
  helper: { zh: '协办到期', en: 'help is due' },
  invite: { zh: '该请反映人评价了', en: 'the invitation is due' },
  callback: { zh: '该回访了', en: 'the call-back is due' },
  verdictWindow: { zh: '评价期满还没有评价', en: 'the verdict window ended without a verdict' },
  archive: { zh: '该归档了', en: 'archiving is due' },
  checkBack: { zh: '该回头看了', en: 'the check-back is due' },
  urge: { zh: '已超期', en: 'overdue' },
  escalation: { zh: '提级后仍未处理', en: 'not acted on after escalation' },
};

/** Classes of matters have numbers that begin with C. */
export const pathOf = (number: string): string => `/staff/${number.startsWith('C') ? 'classes' : 'matters'}/${number}`;
export const linkOf = (baseUrl: string | null, number: string): string => (baseUrl === null ? '' : `${baseUrl}${pathOf(number)}`);

const mostLines = 15;
const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** A message for a group or a letter, at most `most` bytes long. `【到底】` is in every one, so that a robot may be guarded by this keyword. */
export function digestText(county: string, baseUrl: string | null, numbers: readonly string[], most: number): string {
  for (let lines = mostLines; ; lines -= 1) {
    const { shown, more } = digestOf(numbers, Math.max(1, lines));
    const text = [
      `【到底】${county}：${shown.length + more} 件事项有新动态`,
      ...shown.map((number) => [number, linkOf(baseUrl, number)].filter(Boolean).join('\n')),
      ...(more > 0 ? [`还有 ${more} 件，请登录工作台查看。`] : []),
    ].join('\n');
    if (bytes(text) <= most || lines <= 1) return text;
  }
}

export const digestSubject = (numbers: readonly string[]): string => {
  const { shown, more } = digestOf(numbers, 1);
  return more > 0 ? `到底：${shown[0]} 等 ${more + 1} 件` : `到底：${shown[0] ?? ''}`;
};

export const testText = (county: string): string => `【到底】${county}：这是一条测试消息。收到它，说明提醒可以送到这里。`;
