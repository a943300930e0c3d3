// The staff door of requests for data. Mount it at /staff, behind the gate. Everybody on the staff may read what is asked, and why; units ask, the county office decides.
import { type Context, Hono } from 'hono';
import { dayOf } from '#core/time/day.ts';
import { loadStaff, loadUnits } from '#features/people/index.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { ask, decide } from './actions.ts';
import { NewRequestPage, RequestPage, RequestsPage, type RequestView } from './pages/requests.tsx';
import { type FieldRefusal, type RequestField, type RequestRow, requestFields, stateOn, type Typed } from './rules.ts';
import { type Held, heldFor } from './rules-held.ts';
import { countRefusals, readOne, readRequests } from './store.ts';
import { decideSentences, problemSentences, refusalSentence } from './words.ts';

type StaffContext = Context<StaffEnv>;
const most = 200;
const mayAsk = (me: Staff) => holdsAny(me, 'handler', 'unitHead', 'hotline', 'countyOffice', 'leader', 'dispatcher');

export const dataRequestsNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, 'countyOffice', 'unitHead') ? [{ href: '/staff/data-requests', label: lang === 'zh' ? '要数据' : 'Data requests' }] : [];

export function dataRequestsStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const frame = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/data-requests' });
  const viewer = async () => {
    const [units, today] = [await loadUnits(ports.db), dayOf(ports.now())];
    return (row: RequestRow): RequestView => ({
      ...row,
      unit: units.byId(row.unitId)?.shortName ?? row.unitId,
      now: stateOn(row.state, row.expiresOn, today),
    });
  };
  const linkOf = (c: StaffContext, field: string, held: Held) => ({ field, name: held.name[c.var.lang], href: held.href });

  door.get('/data-requests', async (c) => {
    const view = await viewer();
    const rows = (await readRequests(ports.db, most)).map(view);
    const said = (['asked', 'decided'] as const).find((one) => c.req.query('saved') === one) ?? null;
    return c.html(
      <RequestsPage frame={frame(c)} rows={rows} refused={await countRefusals(ports.db)} mayAsk={mayAsk(c.var.me)} said={said} />,
    );
  });

  const form = (c: StaffContext, state: FormState<RequestField>, refusals: readonly FieldRefusal[] = []) => {
    const held = refusals.flatMap((one) => (one.why === 'held' ? [linkOf(c, one.field, one.held)] : []));
    const page = <NewRequestPage frame={frame(c)} form={state} held={held} today={dayOf(ports.now())} />;
    return c.html(page, state.errors.length > 0 ? 422 : 200);
  };
  door.get('/data-requests/new', (c) => (mayAsk(c.var.me) ? form(c, emptyForm) : sayNamed(c, 'notYours')));
  door.post('/data-requests', async (c) => {
    if (!mayAsk(c.var.me)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const { lang } = c.var;
    const typed = Object.fromEntries(requestFields.map((name) => [name, textOf(fields, name)])) as Typed;
    const done = await ask(ports, c.var.me, typed, c.var.addressClass);
    if (done.ok) return c.redirect('/staff/data-requests?saved=asked', 303);
    const errors = [
      ...done.problems.map(({ name, problem }) => ({ name, message: problemSentences[problem][lang] })),
      ...done.refusals.map((refusal) => ({ name: 'fields' as const, message: refusalSentence(refusal, lang) })),
    ];
    return form(c, withErrors(typedForm(requestFields, fields), errors), done.refusals);
  });

  async function show(c: StaffContext, state: FormState<'decision' | 'words'> = emptyForm) {
    const row = await readOne(ports.db, Number(c.req.param('number')));
    if (!row) return sayNamed(c, 'notFound');
    const [view, staff] = [await viewer(), await loadStaff(ports.db)];
    const shown = view(row);
    const isOpen = shown.now === 'asked';
    const like = row.fields.flatMap((field) => {
      const found = heldFor(field);
      return found ? [linkOf(c, field, found.held)] : [];
    });
    const page = (
      <RequestPage
        frame={frame(c)}
        row={shown}
        asker={staff.nameOf(row.askedBy)}
        decider={row.decidedBy === null ? '' : staff.nameOf(row.decidedBy)}
        like={like}
        mayDecide={isOpen && holdsAny(c.var.me, 'countyOffice') && row.askedBy !== c.var.me.accountId}
        mayWithdraw={isOpen && row.askedBy === c.var.me.accountId}
        form={state}
        now={ports.now()}
      />
    );
    return c.html(page, state.errors.length > 0 ? 422 : 200);
  }
  door.get('/data-requests/:number{[0-9]{1,9}}', (c) => show(c));
  door.post('/data-requests/:number{[0-9]{1,9}}', async (c) => {
    const { fields } = c.var.form;
    const asked = { decision: textOf(fields, 'decision'), words: textOf(fields, 'words') };
    const done = await decide(ports, c.var.me, Number(c.req.param('number')), asked, c.var.addressClass);
    if (done.ok) return c.redirect('/staff/data-requests?saved=decided', 303);
    if (done.refusal === 'not-found') return sayNamed(c, 'notFound');
    if (done.refusal === 'not-yours') return sayNamed(c, 'notYours');
    const name = done.refusal === 'choose' ? ('decision' as const) : ('words' as const);
    return show(
      c,
      withErrors(typedForm(['decision', 'words'] as const, fields), [{ name, message: decideSentences[done.refusal][c.var.lang] }]),
    );
  });
  return door;
}
