// The staff door of the tree of categories: /staff/categories. Everybody on the staff may read it; system administrators keep it.
import { type Context, Hono } from 'hono';
import { dayOf } from '#core/time/day.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { typedForm, withErrors } from '#ui/form-state.ts';
import { loadCategories, loadLimits } from './directory.ts';
import { mayManageStructure } from './may.ts';
import { CategoriesPage, type CategoryFieldName, type CategoryForm, CategoryPage } from './pages/categories.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { changeLines } from './staff-changes.ts';
import { keepCategory } from './structure-edit.ts';

type StaffContext = Context<StaffEnv>;

const names: readonly CategoryFieldName[] = [
  'parentId',
  'code',
  'name',
  'nameEn',
  'limitKey',
  'contactLimitKey',
  'urgency',
  'validFrom',
  'validTo',
  'mapsTo',
  'otherCodes',
];
const fields: Partial<Record<PeopleRefusal, CategoryFieldName>> = {
  'unknown-parent': 'parentId',
  'unknown-category': 'mapsTo',
  'code-chain': 'mapsTo',
  'code-taken': 'code',
  'unknown-limit': 'limitKey',
  'day-unreadable': 'validFrom',
  'days-reversed': 'validTo',
};

export function categoriesDoor(ports: PeoplePorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const frameOf = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/admin' });
  const limitOptions = async (lang: 'zh' | 'en') =>
    [
      ...new Map(
        (await loadLimits(ports.db)).filter(({ key }) => key.startsWith('hotline.')).map((limit) => [limit.key, limit.clock]),
      ).entries(),
    ].map(([value, clock]) => ({ value, label: `${clock[lang]} · ${value}` }));

  door.get('/categories', async (c) => {
    const [tree, today, { lang }] = [await loadCategories(ports.db), dayOf(ports.now()), c.var];
    const showsAll = c.req.query('all') === '1';
    const limits = new Map((await limitOptions(lang)).map((option) => [option.value, option.label]));
    const lines = tree.all
      .filter((one) => showsAll || one.validTo === null || one.validTo >= today)
      .map((one) => ({
        id: one.id,
        depth: tree.path(one.id).length - 1,
        code: one.code,
        name: tree.nameOf(one.id, lang),
        limit: limits.get(one.limitKey) ?? one.limitKey,
        validFrom: one.validFrom,
        validTo: one.validTo,
        isOver: one.validTo !== null && one.validTo < today,
        mapsTo: one.mapsTo === null ? '' : `${tree.byId(one.mapsTo)?.code ?? ''} ${tree.nameOf(one.mapsTo, lang)}`,
        otherCodes: one.otherCodes.join(' '),
      }));
    return c.html(
      <CategoriesPage
        frame={frameOf(c)}
        lines={lines}
        showsAll={showsAll}
        saved={c.req.query('saved') === '1'}
        mayManage={mayManageStructure(c.var.me)}
      />,
    );
  });

  const show = async (c: StaffContext, id: string | null, form?: CategoryForm) => {
    const tree = await loadCategories(ports.db);
    const one = id === null ? null : tree.byId(id);
    if (one === undefined) return sayNamed(c, 'notFound');
    const { lang } = c.var;
    const first = tree.roots[0];
    const kept: CategoryForm['values'] = one
      ? {
          ...one,
          parentId: one.parentId ?? '',
          validTo: one.validTo ?? '',
          mapsTo: one.mapsTo ?? '',
          otherCodes: one.otherCodes.join(' '),
        }
      : { limitKey: first?.limitKey ?? '', contactLimitKey: first?.contactLimitKey ?? 'hotline.contact', urgency: 'normal' };
    const others = tree.all.filter((other) => other.id !== id);
    const page = (
      <CategoryPage
        frame={frameOf(c)}
        title={one ? `${one.code} ${tree.nameOf(one.id, lang)}` : null}
        action={one ? `/staff/categories/${encodeURIComponent(one.id)}` : '/staff/categories/new'}
        form={form ?? { values: kept, errors: [] }}
        saved={c.req.query('saved') === '1'}
        mayManage={mayManageStructure(c.var.me)}
        categories={others.map((other) => ({
          value: other.id,
          label: `${'　'.repeat(tree.path(other.id).length - 1)}${other.code} ${tree.nameOf(other.id, lang)}`,
        }))}
        limits={await limitOptions(lang)}
        history={one ? await changeLines(ports, lang, 'category', one.id) : []}
      />
    );
    return c.html(page, form ? 400 : 200);
  };
  const keep = async (c: StaffContext, id: string | null) => {
    const text = (name: CategoryFieldName) => textOf(c.var.form.fields, name);
    const urgency = (['normal', 'urgent', 'critical'] as const).find((one) => one === text('urgency')) ?? 'normal';
    const done = await keepCategory(ports, c.var.me, id, {
      parentId: text('parentId') || null,
      code: text('code'),
      name: text('name'),
      nameEn: text('nameEn'),
      limitKey: text('limitKey'),
      contactLimitKey: text('contactLimitKey'),
      urgency,
      validFrom: text('validFrom'),
      validTo: text('validTo'),
      mapsTo: text('mapsTo') || null,
      otherCodes: text('otherCodes'),
    });
    if (done.ok) return c.redirect('/staff/categories?saved=1', 303);
    const name = fields[done.refusal] ?? (text('code') === '' ? 'code' : 'name');
    return show(c, id, withErrors(typedForm(names, c.var.form.fields), [{ name, message: peopleRefusals[done.refusal][c.var.lang] }]));
  };
  door.get('/categories/new', (c) => show(c, null));
  door.post('/categories/new', (c) => keep(c, null));
  door.get('/categories/:id', (c) => show(c, c.req.param('id')));
  door.post('/categories/:id', (c) => keep(c, c.req.param('id')));
  return door;
}
