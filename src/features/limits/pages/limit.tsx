// One limit: the rows there are, the form of the next one, and before it is kept the old and the new side by side with a worked example.
import type { Day, Instant } from '#core/time/day.ts';
import type { Limit, LimitUnit } from '#core/time/limits.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Radios, Select } from '#ui/choice.tsx';
import { HowCounted } from '#ui/details.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { instantShort, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { LimitField } from '../rules.ts';
import { spanWords, trustWords, unitWords } from '../words.ts';

const text = {
  zh: {
    back: '时限规则',
    rows: '历次规则',
    length: '时限',
    basis: '依据',
    dates: '生效',
    who: '谁改的、为什么',
    shipped: '随软件',
    withdraw: '撤回',
    change: '改这条时限',
    changeLead: '保存的是一行新规则。从生效日起，新开始的计时用它；已经在办的，日期不变。',
    value: '时限',
    unit: '单位',
    roll: '最后一天是休息日时',
    rollYes: '顺延到下一个工作日',
    rollNo: '不顺延',
    closing: '最后一天几点截止',
    closingHint: '例：17:30；到当天零点写 24:00。按小时的时限不看这一项。',
    times: '可以延期几次',
    timesHint: '0 是不能延；留空是依据里没写次数。',
    max: '每次最多延多久',
    maxNone: '没写长度：承诺一个明确日期',
    maxOriginal: '不超过原时限',
    maxSpan: '不超过下面的长度',
    maxValue: '长度',
    maxUnit: '长度的单位',
    note: '延期的说明',
    basisField: '依据（文件名和条款）',
    basisEn: '依据的英文',
    source: '文号或来源编号',
    trust: '依据有多可靠',
    from: '从哪天起',
    fromHint: '今天或以后。',
    to: '到哪天止',
    toHint: '长期有效就留空；填了，过后自动回到前一条。',
    reason: '为什么改',
    reasonHint: '会记下来，审计看得到。',
    exampleField: '举例：从什么时候开始计时',
    exampleHint: '只用来演示怎么算，例：2026-12-31 16:00。',
    check: '先看改前改后',
    save: '确认保存',
    edit: '回去改',
    before: '现在',
    after: '改后',
    compare: '改前改后',
    item: '项目',
    example: (at: string) => `举例：如果 ${at} 开始计时`,
    row: { length: '时限', basis: '依据', extension: '延期', closing: '截止', roll: '休息日', dates: '生效' },
    stays: '已经在办的事项日期都不变；从生效日起新开始的计时按新规则。',
    only: '只有系统管理员可以改。',
    from2: (day: string) => `${day} 起`,
    until: (day: string) => `，到 ${day}`,
    timesWords: (n: number | null) => (n === null ? '不限次数' : n === 0 ? '不延期' : `${n} 次`),
  },
  en: {
    back: 'Limits',
    rows: 'Rows there are',
    length: 'Limit',
    basis: 'Source',
    dates: 'In force',
    who: 'By whom, and why',
    shipped: 'came with the program',
    withdraw: 'Take back',
    change: 'Change this limit',
    changeLead: 'What is saved is a new row. It counts for what begins from its first day on; matters under way keep their dates.',
    value: 'Limit',
    unit: 'Unit',
    roll: 'If the last day is a day off',
    rollYes: 'it moves to the next working day',
    rollNo: 'it stays',
    closing: 'Closing time of the last day',
    closingHint: 'For example 17:30; 24:00 for midnight. Hours do not use it.',
    times: 'How many extensions',
    timesHint: '0: none; empty: the source names no number.',
    max: 'How long each may be',
    maxNone: 'no length named: a definite day is promised',
    maxOriginal: 'no longer than the limit',
    maxSpan: 'no longer than the length below',
    maxValue: 'Length',
    maxUnit: 'Unit of the length',
    note: 'Words about the extension',
    basisField: 'Source (document and article)',
    basisEn: 'Source in English',
    source: 'Document number or tag',
    trust: 'How sure is the source',
    from: 'From which day',
    fromHint: 'Today or later.',
    to: 'To which day',
    toHint: 'Empty if it stays; after it the former row is in force again.',
    reason: 'Why',
    reasonHint: 'It is recorded and seen by the audit.',
    exampleField: 'Example: when it begins',
    exampleHint: 'Only to show the reckoning, for example 2026-12-31 16:00.',
    check: 'Compare first',
    save: 'Save',
    edit: 'Back to the form',
    before: 'Now',
    after: 'Then',
    compare: 'Before and after',
    item: 'What',
    example: (at: string) => `For example, for what begins ${at}`,
    row: { length: 'Limit', basis: 'Source', extension: 'Extension', closing: 'Closing time', roll: 'Day off', dates: 'In force' },
    stays: 'Matters under way keep their dates; what begins from the first day on follows the new rule.',
    only: 'Only system administrators may change it.',
    from2: (day: string) => `from ${day}`,
    until: (day: string) => ` to ${day}`,
    timesWords: (n: number | null) => (n === null ? 'any number' : n === 0 ? 'none' : `${n}`),
  },
};

