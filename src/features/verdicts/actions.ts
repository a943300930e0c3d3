// What a raiser does: prove access, judge by link, change it, reopen. Every verdict goes through act(), the one way in; a link only opens the door to it.
import type { Matter } from '#core/matter/matter.ts';
import { parseNumber } from '#core/matter/number.ts';
import { utf8 } from '#core/record/bytes.ts';
import type { Instant } from '#core/time/day.ts';
import { act, type Circumstances, type Refused, type SeenMatter, seeMatter } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Tries } from '#platform/session/throttle.ts';
import {
  type AfterVerdict,
  afterVerdict,
  changeUntil,
  type LinkState,
  linkExpiry,
  linkState,
  linkTries,
  mayJudge,
  progressTries,
  readProof,
  readTicketBody,
  type SaidVerdict,
  ticketBody,
  type VerdictLink,
} from './rules.ts';
import { type RaiserView, raiserView as viewOf } from './rules-raiser-view.ts';
import { findLink, findProvable, insertLink, numberOfMatter, type VerdictsDb } from './store.ts';

// ── links ──
const digestOf = (ports: Pick<Ports, 'hash'>, token: string): Uint8Array => ports.hash(utf8(`verdict-link:${token}`));

/**
 * A new link: 128 bits as 22 letters, short enough for a small QR code. A keyed hash of a fresh random id is as good as chance to whoever lacks
 * the key; only its digest is stored. Pass a transaction to make it exist with what it belongs to.
 */
export async function mintVerdictLink(
  ports: Pick<Ports, 'secrets' | 'hash' | 'newId' | 'now'>,
  db: VerdictsDb,
  link: Omit<VerdictLink, 'usedAt'> & { usedAt?: Instant | null },
): Promise<string> {
  const token = ports.secrets.lookupHash(`${ports.newId()}${ports.newId()}`, 'verdict-link');
  await insertLink(db, digestOf(ports, token), { ...link, usedAt: link.usedAt ?? null }, ports.now());
  return token;
}

const wellFormed = /^[\w-]{22}$/;
type Opened = {
  link: VerdictLink & { number: string };
  state: LinkState;
  matter: Matter;
  seen: SeenMatter;
  circumstances: Circumstances;
};

/** The matter as its raiser may see it: whoever holds a link or a ticket has proved to be the raiser. */
async function loadMatter(
  ports: Ports,
  number: string,
): Promise<{ seen: SeenMatter; matter: Matter; circumstances: Circumstances } | null> {
  const read = await seeMatter(ports, { kind: 'raiser' }, number);
  return read && { seen: read.seen, matter: read.seen.matter, circumstances: read.circumstances };
}

async function openLink(ports: Ports, token: string): Promise<Opened | null> {
  if (!wellFormed.test(token)) return null;
  const link = await findLink(ports.db, digestOf(ports, token));
  const loaded = link ? await loadMatter(ports, link.number) : null;
  return link && loaded ? { link, ...loaded, state: linkState(link, loaded.matter, ports.now()) } : null;
}

/** What a visitor with a link gets to see. Wrong links are counted per address; the right one is never slowed down by its own use. */
export async function visitLink(ports: Ports, tries: Tries, token: string, callerGroup: string): Promise<Opened | 'unknown' | 'wait'> {
  const key = { what: 'verdict-link', of: callerGroup };
  if ((await tries.locked([key], linkTries.limit)).size > 0) return 'wait';
  const opened = await openLink(ports, token);
  if (opened) return opened;
  const tried = await tries.count(key, linkTries);
  return tried.allowed ? 'unknown' : 'wait';
}

export type JudgedByLink =
  | { ok: true; after: AfterVerdict; matter: Matter }
  /** `already`: a first verdict came in before this one, and says something else; nothing was changed. */
  | { ok: false; why: 'unknown' | 'expired' | 'over' | 'given' | 'already' }
  | { ok: false; why: 'refused'; refused: Refused };

/**
 * Judges, or changes the verdict, by link. The state of the link and the verdict are one decision: when the matter moved in between, it is asked anew.
 * The same words sent twice count once, so a double click and the back button are harmless.
 */
export async function judgeByLink(ports: Ports, token: string, said: SaidVerdict, as: 'first' | 'change'): Promise<JudgedByLink> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const opened = await openLink(ports, token);
    if (!opened) return { ok: false, why: 'unknown' };
    const { state, link } = opened;
    if (state.kind === 'expired' || state.kind === 'over') return { ok: false, why: state.kind };
    if (state.kind !== 'first') {
      if (isSame(state.verdict, said))
        return { ok: true, after: afterVerdict(said.solved, link.round, opened.matter), matter: opened.matter };
      if (state.kind === 'given') return { ok: false, why: 'given' };
      if (as === 'first') return { ok: false, why: 'already' };
    }
    const outcome = await act(
      ports,
      { kind: 'raiser' },
      link.number,
      { do: 'judge', ...said, via: 'link', proof: null },
      { expectedVersion: opened.matter.version },
    );
    if (outcome.ok) return { ok: true, after: afterVerdict(said.solved, link.round, outcome.matter), matter: outcome.matter };
    if (outcome.refusal !== 'changed-meanwhile') return { ok: false, why: 'refused', refused: outcome };
  }
  return { ok: false, why: 'refused', refused: { ok: false, refusal: 'changed-meanwhile' } };
}

