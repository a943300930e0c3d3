// Every refusal in one plain sentence: what happened, what was kept, what to do next. The compiler insists that none is missing.

import type { Refusal } from '#core/matter/refusals.ts';
import type { Lang } from '#ui/lang.ts';

export type AnyRefusal = Refusal | 'not-found' | 'changed-meanwhile' | 'key-used-otherwise';
type Sentence = { zh: string; en: string };

/** `{detail}` is replaced by what the refusal names: a unit, a date, a state. */
export const sentences: Record<AnyRefusal, Sentence> = {
  'not-in-this-state': {
    zh: '这件事现在的状态不能做这一步，什么都没有改动。请刷新页面看最新进展。',
    en: 'This step is not possible in the present state; nothing was changed. Reload to see where the matter stands.',
  },
  'not-your-role': {
    zh: '您的岗位没有这一步的权限，什么都没有改动。需要办理请联系本单位管理员。',
    en: "Your post does not include this step; nothing was changed. Ask your unit's administrator if you should have it.",
  },
  'not-your-unit': { zh: '这件事不由您的单位承办，什么都没有改动。', en: 'Your unit does not own this matter; nothing was changed.' },
  recused: { zh: '您在这件事上已回避，不能查看或办理。', en: 'You are recused from this matter and can neither see nor handle it.' },
  'accused-unit': {
    zh: '被反映的单位（含其下属）不能承办、协办或查看这件事，什么都没有改动。请选别的单位。',
    en: 'The unit complained about, and those below it, may not own, help with or see this matter; nothing was changed. Choose another unit.',
  },
  'raiser-only': { zh: '只有反映人本人可以这样做，什么都没有改动。', en: 'Only the raiser can do this; nothing was changed.' },
  'handler-may-not-judge': {
    zh: '办理过或协办过这件事的单位不能评价，也不能回访。评价只能由反映人作出，或由其他单位的回访员记录。什么都没有改动。',
    en: 'A unit that handled or helped may neither judge nor call back. Only the raiser judges, or a call-back officer of another unit records it. Nothing was changed.',
  },
  'own-request': {
    zh: '自己提出的申请不能由自己批准，什么都没有改动。请由另一位有权限的人决定。',
    en: 'Nobody decides on their own request; nothing was changed. A second person must decide.',
  },
  'needs-independent': {
    zh: '办理过这件事的单位不能作这个决定，什么都没有改动。请由未经手的单位决定。',
    en: 'A unit that handled the matter may not decide this; nothing was changed. A unit that did not handle it must decide.',
  },
  'reminded-today': {
    zh: '今天已经催过这件事，没有再催。明天还没动静再催，或改用提级。',
    en: 'The unit was reminded of this matter today, so no second reminder was sent. Try again tomorrow, or escalate.',
  },
  'take-back-not': {
    zh: '只能收回自己刚做的派单或进展记录，这一条收不回，什么都没有改动。要更正请另记一条。',
    en: 'Only your own dispatch or note can be taken back, so nothing was changed. To correct something else, add a note.',
  },
  'take-back-late': {
    zh: '这一条之后已有新的动作，或已过 30 分钟，收不回了，什么都没有改动。要更正请另记一条。',
    en: 'Something has followed it, or more than 30 minutes have passed, so it stays; nothing was changed. To correct it, add a note.',
  },
  'say-why': { zh: '请写明理由，其他内容已为您保留。', en: 'Please give the reason; everything else you typed is kept.' },
  'cite-basis': {
    zh: '请写明依据（职责清单条目、法规条款或会议纪要），其他内容已为您保留。',
    en: 'Please cite the basis (duty-list entry, article or minutes); everything else you typed is kept.',
  },
  'words-missing': { zh: '内容是空的，请写清楚再提交。', en: 'There are no words yet; please write them and send again.' },
  'duty-taken-back': {
    zh: '不能派给这个单位：这项职责已由部门收回，应派给{detail}。什么都没有改动。',
    en: 'It cannot go to this unit: the duty was taken back by a department; it belongs to {detail}. Nothing was changed.',
  },
  'duty-cooperate-only': {
    zh: '这个单位对此事只负配合职责，可以请它协办，不能由它承办；牵头单位是{detail}。什么都没有改动。',
    en: 'This unit only cooperates in such matters: ask it to help, it cannot own it; the lead is {detail}. Nothing was changed.',
  },
  'duty-not-listed': {
    zh: '这个单位的职责清单里没有这一项；清单上的承担单位是{detail}。什么都没有改动。',
    en: "This duty is not on the unit's list; the list names {detail}. Nothing was changed.",
  },
  'unknown-unit': {
    zh: '没有找到这个单位，什么都没有改动。请从单位列表里选。',
    en: 'No such unit; nothing was changed. Choose one from the list.',
  },
  'unknown-category': {
    zh: '没有找到这个类别，什么都没有改动。请从类别列表里选，或者不选。',
    en: 'No such category; nothing was changed. Choose one from the list, or none.',
  },
  'unknown-place': {
    zh: '没有找到这个地点，什么都没有改动。请从地点列表里选，或者不选。',
    en: 'No such place; nothing was changed. Choose one from the list, or none.',
  },
  'unknown-person': {
    zh: '没有找到这个人，或其账号已停用，什么都没有改动。',
    en: 'No such person, or the account is closed; nothing was changed.',
  },
  'same-unit': { zh: '承办单位不能请自己协办，什么都没有改动。', en: 'The owner unit cannot be its own helper; nothing was changed.' },
  'already-ruled': {
    zh: '异议已经裁定，不得再退。什么都没有改动。确有困难可申请延期或提级协调。',
    en: 'The objection has been ruled on and the matter may not be returned again; nothing was changed. Ask for an extension or escalate instead.',
  },
  'objection-late': {
    zh: '提出异议的时限已过（{detail}），什么都没有改动。请先办理，或提级协调。',
    en: 'The time for objecting ended at {detail}; nothing was changed. Handle it, or escalate.',
  },
  'name-the-unit': { zh: '请指明单位，其他内容已为您保留。', en: 'Please name the unit; everything else you typed is kept.' },
  'extension-late': {
    zh: '已经过了办理时限（{detail}），延期要在到期前申请。什么都没有改动。请尽快答复并说明原因。',
    en: 'The deadline passed at {detail}; an extension must be asked for before. Nothing was changed. Reply as soon as you can and say why.',
  },
  'extension-used': {
    zh: '这类时限不允许再延期，什么都没有改动。请按期答复，或用“暂不能办”写明措施和日期。',
    en: 'This limit allows no further extension; nothing was changed. Reply in time, or use "cannot now" with a measure and a date.',
  },
  'extension-too-long': {
    zh: '延期超过了规则允许的最晚日期（{detail}），什么都没有改动。请选更早的日期。',
    en: 'That is later than the rule allows ({detail}); nothing was changed. Choose an earlier day.',
  },
  'pause-late': {
    zh: '已经过了办理时限（{detail}），超期后不能再暂停。什么都没有改动。请尽快答复并说明原因。',
    en: 'The deadline passed at {detail}; an overdue clock cannot be paused. Nothing was changed. Reply as soon as you can and say why.',
  },
  'request-pending': {
    zh: '已有一份申请在等待决定，什么都没有改动。',
    en: 'A request is already waiting for a decision; nothing was changed.',
  },
  'nothing-pending': {
    zh: '没有等待决定的申请，可能别人已经处理了。什么都没有改动。',
    en: 'Nothing is waiting for a decision; somebody may have dealt with it. Nothing was changed.',
  },
  'date-in-past': {
    zh: '日期要晚于现在的时限或今天，请改一下日期，其他内容已为您保留。',
    en: 'The date must lie after today or the present deadline; please change it. Everything else is kept.',
  },
  'date-too-far': {
    zh: '日期太远了，最多一年，请改一下日期，其他内容已为您保留。',
    en: 'The date is too far away (one year at most); please change it. Everything else is kept.',
  },
  'hold-needs-measure': {
    zh: '暂不能办要写明现在采取什么措施，其他内容已为您保留。',
    en: '"Cannot now" needs the measure taken meanwhile; everything else is kept.',
  },
  'hold-needs-next-contact': {
    zh: '暂不能办要约定下次联系反映人的日期，并且不晚于计划办成的日期。其他内容已为您保留。',
    en: '"Cannot now" needs the day of the next contact with the raiser, not after the planned date. Everything else is kept.',
  },
  paused: {
    zh: '这件事正在暂停计时，请先恢复计时。什么都没有改动。',
    en: 'The clock is paused; let it run again first. Nothing was changed.',
  },
  'not-paused': { zh: '这件事没有暂停计时，什么都没有改动。', en: 'The clock is not paused; nothing was changed.' },
  'pause-material-twice': {
    zh: '等反映人补材料最多两次，已经用完。什么都没有改动。',
    en: "Waiting for the raiser's papers is allowed twice at most, and that is used up. Nothing was changed.",
  },
  'pause-needs-date': {
    zh: '暂停要写明恢复的日期，其他内容已为您保留。',
    en: 'A pause needs the day on which the clock resumes; everything else is kept.',
  },
  'name-the-route': {
    zh: '不予受理要告诉反映人该找谁、走什么途径，其他内容已为您保留。',
    en: 'When a concern is not accepted the raiser must be told where to turn; everything else is kept.',
  },
  'cannot-merge-into-itself': {
    zh: '不能把一件事并入它自己，什么都没有改动。',
    en: 'A matter cannot be joined to itself; nothing was changed.',
  },
  'main-is-closed': {
    zh: '{detail} 已经办完，不能再并入。什么都没有改动。',
    en: '{detail} is finished and cannot take others in; nothing was changed.',
  },
  'main-is-merged': {
    zh: '{detail} 已并入别的事项或已有并入件，请选主件。什么都没有改动。',
    en: '{detail} has itself been joined to another or has copies; choose the main matter. Nothing was changed.',
  },
  'main-is-sealed': {
    zh: '密封件与普通件不能合并，什么都没有改动。',
    en: 'A sealed matter and an ordinary one cannot be joined; nothing was changed.',
  },
  'reply-says-nothing': {
    zh: '这份答复没有说明做了什么（只有“收悉”“已转”一类的话）。请写清事实和结果，已写的内容为您保留。',
    en: 'This reply does not say what was done (only that it was received or passed on). State the facts and the result; what you wrote is kept.',
  },
  'reply-needs-basis': {
    zh: '答复要有依据（条款、清单条目或政策文件），已写的内容为您保留。',
    en: 'A reply needs its basis (article, list entry or policy); what you wrote is kept.',
  },
  'reply-needs-evidence': {
    zh: '答复要有凭据：本轮还没有联系或办理记录，也没有附件。请先记一条联系或进展，或写明凭据。已写的内容为您保留。',
    en: 'A reply needs evidence: there is no contact or progress note in this round and nothing attached. Record one, or state the evidence. What you wrote is kept.',
  },
  'not-asked-to-help': {
    zh: '您的单位不是这件事的协办单位，什么都没有改动。',
    en: 'Your unit was not asked to help with this matter; nothing was changed.',
  },
  'judged-already': { zh: '这一轮已经有评价了，什么都没有改动。', en: 'This round has been judged already; nothing was changed.' },
  'change-window-over': {
    zh: '修改评价的期限已过（{detail}）。如有新情况，可以申请重启。',
    en: 'The time for changing the verdict ended at {detail}. With a new fact you can have the matter reopened.',
  },
  'call-not-reached': {
    zh: '还没有接通反映人的记录，不能代记评价。请先记录通话。',
    en: 'No call has reached the raiser yet, so no verdict can be recorded. Record the call first.',
  },
  'called-too-often': {
    zh: '一小时内已经打过三次，不能再打，这次没有记。请换个时段再打。',
    en: 'There were three calls within this hour; another is not made, and this one was not recorded. Call at another time of day.',
  },
  'proof-missing': {
    zh: '纸质评价要上传签字的凭据，其他内容已为您保留。',
    en: 'A verdict on paper needs its signed proof; everything else is kept.',
  },
  'top-of-ladder': {
    zh: '已经提级到常务会议，没有更高一级了。什么都没有改动。',
    en: 'It is before the standing meeting already; there is no higher level. Nothing was changed.',
  },
  'not-top-of-ladder': {
    zh: '这件事还没有提级到可以作此决定的一级，什么都没有改动。',
    en: 'The matter has not been escalated to the level that may decide this; nothing was changed.',
  },
  'exclusion-late': { zh: '申请剔除的期限已过，什么都没有改动。', en: 'The time for asking for exclusion is over; nothing was changed.' },
  'exclusion-needs-verdict': {
    zh: '还没有评价，谈不上剔除。什么都没有改动。',
    en: 'There is no verdict to exclude yet; nothing was changed.',
  },
  'exclusion-asked': { zh: '已经申请过剔除，什么都没有改动。', en: 'Exclusion has been asked for already; nothing was changed.' },
  'appeal-used': { zh: '复议只有一次，已经用过。什么都没有改动。', en: 'There is one appeal only, and it was used; nothing was changed.' },
  'appeal-late': { zh: '复议的期限已过，什么都没有改动。', en: 'The time for appealing is over; nothing was changed.' },
  'reopen-late': {
    zh: '办结超过 30 天，不能重启。可以作为新的事情提出，我们会关联原件。',
    en: 'More than 30 days have passed, so it cannot be reopened. Raise it as a new concern; it will be linked.',
  },
  'reopen-needs-fact': { zh: '重启要写明新的情况，请补充。', en: 'Reopening needs a new fact; please add it.' },
  'check-back-not-due': {
    zh: '还没到回头看的日期（{detail}），什么都没有改动。',
    en: 'The check-back is not due yet ({detail}); nothing was changed.',
  },
  'raiser-not-told': {
    zh: '要先把决定和理由告诉反映人，请填写告知方式。其他内容已为您保留。',
    en: 'The raiser must be told of the decision and why; say how. Everything else is kept.',
  },
  'ask-raiser-first': { zh: '请先联系反映人，再做这一步。', en: 'Please contact the raiser first.' },
  'not-found': { zh: '没有找到这件事，或您无权查看。请核对编号。', en: 'No such matter, or you may not see it. Please check the number.' },
  'changed-meanwhile': {
    zh: '您填写的时候，别人已经更新了这件事。您写的内容还在下面，请看过最新进展后再提交。',
    en: 'Somebody else changed this matter while you were writing. Your words are kept below; look at the news and send again.',
  },
  'key-used-otherwise': {
    zh: '同一个提交编号已用于别的内容，这次没有保存。请重新打开页面再提交。',
    en: 'This submission key was used for something else; nothing was saved. Open the page again and resend.',
  },
};