export type RowView = { limit: Limit; reason: string; who: string; madeAt: Instant | null; mayWithdraw: boolean };
export type Comparison = {
  before: Limit;
  after: Limit;
  at: Instant;
  due: { before: string; after: string };
  explained: { before: readonly string[]; after: readonly string[] };
};
type Props = {
  frame: StaffFrame;
  limitKey: string;
  title: string;
  rows: readonly RowView[];
  units: readonly LimitUnit[];
  form: FormState<LimitField>;
  comparison: Comparison | null;
  mayChange: boolean;
  today: Day;
  now: Instant;
};

export function LimitPage(props: Props) {
  const { frame, limitKey, title, form, comparison, mayChange } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={title} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/limits" label={t.back} />
      <h1>
        {title} <span class="muted">{limitKey}</span>
      </h1>
      {comparison ? <Compared {...props} comparison={comparison} /> : null}
      {comparison ? null : <Rows {...props} />}
      {mayChange ? comparison ? null : <ChangeForm {...props} /> : <p>{t.only}</p>}
    </StaffPage>
  );
}

function Rows({ frame, rows, limitKey, now }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <Table
      lang={lang}
      caption={t.rows}
      rows={rows}
      columns={[
        { head: t.dates, kind: 'main', cell: ({ limit }) => `${t.from2(limit.validFrom)}${limit.validTo ? t.until(limit.validTo) : ''}` },
        { head: t.length, cell: ({ limit }) => <span class="nowrap">{spanWords(limit, lang)}</span> },
        { head: t.basis, cell: ({ limit }) => `${limit.basis[lang]} · ${trustWords[limit.trust][lang]}` },
        {
          head: t.who,
          cell: (row) => (row.madeAt ? `${row.who} · ${instantShort(row.madeAt, now, lang)} · ${row.reason}` : t.shipped),
        },
        {
          head: t.withdraw,
          labelled: false,
          cell: (row) =>
            row.mayWithdraw ? (
              <Form action={`/staff/limits/${limitKey}/withdraw`} csrf={frame.csrf}>
                <Hidden name="validFrom" value={row.limit.validFrom} />
                <button type="submit" class="btn" aria-label={`${t.withdraw} ${row.limit.validFrom}`}>
                  {t.withdraw}
                </button>
              </Form>
            ) : null,
        },
      ]}
    />
  );
}

