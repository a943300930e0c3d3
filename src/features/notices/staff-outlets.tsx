// The one screen of every way in which the product calls out. System administrators only.
import { type Context, Hono } from 'hono';
import { loadUnits } from '#features/people/index.ts';
import type { OutletKind } from '#platform/db/tables-notices.ts';
import { type Fields, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Outlets } from '#platform/outlets/outlets.ts';
import type { Ports } from '#platform/ports.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import {
  type Done,
  discardMessage,
  dropOutlet,
  type OutletField,
  type OutletTyped,
  retryMessage,
  saveOutlet,
  testOutlet,
  turnOutlet,
} from './actions-outlets.ts';
import { OutletPage, type OutletPageProps } from './pages/outlet.tsx';
import { type OtherWayOut, OutletsPage } from './pages/outlets.tsx';
import { faultSentence, type NoticesRefusal, noticesRefusals } from './refusals.ts';
import { writeMinutes } from './rules.ts';
import { countForRaisers, countMessages, listMessages, listOutlets, type Outlet, readOutlet } from './store-outlets.ts';

export type { OtherWayOut } from './pages/outlets.tsx';

type StaffContext = Context<StaffEnv>;
type Options = { baseUrl: string | null; outlets: Outlets; otherWaysOut?: () => Promise<readonly OtherWayOut[]> };

const kinds: readonly OutletKind[] = ['wecom', 'dingtalk', 'feishu', 'email', 'webhook'];
const isKind = (text: string): text is OutletKind => kinds.some((kind) => kind === text);
const fieldNames: readonly OutletField[] = [
  'name',
  'unitId',
  'address',
  'secret',
  'host',
  'port',
  'security',
  'user',
  'password',
  'from',
  'domains',
  'quietFrom',
  'quietTo',
  'joinMinutes',
];
/** What never comes back to a page, also when the form was refused. */
const secretFields: readonly string[] = ['password', 'secret', 'address'];

