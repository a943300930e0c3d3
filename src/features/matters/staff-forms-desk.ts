// Forms of the desk: what comes in is classified, dispatched by the duty lists, joined, answered at once, not accepted, or handed to the emergency services.
import type { ReplyOutcome } from '#core/matter/events.ts';
import { addDays } from '#core/time/day.ts';
import { day, line, oneOf, pick, pickIfAny, text } from './staff-fields.ts';
import { categoryOptions, type Forms, form, peopleOptions, placeOptions, unitOptions } from './staff-form.ts';
import {
  confidentialityWords,
  difficultyWords,
  effortWords,
  emergencyWords,
  notAcceptedWords,
  outcomeWords,
  remedyWords,
  type Twin,
  toldHowWords,
  urgencyWords,
} from './words.ts';

const twin = (zh: string, en: string): Twin => ({ zh, en });
export const reason = (hint?: Twin) => text(twin('理由', 'Reason'), { rows: 3, hint });

/** The raiser reads Chinese; the standard words for the outcome stand where the field was left empty. */
export const remedyOr = (typed: string, outcome: ReplyOutcome): string => (typed === '' ? remedyWords[outcome].zh : typed);

export const deskForms = {
  dispatch: form({
    lead: twin(
      '按职责清单派给一个主办单位，时限从派单起算并印在工单上。部门收回的事项不能派到乡镇、村。',
      'One owner unit, by the duty lists; the deadline starts now and is printed on the order. What a department took back does not go down.',
    ),
    beside: ['suggestion', 'duties'],
    fields: {
      to: pick(twin('派给', 'To'), (f) => unitOptions(f)),
      reason: text(twin('派单说明', 'Words to the unit'), {
        rows: 3,
        optional: true,
        hint: twin('写清楚要办什么、派给它的依据。', 'What is to be done, and why it is theirs.'),
      }),
      copyTo: pickIfAny(twin('抄送督办', 'Copy to'), (f) => unitOptions(f, { duties: false }), {
        hint: twin('派到乡镇、街道时，可抄送县级部门督促（京 12 条）。', 'A department that watches over it (Beijing Art. 12).'),
      }),
    },
    command: ({ to, reason: words, copyTo }) => ({ do: 'dispatch', to, reason: words, copyTo }),
  }),
  classify: form({
    lead: twin(
      '类别决定时限。时限从收到之日起算，不因归类晚而顺延。',
      'The category sets the deadline, counted from receipt: late classifying moves nothing.',
    ),
    fields: {
      categoryId: pickIfAny(twin('类别', 'Category'), categoryOptions, { start: ({ matter }) => matter.categoryId ?? '' }),
      placeId: pickIfAny(twin('地点', 'Place'), placeOptions, { start: ({ matter }) => matter.placeId ?? '' }),
      urgency: oneOf(twin('急不急', 'Urgency'), urgencyWords, {
        start: ({ county, matter }) =>
          matter.categoryId === null ? 'normal' : (county.categories.byId(matter.categoryId)?.urgency ?? 'normal'),
        hints: {
          normal: twin('需要了解核实', 'needs looking into'),
          urgent: twin('现在不处理，以后难处理', 'hard to handle later'),
          critical: twin('并且后果严重，先转紧急救助', 'and with serious consequences: emergency services first'),
        },
      }),
      effort: oneOf(twin('大小', 'Effort'), effortWords, { start: () => 'small' }),
      difficulty: oneOf(twin('难在哪', 'Difficulty'), difficultyWords, { start: () => 'single' }),
    },
    command: (v) => ({ do: 'classify', ...v }),
  }),
  summarise: form({
    lead: twin(
      '摘要是给办理人看的，另外存；反映人原话不动。',
      "The summary is for those who handle it and is kept apart; the raiser's words stay as they are.",
    ),
    beside: ['summary'],
    fields: {
      summary: text(twin('摘要', 'Summary'), {
        rows: 5,
        start: ({ matter }) => matter.summary,
        hint: twin(
          '时间、地点、什么事、起因、现在要什么。不写姓名电话。',
          'When, where, what, why, and what is wanted. No names, no phones.',
        ),
      }),
    },
    command: ({ summary }) => ({ do: 'summarise', summary }),
  }),
  merge: form({
    lead: twin(
      '同一件事并到一个主件办理。本件编号保留，反映人仍自己评价。',
      'One thing is handled as one. This number stays, and its raiser judges for himself.',
    ),
    beside: ['candidates'],
    fields: {
      main: line(twin('主件编号', 'Number of the main matter'), {
        limit: 60,
        hint: twin('从“可能是同一件事”里选，或自己填。', 'Choose from the list, or write it.'),
      }),
      reason: text(twin('为什么是同一件事', 'Why it is the same'), { rows: 3, optional: true }),
    },
    command: ({ reason: words }, { main, matter }) => ({ do: 'merge', main: main ?? matter, reason: words }),
  }),
  replyAtOnce: form({
    lead: twin(
      '只用于能当场说清的咨询。依据要写知识点或文件；答完由反映人评价。',
      'Only for what can be answered on the spot, with the rule cited; then the raiser judges.',
    ),
    beside: ['preview'],
    fields: {
      outcome: oneOf(twin('结果', 'Outcome'), outcomeWords, { keys: ['answered', 'explain', 'notSupport'], start: () => 'answered' }),
      text: text(twin('答复', 'Answer'), { rows: 6, limit: 5000 }),
      basis: line(twin('依据', 'Basis'), {
        limit: 500,
        hint: twin('文件名和条款，或知识库条目。', 'Document and article, or knowledge item.'),
      }),
      remedy: text(twin('反映人接下来可以怎么做', 'What the raiser may do next'), {
        rows: 3,
        optional: true,
        hint: twin(
          '不填就用这个结果的标准说明，预览里看得到。',
          'Left empty, the standard words for the outcome are used; see the preview.',
        ),
      }),
      toldHow: oneOf(twin('怎么告知', 'Told how'), toldHowWords, {
        start: ({ matter }) => (matter.channel === 'phone' ? 'phone' : 'page'),
      }),
    },
    command: (v) => ({ do: 'replyAtOnce', ...v, remedy: remedyOr(v.remedy, v.outcome) }),
    probe: () => ({ do: 'replyAtOnce', text: '见《示例规定》第三条', outcome: 'answered', basis: '示例', remedy: '示例', toldHow: 'page' }),
  }),
  notAccept: form({
    lead: twin(
      '只限这几种情形，并且要告诉反映人该走哪条路。告知后归档，不计入办理率。',
      'Only for these kinds, and the raiser is told which way to go.',
    ),
    danger: true,
    fields: {
      kind: oneOf(twin('哪一种情形', 'Which kind'), notAcceptedWords, {
        keys: ['legalRoute', 'nothingNew', 'secretOrPrivate', 'outsideDuty', 'unlawful', 'alreadySettled', 'emergency'],
      }),
      reason: reason(),
      route: text(twin('告诉反映人该走哪条路', 'The way told to the raiser'), {
        rows: 2,
        limit: 500,
        hint: twin('例：请在收到决定 60 日内向县司法局申请行政复议，电话……', 'E.g. ask the justice bureau for a review within 60 days.'),
      }),
    },
    command: (v) => ({ do: 'notAccept', ...v }),
    probe: () => ({ do: 'notAccept', kind: 'outsideDuty', reason: '示例', route: '示例' }),
  }),
  handToEmergency: form({
    lead: twin('有人身危险先打电话转接，再回来记这一笔。', 'Where people are in danger, put the call through first; then record it here.'),
    danger: true,
    fields: {
      service: oneOf(twin('转给', 'Handed to'), emergencyWords),
      note: text(twin('说了什么、谁接的', 'What was said, who took it'), { rows: 3 }),
      reference: line(twin('对方的受理编号', 'Their reference'), { optional: true, limit: 100 }),
    },
    command: (v) => ({ do: 'handToEmergency', ...v }),
    probe: () => ({ do: 'handToEmergency', service: '110', note: '示例', reference: '' }),
  }),
  seal: form({
    lead: twin(
      '检举控告件必须写明被反映的单位：它和下属单位立刻看不到这件事，也不能承办。',
      'An accusation names the unit accused: it and those below it lose sight of the matter at once.',
    ),
    fields: {
      confidentiality: oneOf(twin('密级', 'Level'), confidentialityWords, {
        start: ({ matter }) => matter.confidentiality,
        hints: {
          contactHidden: twin('连受理台也只在回访时看联系方式', 'contact only for the call-back'),
          identitySealed: twin('身份另存，正文不给承办人看全', 'identity kept apart'),
          accusation: twin('被反映单位回避', 'the accused unit is kept out'),
        },
      }),
      accusedUnitId: pickIfAny(
        twin('被反映的单位', 'Unit complained about'),
        (f) => unitOptions({ ...f, matter: { ...f.matter, accusedUnitId: null } }, { duties: false }),
        { start: ({ matter }) => matter.accusedUnitId ?? '' },
      ),
    },
    command: (v) => ({ do: 'seal', ...v }),
  }),
  recuse: form({
    lead: twin(
      '与这件事有直接利害关系的人回避（信访工作条例 28 条）：不能看，也不能办。',
      'Whoever has a direct interest stands aside: neither sees nor handles it.',
    ),
    fields: {
      accountId: pick(
        twin('谁回避', 'Who'),
        (f) => [
          ...peopleOptions(f, f.matter.owner.unitId, f.matter.recused),
          ...(f.me.unitId === f.matter.owner.unitId ? [] : peopleOptions(f, f.me.unitId, f.matter.recused)),
        ],
        { start: ({ me }) => me.accountId },
      ),
      reason: reason(),
    },
    command: ({ accountId, reason: words }) => ({ do: 'recuse', accountId, reason: words }),
    probe: ({ me }) => ({ do: 'recuse', accountId: me.accountId, reason: '示例' }),
  }),
  askHelper: form({
    lead: twin('主办不变，协办单位在约定日期前向主办回报（首接负责）。', 'The owner stays; the helper reports to it by the day agreed.'),
    beside: ['duties'],
    fields: {
      unitId: pick(twin('请谁协办', 'Helper'), (f) => unitOptions(f, { without: [f.matter.owner.unitId] })),
      task: text(twin('请它做什么', 'What is asked'), { rows: 3, limit: 1000 }),
      until: day(twin('什么时候前回报', 'Report by'), { min: ({ today }) => today, start: ({ today }) => addDays(today, 2) }),
    },
    command: (v) => ({ do: 'askHelper', ...v }),
    probe: ({ matter, county, today, decision }) => ({
      do: 'askHelper',
      unitId:
        county.units.all.find(
          (u) => u.id !== matter.owner.unitId && !(matter.accusedUnitId !== null && decision.isUnder(u.id, matter.accusedUnitId)),
        )?.id ?? '',
      task: '示例',
      until: addDays(today, 1),
    }),
  }),
} satisfies Partial<Forms>;
