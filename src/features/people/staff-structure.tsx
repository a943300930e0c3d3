// The staff door of units, places and duty lists. Everybody on the staff may read them; system administrators keep them.
import { type Context, Hono } from 'hono';
import { dayOf } from '#core/time/day.ts';
import { type Fields, textOf } from '#platform/http/form.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import type { SelectOption } from '#ui/choice.tsx';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { loadCategories, loadDuties, loadPlaces, loadStaff, loadUnits } from './directory.ts';
import { mayManageStructure } from './may.ts';
import { DutiesPage, type DutyForm, dutyLevels, dutyLists } from './pages/duties.tsx';
import { type PlaceForm, PlacesPage, placeKinds, type UnitForm, UnitsPage, unitKinds } from './pages/structure.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { isInForce } from './rules.ts';
import { addDuty, createPlace, createUnit, endDuty, endUnit } from './structure.ts';

type StaffContext = Context<StaffEnv>;

export function structureDoor(ports: PeoplePorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const { db } = ports;
  const today = () => dayOf(ports.now());
  const common = (c: StaffContext) => ({
    frame: { ...staffFrameOf(c), current: '/staff/people' },
    saved: c.req.query('saved') === '1',
    mayManage: mayManageStructure(c.var.me),
  });

  const units = async (c: StaffContext, form: UnitForm = emptyForm) => {
    const [tree, staff] = [await loadUnits(db), await loadStaff(db)];
    const lines = tree.all.map((unit) => ({ unit, depth: tree.path(unit.id).length - 1, people: staff.inUnit(unit.id).length }));
    return c.html(<UnitsPage {...common(c)} lines={lines} form={form} />, statusOf(form));
  };
  door.get('/units', (c) => units(c));
  door.post('/units', async (c) => {
    const form = typedForm(['parentId', 'kind', 'name', 'shortName'], c.var.form.fields);
    const { text, choice } = reader(c.var.form.fields);
    const kind = choice('kind', unitKinds);
    const done = kind
      ? await createUnit(ports, c.var.me, { parentId: text('parentId') || null, kind, name: text('name'), shortName: text('shortName') })
      : no('kind-unfit');
    return done.ok ? c.redirect('/staff/units?saved=1', 303) : units(c, refused(c, form, done.refusal, unitFields, 'name'));
  });
  door.post('/units/end', async (c) => {
    const done = await endUnit(ports, c.var.me, textOf(c.var.form.fields, 'unitId'));
    return done.ok
      ? c.redirect('/staff/units?saved=1', 303)
      : units(c, refused(c, emptyForm as UnitForm, done.refusal, unitFields, 'name'));
  });

  const places = async (c: StaffContext, form: PlaceForm = emptyForm) => {
    const [tree, unitsNow] = [await loadPlaces(db), await loadUnits(db)];
    const lines = tree.all.map((place) => ({
      place,
      depth: tree.path(place.id).length - 1,
      unitName: place.unitId === null ? '' : unitsNow.nameOf(place.unitId),
    }));
    return c.html(<PlacesPage {...common(c)} lines={lines} units={await unitOptions(ports)} form={form} />, statusOf(form));
  };
  door.get('/places', (c) => places(c));
  door.post('/places', async (c) => {
    const form = typedForm(['parentId', 'unitId', 'kind', 'name', 'aliases'], c.var.form.fields);
    const { text, choice } = reader(c.var.form.fields);
    const kind = choice('kind', placeKinds);
    const asked = {
      parentId: text('parentId') || null,
      unitId: text('unitId') || null,
      name: text('name'),
      aliases: text('aliases').split(/[\s、，,]+/u),
    };
    const done = kind ? await createPlace(ports, c.var.me, { ...asked, kind }) : no('kind-unfit');
    return done.ok ? c.redirect('/staff/places?saved=1', 303) : places(c, refused(c, form, done.refusal, placeFields, 'name'));
  });

  const duties = async (c: StaffContext, form: DutyForm = emptyForm) => {
    const [all, categories, day, showsAll] = [await loadDuties(db), await loadCategories(db), today(), c.req.query('all') === '1'];
    const entries = showsAll ? all : all.filter((entry) => entry.validTo === null || entry.validTo >= day);
    const options = categories.on(day).map((category) => ({
      value: category.id,
      label: '　'.repeat(categories.path(category.id).length - 1) + categories.nameOf(category.id, c.var.lang),
    }));
    const page = (
      <DutiesPage
        {...common(c)}
        entries={entries}
        categoryName={(id) => categories.nameOf(id, c.var.lang)}
        today={day}
        showsAll={showsAll}
        units={await unitOptions(ports)}
        categories={options}
        form={form}
      />
    );
    return c.html(page, statusOf(form));
  };
  door.get('/duties', (c) => duties(c));
  door.post('/duties', async (c) => {
    const form = typedForm(
      ['itemNo', 'title', 'level', 'list', 'unitId', 'categoryId', 'leadUnitId', 'basis', 'validFrom', 'validTo'],
      c.var.form.fields,
    );
    const { text, choice } = reader(c.var.form.fields);
    const [level, list] = [choice('level', dutyLevels), choice('list', dutyLists)];
    const done =
      level && list
        ? await addDuty(ports, c.var.me, {
            level,
            list,
            itemNo: text('itemNo'),
            title: text('title'),
            unitId: text('unitId') || null,
            categoryId: text('categoryId') || null,
            leadUnitId: text('leadUnitId') || null,
            basis: text('basis'),
            validFrom: text('validFrom'),
            validTo: text('validTo') || null,
          })
        : no('kind-unfit');
    return done.ok ? c.redirect('/staff/duties?saved=1', 303) : duties(c, refused(c, form, done.refusal, dutyFields, 'title'));
  });
  door.post('/duties/end', async (c) => {
    const { text } = reader(c.var.form.fields);
    const done = await endDuty(ports, c.var.me, text('dutyId'), text('lastDay') || null);
    return done.ok
      ? c.redirect('/staff/duties?saved=1', 303)
      : duties(c, refused(c, emptyForm as DutyForm, done.refusal, dutyFields, 'title'));
  });

  return door;
}

