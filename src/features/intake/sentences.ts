// Why a concern could not be taken as it is: what is missing, what was kept, what to do. One sentence for each problem, which the compiler checks.
import { phoneRefusals } from '#core/text/phone.ts';
import { secrecyNotice } from '#core/text/secrecy.ts';
import { type ConcernField, type ConcernProblem, concernProblems, type Problems } from './rules.ts';

type Sentence = { zh: string; en: string };

export const problemSentences: Record<ConcernProblem, Sentence> = {
  ...phoneRefusals,
  'text-missing': { zh: '请写一写是什么事，一句话也可以。', en: 'Please say what it is about; one sentence is enough.' },
  'text-too-long': {
    zh: '写得太长了，最多 2 万字，没有收下。下面留着您写的（特别长的只留前 10 万字），请写短些；材料可以拍照放上来。',
    en: 'That is too long: 20,000 characters at most, so it was not taken. What you wrote is below (of a very long text the first 100,000 characters). Please shorten it; papers can be added as photos.',
  },
  'title-too-long': { zh: '标题最多 200 字，请写短些。', en: 'The title may have 200 characters; please shorten it.' },
  'place-too-long': { zh: '地点最多 200 字，请写短些。', en: 'The place may have 200 characters; please shorten it.' },
  'place-unknown': {
    zh: '没有这个地点，请从列表里选，或者只写文字。',
    en: 'There is no such place. Choose one from the list, or leave it to your words.',
  },
  'category-unknown': { zh: '没有这个类别，请从列表里选，或者不选。', en: 'There is no such category. Choose one from the list, or none.' },
  'kind-unknown': { zh: '请从列表里选是哪一种诉求。', en: 'Please choose from the list what kind of concern it is.' },
  'name-too-long': { zh: '姓名最多 60 字，请写短些。', en: 'A name may have 60 characters; please shorten it.' },
  'address-too-long': { zh: '地址最多 200 字，请写短些。', en: 'An address may have 200 characters; please shorten it.' },
  'contact-missing': { zh: '请选留姓名电话，还是匿名。', en: 'Please choose: leave your name and phone, or stay anonymous.' },
  'proxy-missing': { zh: '代填要写明是谁代填的。', en: 'Please say who is filling this in for the raiser.' },
  'confidentiality-unknown': { zh: '请从列表里选保密要求。', en: 'Please choose from the list how secret it should be kept.' },
  'accused-unit-missing': {
    zh: '检举控告要选出被反映的单位，这样它和它的上下级才看不到这件事。',
    en: 'For an accusation please choose the unit it is about: only then can it be kept from that unit.',
  },
  'accused-unit-unknown': { zh: '没有这个单位，请从列表里选。', en: 'There is no such unit. Please choose from the list.' },
  'accused-unit': {
    zh: '反映受理台本单位的事不能由它自己受理，没有保存。请拨打 12388（纪检监察举报），或交给上级。',
    en: 'The intake desk cannot take in a complaint about itself; nothing was saved. Please call 12388 (discipline inspection), or go to the level above.',
  },
  'consent-missing': {
    zh: '替别人填，要本人同意。请勾上或写明“本人同意”。',
    en: 'Filling in for somebody needs their consent. Please tick it or write it down.',
  },
  'consent-too-long': { zh: '同意的说明最多 500 字，请写短些。', en: 'The note of consent may have 500 characters; please shorten it.' },
  'received-unreadable': {
    zh: '收到的日期看不懂，请写成 2026-12-05。',
    en: 'The day of receipt cannot be read. Please write it as 2026-12-05.',
  },
  'received-in-future': { zh: '收到的日期还没有到，请核对。', en: 'The day of receipt has not come yet; please check it.' },
  'photos-too-many': { zh: '照片最多 6 张，请留下最能说明问题的几张。', en: 'Six photos at most; please keep those that show it best.' },
  'photos-unknown': {
    zh: '有照片没有找到，请重新选一次。文字都还在。',
    en: 'A photo was not found; please choose it again. The words are still here.',
  },
  secrecy: secrecyNotice,
  emergency: {
    zh: '看起来像正在发生的紧急情况，请先打电话。还没有登记。',
    en: 'This reads like an emergency happening now. Please call first; nothing was registered yet.',
  },
  'key-used-otherwise': {
    zh: '这张表已经交过一次，这次的内容和上次不同，没有另存。',
    en: 'This form was sent before with other words; the new ones were not saved.',
  },
};

export const isConcernProblem = (code: string): code is ConcernProblem => (concernProblems as readonly string[]).includes(code);

/** For the error summary of a form whose fields carry the same names. `fields`: in the order of the page. */
export function problemsInWords(problems: Problems, lang: 'zh' | 'en'): { name: ConcernField; message: string }[] {
  return (Object.entries(problems) as [ConcernField, ConcernProblem][]).map(([name, problem]) => ({
    name,
    message: problemSentences[problem][lang],
  }));
}
