// One unit, one place, one duty entry: what it is between two days, and how it was before each change.
import type { Child } from 'hono/jsx';
import { Checkboxes, Select, type SelectOption } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import { dutyLevels, dutyLists } from './duties.tsx';
import { type PeopleTab, PeopleTabs } from './people-tabs.tsx';
import { placeKinds } from './structure.tsx';

const text = {
  zh: {
    saved: '已经存好',
    save: '保存',
    name: '名称',
    shortName: '简称',
    parent: '上级',
    kind: '类别',
    none: '（没有）',
    desk: '受理派单',
    deskYes: '新诉求可以先到这个单位',
    from: '从哪天起',
    until: '到哪天止',
    untilHint: '不填就是一直有效；过了这天，不再出现在选择里，以前的记录照旧',
    unit: '负责单位',
    aliases: '别名',
    aliasHint: '几个别名用空格分开',
    level: '适用',
    list: '清单',
    listHint: '上级收回的，乡镇和村都派不下去；配合的，只能协办',
    onlyUnit: '只适用于一个单位',
    everyUnit: '这一级的每个单位',
    lead: '牵头单位',
    leadHint: '收回和配合的事项必须写明',
    category: '诉求类别',
    categoryHint: '写明类别，派单时才会按这一条核对',
    any: '（不限）',
    itemNo: '事项编号',
    itemTitle: '事项名称',
    basis: '依据',
    dutyFrom: '这样改从哪天起',
    dutyFromHint: (first: string) => `写 ${first} 是更正这一条；写后面的日子，这一条到前一天止，从那天起按新的`,
    history: '改过什么',
    changed: (at: string, who: string) => `${at}　${who}`,
    at: '什么时候、谁',
    before: '改以前',
    after: '改以后',
    never: '没有改过。',
  },
  en: {
    saved: 'Saved',
    save: 'Save',
    name: 'Name',
    shortName: 'Short name',
    parent: 'Under',
    kind: 'Kind',
    none: '(none)',
    desk: 'Intake and dispatch',
    deskYes: 'New concerns may arrive here',
    from: 'From',
    until: 'Until',
    untilHint: 'Empty means for good. After this day it can no longer be chosen; older records stay as they are',
    unit: 'Unit in charge',
    aliases: 'Other names',
    aliasHint: 'Several are set apart by spaces',
    level: 'For',
    list: 'List',
    listHint: 'What was taken back cannot be dispatched down; what is only helped with cannot be owned',
    onlyUnit: 'For one unit only',
    everyUnit: 'Every unit of the level',
    lead: 'Led by',
    leadHint: 'Needed for what was taken back or is only helped with',
    category: 'Category',
    categoryHint: 'Only an entry with a category is asked at dispatch',
    any: '(any)',
    itemNo: 'Number of the item',
    itemTitle: 'Title of the item',
    basis: 'Basis',
    dutyFrom: 'In force like this from',
    dutyFromHint: (first: string) => `${first} corrects this entry; a later day ends it the day before and begins a new one`,
    history: 'Changes',
    changed: (at: string, who: string) => `${at}, ${who}`,
    at: 'When and by whom',
    before: 'Before',
    after: 'After',
    never: 'It was never changed.',
  },
} satisfies Record<Lang, unknown>;

export type ChangeLine = { at: string; who: string; before: string; after: string };
type EditProps<Name extends string> = {
  frame: StaffFrame;
  title: string;
  action: string;
  form: FormState<Name>;
  saved: boolean;
  history: readonly ChangeLine[];
  mayManage: boolean;
};

function EditFrame({
  props,
  tab,
  children,
}: {
  props: Omit<EditProps<string>, 'form'> & { form: FormState<string> };
  tab: PeopleTab;
  children?: Child;
}) {
  const { frame, form } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={props.title} hasErrors={form.errors.length > 0}>
      <h1>{props.title}</h1>
      <PeopleTabs lang={lang} current={tab} />
      {props.saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      {props.mayManage ? (
        <Form action={props.action} csrf={frame.csrf}>
          {children}
          <SubmitRow label={t.save} />
        </Form>
      ) : null}
      <History lang={lang} history={props.history} />
    </StaffPage>
  );
}

export function History({ lang, history }: { lang: Lang; history: readonly ChangeLine[] }) {
  const t = pick(text, lang);
  return (
    <section>
      <h2>{t.history}</h2>
      {history.length === 0 ? (
        <p class="muted">{t.never}</p>
      ) : (
        <Table
          lang={lang}
          caption={t.history}
          hideCaption
          rows={history}
          columns={[
            { head: t.at, kind: 'main', cell: (line) => t.changed(line.at, line.who) },
            { head: t.before, cell: (line) => line.before },
            { head: t.after, cell: (line) => line.after },
          ]}
        />
      )}
    </section>
  );
}

