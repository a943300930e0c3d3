// What must hold in every state and on every step of a matter. Written from the rules, not from the engine: independence is judged by the units that the
// walk itself saw handling it, never by handledBy. The same promises are put to the exhaustive walk and to long random histories.
import type { Limits } from '#core/matter/context.ts';
import { decide } from '#core/matter/decide.ts';
import type { MatterEvent } from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';
import { clock, contextOf, isUnder, later, raiser, units } from './matter.ts';
import type { Node, Promises, Step } from './walk.ts';

type Fail = (what: string) => void;
type OnStep = (step: Step, fail: Fail) => void;
type OnNode = (node: Node, fail: Fail, limits: Limits) => void;

const find = <T extends MatterEvent['type']>(step: Step, type: T): Extract<MatterEvent, { type: T }> | undefined =>
  step.events.find((e) => e.type === type) as Extract<MatterEvent, { type: T }> | undefined;
const unitOf = (step: Step): string => (step.actor.kind === 'staff' ? step.actor.unitId : '');
const has = (step: Step, ...roles: string[]): boolean => step.actor.kind === 'staff' && step.actor.roles.some((r) => roles.includes(r));
const handles = (step: Step): boolean =>
  step.ghosts.includes(unitOf(step)) ||
  (step.before.owner.unitId === unitOf(step) && step.before.status !== 'registered' && step.before.status !== 'merged');
const byHandler = (step: Step): boolean => step.actor.kind === 'staff' && handles(step);
const replyClock = (m: Matter): string | undefined => m.clocks.find((c) => c.kind === 'reply')?.dueAt;
const underAccused = (m: Matter, unitId: string): boolean => m.accusedUnitId !== null && isUnder(unitId, m.accusedUnitId);
const ended = (step: Step): boolean => step.after.status === 'archived' && step.before.status !== 'archived';

