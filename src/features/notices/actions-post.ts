// The post (P12): carries what waits at the outlets, in a loop of its own beside the clock. A provider that hangs or lies costs its own timeout and nothing else:
// no request and no round of the clock waits for it, no connection to the database is held meanwhile, and an outlet that fails rests by itself.
import { addHours, type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import { loadStaff } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Outlets, Sent } from '#platform/outlets/outlets.ts';
import type { Ports } from '#platform/ports.ts';
import { handRound } from './actions-hand-round.ts';
import { parcelOf, saidOf } from './parcels.ts';
import { afterFailure, mayLeaveAt, slotAt, waitAfter, withCall } from './rules.ts';
import { mailChoice } from './store.ts';
import {
  claimMessage,
  lockNext,
  type Message,
  noteCall,
  noteFailed,
  noteOk,
  type Outlet,
  putOff,
  readOutlet,
  restOutlet,
  settleMessage,
} from './store-outlets.ts';

export type Post = {
  /** A round of the clock: news is handed round, and the carrying is set going. Waits for the database only. */
  round(most?: number): Promise<void>;
  /** Until nothing more can be carried now. For tests and for a worker that runs once. */
  idle(): Promise<void>;
  /** Breaks off what is under way; it stays waiting and is sent again. */
  stop(): Promise<void>;
};

export type PostOptions = { baseUrl: string | null; county: () => Promise<string> | string; atOnce?: number; chance?: () => number };

const claimMinutes = 2; // far longer than any call may take: whoever holds a claim longer is gone

type Work = { message: Message; outlet: Outlet };

export function startPost(ports: Ports, outlets: Outlets, options: PostOptions): Post {
  const { atOnce = 4, chance = Math.random } = options;
  const stop = new AbortController();
  const stopped = new Promise<Sent>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve({ ok: false, fault: 'stopped', detail: '', retry: 'later' }), { once: true });
  });
  const busy = new Map<string, Promise<void>>();
  let pump: Promise<void> | null = null;

  const next = (spokenTo: readonly string[]): Promise<Work | 'again' | null> =>
    inTransaction(ports.db, async (trx) => {
      const now = ports.now();
      const found = await lockNext(trx, now, spokenTo);
      if (!found) return null;
      const { message, outlet } = found;
      const leaves = mayLeaveAt(now, { from: outlet.quietFrom, to: outlet.quietTo }, message.urgent);
      if (leaves > now) {
        await putOff(trx, message.id, instantFromMs(msOf(leaves) + Math.round(chance() * 60_000)));
        return 'again';
      }
      const rates = outlets.rates[outlet.kind];
      const slot = slotAt(outlet.recent, rates, now);
      if (slot > now) {
        await restOutlet(trx, outlet.id, slot);
        return 'again';
      }
      await claimMessage(trx, message.id, addHours(now, claimMinutes / 60));
      await noteCall(trx, outlet.id, withCall(outlet.recent, rates, now));
      return { message: { ...message, attempts: message.attempts + 1 }, outlet };
    });

  const carry = async ({ message, outlet }: Work): Promise<void> => {
    const to = message.accountId === null ? '' : await addressOf(ports, message.accountId);
    if (to === null) {
      await settleMessage(ports.db, message.id, ['waiting'], { state: 'discarded', reason: 'no-address', settledAt: ports.now() });
      return;
    }
    const numbers = message.lines.map((line) => line.number);
    const said = saidOf(
      { id: message.id, numbers, at: message.createdAt },
      { county: await options.county(), baseUrl: options.baseUrl },
      outlets,
    );
    const sending = outlets.send(parcelOf(ports.secrets, outlet, said, to), msOf(ports.now()), stop.signal);
    const sent = await Promise.race([sending, stopped]);
    await settle(ports, { message, outlet }, sent, chance);
  };

  const run = async (): Promise<void> => {
    for (;;) {
      if (stop.signal.aborted) return;
      if (busy.size >= atOnce) {
        await Promise.race(busy.values());
        continue;
      }
      const spokenTo = [...busy.keys()];
      const work = await next(spokenTo);
      if (work === 'again') continue;
      if (work === null) {
        if (spokenTo.length === 0) return;
        if (busy.size > 0) await Promise.race(busy.values()); // one that has ended while we looked may have left more
        continue;
      }
      const id = work.outlet.id;
      const done = carry(work)
        .catch((error: unknown) => ports.log.error({ err: error, outlet: id }, 'a message could not be carried; it is tried again'))
        .finally(() => busy.delete(id));
      busy.set(id, done);
    }
  };

  const kick = (): Promise<void> => {
    pump ??= run()
      .catch((error: unknown) => ports.log.error({ err: error }, 'the post stopped; the next round of the clock starts it again'))
      .finally(() => {
        pump = null;
      });
    return pump;
  };

  return {
    round: async (most) => {
      await handRound(ports, chance, most).catch((error: unknown) =>
        ports.log.error({ err: error }, 'news could not be handed round; it is tried again'),
      );
      void kick();
    },
    idle: async () => {
      await pump; // one that is ending may have looked before the last message came
      await kick();
    },
    stop: async () => {
      stop.abort();
      await pump;
    },
  };
}

