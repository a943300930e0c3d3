// The ledger at the staff door: filters that stand in the address, saved views, and what may be done with several at once.
import { type Context, Hono } from 'hono';
import { statuses } from '#core/matter/matter.ts';
import { markedAsWritten } from '#core/text/excerpt.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type Staff, type StaffEnv } from '#platform/session/staff.ts';
import { emptyForm, type FieldError, typedForm } from '#ui/form-state.ts';
import { changeView, loadViews, mayChange, openingQuery, type Person, saveView, type ViewRefusal } from './actions-views.ts';
import { askParams, askWords, dayFaults, listQueryOf, readAsk, waitingWords } from './ledger-ask.ts';
import { isByDue, listMatters } from './list.ts';
import type { FoundWords } from './list-search.ts';
import { LedgerPage } from './pages/ledger.tsx';
import type { RowView } from './pages/matter-table.tsx';
import { ViewsPage } from './pages/views.tsx';
import { bulkOf } from './staff-bulk.tsx';
import { type Facts, loadFacts } from './staff-facts.ts';
import { fieldFaults } from './staff-fields.ts';
import { frameOf } from './staff-frame.ts';
import { categoryFilter, maySeeAny, placeFilter, rowView, unitFilter } from './staff-lists.tsx';
import { actsFor } from './staff-paste.tsx';
import { channelWords, lightWords, statusWords, type Twin } from './words.ts';

type StaffContext = Context<StaffEnv>;
const pageSize = 50;

export const viewSentences: Record<ViewRefusal, Twin> = {
  'name-missing': { zh: '请给视图起个名字，条件都还在。', en: 'Please give the view a name; the conditions are kept.' },
  'name-long': { zh: '名字最多 40 字，请改短，条件都还在。', en: 'Forty characters at most; please shorten it, the conditions are kept.' },
  'name-taken': {
    zh: '已有同名的视图，没有另存。请换个名字，或先删掉旧的。',
    en: 'There is a view of that name, so nothing was saved. Choose another, or delete the old one.',
  },
  'too-many': {
    zh: '已存满 30 个视图，没有另存。请先删掉不用的。',
    en: 'Thirty views are saved already, so nothing was saved. Delete those you do not use.',
  },
  'not-yours': {
    zh: '单位的视图由建立的人或单位负责人改，什么都没有改动。',
    en: "A unit's view is changed by whoever made it or by the head of the unit; nothing was changed.",
  },
  gone: { zh: '这个视图不在了，什么都没有改动。', en: 'This view is not there any more; nothing was changed.' },
};

