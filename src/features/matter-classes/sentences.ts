// A plain sentence for every refusal of this room; the compiler counts them. What was typed stands on the page again below it.
import { mostMembers, mostTitle } from '#core/matter-class/decide.ts';
import { type CauseFault, leastWhys, mostWhyLength, mostWhys } from '#core/matter-class/root-cause.ts';
import type { Missing } from '#core/text/concrete.ts';
import type { ClassRefusalHere } from './actions.ts';
import { classStatusWords, type Lang, type Twin, tooFewWords } from './words.ts';

export const refusalWords: Record<ClassRefusalHere, Twin> = {
  'not-found': { zh: '没有这个编号，或者您的岗位看不到它。', en: 'There is no such number, or your post does not see it.' },
  'changed-meanwhile': {
    zh: '您填写的时候，这一类事有了变化。您写的还在，没有提交，请看过再提交一次。',
    en: 'The class changed while you were writing. What you wrote is here and not sent; please look and send again.',
  },
  'tells-number': {
    zh: '这里写到了电话、证件、车牌这样的号码，没有保存。一类事的材料会公开讨论，请删掉再试。',
    en: 'This holds a phone, identity, card or plate number; nothing was saved. Papers of a class are discussed openly, so please take it out.',
  },
  'unknown-matters': {
    zh: '这些编号没有找到、不由您看，或是保密件不能进一类事，没有保存：',
    en: 'These numbers were not found, are not yours to see, or are sealed and belong to no class; nothing was saved: ',
  },
  'key-used-otherwise': {
    zh: '同一个提交编号已用于别的内容，这次没有保存。',
    en: 'This submission key was used for something else; nothing was saved.',
  },
  'not-in-this-state': { zh: '它现在的状态不能这样做：', en: 'This cannot be done in its present state: ' },
  'not-your-role': { zh: '您的岗位不能这样做，没有保存。', en: 'Your post may not do this; nothing was saved.' },
  'not-your-unit': { zh: '只有牵头单位可以这样做，没有保存。', en: 'Only the unit that owns it may do this; nothing was saved.' },
  'needs-independent': {
    zh: '谁办的不能由谁判定，也不能由谁决定哪些事项算数。请县政府办或热线的人来做。',
    en: 'Who works on it may neither judge it nor say which matters count. Please ask the county office or the hotline.',
  },
  'clock-only': { zh: '这一步由系统按时间做。', en: 'This is done by the clock.' },
  'title-missing': { zh: '请写名称。', en: 'Please give it a title.' },
  'title-too-long': { zh: `名称最多 ${mostTitle} 字。`, en: `A title has ${mostTitle} characters at most.` },
  'hypothesis-missing': {
    zh: '请写假设：它们为什么可能是同一回事，至少六个字。',
    en: 'Please say why they may be one thing, in six characters at least.',
  },
  'outcome-missing': {
    zh: '请选结论：见效，还是未见效。没有保存，您写的依据还在。',
    en: 'Please choose an outcome: effective, or no effect shown. Nothing was saved; your grounds are here.',
  },
  'say-why': { zh: '请写理由。', en: 'Please say why.' },
  'no-members': {
    zh: '请选上或填写事项编号，做一类事至少要两件。',
    en: 'Please choose or write numbers of matters; a class needs two at least.',
  },
  'too-many-members': { zh: `一次最多 ${mostMembers} 件。`, en: `${mostMembers} matters at most.` },
  'nothing-left': {
    zh: '全分出去，这一类就空了。请至少留下一件，或者改名称。',
    en: 'That would leave nothing. Please keep one at least, or change the title instead.',
  },
  'into-itself': { zh: '不能并入它自己。', en: 'It cannot be joined to itself.' },
  'target-closed': { zh: '要并入的那一类已经不收事项了：', en: 'The other class takes no matters any more: ' },
  'unknown-unit': { zh: '请选一个单位。', en: 'Please choose a unit.' },
  'unknown-person': { zh: '请选一个在岗的人。', en: 'Please choose a person in office.' },
  'person-elsewhere': {
    zh: '这个人不在所选单位。请选本单位的人，或改单位。',
    en: 'This person is not of that unit. Please choose one of its people, or another unit.',
  },
  'unknown-category': { zh: '请选至少一个类别。', en: 'Please choose a category at least.' },
  'unknown-place': { zh: '没有这个地点。', en: 'There is no such place.' },
  'cause-weak': { zh: '原因还没有问到底：', en: 'The cause is not found yet: ' },
  'cause-first': { zh: '请先写清这一轮的原因，再定措施。', en: 'Please find the cause of this round first.' },
  'plan-incomplete': {
    zh: '措施还不具体，没有保存。缺的写在各格旁边。',
    en: 'The measure is not concrete yet and was not saved. What is missing stands beside each field.',
  },
  'date-past': { zh: '完成日期已经过去。', en: 'The date is over.' },
  'date-far': { zh: '完成日期最远两年。', en: 'The date may lie two years ahead at most.' },
  'date-wrong': {
    zh: '日期不对：完成日期不能在今天之后；措施见效的起算日要在第一项做完和最后一项做完后一个月之间。',
    en: 'The date does not fit: nothing is done after today, and the date of the measure lies between the first done and a month after the last.',
  },
  'unknown-measure': { zh: '没有这项措施。', en: 'There is no such measure.' },
  'measure-done': { zh: '这项措施已经做完，留在记录里。', en: 'This measure is done and stays on record.' },
  'measure-twice': { zh: '这项措施已经保存过了。', en: 'This measure was saved before.' },
  'too-many-measures': { zh: '措施最多二十项。', en: 'Twenty measures at most.' },
  'no-measure': { zh: '还没有措施。', en: 'There is no measure yet.' },
  'no-structural-measure': {
    zh: '至少要有一项改规矩、改流程或改设施的措施：只讲解、只调人手，同样的事还会再来。',
    en: 'At least one measure must change a rule, a process or an asset: explaining alone does not keep it from coming back.',
  },
  'measures-open': { zh: '还有措施没有做完，不能进入观察期。', en: 'Some measures are not done yet, so the observation cannot begin.' },
  'evidence-missing': { zh: '请写凭什么说做完了（验收单、照片编号、读数……）。', en: 'Please say by what it is known to be done.' },
  'periods-too-few': {
    zh: '观察期至少两个周期，每个周期 14 到 180 天。',
    en: 'An observation has two periods at least, of 14 to 180 days each.',
  },
  'observation-runs': { zh: '观察期还没有满，满了再判定。满期日：', en: 'The observation is not over. It ends on ' },
  'effect-not-shown': {
    zh: '数据没有显示下降，不能判为见效。可以判“未见效”，或者延长观察期。',
    en: 'The figures do not show a fall, so it cannot be called effective. Say “no effect shown”, or extend the observation.',
  },
  'too-few-data': {
    zh: '数据不足，不能判为见效，请延长观察期：',
    en: 'Too few data to call it effective; please extend the observation: ',
  },
  'words-missing': { zh: '请写几句依据。', en: 'Please say a few words.' },
  'lasting-missing': {
    zh: '请写靠什么管住不再发生（制度、合同、流程），至少六个字。',
    en: 'Please say what keeps it from coming back, in six characters at least.',
  },
  'too-few-for-relapse': { zh: '还不到反弹的数量。', en: 'Too few for a relapse.' },
  'nothing-new': { zh: '这些事项已经是这样了，没有变化。', en: 'Nothing changes: they are so already.' },
};

