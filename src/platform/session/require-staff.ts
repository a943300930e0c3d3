// The gate of the staff door. Behind it `me` is a person with an open account, and what a form brought has a good token.
import type { Context, MiddlewareHandler } from 'hono';
import type { Role } from '#core/matter/events.ts';
import { type Fields, keptOf, readForm, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { isMasked, maskToken } from '#platform/http/masked-token.ts';
import { sessionCookie } from './cookie.ts';
import type { Session, Sessions } from './sessions.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv } from './staff.ts';

export type GateOptions = {
  sessions: Sessions;
  /** The sections this person has; drawn on every page. */
  nav?: (me: Staff, lang: 'zh' | 'en') => readonly NavItem[] | Promise<readonly NavItem[]>;
  /** Where to sign in, and where whoever must choose a new password does so. */
  signInPath?: string;
  passwordPath?: string;
  /** Who must set up a second factor before anything else, and where; without it nobody is asked to. */
  factor?: { path: string; isLacking: (session: Session) => boolean } | undefined;
  /** Asks to sign in and keeps what a POST brought; `fields` are its texts. There is no `me` yet. */
  signInAgain: (c: Context<StaffEnv>, fields: Fields) => Response | Promise<Response>;
  /** Most bytes of a form with files. */
  filesBytes?: number;
};

export function requireStaff(options: GateOptions): MiddlewareHandler<StaffEnv> {
  const { sessions, signInPath = '/staff/sign-in', passwordPath = '/staff/password', factor, filesBytes = 64 * 1_048_576 } = options;
  return async (c, next) => {
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
    const token = sessionCookie(c);
    const session = token === undefined ? null : await sessions.find(token);
    if (!session) {
      if (isReading) return c.redirect(`${signInPath}?next=${encodeURIComponent(c.var.path)}`, 303);
      return options.signInAgain(c, (await readForm(c, { filesBytes })).fields);
    }
    const isLeaving = c.req.path === '/staff/sign-out';
    if (session.mustChange && c.req.path !== passwordPath && !isLeaving) return c.redirect(passwordPath, 303);
    const isExempt = isLeaving || c.req.path === passwordPath || (factor && c.req.path.startsWith(factor.path));
    if (factor?.isLacking(session) && !isExempt) return c.redirect(factor.path, 303);
    c.set('me', session.me);
    c.set('csrf', maskToken(session.csrf));
    c.set('nav', (await options.nav?.(session.me, c.var.lang)) ?? []);
    c.set('form', { fields: {}, files: [] });
    if (isReading) return next();
    // A piece of a file is no form: its token comes as a header, and its body goes to whoever asked for it unread.
    if (c.req.header('tus-resumable') !== undefined || c.req.header('x-csrf') !== undefined)
      return isMasked(c.req.header('x-csrf') ?? '', session.csrf) ? next() : sayNamed(c, 'formStale');
    const read = await readForm(c, { filesBytes });
    if (!read.ok) return sayNamed(c, read.refusal, { kept: keptOf(read.fields) });
    if (!isMasked(textOf(read.fields, 'csrf'), session.csrf)) return sayNamed(c, 'formStale', { kept: keptOf(read.fields) });
    c.set('form', { fields: read.fields, files: read.files });
    return next();
  };
}

/** Behind the gate: only holders of one of the posts go on. */
export function requireRole(...roles: readonly Role[]): MiddlewareHandler<StaffEnv> {
  return async (c, next) => (holdsAny(c.var.me, ...roles) ? next() : sayNamed(c, 'notYours'));
}
