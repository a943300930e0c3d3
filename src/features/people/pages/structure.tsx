// Units and places as the trees they are, each with one form to add to it.
import { Select, type SelectOption } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Tag } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { Place, PlaceKind } from '../directory-types.ts';
import type { Unit, UnitKind } from '../units.ts';
import { PeopleTabs } from './people-tabs.tsx';

export const unitKinds = {
  county: { zh: '县（市、区）', en: 'County' },
  department: { zh: '县级部门', en: 'Department' },
  township: { zh: '乡镇（街道）', en: 'Township' },
  village: { zh: '村（社区）', en: 'Village' },
} satisfies Record<UnitKind, Record<Lang, string>>;
export const placeKinds = {
  county: { zh: '县', en: 'County' },
  township: { zh: '乡镇', en: 'Township' },
  village: { zh: '村', en: 'Village' },
  group: { zh: '组', en: 'Group' },
  community: { zh: '社区', en: 'Community' },
  road: { zh: '路', en: 'Road' },
  estate: { zh: '小区', en: 'Estate' },
} satisfies Record<PlaceKind, Record<Lang, string>>;

const text = {
  zh: {
    units: '单位',
    unitCaption: '县、部门和乡镇、村',
    name: '名称',
    kind: '类别',
    people: '人员',
    desk: '受理派单',
    until: '撤销于',
    end: '撤销',
    addUnit: '添加单位',
    parent: '上级',
    shortName: '简称',
    submit: '添加',
    saved: '已经存好',
    all: '全部',
    places: '地点',
    placeCaption: '诉求发生的地方',
    unit: '负责单位',
    aliases: '别名',
    addPlace: '添加地点',
    aliasHint: '几个别名用空格分开，例如老地名',
    none: '（没有）',
    importUnits: '导入单位表',
    importPlaces: '导入地点表',
    fromUnits: '按单位生成地点',
    over: '停用于',
  },
  en: {
    units: 'Units',
    unitCaption: 'County, departments and townships, villages',
    name: 'Name',
    kind: 'Kind',
    people: 'People',
    desk: 'Intake and dispatch',
    until: 'Ended on',
    end: 'End',
    addUnit: 'Add a unit',
    parent: 'Under',
    shortName: 'Short name',
    submit: 'Add',
    saved: 'Saved',
    all: 'All',
    places: 'Places',
    placeCaption: 'Where concerns arise',
    unit: 'Unit in charge',
    aliases: 'Other names',
    addPlace: 'Add a place',
    aliasHint: 'Several are set apart by spaces, e.g. old names',
    none: '(none)',
    importUnits: 'Import a table of units',
    importPlaces: 'Import a table of places',
    fromUnits: 'Make places from the units',
    over: 'Ended on',
  },
} satisfies Record<Lang, unknown>;

export type UnitLine = { unit: Unit; depth: number; people: number };
export type UnitForm = FormState<'parentId' | 'kind' | 'name' | 'shortName'>;
const indent = (depth: number): string => '　'.repeat(depth);
const kindsOf = <Kind extends string>(kinds: Record<Kind, Record<Lang, string>>, lang: Lang): SelectOption[] =>
  Object.entries<Record<Lang, string>>(kinds).map(([value, names]) => ({ value, label: names[lang] }));

