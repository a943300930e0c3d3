// Signing in, and the first set-up: the two staff pages for which nobody is signed in yet. Mount it before the gate.
import { type Context, Hono } from 'hono';
import { callerGroupOf } from '#platform/http/address.ts';
import type { Carries, HttpEnv, HttpVariables } from '#platform/http/context.ts';
import { type Fields, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { maskToken } from '#platform/http/masked-token.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import { giveSessionCookie, sessionCookie, takeSessionCookie } from '#platform/session/cookie.ts';
import { deviceWords } from '#platform/session/device-words.ts';
import { type GateOptions, requireStaff } from '#platform/session/require-staff.ts';
import type { Session } from '#platform/session/sessions.ts';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import { beginOpenId, finishOpenId } from './openid.ts';
import { CodePage } from './pages/code.tsx';
import { SetUpPage } from './pages/set-up.tsx';
import { GoOnPage, SignInPage } from './pages/sign-in.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { needsFactor } from './rules-sign-in.ts';
import { redeemSetupLink, setupState } from './set-up.ts';
import { answerStep, type SignedIn, signIn } from './sign-in.ts';
import { loadSignInSettings } from './sign-in-settings.ts';
import { invitationDoor } from './staff-invitation.tsx';
import { backUrlOf, giveOpenIdCookie, takeOpenIdCookie } from './staff-openid.ts';

/** By one's own posts: whoever only stands in for a post is not asked to set up what it needs. */
const isLacking = ({ me, hasFactor, factorRoles }: Session): boolean => !hasFactor && needsFactor(me.ownRoles ?? me.roles, factorRoles);

/** The gate of the staff door (see requireStaff), with a sign-in page that keeps what a POST brought. */
export function staffGate(ports: PeoplePorts, options: Pick<GateOptions, 'nav' | 'filesBytes'> & { asksFactor?: boolean }) {
  const { asksFactor = true, ...rest } = options;
  return requireStaff({
    ...rest,
    sessions: ports.sessions,
    ...(asksFactor ? { factor: { path: '/staff/second-factor', isLacking } } : {}),
    signInAgain: (c, fields) => {
      if (c.req.path === '/staff/sign-out') return c.redirect('/staff/sign-in', 303);
      const page = (
        <SignInPage frame={frameOf(c)} csrf={publicToken(c)} form={emptyForm} next="/staff" kept={keptForm(c.var.path, fields)} ended />
      );
      return c.html(page, 401);
    },
  });
}

export function peopleSignInDoor(ports: PeoplePorts, options: { baseUrl?: string | null } = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  door.route('/', codeDoor(ports));
  door.route('/', invitationDoor(ports));
  door.route('/', openIdDoor(ports, options.baseUrl ?? null));

  door.get('/staff/sign-in', async (c) => {
    const next = ownPath(c.req.query('next') ?? '');
    const refused = c.req.query('refused') ?? '';
    const ended = sessionCookie(c) !== undefined && next !== '/staff' && refused === '';
    const message = isTold(refused) ? peopleRefusals[refused][c.var.lang] : null;
    const page = (
      <SignInPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        form={emptyForm}
        next={next}
        kept=""
        ended={ended}
        problem={message}
        identityLabel={await identityLabel(ports, c.var.lang)}
      />
    );
    return c.html(page, message === null ? 200 : 400);
  });

  door.post('/staff/sign-in', async (c) => {
    const read = await readPublicForm(c);
    const form = typedForm(['login'], read.fields);
    const [next, kept] = [ownPath(textOf(read.fields, 'next')), textOf(read.fields, 'kept')];
    const again = async (message: string, status: 400 | 401 | 403 | 413 | 415 | 429) =>
      c.html(
        <SignInPage
          frame={frameOf(c)}
          csrf={publicToken(c)}
          form={withErrors(form, [{ name: 'login', message }])}
          next={next}
          kept={kept}
          ended={false}
          identityLabel={await identityLabel(ports, c.var.lang)}
        />,
        status,
      );
    if (!read.ok) return read.refusal === 'formStale' ? again(stale[c.var.lang], 403) : sayNamed(c, read.refusal);
    const done = await signIn(ports, {
      login: textOf(read.fields, 'login'),
      password: textOf(read.fields, 'password'),
      callerGroup: callerGroupOf(c.var.address),
      ...arrivalOf(c),
    });
    if (!done.ok) return again(peopleRefusals[done.refusal][c.var.lang], done.refusal === 'sign-in-locked' ? 429 : 401);
    return enter(c, ports, done, next, kept);
  });

  door.get('/set-up/:token', async (c) => {
    const state = await setupState(ports, c.req.param('token'));
    if (!state.ok) return unusable(c, state.refusal);
    return c.html(
      <SetUpPage frame={frameOf(c)} csrf={publicToken(c)} action={c.req.path} needsCounty={state.needsCounty} form={emptyForm} />,
    );
  });

  door.post('/set-up/:token', async (c) => {
    const read = await readPublicForm(c);
    const form = typedForm(['county', 'name', 'login'], read.fields);
    const state = await setupState(ports, c.req.param('token'));
    if (!state.ok) return unusable(c, state.refusal);
    if (!read.ok && read.refusal !== 'formStale') return sayNamed(c, read.refusal);
    const text = (name: string) => textOf(read.fields, name);
    const done = read.ok
      ? await redeemSetupLink(ports, c.req.param('token'), {
          county: text('county'),
          login: text('login'),
          name: text('name'),
          password: text('password'),
          again: text('again'),
        })
      : null;
    if (done?.ok) {
      takeSessionCookie(c);
      return c.redirect('/staff/sign-in?next=/staff/admin/set-up', 303);
    }
    const error = done
      ? { name: fieldOf(done.refusal, text('name')), message: peopleRefusals[done.refusal][c.var.lang] }
      : { name: 'login' as const, message: stale[c.var.lang] };
    const page = (
      <SetUpPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        action={c.req.path}
        needsCounty={state.needsCounty}
        form={withErrors(form, [error])}
      />
    );
    return c.html(page, done ? 400 : 403);
  });

  return door;
}

/** The second half: digits from the phone, or a recovery code. */
function codeDoor(ports: PeoplePorts): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  door.get('/staff/sign-in/code', (c) => c.redirect('/staff/sign-in', 303));
  door.post('/staff/sign-in/code', async (c) => {
    const read = await readPublicForm(c);
    const text = (name: string) => textOf(read.fields, name);
    const [next, kept, step] = [ownPath(text('next')), text('kept'), text('step')];
    if (!read.ok && read.refusal !== 'formStale') return sayNamed(c, read.refusal);
    const done = read.ok ? await answerStep(ports, { step, code: text('code'), ...arrivalOf(c) }) : null;
    if (done?.ok) return enter(c, ports, done, next, kept);
    if (done?.refusal === 'step-over') return c.redirect('/staff/sign-in?refused=step-over', 303);
    const message = done ? peopleRefusals[done.refusal][c.var.lang] : stale[c.var.lang];
    const page = <CodePage {...codeParts(c, { step, next, kept })} form={withErrors<'code'>(emptyForm, [{ name: 'code', message }])} />;
    return c.html(page, done === null ? 403 : done.refusal === 'code-locked' ? 429 : 401);
  });
  return door;
}

