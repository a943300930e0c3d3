// How people sign in, as the county has set it: which posts need a second factor, and whether its own identity provider may vouch for them.
// The provider is off until switched on; the local password always works beside it, or a county could lock itself out.
import type { Role } from '#core/matter/events.ts';
import { cleanText } from '#core/text/clean.ts';
import { logAccess } from './access-log.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { alwaysFactor, issuerFault } from './rules-sign-in.ts';

export type OpenIdSettings = {
  on: boolean;
  issuer: string;
  clientId: string;
  /** What the button says, e.g. 县统一身份认证. */
  label: string;
  hasSecret: boolean;
};
export type SignInSettings = { factorRoles: readonly Role[]; openId: OpenIdSettings };

type Kept = {
  factorRoles?: Role[];
  openId?: { on: boolean; issuer: string; clientId: string; label: string; secretSealed: string | null };
};

const key = 'sign-in';
const place = 'setting.sign-in:client-secret';

async function readKept(db: PeoplePorts['db']): Promise<Kept> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', key).executeTakeFirst();
  return (row?.body ?? {}) as Kept;
}

export async function loadSignInSettings(ports: Pick<PeoplePorts, 'db'>): Promise<SignInSettings> {
  const kept = await readKept(ports.db);
  const { on = false, issuer = '', clientId = '', label = '', secretSealed = null } = kept.openId ?? {};
  return { factorRoles: kept.factorRoles ?? [], openId: { on, issuer, clientId, label, hasSecret: secretSealed !== null } };
}

/** The provider to ask, or null while it is off. */
export async function providerInUse(ports: PeoplePorts): Promise<{ issuer: string; clientId: string; clientSecret: string } | null> {
  const { openId } = await readKept(ports.db);
  return openId?.on ? opened(ports, openId) : null;
}

const opened = (ports: PeoplePorts, { issuer, clientId, secretSealed }: NonNullable<Kept['openId']>) => ({
  issuer,
  clientId,
  clientSecret: secretSealed === null ? '' : ports.secrets.openColumn(secretSealed, place),
});

/** Security administration sets it; system and audit administration may read it. */
export const maySetSignIn = (by: By): boolean => by === null || by.roles.includes('securityAdmin');

export async function setFactorRoles(ports: PeoplePorts, by: By, roles: readonly Role[]): Promise<Outcome> {
  if (!maySetSignIn(by)) return refuse('security-only');
  const factorRoles = [...new Set(roles)].filter((role) => !alwaysFactor.includes(role));
  await keep(ports, { ...(await readKept(ports.db)), factorRoles });
  await logAccess(ports, { what: 'people-factor-roles-set', why: factorRoles.join(','), by });
  return { ok: true };
}

export type OpenIdAsked = { on: boolean; issuer: string; clientId: string; clientSecret: string; label: string };

/** An empty secret keeps the one there is. Nothing is sent anywhere by saving. */
export async function setOpenId(ports: PeoplePorts, by: By, asked: OpenIdAsked): Promise<Outcome> {
  if (!maySetSignIn(by)) return refuse('security-only');
  const issuer = asked.issuer.trim();
  const clientId = cleanText(asked.clientId, { max: 200 }).text;
  const label = cleanText(asked.label, { max: 20 }).text;
  if (asked.on || issuer !== '') {
    const fault = issuerFault(issuer);
    if (fault !== null) return refuse(fault);
    if (clientId === '') return refuse('client-missing');
  }
  const kept = await readKept(ports.db);
  const secret = asked.clientSecret.trim();
  const secretSealed = secret === '' ? (kept.openId?.secretSealed ?? null) : ports.secrets.sealColumn(secret, place);
  await keep(ports, { ...kept, openId: { on: asked.on, issuer, clientId, label, secretSealed } });
  await logAccess(ports, { what: asked.on ? 'people-openid-on' : 'people-openid-off', why: issuer, by });
  return { ok: true };
}

/** The test button: reads the provider's discovery document, whether switched on or not. */
export async function testOpenId(ports: PeoplePorts, by: By): Promise<Outcome<{ issuer: string }>> {
  if (!maySetSignIn(by)) return refuse('security-only');
  const { openId } = await readKept(ports.db);
  if (!openId || openId.issuer === '') return refuse('issuer-unreadable');
  return ports.openId.find(opened(ports, openId));
}

async function keep(ports: PeoplePorts, body: Kept): Promise<void> {
  const row = { body: JSON.stringify(body), changed_at: ports.now() };
  await ports.db
    .insertInto('setting')
    .values({ key, ...row })
    .onConflict((oc) => oc.column('key').doUpdateSet(row))
    .execute();
}
