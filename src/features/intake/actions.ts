// One way in for portal, desk, API and import (P01): check the words, open the matter, and carry out what belongs to the same moment.
import type { Actor, Channel, EmergencyService } from '#core/matter/events.ts';
import type { Refusal } from '#core/matter/refusals.ts';
import { dayOf } from '#core/time/day.ts';
import { act, type NewConcern, openMatter, type Receipt } from '#features/matters/index.ts';
import { type CategoryTree, loadCategories, loadPlaces, loadUnits, type PlaceTree } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import {
  type CheckedConcern,
  checkConcern,
  type EmergencyAnswer,
  type EmergencyFound,
  type Known,
  needsProxy,
  type Problems,
  type RawConcern,
} from './rules.ts';
import { indexPlaces, matchPlace, type PlaceIndex } from './rules-places.ts';
import { freePhotos, keptAnswer } from './store.ts';

/** Through which door, and who stands in it. `caller` sets keys of different doors apart: `portal`, `staff:<account>`, `token:<id>`. */
export type Via = {
  actor: Actor;
  channel: Channel;
  caller: string;
  source?: string | null | undefined;
  /** Whose photos may be bound; defaults to the caller. */
  photosBy?: string | undefined;
  areaCode?: string | undefined;
  /** Digest of what was sent, where the door has one; else it is computed from the checked words. */
  requestHash?: Uint8Array | undefined;
};

export type Raised =
  | {
      ok: true;
      receipt: Receipt;
      replayed: boolean /** What the desk wanted recorded beside it and could not be. */;
      after: Refusal | null;
      handedTo: EmergencyService | null;
    }
  | {
      ok: false;
      problems: Problems;
      emergency: EmergencyFound | null;
      secrecy: readonly string[] /** Already taken in under this key, with other words. */;
      earlier: Receipt | null;
    };

const indexes = new WeakMap<PlaceTree, PlaceIndex>();
const categoryNames = new WeakMap<CategoryTree, ReadonlyMap<string, string>>();

/** The directory as the rules ask for it; kept as long as the directory's own memory keeps it. */
export async function loadKnown(ports: Ports, areaCode?: string): Promise<Known> {
  const [places, categories, units] = await Promise.all([loadPlaces(ports.db), loadCategories(ports.db), loadUnits(ports.db)]);
  const index = indexes.get(places) ?? indexPlaces(places.all);
  indexes.set(places, index);
  let names = categoryNames.get(categories);
  const now = ports.now();
  if (!names) {
    // Later entries win, so an id always means itself.
    const inForce = categories.on(dayOf(now));
    names = new Map([
      ...inForce.map((c) => [c.nameEn.toLowerCase(), c.id] as const),
      ...inForce.map((c) => [c.name, c.id] as const),
      ...inForce.map((c) => [c.code, c.id] as const),
      ...inForce.map((c) => [c.id, c.id] as const),
    ]);
    categoryNames.set(categories, names);
  }
  const [placeIndex, byName] = [index, names];
  return {
    now,
    areaCode,
    hasPlace: (id) => places.byId(id) !== undefined,
    matchPlace: (text) => matchPlace(placeIndex, text),
    categoryOf: (text) => byName.get(text) ?? byName.get(text.toLowerCase()) ?? null,
    hasUnit: (id) => units.byId(id) !== undefined,
  };
}

/**
 * Takes a concern in. Nothing is stored unless `ok`; with `secrecy` nothing may be. `emergency` comes back until somebody has answered the
 * emergency screen. Budget: checking takes well under 0.3 ms for 350 characters (bench in actions.test.ts); the rest is the database.
 */