/** Null: this person wants no letters any more, or is gone. */
async function addressOf(ports: Ports, accountId: string): Promise<string | null> {
  const person = (await loadStaff(ports.db)).byId(accountId);
  const choice = person && person.disabledAt === null ? await mailChoice(ports.db, accountId) : null;
  return choice?.isOn ? ports.secrets.openColumn(choice.addressSealed, `notice_mail.address:${accountId}`) : null;
}

async function settle(ports: Ports, { message, outlet }: Work, sent: Sent, chance: () => number): Promise<void> {
  const now = ports.now();
  if (sent.ok) {
    await settleMessage(ports.db, message.id, ['waiting'], { state: 'sent', settledAt: now, fault: '' });
    await noteOk(ports.db, outlet.id, now);
    return;
  }
  if (sent.fault === 'stopped') {
    await settleMessage(ports.db, message.id, ['waiting'], {
      state: 'waiting',
      attempts: message.attempts - 1,
      nextAt: now,
      settledAt: null,
    });
    return;
  }
  const slow = sent.retry === 'slow-down';
  const waitMs = slow ? (sent.waitSeconds ?? 60) * 1000 + Math.round(chance() * 10_000) : waitAfter(message.attempts, chance());
  const nextAt = instantFromMs(msOf(now) + waitMs);
  const fate = afterFailure(message.attempts, sent);
  await settleMessage(ports.db, message.id, ['waiting'], {
    state: fate === 'dead' ? 'dead' : 'waiting',
    attempts: slow ? message.attempts - 1 : message.attempts,
    fault: sent.fault,
    detail: sent.detail,
    settledAt: fate === 'dead' ? now : null,
    ...(fate === 'dead' ? {} : { nextAt }),
  });
  await noteFailed(ports.db, outlet.id, {
    now,
    fault: sent.fault,
    detail: sent.detail,
    ...(await restOf(ports, outlet, sent, now, waitMs, chance)),
  });
}

/** One receiver's bad address says nothing about the mail server; everything else makes the outlet rest, longer each time. */
async function restOf(
  ports: Ports,
  outlet: Outlet,
  sent: Extract<Sent, { ok: false }>,
  now: Instant,
  waitMs: number,
  chance: () => number,
): Promise<{ failures: number; restUntil: Instant | null }> {
  const failures = (await readOutlet(ports.db, outlet.id))?.failures ?? 0;
  if (sent.fault === 'mail-recipient') return { failures, restUntil: null };
  if (sent.retry === 'slow-down') return { failures, restUntil: instantFromMs(msOf(now) + waitMs) };
  return { failures: failures + 1, restUntil: instantFromMs(msOf(now) + waitAfter(failures + 1, chance())) };
}
