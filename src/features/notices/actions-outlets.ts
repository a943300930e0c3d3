// What a system administrator does with outlets: add, change, switch, test, take up what was not delivered. Every one is off until switched on; each change is on record.
import { instantFromMs, msOf } from '#core/time/day.ts';
import { loadUnits, logAccess } from '#features/people/index.ts';
import type { OutletKind } from '#platform/db/tables-notices.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Outlets, Sent } from '#platform/outlets/outlets.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type OutletSecret, openSecret, parcelOf, sealSecret } from './parcels.ts';
import type { NoticesRefusal } from './refusals.ts';
import { readMinutes, slotAt, withCall } from './rules.ts';
import * as store from './store-outlets.ts';
import { testText } from './words.ts';

export type OutletField =
  | 'name'
  | 'unitId'
  | 'address'
  | 'secret'
  | 'host'
  | 'port'
  | 'security'
  | 'user'
  | 'password'
  | 'from'
  | 'domains'
  | 'quietFrom'
  | 'quietTo'
  | 'joinMinutes';
export type OutletTyped = Partial<Record<OutletField, string>>;
export type Problem = { field: OutletField; refusal: NoticesRefusal };
export type Saved = { ok: true; id: string } | { ok: false; problems: Problem[] } | { ok: false; refusal: NoticesRefusal };
export type Done<T = unknown> = ({ ok: true } & T) | { ok: false; refusal: NoticesRefusal };

const isAdmin = (by: Staff): boolean => by.roles.includes('systemAdmin');
export const looksLikeMail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>(),;:"[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text);

/** `id` null makes a new one, which is off. Secrets left empty stay as they are. */
export async function saveOutlet(
  ports: Ports,
  outlets: Outlets,
  by: Staff,
  kind: OutletKind,
  id: string | null,
  typed: OutletTyped,
): Promise<Saved> {
  if (!isAdmin(by)) return { ok: false, refusal: 'not-administrator' };
  const before = id === null ? null : await store.readOutlet(ports.db, id);
  if (id !== null && before?.kind !== kind) return { ok: false, refusal: 'not-found' };
  const problems: Problem[] = [];
  const no = (field: OutletField, refusal: NoticesRefusal): void => void problems.push({ field, refusal });
  const text = (field: OutletField): string => (typed[field] ?? '').trim();

  if (text('name') === '') no('name', 'name-missing');
  const unitId = text('unitId') || null;
  if (unitId !== null && !(await loadUnits(ports.db)).byId(unitId)) no('unitId', 'unknown-unit');
  const [quietFrom, quietTo] = [readMinutes(text('quietFrom')), readMinutes(text('quietTo'))];
  if (quietFrom === null) no('quietFrom', 'quiet-unreadable');
  if (quietTo === null) no('quietTo', 'quiet-unreadable');
  const minutes = /^\d{1,2}$/.test(text('joinMinutes')) ? Number(text('joinMinutes')) : 99;
  if (minutes > 60) no('joinMinutes', 'join-unfit');

  const old = before ? openSecret(ports.secrets, before) : {};
  const read =
    kind === 'email' ? readMail(outlets, text, typed.password ?? '', before, old, no) : readCalled(outlets, kind, text, old, before, no);
  if (problems.length > 0 || quietFrom === null || quietTo === null) return { ok: false, problems };

  const outletId = id ?? ports.newId();
  const words: store.OutletWords = {
    name: text('name').slice(0, 60),
    unitId,
    settings: read.settings,
    secretSealed: sealSecret(ports.secrets, outletId, read.secret),
    quietFrom,
    quietTo,
    joinSeconds: minutes * 60,
  };
  const now = ports.now();
  await inTransaction(ports.db, async (trx) => {
    if (id === null) await store.insertOutlet(trx, { ...words, id: outletId, kind }, now);
    else await store.changeOutlet(trx, outletId, words, now);
    await logAccess({ ...ports, db: trx }, { what: 'notices-outlet-changed', why: `${kind} ${outletId}`, by });
  });
  return { ok: true, id: outletId };
}

