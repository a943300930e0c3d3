// One person's own notices: what is new, what was seen (and then forgotten), where else it may be sent, and the calendar of the unit's deadlines.
import { utf8 } from '#core/record/bytes.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import { loadCircumstances, seenRowsOf, type Viewer } from '#features/matters/index.ts';
import { logAccess, staffOf } from '#features/people/index.ts';
import type { DueEntry } from '#platform/calendar-feed.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { looksLikeMail } from './actions-outlets.ts';
import type { NoticesRefusal } from './refusals.ts';
import * as store from './store.ts';
import { listOutlets } from './store-outlets.ts';
import { linkOf } from './words.ts';

export type Listed = store.Line & { unitName: string; title: string | null; dueAt: Instant | null; provisional: boolean };
export type Cursor = { at: Instant; id: string };
const pageSize = 30;

/** The title only where nothing speaks against it now: whoever lost sight of a matter meanwhile sees its number and is told the rest at its door. */
export async function myNotices(
  ports: Pick<Ports, 'db' | 'now' | 'secrets'>,
  me: Viewer,
  before: Cursor | null,
): Promise<{ lines: Listed[]; next: Cursor | null }> {
  const county = await loadCircumstances(ports.db);
  const found = await store.unseenOf(ports.db, me.id, pageSize + 1, before);
  const rows = found.slice(0, pageSize);
  const ids = [...new Set(rows.map((row) => row.matterId))];
  const matters = await seenRowsOf(ports, me, county, ids);
  const lines = rows.map((row): Listed => {
    const m = matters.get(row.matterId);
    const open = m !== undefined && (m.confidentiality === 'normal' || m.confidentiality === 'contactHidden') && m.accused_unit_id === null;
    return {
      ...row,
      unitName: county.units.nameOf(row.unitId),
      title: open ? m.title : null,
      dueAt: open ? m.due_at : null,
      provisional: open && m.provisional,
    };
  });
  const last = rows.at(-1);
  return { lines, next: found.length > pageSize && last ? { at: last.at, id: last.id } : null };
}

// ── letters ──
export type OwnWays = { mail: { address: string; isOn: boolean } | null; mailIsOpen: boolean; feedMadeOn: string | null };

export async function ownWays(ports: Ports, me: Staff): Promise<OwnWays> {
  const [choice, outlets, feedMadeOn] = await Promise.all([
    store.mailChoice(ports.db, me.accountId),
    listOutlets(ports.db, 'on'),
    store.feedMadeOn(ports.db, me.accountId),
  ]);
  const address = choice ? ports.secrets.openColumn(choice.addressSealed, `notice_mail.address:${me.accountId}`) : '';
  return {
    mail: choice ? { address, isOn: choice.isOn } : null,
    mailIsOpen: outlets.some((outlet) => outlet.kind === 'email'),
    feedMadeOn,
  };
}

/** An empty address takes it back. Where the administrator named domains, only these. */
export async function chooseMail(
  ports: Ports,
  me: Staff,
  typed: { address: string; isOn: boolean },
): Promise<{ ok: true } | { ok: false; refusal: NoticesRefusal }> {
  const address = typed.address.normalize('NFKC').trim();
  if (address === '') {
    await store.keepMailChoice(ports.db, me.accountId, null);
    return { ok: true };
  }
  if (!looksLikeMail(address)) return { ok: false, refusal: 'mail-address-unfit' };
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const posts = (await listOutlets(ports.db)).filter((outlet) => outlet.kind === 'email');
  const allowed = posts.flatMap((outlet) => (outlet.settings['domains'] ?? '').split(' ').filter(Boolean));
  if (allowed.length > 0 && !allowed.some((one) => domain === one || domain.endsWith(`.${one}`)))
    return { ok: false, refusal: 'mail-domain-unfit' };
  await store.keepMailChoice(ports.db, me.accountId, {
    addressSealed: ports.secrets.sealColumn(address, `notice_mail.address:${me.accountId}`),
    isOn: typed.isOn,
  });
  return { ok: true };
}

// ── calendar ──
const digest = (ports: Pick<Ports, 'hash'>, token: string): Uint8Array => ports.hash(utf8(`calendar-feed:${token}`));

/** A fresh address; the one before is void from this moment. `token` is shown once. */
export async function renewFeed(ports: Ports, me: Staff, token: string): Promise<void> {
  await store.keepFeed(ports.db, me.accountId, { tokenHash: digest(ports, token), madeOn: dayOf(ports.now()) });
  await logAccess(ports, { what: 'notices-calendar-made', by: me });
}

export async function revokeFeed(ports: Ports, me: Staff): Promise<void> {
  await store.keepFeed(ports.db, me.accountId, null);
  await logAccess(ports, { what: 'notices-calendar-revoked', by: me });
}

const mostEntries = 300;

/** What stands in the calendar of this address; null for an unknown, void or revoked one, and when its owner is gone or holds no post. */
export async function feedEntries(
  ports: Pick<Ports, 'db' | 'hash' | 'now'>,
  token: string,
  baseUrl: string | null,
): Promise<DueEntry[] | null> {
  const accountId = await store.accountOfFeed(ports.db, digest(ports, token));
  const person = accountId === null ? null : await staffOf(ports.db, accountId, dayOf(ports.now()));
  if (!person?.roles.some((role) => role !== 'audit' && role !== 'securityAdmin' && role !== 'systemAdmin')) return null;
  const due = await store.dueAt(ports.db, person.unitId, person.accountId, mostEntries);
  return due.map((row) => ({
    id: row.id,
    summary: `${row.provisional ? '（暂定）' : ''}到期 ${row.number}`,
    dueAt: row.dueAt,
    link: linkOf(baseUrl, row.number),
    isProvisional: row.provisional,
  }));
}