export async function raiseConcern(ports: Ports, raw: RawConcern, via: Via): Promise<Raised> {
  const checked = checkConcern(raw, await loadKnown(ports, via.areaCode));
  if (!checked.ok) return { ok: false, problems: checked.problems, emergency: checked.emergency, secrecy: checked.secrecy, earlier: null };
  const { concern, emergency } = checked;
  const refused = (problems: Problems, earlier: Receipt | null = null): Raised => ({
    ok: false,
    problems,
    emergency: null,
    secrecy: [],
    earlier,
  });
  if (needsProxy(via.channel) && concern.representedBy === null) return refused({ representedBy: 'proxy-missing' });
  const photosBy = via.photosBy ?? via.caller;
  const key = raw.key ? { caller: via.caller, key: raw.key, requestHash: via.requestHash ?? digestOf(ports, concern) } : undefined;
  if (concern.photos.length > 0 && !(await photosAreFree(ports, concern.photos, photosBy, key)))
    return refused({ photos: 'photos-unknown' });
  const opened = await openMatter(ports, via.actor, newConcern(concern, via, emergency, key));
  if (!opened.ok) {
    if (opened.refusal === 'key-used-otherwise')
      return refused({ key: 'key-used-otherwise' }, key ? ((await keptAnswer(ports.db, key.caller, key.key)) as Receipt | null) : null);
    return refused(opened.refusal === 'accused-unit' ? { accusedUnit: 'accused-unit' } : { text: 'text-missing' });
  }
  const after = emergency
    ? await recordEmergency(ports, via.actor, opened.receipt, emergency, raw, key)
    : { refusal: null, handedTo: null };
  return { ok: true, receipt: opened.receipt, replayed: opened.replayed === true, after: after.refusal, handedTo: after.handedTo };
}

/** A retry of a sent form finds its photos bound already; the key answers for it. */
async function photosAreFree(ports: Ports, ids: readonly string[], by: string, key: NewConcern['idempotency']): Promise<boolean> {
  if ((await freePhotos(ports.db, ids, by)).length === new Set(ids).size) return true;
  return key !== undefined && (await keptAnswer(ports.db, key.caller, key.key)) !== null;
}

/** Shared with the import. */
export function newConcern(
  concern: CheckedConcern,
  via: Via,
  emergency: { answer: EmergencyAnswer; call: string } | null,
  key: NewConcern['idempotency'],
): NewConcern {
  const { receivedAt, contact, ...words } = concern;
  // A raiser cannot add notes to the record, so that the call was made stands in the first event itself.
  const called = emergency?.answer === 'called' && via.actor.kind !== 'staff' ? `反映人说已拨打 ${emergency.call}` : '';
  return {
    ...words,
    channel: via.channel,
    contact: contact && { ...contact, address: contact.address || undefined },
    receivedAt: receivedAt ?? undefined,
    wantsReply: contact !== null && !words.needs.includes('tell-none'),
    source: [via.source ?? '', called].filter(Boolean).join('；') || null,
    idempotency: key,
  };
}

/** The desk's answer goes into the record under the desk's name: a note that the call was made, or the hand-over itself, which ends the matter here. */
async function recordEmergency(
  ports: Ports,
  actor: Actor,
  receipt: Receipt,
  emergency: EmergencyFound & { answer: EmergencyAnswer },
  raw: RawConcern,
  key: NewConcern['idempotency'],
): Promise<{ refusal: Refusal | null; handedTo: EmergencyService | null }> {
  if (actor.kind !== 'staff' || emergency.answer === 'not') return { refusal: null, handedTo: null };
  const service = serviceOf(raw.emergencyService) ?? emergency.call;
  const idempotency = key ? { ...key, key: `${key.key}:emergency` } : undefined;
  const words = emergency.words.join('、');
  const outcome = await act(
    ports,
    actor,
    receipt.number,
    emergency.answer === 'handed'
      ? {
          do: 'handToEmergency',
          service,
          note: `因提到“${words}”，已转 ${service}`,
          reference: (raw.emergencyReference ?? '').slice(0, 200),
        }
      : { do: 'note', words: `因提到“${words}”：已拨打 ${service}，按要求继续登记`, evidence: [] },
    { idempotency },
  );
  if (!outcome.ok) return { refusal: outcome.refusal as Refusal, handedTo: null };
  return { refusal: null, handedTo: emergency.answer === 'handed' ? service : null };
}

const services: readonly EmergencyService[] = ['110', '119', '120', '122'];
const serviceOf = (typed: string | undefined): EmergencyService | null => services.find((one) => one === typed) ?? null;

const encoder = new TextEncoder();
const digestOf = (ports: Ports, concern: CheckedConcern): Uint8Array => ports.hash(encoder.encode(JSON.stringify(concern)));