export function outletsDoor(ports: Ports, options: Options): Hono<StaffEnv> {
  const { outlets } = options;
  const door = new Hono<StaffEnv>();
  door.use('/outlets', requireRole('systemAdmin'));
  door.use('/outlets/*', requireRole('systemAdmin'));

  door.get('/outlets', async (c) => {
    const [all, counts, units, forRaisers] = await Promise.all([
      listOutlets(ports.db),
      countMessages(ports.db),
      loadUnits(ports.db),
      countForRaisers(ports.db, 1000),
    ]);
    return c.html(
      <OutletsPage
        frame={{ ...staffFrameOf(c), current: '/staff/outlets' }}
        kinds={kinds}
        now={ports.now()}
        hasBaseUrl={options.baseUrl !== null}
        forRaisers={forRaisers}
        others={(await options.otherWaysOut?.()) ?? []}
        removed={c.req.query('removed') === '1'}
        lines={all.map((outlet) => ({
          ...viewOf(outlet, c.var.lang),
          unitName: outlet.unitId === null ? null : units.nameOf(outlet.unitId),
          waiting: counts.get(outlet.id)?.waiting ?? 0,
          dead: counts.get(outlet.id)?.dead ?? 0,
          oldest: counts.get(outlet.id)?.oldest ?? null,
        }))}
      />,
    );
  });

  door.get('/outlets/new/:kind', async (c) => {
    const kind = c.req.param('kind');
    return isKind(kind) ? show(c, { kind, outlet: null, form: freshForm(kind, outlets) }) : sayNamed(c, 'notFound');
  });
  door.post('/outlets/new/:kind', async (c) => {
    const kind = c.req.param('kind');
    return isKind(kind) ? save(c, kind, null) : sayNamed(c, 'notFound');
  });

  door.get('/outlets/:id', (c) => withOutlet(c, (outlet) => show(c, { kind: outlet.kind, outlet, form: formOf(outlet) })));
  door.post('/outlets/:id', (c) => withOutlet(c, (outlet) => save(c, outlet.kind, outlet)));
  door.post('/outlets/:id/on', (c) => withOutlet(c, async (o) => after(c, o, await turnOutlet(ports, c.var.me, o.id, true), 'on')));
  door.post('/outlets/:id/off', (c) => withOutlet(c, async (o) => after(c, o, await turnOutlet(ports, c.var.me, o.id, false), 'off')));
  door.post('/outlets/:id/remove', (c) =>
    withOutlet(c, async (outlet) => {
      const done = await dropOutlet(ports, c.var.me, outlet.id);
      return done.ok ? c.redirect('/staff/outlets?removed=1', 303) : after(c, outlet, done, 'saved');
    }),
  );

  door.post('/outlets/:id/test', (c) =>
    withOutlet(c, async (outlet) => {
      const to = textOf(c.var.form.fields, 'testTo').trim();
      const done = await testOutlet(ports, outlets, c.var.me, outlet.id, to, c.var.site.county);
      const fresh = (await readOutlet(ports.db, outlet.id)) ?? outlet;
      if (!done.ok) return show(c, { kind: outlet.kind, outlet: fresh, form: formOf(fresh), refusal: done.refusal, testTo: to });
      const { sent } = done;
      const test = sent.ok ? { ok: true, words: '' } : { ok: false, words: faultSentence(sent.fault, sent.detail, c.var.lang) };
      return show(c, { kind: outlet.kind, outlet: fresh, form: formOf(fresh), test, testTo: to });
    }),
  );

  door.post('/outlets/:id/messages/:message/retry', (c) =>
    withOutlet(c, async (outlet) => after(c, outlet, await retryMessage(ports, c.var.me, c.req.param('message') ?? ''), 'retried')),
  );
  door.post('/outlets/:id/messages/:message/discard', (c) =>
    withOutlet(c, async (outlet) => {
      const reason = textOf(c.var.form.fields, 'reason');
      return after(c, outlet, await discardMessage(ports, c.var.me, c.req.param('message') ?? '', reason), 'discarded');
    }),
  );

  async function withOutlet(c: StaffContext, work: (outlet: Outlet) => Promise<Response>): Promise<Response> {
    const outlet = await readOutlet(ports.db, c.req.param('id') ?? '');
    return outlet ? work(outlet) : sayNamed(c, 'notFound');
  }

  async function after(c: StaffContext, outlet: Outlet, done: Done, said: NonNullable<OutletPageProps['said']>): Promise<Response> {
    if (done.ok) return c.redirect(`/staff/outlets/${outlet.id}?said=${said}`, 303);
    const fresh = (await readOutlet(ports.db, outlet.id)) ?? outlet;
    return show(c, { kind: outlet.kind, outlet: fresh, form: formOf(fresh), refusal: done.refusal });
  }

  async function save(c: StaffContext, kind: OutletKind, outlet: Outlet | null): Promise<Response> {
    const { fields } = c.var.form;
    const done = await saveOutlet(ports, outlets, c.var.me, kind, outlet?.id ?? null, typedOf(fields));
    if (done.ok) return c.redirect(`/staff/outlets/${done.id}?said=${outlet ? 'saved' : 'made'}`, 303);
    const form = typedForm(fieldNames, fields);
    if ('refusal' in done) return show(c, { kind, outlet, form, refusal: done.refusal });
    const errors = done.problems.map(({ field, refusal }) => ({ name: field, message: noticesRefusals[refusal][c.var.lang] }));
    return show(c, { kind, outlet, form: withErrors(form, errors) });
  }

  type Shown = {
    kind: OutletKind;
    outlet: Outlet | null;
    form: FormState<OutletField>;
    refusal?: NoticesRefusal;
    test?: { ok: boolean; words: string };
    testTo?: string;
  };
  async function show(c: StaffContext, { kind, outlet, form, refusal, test, testTo = '' }: Shown): Promise<Response> {
    const { lang } = c.var;
    const units = await loadUnits(ports.db);
    const dead = outlet ? await listMessages(ports.db, outlet.id, ['dead'], 50) : [];
    const waiting = outlet ? await listMessages(ports.db, outlet.id, ['open', 'waiting'], 20) : [];
    const sayAs = ({ fault, detail, ...m }: (typeof dead)[number]) => ({
      ...m,
      numbers: m.lines.map((line) => line.number),
      why: fault === '' ? '' : faultSentence(fault, detail, lang),
    });
    const said = saids.find((one) => one === c.req.query('said')) ?? null;
    const shown = { ...form, values: withoutSecrets(form.values, outlet === null) };
    const page = (
      <OutletPage
        frame={{ ...staffFrameOf(c), current: '/staff/outlets' }}
        kind={kind}
        outlet={outlet ? viewOf(outlet, lang) : null}
        form={shown}
        units={units.all
          .filter((unit) => unit.validTo === null)
          .map((unit) => ({ value: unit.id, label: '　'.repeat(units.path(unit.id).length - 1) + unit.name }))}
        mayBePlain={kind === 'email' && outlets.mailHost(String(form.values.host ?? '')).plain}
        dead={dead.map(sayAs)}
        waiting={waiting.map(sayAs)}
        now={ports.now()}
        said={c.req.method === 'GET' ? said : null}
        refused={refusal ? noticesRefusals[refusal][lang] : null}
        test={test ?? null}
        testTo={testTo}
      />
    );
    return c.html(page, form.errors.length > 0 || refusal ? 400 : 200);
  }
  return door;
}

