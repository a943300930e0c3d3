// The staff door to one unit, one place, one duty entry: /staff/units/:id and so on. Everybody on the staff may read; system administrators change.
import { type Context, Hono } from 'hono';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { loadCategories, loadDuties, loadPlaces, loadUnits } from './directory.ts';
import { mayManageStructure } from './may.ts';
import { dutyLevels, dutyLists } from './pages/duties.tsx';
import { placeKinds } from './pages/structure.tsx';
import { type DutyEditName, DutyEditPage, PlaceEditPage, UnitEditPage } from './pages/structure-edit.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type Outcome, type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { changeLines } from './staff-changes.ts';
import { changeDuty, changePlace, changeUnit } from './structure-edit.ts';

type StaffContext = Context<StaffEnv>;
type Fields<Name extends string> = Partial<Record<PeopleRefusal, Name>>;

const indent = (depth: number): string => '　'.repeat(Math.max(0, depth));
const oneOf = <Key extends string>(options: Record<Key, unknown>, typed: string): Key | undefined =>
  (Object.keys(options) as Key[]).find((option) => option === typed);

export function structureEditDoor(ports: PeoplePorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const { db } = ports;
  const common = (c: StaffContext) => ({
    frame: { ...staffFrameOf(c), current: '/staff/admin' },
    saved: c.req.query('saved') === '1',
    mayManage: mayManageStructure(c.var.me),
  });
  const typed = <Name extends string>(c: StaffContext, names: readonly Name[]) => ({
    form: typedForm(names, c.var.form.fields),
    text: (name: Name) => textOf(c.var.form.fields, name),
  });
  /** Back to the page when it worked; else the form as it was typed, with the sentence beside its field. */
  const after = <Name extends string>(
    c: StaffContext,
    done: Outcome,
    form: FormState<Name>,
    fields: Fields<NoInfer<Name>>,
    otherwise: NoInfer<Name>,
    again: (form: FormState<Name>) => Response | Promise<Response>,
  ) =>
    done.ok
      ? c.redirect(`${c.req.path}?saved=1`, 303)
      : again(withErrors(form, [{ name: fields[done.refusal] ?? otherwise, message: peopleRefusals[done.refusal][c.var.lang] }]));
  const unitOptions = async () => {
    const tree = await loadUnits(db);
    return tree.all.map((unit) => ({ value: unit.id, label: indent(tree.path(unit.id).length - 1) + unit.name }));
  };

  const unitNames = ['parentId', 'name', 'shortName', 'isHotline', 'validFrom', 'validTo'] as const;
  const unit = async (c: StaffContext, form?: FormState<(typeof unitNames)[number]>) => {
    const tree = await loadUnits(db);
    const one = tree.byId(c.req.param('id') ?? '');
    if (!one) return sayNamed(c, 'notFound');
    const kept = {
      parentId: one.parentId ?? '',
      name: one.name,
      shortName: one.shortName,
      isHotline: one.isHotline ? ['yes'] : [],
      validFrom: one.validFrom,
      validTo: one.validTo ?? '',
    };
    const parents = tree.all.filter((other) => other.kind !== 'village' && !tree.isUnder(other.id, one.id));
    const page = (
      <UnitEditPage
        {...common(c)}
        title={one.name}
        action={`/staff/units/${one.id}`}
        form={form ?? { values: kept, errors: [] }}
        parents={parents.map((other) => ({ value: other.id, label: indent(tree.path(other.id).length - 1) + other.name }))}
        history={await changeLines(ports, c.var.lang, 'unit', one.id)}
      />
    );
    return c.html(page, form ? 400 : 200);
  };
  door.get('/units/:id', (c) => unit(c));
  door.post('/units/:id', async (c) => {
    const { form, text } = typed(c, unitNames);
    const done = await changeUnit(ports, c.var.me, c.req.param('id'), {
      parentId: text('parentId') || null,
      name: text('name'),
      shortName: text('shortName'),
      isHotline: text('isHotline') === 'yes',
      validFrom: text('validFrom'),
      validTo: text('validTo'),
    });
    const fields = {
      'unknown-parent': 'parentId',
      'kind-unfit': 'parentId',
      'days-reversed': 'validTo',
      'day-unreadable': 'validFrom',
      'unit-in-use': 'validTo',
      'last-desk': 'isHotline',
    } as const;
    return after(c, done, form, fields, 'name', (again) => unit(c, again));
  });

  const placeNames = ['parentId', 'unitId', 'kind', 'name', 'aliases', 'validFrom', 'validTo'] as const;
  const place = async (c: StaffContext, form?: FormState<(typeof placeNames)[number]>) => {
    const tree = await loadPlaces(db);
    const one = tree.byId(c.req.param('id') ?? '');
    if (!one) return sayNamed(c, 'notFound');
    const kept = {
      parentId: one.parentId ?? '',
      unitId: one.unitId ?? '',
      kind: one.kind,
      name: one.name,
      aliases: one.aliases.join(' '),
      validFrom: one.validFrom,
      validTo: one.validTo ?? '',
    };
    const parents = tree.all.filter((other) => !tree.isUnder(other.id, one.id));
    const page = (
      <PlaceEditPage
        {...common(c)}
        title={one.name}
        action={`/staff/places/${one.id}`}
        form={form ?? { values: kept, errors: [] }}
        parents={parents.map((other) => ({ value: other.id, label: indent(tree.path(other.id).length - 1) + other.name }))}
        units={await unitOptions()}
        history={await changeLines(ports, c.var.lang, 'place', one.id)}
      />
    );
    return c.html(page, form ? 400 : 200);
  };
  door.get('/places/:id', (c) => place(c));
  door.post('/places/:id', async (c) => {
    const { form, text } = typed(c, placeNames);
    const kind = oneOf(placeKinds, text('kind'));
    const done: Outcome = kind
      ? await changePlace(ports, c.var.me, c.req.param('id'), {
          parentId: text('parentId') || null,
          unitId: text('unitId') || null,
          kind,
          name: text('name'),
          aliases: text('aliases'),
          validFrom: text('validFrom'),
          validTo: text('validTo'),
        })
      : { ok: false, refusal: 'kind-unfit' };
    const fields = {
      'unknown-parent': 'parentId',
      'kind-unfit': 'kind',
      'unknown-unit': 'unitId',
      'days-reversed': 'validTo',
      'day-unreadable': 'validFrom',
    } as const;
    return after(c, done, form, fields, 'name', (again) => place(c, again));
  });

  const dutyNames: readonly DutyEditName[] = [
    'itemNo',
    'title',
    'level',
    'list',
    'unitId',
    'categoryId',
    'leadUnitId',
    'basis',
    'validFrom',
    'validTo',
  ];
  const duty = async (c: StaffContext, form?: FormState<DutyEditName>) => {
    const [all, categories] = [await loadDuties(db), await loadCategories(db)];
    const one = all.find((entry) => entry.id === c.req.param('id'));
    if (!one) return sayNamed(c, 'notFound');
    const kept = {
      itemNo: one.itemNo,
      title: one.title,
      level: one.level,
      list: one.list,
      unitId: one.unitId ?? '',
      categoryId: one.categoryId ?? '',
      leadUnitId: one.leadUnitId ?? '',
      basis: one.basis,
      validFrom: one.validFrom,
      validTo: one.validTo ?? '',
    };
    const page = (
      <DutyEditPage
        {...common(c)}
        title={`${one.itemNo} ${one.title}`}
        action={`/staff/duties/${one.id}`}
        form={form ?? { values: kept, errors: [] }}
        first={one.validFrom}
        units={await unitOptions()}
        categories={categories.all.map((category) => ({
          value: category.id,
          label: `${indent(categories.path(category.id).length - 1)}${category.code} ${categories.nameOf(category.id, c.var.lang)}`,
        }))}
        history={await changeLines(ports, c.var.lang, 'duty', one.id)}
      />
    );
    return c.html(page, form ? 400 : 200);
  };
  door.get('/duties/:id', (c) => duty(c));
  door.post('/duties/:id', async (c) => {
    const { form, text } = typed(c, dutyNames);
    const [level, list] = [oneOf(dutyLevels, text('level')), oneOf(dutyLists, text('list'))];
    const done: Outcome =
      level && list
        ? await changeDuty(ports, c.var.me, c.req.param('id'), {
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
        : { ok: false, refusal: 'kind-unfit' };
    if (done.ok) return c.redirect('/staff/duties?saved=1', 303);
    const fields = {
      'kind-unfit': 'level',
      'unknown-unit': 'unitId',
      'unknown-category': 'categoryId',
      'lead-missing': 'leadUnitId',
      'day-unreadable': 'validFrom',
      'days-reversed': 'validTo',
      'days-before': 'validFrom',
    } as const;
    return after(c, done, form, fields, 'title', (again) => duty(c, again));
  });
  return door;
}
