// One way in for pages, API, bulk actions, clock and command line: lock, fold, decide, append. What decide() refuses is refused for all of them.

import type { Command } from '#core/matter/commands.ts';
import type { Context, Decision } from '#core/matter/context.ts';
import { actingAs } from '#core/matter/cover.ts';
import { decide } from '#core/matter/decide.ts';
import type { Actor, MatterEvent, RecordedEvent } from '#core/matter/events.ts';
import { evolve, type Matter, matterOf } from '#core/matter/matter.ts';
import type { Refusal } from '#core/matter/refusals.ts';
import { genesisHash, sealEvents } from '#core/record/chain.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import type { Instant } from '#core/time/day.ts';
import { inTransaction, type Runner } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { type Circumstances, loadCircumstances } from './circumstances.ts';
import { roundParts } from './rounds.ts';
import { rowOf } from './row.ts';
import * as store from './store.ts';
import { outboxPart, type Part, searchPart, writeDecision } from './store-write.ts';
import { maySee } from './visibility.ts';

export type Refused = {
  ok: false;
  refusal: Refusal | 'not-found' | 'changed-meanwhile' | 'key-used-otherwise';
  detail?: string;
  matter?: Matter;
};
export type Acted = {
  ok: true;
  matter: Matter;
  events: store.SealedEvent[];
  history: store.SealedEvent[];
  sealed?: store.SealedRaiser | null;
  replayed?: true;
};
export type Outcome = Acted | Refused;

export type ActOptions = {
  /** The version the person looked at: when the matter moved on meanwhile, nothing is written and `changed-meanwhile` comes back with the matter as it is. */
  expectedVersion?: number | undefined;
  /** Same caller, same key: done once; the second answer is the matter as it stands. Another body under the same key is refused. */
  idempotency?: { caller: string; key: string; requestHash: Uint8Array } | undefined;
};

type Loaded = { id: string; matter: Matter; history: store.SealedEvent[] };

async function load(trx: store.MatterTrx, locked: { id: string } | null): Promise<Loaded | null> {
  if (!locked) return null;
  const history = await store.readHistory(trx, locked.id);
  return { id: locked.id, matter: matterOf(locked.id, history), history };
}

type After = Loaded & { added: store.SealedEvent[] };

/** Seals new events onto the chain and folds them in; what is to be written comes along as parts of one statement. */
function prepareWrite(ports: Ports, from: Loaded, events: readonly MatterEvent[], actor: Actor, now: Instant): After & { parts: Part[] } {
  const head = from.history.at(-1)?.hash ?? genesisHash(ports.hash, from.id);
  const recorded = events.map((event, i) => ({ ...event, seq: from.matter.version + 1 + i, at: now, actor }) as RecordedEvent);
  const added = sealEvents(
    ports.hash,
    head,
    recorded.map((e) => ({ ...e, matterId: from.id })),
  ).map(({ matterId: _id, ...e }) => e as unknown as store.SealedEvent);
  const matter = recorded.reduce<Matter>((state, event) => evolve(state, event, from.id), from.matter);
  const parts = roundParts(from.id, from.history, added);
  for (const event of added)
    if (event.type === 'replied')
      parts.push(searchPart(from.id, event.seq, matter.receivedAt, isSealed(matter), foldForSearch(event.data.text)));
  const told = added.filter((event) => tells.has(event.type));
  if (told.length > 0)
    parts.push(
      outboxPart(
        from.id,
        now,
        told.map((event) => ({
          id: ports.newId(),
          kind: event.type,
          audience: audienceOf(event.type),
          body: { number: matter.number, seq: event.seq },
        })),
      ),
    );
  return { id: from.id, matter, history: [...from.history, ...added], added, parts };
}

/** Under the row's lock: record, row, rounds, search text and notices. */
async function write(
  trx: store.MatterTrx,
  ports: Ports,
  from: Loaded,
  events: readonly MatterEvent[],
  actor: Actor,
  circumstances: Circumstances,
  now: Instant,
): Promise<After> {
  const { parts, ...after } = prepareWrite(ports, from, events, actor, now);
  await writeDecision(trx as Runner, after.added, rowOf(after.matter, circumstances.limits, now), now, parts, null);
  if (after.added.some((event) => event.type === 'sealed')) await store.sealSearch(trx, from.id, isSealed(after.matter));
  return after;
}