export function refusalSentence(refusal: AnyRefusal, lang: Lang, detail?: string): string {
  return sentences[refusal][lang].replace('{detail}', detail ?? '');
}

/** HTTP status of a refusal: 403 who, 404 what, 409 when, 422 how. */
export function statusOfRefusal(refusal: AnyRefusal): 403 | 404 | 409 | 422 {
  if (refusal === 'not-found') return 404;
  if (forbidden.has(refusal)) return 403;
  if (incomplete.has(refusal)) return 422;
  return 409;
}

const forbidden = new Set<AnyRefusal>([
  'not-your-role',
  'not-your-unit',
  'recused',
  'accused-unit',
  'raiser-only',
  'handler-may-not-judge',
  'own-request',
  'needs-independent',
  'not-asked-to-help',
  'already-ruled',
]);
const incomplete = new Set<AnyRefusal>([
  'say-why',
  'cite-basis',
  'words-missing',
  'unknown-unit',
  'unknown-category',
  'unknown-place',
  'unknown-person',
  'name-the-unit',
  'date-in-past',
  'date-too-far',
  'hold-needs-measure',
  'hold-needs-next-contact',
  'pause-needs-date',
  'name-the-route',
  'reply-says-nothing',
  'reply-needs-basis',
  'proof-missing',
  'reopen-needs-fact',
  'raiser-not-told',
  'key-used-otherwise',
  'same-unit',
]);
