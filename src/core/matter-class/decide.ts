// The one way in (SM-06): a class, a command and a context give events or a refusal. Nothing here reads a clock or a table; what must be looked up is handed in.
import type { Actor } from '../matter/events.ts';
import { fieldOfMissing, missingIn } from '../text/concrete.ts';
import { addDays, addMonths, type Day, daysBetween } from '../time/day.ts';
import type { ClassCommand } from './commands.ts';
import type { Effect } from './effect.ts';
import type { ClassEvent, EffectSeen, Scope } from './events.ts';
import { type IsUnder, mayAskClass } from './possible.ts';
import type { ClassRefusal, ClassRefused } from './refusals.ts';
import { causeFaults } from './root-cause.ts';
import { saysMore } from './signals.ts';
import { isStructural, type MatterClass, measuresNow } from './state.ts';

export type ClassContext = {
  actor: Actor;
  today: Day;
  isUnder: IsUnder;
  unitExists(id: string): boolean;
  /** Unit of an account in office today, or null. */
  unitOfAccount(id: string): string | null;
  categoryExists(id: string): boolean;
  placeExists(id: string): boolean;
  /** For the check of plans: names of places of the county, and its own stock phrases. */
  placeNames: readonly string[];
  phrases: readonly string[];
  /** Only asked for when the class is judged. */
  effect(): Effect;
  /** From how many new matters in the time of a relapse on. */
  relapseLeast: number;
};
export type ClassDecision = { events: ClassEvent[] } | ClassRefused;

const no = (refusal: ClassRefusal, detail?: string): ClassRefused => (detail === undefined ? { refusal } : { refusal, detail });
const happen = (event: ClassEvent): ClassDecision => ({ events: [event] });
const blank = (text: string): boolean => text.trim() === '';
export const mostTitle = 60;
export const mostMembers = 2_000;
export const mostMeasures = 20;
export const leastPeriods = 2;
export const leastPeriodDays = 14;
export const mostPeriodDays = 180;

type Of<N extends ClassCommand['do']> = Extract<ClassCommand, { do: N }>;

/** Returns the events to append, or the refusal. Never throws for anything a person may ask. */
export function decideClass(m: MatterClass, c: ClassCommand, ctx: ClassContext): ClassDecision {
  const refused = mayAskClass(m, ctx.actor, c.do, ctx.isUnder);
  if (refused) return refused;
  switch (c.do) {
    case 'confirm':
      return naming(c) ?? happen({ type: 'confirmed', data: { title: c.title.trim(), hypothesis: c.hypothesis.trim() } });
    case 'name':
      return (
        naming(c) ??
        scoping(m, c.scope, ctx) ??
        happen({ type: 'named', data: { title: c.title.trim(), hypothesis: c.hypothesis.trim(), scope: c.scope } })
      );
    case 'setAside':
      return blank(c.reason) ? no('say-why') : happen({ type: 'setAside', data: { reason: c.reason } });
    case 'takeUp':
      return blank(c.reason) ? no('say-why') : happen({ type: 'takenUp', data: { reason: c.reason } });
    case 'include':
    case 'exclude':
      return members(m, c);
    case 'split':
      return split(c);
    case 'joinTo':
      return join(m, c);
    case 'absorb':
      return m.include.length + c.ids.length > mostMembers
        ? no('too-many-members')
        : happen({ type: 'absorbed', data: { number: c.number, ids: c.ids, scope: c.scope } });
    case 'establish':
      return establish(m, c, ctx);
    case 'changeOwner':
      return blank(c.reason)
        ? no('say-why')
        : (owning(c, ctx) ?? happen({ type: 'ownerChanged', data: { unitId: c.unitId, accountId: c.accountId, reason: c.reason } }));
    case 'findCause':
      return causing(m, c.whys, ctx) ?? happen({ type: 'causeFound', data: { whys: c.whys.map((why) => why.trim()) } });
    case 'planMeasure':
      return planMeasure(m, c, ctx);
    case 'dropMeasure':
      return dropMeasure(m, c);
    case 'start':
      return start(m);
    case 'finishMeasure':
      return finishMeasure(m, c, ctx);
    case 'observe':
      return observe(m, c, ctx);
    case 'extendObservation':
      return extend(m, c, ctx);
    case 'conclude':
      return conclude(m, c, ctx);
    case 'resume':
      return blank(c.reason) ? no('say-why') : happen({ type: 'resumed', data: { reason: c.reason } });
    case 'archive':
      if (blank(c.lasting) || [...c.lasting.trim()].length < 6) return no('lasting-missing');
      return happen({
        type: 'archived',
        data: { lasting: c.lasting.trim(), document: c.document.trim(), reviewBy: addMonths(ctx.today, 12) },
      });
    case 'review':
      return blank(c.words)
        ? no('words-missing')
        : happen({ type: 'reviewed', data: { words: c.words, reviewBy: addMonths(ctx.today, 12) } });
    case 'signal':
      return saysMore(c.signals, m.signals, m.status === 'setAside')
        ? happen({ type: 'signalled', data: { signals: c.signals } })
        : { events: [] };
    case 'relapse':
      return c.n < ctx.relapseLeast
        ? no('too-few-for-relapse')
        : happen({ type: 'relapsed', data: { n: c.n, days: c.days, least: ctx.relapseLeast } });
  }
}

