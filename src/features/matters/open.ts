// How a concern becomes a matter: number, first event, row, sealed contact and search text in one transaction. One concern or two hundred go the same way.

import { registeringAs } from '#core/matter/cover.ts';
import type { Actor, Channel, Confidentiality, Kind } from '#core/matter/events.ts';
import { evolve } from '#core/matter/matter.ts';
import { numberOf } from '#core/matter/number.ts';
import { register } from '#core/matter/open.ts';
import type { Refusal } from '#core/matter/refusals.ts';
import { utf8 } from '#core/record/bytes.ts';
import { genesisHash, sealEvents } from '#core/record/chain.ts';
import { shortProof } from '#core/record/short-proof.ts';
import { pinyinInitials } from '#core/text/initials.ts';
import { lastFour, parsePhone } from '#core/text/phone.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import type { Deadline } from '#core/time/deadline.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { type Circumstances, loadCircumstances } from './circumstances.ts';
import { rowOf } from './row.ts';
import * as store from './store.ts';

export type NewConcern = {
  channel: Channel;
  kind: Kind;
  title: string;
  text: string;
  placeText: string;
  placeId: string | null;
  categoryId: string | null;
  confidentiality: Confidentiality;
  accusedUnitId: string | null;
  receivedAt?: Instant | undefined;
  contact: { name: string; phone: string; address?: string | undefined } | null;
  wantsReply: boolean;
  needs?: readonly string[];
  representedBy?: string | null;
  consentNote?: string;
  source?: string | null;
  /** Ids of photos stored already; they are bound to the matter in the same transaction. */
  photos?: readonly string[];
  /** A limit of its own, as a leader's instruction has. */
  limitKey?: string;
  idempotency?: { caller: string; key: string; requestHash: Uint8Array } | undefined;
};

export type Receipt = { number: string; code: string; proof: string; deadline: Deadline; receivedAt: Instant; matterId: string };
export type Opened = { ok: true; receipt: Receipt; replayed?: true } | { ok: false; refusal: Refusal | 'key-used-otherwise' };

const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** Eight characters that only the receipt shows: how a raiser without a phone finds the matter again. Keyed, so nobody can compute it from the number; 39 bits, behind the throttle. */
function receiptCode(ports: Ports, matterId: string): string {
  const keyed = utf8(ports.secrets.lookupHash(matterId, 'receipt-code-of'));
  return Array.from(ports.hash(keyed).subarray(0, 8), (b) => codeAlphabet.charAt(b % codeAlphabet.length)).join('');
}

type Prepared = { opening: Omit<store.Opening, 'event' | 'row'>; concern: NewConcern; matterId: string; code: string; receivedAt: Instant };

/** What people would type: of a landline with an extension the number's own last four digits. */
function lastFourOf(phone: string): string {
  const read = parsePhone(phone);
  return read.ok ? lastFour(read.phone) : phone.slice(-4);
}

/** Seals the contact and computes the search text; needs no database, so it happens before the transaction. */
function prepare(ports: Ports, concern: NewConcern, now: Instant): Prepared {
  const matterId = ports.newId();
  const code = receiptCode(ports, matterId);
  const { contact } = concern;
  const phone = contact?.phone ?? '';
  const seal = (text: string, column: string) => (text === '' ? null : ports.secrets.sealColumn(text, `raiser.${column}:${matterId}`));
  const words = `${concern.title}\n${concern.text}\n${concern.placeText}`;
  const sealed = concern.confidentiality === 'accusation' || concern.confidentiality === 'identitySealed';
  return {
    concern,
    matterId,
    code,
    receivedAt: concern.receivedAt ?? now,
    opening: {
      placeText: concern.placeText,
      // Initials help to find by a keyboard; words that are sealed are not spelled out a second time.
      folded: foldForSearch(sealed ? words : `${words}\n${pinyinInitials(concern.title)}`),
      sealed,
      raiser: {
        name: seal(contact?.name ?? '', 'name'),
        phone: seal(phone, 'phone'),
        address: seal(contact?.address ?? '', 'address'),
        last4: phone === '' ? null : ports.secrets.lookupHash(lastFourOf(phone), 'phone-last4', matterId),
        phoneHash: phone === '' ? null : ports.secrets.lookupHash(phone, 'phone'),
        codeHash: ports.secrets.lookupHash(code, 'receipt-code', matterId),
        toldBy: phone === '' ? 'none' : 'sms',
        representedBy: concern.representedBy ?? null,
        consent: concern.consentNote ?? '',
        needs: concern.needs ?? [],
        alias: `反映人 ${matterId.slice(-4)}`,
      },
    },
  };
}

