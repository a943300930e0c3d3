// A sentence for every refusal of the relay, and the words of its states; the compiler counts them.
import type { Refusal } from './actions.ts';
import { type AskProblem, type CarryProblem, mostWords, type RelayKind, type RelayOutcome, type RelayState } from './rules.ts';

type Twin = { zh: string; en: string };

export const askSentences: Record<AskProblem, Twin> = {
  'kind-missing': { zh: '请选要转接还是转告。', en: 'Please choose: put through, or pass on.' },
  'words-missing': { zh: '请写为什么事联系，至少四个字。', en: 'Please say what it is about, in four characters at least.' },
  'words-long': {
    zh: `最多 ${mostWords} 字。您写的都还在，请删掉一些。`,
    en: `${mostWords} characters at most. Everything is still here; please shorten it.`,
  },
};

export const carrySentences: Record<CarryProblem, Twin> = {
  'outcome-missing': { zh: '请选这次的结果。', en: 'Please choose what came of it.' },
  'words-missing': {
    zh: '请写反映人怎么说；没有说什么，就写“知道了”。',
    en: 'Please write what the raiser said; if nothing, write "noted".',
  },
  'words-long': {
    zh: `最多 ${mostWords} 字。您写的都还在，请删掉一些。`,
    en: `${mostWords} characters at most. Everything is still here; please shorten it.`,
  },
  'tells-raiser': {
    zh: '这里写到了姓名、电话、住址或证件号码，承办人会看到，没有保存。请删掉再试。',
    en: 'This holds a name, phone, address or identity number, and the handler will read it. Nothing was kept; please take it out.',
  },
};

export const refusalWords: Record<Refusal, { title: Twin; sentence: Twin; status: 403 | 404 | 409 }> = {
  'not-found': {
    title: { zh: '没有找到', en: 'Not found' },
    sentence: { zh: '没有这个编号，或者您的岗位看不到它。', en: 'There is no such number, or your post does not see it.' },
    status: 404,
  },
  'not-yours': {
    title: { zh: '不由您转接', en: 'Not yours' },
    sentence: {
      zh: '请求由承办、协办单位提，转接由没有经手过这件事的受理、回访人员做。什么都没有改。',
      en: 'The unit that has it asks; officers of a unit that never had it carry the call. Nothing was changed.',
    },
    status: 403,
  },
  'no-contact': {
    title: { zh: '没有留联系方式', en: 'No contact was left' },
    sentence: { zh: '反映人没有留联系方式，热线也联系不上。', en: 'The raiser left no contact, so the hotline cannot reach them either.' },
    status: 409,
  },
  ended: {
    title: { zh: '这件事已经办完', en: 'This matter has ended' },
    sentence: { zh: '办完的事不再请热线转接，没有提交。', en: 'Nobody is put through about a matter that has ended. Nothing was sent.' },
    status: 409,
  },
  'already-open': {
    title: { zh: '已经在等转接', en: 'Already waiting' },
    sentence: {
      zh: '本单位为这件事提的请求还没有结果，不再提第二个，免得重复打扰。要改，请先撤回。',
      en: 'A request of your unit for this matter is still open; a second one would ring the same person twice. Withdraw it first to change it.',
    },
    status: 409,
  },
  'already-settled': {
    title: { zh: '这个请求已经有结果', en: 'Already settled' },
    sentence: {
      zh: '别的同事刚记下了结果，或者承办单位撤回了。您这次没有保存。',
      en: 'A colleague has just written the result, or it was withdrawn. Yours was not kept.',
    },
    status: 409,
  },
};

export const kindWords: Record<RelayKind, Twin> = {
  connect: { zh: '转接通话', en: 'Put me through' },
  passOn: { zh: '转告一句话', en: 'Pass on a message' },
};
export const stateWords: Record<RelayState, Twin> = {
  open: { zh: '等热线办', en: 'waiting for the hotline' },
  connected: { zh: '已接通', en: 'put through' },
  passedOn: { zh: '已转告', en: 'passed on' },
  declined: { zh: '反映人不愿联系', en: 'the raiser declined' },
  unreached: { zh: '多次没打通', en: 'not reached' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};
export const outcomeWords: Record<RelayOutcome, Twin> = {
  connected: { zh: '接通了，双方通了话', en: 'Put through: the two have talked' },
  passedOn: { zh: '转告了，记下回话', en: 'Passed on; the answer is below' },
  noAnswer: { zh: '没打通', en: 'Nobody answered' },
  declined: { zh: '反映人不愿联系', en: 'The raiser does not want contact' },
};
