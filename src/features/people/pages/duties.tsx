// The duty lists: what a level does itself, what it only helps with, and what departments took back and may not be passed down (P09).
import type { Day } from '#core/time/day.ts';
import { Select, type SelectOption } from '#ui/choice.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { DutyEntry, DutyLevel, DutyList } from '../rules.ts';
import { PeopleTabs } from './people-tabs.tsx';

export const dutyLists = {
  basic: { zh: '基本履职', en: 'Own duty' },
  cooperate: { zh: '配合履职', en: 'Helps only' },
  takenBack: { zh: '上级收回', en: 'Taken back' },
} satisfies Record<DutyList, Record<Lang, string>>;
export const dutyLevels = {
  township: { zh: '乡镇（街道）', en: 'Townships' },
  village: { zh: '村（社区）', en: 'Villages' },
  department: { zh: '县级部门', en: 'Departments' },
} satisfies Record<DutyLevel, Record<Lang, string>>;
const colours = { basic: 'green', cooperate: 'blue', takenBack: 'red' } as const;

const text = {
  zh: {
    title: '职责清单',
    caption: (n: number) => `共 ${n} 条`,
    item: '编号和事项',
    list: '清单',
    level: '适用',
    lead: '牵头单位',
    category: '诉求类别',
    valid: '有效期',
    since: '起',
    to: '至',
    each: '每个',
    end: '终止',
    lastDay: '最后一天',
    add: '添加一条',
    itemNo: '事项编号',
    itemTitle: '事项名称',
    unit: '只适用于一个单位',
    everyUnit: '这一级的每个单位',
    leadHint: '收回和配合的事项必须写明',
    basis: '依据',
    from: '从哪天起',
    until: '到哪天止',
    submit: '添加',
    saved: '已经存好',
    empty: '还没有职责清单',
    emptyWhy: '没有清单时，派单不受限制，由派单员说明理由。',
    now: '现行',
    past: '全部（含已终止）',
    other: '（不限）',
    import: '导入职责清单表',
  },
  en: {
    title: 'Duty lists',
    caption: (n: number) => `${n} entries`,
    item: 'Number and item',
    list: 'List',
    level: 'For',
    lead: 'Led by',
    category: 'Category',
    valid: 'In force',
    since: 'from ',
    to: ' to ',
    each: 'every one of: ',
    end: 'End',
    lastDay: 'Last day',
    add: 'Add an entry',
    itemNo: 'Number of the item',
    itemTitle: 'Title of the item',
    unit: 'For one unit only',
    everyUnit: 'Every unit of the level',
    leadHint: 'Needed for what was taken back or is only helped with',
    basis: 'Basis',
    from: 'From',
    until: 'Until',
    submit: 'Add',
    saved: 'Saved',
    empty: 'There are no duty lists yet',
    emptyWhy: 'Without lists, dispatch is free and the dispatcher gives the reason.',
    now: 'In force',
    past: 'All, ended ones too',
    other: '(any)',
    import: 'Import a table of duties',
  },
} satisfies Record<Lang, unknown>;

export type DutyForm = FormState<
  'itemNo' | 'title' | 'level' | 'list' | 'unitId' | 'categoryId' | 'leadUnitId' | 'basis' | 'validFrom' | 'validTo'
>;
type DutiesPageProps = {
  frame: StaffFrame;
  entries: readonly DutyEntry[];
  categoryName: (id: string) => string;
  today: Day;
  showsAll: boolean;
  units: readonly SelectOption[];
  categories: readonly SelectOption[];
  form: DutyForm;
  saved: boolean;
  mayManage: boolean;
};

export function DutiesPage(props: DutiesPageProps) {
  const { frame, entries, categoryName, today, showsAll, saved, form, mayManage } = props;
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const forWhom = (entry: DutyEntry) => entry.unitName ?? dutyLevels[entry.level][lang];
  const endForm = (entry: DutyEntry) => (
    <Form action="/staff/duties/end" csrf={csrf}>
      <Hidden name="dutyId" value={entry.id} />
      <button type="submit" class="btn">
        {t.end} <span class="sr">{entry.title}</span>
      </button>
    </Form>
  );
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0}>
      <h1>{t.title}</h1>
      <PeopleTabs lang={lang} current="duties" />
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      <p class="filters">
        {mayManage ? (
          <a class="btn" href="/staff/tables/duties">
            {t.import}
          </a>
        ) : null}
        <a class="btn" href={showsAll ? '/staff/duties' : '/staff/duties?all=1'}>
          {showsAll ? t.now : t.past}
        </a>
      </p>
      {entries.length === 0 ? (
        <EmptyState title={t.empty}>
          <p>{t.emptyWhy}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.caption(entries.length)}
          rows={entries}
          columns={[
            {
              head: t.item,
              kind: 'main',
              cell: (entry) => (
                <>
                  <a href={`/staff/duties/${entry.id}`}>
                    {entry.itemNo} {entry.title}
                  </a>
                  {entry.basis ? (
                    <>
                      <br />
                      <span class="small muted">{entry.basis}</span>
                    </>
                  ) : null}
                </>
              ),
            },
            { head: t.list, labelled: false, cell: (entry) => <Light colour={colours[entry.list]}>{dutyLists[entry.list][lang]}</Light> },
            { head: t.level, cell: forWhom },
            { head: t.lead, cell: (entry) => entry.leadUnitName ?? '—' },
            { head: t.category, cell: (entry) => (entry.categoryId === null ? '—' : categoryName(entry.categoryId)) },
            {
              head: t.valid,
              cell: (entry) => (
                <span class="num">
                  {entry.validFrom} {t.since}
                  {entry.validTo === null ? null : (
                    <>
                      {t.to} {entry.validTo}
                    </>
                  )}
                </span>
              ),
            },
            {
              head: t.end,
              labelled: false,
              cell: (entry) => (mayManage && (entry.validTo === null || entry.validTo >= today) ? endForm(entry) : null),
            },
          ]}
        />
      )}
      {mayManage ? <AddDuty {...props} /> : null}
    </StaffPage>
  );
}

function AddDuty({ frame, form, units, categories, today }: DutiesPageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const named = <Key extends string>(names: Record<Key, Record<Lang, string>>): SelectOption[] =>
    Object.entries<Record<Lang, string>>(names).map(([value, words]) => ({ value, label: words[lang] }));
  const from = asField(form, 'validFrom');
  return (
    <Form action="/staff/duties" csrf={csrf}>
      <h2>{t.add}</h2>
      <Field {...asField(form, 'itemNo')} lang={lang} label={t.itemNo} width="short" />
      <Field {...asField(form, 'title')} lang={lang} label={t.itemTitle} />
      <Select {...asField(form, 'level')} lang={lang} label={t.level} options={named(dutyLevels)} />
      <Select {...asField(form, 'list')} lang={lang} label={t.list} options={named(dutyLists)} />
      <Select {...asField(form, 'unitId')} lang={lang} label={t.unit} optional blank={t.everyUnit} options={units} />
      <Select {...asField(form, 'leadUnitId')} lang={lang} label={t.lead} hint={t.leadHint} optional blank="—" options={units} />
      <Select {...asField(form, 'categoryId')} lang={lang} label={t.category} optional blank={t.other} options={categories} />
      <Field {...asField(form, 'basis')} lang={lang} label={t.basis} optional />
      <DateField {...from} value={from.value ?? today} lang={lang} label={t.from} />
      <DateField {...asField(form, 'validTo')} lang={lang} label={t.until} optional />
      <SubmitRow label={t.submit} />
    </Form>
  );
}
