// The one way in to a class for pages, API and clock: lock, fold, decide, append. What decideClass() refuses is refused for all of them.

import type { Actor } from '#core/matter/events.ts';
import type { ClassCommand } from '#core/matter-class/commands.ts';
import { type ClassContext, decideClass } from '#core/matter-class/decide.ts';
import type { Effect } from '#core/matter-class/effect.ts';
import type { ClassEvent, Origin, RecordedClassEvent, Scope } from '#core/matter-class/events.ts';
import { classOf, evolveClass } from '#core/matter-class/matter-class.ts';
import type { ClassRefusal } from '#core/matter-class/refusals.ts';
import type { Signal } from '#core/matter-class/signals.ts';
import type { MatterClass } from '#core/matter-class/state.ts';
import { genesisHash, sealEvents } from '#core/record/chain.ts';
import { dayOf, yearOf } from '#core/time/day.ts';
import { type News, tellPosts } from '#features/notices/index.ts';
import type { Tables } from '#platform/db/tables.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { effectOfClass } from './actions-effect.ts';
import { type Around, loadAround } from './around.ts';
import { seesClass } from './reach.ts';
import { lookOnOf, tellsNumber } from './rules.ts';
import * as store from './store.ts';
import { readSettings } from './store-settings.ts';

export type ClassRefusalHere = ClassRefusal | 'not-found' | 'changed-meanwhile' | 'tells-number' | 'unknown-matters' | 'key-used-otherwise';
export type ClassOutcome =
  | { ok: true; m: MatterClass; added: readonly ClassEvent['type'][]; number?: string }
  | { ok: false; refusal: ClassRefusalHere; detail?: string | undefined; m?: MatterClass };
export type ClassTrx = Parameters<Parameters<typeof inTransaction<Tables, unknown>>[1]>[0];

type Loaded = { m: MatterClass; history: readonly store.SealedClassEvent[]; key: string | null };

async function load(trx: ClassTrx, number: string): Promise<Loaded | null> {
  const id = await store.lockClass(trx, number);
  const row = id === null ? null : await store.findClass(trx, number);
  if (id === null || row === null) return null;
  const history = await store.readClassHistory(trx, id);
  return { m: classOf(id, history), history, key: row.originKey };
}

/** Appends and keeps the row; false when another server proposed the same at the same moment. */
async function write(
  ports: Ports,
  trx: ClassTrx,
  from: Loaded | { id: string; key: string | null },
  events: readonly ClassEvent[],
  actor: Actor,
): Promise<MatterClass> {
  const now = ports.now();
  const before = 'm' in from ? from.m : null;
  const id = 'm' in from ? from.m.id : from.id;
  const by: Actor = actor.kind === 'staff' ? { kind: 'staff', id: actor.id, unitId: actor.unitId, roles: actor.roles } : actor;
  const recorded = events.map((event, i) => ({ ...event, seq: (before?.version ?? 0) + 1 + i, at: now, actor: by }) as RecordedClassEvent);
  const head = 'm' in from ? (from.history.at(-1)?.hash ?? genesisHash(ports.hash, id)) : genesisHash(ports.hash, id);
  const sealed = sealEvents(
    ports.hash,
    head,
    recorded.map((event) => ({ ...event, matterId: id })),
  ).map(({ matterId: _id, ...event }) => event as unknown as store.SealedClassEvent);
  const m = recorded.reduce<MatterClass | null>((state, event) => evolveClass(state, event, id), before);
  if (m === null) throw new Error(`class ${id} has no events`);
  await store.keepRow(trx, rowOf(m, from.key), sealed.at(-1)?.hash ?? head);
  await store.insertEvents(trx, id, sealed);
  for (const news of newsOf(m, recorded)) await tellPosts(ports, trx, news);
  return m;
}

const rowOf = (m: MatterClass, originKey: string | null): store.ClassRow => ({
  id: m.id,
  number: m.number,
  version: m.version,
  status: m.status,
  origin: m.origin,
  originKey,
  title: m.title,
  categoryIds: [...m.scope.categoryIds],
  placeIds: [...m.scope.placeIds],
  ownerUnitId: m.owner?.unitId ?? null,
  ownerAccountId: m.owner?.accountId ?? null,
  lookOn: lookOnOf(m),
  openedAt: m.openedAt,
  changedAt: m.changedAt,
});

/** Who hears of what. Bursts and reviews are told by the clock, which knows when. */
function newsOf(m: MatterClass, events: readonly RecordedClassEvent[]): News[] {
  const owner = m.owner === null ? [] : [{ unitId: m.owner.unitId, roles: ['handler', 'unitHead'] as const, accountId: m.owner.accountId }];
  return events.flatMap((event): News[] => {
    const news = { key: `class:${m.id}:${event.seq}`, subjectId: m.id, number: m.number, urgent: false };
    if (event.type === 'established' || event.type === 'ownerChanged') return [{ ...news, kind: 'classGiven', to: owner }];
    if (event.type === 'relapsed')
      return [{ ...news, kind: 'classRelapsed', to: [...owner, { unitId: null, roles: ['countyOffice', 'hotline'] }] }];
    if (event.type === 'noticed' && event.data.origin === 'season')
      return [{ ...news, kind: 'classSeason', to: [{ unitId: null, roles: ['countyOffice'] }] }];
    return [];
  });
}

export type NewClass = {
  origin: Origin;
  key: string | null;
  title: string;
  scope: Scope;
  signals: readonly Signal[];
  include: readonly string[];
  from: string | null;
};