/** Which field a refusal belongs to, so that it stands beside it. */
export const fieldOfRefusal: Readonly<Partial<Record<ClassRefusalHere, string>>> = {
  'title-missing': 'title',
  'title-too-long': 'title',
  'hypothesis-missing': 'hypothesis',
  'outcome-missing': 'outcome',
  'say-why': 'reason',
  'no-members': 'numbers',
  'unknown-matters': 'numbers',
  'nothing-left': 'numbers',
  'nothing-new': 'numbers',
  'into-itself': 'into',
  'target-closed': 'into',
  'unknown-unit': 'unit',
  'unknown-person': 'person',
  'person-elsewhere': 'person',
  'unknown-category': 'categories',
  'unknown-place': 'places',
  'cause-weak': 'why1',
  'date-past': 'due',
  'date-far': 'due',
  'unknown-measure': 'measure',
  'measure-done': 'measure',
  'evidence-missing': 'evidence',
  'periods-too-few': 'periods',
  'words-missing': 'words',
  'lasting-missing': 'lasting',
  'effect-not-shown': 'outcome',
  'too-few-data': 'outcome',
};

export const missingWords: Record<Missing, Twin> = {
  stock: { zh: '只有套话，没有说做什么', en: 'only stock phrases; it does not say what is done' },
  verb: { zh: '缺动作（更换、修订、巡查……）', en: 'no action (replace, amend, inspect …)' },
  object: { zh: '缺对象（对什么做）', en: 'not said to what' },
  place: { zh: '缺地点（哪个村、哪条路、哪个窗口）', en: 'no place' },
  quantity: { zh: '缺数量（多少、多久一次）', en: 'no quantity (how many, how often)' },
  unit: { zh: '缺责任单位', en: 'no unit' },
  person: { zh: '缺责任人', en: 'no person' },
  date: { zh: '缺完成日期', en: 'no date' },
  standard: { zh: '缺外人也能核对的标准（数、读数、照片、清单）', en: 'no standard that a stranger could check' },
  money: { zh: '缺花多少钱（不花钱写 0）', en: 'no amount (write 0 if none)' },
  moneySource: { zh: '缺钱从哪里来', en: 'not said where the money comes from' },
  rule: { zh: '缺要改的制度或文件（没有就写“无，因为……”）', en: 'no rule that changes (or “none, because …”)' },
  ruleReason: { zh: '写了“无”，缺因为什么', en: '“none” without a reason' },
  checker: { zh: '缺谁来检查', en: 'not said who checks' },
  asking: { zh: '缺怎么问居民（回访、走访、贴码评价……）', en: 'not said how residents are asked' },
  fallback: { zh: '缺做不成怎么办', en: 'not said what happens if it fails' },
};

