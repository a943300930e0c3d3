// What staff pages call things: states, actions, kinds. One word for one concept (house glossary), in both languages, complete by type.
import type { CommandName } from '#core/matter/commands.ts';
import type {
  ArchivedHow,
  Channel,
  ClockKind,
  Confidentiality,
  EmergencyService,
  EscalationLevel,
  Kind,
  Level,
  NotAcceptedKind,
  ReplyOutcome,
  ReworkWhy,
  RulingSubject,
  Solved,
} from '#core/matter/events.ts';
import type { Status } from '#core/matter/matter.ts';
import type { AnyRefusal } from './sentences.ts';

export type Twin = { zh: string; en: string };
const twin = (zh: string, en: string): Twin => ({ zh, en });

export const statusWords: Record<Status, Twin> = {
  registered: twin('待派单', 'to be dispatched'),
  dispatched: twin('待签收', 'to be signed for'),
  objecting: twin('异议待裁定', 'objection to be ruled on'),
  acknowledged: twin('已签收', 'signed for'),
  contacted: twin('已联系', 'raiser contacted'),
  inProgress: twin('办理中', 'in progress'),
  onHold: twin('暂不能办', 'cannot be done now'),
  terminationPending: twin('申请终止', 'termination asked'),
  replied: twin('已答复，未办结', 'replied, not closed'),
  awaitingVerdict: twin('等反映人评价', 'waiting for the verdict'),
  judged: twin('已评价', 'judged'),
  merged: twin('已并入', 'merged'),
  notAccepted: twin('不予受理', 'not accepted'),
  emergency: twin('已转紧急救助', 'handed to the emergency services'),
  terminated: twin('已终止', 'terminated'),
  archived: twin('已归档', 'archived'),
};

export const kindWords: Record<Kind, Twin> = {
  consult: twin('咨询', 'question'),
  help: twin('求助', 'request for help'),
  complaint: twin('投诉', 'complaint'),
  report: twin('举报', 'report'),
  suggestion: twin('建议', 'suggestion'),
  praise: twin('表扬', 'praise'),
  system: twin('系统意见', 'about this system'),
};

export const channelWords: Record<Channel, Twin> = {
  web: twin('网页', 'web'),
  phone: twin('电话', 'phone'),
  letter: twin('来信', 'letter'),
  visit: twin('来访', 'visit'),
  proxy: twin('代为提出', 'by proxy'),
  fieldVisit: twin('走访', 'field visit'),
  import: twin('导入', 'import'),
  api: twin('接口', 'API'),
  directive: twin('领导交办', 'leader’s instruction'),
};

export const confidentialityWords: Record<Confidentiality, Twin> = {
  normal: twin('一般', 'ordinary'),
  contactHidden: twin('联系方式保密', 'contact hidden'),
  identitySealed: twin('身份封存', 'identity sealed'),
  accusation: twin('检举控告件', 'accusation'),
};

export const urgencyWords = {
  normal: twin('一般', 'ordinary'),
  urgent: twin('紧急', 'urgent'),
  critical: twin('特急', 'critical'),
} as const;
export const effortWords = { small: twin('小事', 'small'), large: twin('大事', 'large') } as const;
export const difficultyWords = {
  single: twin('一家能办', 'one unit can do it'),
  multi: twin('要几家一起办', 'needs several units'),
  noRule: twin('没有现成规定', 'no rule covers it'),
} as const;

export const contactHowWords = {
  phone: twin('打电话', 'by phone'),
  visit: twin('上门', 'by a visit'),
  message: twin('短信或留言', 'by message'),
  other: twin('其他方式', 'otherwise'),
} as const;

/** How the raiser hears of a reply. The keys go into the record. */
export const toldHowWords = {
  page: twin('查进度页面可见', 'on the progress page'),
  phone: twin('打电话告知', 'by phone'),
  visit: twin('当面告知', 'in person'),
  letter: twin('书面送达', 'in writing'),
} as const;

export const notAcceptedWords: Record<NotAcceptedKind, Twin> = {
  emergency: twin('紧急求助，应拨 110/119/120/122', 'an emergency: 110/119/120/122'),
  legalRoute: twin(
    '应走诉讼、仲裁、纪检监察、复议、信息公开或已在信访程序中',
    'belongs to court, arbitration, discipline, review, disclosure or a petition under way',
  ),
  nothingNew: twin('同一人同一事，没有新情况', 'same person, same matter, nothing new'),
  secretOrPrivate: twin('涉及国家秘密、商业秘密或他人隐私', 'state or trade secrets, or the privacy of others'),
  outsideDuty: twin('不属于政府职责，可走市场或社会途径', 'outside the duty of any unit: market or social route'),
  unlawful: twin('违反法律或公序良俗', 'unlawful or against public order'),
  alreadySettled: twin('已依法办结，结论明确', 'settled lawfully already, with a sound conclusion'),
};

