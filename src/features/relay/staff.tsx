// The staff door of the relay: asking at a matter, the hotline's queue, one request. Mount it at /staff, behind the gate and before the forms of a matter.
import { type Context, Hono } from 'hono';
import { loadCircumstances, recordLook } from '#features/matters/index.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { type AskView, ask, askToRelay, carry, openRequest, type Refusal, relayQueue, type ToCarry, withdraw } from './actions.ts';
import { AskRelayPage } from './pages/ask.tsx';
import { CarryPage } from './pages/carry.tsx';
import { RelayQueuePage } from './pages/queue.tsx';
import type { AskField, CarryField } from './rules.ts';
import { askSentences, carrySentences, refusalWords } from './sentences.ts';

type StaffContext = Context<StaffEnv>;
const askFields: readonly AskField[] = ['kind', 'words', 'when'];
const carryFields: readonly CarryField[] = ['outcome', 'words'];
const running = (status: string): boolean => !['archived', 'merged', 'notAccepted', 'emergency', 'terminated'].includes(status);

/** Aliases are made in Chinese at opening. */
const aliasIn = (lang: 'zh' | 'en', alias: string): string => (lang === 'zh' ? alias : alias.replace(/^反映人/, 'Raiser '));

export const relayNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, 'intake', 'callback') ? [{ href: '/staff/relay', label: lang === 'zh' ? '转接' : 'Relay' }] : [];

export function relayStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();

  function refused(c: StaffContext, refusal: Refusal): Response {
    const { title, sentence, status } = refusalWords[refusal];
    const { lang } = c.var;
    const next = { href: '/staff', label: lang === 'zh' ? '回工作台' : 'To the workbench' };
    return c.var.say({ status, code: refusal, title: title[lang], sentences: [sentence[lang]], next });
  }

  async function showAsk(
    c: StaffContext,
    { read, alias, requests }: AskView,
    form: FormState<AskField>,
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> {
    const mark = await recordLook(ports, c.var.me, read.seen, 'form', c.var.addressClass);
    const done = queryText(c, 'done', 10);
    return c.html(
      <AskRelayPage
        frame={{ ...staffFrameOf(c), current: '/staff/matters' }}
        mark={mark.spoken}
        number={read.whole.number}
        alias={aliasIn(c.var.lang, alias)}
        now={ports.now()}
        form={form}
        mayAsk={running(read.whole.status)}
        done={done === 'sent' || done === 'withdrawn' ? done : null}
        requests={requests}
      />,
      status,
    );
  }

  door.get('/matters/:number/relay', async (c) => {
    const asked = await askToRelay(ports, c.var.me, c.req.param('number'));
    return asked.ok ? showAsk(c, asked, emptyForm) : refused(c, asked.refusal);
  });

  door.post('/matters/:number/relay', async (c) => {
    const asked = await askToRelay(ports, c.var.me, c.req.param('number'));
    if (!asked.ok) return refused(c, asked.refusal);
    const { fields } = c.var.form;
    const typed = { kind: textOf(fields, 'kind'), words: textOf(fields, 'words'), when: textOf(fields, 'when') };
    const done = await ask(ports, c.var.me, asked.read, typed, c.var.addressClass);
    if (done.ok) return c.redirect(`/staff/matters/${asked.read.whole.number}/relay?done=sent`, 303);
    const form = typedForm(askFields, fields);
    if ('refusal' in done) {
      if (done.refusal !== 'already-open') return refused(c, done.refusal);
      const sentence = refusalWords[done.refusal].sentence[c.var.lang];
      const again = await askToRelay(ports, c.var.me, asked.read.whole.number);
      return showAsk(c, again.ok ? again : asked, withErrors(form, [{ name: 'words', message: sentence }]), 409);
    }
    const errors = done.problems.map(({ name, problem }) => ({ name, message: askSentences[problem][c.var.lang] }));
    return showAsk(c, asked, withErrors(form, errors), 422);
  });

  door.post('/matters/:number/relay/:id/withdraw', async (c) => {
    const asked = await askToRelay(ports, c.var.me, c.req.param('number'));
    if (!asked.ok) return refused(c, asked.refusal);
    if (!(await withdraw(ports, c.var.me, asked.read.seen.id, c.req.param('id')))) return refused(c, 'already-settled');
    return c.redirect(`/staff/matters/${asked.read.whole.number}/relay?done=withdrawn`, 303);
  });

  // ── at the hotline ──
  door.get('/relay', async (c) => {
    if (!holdsAny(c.var.me, 'intake', 'callback')) return sayNamed(c, 'notYours');
    const circumstances = await loadCircumstances(ports.db);
    const rows = await relayQueue(ports, c.var.me, circumstances);
    const unitName = (id: string) => circumstances.units.byId(id)?.shortName ?? id;
    const frame = { ...staffFrameOf(c), current: '/staff/relay' };
    return c.html(<RelayQueuePage frame={frame} now={ports.now()} rows={rows} unitName={unitName} saved={c.req.query('saved') === '1'} />);
  });

  async function showCarry(
    c: StaffContext,
    { read, alias, request }: Extract<ToCarry, { ok: true }>,
    form: FormState<CarryField>,
    status: 200 | 409 | 422 = 200,
  ) {
    const mark = await recordLook(ports, c.var.me, read.seen, 'form', c.var.addressClass);
    const { staff, units } = read.circumstances;
    return c.html(
      <CarryPage
        frame={{ ...staffFrameOf(c), current: '/staff/relay' }}
        mark={mark.spoken}
        number={read.whole.number}
        alias={aliasIn(c.var.lang, alias)}
        now={ports.now()}
        unit={units.nameOf(request.askedIn)}
        asker={staff.nameOf(request.askedBy)}
        request={request}
        form={form}
      />,
      status,
    );
  }

  door.get('/relay/:number/:id', async (c) => {
    const found = await openRequest(ports, c.var.me, c.req.param('number'), c.req.param('id'));
    return found.ok ? showCarry(c, found, emptyForm) : refused(c, found.refusal);
  });

  door.post('/relay/:number/:id', async (c) => {
    const found = await openRequest(ports, c.var.me, c.req.param('number'), c.req.param('id'));
    if (!found.ok) return refused(c, found.refusal);
    const { fields } = c.var.form;
    const typed = { outcome: textOf(fields, 'outcome'), words: textOf(fields, 'words') };
    const done = await carry(ports, c.var.me, found.read, found.request.id, typed, c.var.addressClass);
    if (done.ok) return c.redirect('/staff/relay?saved=1', 303);
    if ('refusal' in done) return refused(c, done.refusal);
    const errors = done.problems.map(({ name, problem }) => ({ name, message: carrySentences[problem][c.var.lang] }));
    return showCarry(c, found, withErrors(typedForm(carryFields, fields), errors), 422);
  });
  return door;
}
