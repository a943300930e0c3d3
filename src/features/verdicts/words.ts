// What raisers and callers are told, in plain words: scales, states, steps of the story. One word for one concept, complete by type in both languages.
import type {
  ArchivedHow,
  Channel,
  EmergencyService,
  EscalationLevel,
  Level,
  NotAcceptedKind,
  ReplyOutcome,
  ReworkWhy,
  Solved,
} from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';
import type { PauseCause } from '#core/time/pause.ts';
import type { Waits } from './rules-raiser-view.ts';

export type Twin = { zh: string; en: string };
const twin = (zh: string, en: string): Twin => ({ zh, en });

export const solvedWords: Record<Solved, Twin> = {
  yes: twin('办好了', 'Yes, it is done'),
  partly: twin('办了一部分', 'Partly'),
  no: twin('没办好', 'No, it is not done'),
};
export const levelWords: Record<Level, Twin> = {
  5: twin('非常满意', 'Very satisfied'),
  4: twin('满意', 'Satisfied'),
  3: twin('基本满意', 'Fairly satisfied'),
  2: twin('不满意', 'Dissatisfied'),
  1: twin('非常不满意', 'Very dissatisfied'),
};
export const solvedOrder: readonly Solved[] = ['yes', 'partly', 'no'];
export const levelOrder: readonly Level[] = [5, 4, 3, 2, 1];

export const statusWords: Record<Matter['status'], Twin> = {
  registered: twin('已经登记，正在确定由谁来办', 'Registered; it is being decided who handles it'),
  dispatched: twin('已经派出，等承办单位签收', 'Sent to a unit, which has yet to sign for it'),
  objecting: twin(
    '承办单位认为不归它办，正等裁定；时限照常计算',
    'The unit says it is not its duty; a ruling is awaited and the clock keeps running',
  ),
  acknowledged: twin('承办单位已经签收', 'The unit has signed for it'),
  contacted: twin('承办单位已经联系过您，正在办', 'The unit has been in touch with you and is at work'),
  inProgress: twin('正在办', 'Being worked on'),
  onHold: twin('现在还办不了，已说明措施和日期', 'It cannot be done just now; a measure and a date were given'),
  terminationPending: twin('承办单位申请不再办，正等热线审批', 'The unit asks to end it; the hotline has yet to decide'),
  replied: twin('已经答复，请您评价', 'Answered; please judge'),
  awaitingVerdict: twin('已经答复，请您评价', 'Answered; please judge'),
  judged: twin('您已经评价', 'You have judged'),
  merged: twin('和同一件事放在一起办，您仍单独评价', 'Handled together with the same matter; your own verdict stays yours'),
  notAccepted: twin('不予受理，理由和去处见下面', 'Not accepted; the reason and where to turn are below'),
  emergency: twin('已转紧急救助', 'Handed to the emergency services'),
  terminated: twin('已经终止，理由见下面', 'Ended; the reason is below'),
  archived: twin('已经归档', 'Archived'),
};

export const waitWords: Record<Waits['for'], Twin> = {
  dispatch: twin('等受理台派给该办的单位', 'for the desk to send it to the right unit'),
  sign: twin('等这个单位签收', 'for this unit to sign for it'),
  contact: twin('等这个单位跟您联系', 'for this unit to contact you'),
  work: twin('等这个单位办完并答复', 'for this unit to finish and answer'),
  objection: twin('等受理台裁定由谁办', 'for the ruling on who handles it'),
  termination: twin('等热线决定能不能终止', 'for the hotline to decide whether it may end'),
  main: twin('等同一件事的答复', 'for the answer to the same matter'),
  verdict: twin('等您评价', 'for your verdict'),
  archive: twin('三天内您还可以改评价，之后归档', 'you may still change your verdict for three days, then it is archived'),
  meeting: twin('您说没办好，已提到会上研究', 'you said it is not solved; it is before the meeting'),
  nothing: twin('不用再等', 'for nothing more'),
  hold: twin('等条件具备', 'for the conditions to be there'),
  pause: twin('时限暂停', 'with its clock stopped'),
};

export const pauseWords: Record<PauseCause, Twin> = {
  'raiser-material': twin('等您补充材料', 'waiting for papers from you'),
  'statutory-procedure': twin('在走法定鉴定、听证或公示', 'a statutory appraisal, hearing or notice'),
  'force-majeure': twin('已宣布的不可抗力', 'declared force majeure'),
  season: twin('季节条件不允许施工', 'the season does not allow the work'),
};

