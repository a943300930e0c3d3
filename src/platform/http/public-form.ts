// Forms of people who are not signed in: a random id in a cookie, and in the form that id signed with a key of ours.
// Another site can neither read the cookie nor make the signature. No script, no row in the database.
import type { Context, Env } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { randomToken } from '#platform/ids.ts';
import type { Carries } from './context.ts';
import { type FormCaps, type FormRead, readForm, textOf } from './form.ts';
import { isMasked, maskToken } from './masked-token.ts';

type Visited<E extends Env> = Context<E> & Carries<'sign' | 'isSecure'>;

const cookieName = 'form';

/** The token for the hidden field `csrf` of a public form; gives the visitor a cookie on the first call. */
export function publicToken<E extends Env>(c: Visited<E>): string {
  let id = getCookie(c, cookieName);
  if (!id || !/^[\w-]{32}$/.test(id)) {
    id = randomToken();
    setCookie(c, cookieName, id, { path: '/', httpOnly: true, sameSite: 'Lax', secure: c.var.isSecure });
  }
  return maskToken(c.var.sign(id));
}

/** Reads a public form and checks its token. On `formStale` show the form again with what it held: the new page carries a good token. */
export async function readPublicForm<E extends Env>(c: Visited<E>, caps: FormCaps = {}): Promise<FormRead> {
  const read = await readForm(c, caps);
  if (!read.ok) return read;
  const id = getCookie(c, cookieName);
  return id && isMasked(textOf(read.fields, 'csrf'), c.var.sign(id)) ? read : { ok: false, refusal: 'formStale', fields: read.fields };
}