/** Events somebody must hear of: number and link only, never content (X5 rule 4). Delivery is the notices room's. */
const tells = new Set<MatterEvent['type']>([
  'dispatched',
  'urged',
  'reminded',
  'escalated',
  'verdictInvited',
  'reworkOpened',
  'objected',
  'designated',
  'helperAsked',
  'notAccepted',
  'extensionRuled',
]);
const toRaiser = new Set<MatterEvent['type']>(['verdictInvited', 'notAccepted', 'extensionRuled']);
const audienceOf = (type: MatterEvent['type']): string => (toRaiser.has(type) ? 'raiser' : 'unit');

export const isSealed = (m: Matter): boolean => m.confidentiality === 'accusation' || m.confidentiality === 'identitySealed';

/**
 * Asks one thing of one matter.
 * Refusals come back as values with the matter as it is; nothing is written then.
 * `not-found` also answers for a matter this person may not see, so that numbers tell nothing.
 */
export function act(ports: Ports, actor: Actor, number: string, command: Command, options: ActOptions = {}): Promise<Outcome> {
  return actTogether(ports, actor, number, [command], options);
}

/** Several that stand or fall together: a call that reached somebody, and the verdict heard in it. */
export async function actTogether(
  ports: Ports,
  actor: Actor,
  number: string,
  commands: readonly Command[],
  options: ActOptions = {},
): Promise<Outcome> {
  const circumstances = await loadCircumstances(ports.db);
  const quick = await actAtOnce(ports, actor, number, commands, options, circumstances);
  if (quick) return quick;
  return inTransaction(ports.db, async (trx) => {
    const now = ports.now();
    const loaded = await load(trx, await store.lockMatter(trx, number));
    if (!loaded) return { ok: false, refusal: 'not-found' };
    if (actor.kind === 'staff' && !maySee(loaded.matter, actor, circumstances)) return { ok: false, refusal: 'not-found' };
    const known = options.idempotency ? await useKey(trx, options.idempotency, loaded.id, now) : 'new';
    if (known === 'other') return { ok: false, refusal: 'key-used-otherwise', matter: loaded.matter };
    if (known === 'same') return { ok: true, matter: loaded.matter, events: [], history: loaded.history, replayed: true };
    const result = await decideAndWrite(trx, ports, loaded, commands, actor, circumstances, now, options.expectedVersion);
    if (!result.ok && options.idempotency) await store.freeKey(trx, options.idempotency);
    return result;
  });
}

/**
 * The usual case in two round trips: read, decide, and write in one statement that only goes through while the matter is still what was decided on (and the key is
 * unused). Null = take the long way: somebody else was quicker, a repeated key must be looked at first, or other matters and rows move with this one.
 */
async function actAtOnce(
  ports: Ports,
  asker: Actor,
  number: string,
  commands: readonly Command[],
  options: ActOptions,
  circumstances: Circumstances,
): Promise<Outcome | null> {
  const now = ports.now();
  const found = await store.readHistoryByNumber(ports.db, number);
  if (!found) return { ok: false, refusal: 'not-found' };
  const matter = matterOf(found.id, found.events);
  if (asker.kind === 'staff' && !maySee(matter, asker, circumstances)) return { ok: false, refusal: 'not-found' };
  const { expectedVersion, idempotency: key } = options;
  if (expectedVersion !== undefined && expectedVersion !== matter.version)
    return key ? null : { ok: false, refusal: 'changed-meanwhile', matter };
  const actor = actingForAll(matter, asker, commands, circumstances.contextFor(asker, now));
  const decision = decideAll({ id: found.id, matter }, commands, circumstances.contextFor(actor, now));
  if (!('events' in decision)) return key ? null : { ok: false, ...decision, matter };
  if (decision.events.length === 0) return key ? null : { ok: true, matter, events: [], history: found.events };
  if (matter.copies.length > 0 || decision.events.some((event) => event.type === 'sealed')) return null;
  const { parts, ...after } = prepareWrite(ports, { id: found.id, matter, history: found.events }, decision.events, actor, now);
  const row = rowOf(after.matter, circumstances.limits, now);
  const written = await writeDecision(ports.db as Runner, after.added, row, now, parts, { version: matter.version, key });
  return written ? { ok: true, matter: after.matter, events: after.added, history: after.history, sealed: found.sealed } : null;
}