type Read = { settings: Record<string, string>; secret: OutletSecret };
type No = (field: OutletField, refusal: NoticesRefusal) => void;

function readCalled(
  outlets: Outlets,
  kind: Exclude<OutletKind, 'email'>,
  text: (field: OutletField) => string,
  old: OutletSecret,
  before: store.Outlet | null,
  no: No,
): Read {
  const typed = text('address');
  const secret: OutletSecret = { address: old.address ?? '', secret: text('secret') || (typed === '' ? (old.secret ?? '') : '') };
  let settings = before?.settings ?? {};
  if (typed !== '' || before === null) {
    const address = outlets.readAddress(typed);
    if (!address.ok) no('address', address.refusal);
    else if (kind !== 'webhook' && !outlets.looksLikeRobot(kind, address.url)) no('address', 'not-this-robot');
    else {
      secret.address = address.url.href;
      settings = { host: address.url.host };
    }
  }
  if (kind === 'webhook' && !outlets.isWebhookSecret(secret.secret ?? '')) no('secret', secret.secret ? 'secret-unfit' : 'secret-missing');
  return { settings, secret };
}

function readMail(
  outlets: Outlets,
  text: (field: OutletField) => string,
  password: string,
  before: store.Outlet | null,
  old: OutletSecret,
  no: No,
): Read {
  const host = text('host').normalize('NFKC').toLowerCase();
  const fits = outlets.mailHost(host);
  if (!/^[a-z0-9.:-]{1,253}$/.test(host)) no('host', 'host-missing');
  else if (!fits.ok) no('host', 'inner-address');
  const port = /^\d{1,5}$/.test(text('port')) ? Number(text('port')) : 0;
  if (port < 1 || port > 65_535) no('port', 'port-unfit');
  const security = text('security');
  if (security !== 'tls' && security !== 'starttls' && !(security === 'none' && fits.plain)) no('security', 'mail-needs-tls');
  if (!looksLikeMail(text('from'))) no('from', 'from-unfit');
  const settings = {
    host,
    port: String(port),
    security,
    user: text('user'),
    from: text('from'),
    domains: text('domains')
      .toLowerCase()
      .split(/[\s,，、;；@]+/u)
      .filter(Boolean)
      .join(' '),
  };
  const moved = before !== null && (['host', 'port', 'security', 'user'] as const).some((key) => before.settings[key] !== settings[key]);
  if (password === '' && moved && settings.user !== '' && (old.password ?? '') !== '') no('password', 'password-again');
  return { settings, secret: { password: password || (settings.user === '' ? '' : (old.password ?? '')) } };
}

/** Switching off empties what waits: it must not pour out when the outlet is opened again weeks later. */
export async function turnOutlet(ports: Ports, by: Staff, id: string, isOn: boolean): Promise<Done> {
  if (!isAdmin(by)) return { ok: false, refusal: 'not-administrator' };
  const outlet = await store.readOutlet(ports.db, id);
  if (!outlet) return { ok: false, refusal: 'not-found' };
  const now = ports.now();
  await inTransaction(ports.db, async (trx) => {
    await store.switchOutlet(trx, id, isOn, now);
    if (!isOn) await store.discardWaiting(trx, id, 'switched-off', now);
    await logAccess({ ...ports, db: trx }, { what: isOn ? 'notices-outlet-on' : 'notices-outlet-off', why: `${outlet.kind} ${id}`, by });
  });
  return { ok: true };
}

