// What a call-back officer does (SM-04, P14): see whom to call, record calls, write down the verdict that was given, on the phone or on paper. Only for matters the own unit
// never had in hand; every look at a phone number and every printed link is logged.
import type { Actor } from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';
import { mayAsk } from '#core/matter/possible.ts';
import type { Refusal } from '#core/matter/refusals.ts';
import { utf8 } from '#core/record/bytes.ts';
import { addHours, type Instant } from '#core/time/day.ts';
import {
  act,
  type Circumstances,
  loadCircumstances,
  maySeeContact,
  type Outcome,
  type SeenMatter,
  seeMatter,
  seenRowsOf,
  type Viewer,
} from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { mintVerdictLink } from './actions.ts';
import { callsSoFar, linkExpiry, type SaidVerdict } from './rules.ts';
import { claimMinutes, type NextCall, nextCall } from './rules-calls.ts';
import {
  type Claim,
  callsOf,
  dropClaim,
  dropProofPhoto,
  insertProofPhoto,
  lastInvitation,
  type PhotoRow,
  type Pile,
  type QueueRow,
  readClaim,
  readContact,
  readQueue,
  takeClaim,
} from './store.ts';

export type Caller = Viewer;
const whoLooks = (me: Caller) => ({ accountId: me.id, unitId: me.unitId, roles: me.roles });

// ── queue ──
export type QueuedCall = QueueRow &
  ReturnType<typeof callsSoFar> & {
    /** As this officer may read it. */
    title: string;
    ownerName: string;
    /** Until when the first call should have been made (X4 hotline.callback). */
    callBy: Instant;
    next: NextCall;
    /** A colleague who has this call in hand now. */
    heldBy: string | null;
  };
const pageSize = 50;

export async function callQueue(
  ports: Ports,
  me: Caller,
  pile: Pile,
  after: { at: QueueRow['at']; id: string } | null,
): Promise<{ rows: QueuedCall[]; next: { at: QueueRow['at']; id: string } | null }> {
  const circumstances = await loadCircumstances(ports.db);
  const { units, limits, staff } = circumstances;
  const now = ports.now();
  const unitsAbove = [me.unitId, ...units.path(me.unitId).map((u) => u.id)];
  const found = await readQueue(ports.db, pile, { id: me.id, unitId: me.unitId, unitsAbove }, pageSize + 1, after);
  const shown = found.slice(0, pageSize);
  const ids = shown.map((row) => row.id);
  const [calls, seen] = await Promise.all([callsOf(ports.db, ids), seenRowsOf(ports, me, circumstances, ids)]);
  const rows = shown.map((row) => {
    const own = calls.filter((call) => call.matterId === row.id);
    const held = row.claimedBy !== null && row.claimedBy !== me.id && row.claimedUntil !== null && row.claimedUntil > now;
    return {
      ...row,
      title: seen.get(row.id)?.title ?? '',
      ownerName: units.byId(row.ownerUnitId)?.name ?? row.ownerUnitId,
      ...callsSoFar(own),
      callBy: limits.end('hotline.callback', row.at),
      next: nextCall(own, now),
      heldBy: held && row.claimedBy !== null ? staff.nameOf(row.claimedBy) : null,
    };
  });
  const last = shown.at(-1);
  return { rows, next: found.length > pageSize && last ? { at: last.at, id: last.id } : null };
}

// ── one matter ──
export type ForCall = {
  ok: true;
  /** The whole, for decisions; `seen` is what this officer may see. */
  matter: Matter;
  seen: SeenMatter;
  circumstances: Circumstances;
  invitation: { state: string } | null;
  /** Whose call it is now; `name` for the colleague who wanted it too. */
  claim: (Claim & { mine: boolean; name: string }) | null;
  /** What this officer may not do now, and why; what is not in here may be done. */
  not: Partial<Record<'attempt' | 'verdict' | 'refuse' | 'paper' | 'checkBack', { refusal: Refusal; detail?: string }>>;
};