function open(
  ports: Ports,
  prepared: Prepared,
  number: string,
  deskUnitId: string,
  circumstances: Circumstances,
  actor: Actor,
  now: Instant,
): { opening: store.Opening; receipt: Receipt } | { refusal: Refusal } {
  const { concern: c, matterId, receivedAt } = prepared;
  const registered = register(
    {
      channel: c.channel,
      kind: c.kind,
      title: c.title,
      text: c.text,
      placeText: c.placeText,
      placeId: c.placeId,
      categoryId: c.categoryId,
      confidentiality: c.confidentiality,
      accusedUnitId: c.accusedUnitId,
      receivedAt,
      hasContact: c.contact !== null && c.contact.phone !== '',
      wantsReply: c.wantsReply,
      contactDigest:
        prepared.opening.raiser.phoneHash === null
          ? null
          : ports.secrets.lookupHash(prepared.opening.raiser.phoneHash, 'contact-digest', matterId),
      deskUnitId,
      source: c.source ?? null,
      photos: [...(c.photos ?? [])],
      ...(c.limitKey === undefined ? {} : { limitKey: c.limitKey }),
    },
    number,
    circumstances.limits,
    receivedAt,
  );
  if ('refusal' in registered) return registered;
  const recorded = { ...registered.event, seq: 1, at: now, actor: registeringAs(actor) };
  const [sealed] = sealEvents(ports.hash, genesisHash(ports.hash, matterId), [{ ...recorded, matterId }]);
  if (!sealed) throw new Error('sealing one event gives one event');
  const event = { ...recorded, hash: sealed.hash };
  const row = rowOf(evolve(null, recorded, matterId), circumstances.limits, now);
  const receipt = {
    number,
    code: prepared.code,
    proof: shortProof(sealed.hash),
    deadline: registered.event.data.deadline,
    receivedAt,
    matterId,
  };
  return { opening: { ...prepared.opening, event, row }, receipt };
}

/**
 * Opens matters in one transaction. One answer per concern, in order; a concern that is refused leaves the others alone.
 * A known idempotency key with the same words gives the receipt made then.
 */
export async function openMatters(ports: Ports, actor: Actor, concerns: readonly NewConcern[]): Promise<Opened[]> {
  const circumstances = await loadCircumstances(ports.db);
  const desk = circumstances.units.all.find((u) => u.isHotline) ?? circumstances.units.all.find((u) => u.kind === 'county');
  if (!desk) throw new Error('no intake desk: mark one unit as the hotline');
  const now = ports.now();
  const prepared = concerns.map((concern) => prepare(ports, concern, now));
  const quick = concerns.every((c) => !c.idempotency && !(c.photos && c.photos.length > 0))
    ? await openAtOnce(ports, prepared, desk.id, circumstances, actor, now)
    : null;
  if (quick) return quick;
  const taken = { last: 0 };
  const opened = await inTransaction(ports.db, async (trx) => {
    const answers = new Array<Opened | undefined>(prepared.length);
    const fresh: { at: number; prepared: Prepared }[] = [];
    for (const [i, p] of prepared.entries()) {
      const known = p.concern.idempotency ? await useKey(trx, p.concern.idempotency, p.matterId, now) : null;
      if (known) answers[i] = known;
      else fresh.push({ at: i, prepared: p });
    }
    const day = dayOf(now);
    const county = countyCode();
    const first = fresh.length > 0 ? await store.takeNumbers(trx, day, fresh.length) : 0;
    taken.last = first + fresh.length - 1;
    const openings: store.Opening[] = [];
    for (const [k, { at, prepared: p }] of fresh.entries()) {
      const made = open(ports, p, numberOf(county, day, first + k), desk.id, circumstances, actor, now);
      if ('refusal' in made) {
        answers[at] = { ok: false, refusal: made.refusal };
        continue;
      }
      openings.push(made.opening);
      answers[at] = { ok: true, receipt: made.receipt };
    }
    if (openings.length > 0) await store.insertOpenings(trx, openings, now);
    await afterOpening(
      trx,
      fresh.map((f) => f.prepared),
      answers,
      fresh.map((f) => f.at),
    );
    return answers as Opened[];
  });
  if (taken.last > 0) lastNumbers.set(ports.db, { day: dayOf(now), last: taken.last });
  return opened;
}

const lastNumbers = new WeakMap<Ports['db'], { day: string; last: number }>();