function ChangeForm({ frame, limitKey, form, units, today }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const unitOptions = units.map((unit) => ({ value: unit, label: unitWords[unit][lang] }));
  const spanUnits = (['h', 'wd', 'd', 'mo', 'y'] as const).map((unit) => ({ value: unit, label: unitWords[unit][lang] }));
  const trusts = (['V', 'P', 'M'] as const).map((one) => ({ value: one, label: trustWords[one][lang] }));
  return (
    <>
      <h2>{t.change}</h2>
      <p>{t.changeLead}</p>
      <Form action={`/staff/limits/${limitKey}`} csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Field {...asField(form, 'value')} lang={lang} label={t.value} inputmode="numeric" width="short" />
        <Select {...asField(form, 'unit')} lang={lang} label={t.unit} options={unitOptions} />
        <DateField {...asField(form, 'validFrom')} lang={lang} label={t.from} hint={t.fromHint} min={today} />
        <DateField {...asField(form, 'validTo')} lang={lang} label={t.to} hint={t.toHint} min={today} optional />
        <Field {...asField(form, 'basis')} lang={lang} label={t.basisField} />
        <Field {...asField(form, 'basisEn')} lang={lang} label={t.basisEn} optional />
        <Field {...asField(form, 'source')} lang={lang} label={t.source} />
        <Radios {...asField(form, 'trust')} lang={lang} label={t.trust} options={trusts} />
        <Radios
          {...asField(form, 'roll')}
          lang={lang}
          label={t.roll}
          options={[
            { value: 'no', label: t.rollNo },
            { value: 'yes', label: t.rollYes },
          ]}
        />
        <Field {...asField(form, 'closingTime')} lang={lang} label={t.closing} hint={t.closingHint} width="short" />
        <Field {...asField(form, 'extensionTimes')} lang={lang} label={t.times} hint={t.timesHint} width="short" optional />
        <Radios
          {...asField(form, 'extensionMax')}
          lang={lang}
          label={t.max}
          options={[
            { value: 'none', label: t.maxNone },
            { value: 'original', label: t.maxOriginal },
            { value: 'span', label: t.maxSpan },
          ]}
        />
        <Field {...asField(form, 'extensionValue')} lang={lang} label={t.maxValue} width="short" optional />
        <Select {...asField(form, 'extensionUnit')} lang={lang} label={t.maxUnit} options={spanUnits} optional />
        <Field {...asField(form, 'extensionNote')} lang={lang} label={t.note} optional />
        <TextArea {...asField(form, 'reason')} lang={lang} label={t.reason} hint={t.reasonHint} rows={2} />
        <Field {...asField(form, 'exampleAt')} lang={lang} label={t.exampleField} hint={t.exampleHint} width="middle" />
        <SubmitRow label={t.check} name="step" value="check" />
      </Form>
    </>
  );
}

function Compared({ frame, limitKey, form, comparison, now }: Props & { comparison: Comparison }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const { before, after, explained } = comparison;
  const extension = ({ extension: { times, max, note } }: Limit) =>
    [t.timesWords(times), max === 'original' ? t.maxOriginal : max ? spanWords(max, lang) : '', note[lang]].filter(Boolean).join(' · ');
  const dates = (limit: Limit) => `${t.from2(limit.validFrom)}${limit.validTo ? t.until(limit.validTo) : ''}`;
  const rows: [string, (limit: Limit) => string][] = [
    [t.row.length, (limit) => spanWords(limit, lang)],
    [t.row.dates, dates],
    [t.row.basis, (limit) => `${limit.basis[lang]} · ${limit.source} · ${trustWords[limit.trust][lang]}`],
    [t.row.roll, (limit) => (limit.roll ? t.rollYes : t.rollNo)],
    [t.row.closing, (limit) => limit.closingTime],
    [t.row.extension, extension],
  ];
  return (
    <>
      <Notice tone="info" title={t.stays} />
      <Table
        lang={lang}
        caption={t.compare}
        plain
        rows={rows}
        columns={[
          { head: t.item, kind: 'main', cell: ([name]) => name },
          { head: t.before, cell: ([, of]) => of(before) },
          { head: t.after, cell: ([, of]) => (of(before) === of(after) ? of(after) : <b>{of(after)}</b>) },
        ]}
      />
      <h2>{t.example(instantShort(comparison.at, now, lang))}</h2>
      <HowCounted lang={lang} lines={explained.before} summary={`${t.before}: ${comparison.due.before}`} />
      <HowCounted lang={lang} lines={explained.after} summary={`${t.after}: ${comparison.due.after}`} />
      <Form action={`/staff/limits/${limitKey}`} csrf={frame.csrf}>
        {Object.entries(form.values).map(([name, value]) => (
          <Hidden name={name} value={typeof value === 'string' ? value : ''} />
        ))}
        <SubmitRow label={t.save} name="step" value="save">
          <button type="submit" class="btn" name="step" value="edit">
            {t.edit}
          </button>
        </SubmitRow>
      </Form>
    </>
  );
}