/** Opens a class as a clue. */
export async function openClass(ports: Ports, trx: ClassTrx, actor: Actor, fresh: NewClass): Promise<MatterClass> {
  const number = await store.takeClassNumber(trx, yearOf(dayOf(ports.now())));
  const { key, ...data } = fresh;
  return write(ports, trx, { id: ports.newId(), key }, [{ type: 'noticed', data: { ...data, number } }], actor);
}

export async function contextOf(
  ports: Ports,
  around: Around,
  actor: Actor,
  effect: Effect | null,
  relapseLeast: number,
): Promise<ClassContext> {
  const { units, staff, categories, places, emptyPhrases } = around;
  return {
    actor,
    today: dayOf(ports.now()),
    isUnder: (unitId, above) => unitId === above || units.path(unitId).some((unit) => unit.id === above),
    unitExists: (id) => units.byId(id) !== undefined,
    unitOfAccount: (id) => {
      const person = staff.byId(id);
      return person && person.disabledAt === null ? person.unitId : null;
    },
    categoryExists: (id) => categories.byId(id) !== undefined,
    placeExists: (id) => places.byId(id) !== undefined,
    placeNames: places.all.flatMap((place) => [place.name, ...place.aliases]),
    phrases: emptyPhrases,
    effect: () => {
      if (effect === null) throw new Error('the effect was not reckoned before it was asked for');
      return effect;
    },
    relapseLeast,
  };
}

export type ClassOptions = {
  expectedVersion?: number | undefined;
  relapseLeast?: number | undefined;
  /** Same key and same words: done once, and answered again with the class as it stands. */
  idempotency?: store.ClassKey | undefined;
};

class Undone extends Error {
  readonly outcome: ClassOutcome;
  constructor(outcome: ClassOutcome) {
    super('refused after something was written');
    this.outcome = outcome;
  }
}

/** One transaction for whatever is asked: a refusal takes back what it has written already, the key too. */
export async function inClasses(
  ports: Ports,
  actor: Actor,
  around: Around,
  key: store.ClassKey | undefined,
  work: (trx: ClassTrx) => Promise<ClassOutcome>,
): Promise<ClassOutcome> {
  try {
    return await inTransaction(ports.db, async (trx) => {
      const kept = key ? await store.takeKey(trx, key, ports.now()) : null;
      const outcome = key && kept ? await answeredBefore(trx, actor, around, key, kept) : await work(trx);
      if (!outcome.ok) throw new Undone(outcome);
      if (key && !kept) await store.keepAnswer(trx, key, outcome.number ?? outcome.m.number);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undone) return error.outcome;
    throw error;
  }
}

async function answeredBefore(
  trx: ClassTrx,
  actor: Actor,
  around: Around,
  key: store.ClassKey,
  kept: { requestHash: Uint8Array; number: string | null },
): Promise<ClassOutcome> {
  if (!Buffer.from(kept.requestHash).equals(Buffer.from(key.requestHash))) return { ok: false, refusal: 'key-used-otherwise' };
  const loaded = kept.number === null ? null : await load(trx, kept.number);
  if (!loaded || (actor.kind === 'staff' && !seesClass(loaded.m, actor, around))) return { ok: false, refusal: 'not-found' };
  return { ok: true, m: loaded.m, added: [] };
}

/** Asks one thing of one class. A class this person may not see is not found, so that numbers tell nothing. */
export async function actOnClass(
  ports: Ports,
  actor: Actor,
  number: string,
  command: ClassCommand,
  options: ClassOptions = {},
): Promise<ClassOutcome> {
  const around = await loadAround(ports);
  return inClasses(ports, actor, around, options.idempotency, (trx) => actIn(ports, trx, around, actor, number, command, options));
}

export async function actIn(
  ports: Ports,
  trx: ClassTrx,
  around: Around,
  actor: Actor,
  number: string,
  command: ClassCommand,
  options: ClassOptions = {},
): Promise<ClassOutcome> {
  const loaded = await load(trx, number);
  if (!loaded || (actor.kind === 'staff' && !seesClass(loaded.m, actor, around))) return { ok: false, refusal: 'not-found' };
  const { m } = loaded;
  if (options.expectedVersion !== undefined && options.expectedVersion !== m.version) return { ok: false, refusal: 'changed-meanwhile', m };
  if (tellsNumber(textsOf(command))) return { ok: false, refusal: 'tells-number', m };
  const effect = command.do === 'conclude' ? (await effectOfClass({ ...ports, db: trx }, m, around)).effect : null;
  const decision = decideClass(
    m,
    command,
    await contextOf(ports, around, actor, effect, options.relapseLeast ?? (await readSettings(trx)).thresholds.relapse),
  );
  if (!('events' in decision)) return { ok: false, ...decision, m };
  if (decision.events.length === 0) return { ok: true, m, added: [] };
  const after = await write(ports, trx, loaded, decision.events, actor);
  return { ok: true, m: after, added: decision.events.map((event) => event.type) };
}

/** Every text a command brings, to be looked through for numbers that point to a person. */
function textsOf(command: ClassCommand): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : Array.isArray(value)
        ? value.flatMap(texts)
        : value !== null && typeof value === 'object'
          ? Object.values(value).flatMap(texts)
          : [];
  const { do: _do, ...rest } = command;
  return 'ids' in rest ? texts({ ...rest, ids: [], members: [], number: '' }) : texts({ ...rest, number: '' });
}
