// Signing in, and the first set-up: the two staff pages for which nobody is signed in yet. Mount it before the gate.
import { type Context, Hono } from 'hono';
import { callerGroupOf } from '#platform/http/address.ts';
import type { Carries, HttpEnv, HttpVariables } from '#platform/http/context.ts';
import { type Fields, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { maskToken } from '#platform/http/masked-token.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import { giveSessionCookie, sessionCookie, takeSessionCookie } from '#platform/session/cookie.ts';
import { type GateOptions, requireStaff } from '#platform/session/require-staff.ts';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import { SetUpPage } from './pages/set-up.tsx';
import { GoOnPage, SignInPage } from './pages/sign-in.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { redeemSetupLink, setupState } from './set-up.ts';
import { signIn } from './sign-in.ts';

/** The gate of the staff door (see requireStaff), with a sign-in page that keeps what a POST brought. */
export function staffGate(ports: PeoplePorts, options: Pick<GateOptions, 'nav' | 'filesBytes'>) {
  return requireStaff({
    ...options,
    sessions: ports.sessions,
    signInAgain: (c, fields) => {
      if (c.req.path === '/staff/sign-out') return c.redirect('/staff/sign-in', 303);
      const page = (
        <SignInPage frame={frameOf(c)} csrf={publicToken(c)} form={emptyForm} next="/staff" kept={keptForm(c.var.path, fields)} ended />
      );
      return c.html(page, 401);
    },
  });
}

export function peopleSignInDoor(ports: PeoplePorts): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();

  door.get('/staff/sign-in', (c) => {
    const next = ownPath(c.req.query('next') ?? '');
    const ended = sessionCookie(c) !== undefined && next !== '/staff';
    return c.html(<SignInPage frame={frameOf(c)} csrf={publicToken(c)} form={emptyForm} next={next} kept="" ended={ended} />);
  });

  door.post('/staff/sign-in', async (c) => {
    const read = await readPublicForm(c);
    const form = typedForm(['login'], read.fields);
    const [next, kept] = [ownPath(textOf(read.fields, 'next')), textOf(read.fields, 'kept')];
    const again = (message: string, status: 400 | 401 | 403 | 413 | 415 | 429) =>
      c.html(
        <SignInPage
          frame={frameOf(c)}
          csrf={publicToken(c)}
          form={withErrors(form, [{ name: 'login', message }])}
          next={next}
          kept={kept}
          ended={false}
        />,
        status,
      );
    if (!read.ok) return read.refusal === 'formStale' ? again(stale[c.var.lang], 403) : sayNamed(c, read.refusal);
    const done = await signIn(ports, {
      login: textOf(read.fields, 'login'),
      password: textOf(read.fields, 'password'),
      callerGroup: callerGroupOf(c.var.address),
      addressClass: c.var.addressClass,
      oldToken: sessionCookie(c),
    });
    if (!done.ok) return again(peopleRefusals[done.refusal][c.var.lang], done.refusal === 'sign-in-locked' ? 429 : 401);
    giveSessionCookie(c, done.token);
    if (done.mustChange) return c.redirect('/staff/password', 303);
    return (await goOn(c, ports, done.token, kept)) ?? c.redirect(next, 303);
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
      return c.redirect('/staff/sign-in', 303);
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
