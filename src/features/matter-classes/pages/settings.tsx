// Thresholds of the signals, words of danger, and how many people live where. What is changed here is logged and printed with each candidate.
import { BackLink } from '#ui/back-link.tsx';
import { Checkboxes, Select } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, type FormState } from '#ui/form-state.ts';
import { pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    back: '一类事',
    title: '信号和门槛',
    lead: '达到门槛，系统就把它提为线索，并把当时的门槛印在旁边；立不立由人定。改动只影响以后。',
    on: '信号',
    onLabel: '打开：系统按门槛提出线索、提醒值班',
    danger: '需要马上看的字样',
    dangerHint: '新来件里出现就提醒值班，只发编号。用空格隔开，每个至少两个字。',
    save: '保存',
    saved: '已保存。',
    range: (least: number, most: number) => `${least} 到 ${most}`,
    residents: '各地人口',
    residentsLead: '有了人口，才能算“每千名居民多少件”。写哪天的数、从哪里来；新的数另记一行，旧的留着。',
    place: '地点',
    n: '居民人数',
    on2: '截至哪天',
    source: '来源',
    sourceHint: '例：公安户籍年报、第七次人口普查',
    have: '已登记的',
    none: '还没有登记',
  },
  en: {
    back: 'Classes of matters',
    title: 'Signals and thresholds',
    lead: 'What reaches a threshold is proposed as a clue, with the threshold printed beside it; people decide. Changes count from now on.',
    on: 'Signals',
    onLabel: 'On: the system proposes clues and tells the duty officer',
    danger: 'Words to be looked at at once',
    dangerHint: 'When a new matter holds one, the duty officer is told its number. Parted by spaces, two characters at least.',
    save: 'Save',
    saved: 'Saved.',
    range: (least: number, most: number) => `${least} to ${most}`,
    residents: 'Residents',
    residentsLead:
      'With the number of residents rates per 1,000 can be told. Say of which day and from where; a new number is a new line, the old one stays.',
    place: 'Place',
    n: 'Residents',
    on2: 'As of',
    source: 'Source',
    sourceHint: 'e.g. the yearly register, the census',
    have: 'What is registered',
    none: 'Nothing yet',
  },
};

export type ThresholdField = { name: string; label: string; least: number; most: number };
type SettingsProps = { frame: StaffFrame; fields: readonly ThresholdField[]; form: FormState; saved: boolean };

export function SettingsPage({ frame, fields, form, saved }: SettingsProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/classes" label={t.back} />
      <h1>{t.title}</h1>
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <p>{t.lead}</p>
      <Form action="/staff/classes/settings" csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Checkboxes {...asGroup(form, 'on')} lang={lang} label={t.on} options={[{ value: 'yes', label: t.onLabel }]} />
        <div class="two">
          {fields.map((field) => (
            <Field
              {...asField(form, field.name)}
              lang={lang}
              label={field.label}
              hint={t.range(field.least, field.most)}
              inputmode="numeric"
              width="short"
            />
          ))}
        </div>
        <TextArea {...asField(form, 'danger')} lang={lang} label={t.danger} hint={t.dangerHint} rows={3} optional />
        <SubmitRow label={t.save} />
      </Form>
    </StaffPage>
  );
}

export type ResidentsRow = { place: string; n: number; on: string; source: string };
type ResidentsProps = {
  frame: StaffFrame;
  rows: readonly ResidentsRow[];
  places: readonly { value: string; label: string }[];
  form: FormState;
  saved: boolean;
};

export function ResidentsPage({ frame, rows, places, form, saved }: ResidentsProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.residents} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/classes" label={t.back} />
      <h1>{t.residents}</h1>
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <p>{t.residentsLead}</p>
      <Form action="/staff/classes/residents" csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Select {...asField(form, 'place')} lang={lang} label={t.place} options={places} />
        <Field {...asField(form, 'n')} lang={lang} label={t.n} inputmode="numeric" width="short" />
        <DateField {...asField(form, 'on')} lang={lang} label={t.on2} />
        <Field {...asField(form, 'source')} lang={lang} label={t.source} hint={t.sourceHint} />
        <SubmitRow label={t.save} />
      </Form>
      {rows.length === 0 ? (
        <p class="muted">{t.none}</p>
      ) : (
        <Table
          lang={lang}
          caption={t.have}
          rows={rows}
          columns={[
            { head: t.place, kind: 'main', cell: (row) => row.place },
            { head: t.n, kind: 'num', cell: (row) => row.n },
            { head: t.on2, cell: (row) => <span class="num nowrap">{row.on}</span> },
            { head: t.source, cell: (row) => row.source },
          ]}
        />
      )}
    </StaffPage>
  );
}
