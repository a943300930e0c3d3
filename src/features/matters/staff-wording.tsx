// The staff door of templates and plain words: /staff/templates, /staff/plain-words. Everybody may read; system administrators keep them.
import { type Context, Hono } from 'hono';
import { dayOf } from '#core/time/day.ts';
import { loadCategories, mayManageStructure } from '#features/people/index.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import {
  endPlainWordNow,
  endTemplateNow,
  keepPlainWord,
  keepTemplate,
  loadWording,
  type WordingRefusal,
  wordingRefusals,
} from './actions-wording.ts';
import { type PlainWordForm, PlainWordsPage, type TemplateForm, TemplatesPage } from './pages/wording.tsx';

type StaffContext = Context<StaffEnv>;

const templateFields: Partial<Record<WordingRefusal, 'title' | 'body' | 'categoryId'>> = {
  'body-missing': 'body',
  'unknown-category': 'categoryId',
};

export function wordingDoor(ports: Pick<Ports, 'db' | 'now' | 'newId'>): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const common = (c: StaffContext) => ({
    frame: { ...staffFrameOf(c), current: '/staff/admin' },
    saved: c.req.query('saved') === '1',
    mayManage: mayManageStructure(c.var.me),
  });

  const templates = async (c: StaffContext, editing: string | null, form?: TemplateForm) => {
    const [{ templates: all }, categories, today] = [await loadWording(ports.db), await loadCategories(ports.db), dayOf(ports.now())];
    const open = all.filter((one) => one.validTo === null || one.validTo >= today);
    const one = editing === null ? null : open.find((template) => template.id === editing);
    if (one === undefined) return sayNamed(c, 'notFound');
    const page = (
      <TemplatesPage
        {...common(c)}
        templates={open}
        editing={editing}
        form={form ?? (one ? { values: { ...one, categoryId: one.categoryId ?? '' }, errors: [] } : emptyForm)}
        categoryName={(id) => categories.nameOf(id, c.var.lang)}
        categories={categories.on(today).map((category) => ({
          value: category.id,
          label: '　'.repeat(categories.path(category.id).length - 1) + categories.nameOf(category.id, c.var.lang),
        }))}
      />
    );
    return c.html(page, form ? 400 : 200);
  };
  const keep = async (c: StaffContext, id: string | null) => {
    const { fields } = c.var.form;
    const text = (name: string) => textOf(fields, name);
    const asked = {
      categoryId: text('categoryId') || null,
      title: text('title'),
      body: text('body'),
      basis: text('basis'),
      remedy: text('remedy'),
    };
    const done = await keepTemplate(ports, c.var.me, id, asked);
    if (done.ok) return c.redirect('/staff/templates?saved=1', 303);
    const form = typedForm<'categoryId' | 'title' | 'body' | 'basis' | 'remedy'>(
      ['categoryId', 'title', 'body', 'basis', 'remedy'],
      fields,
    );
    const name = templateFields[done.refusal] ?? 'title';
    return templates(
      c,
      done.refusal === 'not-found' ? null : id,
      withErrors(form, [{ name, message: wordingRefusals[done.refusal][c.var.lang] }]),
    );
  };
  door.get('/templates', (c) => templates(c, null));
  door.post('/templates', (c) => keep(c, null));
  door.get('/templates/:id', (c) => templates(c, c.req.param('id')));
  door.post('/templates/:id', (c) => keep(c, c.req.param('id')));
  door.post('/templates/:id/end', async (c) => {
    const done = await endTemplateNow(ports, c.var.me, c.req.param('id'));
    if (done.ok) return c.redirect('/staff/templates?saved=1', 303);
    return templates(c, null, withErrors<'title'>(emptyForm, [{ name: 'title', message: wordingRefusals[done.refusal][c.var.lang] }]));
  });

  const words = async (c: StaffContext, editing: string | null, form?: PlainWordForm) => {
    const { words: all } = await loadWording(ports.db);
    const one = editing === null ? null : all.find((word) => word.id === editing);
    if (one === undefined) return sayNamed(c, 'notFound');
    const kept = one ? { values: { phrase: one.phrase, plain: one.plain, isEmpty: one.isEmpty ? ['yes'] : [] }, errors: [] } : emptyForm;
    return c.html(<PlainWordsPage {...common(c)} words={all} editing={editing} form={form ?? kept} />, form ? 400 : 200);
  };
  const keepWord = async (c: StaffContext, id: string | null) => {
    const { fields } = c.var.form;
    const done = await keepPlainWord(ports, c.var.me, id, {
      phrase: textOf(fields, 'phrase'),
      plain: textOf(fields, 'plain'),
      isEmpty: textOf(fields, 'isEmpty') === 'yes',
    });
    if (done.ok) return c.redirect('/staff/plain-words?saved=1', 303);
    const form = typedForm<'phrase' | 'plain' | 'isEmpty'>(['phrase', 'plain', 'isEmpty'], fields);
    const name = done.refusal === 'plain-missing' ? ('plain' as const) : ('phrase' as const);
    return words(
      c,
      done.refusal === 'not-found' ? null : id,
      withErrors(form, [{ name, message: wordingRefusals[done.refusal][c.var.lang] }]),
    );
  };
  door.get('/plain-words', (c) => words(c, null));
  door.post('/plain-words', (c) => keepWord(c, null));
  door.get('/plain-words/:id', (c) => words(c, c.req.param('id')));
  door.post('/plain-words/:id', (c) => keepWord(c, c.req.param('id')));
  door.post('/plain-words/:id/end', async (c) => {
    const done = await endPlainWordNow(ports, c.var.me, c.req.param('id'));
    if (done.ok) return c.redirect('/staff/plain-words?saved=1', 303);
    return words(c, null, withErrors<'phrase'>(emptyForm, [{ name: 'phrase', message: wordingRefusals[done.refusal][c.var.lang] }]));
  });
  return door;
}