function naming(c: { title: string; hypothesis: string }): ClassRefused | null {
  if (blank(c.title)) return no('title-missing');
  if ([...c.title.trim()].length > mostTitle) return no('title-too-long');
  return [...c.hypothesis.trim()].length < 6 ? no('hypothesis-missing') : null;
}

function scoping(m: MatterClass, scope: Scope, ctx: ClassContext): ClassRefused | null {
  if (scope.categoryIds.length === 0 && m.include.length === 0) return no('unknown-category');
  if (!scope.categoryIds.every((id) => ctx.categoryExists(id))) return no('unknown-category');
  return scope.placeIds.every((id) => ctx.placeExists(id)) ? null : no('unknown-place');
}

function members(m: MatterClass, c: Of<'include'> | Of<'exclude'>): ClassDecision {
  const held = c.do === 'include' ? m.include : m.exclude;
  const ids = [...new Set(c.ids)].filter((id) => !held.includes(id));
  if (c.ids.length === 0) return no('no-members');
  if (blank(c.reason)) return no('say-why');
  if (ids.length === 0) return no('nothing-new');
  if (held.length + ids.length > mostMembers) return no('too-many-members');
  return happen(
    c.do === 'include' ? { type: 'included', data: { ids, reason: c.reason } } : { type: 'excluded', data: { ids, reason: c.reason } },
  );
}

function split(c: Of<'split'>): ClassDecision {
  const ids = [...new Set(c.ids)].filter((id) => c.members.includes(id));
  if (ids.length === 0) return no('no-members');
  if (blank(c.reason)) return no('say-why');
  if (ids.length === c.members.length) return no('nothing-left');
  return happen({ type: 'splitOff', data: { ids, words: c.words, number: c.number, reason: c.reason } });
}

function join(m: MatterClass, c: Of<'joinTo'>): ClassDecision {
  if (c.number === m.number) return no('into-itself');
  if (blank(c.reason)) return no('say-why');
  const takes: readonly MatterClass['status'][] = ['clue', 'candidate', 'established', 'acting', 'observing'];
  return takes.includes(c.status)
    ? happen({ type: 'joinedTo', data: { number: c.number, reason: c.reason } })
    : no('target-closed', c.status);
}

function owning(c: { unitId: string; accountId: string }, ctx: ClassContext): ClassRefused | null {
  if (!ctx.unitExists(c.unitId)) return no('unknown-unit');
  const unit = ctx.unitOfAccount(c.accountId);
  if (unit === null) return no('unknown-person');
  return unit === c.unitId ? null : no('person-elsewhere');
}

function causing(m: MatterClass, whys: readonly string[], { phrases }: ClassContext): ClassRefused | null {
  const faults = causeFaults(whys, m, phrases);
  return faults.length === 0 ? null : no('cause-weak', faults.map(({ at, fault }) => `${at}:${fault}`).join(','));
}

function establish(m: MatterClass, c: Of<'establish'>, ctx: ClassContext): ClassDecision {
  const whys = c.whys.map((why) => why.trim());
  return (
    owning(c, ctx) ?? causing(m, whys, ctx) ?? happen({ type: 'established', data: { unitId: c.unitId, accountId: c.accountId, whys } })
  );
}

/** Refused with everything that is missing at once, each by its code (core/text/concrete). */
function planMeasure(m: MatterClass, c: Of<'planMeasure'>, ctx: ClassContext): ClassDecision {
  const { plan } = c;
  if (m.causeRound !== m.round) return no('cause-first');
  if (m.measures.length >= mostMeasures) return no('too-many-measures');
  if (m.measures.some((one) => one.id === c.id)) return no('measure-twice');
  const missing = missingIn({ ...plan, unit: plan.unitId, person: plan.accountId }, ctx);
  if (missing.length > 0) return no('plan-incomplete', missing.map((one) => `${fieldOfMissing[one]}:${one}`).join(','));
  const refused = owning(plan, ctx);
  if (refused) return refused;
  const due = plan.due as Day;
  if (due < ctx.today) return no('date-past');
  if (daysBetween(ctx.today, due) > 730) return no('date-far');
  return happen({ type: 'measurePlanned', data: { id: c.id, plan } });
}

