// A class as its history makes it (P16): evolve is the one place where an event changes its state. matter-class.walk.test.ts proves its promises on every reachable state.
import type { ClassEvent, ClassEventType, RecordedClassEvent, Scope } from './events.ts';
import type { MatterClass, Measure } from './state.ts';

type Change<T extends ClassEventType> = (
  before: MatterClass,
  data: Extract<ClassEvent, { type: T }>['data'],
  event: RecordedClassEvent,
) => Partial<MatterClass>;

const without = (all: readonly string[], gone: readonly string[]): string[] => all.filter((id) => !gone.includes(id));
const plus = (all: readonly string[], more: readonly string[]): string[] => [...new Set([...all, ...more])];
const patched = (measures: readonly Measure[], id: string, change: Partial<Measure>): Measure[] =>
  measures.map((one) => (one.id === id ? { ...one, ...change } : one));
/** What either holds; a place or a word that only one of them names would shut out the other's, so then neither does. */
function bothScopes(a: Scope, b: Scope): Scope {
  const union = (one: readonly string[], two: readonly string[]): string[] => (one.length === 0 || two.length === 0 ? [] : plus(one, two));
  return {
    categoryIds: plus(a.categoryIds, b.categoryIds),
    placeIds: union(a.placeIds, b.placeIds),
    words: union(a.words, b.words),
    notWords: a.notWords.filter((word) => b.notWords.includes(word)),
  };
}
/** Again from the start of the work: owner, members and old measures stay on record, the cause must be found anew. */
const again = (m: MatterClass): Partial<MatterClass> => ({
  status: 'established',
  round: m.round + 1,
  observation: null,
  conclusion: null,
  lasting: null,
  reviewBy: null,
});

/** The compiler insists that every event but the first is in it. */
const changes: { [T in Exclude<ClassEventType, 'noticed'>]: Change<T> } = {
  signalled: (m, d) => ({ signals: d.signals, ...(m.status === 'setAside' ? { status: 'clue' as const, setAsideBecause: '' } : {}) }),
  confirmed: (_m, d) => ({ status: 'candidate', title: d.title, hypothesis: d.hypothesis }),
  named: (_m, d) => ({ title: d.title, hypothesis: d.hypothesis, scope: d.scope }),
  setAside: (_m, d) => ({ status: 'setAside', setAsideBecause: d.reason }),
  takenUp: () => ({ status: 'clue', setAsideBecause: '' }),
  included: (m, d) => ({ include: plus(m.include, d.ids), exclude: without(m.exclude, d.ids) }),
  excluded: (m, d) => ({ exclude: plus(m.exclude, d.ids), include: without(m.include, d.ids) }),
  splitOff: (m, d) => ({
    exclude: plus(m.exclude, d.ids),
    include: without(m.include, d.ids),
    scope: { ...m.scope, notWords: plus(m.scope.notWords, d.words) },
  }),
  joinedTo: (_m, d) => ({ status: 'merged', mergedInto: d.number }),
  absorbed: (m, d) => ({ include: plus(m.include, d.ids), exclude: without(m.exclude, d.ids), scope: bothScopes(m.scope, d.scope) }),
  established: (m, d) => ({
    status: 'established',
    owner: { unitId: d.unitId, accountId: d.accountId },
    whys: d.whys,
    causeRound: m.round,
  }),
  causeFound: (m, d) => ({ whys: d.whys, causeRound: m.round }),
  ownerChanged: (_m, d) => ({ owner: { unitId: d.unitId, accountId: d.accountId } }),
  measurePlanned: (m, d) => ({ measures: [...m.measures, { id: d.id, plan: d.plan, round: m.round, droppedBecause: null, done: null }] }),
  measureDropped: (m, d) => ({ measures: patched(m.measures, d.id, { droppedBecause: d.reason }) }),
  started: () => ({ status: 'acting' }),
  measureDone: (m, d) => ({ measures: patched(m.measures, d.id, { done: { on: d.on, evidence: d.evidence } }) }),
  observed: (_m, d) => ({
    status: 'observing',
    observation: { from: d.from, periods: d.periods, periodDays: d.periodDays, until: d.until },
  }),
  observationExtended: (m, d) =>
    m.observation === null ? {} : { observation: { ...m.observation, periods: m.observation.periods + d.periods, until: d.until } },
  concluded: (_m, d, { at }) => ({ status: d.outcome, conclusion: { outcome: d.outcome, words: d.words, effect: d.effect, at } }),
  resumed: again,
  archived: (_m, d) => ({ status: 'archived', lasting: { text: d.lasting, document: d.document }, reviewBy: d.reviewBy }),
  reviewed: (_m, d) => ({ reviewBy: d.reviewBy }),
  relapsed: (m, d, { at }) => ({ ...again(m), relapses: [...m.relapses, { at, n: d.n, days: d.days }] }),
};

/** The state after one more event. Faults (a broken history) are thrown. */
export function evolveClass(before: MatterClass | null, event: RecordedClassEvent, id: string): MatterClass {
  if (before === null) {
    if (event.type !== 'noticed' || event.seq !== 1)
      throw new Error(`history of class ${id} must begin with noticed, got ${event.type} #${event.seq}`);
    return opened(event, id);
  }
  if (event.type === 'noticed' || event.seq !== before.version + 1)
    throw new Error(`history of class ${id}: ${event.type} #${event.seq} after version ${before.version}`);
  const change = changes[event.type] as (m: MatterClass, data: unknown, e: RecordedClassEvent) => Partial<MatterClass>;
  return { ...before, ...change(before, event.data, event), version: event.seq, changedAt: event.at };
}

export function classOf(id: string, events: readonly RecordedClassEvent[]): MatterClass {
  let state: MatterClass | null = null;
  for (const event of events) state = evolveClass(state, event, id);
  if (state === null) throw new Error(`no history for class ${id}`);
  return state;
}

function opened(event: RecordedClassEvent & { type: 'noticed' }, id: string): MatterClass {
  const { number, origin, title, scope, signals, include, from } = event.data;
  return {
    id,
    number,
    version: 1,
    status: 'clue',
    origin,
    from,
    title,
    hypothesis: '',
    scope,
    signals,
    include,
    exclude: [],
    owner: null,
    whys: [],
    causeRound: 0,
    round: 1,
    measures: [],
    observation: null,
    conclusion: null,
    lasting: null,
    reviewBy: null,
    relapses: [],
    mergedInto: null,
    setAsideBecause: '',
    openedAt: event.at,
    changedAt: event.at,
  };
}
