// Forms of the unit that owns a matter, and of its helpers: contact, progress, reply; and the four honest ways to say that it takes longer.
import { addDays, type Day } from '#core/time/day.ts';
import { type PauseCause, pauseCauseText } from '#core/time/pause.ts';
import type { FormFacts } from './staff-facts.ts';
import { day, dayIfAny, line, oneOf, photos, pick, pickIfAny, text, tick } from './staff-fields.ts';
import { type Forms, form, peopleOptions, unitOptions } from './staff-form.ts';
import { reason, remedyOr } from './staff-forms-desk.ts';
import { contactHowWords, exclusionWords, outcomeWords, type Twin, toldHowWords } from './words.ts';

const twin = (zh: string, en: string): Twin => ({ zh, en });
const tomorrow = ({ today }: FormFacts): Day => addDays(today, 1);
const basis = (hint: Twin) => line(twin('依据', 'Basis'), { limit: 500, hint });

const filesHint = twin(
  '最多 6 个：照片每张 10 MB 以内，PDF、Word、Excel 每个 20 MB 以内。',
  'Six at most: photos up to 10 MB each, PDF, Word and Excel up to 20 MB each.',
);

export const unitForms = {
  acknowledge: form({ oneClick: true, fields: {}, command: () => ({ do: 'acknowledge' }), probe: () => ({ do: 'acknowledge' }) }),
  contact: form({
    lead: twin(
      '接单后先联系反映人。电话由受理台转接，报编号即可；没联系上也要记。',
      'Contact the raiser first. The desk puts the call through by the number; record a try in vain too.',
    ),
    fields: {
      how: oneOf(twin('怎么联系的', 'How'), contactHowWords, { start: () => 'phone' }),
      reached: oneOf(twin('联系上了吗', 'Reached?'), { yes: twin('联系上了', 'reached'), no: twin('没联系上', 'not reached') }),
      words: text(twin('说了什么、约了什么', 'What was said and agreed'), { rows: 4 }),
    },
    command: ({ how, reached, words }) => ({ do: 'contact', how, reached: reached === 'yes', words }),
  }),
  note: form({
    lead: twin(
      '写做了什么、现在怎样。照片不强求；位置信息会去掉。',
      'What was done and how it stands. Photos are never required; their position data are removed.',
    ),
    fields: {
      words: text(twin('进展', 'Progress'), { rows: 5 }),
      statement: line(twin('凭据说明', 'Evidence in words'), {
        optional: true,
        limit: 500,
        hint: twin('例：维修单 2026-118 号；现场有村干部孙示例在。', 'E.g. repair slip no. 118.'),
      }),
      photos: photos(twin('照片、文件', 'Photos and papers'), { hint: filesHint }),
    },
    command: ({ words, statement }, { evidence }) => ({
      do: 'note',
      words,
      evidence: [...evidence, ...(statement === '' ? [] : [{ kind: 'statement' as const, ref: statement }])],
    }),
  }),
  reply: form({
    lead: twin(
      '答复不是办结，由反映人评价。写清做了什么、依据什么、反映人接下来可以怎么做。',
      'A reply does not close: the raiser judges. Say what was done, on what basis, and what the raiser may do next.',
    ),
    beside: ['preview'],
    fields: {
      outcome: oneOf(twin('结果', 'Outcome'), outcomeWords),
      text: text(twin('答复', 'Reply'), {
        rows: 8,
        limit: 5000,
        hint: twin('说人话：做了什么、什么时候、以后怎样。只写“收悉、高度重视”会被退回。', 'Plain words: what, when, what next.'),
      }),
      basis: basis(twin('文件名和条款、清单条目，或现场事实。', 'Document and article, duty-list entry, or facts.')),
      remedy: text(twin('反映人接下来可以怎么做', 'What the raiser may do next'), {
        rows: 3,
        optional: true,
        hint: twin(
          '不填就用这个结果的标准说明，预览里看得到。',
          'Left empty, the standard words for the outcome are used; see the preview.',
        ),
      }),
      statement: line(twin('凭据说明', 'Evidence in words'), {
        optional: true,
        limit: 500,
        hint: twin(
          '不填也不附照片时，以本轮的联系和进展记录为凭。',
          'Without it and without photos, the record of this round is the evidence.',
        ),
      }),
      photos: photos(twin('照片、文件', 'Photos and papers'), { hint: filesHint }),
      toldHow: oneOf(twin('怎么告知反映人', 'How the raiser is told'), toldHowWords, { start: () => 'page' }),
    },
    command: ({ statement, photos: _photos, ...v }, { evidence }) => ({
      do: 'reply',
      ...v,
      remedy: remedyOr(v.remedy, v.outcome),
      evidence: [...evidence, ...(statement === '' ? [] : [{ kind: 'statement' as const, ref: statement }])],
    }),
    probe: () => ({
      do: 'reply',
      text: '路灯线路已修复亮灯',
      outcome: 'support',
      basis: '示例',
      remedy: '示例',
      evidence: [],
      toldHow: 'page',
    }),
  }),
  reportHelp: form({
    fields: {
      words: text(twin('做了什么', 'What was done'), { rows: 4 }),
      final: tick(twin('是不是最后一次回报', 'Is this the last report?'), twin('我方的部分已经办完', 'Our part is done')),
    },
    command: (v) => ({ do: 'reportHelp', ...v }),
    probe: () => ({ do: 'reportHelp', words: '示例', final: false }),
  }),
  handOver: form({
    lead: twin(
      '只能交给本单位的人。单位之间不能转，只能提异议由热线裁定（首接负责）。',
      'Inside the unit only. Between units a matter moves by objection and ruling.',
    ),
    fields: {
      to: pick(twin('交给谁', 'To'), (f) =>
        peopleOptions(f, f.matter.owner.unitId, [
          ...f.matter.recused,
          ...(f.matter.owner.accountId === null ? [] : [f.matter.owner.accountId]),
        ]),
      ),
      reason: reason(),
    },
    command: ({ to, reason: words }) => ({ do: 'handOver', to, reason: words }),
  }),
  object: form({
    lead: twin(
      '认为不该本单位办的，在时限内提一次，写明依据。裁定前仍由本单位负责，时限照常走；裁定后不得再退。',
      'Once, in time, with the basis. Until the ruling the matter stays here and the clock runs; after it nothing is returned again.',
    ),
    beside: ['duties'],
    fields: {
      reason: reason(),
      basis: basis(twin('职责清单条目或文件条款。', 'Duty-list entry or article.')),
      proposedUnitId: pickIfAny(twin('认为应由谁办', 'Whose it is'), (f) => unitOptions(f, { without: [f.matter.owner.unitId] })),
    },
    command: (v) => ({ do: 'object', ...v }),
    probe: () => ({ do: 'object', reason: '示例', basis: '示例', proposedUnitId: null }),
  }),
  askExtension: form({
    lead: twin(
      '要在到期前申请，由热线或县政府办裁定，并告知反映人。裁定前时限照常走。',
      'Before the deadline; somebody else rules, and the raiser is told. The clock runs meanwhile.',
    ),
    fields: {
      until: day(twin('延到哪一天', 'Until'), {
        min: tomorrow,
        hint: ({ matter, decision, lang }) => {
          const { until, times } = decision.limits.lastExtension(matter.deadline);
          return times <= matter.extensionsGranted
            ? undefined
            : lang === 'zh'
              ? `按规则最晚到 ${until}。`
              : `No later than ${until} by the rule.`;
        },
      }),
      measure: text(twin('这段时间做什么', 'What is done meanwhile'), { rows: 2, limit: 1000 }),
      reason: reason(twin('写给反映人看得懂的理由。', 'In words the raiser understands.')),
    },
    command: (v) => ({ do: 'askExtension', ...v }),
    probe: ({ matter, decision }) => ({
      do: 'askExtension',
      reason: '示例',
      measure: '示例',
      until: decision.limits.lastExtension(matter.deadline).until,
    }),
  }),
  hold: form({
    lead: twin(
      '条件不具备时用。必须有措施、确定的日期和下次联系反映人的日期，并由第二个人确认；确认前时限照常走。',
      'When conditions are missing: with a measure, a definite day and the next contact; a second person confirms.',
    ),
    fields: {
      reason: reason(twin('为什么现在办不了。', 'Why it cannot be done now.')),
      measure: text(twin('先做什么', 'Measure until then'), { rows: 2, limit: 1000 }),
      until: day(twin('到哪一天能办', 'Until'), { min: tomorrow }),
      nextContactOn: day(twin('哪一天再联系反映人', 'Next contact'), { min: ({ today }) => today }),
    },
    command: (v) => ({ do: 'hold', ...v }),
    probe: (f) => ({ do: 'hold', reason: '示例', measure: '示例', until: addDays(f.today, 7), nextContactOn: tomorrow(f) }),
  }),
  resume: form({ fields: { reason: reason() }, command: (v) => ({ do: 'resume', ...v }), probe: () => ({ do: 'resume', reason: '示例' }) }),
  askPause: form({
    lead: twin(
      '只有这四种情形能暂停计时，由第二个人批准。需要更多时间请用延期。',
      'Only these four causes stop the clock, and a second person approves.',
    ),
    fields: {
      cause: oneOf<PauseCause>(twin('原因', 'Cause'), pauseCauseText, {
        hints: { 'raiser-material': twin('最多两次，先书面告诉反映人要补什么', 'twice at most; tell the raiser in writing first') },
      }),
      until: dayIfAny(twin('到哪一天', 'Until'), {
        min: tomorrow,
        hint: twin('法定鉴定、听证、公示可以不填。', 'May be left open for a statutory procedure.'),
      }),
      reason: reason(),
    },
    command: (v) => ({ do: 'askPause', ...v }),
    probe: (f) => ({ do: 'askPause', cause: 'force-majeure', reason: '示例', until: tomorrow(f) }),
  }),
  endPause: form({
    fields: { reason: reason() },
    command: (v) => ({ do: 'endPause', ...v }),
    probe: () => ({ do: 'endPause', reason: '示例' }),
  }),
  askTermination: form({
    lead: twin(
      '中途终止须热线书面批准，并向反映人说明（潍坊 21 条）。批准前照常办理。',
      'The hotline approves in writing and the raiser is told why. Until then the work goes on.',
    ),
    danger: true,
    fields: { reason: reason(), basis: basis(twin('文件名和条款。', 'Document and article.')) },
    command: (v) => ({ do: 'askTermination', ...v }),
    probe: () => ({ do: 'askTermination', reason: '示例', basis: '示例' }),
  }),
  escalate: form({
    lead: twin(
      '本级协调不了的往上一级报：单位 → 乡镇或部门 → 县政府办 → 常务会议。承办单位不变，时限照常走。',
      'What cannot be settled here climbs one level. The owner stays, the clock runs.',
    ),
    fields: { reason: reason(twin('卡在哪、要上级定什么。', 'Where it is stuck, and what has to be decided.')) },
    command: (v) => ({ do: 'escalate', ...v }),
    probe: () => ({ do: 'escalate', reason: '示例' }),
  }),
  askExclusion: form({
    lead: twin(
      '只影响考核统计：状态、答复、评价都不变，也不给反映人贴标签。评价后规定时间内申请一次。',
      'Touches the rates only: state, reply and verdict stay, and the raiser is never labelled.',
    ),
    fields: { kind: oneOf(twin('哪一种情形', 'Which kind'), exclusionWords), reason: reason() },
    command: (v) => ({ do: 'askExclusion', ...v }),
    probe: () => ({ do: 'askExclusion', kind: 'outsideDuty', reason: '示例' }),
  }),
  appealExclusion: form({
    lead: twin('复议只有一次，裁定后不再变。', 'There is one appeal, and its ruling is final.'),
    fields: { reason: reason() },
    command: (v) => ({ do: 'appealExclusion', ...v }),
    probe: () => ({ do: 'appealExclusion', reason: '示例' }),
  }),
} satisfies Partial<Forms>;