const isSame = (one: SaidVerdict, other: SaidVerdict): boolean =>
  one.solved === other.solved && one.level === other.level && one.words === other.words;

// ── progress ──
export type Proved =
  | { ok: true; ticket: string }
  | { ok: false; why: 'number-unreadable' | 'proof-unreadable' | 'not-found' }
  | { ok: false; why: 'wait'; until: Instant };

/**
 * Number and last four digits (or the code of the receipt). A number whose check digit is wrong is told as mistyped and not counted: that says nothing about what exists.
 * An unknown number and wrong digits get the same answer and cost the same.
 */
export async function proveAccess(
  ports: Ports,
  tries: Tries,
  typed: { number: string; proof: string },
  callerGroup: string,
): Promise<Proved> {
  const number = parseNumber(typed.number);
  if (number === null) return { ok: false, why: 'number-unreadable' };
  const proof = readProof(typed.proof);
  if (proof === null) return { ok: false, why: 'proof-unreadable' };
  const keys = [
    { what: 'progress-number', of: number },
    { what: 'progress-address', of: callerGroup },
  ];
  const tried = await Promise.all(keys.map((key) => tries.count(key, progressTries)));
  const blocked = tried
    .filter((t) => !t.allowed)
    .map((t) => t.until)
    .sort()
    .at(-1);
  if (blocked) return { ok: false, why: 'wait', until: blocked };
  const found = await findProvable(ports.db, number);
  const [purpose, hash] = proof.kind === 'last4' ? ['phone-last4', found?.last4 ?? ''] : ['receipt-code', found?.code ?? ''];
  const right = ports.secrets.lookupMatches(hash, proof.value, purpose, found?.matterId ?? number);
  if (!found || !right) return { ok: false, why: 'not-found' };
  await Promise.all(keys.map((key) => tries.forgiveOne(key)));
  const body = ticketBody(found.matterId, ports.now());
  return { ok: true, ticket: `${body}.${ports.secrets.lookupHash(body, 'progress-ticket')}` };
}

export type Seen = { view: RaiserView; matter: Matter; circumstances: Circumstances };

/** Who shows a ticket sees the matter it was made for, for half an hour. Null: no ticket, a forged one, or its time is over. */
export async function seeByTicket(ports: Ports, ticket: string): Promise<Seen | null> {
  const end = ticket.lastIndexOf('.');
  const [body, mac] = [ticket.slice(0, end), ticket.slice(end + 1)];
  const read = readTicketBody(body);
  if (!read || !ports.secrets.lookupMatches(mac, body, 'progress-ticket') || ports.now() > read.until) return null;
  const number = await numberOfMatter(ports.db, read.matterId);
  const loaded = number === null ? null : await loadMatter(ports, number);
  return loaded ? { view: raiserView(loaded, ports.now()), matter: loaded.matter, circumstances: loaded.circumstances } : null;
}

type Loaded = { seen: SeenMatter; circumstances: Pick<Circumstances, 'limits'> };

/** The matter as its raiser may see it (see rules-raiser-view for the table of what is told). */
export function raiserView({ seen, circumstances }: Loaded, now: Instant): RaiserView {
  const { matter, history, placeText } = seen;
  const reopenBy = matter.archivedAt === null ? null : circumstances.limits.end('hotline.reopen', matter.archivedAt);
  return viewOf(matter, history, placeText, reopenBy, now);
}

/** A fresh link for whoever has just proved access: to judge the answer that waits, or to change the last verdict. Null when there is nothing to judge. */
export async function linkForRaiser(
  ports: Ports,
  { matter, circumstances }: Pick<Seen, 'matter' | 'circumstances'>,
): Promise<string | null> {
  const now = ports.now();
  const until = changeUntil(matter, now);
  if (mayJudge(matter)) {
    const expiresAt = linkExpiry(matter, circumstances.limits.end('hotline.verdict', now), now);
    return mintVerdictLink(ports, ports.db, { matterId: matter.id, round: matter.round, expiresAt });
  }
  const last = matter.verdicts.at(-1);
  return until && last ? mintVerdictLink(ports, ports.db, { matterId: matter.id, round: last.round, expiresAt: until, usedAt: now }) : null;
}

/** Reopens with a new fact. The same fact sent twice reopens once. */
export async function reopenByRaiser(ports: Ports, seen: Seen, fact: string): Promise<{ ok: true } | Refused> {
  const last = seen.view.story.findLast((line) => line.told.kind === 'reopened');
  if (last?.told.kind === 'reopened' && last.told.fact === fact && seen.matter.status !== 'archived') return { ok: true };
  return act(ports, { kind: 'raiser' }, seen.view.number, { do: 'reopen', fact }, { expectedVersion: seen.matter.version });
}