const named = <Key extends string>(names: Record<Key, Record<Lang, string>>, lang: Lang): SelectOption[] =>
  Object.entries<Record<Lang, string>>(names).map(([value, words]) => ({ value, label: words[lang] }));

export function UnitEditPage(
  props: EditProps<'parentId' | 'name' | 'shortName' | 'isHotline' | 'validFrom' | 'validTo'> & { parents: readonly SelectOption[] },
) {
  const { form, frame } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <EditFrame props={props} tab="units">
      <Field {...asField(form, 'name')} lang={lang} label={t.name} width="middle" />
      <Field {...asField(form, 'shortName')} lang={lang} label={t.shortName} optional width="middle" />
      <Select {...asField(form, 'parentId')} lang={lang} label={t.parent} options={props.parents} blank={t.none} />
      <Checkboxes {...asGroup(form, 'isHotline')} lang={lang} label={t.desk} options={[{ value: 'yes', label: t.deskYes }]} />
      <DateField {...asField(form, 'validFrom')} lang={lang} label={t.from} />
      <DateField {...asField(form, 'validTo')} lang={lang} label={t.until} hint={t.untilHint} optional />
    </EditFrame>
  );
}

type PlaceEditProps = EditProps<'parentId' | 'unitId' | 'kind' | 'name' | 'aliases' | 'validFrom' | 'validTo'> & {
  parents: readonly SelectOption[];
  units: readonly SelectOption[];
};
export function PlaceEditPage(props: PlaceEditProps) {
  const { form, frame } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <EditFrame props={props} tab="places">
      <Field {...asField(form, 'name')} lang={lang} label={t.name} width="middle" />
      <Select {...asField(form, 'kind')} lang={lang} label={t.kind} options={named(placeKinds, lang)} blank={null} />
      <Select {...asField(form, 'parentId')} lang={lang} label={t.parent} options={props.parents} optional blank={t.none} />
      <Select {...asField(form, 'unitId')} lang={lang} label={t.unit} options={props.units} optional blank={t.none} />
      <Field {...asField(form, 'aliases')} lang={lang} label={t.aliases} hint={t.aliasHint} optional width="middle" />
      <DateField {...asField(form, 'validFrom')} lang={lang} label={t.from} />
      <DateField {...asField(form, 'validTo')} lang={lang} label={t.until} hint={t.untilHint} optional />
    </EditFrame>
  );
}

export type DutyEditName =
  | 'itemNo'
  | 'title'
  | 'level'
  | 'list'
  | 'unitId'
  | 'categoryId'
  | 'leadUnitId'
  | 'basis'
  | 'validFrom'
  | 'validTo';
type DutyEditProps = EditProps<DutyEditName> & {
  units: readonly SelectOption[];
  categories: readonly SelectOption[];
  first: string;
};
export function DutyEditPage(props: DutyEditProps) {
  const { form, frame, units, categories } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <EditFrame props={props} tab="duties">
      <Field {...asField(form, 'itemNo')} lang={lang} label={t.itemNo} width="short" />
      <Field {...asField(form, 'title')} lang={lang} label={t.itemTitle} />
      <Select {...asField(form, 'list')} lang={lang} label={t.list} hint={t.listHint} options={named(dutyLists, lang)} blank={null} />
      <Select {...asField(form, 'level')} lang={lang} label={t.level} options={named(dutyLevels, lang)} blank={null} />
      <Select {...asField(form, 'unitId')} lang={lang} label={t.onlyUnit} optional blank={t.everyUnit} options={units} />
      <Select {...asField(form, 'leadUnitId')} lang={lang} label={t.lead} hint={t.leadHint} optional blank="—" options={units} />
      <Select
        {...asField(form, 'categoryId')}
        lang={lang}
        label={t.category}
        hint={t.categoryHint}
        optional
        blank={t.any}
        options={categories}
      />
      <Field {...asField(form, 'basis')} lang={lang} label={t.basis} optional />
      <DateField {...asField(form, 'validFrom')} lang={lang} label={t.dutyFrom} hint={t.dutyFromHint(props.first)} />
      <DateField {...asField(form, 'validTo')} lang={lang} label={t.until} optional />
    </EditFrame>
  );
}
