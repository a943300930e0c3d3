// The staff door of limits and calendars. Mount it at /staff, behind the gate. System administrators change; the other administrators and the desk read.
import { type Context, Hono } from 'hono';
import { type Day, dayOf, parseDay } from '#core/time/day.ts';
import { explainDeadline, sayDue } from '#core/time/explain.ts';
import { loadStaff } from '#features/people/index.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { baseOf, changeLimit, checkLimit, type KeyView, limitKey, limitKeys, withdrawLimit } from './actions.ts';
import { type Comparison, LimitPage } from './pages/limit.tsx';
import { LimitsPage } from './pages/limits.tsx';
import { type LimitField, type LimitProblems, limitFieldNames, readExample, type TypedLimit, typedOf, unitsFor } from './rules.ts';
import { calendarsDoor } from './staff-calendars.tsx';
import { limitSentences } from './words.ts';

type StaffContext = Context<StaffEnv>;
const readers = ['systemAdmin', 'securityAdmin', 'audit', 'countyOffice', 'hotline'] as const;

export const limitsNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, 'systemAdmin') ? [{ href: '/staff/limits', label: lang === 'zh' ? '时限' : 'Limits' }] : [];

export function limitsStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  for (const path of ['/limits', '/limits/*', '/calendars', '/calendars/*']) door.use(path, requireRole(...readers));
  door.route('/', calendarsDoor(ports));
  const frame = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/limits' });
  const mayChange = (c: StaffContext) => holdsAny(c.var.me, 'systemAdmin');

  door.get('/limits', async (c) => {
    const said = c.req.query('saved') === '1' ? 'saved' : c.req.query('withdrawn') === '1' ? 'withdrawn' : null;
    return c.html(<LimitsPage frame={frame(c)} lines={await limitKeys(ports)} said={said} mayChange={mayChange(c)} />);
  });

  async function show(c: StaffContext, view: KeyView, form: FormState<LimitField>, comparison: Comparison | null = null) {
    const base = baseOf(view);
    const staff = await loadStaff(ports.db);
    const today = dayOf(ports.now());
    if (!base) return sayNamed(c, 'notFound');
    const rows = view.rows.map(({ limit, reason, madeBy, madeAt }) => ({
      limit,
      reason,
      who: madeBy === null ? '' : staff.nameOf(madeBy),
      madeAt,
      mayWithdraw: mayChange(c) && madeBy !== null && limit.validFrom > today,
    }));
    const shown = form === emptyForm ? { values: typedOf(base, today, ports.now()), errors: [] } : form;
    const page = (
      <LimitPage
        frame={frame(c)}
        limitKey={view.key}
        title={base.clock[c.var.lang]}
        rows={rows.toReversed()}
        units={unitsFor(base)}
        form={shown}
        comparison={comparison}
        mayChange={mayChange(c)}
        today={today}
        now={ports.now()}
      />
    );
    return c.html(page, shown.errors.length > 0 ? 422 : 200);
  }
  const inWords = (c: StaffContext, form: FormState<LimitField>, problems: LimitProblems): FormState<LimitField> =>
    withErrors(
      form,
      problems.map(({ field, problem }) => ({ name: field, message: limitSentences[problem][c.var.lang] })),
    );

  door.get('/limits/:key', async (c) => {
    const view = await limitKey(ports, c.req.param('key'));
    return view ? show(c, view, emptyForm) : sayNamed(c, 'notFound');
  });

  door.post('/limits/:key', async (c) => {
    if (!mayChange(c)) return sayNamed(c, 'notYours');
    const view = await limitKey(ports, c.req.param('key'));
    if (!view) return sayNamed(c, 'notFound');
    const { fields } = c.var.form;
    const form = typedForm(limitFieldNames, fields);
    const typed = Object.fromEntries(limitFieldNames.map((name) => [name, textOf(fields, name)])) as TypedLimit;
    const step = textOf(fields, 'step');
    if (step === 'edit') return show(c, view, form);
    if (step === 'save') {
      const done = await changeLimit(ports, c.var.me, view, typed, c.var.addressClass);
      return done.ok ? c.redirect('/staff/limits?saved=1', 303) : show(c, view, inWords(c, form, done.problems));
    }
    const at = readExample(typed.exampleAt);
    const checked = await checkLimit(ports, view, typed, at ?? ports.now());
    if (!checked.ok || at === null) {
      const unread = at === null ? [{ field: 'exampleAt' as const, problem: 'example-unreadable' as const }] : [];
      return show(c, view, inWords(c, form, [...(checked.ok ? [] : checked.problems), ...unread]));
    }
    const { before, after } = checked.example;
    const { lang } = c.var;
    const explained = { before: explainDeadline(before, lang), after: explainDeadline(after, lang) };
    const due = { before: sayDue(before, lang), after: sayDue(after, lang) };
    return show(c, view, form, { before: checked.base, after: checked.limit, at, due, explained });
  });

  door.post('/limits/:key/withdraw', async (c) => {
    if (!mayChange(c)) return sayNamed(c, 'notYours');
    const day: Day | null = parseDay(textOf(c.var.form.fields, 'validFrom'));
    const done = day !== null && (await withdrawLimit(ports, c.var.me, c.req.param('key'), day, c.var.addressClass));
    return done ? c.redirect('/staff/limits?withdrawn=1', 303) : sayNamed(c, 'notFound');
  });
  return door;
}