export const outcomeWords: Record<ReplyOutcome, Twin> = {
  support: twin('支持您的要求', 'Your request was supported'),
  explain: twin('要求合理，但目前没有依据办，作了说明', 'A reasonable request without a basis yet: explained'),
  notSupport: twin('不支持，说明了理由', 'Not supported, with reasons'),
  answered: twin('回答了您的问题', 'Your question was answered'),
};

export const archivedWords: Record<ArchivedHow, Twin> = {
  verdict: twin('您已经评价', 'you have judged'),
  noAnswer: twin('一直没有等到您的评价（不算满意）', 'no verdict came from you (not counted as satisfied)'),
  refused: twin('您表示不评价', 'you chose not to judge'),
  notAccepted: twin('不予受理', 'not accepted'),
  emergency: twin('已转紧急救助', 'handed to the emergency services'),
  terminated: twin('经批准终止', 'ended with approval'),
  concluded: twin('会议作结，仍计为“没办好”', 'concluded by the meeting, still counted as not solved'),
};

export const escalationWords: Record<EscalationLevel, Twin> = {
  0: twin('承办单位', 'the unit'),
  1: twin('乡镇或部门', 'the township or department'),
  2: twin('县政府办', 'the county office'),
  3: twin('常务会议', 'the standing meeting'),
};

export const reworkWords: Record<ReworkWhy, Twin> = {
  notSolved: twin('您说没办好', 'you said it is not solved'),
  reopened: twin('您提供了新情况', 'you gave a new fact'),
  relapsed: twin('回头看时发现又出现了', 'the check-back found it again'),
  backToDesk: twin('退回受理台重新派', 'back to the desk'),
};

export const notAcceptedWords: Record<NotAcceptedKind, Twin> = {
  emergency: twin('紧急求助', 'an emergency'),
  legalRoute: twin('应走法律规定的其他途径', 'belongs to another lawful route'),
  nothingNew: twin('同一件事，没有新情况', 'the same matter, nothing new'),
  secretOrPrivate: twin('涉及秘密或他人隐私', 'secrets, or the privacy of others'),
  outsideDuty: twin('不属于政府职责', 'outside the duty of any unit'),
  unlawful: twin('要求本身不合法', 'the request itself is unlawful'),
  alreadySettled: twin('已经依法办结', 'lawfully settled already'),
};

export const emergencyWords: Record<EmergencyService, string> = { 110: '110', 119: '119', 120: '120', 122: '122' };

export const channelWords: Record<Channel, Twin> = {
  web: twin('网页', 'the web'),
  phone: twin('电话', 'phone'),
  letter: twin('来信', 'letter'),
  visit: twin('来访', 'a visit'),
  proxy: twin('他人代填', 'proxy'),
  fieldVisit: twin('走访', 'a field visit'),
  import: twin('转来', 'transfer'),
  api: twin('其他平台', 'another platform'),
  directive: twin('领导交办', 'a leader’s instruction'),
};

/** Posts as a raiser understands them; unknown ones are told as staff. */
export const roleWords: Readonly<Record<string, Twin>> = {
  intake: twin('受理员', 'intake clerk'),
  dispatcher: twin('派单员', 'dispatcher'),
  handler: twin('承办人', 'handler'),
  unitHead: twin('单位负责人', 'head of unit'),
  hotline: twin('热线值班', 'hotline'),
  callback: twin('回访员', 'call-back officer'),
  countyOffice: twin('县政府办', 'county office'),
  leader: twin('领导', 'leader'),
  audit: twin('审计员', 'auditor'),
  securityAdmin: twin('安全管理员', 'security administrator'),
  systemAdmin: twin('系统管理员', 'system administrator'),
};

/** What the raiser asked for when it was taken in. */
export const needWords: Readonly<Record<string, Twin>> = {
  'tell-phone': twin('希望打电话', 'wants a call'),
  'tell-letter': twin('希望书面告知', 'wants a letter'),
  'tell-visit': twin('希望上门', 'wants a visit'),
  'tell-none': twin('不用回复', 'wants no reply'),
  'large-print': twin('要大字', 'needs large print'),
  dialect: twin('说方言', 'speaks dialect'),
  interpreter: twin('要手语或翻译', 'needs an interpreter'),
};

export const callWindowWords: Record<'morning' | 'afternoon' | 'evening', { zh: string; en: string }> = {
  morning: { zh: '上午', en: 'morning' },
  afternoon: { zh: '下午', en: 'afternoon' },
  evening: { zh: '傍晚', en: 'evening' },
};
