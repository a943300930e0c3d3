// The tree of categories (X10): what may be chosen now, what is over, and which category stands for an older one.
import { Select, type SelectOption } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Tag } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import { PeopleTabs } from './people-tabs.tsx';
import { type ChangeLine, History } from './structure-edit.tsx';

const text = {
  zh: {
    title: '诉求类别',
    lead: '换新的分类时不改旧账：旧类别到期停用，对应到新类别；以前的事项保留原来的类别，名单和统计按对应关系归到新类别。',
    caption: (n: number) => `共 ${n} 个类别`,
    name: '代码和名称',
    limit: '时限规则',
    valid: '有效期',
    maps: '现在归到',
    others: '其他代码',
    now: '只看现行',
    all: '全部（含已停用）',
    add: '添加类别',
    import: '导入一张类别表',
    saved: '已经存好',
    over: '已停用',
    newTitle: '添加类别',
    code: '代码',
    zh: '名称',
    en: '英文名',
    parent: '上级',
    none: '（没有）',
    contact: '首次联系时限',
    urgency: '紧急程度',
    normal: '一般',
    urgent: '紧急',
    critical: '特急',
    from: '从哪天起',
    until: '到哪天止',
    untilHint: '不填就是一直有效',
    mapsTo: '停用后归到哪个类别',
    mapsHint: '选了就停用：不写截止日期时到昨天止。以前的事项不改，统计归到那个类别',
    otherCodes: '省里、国标、地标的代码',
    otherHint: '几个用空格分开',
    save: '保存',
    since: '起',
    to: '至',
  },
  en: {
    title: 'Categories',
    lead: 'A new tree does not rewrite the past: an old category ends and maps to the new one. Matters keep theirs; lists and rates follow the mapping.',
    caption: (n: number) => `${n} categories`,
    name: 'Code and name',
    limit: 'Limit rule',
    valid: 'In force',
    maps: 'Now under',
    others: 'Other codes',
    now: 'Only those in force',
    all: 'All, ended ones too',
    add: 'Add a category',
    import: 'Import a table of categories',
    saved: 'Saved',
    over: 'ended',
    newTitle: 'Add a category',
    code: 'Code',
    zh: 'Name (Chinese)',
    en: 'English name',
    parent: 'Under',
    none: '(none)',
    contact: 'Limit for the first contact',
    urgency: 'Urgency',
    normal: 'normal',
    urgent: 'urgent',
    critical: 'critical',
    from: 'From',
    until: 'Until',
    untilHint: 'Empty means for good',
    mapsTo: 'Stands for it once it has ended',
    mapsHint: 'Choosing one ends it: yesterday, unless a last day is given. Older matters stay as they are; counts go there',
    otherCodes: 'Codes of the province, GB/T, DB',
    otherHint: 'Several are set apart by spaces',
    save: 'Save',
    since: 'from ',
    to: ' to ',
  },
} satisfies Record<Lang, unknown>;

export type CategoryLine = {
  id: string;
  depth: number;
  code: string;
  name: string;
  limit: string;
  validFrom: string;
  validTo: string | null;
  isOver: boolean;
  mapsTo: string;
  otherCodes: string;
};

export function CategoriesPage({
  frame,
  lines,
  showsAll,
  saved,
  mayManage,
}: {
  frame: StaffFrame;
  lines: readonly CategoryLine[];
  showsAll: boolean;
  saved: boolean;
  mayManage: boolean;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <PeopleTabs lang={lang} current="categories" />
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <p>{t.lead}</p>
      <p class="filters">
        {mayManage ? (
          <>
            <a class="btn primary" href="/staff/categories/new">
              {t.add}
            </a>
            <a class="btn" href="/staff/tables/categories">
              {t.import}
            </a>
          </>
        ) : null}
        <a class="btn" href={showsAll ? '/staff/categories' : '/staff/categories?all=1'}>
          {showsAll ? t.now : t.all}
        </a>
      </p>
      <Table
        lang={lang}
        caption={t.caption(lines.length)}
        rows={lines}
        columns={[
          {
            head: t.name,
            kind: 'main',
            cell: (line) => (
              <>
                {'　'.repeat(line.depth)}
                <a href={`/staff/categories/${encodeURIComponent(line.id)}`}>
                  <span class="num">{line.code}</span> {line.name}
                </a>{' '}
                {line.isOver ? <Tag>{t.over}</Tag> : null}
              </>
            ),
          },
          { head: t.limit, cell: (line) => line.limit },
          {
            head: t.valid,
            cell: (line) => (
              <span class="num">
                {line.validFrom} {t.since}
                {line.validTo === null ? null : (
                  <>
                    {t.to} {line.validTo}
                  </>
                )}
              </span>
            ),
          },
          { head: t.maps, cell: (line) => line.mapsTo || '—' },
          { head: t.others, cell: (line) => line.otherCodes || '—' },
        ]}
      />
    </StaffPage>
  );
}

export type CategoryFieldName =
  | 'parentId'
  | 'code'
  | 'name'
  | 'nameEn'
  | 'limitKey'
  | 'contactLimitKey'
  | 'urgency'
  | 'validFrom'
  | 'validTo'
  | 'mapsTo'
  | 'otherCodes';
export type CategoryForm = FormState<CategoryFieldName>;

export function CategoryPage(props: {
  frame: StaffFrame;
  title: string | null;
  action: string;
  form: CategoryForm;
  saved: boolean;
  mayManage: boolean;
  categories: readonly SelectOption[];
  limits: readonly SelectOption[];
  history: readonly ChangeLine[];
}) {
  const { frame, form, limits, categories } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const title = props.title ?? t.newTitle;
  return (
    <StaffPage {...frame} title={title} hasErrors={form.errors.length > 0}>
      <h1>{title}</h1>
      <PeopleTabs lang={lang} current="categories" />
      {props.saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      {props.mayManage ? (
        <Form action={props.action} csrf={frame.csrf}>
          <Field {...asField(form, 'code')} lang={lang} label={t.code} width="short" />
          <Field {...asField(form, 'name')} lang={lang} label={t.zh} width="middle" />
          <Field {...asField(form, 'nameEn')} lang={lang} label={t.en} optional width="middle" />
          <Select {...asField(form, 'parentId')} lang={lang} label={t.parent} optional blank={t.none} options={categories} />
          <Select {...asField(form, 'limitKey')} lang={lang} label={t.limit} options={limits} />
          <Select {...asField(form, 'contactLimitKey')} lang={lang} label={t.contact} options={limits} />
          <Select
            {...asField(form, 'urgency')}
            lang={lang}
            label={t.urgency}
            blank={null}
            options={(['normal', 'urgent', 'critical'] as const).map((value) => ({ value, label: t[value] }))}
          />
          <DateField {...asField(form, 'validFrom')} lang={lang} label={t.from} optional />
          <DateField {...asField(form, 'validTo')} lang={lang} label={t.until} hint={t.untilHint} optional />
          <Select
            {...asField(form, 'mapsTo')}
            lang={lang}
            label={t.mapsTo}
            hint={t.mapsHint}
            optional
            blank={t.none}
            options={categories}
          />
          <Field {...asField(form, 'otherCodes')} lang={lang} label={t.otherCodes} hint={t.otherHint} optional width="middle" />
          <SubmitRow label={t.save} cancel={{ href: '/staff/categories', label: t.title }} />
        </Form>
      ) : null}
      {props.title === null ? null : <History lang={lang} history={props.history} />}
    </StaffPage>
  );
}