export const exclusionWords: Record<NotAcceptedKind | 'abuse' | 'thirdPartyOnly', Twin> = {
  ...notAcceptedWords,
  abuse: twin('恶意或辱骂性诉求', 'malicious or abusive'),
  thirdPartyOnly: twin('只能由第三方解决，单位已尽责', 'only a third party can solve it, the unit did its part'),
};

export const emergencyWords: Record<EmergencyService, Twin> = {
  110: twin('110 公安', '110 police'),
  119: twin('119 消防救援', '119 fire and rescue'),
  120: twin('120 急救', '120 ambulance'),
  122: twin('122 交通事故', '122 traffic accidents'),
};

export const outcomeWords: Record<ReplyOutcome, Twin> = {
  support: twin('支持，已办到', 'supported: done'),
  explain: twin('诉求合理但暂无依据，作解释说明', 'reasonable but without a basis: explained'),
  notSupport: twin('不支持，说明理由', 'not supported, with reasons'),
  answered: twin('答复咨询', 'question answered'),
};

/** What the raiser may do next, by outcome; used where the handler leaves the field empty. */
export const remedyWords: Record<ReplyOutcome, Twin> = {
  support: twin(
    '请您评价办得怎么样。没办好就选“没解决”，我们按原编号重新办理；归档后 30 天内有新情况，可以要求重启。',
    'Please judge how it was done. If it is not solved, say "no" and we take it up again under the same number; within 30 days of the archive a new fact reopens it.',
  ),
  explain: twin(
    '请您评价。如果不认可这个解释，选“没解决”并写明理由，会再次办理；多次未解决的，将提级研究。',
    'Please judge. If you do not accept this explanation, say "no" with your reasons and it is taken up again; what stays unsolved climbs to a higher level.',
  ),
  notSupport: twin(
    '请您评价。如果不服，选“没解决”并写明理由，会再次办理；属于行政复议、诉讼、仲裁范围的，也可以在法定期限内依法提出。',
    'Please judge. If you disagree, say "no" with your reasons and it is taken up again; where review, court or arbitration is open to you, you may go there within the time the law sets.',
  ),
  answered: twin(
    '请您评价这次答复。没有说清楚就选“没解决”，我们再答一次。',
    'Please judge this answer. If it is not clear, say "no" and we answer again.',
  ),
};

export const solvedWords: Record<Solved, Twin> = {
  yes: twin('已解决', 'solved'),
  partly: twin('部分解决', 'partly solved'),
  no: twin('没解决', 'not solved'),
};
export const levelWords: Record<Level, Twin> = {
  5: twin('非常满意', 'very satisfied'),
  4: twin('满意', 'satisfied'),
  3: twin('基本满意', 'fairly satisfied'),
  2: twin('不满意', 'dissatisfied'),
  1: twin('非常不满意', 'very dissatisfied'),
};

export const archivedWords: Record<ArchivedHow, Twin> = {
  verdict: twin('反映人已评价', 'judged by the raiser'),
  noAnswer: twin('联系不上反映人（不算满意）', 'no answer from the raiser (not counted as satisfied)'),
  refused: twin('反映人不愿评价', 'the raiser declined to judge'),
  notAccepted: twin('不予受理', 'not accepted'),
  emergency: twin('已转紧急救助', 'handed to the emergency services'),
  terminated: twin('经批准终止', 'terminated with approval'),
  concluded: twin('经会议作结（仍算未解决）', 'concluded by the meeting (still counted as unsolved)'),
};

export const escalationWords: Record<EscalationLevel, Twin> = {
  0: twin('承办单位', 'the owner unit'),
  1: twin('乡镇或部门', 'township or department'),
  2: twin('县政府办', 'the county office'),
  3: twin('常务会议', 'the standing meeting'),
};

export const reworkWords: Record<ReworkWhy, Twin> = {
  notSolved: twin('反映人说没解决', 'the raiser said it is not solved'),
  reopened: twin('有新情况，重启', 'reopened with a new fact'),
  relapsed: twin('回头看发现又出现', 'the check-back found it again'),
  backToDesk: twin('退回派单', 'back to the desk'),
};