const causeWords: Record<CauseFault['fault'], (at: number) => Twin> = {
  'too-few': () => ({ zh: `至少问 ${leastWhys} 次为什么`, en: `ask why ${leastWhys} times at least` }),
  'too-many': () => ({ zh: `最多 ${mostWhys} 次`, en: `${mostWhys} times at most` }),
  empty: (at) => ({ zh: `第 ${at} 步没有说清`, en: `step ${at} says too little` }),
  'too-long': (at) => ({ zh: `第 ${at} 步超过 ${mostWhyLength} 字`, en: `step ${at} has more than ${mostWhyLength} characters` }),
  'says-symptom-again': (at) => ({ zh: `第 ${at} 步只是把现象又说了一遍`, en: `step ${at} says the trouble again` }),
  'says-the-same': (at) => ({ zh: `第 ${at} 步和前面说的一样`, en: `step ${at} repeats an earlier one` }),
  'stock-phrase': (at) => ({
    zh: `第 ${at} 步是套话，没有说出可以改的东西`,
    en: `step ${at} is a stock phrase and names nothing that can be changed`,
  }),
};

/** The sentence with what is missing or wrong put into words. */
export function classSentence(refusal: ClassRefusalHere, lang: Lang, detail = ''): string {
  const words = refusalWords[refusal][lang];
  const stop = lang === 'zh' ? '。' : '.';
  const list = (parts: readonly string[]) => `${words}${parts.join(lang === 'zh' ? '；' : '; ')}${stop}`;
  if (refusal === 'cause-weak')
    return list(
      detail.split(',').map((one) => {
        const [at = '0', fault = 'empty'] = one.split(':');
        return causeWords[fault as CauseFault['fault']]?.(Number(at))[lang] ?? fault;
      }),
    );
  if (refusal === 'plan-incomplete') return words;
  if (refusal === 'too-few-data') return list(detail.split(',').map((one) => tooFewWords[one as keyof typeof tooFewWords]?.[lang] ?? one));
  if (refusal === 'not-in-this-state' || refusal === 'target-closed')
    return `${words}${classStatusWords[detail as keyof typeof classStatusWords]?.[lang] ?? detail}${stop}`;
  if (refusal === 'observation-runs' || refusal === 'unknown-matters') return `${words}${detail}${stop}`;
  return words;
}

/** What is missing of a plan, by field: `text:verb,money:money`. */
export function missingByField(detail: string, lang: Lang): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of detail.split(',').filter(Boolean)) {
    const [field = 'text', what = 'stock'] = one.split(':');
    const words = missingWords[what as Missing]?.[lang] ?? what;
    const before = found.get(field);
    found.set(field, before ? `${before}${lang === 'zh' ? '；' : '; '}${words}` : words);
  }
  return found;
}

/** Which of these fields a refusal is about, each with its sentence; none where it is about the class or the person. */
export function fieldsOfRefusal(
  { refusal, detail }: { refusal: ClassRefusalHere; detail?: string | undefined },
  names: readonly string[],
  lang: Lang,
): ReadonlyMap<string, string> {
  if (refusal === 'plan-incomplete') {
    const missing = missingByField(detail ?? '', lang);
    return new Map(
      names.flatMap((name) => [[name, missing.get(name)] as const]).flatMap(([name, words]) => (words ? [[name, words] as const] : [])),
    );
  }
  const field =
    refusal === 'not-found' ? 'into' : refusal === 'date-wrong' ? (names.includes('on') ? 'on' : 'from') : fieldOfRefusal[refusal];
  return field !== undefined && names.includes(field) ? new Map([[field, classSentence(refusal, lang, detail)]]) : new Map();
}

export const statusOfClassRefusal = (refusal: ClassRefusalHere): 403 | 404 | 409 | 422 =>
  refusal === 'not-found'
    ? 404
    : refusal === 'not-your-role' || refusal === 'not-your-unit' || refusal === 'needs-independent' || refusal === 'clock-only'
      ? 403
      : refusal === 'changed-meanwhile' || refusal === 'not-in-this-state' || refusal === 'observation-runs'
        ? 409
        : 422;
