// An invitation opened: nobody is signed in yet. Mount it before the gate.
import { type Context, Hono } from 'hono';
import type { HttpEnv } from '#platform/http/context.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import { takeSessionCookie } from '#platform/session/cookie.ts';
import { emptyForm, withErrors } from '#ui/form-state.ts';
import { invitationOf, redeemInvitation } from './invitations.ts';
import { type InvitationForm, InvitationPage } from './pages/invitation.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type PeopleRefusal, peopleRefusals } from './refusals.ts';

const stale = {
  zh: '这张表单放得太久，没有提交。请再点一次。',
  en: 'This form was open too long and was not sent. Please press the button once more.',
};

export function invitationDoor(ports: PeoplePorts): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const frameOf = (c: Context<HttpEnv>) => {
    const { lang, largeText, site } = c.var;
    // The address holds the token: links in the frame must not carry it on.
    return { lang, path: '/staff/sign-in', largeText, county: site.county, phone: site.phone };
  };
  const unusable = (c: Context<HttpEnv>, refusal: PeopleRefusal) =>
    c.var.say({
      status: 410,
      code: refusal,
      title: c.var.lang === 'zh' ? '邀请链接不能用' : 'This invitation does not work',
      sentences: [peopleRefusals[refusal][c.var.lang]],
      next: { href: '/staff/sign-in', label: c.var.lang === 'zh' ? '去登录' : 'To sign in' },
    });
  const show = (
    c: Context<HttpEnv>,
    person: { name: string; login: string },
    form: InvitationForm = emptyForm,
    status: 200 | 400 | 403 = 200,
  ) =>
    c.html(<InvitationPage frame={frameOf(c)} csrf={publicToken(c)} action={c.req.path} person={person} form={form} />, status, {
      'Referrer-Policy': 'no-referrer',
    });

  door.get('/invitation/:token', async (c) => {
    const found = await invitationOf(ports, c.req.param('token'));
    return found.ok ? show(c, found) : unusable(c, found.refusal);
  });
  door.post('/invitation/:token', async (c) => {
    const token = c.req.param('token');
    const read = await readPublicForm(c);
    const found = await invitationOf(ports, token);
    if (!found.ok) return unusable(c, found.refusal);
    if (!read.ok && read.refusal !== 'formStale') return sayNamed(c, read.refusal);
    if (!read.ok) return show(c, found, withErrors<'password'>(emptyForm, [{ name: 'password', message: stale[c.var.lang] }]), 403);
    const done = await redeemInvitation(ports, token, { password: textOf(read.fields, 'password'), again: textOf(read.fields, 'again') });
    if (done.ok) {
      takeSessionCookie(c);
      return c.redirect('/staff/sign-in', 303);
    }
    if (done.refusal === 'invitation-unusable') return unusable(c, done.refusal);
    const name = done.refusal === 'passwords-differ' ? ('again' as const) : ('password' as const);
    return show(c, found, withErrors<'password' | 'again'>(emptyForm, [{ name, message: peopleRefusals[done.refusal][c.var.lang] }]), 400);
  });
  return door;
}