export const stepPromises: Record<string, OnStep> = {
  'no second return after a ruling': (s, fail) => {
    if (s.before.ruled && find(s, 'objected')) fail('objected again');
    if (s.before.ruled && !s.after.ruled) fail('the ruling was forgotten');
  },
  "nothing reaches the archive without the raiser's verdict, its lawful stand-in or a lawful exception": (s, fail) => {
    if (!ended(s)) return;
    const verdict = s.before.verdicts.at(-1);
    const own = verdict?.round === s.before.round;
    const tries = new Set(s.before.attempts.slice(s.before.attempts.findLastIndex((a) => a.reached) + 1).map((a) => a.at));
    if (find(s, 'callAttempted')) tries.add(s.now);
    switch (s.after.archivedHow) {
      case 'verdict':
        return own && verdict.solved !== 'no' && s.now >= verdict.changeableUntil && s.actor.kind === 'clock'
          ? undefined
          : fail('no verdict, or not yet final');
      case 'noAnswer': {
        const called = !s.before.hasContact || !s.before.wantsReply || tries.size >= 3;
        return s.before.windowClosesAt !== null && s.now >= s.before.windowClosesAt && called && !own
          ? undefined
          : fail(`silence after ${tries.size} calls`);
      }
      case 'refused':
        return s.actor.kind === 'raiser' || (has(s, 'callback') && !handles(s) && s.before.attempts.some((a) => a.reached))
          ? undefined
          : fail('nobody refused');
      case 'notAccepted':
        return s.actor.kind === 'staff' && !handles(s) && s.before.status === 'registered' ? undefined : fail('turned away by its handler');
      case 'emergency':
        return s.actor.kind === 'staff' && !handles(s) ? undefined : fail('handed away by its handler');
      case 'terminated':
        return has(s, 'hotline') && !handles(s) && s.before.termination !== null ? undefined : fail('ended without the hotline');
      case 'concluded':
        return has(s, 'countyOffice') &&
          !handles(s) &&
          s.before.escalation === 3 &&
          verdict?.solved === 'no' &&
          s.now > verdict.changeableUntil
          ? undefined
          : fail('concluded too early');
      default:
        return fail('archived without saying how');
    }
  },
  'the clock of a returned order runs': (s, fail) => {
    const same = s.before.deadline.dueAt === s.after.deadline.dueAt && replyClock(s.after) === s.after.deadline.dueAt;
    const returning = find(s, 'objected') || find(s, 'objectionRuled') || (find(s, 'dispatched') && s.before.dispatchedAt !== null);
    if (returning && !same) fail('its reply clock stopped or moved');
    const back = find(s, 'reworkOpened');
    if (back?.data.why === 'backToDesk' && s.before.reply === null && s.before.pausedSince === null && !same)
      fail('its reply clock stopped or moved on the way to the desk');
    if (find(s, 'classified') && s.before.dispatchedAt !== null && s.after.deadline.dueAt > s.before.deadline.dueAt)
      fail('reclassified to a later date');
  },
  'a handler cannot stop its own clock': (s, fail) => {
    if (byHandler(s) && s.before.pausedSince === null && s.after.pausedSince !== null) fail('paused');
    if (s.after.pausedSince !== null && s.before.pausedSince === null && !find(s, 'pauseRuled')) fail('paused without a ruling');
  },
  'a handler cannot extend its own deadline': (s, fail) => {
    const begun = s.before.dispatchedAt !== null; // before the first dispatch the limit has not begun
    const sameRound = begun && s.before.round === s.after.round && s.before.reply === null;
    if (byHandler(s) && sameRound && s.before.pausedSince === null && s.after.deadline.dueAt > s.before.deadline.dueAt) fail('extended');
    if ((find(s, 'extensionRuled') || find(s, 'holdConfirmed')) && handles(s)) fail('ruled on its own request');
  },
  'a handler cannot exclude a verdict from the rates': (s, fail) => {
    if ((find(s, 'exclusionRuled') || find(s, 'appealRuled')) && handles(s)) fail('ruled on its own exclusion');
  },
  "a handler may not judge, and nobody judges in the raiser's place": (s, fail) => {
    if (!find(s, 'judged')) return;
    if (s.actor.kind === 'raiser') return;
    if (handles(s) || !has(s, 'callback')) fail(`judged by ${unitOf(s)}`);
  },
  'a handler cannot sign off': (s, fail) => {
    if (ended(s) && byHandler(s)) fail(`archived as ${s.after.archivedHow}`);
  },
  'an unreached raiser is never satisfied': (s, fail) => {
    if (s.after.archivedHow !== 'noAnswer' || !ended(s)) return;
    if (find(s, 'judged') || s.after.verdicts.length !== s.before.verdicts.length) fail('a verdict was made up');
    if (s.after.verdicts.some((v) => v.round === s.after.round)) fail('counted as an answer');
  },
  'a verdict once given is only changed by its raiser, and never taken out of the record': (s, fail) => {
    for (const verdict of s.before.verdicts) {
      const now = s.after.verdicts.find((v) => v.round === verdict.round);
      if (!now) fail(`the verdict of round ${verdict.round} is gone`);
      else if (now !== verdict && JSON.stringify(now) !== JSON.stringify(verdict) && s.actor.kind !== 'raiser')
        fail('changed by somebody else');
    }
  },
  'the accused unit never owns, helps or acts': (s, fail) => {
    if (s.actor.kind === 'staff' && underAccused(s.before, s.actor.unitId)) fail(`${s.actor.unitId} acted`);
    if (underAccused(s.after, s.after.owner.unitId)) fail('it owns it');
    if (s.after.helpers.some((h) => underAccused(s.after, h.unitId))) fail('it helps');
    const copied = find(s, 'dispatched')?.data.copyTo;
    if (copied && underAccused(s.after, copied)) fail('it was sent a copy');
  },
  'a recused person does nothing': (s, fail) => {
    if (s.actor.kind === 'staff' && s.before.recused.includes(s.actor.id)) fail('acted');
    if (s.after.owner.accountId !== null && s.after.recused.includes(s.after.owner.accountId)) fail('owns it');
  },
  'only an answer, an end or a pause stops the reply clock': (s, fail) => {
    const open = !['replied', 'awaitingVerdict', 'judged', 'archived'].includes(s.after.status);
    if (open && s.after.pausedSince === null && replyClock(s.after) !== s.after.deadline.dueAt) fail(`no reply clock in ${s.after.status}`);
    if (s.after.pausedSince !== null && replyClock(s.after)) fail('it runs while paused');
  },
  'nothing that was asked is left behind when the work ends': (s, fail) => {
    if (!['replied', 'judged', 'archived'].includes(s.after.status)) return;
    const m = s.after;
    if (
      m.objection ||
      m.extension ||
      m.pauseAsked ||
      m.termination ||
      m.hold ||
      m.pausedSince ||
      m.pauseReviewAt ||
      m.pauses.some((p) => p.toAt === null)
    )
      fail(`still pending in ${m.status}`);
    if (m.helpers.some((h) => !h.done)) fail('a helper is still asked');
  },
  'a new owner does not inherit what the one before had asked for': (s, fail) => {
    if (s.before.owner.unitId === s.after.owner.unitId || s.after.status === 'merged') return;
    const m = s.after;
    if (m.objection || m.extension || m.pauseAsked || m.termination || m.hold) fail('a request moved on with it');
  },
};