/** `not-found` also for a matter this person may not see. Whoever's unit handled or helped, and whoever is no call-back officer, is told so plainly. */
export async function openForCall(
  ports: Ports,
  me: Caller,
  number: string,
): Promise<ForCall | { ok: false; refusal: Refusal | 'not-found' }> {
  const read = await seeMatter(ports, me, number);
  if (!read) return { ok: false, refusal: 'not-found' };
  const { whole: matter, seen, circumstances } = read;
  const { isUnder } = circumstances.contextFor(me, ports.now());
  const ask = (command: Parameters<typeof mayAsk>[2]) => mayAsk(matter, me, command, isUnder);
  const refused = ask('attemptCall');
  if (refused && refused.refusal !== 'not-in-this-state') return { ok: false, refusal: refused.refusal };
  const now = ports.now();
  const unreached: { refusal: Refusal } | null = callsSoFar(matter.attempts).reached ? null : { refusal: 'call-not-reached' };
  const due = matter.clocks.find((c) => c.kind === 'checkBack');
  const notDue: { refusal: Refusal; detail?: string } | null =
    due && due.dueAt <= now ? null : { refusal: 'check-back-not-due', ...(due ? { detail: due.dueAt } : {}) };
  const reasons = {
    attempt: refused,
    verdict: refused ?? unreached,
    refuse: refused ?? unreached,
    paper: refused,
    checkBack: ask('checkBack') ?? notDue,
  };
  const not = Object.fromEntries(Object.entries(reasons).filter(([, why]) => why !== null)) as ForCall['not'];
  return {
    ok: true,
    matter,
    seen,
    circumstances,
    not,
    invitation: await lastInvitation(ports.db, matter.id),
    claim: await claimOf(ports, me, matter.id, circumstances),
  };
}

async function claimOf(ports: Ports, me: Caller, matterId: string, { staff }: Circumstances): Promise<ForCall['claim']> {
  const claim = await readClaim(ports.db, matterId, ports.now());
  return claim && { ...claim, mine: claim.accountId === me.id, name: staff.nameOf(claim.accountId) };
}

// ── whose call it is ──
/** Two officers must not ring the same person: whoever looks at the number, or records a call, has it for twenty minutes. */
export function holdCall(ports: Ports, me: Caller, { matter }: Pick<ForCall, 'matter'>): Promise<boolean> {
  const now = ports.now();
  return takeClaim(ports.db, matter.id, { accountId: me.id, until: addHours(now, claimMinutes / 60) }, now);
}

export const releaseCall = (ports: Ports, me: Caller, { matter }: Pick<ForCall, 'matter'>): Promise<void> =>
  dropClaim(ports.db, matter.id, me.id);

export type Contact = { name: string; phone: string; address: string; representedBy: string | null; needs: readonly string[] };

/** Name and phone, opened for one call; written into the access log first, which the raiser can count. `held` = a colleague is calling just now. */
export async function seeContact(
  ports: Ports,
  me: Caller,
  { matter }: Pick<ForCall, 'matter'>,
  addressClass: string,
): Promise<Contact | null | 'held'> {
  if (!maySeeContact(me, matter)) return null;
  if (!(await holdCall(ports, me, { matter }))) return 'held';
  const sealed = await readContact(ports.db, matter.id);
  if (!sealed) return null;
  await logAccess(ports, { what: 'verdicts-contact-seen', why: 'callback', matterId: matter.id, by: whoLooks(me), addressClass });
  const open = (value: string | null, column: string) =>
    value === null ? '' : ports.secrets.openColumn(value, `raiser.${column}:${matter.id}`);
  return {
    name: open(sealed.name, 'name'),
    phone: open(sealed.phone, 'phone'),
    address: open(sealed.address, 'address'),
    representedBy: sealed.representedBy,
    needs: sealed.needs,
  };
}

/** `key` comes with the form: the same press sent twice is done once. */
export type Press = { version: number; key: string };
type Recorded = Parameters<typeof act>[3];