/** To the county's identity provider and back. By a link and not by a form: our own policy lets no form lead to another site. */
function openIdDoor(ports: PeoplePorts, baseUrl: string | null): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const refused = (c: Context<HttpEnv>, refusal: PeopleRefusal, next = '') =>
    c.redirect(`/staff/sign-in?refused=${refusal}${next === '' ? '' : `&next=${encodeURIComponent(next)}`}`, 303);

  door.get('/staff/sign-in/openid', async (c) => {
    const next = ownPath(c.req.query('next') ?? '');
    const begun = await beginOpenId(ports, {
      backUrl: backUrlOf(c, baseUrl),
      next,
      callerGroup: callerGroupOf(c.var.address),
      joining: null,
    });
    if (!begun.ok) return refused(c, begun.refusal, next);
    giveOpenIdCookie(c, begun.cookie);
    return c.redirect(begun.url, 303);
  });

  door.get('/staff/sign-in/openid/back', async (c) => {
    const url = backUrlOf(c, baseUrl) + new URL(c.req.url).search;
    const done = await finishOpenId(ports, { url, cookie: takeOpenIdCookie(c), ...arrivalOf(c) });
    // Somebody who was joining has a session and hears it there; whoever has none is led from there to the sign-in page.
    if (!done.ok) return sessionCookie(c) === undefined ? refused(c, done.refusal) : c.redirect(`/staff/me?refused=${done.refusal}`, 303);
    return done.joined ? c.redirect('/staff/me?said=done', 303) : enter(c, ports, done, done.next, '');
  });
  return door;
}