export const clockWords: Record<ClockKind, Twin> = {
  dispatch: twin('派单', 'dispatch'),
  sign: twin('签收', 'sign for it'),
  contact: twin('首次联系反映人', 'first contact with the raiser'),
  reply: twin('答复', 'reply'),
  rule: twin('裁定申请', 'rule on the request'),
  nextContact: twin('再次联系反映人', 'contact the raiser again'),
  holdUntil: twin('暂不能办到期，恢复办理', 'end of "cannot now"'),
  pauseUntil: twin('暂停到期，恢复计时', 'end of the pause'),
  helper: twin('协办回复', 'report of the helper'),
  invite: twin('邀请评价', 'invite the verdict'),
  callback: twin('首次回访', 'first call-back'),
  verdictWindow: twin('评价期结束', 'end of the time for the verdict'),
  archive: twin('评价更改期结束，归档', 'end of the time for changing the verdict'),
  checkBack: twin('回头看', 'check back'),
  urge: twin('催办', 'urging'),
  escalation: twin('提级后作出安排', 'act after the escalation'),
};

export const lightWords: Record<'blue' | 'yellow' | 'red', Twin> = {
  blue: twin('临期', 'near due'),
  yellow: twin('预警', 'warning'),
  red: twin('超期', 'overdue'),
};

export const rulingWords: Record<RulingSubject, Twin> = {
  objection: twin('派单异议', 'objection to the dispatch'),
  extension: twin('延期申请', 'extension'),
  pause: twin('暂停计时', 'pause of the clock'),
  hold: twin('暂不能办', '"cannot now"'),
  termination: twin('终止办理', 'termination'),
  exclusion: twin('剔除考核', 'exclusion from the rates'),
  appeal: twin('剔除复议', 'appeal on the exclusion'),
};

/** What staff ask for on a page of this room. Calls, verdicts and check-backs have their own room; the rest is the clock's. */
export type StaffAction = Exclude<
  CommandName,
  | 'joinCopy'
  | 'followOwner'
  | 'followReply'
  | 'followEnd'
  | 'attemptCall'
  | 'judge'
  | 'refuseVerdict'
  | 'reopen'
  | 'checkBack'
  | 'recomputeDeadline'
  | 'takeBack'
  | 'releaseOwner'
  | 'tick'
>;