const checked = new WeakSet<object>();
/** Only text, finite numbers, booleans, null, lists and plain objects without holes: JSON gives back the same. Parts that many states share are looked at once. */
function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (checked.has(value)) return true;
  checked.add(value);
  return (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) && Object.values(value).every(isPlain);
}

export const nodePromises: Record<string, OnNode> = {
  'exactly one owner, an existing unit, from registration to the archive': ({ m }, fail) => {
    if (!(units as readonly string[]).includes(m.owner.unitId)) fail(`owner is ${m.owner.unitId}`);
  },
  'every unit that handled it is remembered': ({ m, ghosts }, fail) => {
    for (const unit of ghosts) if (!m.handledBy.includes(unit)) fail(`${unit} was forgotten`);
  },
  'the clock asked again at the same moment has nothing more to say': (node, fail, limits) => {
    if (node.step !== 'a day') return;
    const answer = decide(node.m, { do: 'tick' }, contextOf(clock, node.now, limits));
    const due = 'events' in answer ? answer.events.length : 0;
    if (due > 0) fail('still due');
  },
  'every state is plain data that survives JSON': ({ m }, fail) => {
    if (!isPlain(m)) fail('something would be lost in the round trip');
  },
  'for thirty days after the archive the raiser can reopen it': (node, fail, limits) => {
    if (node.m.status !== 'archived' || node.m.archivedAt === null) return;
    const answer = decide(node.m, { do: 'reopen', fact: '又坏了' }, contextOf(raiser, node.now, limits));
    const inTime = node.now <= limits.end('hotline.reopen', node.m.archivedAt);
    if (inTime && 'refusal' in answer) fail(`refused: ${answer.refusal}`);
    if (!inTime && 'events' in answer) fail('reopened too late');
  },
  'no clock stands twice': ({ m }, fail) => {
    if (new Set(m.clocks.map((c) => c.kind)).size !== m.clocks.length) fail(m.clocks.map((c) => c.kind).join());
  },
  'nothing says for longer than a year that it cannot be done now': ({ m, now }, fail) => {
    if (m.status === 'onHold' && (!m.hold || m.hold.untilAt > later(now, 367))) fail('on hold without a date');
  },
};

/** All promises, bound to the limits of a walk. */
export function promisesWith(limits: Limits): Promises {
  return {
    onStep: (step, fail) => {
      for (const name in stepPromises) stepPromises[name]?.(step, (what) => fail(name, what));
    },
    onNode: (node, fail) => {
      for (const name in nodePromises) nodePromises[name]?.(node, (what) => fail(name, what), limits);
    },
  };
}
