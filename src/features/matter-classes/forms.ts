// The forms of a class: which fields an action asks for, and the command they make. Words stand beside the fields; what is wrong is decided by core alone.
import type { ClassCommand, ClassCommandName } from '#core/matter-class/commands.ts';
import { type MeasureKind, measureKinds } from '#core/matter-class/events.ts';
import { type MatterClass, measuresNow } from '#core/matter-class/state.ts';
import { parseDay } from '#core/time/day.ts';
import {
  type FormField,
  hypothesis,
  int,
  listed,
  numbers,
  person,
  type Read,
  readWhys,
  reason,
  say,
  startWhys,
  title,
  unit,
  whys,
} from './form-fields.ts';
import { wordsTyped } from './rules.ts';
import { measureKindWords, type Twin } from './words.ts';

/** What a door makes of it: a command, or one of the moves that touch other classes or matters. */
export type Asked =
  | { ask: 'command'; command: ClassCommand }
  | { ask: 'include' | 'exclude'; numbers: string[]; reason: string }
  | { ask: 'split'; numbers: string[]; reason: string; title: string; words: string[] }
  | { ask: 'join'; into: string; reason: string };
export type ClassForm = {
  name: ClassCommandName;
  title: Twin;
  lead: Twin;
  button: Twin;
  fields: readonly FormField[];
  /** What stands in the fields at first. */
  start?: (m: MatterClass) => Record<string, string | readonly string[]>;
  asked: (read: Read) => Asked;
};

const command = (made: ClassCommand): Asked => ({ ask: 'command', command: made });