function record(ports: Ports, me: Caller, number: string, command: Recorded, press: Press): Promise<Outcome> {
  const requestHash = ports.hash(utf8(JSON.stringify([number, command])));
  const idempotency = press.key === '' ? undefined : { caller: `callback:${me.id}`, key: press.key, requestHash };
  return act(ports, me as Actor, number, command, { expectedVersion: press.version, idempotency });
}

export const recordCall = (
  ports: Ports,
  me: Caller,
  number: string,
  call: { reached: boolean; words: string },
  press: Press,
): Promise<Outcome> => record(ports, me, number, { do: 'attemptCall', ...call }, press);

export const recordSpokenVerdict = (ports: Ports, me: Caller, number: string, said: SaidVerdict, press: Press): Promise<Outcome> =>
  record(ports, me, number, { do: 'judge', ...said, via: 'callback', proof: null }, press);

export const recordRefusal = (ports: Ports, me: Caller, number: string, words: string, press: Press): Promise<Outcome> =>
  record(ports, me, number, { do: 'refuseVerdict', words }, press);

export const recordCheckBack = (
  ports: Ports,
  me: Caller,
  number: string,
  found: { holds: boolean; words: string },
  press: Press,
): Promise<Outcome> => record(ports, me, number, { do: 'checkBack', ...found }, press);

/** A verdict on paper, with its proof: a photo of the signed sheet, or the number under which the sheet is kept. The photo is on record before the verdict names it. */
export async function recordPaperVerdict(
  ports: Ports,
  me: Caller,
  { matter }: Pick<ForCall, 'matter'>,
  said: SaidVerdict,
  proof: { reference: string; photo: Omit<PhotoRow, 'id' | 'matterId' | 'addedBy' | 'at'> | null },
  press: Press,
): Promise<Outcome> {
  const id = ports.newId();
  if (proof.photo)
    await insertProofPhoto(ports.db, { ...proof.photo, id, matterId: matter.id, addedBy: `staff:${me.id}`, at: ports.now() });
  const named = [proof.reference, proof.photo ? `photo:${id}` : ''].filter(Boolean).join('; ');
  const outcome = await record(
    ports,
    me,
    matter.number,
    { do: 'judge', ...said, via: 'paper', proof: named === '' ? null : named },
    proof.photo ? { ...press, key: '' } : press,
  );
  if (!outcome.ok && proof.photo) await dropProofPhoto(ports.db, id);
  return outcome;
}

// ── the paper round ──
export type PrintedSlip = { number: string; title: string; token: string; expiresAt: Instant };
export type Round = { slips: PrintedSlip[]; left: { number: string; refusal: Refusal | 'not-found' }[] };

/** Links to be carried to the door. What the officer's unit handled, and what no longer waits for a verdict, is left out and named. */
export async function printRound(ports: Ports, me: Caller, numbers: readonly string[], addressClass: string): Promise<Round> {
  const round: Round = { slips: [], left: [] };
  const now = ports.now();
  const ready: ForCall[] = [];
  for (const number of [...new Set(numbers)].slice(0, pageSize)) {
    const opened = await openForCall(ports, me, number);
    if (!opened.ok) round.left.push({ number, refusal: opened.refusal });
    else if (opened.not.attempt) round.left.push({ number, refusal: opened.not.attempt.refusal });
    else ready.push(opened);
  }
  await inTransaction(ports.db, async (trx) => {
    round.slips = [];
    for (const { matter, seen, circumstances } of ready) {
      const expiresAt = linkExpiry(matter, circumstances.limits.end('hotline.verdict', now), now);
      const token = await mintVerdictLink(ports, trx, { matterId: matter.id, round: matter.round, expiresAt });
      await logAccess(
        { ...ports, db: trx },
        { what: 'verdicts-link-printed', why: 'callback', matterId: matter.id, by: whoLooks(me), addressClass },
      );
      round.slips.push({ number: matter.number, title: seen.matter.title, token, expiresAt });
    }
  });
  return round;
}