/** `name` on buttons and titles, `done` on the line that tells that it happened. */
export const actionWords: Record<StaffAction, { name: Twin; done: Twin }> = {
  dispatch: { name: twin('派单', 'Dispatch'), done: twin('已派单', 'Dispatched') },
  classify: { name: twin('归类定级', 'Classify'), done: twin('已归类', 'Classified') },
  merge: { name: twin('并入另一件', 'Merge into another'), done: twin('已并入', 'Merged') },
  replyAtOnce: { name: twin('当场答复', 'Answer at once'), done: twin('已当场答复', 'Answered at once') },
  notAccept: { name: twin('不予受理', 'Not accept'), done: twin('已记为不予受理', 'Recorded as not accepted') },
  acknowledge: { name: twin('签收', 'Sign for it'), done: twin('已签收', 'Signed for') },
  contact: { name: twin('记联系', 'Record a contact'), done: twin('已记下这次联系', 'Contact recorded') },
  note: { name: twin('记进展', 'Note progress'), done: twin('已记进展', 'Progress noted') },
  reply: { name: twin('答复', 'Reply'), done: twin('已答复，等反映人评价', 'Replied; the raiser judges next') },
  askHelper: { name: twin('请协办', 'Ask a helper'), done: twin('已请协办', 'Helper asked') },
  reportHelp: { name: twin('回报协办情况', 'Report as helper'), done: twin('已回报', 'Reported') },
  handOver: { name: twin('交给同事', 'Hand to a colleague'), done: twin('已交接', 'Handed over') },
  object: {
    name: twin('提派单异议', 'Object to the dispatch'),
    done: twin('已提异议，等裁定；时限照常计算', 'Objection made; the clock keeps running'),
  },
  askExtension: { name: twin('申请延期', 'Ask for an extension'), done: twin('已申请延期，等裁定', 'Extension asked for') },
  hold: { name: twin('暂不能办', 'Cannot now'), done: twin('已记“暂不能办”，等确认', '"Cannot now" recorded; a second person confirms') },
  resume: { name: twin('恢复办理', 'Resume'), done: twin('已恢复办理', 'Resumed') },
  askPause: { name: twin('申请暂停计时', 'Ask for a pause'), done: twin('已申请暂停，等裁定', 'Pause asked for') },
  endPause: { name: twin('恢复计时', 'End the pause'), done: twin('已恢复计时', 'The clock runs again') },
  askTermination: { name: twin('申请终止', 'Ask for termination'), done: twin('已申请终止，等热线批准', 'Termination asked for') },
  ruleObjection: {
    name: twin('裁定异议', 'Rule on the objection'),
    done: twin('异议已裁定，不得再退', 'Ruled; it may not be returned again'),
  },
  ruleExtension: { name: twin('裁定延期', 'Rule on the extension'), done: twin('延期已裁定', 'Extension ruled on') },
  ruleHold: { name: twin('确认“暂不能办”', 'Confirm "cannot now"'), done: twin('已作决定', 'Decided') },
  rulePause: { name: twin('裁定暂停', 'Rule on the pause'), done: twin('暂停已裁定', 'Pause ruled on') },
  ruleTermination: { name: twin('裁定终止', 'Rule on the termination'), done: twin('终止已裁定', 'Termination ruled on') },
  ruleExclusion: { name: twin('审定剔除', 'Rule on the exclusion'), done: twin('剔除已审定', 'Exclusion ruled on') },
  ruleAppeal: { name: twin('裁定剔除复议', 'Rule on the appeal'), done: twin('复议已裁定', 'Appeal ruled on') },
  escalate: { name: twin('提级协调', 'Escalate'), done: twin('已提级', 'Escalated') },
  designate: { name: twin('指定承办', 'Name the unit'), done: twin('已指定承办单位', 'Unit named') },
  concludeUnresolved: {
    name: twin('会议作结', 'Conclude by the meeting'),
    done: twin('已作结，仍计为未解决', 'Concluded; it stays unsolved in every figure'),
  },
  askExclusion: { name: twin('申请剔除', 'Ask for exclusion'), done: twin('已申请剔除', 'Exclusion asked for') },
  appealExclusion: { name: twin('申请剔除复议', 'Appeal'), done: twin('已申请复议', 'Appeal made') },
  remind: { name: twin('催办', 'Remind the unit'), done: twin('已催办', 'Reminded') },
  summarise: {
    name: twin('写摘要', 'Write the summary'),
    done: twin('摘要已更新，原话没有动', "Summary updated; the raiser's words are untouched"),
  },
  handToEmergency: { name: twin('转紧急救助', 'Hand to emergency services'), done: twin('已转紧急救助', 'Handed over') },
  seal: { name: twin('设保密方式', 'Seal'), done: twin('保密方式已更新', 'Seal updated') },
  recuse: { name: twin('记回避', 'Record a recusal'), done: twin('已记回避', 'Recusal recorded') },
};

/** Why something is not possible now, short enough for one line beside the action; the full sentence stands on the form. */
export const shortReasons: Partial<Record<AnyRefusal, Twin>> = {
  'reminded-today': twin('今天已催过', 'reminded today'),
  'already-ruled': twin('已裁定，不得再退', 'ruled on; it may not be returned again'),
  'objection-late': twin('提异议的时限已过', 'the time for objecting is over'),
  'extension-used': twin('这类时限不再延期', 'no further extension under this rule'),
  'extension-late': twin('已超期，延期要在到期前申请', 'overdue; it must be asked before'),
  'pause-late': twin('已超期，不能再暂停', 'overdue; the clock cannot be stopped any more'),
  'request-pending': twin('已有申请在等裁定', 'a request is waiting for its ruling'),
  'own-request': twin('自己提的申请要由别人裁定', 'somebody else rules on your own request'),
  'needs-independent': twin('经手过的人和单位不能裁定', 'whoever handled it may not rule'),
  'handler-may-not-judge': twin('只能由反映人作出', 'only the raiser judges'),
  'pause-material-twice': twin('等材料的暂停已用两次', 'it waited for material twice already'),
  'top-of-ladder': twin('已到最高一级', 'at the top already'),
  'exclusion-late': twin('申请剔除的时限已过', 'the time for asking is over'),
  'exclusion-asked': twin('已经申请过', 'asked for already'),
  'appeal-late': twin('复议的时限已过', 'the time for appealing is over'),
  'appeal-used': twin('复议只有一次', 'there is one appeal only'),
  paused: twin('时限正在暂停', 'the clock is paused'),
  'cannot-merge-into-itself': twin('不能并入自己', 'not into itself'),
};