export const classForms: Readonly<Record<string, ClassForm>> = {
  confirm: {
    name: 'confirm',
    title: say('确认为候选', 'Confirm as a candidate'),
    lead: say(
      '确认后它成为候选：可以分、可以并，再由县政府办或热线立题。',
      'It becomes a candidate, to be split or joined, and then established by the county office or the hotline.',
    ),
    button: say('确认', 'Confirm'),
    fields: [title, hypothesis],
    start: (m) => ({ title: m.title, hypothesis: m.hypothesis }),
    asked: ({ text }) => command({ do: 'confirm', title: text('title'), hypothesis: text('hypothesis') }),
  },
  name: {
    name: 'name',
    title: say('改名称、假设和范围', 'Change title, hypothesis and scope'),
    lead: say(
      '范围决定哪些事项自动归进来，也决定数怎么数。改动会记在经过里。',
      'The scope says which matters belong to it by themselves and are counted. Changes are kept in its story.',
    ),
    button: say('保存', 'Save'),
    fields: [
      title,
      hypothesis,
      {
        name: 'categories',
        kind: 'categories',
        label: say('类别', 'Categories'),
        hint: say('包括下级类别。可以按住 Ctrl 多选。', 'With all below them. Hold Ctrl to choose several.'),
      },
      {
        name: 'places',
        kind: 'places',
        label: say('地点', 'Places'),
        hint: say('不选就是全县。', 'None means the whole county.'),
        optional: true,
      },
      {
        name: 'words',
        kind: 'line',
        label: say('必须有其中一个字词', 'Holding one of these words'),
        optional: true,
        hint: say('用空格隔开，每个至少两个字。', 'Parted by spaces, two characters at least.'),
      },
      { name: 'notWords', kind: 'line', label: say('有这些字词的不算', 'And none of these'), optional: true },
    ],
    start: (m) => ({
      title: m.title,
      hypothesis: m.hypothesis,
      categories: m.scope.categoryIds,
      places: m.scope.placeIds,
      words: m.scope.words.join(' '),
      notWords: m.scope.notWords.join(' '),
    }),
    asked: ({ text, list }) =>
      command({
        do: 'name',
        title: text('title'),
        hypothesis: text('hypothesis'),
        scope: {
          categoryIds: list('categories'),
          placeIds: list('places'),
          words: wordsTyped(text('words')),
          notWords: wordsTyped(text('notWords')),
        },
      }),
  },
  aside: {
    name: 'setAside',
    title: say('搁置', 'Set aside'),
    lead: say('写清为什么不立。以后数量翻倍，系统会再提出来。', 'Say why. When there are twice as many, it is proposed again.'),
    button: say('搁置', 'Set aside'),
    fields: [reason],
    asked: ({ text }) => command({ do: 'setAside', reason: text('reason') }),
  },
  'take-up': {
    name: 'takeUp',
    title: say('重新捡起', 'Take up again'),
    lead: say('它回到线索。', 'It becomes a clue again.'),
    button: say('捡起', 'Take up'),
    fields: [reason],
    asked: ({ text }) => command({ do: 'takeUp', reason: text('reason') }),
  },
  include: {
    name: 'include',
    title: say('加进事项', 'Take matters in'),
    lead: say('范围没有覆盖、但确实是同一回事的，写编号加进来。', 'What the scope does not cover and is the same all the same.'),
    button: say('加进来', 'Take in'),
    fields: [numbers, reason],
    asked: ({ text }) => ({ ask: 'include', numbers: listed(text('numbers')), reason: text('reason') }),
  },
  exclude: {
    name: 'exclude',
    title: say('移出事项', 'Leave matters out'),
    lead: say(
      '移出的不再计数，所以只有县政府办或热线、且不属于牵头单位的人能做。',
      'They are counted no more, so only the county office or the hotline may do this, and never the owner unit.',
    ),
    button: say('移出', 'Leave out'),
    fields: [numbers, reason],
    asked: ({ text }) => ({ ask: 'exclude', numbers: listed(text('numbers')), reason: text('reason') }),
  },
  split: {
    name: 'split',
    title: say('分出一部分', 'Split a part off'),
    lead: say('两回事混在一起时，把其中一回事分出去，成为新的线索。', 'When two things are mixed: one of them becomes a clue of its own.'),
    button: say('分出去', 'Split off'),
    fields: [
      numbers,
      { ...title, label: say('新的一类叫什么', 'Title of the new class') },
      {
        name: 'words',
        kind: 'line',
        label: say('以后有这些字词的归新的一类', 'From now on, what holds these words goes there'),
        optional: true,
        hint: say('不填，新的一类只有勾选的这些。', 'Without words it holds only what was chosen.'),
      },
      reason,
    ],
    asked: ({ text }) => ({
      ask: 'split',
      numbers: listed(text('numbers')),
      title: text('title'),
      words: wordsTyped(text('words')),
      reason: text('reason'),
    }),
  },
  join: {
    name: 'joinTo',
    title: say('并入另一类', 'Join to another class'),
    lead: say('它的范围和加进来的事项一起并过去，编号还能查到。', 'Its scope and members go over; its number can still be found.'),
    button: say('并入', 'Join'),
    fields: [{ name: 'into', kind: 'class', label: say('并到哪一类', 'Into which class') }, reason],
    asked: ({ text }) => ({ ask: 'join', into: text('into'), reason: text('reason') }),
  },
  establish: {
    name: 'establish',
    title: say('立题', 'Establish'),
    lead: say(
      '定下牵头单位、责任人，并把原因问到可以改的地方。',
      'Name the owner unit and the person, and find the cause that can be changed.',
    ),
    button: say('立题', 'Establish'),
    fields: [unit, person, ...whys],
    start: startWhys,
    asked: (read) => command({ do: 'establish', unitId: read.text('unit'), accountId: read.text('person'), whys: readWhys(read) }),
  },
  owner: {
    name: 'changeOwner',
    title: say('换牵头单位或责任人', 'Change the owner'),
    lead: say('记在经过里，新的责任人会收到提醒。', 'It is kept in the story; the new owner is told.'),
    button: say('保存', 'Save'),
    fields: [unit, person, reason],
    start: (m) => ({ unit: m.owner?.unitId ?? '', person: m.owner?.accountId ?? '' }),
    asked: ({ text }) => command({ do: 'changeOwner', unitId: text('unit'), accountId: text('person'), reason: text('reason') }),
  },
  cause: {
    name: 'findCause',
    title: say('写明原因', 'Find the cause'),
    lead: say('反弹或没见效以后，旧的原因要重新问。', 'After a relapse, or when nothing helped, the old cause is asked anew.'),
    button: say('保存', 'Save'),
    fields: whys,
    start: startWhys,
    asked: (read) => command({ do: 'findCause', whys: readWhys(read) }),
  },
  measure: {
    name: 'planMeasure',
    title: say('定一项措施', 'Plan a measure'),
    lead: say(
      '八样说全才算具体：做什么、谁做、何时、什么标准、多少钱、改什么规矩、谁查怎么问居民、做不成怎么办。至少有一项要改规矩、流程或设施。',
      'Concrete means eight things: what, who, when, by what standard, at what cost, which rule changes, who checks and asks residents, and what if it fails. One measure at least changes a rule, a process or an asset.',
    ),
    button: say('保存措施', 'Save the measure'),
    fields: [
      { name: 'kind', kind: 'kind', label: say('哪一种', 'Kind') },
      {
        name: 'text',
        kind: 'text',
        label: say('做什么', 'What is done'),
        hint: say('动作、对象、地点、数量。例：更换东街社区三号楼到七号楼楼道声控灯 42 盏', 'Action, thing, place, quantity'),
        rows: 3,
        limit: 300,
      },
      { ...unit, label: say('责任单位', 'Unit') },
      { ...person, label: say('责任人', 'Person') },
      { name: 'due', kind: 'day', label: say('完成日期', 'Done by') },
      {
        name: 'standard',
        kind: 'line',
        label: say('做到什么样算完成', 'Standard'),
        hint: say('外人也能核对：数、读数、照片、清单。', 'What a stranger can check: a number, a reading, a photo, a list.'),
      },
      {
        name: 'money',
        kind: 'line',
        label: say('花多少钱，从哪里来', 'Cost and its source'),
        hint: say('例：2.1 万元，物业专项维修资金；不花钱写 0', 'e.g. 21,000 yuan from the repair fund; 0 if none'),
      },
      {
        name: 'rule',
        kind: 'line',
        label: say('改哪个制度或文件', 'Which rule changes'),
        hint: say('没有就写“无，因为……”', 'Or “none, because …”'),
      },
      { name: 'checker', kind: 'line', label: say('谁来检查', 'Who checks') },
      {
        name: 'asking',
        kind: 'line',
        label: say('怎么问居民', 'How residents are asked'),
        hint: say('例：电话回访反映过的 12 户', 'e.g. calling the twelve who had raised it'),
      },
      { name: 'fallback', kind: 'line', label: say('做不成怎么办', 'What if it fails') },
    ],
    start: (m) => ({ unit: m.owner?.unitId ?? '', person: m.owner?.accountId ?? '' }),
    asked: ({ text, id }) =>
      command({
        do: 'planMeasure',
        id,
        plan: {
          kind: (measureKinds as readonly string[]).includes(text('kind')) ? (text('kind') as MeasureKind) : 'explain',
          text: text('text'),
          unitId: text('unit'),
          accountId: text('person'),
          due: text('due'),
          standard: text('standard'),
          money: text('money'),
          rule: text('rule'),
          checker: text('checker'),
          asking: text('asking'),
          fallback: text('fallback'),
        },
      }),
  },
  drop: {
    name: 'dropMeasure',
    title: say('撤下一项措施', 'Drop a measure'),
    lead: say('它留在记录里，写清为什么不做了。', 'It stays on record with the reason.'),
    button: say('撤下', 'Drop'),
    fields: [{ name: 'measure', kind: 'measure', label: say('哪一项', 'Which') }, reason],
    asked: ({ text }) => command({ do: 'dropMeasure', id: text('measure'), reason: text('reason') }),
  },
  start: {
    name: 'start',
    title: say('措施开始', 'Begin the measures'),
    lead: say(
      '至少要有一项改规矩、流程或设施的措施，原因要写清。',
      'At least one measure changes a rule, a process or an asset, and the cause is found.',
    ),
    button: say('开始', 'Begin'),
    fields: [],
    asked: () => command({ do: 'start' }),
  },
  finish: {
    name: 'finishMeasure',
    title: say('一项措施做完', 'A measure is done'),
    lead: say('写明哪天做完、凭什么说做完了。', 'Which day, and by what it is known.'),
    button: say('做完了', 'Done'),
    fields: [
      { name: 'measure', kind: 'measure', label: say('哪一项', 'Which') },
      { name: 'on', kind: 'day', label: say('做完的日期', 'Done on') },
      {
        name: 'evidence',
        kind: 'line',
        label: say('凭据', 'Evidence'),
        hint: say('验收单、照片编号、读数……', 'A report, photo numbers, a reading …'),
      },
    ],
    asked: ({ text }) =>
      command({
        do: 'finishMeasure',
        id: text('measure'),
        on: parseDay(text('on')) ?? ('9999-12-31' as const),
        evidence: text('evidence'),
      }),
  },
  observe: {
    name: 'observe',
    title: say('进入观察期', 'Begin the observation'),
    lead: say(
      '从措施见效的日子起，至少看两个完整的周期，再由别的单位判定。',
      'From the date of the measure on, two whole periods at least; then another unit judges.',
    ),
    button: say('开始观察', 'Begin'),
    fields: [
      {
        name: 'from',
        kind: 'day',
        label: say('措施起算日', 'Date of the measure'),
        hint: say('在第一项做完和最后一项做完后一个月之间。', 'Between the first done and a month after the last.'),
      },
      { name: 'periods', kind: 'line', label: say('几个周期', 'How many periods') },
      { name: 'periodDays', kind: 'line', label: say('一个周期多少天', 'Days of a period') },
    ],
    start: (m) => ({
      from:
        measuresNow(m)
          .flatMap((one) => (one.done ? [one.done.on] : []))
          .sort()
          .at(-1) ?? '',
      periods: '2',
      periodDays: '28',
    }),
    asked: ({ text }) =>
      command({
        do: 'observe',
        from: parseDay(text('from')) ?? ('9999-12-31' as const),
        periods: int(text('periods')),
        periodDays: int(text('periodDays')),
      }),
  },
  extend: {
    name: 'extendObservation',
    title: say('延长观察期', 'Extend the observation'),
    lead: say('数据不足或起伏大时再看几个周期。', 'When there are too few data or they scatter.'),
    button: say('延长', 'Extend'),
    fields: [{ name: 'periods', kind: 'line', label: say('再看几个周期', 'How many more periods') }, reason],
    start: () => ({ periods: '1' }),
    asked: ({ text }) => command({ do: 'extendObservation', periods: int(text('periods')), reason: text('reason') }),
  },
  conclude: {
    name: 'conclude',
    title: say('判定成效', 'Judge the effect'),
    lead: say(
      '“见效”要数据支持：区间整个在下降一侧。数据不足或看不出变化时，只能判“未见效”或延长观察。',
      '“Effective” needs the figures: an interval that lies wholly on the side of a fall. Else say “no effect shown”, or extend.',
    ),
    button: say('判定', 'Judge'),
    fields: [
      { name: 'outcome', kind: 'outcome', label: say('结论', 'Outcome') },
      { name: 'words', kind: 'text', label: say('依据', 'Grounds'), rows: 3, limit: 300 },
    ],
    asked: ({ text }) =>
      // Nothing chosen is asked back: a missing answer is no verdict.
      command({
        do: 'conclude',
        outcome: (['effective', 'ineffective'] as const).find((one) => one === text('outcome')) ?? null,
        words: text('words'),
      }),
  },
  resume: {
    name: 'resume',
    title: say('换办法再来', 'Another try'),
    lead: say('做过的都留着；原因和措施重新来。', 'What was done stays; cause and measures begin anew.'),
    button: say('再来', 'Try again'),
    fields: [reason],
    asked: ({ text }) => command({ do: 'resume', reason: text('reason') }),
  },
  archive: {
    name: 'archive',
    title: say('归档', 'Archive'),
    lead: say(
      '写清靠什么管住不再发生。一年后提醒复查；再多起来会自动重开。',
      'Say what keeps it from coming back. It is reviewed after a year, and opened again by itself when it is back.',
    ),
    button: say('归档', 'Archive'),
    fields: [
      {
        name: 'lasting',
        kind: 'text',
        label: say('靠什么管住', 'What keeps it so'),
        rows: 3,
        limit: 300,
        hint: say('例：每周夜间巡灯写进物业合同', 'e.g. a weekly round written into the contract'),
      },
      { name: 'document', kind: 'line', label: say('文件号', 'Document'), optional: true },
    ],
    asked: ({ text }) => command({ do: 'archive', lasting: text('lasting'), document: text('document') }),
  },
  review: {
    name: 'review',
    title: say('一年复查', 'Yearly review'),
    lead: say('制度还在执行吗，数有没有回升。', 'Whether the rule still holds, and whether the numbers rise.'),
    button: say('保存', 'Save'),
    fields: [{ name: 'words', kind: 'text', label: say('复查情况', 'What was found'), rows: 3, limit: 300 }],
    asked: ({ text }) => command({ do: 'review', words: text('words') }),
  },
};

export const formOfCommand = (name: ClassCommandName): string | undefined =>
  Object.keys(classForms).find((key) => classForms[key]?.name === name);
export const kindOptions = measureKinds.map((value) => ({ value, label: measureKindWords[value] }));