function dropMeasure(m: MatterClass, c: Of<'dropMeasure'>): ClassDecision {
  const measure = measuresNow(m).find((one) => one.id === c.id);
  if (!measure) return no('unknown-measure');
  if (measure.done) return no('measure-done');
  if (blank(c.reason)) return no('say-why');
  const left = measuresNow(m).filter((one) => one.id !== c.id);
  // Once begun, it may not be thinned out until only explaining is left.
  if (m.status === 'acting' && !left.some(isStructural)) return no('no-structural-measure');
  return happen({ type: 'measureDropped', data: { id: c.id, reason: c.reason } });
}

function start(m: MatterClass): ClassDecision {
  const measures = measuresNow(m);
  if (m.causeRound !== m.round) return no('cause-first');
  if (measures.length === 0) return no('no-measure');
  return measures.some(isStructural) ? happen({ type: 'started', data: {} }) : no('no-structural-measure');
}

function finishMeasure(m: MatterClass, c: Of<'finishMeasure'>, ctx: ClassContext): ClassDecision {
  const measure = measuresNow(m).find((one) => one.id === c.id);
  if (!measure) return no('unknown-measure');
  if (measure.done) return no('measure-done');
  if (c.on > ctx.today) return no('date-wrong');
  return [...c.evidence.trim()].length < 3
    ? no('evidence-missing')
    : happen({ type: 'measureDone', data: { id: c.id, on: c.on, evidence: c.evidence.trim() } });
}

/** The date of the measure lies between the first and the last finishing day (or today): the series is cut there, so it may not be chosen freely. */
function observe(m: MatterClass, c: Of<'observe'>, ctx: ClassContext): ClassDecision {
  const done = measuresNow(m).flatMap((one) => (one.done ? [one.done.on] : []));
  if (measuresNow(m).length === 0) return no('no-measure');
  if (done.length < measuresNow(m).length) return no('measures-open');
  const sorted = [...done].sort();
  const [first, last] = [sorted[0] ?? ctx.today, sorted.at(-1) ?? ctx.today];
  if (c.from < first || c.from > ctx.today || c.from > addDays(last, 31)) return no('date-wrong');
  if (!Number.isInteger(c.periods) || c.periods < leastPeriods || c.periods > 24) return no('periods-too-few');
  if (!Number.isInteger(c.periodDays) || c.periodDays < leastPeriodDays || c.periodDays > mostPeriodDays) return no('periods-too-few');
  return happen({
    type: 'observed',
    data: { from: c.from, periods: c.periods, periodDays: c.periodDays, until: addDays(c.from, c.periods * c.periodDays) },
  });
}

function extend(m: MatterClass, c: Of<'extendObservation'>, _ctx: ClassContext): ClassDecision {
  if (m.observation === null || !Number.isInteger(c.periods) || c.periods < 1 || c.periods > 12) return no('periods-too-few');
  if (blank(c.reason)) return no('say-why');
  return happen({
    type: 'observationExtended',
    data: { periods: c.periods, until: addDays(m.observation.until, c.periods * m.observation.periodDays), reason: c.reason },
  });
}

export const seenOf = (effect: Effect): EffectSeen => ({
  verdict: effect.verdict,
  before: effect.before,
  after: effect.after,
  ratio: effect.verdict === 'tooFew' ? null : effect.ratio,
  low: effect.verdict === 'tooFew' ? null : effect.low,
  high: effect.verdict === 'tooFew' ? null : effect.high,
});

/** "Effective" needs two whole periods and an interval that lies below one; without it nobody's word will do. "Ineffective" may be said of anything that was observed. */
function conclude(m: MatterClass, c: Of<'conclude'>, ctx: ClassContext): ClassDecision {
  if (m.observation === null || ctx.today < m.observation.until) return no('observation-runs', m.observation?.until);
  if (c.outcome === null) return no('outcome-missing');
  if (blank(c.words)) return no('words-missing');
  const effect = ctx.effect();
  if (c.outcome === 'effective' && effect.verdict === 'tooFew') return no('too-few-data', effect.why.join(','));
  if (c.outcome === 'effective' && effect.verdict !== 'fell') return no('effect-not-shown');
  return happen({ type: 'concluded', data: { outcome: c.outcome, words: c.words.trim(), effect: seenOf(effect) } });
}