/** Commands that go together are done by one person for one person: as the first of them is. */
const actingForAll = (m: Matter, asker: Actor, commands: readonly Command[], { isUnder }: Context): Actor =>
  actingAs(m, asker, commands[0]?.do ?? 'note', isUnder);

/** Under the row's lock; for what moves several matters in one commit. */
export async function decideAndWrite(
  trx: store.MatterTrx,
  ports: Ports,
  loaded: Loaded,
  commands: readonly Command[],
  asker: Actor,
  circumstances: Circumstances,
  now: Instant,
  expectedVersion?: number,
): Promise<Outcome> {
  if (expectedVersion !== undefined && expectedVersion !== loaded.matter.version)
    return { ok: false, refusal: 'changed-meanwhile', matter: loaded.matter };
  const decided = decideFor(loaded, commands, asker, circumstances, now);
  if ('ok' in decided) return decided;
  const after = await write(trx, ports, loaded, decided.events, decided.actor, circumstances, now);
  await carryToCopies(trx, ports, loaded.matter, after, circumstances, now);
  return { ok: true, matter: after.matter, events: after.added, history: after.history };
}

/** What is to be written and in whose name; a refusal, or nothing to write, is an outcome already. */
function decideFor(
  loaded: Loaded,
  commands: readonly Command[],
  asker: Actor,
  circumstances: Circumstances,
  now: Instant,
): Outcome | { events: readonly MatterEvent[]; actor: Actor } {
  const actor = actingForAll(loaded.matter, asker, commands, circumstances.contextFor(asker, now));
  const decision = decideAll(loaded, commands, circumstances.contextFor(actor, now));
  if (!('events' in decision)) return { ok: false, ...decision, matter: loaded.matter };
  if (decision.events.length === 0) return { ok: true, matter: loaded.matter, events: [], history: loaded.history };
  return { events: decision.events, actor };
}

/** A note decided and sealed, and not yet written: nothing but its events and the row moves with it (its parts, should a rule ever add some, come along). */
export function decideNote(
  ports: Ports,
  loaded: Loaded,
  words: string,
  asker: Actor,
  circumstances: Circumstances,
  now: Instant,
): { answer: Outcome; parts: readonly Part[] } {
  const decided = decideFor(loaded, [{ do: 'note', words, evidence: [] }], asker, circumstances, now);
  if ('ok' in decided) return { answer: decided, parts: [] };
  const { parts, matter, added, history } = prepareWrite(ports, loaded, decided.events, decided.actor, now);
  return { answer: { ok: true, matter, events: added, history }, parts };
}

/** Each is decided on what the ones before it made of the matter; the first refusal is the answer to all. */
function decideAll(loaded: Pick<Loaded, 'id' | 'matter'>, commands: readonly Command[], context: Context): Decision {
  const [only] = commands;
  if (commands.length === 1 && only) return decide(loaded.matter, only, context);
  let matter = loaded.matter;
  const events: MatterEvent[] = [];
  for (const command of commands) {
    const decision = decide(matter, command, context);
    if (!('events' in decision)) return decision;
    for (const event of decision.events) {
      const recorded = { ...event, seq: matter.version + 1, at: context.now, actor: context.actor } as RecordedEvent;
      matter = evolve(matter, recorded, loaded.id);
      events.push(event);
    }
  }
  return { events };
}

