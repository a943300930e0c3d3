// The staff door of one's own sign-in: sessions, second step, the county's identity, and who stands in during leave. For everybody on the staff.
import { type Context, Hono } from 'hono';
import { dayOf } from '#core/time/day.ts';
import { callerGroupOf } from '#platform/http/address.ts';
import { textOf } from '#platform/http/form.ts';
import { sessionCookie } from '#platform/session/cookie.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import type { SelectOption } from '#ui/choice.tsx';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import { arrangeCover, coversFor, endCover, mayArrange } from './delegation.ts';
import { loadStaff } from './directory.ts';
import { beginOpenId, unjoinOpenId } from './openid.ts';
import { type LeaveForm, LeavePage } from './pages/leave.tsx';
import { MySignInPage } from './pages/my-sign-in.tsx';
import { type FactorForm, RecoveryPage, SecondFactorPage } from './pages/second-factor.tsx';
import type { OpenMattersOf, PeoplePorts } from './people-ports.ts';
import { type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { beginFactor, confirmFactor, dropFactor, factorState, renewRecovery } from './second-factor.ts';
import { loadSignInSettings } from './sign-in-settings.ts';
import { backUrlOf, giveOpenIdCookie } from './staff-openid.ts';
import { linksOf } from './store-openid.ts';

type StaffContext = Context<StaffEnv>;
export type OwnOptions = { baseUrl: string | null; openMattersOf: OpenMattersOf };

export function ownSignInDoor(ports: PeoplePorts, options: OwnOptions): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route('/', meDoor(ports, options));
  door.route('/', factorDoor(ports));
  door.route('/', leaveDoor(ports, options));
  return door;
}

function meDoor(ports: PeoplePorts, options: OwnOptions): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const page = async (c: StaffContext, problem: PeopleRefusal | null = null) => {
    const { me } = c.var;
    const settings = await loadSignInSettings(ports);
    const [link] = await linksOf(ports.db, me.accountId);
    const shown = (
      <MySignInPage
        frame={staffFrameOf(c)}
        login={me.login}
        unitName={me.unitName}
        hasFactor={(await factorState(ports, me)).confirmedAt !== null}
        sessions={await ports.sessions.listOf(me.accountId, sessionCookie(c) ?? '')}
        identity={settings.openId.on || link ? { issuer: link?.issuer ?? null } : null}
        said={saidOf(c.req.query('said'))}
        problem={problem === null ? null : peopleRefusals[problem][c.var.lang]}
        now={ports.now()}
      />
    );
    return c.html(shown, problem === null ? 200 : 400);
  };
  door.get('/me', (c) => {
    const refused = c.req.query('refused') ?? '';
    return page(c, isRefusal(refused) ? refused : null);
  });
  door.post('/me/end-session', async (c) => {
    const ended = await ports.sessions.endOneOf(c.var.me.accountId, textOf(c.var.form.fields, 'id'));
    return ended ? c.redirect('/staff/me?said=ended', 303) : page(c, 'unknown-session');
  });
  door.post('/me/end-others', async (c) => {
    await ports.sessions.endAllOf(c.var.me.accountId, sessionCookie(c));
    return c.redirect('/staff/me?said=ended', 303);
  });
  // A form may not lead to another site (form-action in our policy), so the way there is a link on a page of its own.
  door.post('/me/join', async (c) => {
    const begun = await beginOpenId(ports, {
      backUrl: backUrlOf(c, options.baseUrl),
      next: '/staff/me?said=done',
      callerGroup: callerGroupOf(c.var.address),
      joining: c.var.me,
    });
    if (!begun.ok) return page(c, begun.refusal);
    giveOpenIdCookie(c, begun.cookie);
    const zh = c.var.lang === 'zh';
    return c.var.say({
      status: 200,
      code: 'openid-join',
      title: zh ? '去统一认证证明是您本人' : 'Go and show that it is you',
      sentences: [
        zh
          ? '在那边登录以后会自动回来，连上的是您在那边的身份。'
          : 'After signing in there you come back, joined to the identity you used.',
      ],
      next: { href: begun.url, label: zh ? '去统一认证' : 'To the identity provider' },
    });
  });
  door.post('/me/part', async (c) => {
    await unjoinOpenId(ports, c.var.me, c.var.me.accountId);
    return c.redirect('/staff/me?said=done', 303);
  });
  return door;
}

