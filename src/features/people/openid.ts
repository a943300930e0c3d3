// Signing in by the county's own identity provider. It only ever says who somebody is: an account and its posts are made here, by people, beforehand;
// the owner joins the two while signed in. A provider that is down, lies or answers late costs nobody their way in: the password stays.
import { addHours } from '#core/time/day.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Staff } from '#platform/session/staff.ts';
import type { TryLimit } from '#platform/session/throttle.ts';
import { logAccess } from './access-log.ts';
import { loadStaff } from './directory.ts';
import type { By, PeoplePorts } from './people-ports.ts';
import { type Outcome, refuse } from './refusals.ts';
import { type Arrival, afterFirstFactor, type SignedIn } from './sign-in.ts';
import { providerInUse } from './sign-in-settings.ts';
import { accountOfSubject, deleteLinks, insertJourney, insertLink, type JourneyRow, takeJourney } from './store-openid.ts';

/** Journeys begun from one address; each costs a row and perhaps a request to the provider. */
const beginLimit: TryLimit = { limit: 60, minutes: 15 };

/** Where to send the browser, and the cookie that binds the journey to it. `joining`: the person signed in who wants to join an identity. */
export async function beginOpenId(
  ports: PeoplePorts,
  asked: { backUrl: string; next: string; callerGroup: string; joining: Staff | null },
): Promise<Outcome<{ url: string; cookie: string }>> {
  const provider = await providerInUse(ports);
  if (!provider) return refuse('openid-off');
  if (!(await ports.tries.count({ what: 'openid-begin', of: asked.callerGroup }, beginLimit)).allowed) return refuse('sign-in-locked');
  const begun = await ports.openId.begin(provider, asked.backUrl);
  if (!begun.ok) return begun;
  const [cookie, at] = [ports.credentials.newToken(), ports.now()];
  await insertJourney(ports.db, {
    ...begun.journey,
    digest: ports.credentials.digestOf(cookie),
    next: asked.next,
    accountId: asked.joining?.accountId ?? null,
    at,
    expiresAt: addHours(at, 1 / 6),
  });
  return { ok: true, url: begun.url, cookie };
}

export type Returned = { joined: true } | ({ joined: false; next: string } & SignedIn);

/** The browser is back. Signs in whoever is joined to the subject, or joins it to the account that began the journey. */
export async function finishOpenId(ports: PeoplePorts, asked: { url: string; cookie: string } & Arrival): Promise<Outcome<Returned>> {
  const journey = await takeJourney(ports.db, ports.credentials.digestOf(asked.cookie), ports.now());
  if (!journey) return refuse('openid-stale');
  const provider = await providerInUse(ports);
  if (!provider) return refuse('openid-off');
  const vouched = await ports.openId.finish(provider, asked.url, journey);
  if (!vouched.ok) {
    await logAccess(ports, { what: 'people-openid-failed', why: vouched.refusal, addressClass: asked.addressClass });
    return vouched;
  }
  if (journey.accountId !== null) return join(ports, journey.accountId, vouched);
  return enter(ports, journey, vouched, asked);
}

async function enter(
  ports: PeoplePorts,
  journey: JourneyRow,
  { issuer, subject }: { issuer: string; subject: string },
  from: Arrival,
): Promise<Outcome<Returned>> {
  const account = await accountOfSubject(ports.db, issuer, subject);
  if (!account) {
    await logAccess(ports, { what: 'people-openid-unknown', addressClass: from.addressClass });
    return refuse('openid-unknown');
  }
  return { ok: true, joined: false, next: journey.next, ...(await afterFirstFactor(ports, account, from, 'openid')) };
}

async function join(ports: PeoplePorts, accountId: string, vouched: { issuer: string; subject: string }): Promise<Outcome<Returned>> {
  const person = (await loadStaff(ports.db)).byId(accountId);
  if (!person || person.disabledAt !== null) return refuse('unknown-person');
  return inTransaction(ports.db, async (trx): Promise<Outcome<Returned>> => {
    if (!(await insertLink(trx, { ...vouched, accountId, at: ports.now() }))) return refuse('openid-taken');
    await logAccess({ ...ports, db: trx }, { what: 'people-openid-joined', by: { accountId, unitId: person.unitId, roles: [] } });
    return { ok: true, joined: true };
  });
}

/** One's own, or for somebody by the security administrator. */
export async function unjoinOpenId(ports: PeoplePorts, by: By, accountId: string): Promise<Outcome> {
  const isOwn = by?.accountId === accountId;
  if (by !== null && !isOwn && !by.roles.includes('securityAdmin')) return refuse('security-only');
  if ((await deleteLinks(ports.db, accountId)) > 0)
    await logAccess(ports, { what: 'people-openid-parted', why: isOwn ? '' : accountId, by });
  return { ok: true };
}
