// Forms of the second person: whoever rules on a request never made it and never handled the matter.
import { line, oneOf, pick, pickIfAny, text, tick, yesNo } from './staff-fields.ts';
import { type Forms, form, unitOptions } from './staff-form.ts';
import { reason } from './staff-forms-desk.ts';
import type { Twin } from './words.ts';

const twin = (zh: string, en: string): Twin => ({ zh, en });
const granted = (yes: Twin = twin('同意', 'granted'), no: Twin = twin('不同意', 'refused')) => yesNo(twin('决定', 'Decision'), yes, no);

export const rulingForms = {
  remind: form({
    lead: {
      zh: '单位会收到提醒。一件事一天只催一次；到点不办，系统照样亮灯、催办、提级。',
      en: 'The unit is told. Once a day for each matter; the clock goes on lighting, urging and escalating by itself.',
    },
    fields: {
      words: text({ zh: '催办说明', en: 'Words to the unit' }, { rows: 3, optional: true, limit: 500 }),
    },
    command: ({ words }) => ({ do: 'remind', words }),
    probe: () => ({ do: 'remind', words: '' }),
  }),
  ruleObjection: form({
    lead: twin('裁定是最终的：无论哪种结果，这件事都不得再退。', 'Final in every outcome: it may not be returned again.'),
    beside: ['asked', 'duties'],
    fields: {
      outcome: oneOf(twin('裁定', 'Ruling'), {
        rejected: twin('异议不成立，仍由它办', 'rejected: the unit keeps it'),
        upheld: twin('异议成立，退回派单重派一次', 'upheld: dispatched anew, once'),
        designated: twin('指定由另一单位办', 'another unit is named'),
      }),
      to: pickIfAny(twin('指定哪个单位', 'Unit named'), (f) => unitOptions(f, { without: [f.matter.owner.unitId] }), {
        hint: twin('只在“指定”时填。', 'Only where a unit is named.'),
      }),
      reason: reason(),
    },
    command: (v) => ({ do: 'ruleObjection', ...v }),
    probe: () => ({ do: 'ruleObjection', outcome: 'rejected', to: null, reason: '示例' }),
  }),
  ruleExtension: form({
    beside: ['asked'],
    fields: {
      granted: granted(),
      reason: reason(),
      toldRaiser: tick(twin('告知反映人', 'The raiser'), twin('已把新日期和理由告诉反映人', 'was told the new date and why')),
    },
    command: (v) => ({ do: 'ruleExtension', ...v }),
    probe: () => ({ do: 'ruleExtension', granted: false, reason: '示例', toldRaiser: false }),
  }),
  ruleHold: form({
    lead: twin(
      '同意后，时限移到承诺的日期，到期自动恢复办理。',
      'When confirmed, the deadline moves to the promised day, and work resumes by itself.',
    ),
    beside: ['asked'],
    fields: { confirmed: granted(twin('确认', 'confirmed'), twin('不确认，继续办', 'not confirmed: work goes on')), reason: reason() },
    command: (v) => ({ do: 'ruleHold', ...v }),
    probe: () => ({ do: 'ruleHold', confirmed: false, reason: '示例' }),
  }),
  rulePause: form({
    beside: ['asked'],
    fields: { granted: granted(), reason: reason() },
    command: (v) => ({ do: 'rulePause', ...v }),
    probe: () => ({ do: 'rulePause', granted: false, reason: '示例' }),
  }),
  ruleTermination: form({
    beside: ['asked'],
    danger: true,
    fields: {
      granted: granted(twin('批准终止', 'approved'), twin('不批准，继续办', 'refused: work goes on')),
      reason: reason(),
      toldRaiser: text(twin('怎么告诉反映人的', 'How the raiser was told'), {
        rows: 2,
        limit: 1000,
        optional: true,
        hint: twin('批准时必须填。', 'Needed where it is approved.'),
      }),
    },
    command: (v) => ({ do: 'ruleTermination', ...v }),
    probe: () => ({ do: 'ruleTermination', granted: false, reason: '示例', toldRaiser: '' }),
  }),
  ruleExclusion: form({
    beside: ['asked'],
    fields: { granted: granted(), reason: reason() },
    command: (v) => ({ do: 'ruleExclusion', ...v }),
    probe: () => ({ do: 'ruleExclusion', granted: false, reason: '示例' }),
  }),
  ruleAppeal: form({
    beside: ['asked'],
    fields: { granted: granted(), reason: reason() },
    command: (v) => ({ do: 'ruleAppeal', ...v }),
    probe: () => ({ do: 'ruleAppeal', granted: false, reason: '示例' }),
  }),
  designate: form({
    lead: twin(
      '提级到县级以后，由县政府办或会议指定承办单位；指定后不得再退。',
      'At county level the office or the meeting names the unit; it may not be returned.',
    ),
    beside: ['duties'],
    fields: {
      to: pick(twin('指定给', 'To'), (f) => unitOptions(f)),
      reason: reason(),
      minutes: line(twin('会议纪要', 'Minutes'), { optional: true, limit: 200 }),
    },
    command: (v) => ({ do: 'designate', ...v }),
  }),
  concludeUnresolved: form({
    lead: twin(
      '只有常务会议能这样作结。反映人说没解决的，统计里永远是没解决。',
      'Only the standing meeting may; what the raiser calls unsolved stays unsolved in every figure.',
    ),
    danger: true,
    fields: {
      reason: reason(),
      basis: line(twin('依据', 'Basis'), { limit: 500 }),
      minutes: line(twin('会议纪要', 'Minutes'), { limit: 200 }),
    },
    command: (v) => ({ do: 'concludeUnresolved', ...v }),
    probe: () => ({ do: 'concludeUnresolved', reason: '示例', basis: '示例', minutes: '示例' }),
  }),
} satisfies Partial<Forms>;