export function ledgerDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const facts = (c: StaffContext) => loadFacts(ports, c.var.me, c.var.lang);

  door.get('/matters', async (c) => {
    const f = await facts(c);
    if (!maySeeAny(f)) return sayNamed(c, 'notYours');
    const views = await loadViews(ports.db, personOf(c.var.me));
    const opens = openingQuery(views);
    if (opens && new URL(c.req.url).search === '') return c.redirect(`/staff/matters?${opens.query}&view=${opens.id}`, 303);
    return ledger(c, f, { views });
  });

  /** `saving`: the form for a new view as it was typed, when it could not be saved. */
  async function ledger(
    c: StaffContext,
    f: Facts,
    {
      views,
      saving,
      query,
    }: {
      views?: Awaited<ReturnType<typeof loadViews>>;
      saving?: { values: Record<string, string>; errors: FieldError[] };
      query?: URLSearchParams;
    },
  ) {
    const { lang } = f;
    const known = views ?? (await loadViews(ports.db, personOf(c.var.me)));
    const ask = readAsk((name) => (query ? (query.get(name) ?? '') : queryText(c, name, name === 'q' ? 100 : 60)));
    const listQuery = listQueryOf(ask, { ...f.county, places: f.places });
    const cursor = query ? undefined : c.req.query('cursor');
    const page = await listMatters(ports, f.viewer, f.county, { ...listQuery, limit: pageSize, cursor, excerpts: true });
    const params = askParams(ask);
    const view = known.find((one) => one.id === c.req.query('view'));
    const href = (more: Record<string, string>) => {
      const all = new URLSearchParams(params);
      if (view) all.set('view', view.id);
      for (const [name, value] of Object.entries(more))
        if (value === '') all.delete(name);
        else all.set(name, value);
      return `/staff/matters${all.size > 0 ? `?${all}` : '?view=all'}`;
    };
    const words = (twins: Readonly<Record<string, Twin>>) => Object.entries(twins).map(([value, twin]) => ({ value, label: twin[lang] }));
    return c.html(
      <LedgerPage
        frame={{ ...frameOf(c), findValue: ask.q }}
        ask={ask}
        errors={dayFaults(ask).map((name) => ({ name, message: fieldFaults['not-a-day'](0)[lang] }))}
        asked={askWords(ask, { ...f.county, places: f.places }, lang)}
        byDue={listQuery.q === undefined && isByDue(listQuery)}
        rows={page.rows.map((row) => foundView(rowView(row, f), row.id, page.found))}
        heard={page.found?.heard ?? null}
        now={f.now}
        nextHref={page.next ? href({ cursor: page.next }) : null}
        firstHref={cursor ? href({ cursor: '' }) : null}
        sortHref={listQuery.q === undefined ? { received: href({ sort: '' }), due: href({ sort: 'due' }) } : null}
        query={params.toString()}
        units={unitFilter(f, ask.unit)}
        statuses={statuses.map((value) => ({ value, label: statusWords[value][lang] }))}
        categories={categoryFilter(f, ask.category)}
        places={placeFilter(f, ask.place)}
        waitings={words(waitingWords)}
        channels={words(channelWords)}
        lights={words(lightWords)}
        views={known.map((one) => ({ ...one, href: `/staff/matters?${one.query}&view=${one.id}`, current: one.id === view?.id }))}
        saved={c.req.query('saved') === '1' && view ? view : null}
        saving={saving ?? emptyForm}
        bulk={bulkOf(f)}
        mayPaste={actsFor(f).length > 0}
      />,
      saving ? 422 : 200,
    );
  }

  door.get('/views', async (c) => {
    const f = await facts(c);
    if (!maySeeAny(f)) return sayNamed(c, 'notYours');
    return views(c, f);
  });

  async function views(c: StaffContext, f: Facts, refusal?: ViewRefusal) {
    const me = personOf(c.var.me);
    const known = await loadViews(ports.db, me);
    return c.html(
      <ViewsPage
        frame={frameOf(c)}
        views={known.map((view) => ({
          ...view,
          href: `/staff/matters?${view.query}&view=${view.id}`,
          says: askWords(
            readAsk((name) => new URLSearchParams(view.query).get(name) ?? ''),
            { ...f.county, places: f.places },
            f.lang,
          ),
          may: mayChange(me, view),
        }))}
        deleted={queryText(c, 'deleted', 30)}
        refusal={refusal ? viewSentences[refusal][f.lang] : undefined}
      />,
      refusal ? 409 : 200,
    );
  }

  door.post('/views', async (c) => {
    const f = await facts(c);
    if (!maySeeAny(f)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const typed = {
      name: textOf(fields, 'name'),
      query: textOf(fields, 'query'),
      forUnit: textOf(fields, 'scope') === 'unit',
      opens: textOf(fields, 'opens') === 'yes',
    };
    const saved = await saveView(ports, personOf(c.var.me), typed);
    if (saved.ok) return c.redirect(`/staff/matters?${typed.query === '' ? '' : `${typed.query}&`}view=${saved.id}&saved=1`, 303);
    const form = typedForm(['name', 'scope', 'opens'], fields);
    return ledger(c, f, {
      saving: { values: form.values as Record<string, string>, errors: [{ name: 'name', message: viewSentences[saved.refusal][f.lang] }] },
      query: new URLSearchParams(typed.query.slice(0, 2_000)),
    });
  });

  for (const what of ['default', 'plain', 'delete', 'restore'] as const)
    door.post(`/views/:id/${what}`, async (c) => {
      const f = await facts(c);
      if (!maySeeAny(f)) return sayNamed(c, 'notYours');
      const changed = await changeView(ports, personOf(c.var.me), c.req.param('id') ?? '', what);
      if (!changed.ok) return views(c, f, changed.refusal);
      if (what === 'restore') return c.redirect(`/staff/matters?${changed.view.query}&view=${changed.view.id}`, 303);
      return c.redirect(what === 'delete' ? `/staff/views?deleted=${changed.view.id}` : '/staff/views', 303);
    });
  return door;
}

/** A row of a search, with the words marked. The title is marked as this reader sees it. */
function foundView(row: RowView, id: string, found: FoundWords | undefined): RowView {
  if (!found) return row;
  const title = markedAsWritten(row.title, foldForSearch, found.heard ?? found.terms);
  return { ...row, found: { title, words: found.excerpts.get(id) ?? [] } };
}

const personOf = (me: Staff): Person => ({ accountId: me.accountId, unitId: me.unitId, leadsUnit: holdsAny(me, 'unitHead') });
