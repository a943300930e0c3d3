// A sentence for every refusal of this room; the compiler counts them.
import type { Refusal } from './actions.ts';
import { mostDays, mostTask, type ShareProblem } from './rules.ts';

type Twin = { zh: string; en: string };

export const shareSentences: Record<ShareProblem, Twin> = {
  'recipient-missing': { zh: '请写给谁。', en: 'Please say for whom it is.' },
  'purpose-missing': { zh: '请写用途，链接只为这一个用途。', en: 'Please give the purpose; the link is for this one only.' },
  'task-missing': { zh: '请写清要做什么，至少五个字。', en: 'Please say what is to be done, in five characters at least.' },
  'task-long': {
    zh: `任务最多 ${mostTask} 字。您写的都还在，请删掉一些。`,
    en: `${mostTask} characters at most. Everything is still here; please shorten it.`,
  },
  'tells-raiser': {
    zh: '这里写到了反映人的姓名、电话或住址，不能给外单位，没有生成链接。请删掉再试。',
    en: "This holds the raiser's name, phone or address, which must not leave the house. No link was made; please take it out.",
  },
  'tells-number': {
    zh: '这里有电话、证件、车牌这样的号码，没有生成链接。请删掉再试。',
    en: 'This holds a phone, identity, card or plate number. No link was made; please take it out.',
  },
  'tells-person': {
    zh: '这里像是写到了某个人或户号（姓名、“几单元几室”），没有生成链接。请改成不指到人的说法。',
    en: 'This seems to name a person or a flat. No link was made; please word it so that it points to nobody.',
  },
  'copies-words': {
    zh: '这里照抄了反映人的原话，没有生成链接。请用您自己的话写要做什么。',
    en: "This copies the raiser's own words. No link was made; please write the task in your own words.",
  },
  'days-wrong': { zh: `请写 1 到 ${mostDays} 的天数。`, en: `Please give a number of days from 1 to ${mostDays}.` },
};

export const refusalWords: Record<Refusal, { title: Twin; sentence: Twin; status: 403 | 404 | 409 }> = {
  'not-found': {
    title: { zh: '没有找到', en: 'Not found' },
    sentence: { zh: '没有这个编号，或者您的岗位看不到它。', en: 'There is no such number, or your post does not see it.' },
    status: 404,
  },
  'not-yours': {
    title: { zh: '不由您分享', en: 'Not yours to share' },
    sentence: {
      zh: '只有承办单位和受理、派单岗位可以分享任务，没有生成链接。',
      en: 'Only the owner unit and the desk may share a task. No link was made.',
    },
    status: 403,
  },
  'not-shared': {
    title: { zh: '这件事不能分享', en: 'This one is not shared' },
    sentence: {
      zh: '举报、控告的材料和有回避单位的事项，不给任何外单位，没有生成链接。',
      en: 'Material of accusations goes to nobody outside. No link was made.',
    },
    status: 403,
  },
  ended: {
    title: { zh: '这件事已经办完', en: 'This matter has ended' },
    sentence: { zh: '办完的事不再分享任务，没有生成链接。', en: 'Tasks of a matter that has ended are not shared. No link was made.' },
    status: 409,
  },
};

export const traceSentences: Record<'unreadable' | 'say-why', Twin> = {
  unreadable: {
    zh: '这不是八位水印编号，也不是事项编号。看不清的位填“?”，最多三位。',
    en: 'This is neither a mark of eight signs nor the number of a matter. Use "?" for a sign you cannot read, three at most.',
  },
  'say-why': { zh: '请写为什么查，会记下来。', en: 'Please say why you trace; it is recorded.' },
};