/** One statement, one commit, when nobody else took a number since this process did; null = take the long way. */
async function openAtOnce(
  ports: Ports,
  prepared: readonly Prepared[],
  deskId: string,
  circumstances: Circumstances,
  actor: Actor,
  now: Instant,
): Promise<Opened[] | null> {
  const day = dayOf(now);
  const known = lastNumbers.get(ports.db);
  if (known?.day !== day) return null;
  const made = prepared.map((p, i) => open(ports, p, numberOf(countyCode(), day, known.last + 1 + i), deskId, circumstances, actor, now));
  const openings = made.flatMap((m) => ('opening' in m ? [m.opening] : []));
  if (openings.length !== made.length) return null;
  lastNumbers.delete(ports.db);
  if (!(await store.insertOpeningsAtOnce(ports.db, openings, now, day, known.last))) return null;
  lastNumbers.set(ports.db, { day, last: known.last + openings.length });
  return made.flatMap((m) => ('receipt' in m ? [{ ok: true as const, receipt: m.receipt }] : []));
}

async function afterOpening(trx: store.MatterTrx, fresh: Prepared[], answers: (Opened | undefined)[], at: number[]): Promise<void> {
  for (const [k, p] of fresh.entries()) {
    const answer = answers[at[k] ?? -1];
    if (!answer?.ok) {
      if (p.concern.idempotency) await store.freeKey(trx, p.concern.idempotency);
      continue;
    }
    if (p.concern.idempotency) await store.keepAnswer(trx, p.concern.idempotency, answer.receipt);
    const photos = p.concern.photos ?? [];
    if (photos.length > 0)
      await trx.updateTable('photo').set({ matter_id: p.matterId }).where('id', 'in', photos).where('matter_id', 'is', null).execute();
  }
}

async function useKey(
  trx: store.MatterTrx,
  key: NonNullable<NewConcern['idempotency']>,
  matterId: string,
  now: Instant,
): Promise<Opened | null> {
  const kept = await store.takeKey(trx, key, matterId, now);
  if (kept === null) return null;
  if (!Buffer.from(kept.requestHash).equals(Buffer.from(key.requestHash)) || kept.answer === null)
    return { ok: false, refusal: 'key-used-otherwise' };
  return { ok: true, receipt: kept.answer as Receipt, replayed: true };
}

let county = '000000';
/** Six digits of the county's division code, set once at start from the configuration. */
export function setCountyCode(code: string): void {
  county = code;
}
const countyCode = (): string => county;

type Waiting = { concern: NewConcern; actor: Actor; settle: (answer: Opened) => void; fail: (error: unknown) => void };
const lanes = new WeakMap<Ports, { waiting: Waiting[]; running: boolean }>();
const laneSize = 32;

/**
 * Opens one matter. Concerns that arrive while a transaction is being written share the next one: under load one commit carries many
 * (each still gets its answer only after its commit), and the day's numbers stay gapless without a queue of row locks.
 */
export function openMatter(ports: Ports, actor: Actor, concern: NewConcern): Promise<Opened> {
  const lane = lanes.get(ports);
  const mine = lane ?? { waiting: [], running: false };
  if (!lane) lanes.set(ports, mine);
  return new Promise((settle, fail) => {
    mine.waiting.push({ concern, actor, settle, fail });
    if (!mine.running) void runLane(ports, mine);
  });
}

async function runLane(ports: Ports, lane: { waiting: Waiting[]; running: boolean }): Promise<void> {
  lane.running = true;
  while (lane.waiting.length > 0) {
    const actor = lane.waiting[0]?.actor;
    const batch: Waiting[] = [];
    while (batch.length < laneSize && lane.waiting[0] && sameActor(lane.waiting[0].actor, actor))
      batch.push(lane.waiting.shift() as Waiting);
    try {
      const answers = await openMatters(
        ports,
        batch[0]?.actor ?? { kind: 'raiser' },
        batch.map((w) => w.concern),
      );
      for (const [i, w] of batch.entries()) w.settle(answers[i] as Opened);
    } catch (error) {
      await oneByOne(ports, batch, error);
    }
  }
  lane.running = false;
}

const sameActor = (a: Actor, b: Actor | undefined): boolean =>
  b !== undefined && (a === b || (a.kind !== 'staff' && a.kind === b.kind) || (a.kind === 'staff' && b.kind === 'staff' && a.id === b.id));

/** One concern that the database refuses must not take its neighbours with it. */
async function oneByOne(ports: Ports, batch: readonly Waiting[], error: unknown): Promise<void> {
  if (batch.length === 1) return batch[0]?.fail(error);
  for (const w of batch) {
    try {
      const [answer] = await openMatters(ports, w.actor, [w.concern]);
      w.settle(answer as Opened);
    } catch (own) {
      w.fail(own);
    }
  }
}