/** In, with what was kept from before; or on to the second step. */
async function enter(c: Context<HttpEnv>, ports: PeoplePorts, done: SignedIn, next: string, kept: string): Promise<Response> {
  if (done.step !== undefined) return c.html(<CodePage {...codeParts(c, { step: done.step, next, kept })} form={emptyForm} />);
  giveSessionCookie(c, done.token);
  if (done.mustChange) return c.redirect('/staff/password', 303);
  return (await goOn(c, ports, done.token, kept)) ?? c.redirect(next, 303);
}

const codeParts = (c: Context<HttpEnv>, carried: { step: string; next: string; kept: string }) => ({
  frame: frameOf(c),
  csrf: publicToken(c),
  ...carried,
});

const arrivalOf = (c: Context<HttpEnv>) => ({
  addressClass: c.var.addressClass,
  oldToken: sessionCookie(c),
  device: deviceWords(c.req.header('user-agent')),
});

/** What the sign-in page may be told by its address; anything else is not shown. */
const isTold = (word: string): word is PeopleRefusal =>
  (word.startsWith('openid-') || word === 'step-over' || word === 'sign-in-locked') && Object.hasOwn(peopleRefusals, word);

async function identityLabel(ports: PeoplePorts, lang: 'zh' | 'en'): Promise<string | null> {
  const { openId } = await loadSignInSettings(ports);
  if (!openId.on) return null;
  return openId.label || (lang === 'zh' ? '用统一认证登录' : 'Sign in with the county identity');
}

const stale = {
  zh: '这张表单放得太久，没有提交。请再点一次。',
  en: 'This form was open too long and was not sent. Please press the button once more.',
};

function frameOf(c: Carries<keyof HttpVariables>) {
  const { lang, path, largeText, site } = c.var;
  return { lang, path, largeText, county: site.county, phone: site.phone };
}

function unusable(c: Context<HttpEnv>, refusal: PeopleRefusal): Response {
  const words = peopleRefusals[refusal][c.var.lang];
  return c.var.say({
    status: 410,
    code: refusal,
    title: c.var.lang === 'zh' ? '设置链接不能用' : 'This set-up link does not work',
    sentences: [words],
    next: { href: '/staff/sign-in', label: c.var.lang === 'zh' ? '去登录' : 'To sign in' },
  });
}

function fieldOf(refusal: PeopleRefusal, name: string): 'county' | 'name' | 'login' | 'password' | 'again' {
  if (refusal === 'passwords-differ') return 'again';
  if (refusal.startsWith('password')) return 'password';
  if (refusal === 'name-missing') return name.trim() === '' ? 'name' : 'county';
  return 'login';
}

/** Only paths of our own staff door: a link from elsewhere must not send people away after they have signed in. */
function ownPath(path: string): string {
  const isOwn = /^\/staff(?:[/?][^\\]*)?$/.test(path) && !path.startsWith('/staff/sign-') && URL.canParse(path, 'http://own');
  return isOwn ? path : '/staff';
}

/** A form that came too late, as the value of one hidden field. */
function keptForm(path: string, fields: Fields): string {
  const { csrf: _, ...typed } = Object.fromEntries(Object.entries(fields).filter(([name]) => !/password/i.test(name)));
  return Object.keys(typed).length === 0 ? '' : JSON.stringify({ path, typed });
}

async function goOn(c: Context<HttpEnv>, ports: PeoplePorts, token: string, kept: string): Promise<Response | null> {
  const form = readKept(kept);
  const session = form ? await ports.sessions.find(token) : null;
  if (!form || !session) return null;
  const frame = {
    ...frameOf(c),
    path: '/staff',
    me: { name: session.me.name, unitName: session.me.unitName },
    nav: [],
    csrf: maskToken(session.csrf),
  };
  return c.html(<GoOnPage frame={frame} action={form.path} fields={{ values: form.typed, errors: [] }} />);
}

function readKept(kept: string): { path: string; typed: Fields } | null {
  if (kept === '') return null;
  try {
    const value: unknown = JSON.parse(kept);
    if (typeof value !== 'object' || value === null || !('path' in value) || !('typed' in value)) return null;
    const { path, typed } = value;
    if (typeof path !== 'string' || ownPath(path) !== path || typeof typed !== 'object' || typed === null) return null;
    const isText = (field: unknown): field is string | string[] =>
      typeof field === 'string' || (Array.isArray(field) && field.every((item) => typeof item === 'string'));
    return {
      path,
      typed: Object.fromEntries(Object.entries(typed).filter((field): field is [string, string | string[]] => isText(field[1]))),
    };
  } catch {
    return null;
  }
}