const saids = ['made', 'saved', 'on', 'off', 'retried', 'discarded'] as const;

function typedOf(fields: Fields): OutletTyped {
  return Object.fromEntries(fieldNames.map((name) => [name, textOf(fields, name)]));
}

/** A fresh webhook is offered a secret; it is shown until the form is saved, then never again. */
function freshForm(kind: OutletKind, outlets: Outlets): FormState<OutletField> {
  const values: OutletTyped = {
    quietFrom: '22:00',
    quietTo: '07:00',
    joinMinutes: '2',
    ...(kind === 'email' ? { port: '465', security: 'tls' } : {}),
    ...(kind === 'webhook' ? { secret: outlets.newWebhookSecret() } : {}),
  };
  return { values, errors: [] };
}

function formOf(outlet: Outlet): FormState<OutletField> {
  const { host = '', port = '', security = '', user = '', from = '', domains = '' } = outlet.settings;
  return {
    values: {
      name: outlet.name,
      unitId: outlet.unitId ?? '',
      quietFrom: writeMinutes(outlet.quietFrom),
      quietTo: writeMinutes(outlet.quietTo),
      joinMinutes: String(Math.round(outlet.joinSeconds / 60)),
      ...(outlet.kind === 'email' ? { host, port, security, user, from, domains: domains.replaceAll(' ', '、') } : {}),
    },
    errors: [],
  };
}

/** Of a new outlet what was typed stays (but a password); of one that stands nothing secret is ever sent to a page. */
function withoutSecrets(values: FormState<OutletField>['values'], isNew: boolean): FormState<OutletField>['values'] {
  return Object.fromEntries(Object.entries(values).filter(([name]) => (isNew ? name !== 'password' : !secretFields.includes(name))));
}

function viewOf(outlet: Outlet, lang: 'zh' | 'en') {
  const { id, kind, name, isOn, unitId, settings, lastOkAt, lastFailedAt, lastFault, lastDetail, restUntil } = outlet;
  return {
    id,
    kind,
    name,
    isOn,
    unitId,
    host: settings['host'] ?? '',
    lastOkAt,
    lastFailedAt,
    restUntil,
    lastWhy: lastFault === '' ? '' : faultSentence(lastFault, lastDetail, lang),
  };
}
