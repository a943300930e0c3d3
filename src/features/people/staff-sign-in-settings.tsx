// The staff door of how people sign in: /staff/admin/sign-in. Security administration sets it, system and audit administration read it.
import { type Context, Hono } from 'hono';
import type { Role } from '#core/matter/events.ts';
import { textOf, textsOf } from '#platform/http/form.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { typedForm, withErrors } from '#ui/form-state.ts';
import { loadStaff } from './directory.ts';
import { type SignInSettingsForm, SignInSettingsPage } from './pages/sign-in-settings.tsx';
import type { PeoplePorts } from './people-ports.ts';
import { type PeopleRefusal, peopleRefusals } from './refusals.ts';
import { allRoles, isRole } from './roles.ts';
import { alwaysFactor } from './rules-sign-in.ts';
import { loadSignInSettings, maySetSignIn, setFactorRoles, setOpenId, testOpenId } from './sign-in-settings.ts';
import { backUrlOf } from './staff-openid.ts';
import { accountsWithFactor } from './store-factor.ts';

type StaffContext = Context<StaffEnv>;
type FieldName = 'on' | 'issuer' | 'clientId' | 'clientSecret' | 'label' | 'roles';

export function signInSettingsDoor(ports: PeoplePorts, { baseUrl }: { baseUrl: string | null }): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const freeRoles: readonly Role[] = allRoles.filter((role) => !alwaysFactor.includes(role));
  const path = '/admin/sign-in';

  const page = async (c: StaffContext, typed: SignInSettingsForm | null = null, tested: string | null = null) => {
    const { factorRoles, openId } = await loadSignInSettings(ports);
    const [withFactor, staff] = [await accountsWithFactor(ports.db), await loadStaff(ports.db)];
    const open = staff.all.filter((person) => person.disabledAt === null);
    const kept: SignInSettingsForm['values'] = {
      roles: [...factorRoles],
      on: openId.on ? 'yes' : 'no',
      issuer: openId.issuer,
      clientId: openId.clientId,
      label: openId.label,
    };
    const form: SignInSettingsForm = { values: { ...kept, ...typed?.values }, errors: typed?.errors ?? [] };
    const shown = (
      <SignInSettingsPage
        frame={{ ...staffFrameOf(c), current: '/staff/admin' }}
        form={form}
        freeRoles={freeRoles}
        withFactor={open.filter((person) => withFactor.has(person.accountId)).length}
        accounts={open.length}
        isOn={openId.on}
        hasSecret={openId.hasSecret}
        backUrl={backUrlOf(c, baseUrl)}
        mayChange={maySetSignIn(c.var.me)}
        said={c.req.query('saved') === '1' ? 'saved' : null}
        tested={tested}
      />
    );
    return c.html(shown, form.errors.length > 0 ? 400 : 200);
  };
  const refused = (c: StaffContext, typed: SignInSettingsForm, refusal: PeopleRefusal, otherwise: FieldName) =>
    page(c, withErrors(typed, [{ name: fields[refusal] ?? otherwise, message: peopleRefusals[refusal][c.var.lang] }]));

  const gate = requireRole('securityAdmin', 'systemAdmin', 'audit');
  door.use(path, gate);
  door.use(`${path}/*`, gate);
  door.get(path, (c) => page(c));
  door.post(`${path}/factor`, async (c) => {
    const roles = textsOf(c.var.form.fields, 'roles').filter(isRole);
    const done = await setFactorRoles(ports, c.var.me, roles);
    return done.ok ? c.redirect('/staff/admin/sign-in?saved=1', 303) : refused(c, { values: { roles }, errors: [] }, done.refusal, 'roles');
  });
  door.post(`${path}/openid`, async (c) => {
    const text = (name: string) => textOf(c.var.form.fields, name);
    const done = await setOpenId(ports, c.var.me, {
      on: text('on') === 'yes',
      issuer: text('issuer'),
      clientId: text('clientId'),
      clientSecret: text('clientSecret'),
      label: text('label'),
    });
    if (done.ok) return c.redirect('/staff/admin/sign-in?saved=1', 303);
    return refused(c, typedForm<FieldName>(['on', 'issuer', 'clientId', 'label'], c.var.form.fields), done.refusal, 'issuer');
  });
  door.post(`${path}/test`, async (c) => {
    const done = await testOpenId(ports, c.var.me);
    return done.ok ? page(c, null, done.issuer) : refused(c, { values: {}, errors: [] }, done.refusal, 'issuer');
  });
  return door;
}

const fields: Partial<Record<PeopleRefusal, FieldName>> = { 'client-missing': 'clientId' };