function factorDoor(ports: PeoplePorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const page = async (c: StaffContext, form: FactorForm = emptyForm) => {
    const state = await factorState(ports, c.var.me);
    const qr = state.pendingKey === null ? null : await ports.codes.qrOf(state.pendingKey, `到底 ${c.var.site.county}`, c.var.me.login);
    const shown = (
      <SecondFactorPage frame={staffFrameOf(c)} state={state} qr={qr} now={ports.now()} form={form} saved={c.req.query('saved') === '1'} />
    );
    return c.html(shown, form.errors.length === 0 ? 200 : form.errors.some(({ message }) => message === locked(c)) ? 429 : 400);
  };
  const locked = (c: StaffContext): string => peopleRefusals['code-locked'][c.var.lang];
  const refused = (c: StaffContext, name: 'code' | 'otherCode' | 'renewCode' | 'dropCode', refusal: PeopleRefusal) =>
    page(c, withErrors<typeof name>(emptyForm, [{ name, message: peopleRefusals[refusal][c.var.lang] }]));
  const typed = (c: StaffContext, name: string): string => textOf(c.var.form.fields, name);

  door.get('/second-factor', (c) => page(c));
  door.post('/second-factor/begin', async (c) => {
    const done = await beginFactor(ports, c.var.me, typed(c, 'otherCode'));
    return done.ok ? c.redirect('/staff/second-factor', 303) : refused(c, 'otherCode', done.refusal);
  });
  door.post('/second-factor/confirm', async (c) => {
    const done = await confirmFactor(ports, c.var.me, typed(c, 'code'));
    return done.ok ? c.html(recovery(c, done.recovery, afterFirst(c))) : refused(c, 'code', done.refusal);
  });
  door.post('/second-factor/renew', async (c) => {
    const done = await renewRecovery(ports, c.var.me, typed(c, 'renewCode'));
    return done.ok ? c.html(recovery(c, done.recovery)) : refused(c, 'renewCode', done.refusal);
  });
  door.post('/second-factor/drop', async (c) => {
    const done = await dropFactor(ports, c.var.me, typed(c, 'dropCode'));
    return done.ok ? c.redirect('/staff/second-factor?saved=1', 303) : refused(c, 'dropCode', done.refusal);
  });
  return door;
}

const recovery = (c: StaffContext, codes: readonly string[], href = '/staff/second-factor?saved=1') => (
  <RecoveryPage frame={staffFrameOf(c)} codes={codes} href={href} />
);
/** A system administrator who comes in for the first time goes on with setting up. */
const afterFirst = (c: StaffContext): string | undefined => (c.var.me.roles.includes('systemAdmin') ? '/staff/admin/set-up' : undefined);

function leaveDoor(ports: PeoplePorts, { openMattersOf }: OwnOptions): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const page = async (c: StaffContext, form: LeaveForm = emptyForm) => {
    const { me } = c.var;
    const staff = await loadStaff(ports.db);
    const unit = staff.inUnit(me.unitId);
    const option = (person: { accountId: string; name: string; login: string }): SelectOption => ({
      value: person.accountId,
      label: `${person.name}（${person.login}）`,
    });
    const away = unit.filter((person) => mayArrange(me, person)).sort((a) => (a.accountId === me.accountId ? -1 : 1));
    const shown = (
      <LeavePage
        frame={staffFrameOf(c)}
        now={
          await Promise.all(
            (me.covers ?? []).map(async (cover) => ({
              ...cover,
              matters: await openMattersOf({ accountId: cover.accountId, unitId: me.unitId }),
            })),
          )
        }
        arrangements={await coversFor(ports, me)}
        away={away.map(option)}
        colleagues={unit.filter((person) => person.accountId !== me.accountId || away.length > 1).map(option)}
        today={dayOf(ports.now())}
        form={form}
        said={c.req.query('said') === 'saved' ? 'saved' : c.req.query('said') === 'ended' ? 'ended' : null}
      />
    );
    return c.html(shown, form.errors.length > 0 ? 400 : 200);
  };
  door.get('/leave', (c) => page(c));
  door.post('/leave', async (c) => {
    const { fields } = c.var.form;
    const text = (name: string) => textOf(fields, name);
    const done = await arrangeCover(ports, c.var.me, {
      fromId: text('fromId') || c.var.me.accountId,
      toId: text('toId'),
      validFrom: text('validFrom'),
      validTo: text('validTo'),
      reason: text('reason'),
    });
    if (done.ok) return c.redirect('/staff/leave?said=saved', 303);
    const form: LeaveForm = typedForm(['fromId', 'toId', 'validFrom', 'validTo', 'reason'], fields);
    return page(c, withErrors(form, [{ name: leaveField(done.refusal), message: peopleRefusals[done.refusal][c.var.lang] }]));
  });
  door.post('/leave/end', async (c) => {
    const done = await endCover(ports, c.var.me, textOf(c.var.form.fields, 'id'));
    if (done.ok) return c.redirect('/staff/leave?said=ended', 303);
    return page(c, withErrors<'toId'>(emptyForm, [{ name: 'toId', message: peopleRefusals[done.refusal][c.var.lang] }]));
  });
  return door;
}

function leaveField(refusal: PeopleRefusal): 'toId' | 'validFrom' | 'validTo' {
  if (refusal === 'day-unreadable') return 'validFrom';
  return refusal === 'days-reversed' || refusal === 'cover-past' || refusal === 'cover-long' ? 'validTo' : 'toId';
}

const saidOf = (word: string | undefined): 'ended' | 'done' | null => (word === 'ended' || word === 'done' ? word : null);
const isRefusal = (word: string): word is PeopleRefusal => word.startsWith('openid-') && Object.hasOwn(peopleRefusals, word);