export async function dropOutlet(ports: Ports, by: Staff, id: string): Promise<Done> {
  if (!isAdmin(by)) return { ok: false, refusal: 'not-administrator' };
  const outlet = await store.readOutlet(ports.db, id);
  if (!outlet) return { ok: false, refusal: 'not-found' };
  const now = ports.now();
  await inTransaction(ports.db, async (trx) => {
    await store.removeOutlet(trx, id, now);
    await store.discardWaiting(trx, id, 'removed', now);
    await logAccess({ ...ports, db: trx }, { what: 'notices-outlet-removed', why: `${outlet.kind} ${id}`, by });
  });
  return { ok: true };
}

/** One call at once, also while the outlet is off: that is how one finds out whether it works. It counts against the provider's limit like any other. */
export async function testOutlet(
  ports: Ports,
  outlets: Outlets,
  by: Staff,
  id: string,
  to: string,
  county: string,
): Promise<Done<{ sent: Sent }>> {
  if (!isAdmin(by)) return { ok: false, refusal: 'not-administrator' };
  const outlet = await store.readOutlet(ports.db, id);
  if (!outlet) return { ok: false, refusal: 'not-found' };
  if (outlet.kind === 'email' && !looksLikeMail(to))
    return { ok: false, refusal: to === '' ? 'mail-address-missing' : 'mail-address-unfit' };
  const now = ports.now();
  const rates = outlets.rates[outlet.kind];
  if (slotAt(outlet.recent, rates, now) > now) return { ok: false, refusal: 'too-soon' };
  await store.noteCall(ports.db, id, withCall(outlet.recent, rates, now));
  await logAccess(ports, { what: 'notices-outlet-tested', why: `${outlet.kind} ${id}`, by });
  const text = testText(county);
  const json = JSON.stringify({ type: 'test', timestamp: now, data: {} });
  const sent = await outlets.send(parcelOf(ports.secrets, outlet, { id: ports.newId(), subject: '到底：测试', text, json }, to), msOf(now));
  const after = ports.now();
  if (sent.ok) await store.noteOk(ports.db, id, after);
  else
    await store.noteFailed(ports.db, id, {
      now: after,
      fault: sent.fault,
      detail: sent.detail,
      failures: outlet.failures,
      restUntil: outlet.restUntil,
    });
  return { ok: true, sent };
}

/** What was given up is tried again from the start, now. */
export async function retryMessage(ports: Ports, by: Staff, messageId: string): Promise<Done<{ outletId: string }>> {
  if (!isAdmin(by)) return { ok: false, refusal: 'not-administrator' };
  const message = await store.readMessage(ports.db, messageId);
  const outlet = message ? await store.readOutlet(ports.db, message.outletId) : null;
  if (!message || !outlet) return { ok: false, refusal: 'not-found' };
  if (!outlet.isOn) return { ok: false, refusal: 'outlet-off' };
  const nextAt = instantFromMs(msOf(ports.now()));
  const done = await store.settleMessage(ports.db, messageId, ['dead'], { state: 'waiting', attempts: 0, nextAt, settledAt: null });
  if (!done) return { ok: false, refusal: 'not-dead' };
  await store.restOutlet(ports.db, outlet.id, null);
  await logAccess(ports, { what: 'notices-message-retried', why: messageId, by });
  return { ok: true, outletId: outlet.id };
}

export async function discardMessage(ports: Ports, by: Staff, messageId: string, reason: string): Promise<Done<{ outletId: string }>> {
  if (!isAdmin(by)) return { ok: false, refusal: 'not-administrator' };
  if (reason.trim() === '') return { ok: false, refusal: 'say-why' };
  const message = await store.readMessage(ports.db, messageId);
  if (!message) return { ok: false, refusal: 'not-found' };
  const done = await store.settleMessage(ports.db, messageId, ['dead'], {
    state: 'discarded',
    reason: reason.trim().slice(0, 500),
    settledAt: ports.now(),
  });
  if (!done) return { ok: false, refusal: 'not-dead' };
  await logAccess(ports, { what: 'notices-message-discarded', why: messageId, by });
  return { ok: true, outletId: message.outletId };
}