/** Copies of a main matter follow its owner, its reply and its end, in the same transaction; each keeps its number and its raiser's verdict. */
async function carryToCopies(
  trx: store.MatterTrx,
  ports: Ports,
  before: Matter,
  after: After,
  circumstances: Circumstances,
  now: Instant,
): Promise<void> {
  const main = after.matter;
  if (main.copies.length === 0) return;
  const reply = after.added.find((e) => e.type === 'replied');
  const ended =
    ['notAccepted', 'emergency', 'terminated', 'archived'].includes(main.status) &&
    !['replied', 'awaitingVerdict', 'judged', 'archived'].includes(before.status);
  const moved = before.owner.unitId !== main.owner.unitId || before.owner.accountId !== main.owner.accountId;
  if (!reply && !ended && !moved) return;
  for (const copyId of [...main.copies].sort()) {
    const copy = await load(trx, await store.lockMatterById(trx, copyId));
    if (copy?.matter.status !== 'merged') continue;
    const command: Command =
      reply && reply.type === 'replied'
        ? {
            do: 'followReply',
            mainNumber: main.number,
            text: reply.data.text,
            outcome: reply.data.outcome,
            basis: reply.data.basis,
            remedy: reply.data.remedy,
            evidence: reply.data.evidence,
            toldHow: reply.data.toldHow,
          }
        : ended
          ? { do: 'followEnd', main }
          : { do: 'followOwner', owner: main.owner };
    const clock: Actor = { kind: 'clock' };
    const decision = decide(copy.matter, command, circumstances.contextFor(clock, now));
    if ('events' in decision) await write(trx, ports, copy, decision.events, clock, circumstances, now);
  }
}

/** Joins a concern to another about the same thing. Both are locked in the order of their ids, so two merges cannot wait for each other. */
export async function mergeInto(
  ports: Ports,
  actor: Actor,
  number: string,
  mainNumber: string,
  reason: string,
  options: ActOptions = {},
): Promise<Outcome> {
  const circumstances = await loadCircumstances(ports.db);
  return inTransaction(ports.db, async (trx) => {
    const now = ports.now();
    const [first, second] = [number, mainNumber].sort() as [string, string];
    const loaded = new Map<string, Loaded>();
    for (const n of first === second ? [first] : [first, second]) {
      const one = await load(trx, await store.lockMatter(trx, n));
      if (!one || (actor.kind === 'staff' && !maySee(one.matter, actor, circumstances)))
        return { ok: false, refusal: 'not-found', detail: n };
      loaded.set(n, one);
    }
    const copy = loaded.get(number);
    const main = loaded.get(mainNumber);
    if (!copy || !main) return { ok: false, refusal: 'not-found' };
    const merged = await decideAndWrite(
      trx,
      ports,
      copy,
      [{ do: 'merge', main: main.matter, reason }],
      actor,
      circumstances,
      now,
      options.expectedVersion,
    );
    if (!merged.ok) return merged;
    await decideAndWrite(
      trx,
      ports,
      main,
      [{ do: 'joinCopy', copyId: copy.id, copyNumber: copy.matter.number }],
      actor,
      circumstances,
      now,
    );
    return merged;
  });
}

/** Lets time act on one matter until nothing more is due (at most 12 steps at one moment). Safe to repeat, and to kill anywhere. */
export async function tickMatter(ports: Ports, number: string): Promise<number> {
  const clock: Actor = { kind: 'clock' };
  let steps = 0;
  for (; steps < 12; steps += 1) {
    const outcome = await act(ports, clock, number, { do: 'tick' });
    if (!outcome.ok || outcome.events.length === 0) break;
  }
  if (steps === 0) await restTick(ports, number);
  return steps;
}

/** Nothing was due although the row said so (a limit table changed): compute the next time anew, or the worker would come back for ever. */
async function restTick(ports: Ports, number: string): Promise<void> {
  const { limits } = await loadCircumstances(ports.db);
  await inTransaction(ports.db, async (trx) => {
    const loaded = await load(trx, await store.lockMatter(trx, number));
    if (loaded)
      await trx
        .updateTable('matter')
        .set({ next_tick_at: rowOf(loaded.matter, limits, ports.now()).next_tick_at })
        .where('id', '=', loaded.id)
        .execute();
  });
}

async function useKey(
  trx: store.MatterTrx,
  key: NonNullable<ActOptions['idempotency']>,
  matterId: string,
  now: Instant,
): Promise<'new' | 'same' | 'other'> {
  const kept = await store.takeKey(trx, key, matterId, now);
  if (kept === null) return 'new';
  return Buffer.from(kept.requestHash).equals(Buffer.from(key.requestHash)) ? 'same' : 'other';
}