export function UnitsPage({
  frame,
  lines,
  form,
  saved,
  mayManage,
}: {
  frame: StaffFrame;
  lines: readonly UnitLine[];
  form: UnitForm;
  saved: boolean;
  mayManage: boolean;
}) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const parents = lines
    .filter(({ unit }) => unit.validTo === null && unit.kind !== 'village')
    .map(({ unit, depth }) => ({ value: unit.id, label: indent(depth) + unit.name }));
  return (
    <StaffPage {...frame} title={t.units} hasErrors={form.errors.length > 0}>
      <h1>{t.units}</h1>
      <PeopleTabs lang={lang} current="units" />
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      {mayManage ? (
        <p class="filters">
          <a class="btn" href="/staff/tables/units">
            {t.importUnits}
          </a>
        </p>
      ) : null}
      <Table
        lang={lang}
        caption={t.unitCaption}
        rows={lines}
        columns={[
          {
            head: t.name,
            kind: 'main',
            cell: ({ unit, depth }) => (
              <>
                {indent(depth)}
                <a href={`/staff/units/${unit.id}`}>{unit.name}</a> {unit.isHotline ? <Tag>{t.desk}</Tag> : null}
                {unit.validTo !== null ? (
                  <Tag>
                    {t.until} {unit.validTo}
                  </Tag>
                ) : null}
              </>
            ),
          },
          { head: t.kind, cell: ({ unit }) => unitKinds[unit.kind][lang] },
          { head: t.people, kind: 'num', cell: ({ people }) => people },
          {
            head: t.end,
            labelled: false,
            cell: ({ unit, people }) =>
              mayManage && unit.validTo === null && people === 0 ? (
                <Form action="/staff/units/end" csrf={csrf}>
                  <Hidden name="unitId" value={unit.id} />
                  <button type="submit" class="btn">
                    {t.end} <span class="sr">{unit.name}</span>
                  </button>
                </Form>
              ) : null,
          },
        ]}
      />
      {mayManage ? (
        <Form action="/staff/units" csrf={csrf}>
          <h2>{t.addUnit}</h2>
          <Select {...asField(form, 'kind')} lang={lang} label={t.kind} options={kindsOf(unitKinds, lang)} />
          <Select {...asField(form, 'parentId')} lang={lang} label={t.parent} options={parents} />
          <Field {...asField(form, 'name')} lang={lang} label={t.name} width="middle" />
          <Field {...asField(form, 'shortName')} lang={lang} label={t.shortName} optional width="middle" />
          <SubmitRow label={t.submit} />
        </Form>
      ) : null}
    </StaffPage>
  );
}

export type PlaceLine = { place: Place; depth: number; unitName: string };
export type PlaceForm = FormState<'parentId' | 'unitId' | 'kind' | 'name' | 'aliases'>;
type PlacesPageProps = {
  frame: StaffFrame;
  lines: readonly PlaceLine[];
  units: readonly SelectOption[];
  form: PlaceForm;
  saved: boolean;
  mayManage: boolean;
};

export function PlacesPage({ frame, lines, units, form, saved, mayManage }: PlacesPageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.places} hasErrors={form.errors.length > 0}>
      <h1>{t.places}</h1>
      <PeopleTabs lang={lang} current="places" />
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      {mayManage ? (
        <div class="filters">
          <a class="btn" href="/staff/tables/places">
            {t.importPlaces}
          </a>
          <Form action="/staff/places/from-units" csrf={csrf}>
            <button type="submit" class="btn">
              {t.fromUnits}
            </button>
          </Form>
        </div>
      ) : null}
      <Table
        lang={lang}
        caption={t.placeCaption}
        rows={lines}
        columns={[
          {
            head: t.name,
            kind: 'main',
            cell: ({ place, depth }) => (
              <>
                {indent(depth)}
                <a href={`/staff/places/${place.id}`}>{place.name}</a>{' '}
                {place.validTo === null ? null : (
                  <Tag>
                    {t.over} {place.validTo}
                  </Tag>
                )}
              </>
            ),
          },
          { head: t.kind, cell: ({ place }) => placeKinds[place.kind][lang] },
          { head: t.unit, cell: ({ unitName }) => unitName },
          { head: t.aliases, cell: ({ place }) => place.aliases.join(' ') },
        ]}
      />
      {mayManage ? (
        <Form action="/staff/places" csrf={csrf}>
          <h2>{t.addPlace}</h2>
          <Select {...asField(form, 'kind')} lang={lang} label={t.kind} options={kindsOf(placeKinds, lang)} />
          <Select
            {...asField(form, 'parentId')}
            lang={lang}
            label={t.parent}
            optional
            blank={t.none}
            options={lines.map(({ place, depth }) => ({ value: place.id, label: indent(depth) + place.name }))}
          />
          <Select {...asField(form, 'unitId')} lang={lang} label={t.unit} optional blank={t.none} options={units} />
          <Field {...asField(form, 'name')} lang={lang} label={t.name} width="middle" />
          <Field {...asField(form, 'aliases')} lang={lang} label={t.aliases} hint={t.aliasHint} optional width="middle" />
          <SubmitRow label={t.submit} />
        </Form>
      ) : null}
    </StaffPage>
  );
}
