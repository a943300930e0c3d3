// The staff door of people: one's own password and signing out for everybody; accounts and posts for their administrators. Mount it at /staff, behind the gate.
import { type Context, Hono } from 'hono';
import { dayOf } from '#core/time/day.ts';
import { textOf, textsOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { giveSessionCookie, sessionCookie, takeSessionCookie } from '#platform/session/cookie.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { holdsAny, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import { createUser, disableAccount, enableAccount, endPost, givePost, listUsers, setPassword, type User } from './accounts.ts';
import { loadStaff, rolesOn, staffOf } from './directory.ts';
import { invite } from './invitations.ts';
import { mayManagePeople } from './may.ts';
import { unjoinOpenId } from './openid.ts';
import { type AccountForm, AccountPage } from './pages/account.tsx';
import { type AccountLine, AccountsPage, type NewAccountForm, NewAccountPage } from './pages/accounts.tsx';
import { InvitedPage } from './pages/invited.tsx';
import { type PasswordForm, PasswordPage } from './pages/password.tsx';
import type { OpenMattersOf, PeoplePorts, ReleaseMatters } from './people-ports.ts';
import { type Outcome, type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { allRoles, isRole } from './roles.ts';
import { resetFactor } from './second-factor.ts';
import { accountLimit, accountTries, changePassword, signOut } from './sign-in.ts';
import { categoriesDoor } from './staff-categories.tsx';
import { ownSignInDoor } from './staff-own.tsx';
import { signInSettingsDoor } from './staff-sign-in-settings.tsx';
import { structureDoor, unitOptions } from './staff-structure.tsx';
import { structureEditDoor } from './staff-structure-edit.tsx';
import { tablesDoor } from './staff-tables.tsx';
import { readFactor } from './store-factor.ts';
import { linksOf } from './store-openid.ts';

type StaffContext = Context<StaffEnv>;

export type PeopleStaffPorts = PeoplePorts & { releaseMatters: ReleaseMatters; openMattersOf: OpenMattersOf };

export function peopleStaffDoor(
  ports: PeopleStaffPorts,
  { baseUrl = null, office }: { baseUrl?: string | null; office?: string | null } = {},
): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route('/', ownDoor(ports));
  door.route('/', ownSignInDoor(ports, { baseUrl, openMattersOf: ports.openMattersOf }));
  door.route('/', signInSettingsDoor(ports, { baseUrl }));
  door.route('/', structureDoor(ports));
  door.route('/', tablesDoor(ports, { baseUrl, office }));
  door.route('/', structureEditDoor(ports));
  door.route('/', categoriesDoor(ports));
  door.use('/people/*', requireRole('securityAdmin', 'systemAdmin', 'audit'));
  door.route('/', accountsDoor(ports, { baseUrl }));
  return door;
}

function ownDoor(ports: PeoplePorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const password = async (c: StaffContext, form: PasswordForm = emptyForm) => {
    const session = await ports.sessions.find(sessionCookie(c) ?? '');
    const page = (
      <PasswordPage frame={staffFrameOf(c)} form={form} must={session?.mustChange ?? false} done={c.req.query('done') === '1'} />
    );
    return c.html(page, form.errors.length > 0 ? 400 : 200);
  };
  door.get('/password', (c) => password(c));
  door.post('/password', async (c) => {
    const { fields } = c.var.form;
    const done = await changePassword(ports, c.var.me, {
      password: textOf(fields, 'password'),
      newPassword: textOf(fields, 'newPassword'),
      again: textOf(fields, 'again'),
    });
    if (!done.ok)
      return password(
        c,
        withErrors<'password' | 'newPassword' | 'again'>(emptyForm, [
          { name: passwordField(done.refusal), message: sentence(c, done.refusal) },
        ]),
      );
    giveSessionCookie(c, done.token);
    return c.redirect('/staff/password?done=1', 303);
  });
  door.post('/sign-out', async (c) => {
    await signOut(ports, c.var.me, sessionCookie(c) ?? '');
    takeSessionCookie(c);
    return c.redirect('/staff/sign-in', 303);
  });
  return door;
}

function accountsDoor(ports: PeopleStaffPorts, { baseUrl }: { baseUrl: string | null }): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  /** The link is shown on this one page and nowhere again: only its digest is kept. */
  const invited = async (c: StaffContext, accountId: string, path: string) => {
    const person = (await loadStaff(ports.db)).byId(accountId);
    const base = baseUrl?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
    return c.html(
      <InvitedPage frame={frame(c)} person={{ accountId, name: person?.name ?? '', login: person?.login ?? '' }} href={`${base}${path}`} />,
    );
  };
  const today = () => dayOf(ports.now());
  const frame = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/people' });
  const mayManage = (c: StaffContext) => mayManagePeople(c.var.me);

  door.get('/people', async (c) => {
    if (!holdsAny(c.var.me, 'securityAdmin', 'systemAdmin', 'audit')) return sayNamed(c, 'notYours');
    const page = (
      <AccountsPage
        frame={frame(c)}
        lines={await linesOf(ports, await listUsers(ports))}
        created={c.req.query('created') === '1'}
        mayManage={mayManage(c)}
      />
    );
    return c.html(page);
  });

  const newPage = async (c: StaffContext, form: NewAccountForm = emptyForm) =>
    c.html(
      <NewAccountPage frame={frame(c)} form={form} units={await unitOptions(ports)} roles={allRoles} />,
      form.errors.length > 0 ? 400 : 200,
    );
  door.get('/people/new', (c) => (mayManage(c) ? newPage(c) : sayNamed(c, 'notYours')));
  door.post('/people/new', async (c) => {
    const { fields } = c.var.form;
    const form = typedForm(['name', 'login', 'unitId', 'roles'], fields);
    const text = (name: string) => textOf(fields, name);
    const done = await createUser(ports, c.var.me, {
      login: text('login'),
      name: text('name'),
      unitId: text('unitId'),
      roles: textsOf(fields, 'roles').filter(isRole),
      password: text('password') || null,
      mustChange: true,
    });
    if (done.ok && done.invitation) return invited(c, done.accountId, done.invitation.path);
    if (done.ok) return c.redirect('/staff/people?created=1', 303);
    return newPage(
      c,
      withErrors<'name' | 'login' | 'unitId' | 'roles' | 'password'>(form, [
        { name: accountField(done.refusal), message: sentence(c, done.refusal) },
      ]),
    );
  });

  const personPage = async (c: StaffContext, form: AccountForm = emptyForm) => {
    const id = c.req.param('id') ?? '';
    const person = mayManage(c) ? await staffOf(ports.db, id, today()) : null;
    if (!person) return mayManage(c) ? sayNamed(c, 'notFound') : sayNamed(c, 'notYours');
    const [line] = await linesOf(
      ports,
      (await listUsers(ports)).filter((user) => user.accountId === id),
    );
    if (!line) return sayNamed(c, 'notFound');
    const free = allRoles.filter((role) => !rolesOn(person, today()).includes(role));
    const colleagues = (await loadStaff(ports.db)).inUnit(person.unitId).filter((one) => one.accountId !== id);
    const matters = await ports.openMattersOf({ accountId: id, unitId: person.unitId });
    const page = (
      <AccountPage
        frame={frame(c)}
        line={line}
        posts={person.posts}
        today={today()}
        free={free}
        form={form}
        saved={c.req.query('saved') === '1'}
        isOwn={id === c.var.me.accountId}
        hasFactor={(await readFactor(ports.db, id)).confirmedAt !== null}
        isJoined={(await linksOf(ports.db, id)).length > 0}
        isSecurity={holdsAny(c.var.me, 'securityAdmin')}
        openMatters={matters.length}
        colleagues={colleagues.map((one) => ({ value: one.accountId, label: `${one.name}（${one.login}）` }))}
      />
    );
    return c.html(page, form.errors.length > 0 ? 400 : 200);
  };
  door.get('/people/:id', (c) => personPage(c));

  door.post('/people/:id/invite', async (c) => {
    const id = c.req.param('id') ?? '';
    const done = await invite(ports, c.var.me, id);
    if (done.ok) return invited(c, id, done.path);
    return personPage(c, withErrors<'newPassword'>(emptyForm, [{ name: 'newPassword', message: sentence(c, done.refusal) }]));
  });

  /** One thing done to a person, then that person's page again. */
  const act = (
    path: string,
    field: 'role' | 'newPassword' | 'toId',
    work: (c: StaffContext, id: string, text: (name: string) => string) => Promise<Outcome>,
  ) =>
    door.post(`/people/:id/${path}`, async (c) => {
      const done = await work(c, c.req.param('id') ?? '', (name) => textOf(c.var.form.fields, name));
      if (done.ok) return c.redirect(`/staff/people/${encodeURIComponent(c.req.param('id') ?? '')}?saved=1`, 303);
      return personPage(c, withErrors<'role' | 'newPassword' | 'toId'>(emptyForm, [{ name: field, message: sentence(c, done.refusal) }]));
    });
  act('give-post', 'role', async (c, id, text) => {
    const role = text('role');
    return isRole(role) ? givePost(ports, c.var.me, id, role) : { ok: false, refusal: 'unknown-role' };
  });
  act('end-post', 'role', (c, id, text) => endPost(ports, c.var.me, id, text('postId')));
  act('password', 'newPassword', (c, id, text) => setPassword(ports, c.var.me, id, text('newPassword'), true));
  act('disable', 'toId', (c, id, text) => disableAccount(ports, c.var.me, id, { toId: text('toId') || null }));
  act('reset-factor', 'role', (c, id) => resetFactor(ports, c.var.me, id));
  act('part', 'role', (c, id) => unjoinOpenId(ports, c.var.me, id));
  act('enable', 'role', (c, id) => enableAccount(ports, c.var.me, id));
  return door;
}

const sentence = (c: StaffContext, refusal: PeopleRefusal): string => peopleRefusals[refusal][c.var.lang];

function passwordField(refusal: PeopleRefusal): 'password' | 'newPassword' | 'again' {
  if (refusal === 'password-wrong' || refusal === 'sign-in-locked') return 'password';
  return refusal === 'passwords-differ' ? 'again' : 'newPassword';
}

function accountField(refusal: PeopleRefusal): 'name' | 'login' | 'unitId' | 'roles' | 'password' {
  if (refusal.startsWith('password')) return 'password';
  if (refusal === 'unknown-unit') return 'unitId';
  if (refusal === 'name-missing') return 'name';
  return refusal === 'role-excluded' ? 'roles' : 'login';
}

async function linesOf(ports: PeoplePorts, users: readonly User[]): Promise<AccountLine[]> {
  const locked = await ports.tries.locked(
    users.map((user) => accountTries(user.login)),
    accountLimit.limit,
  );
  return users.map((user) => ({
    accountId: user.accountId,
    name: user.name,
    login: user.login,
    unitName: user.unitName,
    roles: user.roles,
    isDisabled: user.disabledAt !== null,
    lockedUntil: locked.get(user.login.toLowerCase()) ?? null,
  }));
}
