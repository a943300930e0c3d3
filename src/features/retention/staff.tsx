// The staff door of retention. Mount it at /staff, behind the gate. Security administration sets periods; security and audit administration hold; system administration reads.
import { type Context, Hono } from 'hono';
import { addDays, addMonths, atTimeOfDay, dayOf, parseDay } from '#core/time/day.ts';
import { kindWords } from '#features/matters/index.ts';
import { loadStaff } from '#features/people/index.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { type HoldField, hold, release, setRule } from './actions.ts';
import { planClearing } from './actions-clear.ts';
import { RetentionPage } from './pages/retention.tsx';
import { graceDays, kinds, proposal, type RuleField, ruleFields } from './rules.ts';
import { doneSince, readHolds, readRules } from './store.ts';
import { holdSentences, proposalReason, ruleSentences } from './words.ts';

type StaffContext = Context<StaffEnv>;
const holdFields: readonly HoldField[] = ['number', 'holdReason', 'holdBasis'];
const mostHolds = 200;

export const retentionNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, 'securityAdmin', 'audit') ? [{ href: '/staff/retention', label: lang === 'zh' ? '保存期限' : 'Retention' }] : [];

export function retentionStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  for (const path of ['/retention', '/retention/*']) door.use(path, requireRole('securityAdmin', 'audit', 'systemAdmin'));
  const mayRule = (c: StaffContext) => holdsAny(c.var.me, 'securityAdmin');
  const mayHold = (c: StaffContext) => holdsAny(c.var.me, 'securityAdmin', 'audit');

  async function page(c: StaffContext, ruleForm: FormState<RuleField> = emptyForm, holdForm: FormState<HoldField> = emptyForm) {
    const now = ports.now();
    const today = dayOf(now);
    const [rules, holds, staff] = await Promise.all([readRules(ports.db), readHolds(ports.db, mostHolds), loadStaff(ports.db)]);
    const earliest = addDays(today, graceDays);
    // The next day on which something changes, else today.
    const next = rules
      .map((rule) => rule.validFrom)
      .filter((one) => one > today)
      .sort()[0];
    const on = parseDay(queryText(c, 'on', 12)) ?? next ?? today;
    const said = (['rule', 'hold', 'ended'] as const).find((one) => c.req.query('saved') === one) ?? null;
    const proposed = c.req.query('propose') === proposal.what;
    const start = {
      values: {
        kind: '*',
        confidentiality: '*',
        validFrom: earliest,
        ...(proposed
          ? { what: proposal.what, months: String(proposal.months), basis: proposal.law, reason: proposalReason[c.var.lang] }
          : {}),
      },
      errors: [],
    };
    const shown = (
      <RetentionPage
        frame={{ ...staffFrameOf(c), current: '/staff/retention' }}
        rules={rules.map((rule) => ({ ...rule, who: rule.madeBy === null ? '' : staff.nameOf(rule.madeBy) }))}
        kindNames={Object.fromEntries(kinds.map((kind) => [kind, kindWords[kind]]))}
        plan={await planClearing(ports, on)}
        done={await doneSince(ports.db, atTimeOfDay(addMonths(today, -12), '00:00'))}
        holds={holds}
        ruleForm={ruleForm === emptyForm ? start : ruleForm}
        holdForm={holdForm}
        earliest={earliest}
        proposed={proposed}
        mayRule={mayRule(c)}
        mayHold={mayHold(c)}
        said={said}
        now={now}
      />
    );
    return c.html(shown, ruleForm.errors.length + holdForm.errors.length > 0 ? 422 : 200);
  }

  door.get('/retention', (c) => page(c));

  door.post('/retention', async (c) => {
    if (!mayRule(c)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const typed = Object.fromEntries(ruleFields.map((name) => [name, textOf(fields, name)])) as Record<RuleField, string>;
    const done = await setRule(ports, c.var.me, typed, c.var.addressClass);
    if (done.ok) return c.redirect('/staff/retention?saved=rule', 303);
    const errors = done.problems.map(({ name, problem }) => ({ name, message: ruleSentences[problem][c.var.lang] }));
    return page(c, withErrors(typedForm(ruleFields, fields), errors));
  });

  door.post('/retention/holds', async (c) => {
    if (!mayHold(c)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const typed = Object.fromEntries(holdFields.map((name) => [name, textOf(fields, name)])) as Record<HoldField, string>;
    const done = await hold(ports, c.var.me, typed, c.var.addressClass);
    if (done.ok) return c.redirect('/staff/retention?saved=hold', 303);
    const errors = done.problems.map(({ name, problem }) => ({ name, message: holdSentences[problem][c.var.lang] }));
    return page(c, emptyForm, withErrors(typedForm(holdFields, fields), errors));
  });

  door.post('/retention/holds/:id/end', async (c) => {
    if (!mayHold(c)) return sayNamed(c, 'notYours');
    const reason = textOf(c.var.form.fields, 'endReason');
    const done = await release(ports, c.var.me, c.req.param('id'), reason, c.var.addressClass);
    if (done) return c.redirect('/staff/retention?saved=ended', 303);
    return page(c, emptyForm, { values: {}, errors: [{ name: 'holdReason', message: holdSentences['reason-missing'][c.var.lang] }] });
  });
  return door;
}