type FieldOf<Name extends string> = Partial<Record<PeopleRefusal, Name>>;
const unitFields: FieldOf<'parentId' | 'kind'> = { 'unknown-parent': 'parentId', 'kind-unfit': 'kind' };
const placeFields: FieldOf<'parentId' | 'kind' | 'unitId'> = {
  'unknown-parent': 'parentId',
  'kind-unfit': 'kind',
  'unknown-unit': 'unitId',
};
const dutyFields: FieldOf<'level' | 'unitId' | 'categoryId' | 'leadUnitId' | 'validFrom' | 'validTo'> = {
  'kind-unfit': 'level',
  'unknown-unit': 'unitId',
  'unknown-category': 'categoryId',
  'lead-missing': 'leadUnitId',
  'day-unreadable': 'validFrom',
  'days-reversed': 'validTo',
};

const no = (refusal: PeopleRefusal) => ({ ok: false as const, refusal });
const statusOf = (form: FormState<string>): 200 | 400 => (form.errors.length > 0 ? 400 : 200);

/** The sentence beside the field it is about, or beside `otherwise`. */
function refused<Name extends string>(
  c: StaffContext,
  form: FormState<Name>,
  refusal: PeopleRefusal,
  fields: FieldOf<NoInfer<Name>>,
  otherwise: NoInfer<Name>,
): FormState<Name> {
  return withErrors(form, [{ name: fields[refusal] ?? otherwise, message: peopleRefusals[refusal][c.var.lang] }]);
}

function reader(fields: Fields) {
  const text = (name: string) => textOf(fields, name);
  const choice = <Key extends string>(name: string, options: Record<Key, unknown>): Key | undefined =>
    (Object.keys(options) as Key[]).find((option) => option === text(name));
  return { text, choice };
}

export async function unitOptions(ports: Pick<PeoplePorts, 'db' | 'now'>): Promise<SelectOption[]> {
  const [tree, day] = [await loadUnits(ports.db), dayOf(ports.now())];
  return tree.all
    .filter((unit) => isInForce(unit, day))
    .map((unit) => ({ value: unit.id, label: '　'.repeat(tree.path(unit.id).length - 1) + unit.name }));
}
