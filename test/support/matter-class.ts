// Builders for tests about classes of matters, and their walk: from a clue every question is put to every state that can be reached, until nothing new appears.

import type { Actor } from '#core/matter/events.ts';
import type { ClassCommand } from '#core/matter-class/commands.ts';
import { type ClassContext, decideClass } from '#core/matter-class/decide.ts';
import type { Effect } from '#core/matter-class/effect.ts';
import type { ClassEvent, MeasurePlan, RecordedClassEvent } from '#core/matter-class/events.ts';
import { classOf, evolveClass } from '#core/matter-class/matter-class.ts';
import type { ClassRefused } from '#core/matter-class/refusals.ts';
import { type MatterClass, measuresNow } from '#core/matter-class/state.ts';
import { addDays, atTimeOfDay, type Day } from '#core/time/day.ts';
import { clock, isUnder, people, units } from './matter.ts';

export const firstDay = '2026-06-01' as Day;
const homes: Record<string, string> = Object.fromEntries(Object.values(people).map((one) => [one.id, one.unitId]));

const side = (weeks: number, n: number) => ({ weeks, n, perWeek: n / weeks });
const rest = { model: 'full', season: false, dispersion: 1, autocorrelation: 0, widened: false, fitted: [], without: [] } as const;
export const effects: Record<'fell' | 'unclear' | 'tooFew', Effect> = {
  fell: { before: side(20, 60), after: side(8, 8), verdict: 'fell', ratio: 0.4, low: 0.2, high: 0.7, ...rest },
  unclear: { before: side(20, 60), after: side(8, 20), verdict: 'unclear', ratio: 0.9, low: 0.5, high: 1.4, ...rest },
  tooFew: { before: side(3, 6), after: side(8, 1), verdict: 'tooFew', why: ['weeks-before'] },
};

export const contextFor = (actor: Actor, today: Day, effect: Effect = effects.fell): ClassContext => ({
  actor,
  today,
  isUnder,
  unitExists: (id) => (units as readonly string[]).includes(id),
  unitOfAccount: (id) => homes[id] ?? null,
  categoryExists: (id) => id !== 'no-such-category',
  placeExists: (id) => id !== 'no-such-place',
  placeNames: [],
  phrases: [],
  effect: () => effect,
  relapseLeast: 5,
});

export const goodWhys = ['灯座进水，换了灯泡几天又坏', '外墙漏水，楼顶防水十五年没有做过', '维修资金要三分之二业主签字，没有人牵头收齐'];
export const goodPlan = (change: Partial<MeasurePlan> = {}): MeasurePlan => ({
  kind: 'asset',
  text: '更换东街社区三号楼到七号楼楼道声控灯 42 盏',
  unitId: 'township',
  accountId: people.handler.id,
  due: addDays(firstDay, 30),
  standard: '晚上 7 点逐层走一遍，42 盏全部点亮，附照片',
  money: '2.1 万元，物业专项维修资金',
  rule: '《东街社区公共照明巡修办法》增加每周一次夜间巡灯',
  checker: '社区居委会夜间抽查',
  asking: '电话回访反映过的 12 户',
  fallback: '到期未完成，由街道用应急资金先修，再向物业追偿',
  ...change,
});

export type ClassPlay = { m: MatterClass; history: RecordedClassEvent[]; today: Day };

export function noticed(today: Day = firstDay): ClassPlay {
  const event: RecordedClassEvent = {
    type: 'noticed',
    data: {
      number: 'C20260001',
      origin: 'clock',
      title: '楼道灯反复不亮',
      scope: { categoryIds: ['lighting'], placeIds: ['p-dongjie'], words: [], notWords: [] },
      signals: [{ kind: 'sameVillage', n: 12, days: 30, least: 5 }],
      include: [],
      from: null,
    },
    seq: 1,
    at: atTimeOfDay(today, '09:00'),
    actor: clock,
  };
  return { m: classOf('K1', [event]), history: [event], today };
}

export const record = (m: MatterClass, events: readonly ClassEvent[], actor: Actor, today: Day): RecordedClassEvent[] =>
  events.map((event, i) => ({ ...event, seq: m.version + 1 + i, at: atTimeOfDay(today, '10:00'), actor }) as RecordedClassEvent);

export function ask(play: ClassPlay, actor: Actor, command: ClassCommand, effect: Effect = effects.fell): ClassPlay | ClassRefused {
  const answer = decideClass(play.m, command, contextFor(actor, play.today, effect));
  if (!('events' in answer)) return answer;
  const added = record(play.m, answer.events, actor, play.today);
  return { ...play, m: added.reduce((m, event) => evolveClass(m, event, m.id), play.m), history: [...play.history, ...added] };
}

/** Must be taken. */
export function does(play: ClassPlay, ...steps: readonly (readonly [Actor, ClassCommand, Effect?])[]): ClassPlay {
  return steps.reduce((now, [actor, command, effect]) => {
    const next = ask(now, actor, command, effect);
    if ('refusal' in next) throw new Error(`${command.do}: ${next.refusal} ${next.detail ?? ''} (${now.m.status})`);
    return next;
  }, play);
}
export const passed = (play: ClassPlay, days: number): ClassPlay => ({ ...play, today: addDays(play.today, days) });

const { office, dispatcher } = people;
export const hypothesis = '东街社区多栋楼的楼道灯修好又坏';
export const toCandidate = (): ClassPlay => does(noticed(), [dispatcher, { do: 'confirm', title: '楼道灯反复不亮', hypothesis }]);
export const toEstablished = (): ClassPlay =>
  does(toCandidate(), [office, { do: 'establish', unitId: 'township', accountId: people.handler.id, whys: goodWhys }]);
export const toActing = (): ClassPlay =>
  does(toEstablished(), [people.handler, { do: 'planMeasure', id: 'M1', plan: goodPlan() }], [people.handler, { do: 'start' }]);
export const toObserving = (): ClassPlay => {
  const done = does(passed(toActing(), 10), [
    people.handler,
    { do: 'finishMeasure', id: 'M1', on: addDays(firstDay, 10), evidence: '验收单，42 盏全亮' },
  ]);
  return does(done, [people.handler, { do: 'observe', from: addDays(firstDay, 10), periods: 2, periodDays: 28 }]);
};
export const toEffective = (): ClassPlay =>
  does(passed(toObserving(), 56), [office, { do: 'conclude', outcome: 'effective', words: '两个周期都低于从前' }, effects.fell]);

// ── the walk ──
type Node = { play: ClassPlay; key: string; from: Node | null; step: string; ids: number };
export type ClassStep = { before: MatterClass; after: MatterClass; actor: Actor; command: ClassCommand; today: Day; effect: Effect };

/** What decideClass() can tell apart. Rounds count as first and later; measures by kind, state and whether they are of this round. */
const keyOf = ({ m, today }: ClassPlay): string =>
  JSON.stringify([
    m.status,
    m.owner?.unitId ?? null,
    m.owner?.accountId ?? null,
    Math.min(2, m.round),
    m.causeRound === m.round,
    measuresNow(m).map((one) => [one.plan.kind, one.done !== null]),
    m.include.length > 0,
    m.exclude.length > 0,
    m.observation === null ? null : Math.sign(Date.parse(m.observation.until) - Date.parse(today)),
    m.observation?.from === today,
    m.conclusion?.outcome ?? null,
    m.relapses.length > 0,
  ]);

const who: readonly Actor[] = [
  office,
  people.officeToo,
  dispatcher,
  people.hotline,
  people.handler,
  people.head,
  people.insider,
  people.villager,
  people.department,
  people.caller,
  people.intake,
  clock,
  { kind: 'raiser' },
];

export function walkClasses(check: (step: ClassStep, fail: (what: string) => void) => void, measures = 2) {
  const root: Node = { play: noticed(), key: '', from: null, step: 'noticed', ids: 0 };
  const seen = new Map<string, number>([[keyOf(root.play), 0]]);
  const nodes: Node[] = [root];
  const edges: [number, number][] = [];
  const broken = new Map<string, string>();
  const done = new Set<string>();
  const refusals = new Set<string>();
  let transitions = 0;
  const trail = (node: Node): string => (node.from ? `${trail(node.from)} > ${node.step}` : node.step);
  const reach = (from: Node, play: ClassPlay, step: string): void => {
    const key = keyOf(play);
    transitions += 1;
    const there = seen.get(key);
    if (there !== undefined) {
      edges.push([from.ids, there]);
      return;
    }
    const node: Node = { play, key, from, step, ids: nodes.length };
    seen.set(key, node.ids);
    edges.push([from.ids, node.ids]);
    nodes.push(node);
  };
  for (let i = 0; i < nodes.length; i += 1) {
    const node = nodes[i] as Node;
    for (const actor of who)
      for (const [command, effect] of asksFor(node.play, measures)) {
        const answer = ask(node.play, actor, command, effect);
        if ('refusal' in answer) {
          refusals.add(answer.refusal);
          continue;
        }
        if (answer.m === node.play.m) continue;
        done.add(command.do);
        check({ before: node.play.m, after: answer.m, actor, command, today: node.play.today, effect }, (what) => {
          if (!broken.has(what)) broken.set(what, `${trail(node)} > ${command.do}`);
        });
        if (answer.m.round <= 3) reach(node, answer, command.do);
      }
    reach(node, passed(node.play, 14), 'a fortnight');
  }
  return {
    nodes: nodes.map((node) => ({ m: node.play.m, history: node.play.history, trail: () => trail(node) })),
    edges,
    transitions,
    broken,
    done,
    refusals,
  };
}

function asksFor(play: ClassPlay, mostMeasures: number): (readonly [ClassCommand, Effect])[] {
  const { m, today } = play;
  const open = measuresNow(m).find((one) => !one.done)?.id ?? 'M0';
  const commands: ClassCommand[] = [
    { do: 'confirm', title: '楼道灯反复不亮', hypothesis },
    { do: 'confirm', title: '', hypothesis },
    { do: 'name', title: '楼道照明', hypothesis, scope: m.scope },
    { do: 'setAside', reason: '已由别的单位办' },
    { do: 'setAside', reason: '' },
    { do: 'takeUp', reason: '又多起来了' },
    { do: 'include', ids: ['D1'], reason: '同一回事' },
    { do: 'exclude', ids: ['D2'], reason: '不是一回事' },
    { do: 'split', ids: ['D3'], members: ['D3', 'D4'], words: [], number: 'C20260002', reason: '两回事' },
    { do: 'split', ids: ['D3'], members: ['D3'], words: [], number: 'C20260002', reason: '两回事' },
    { do: 'joinTo', number: 'C20260009', status: 'candidate', reason: '同一类' },
    { do: 'joinTo', number: 'C20260009', status: 'archived', reason: '同一类' },
    { do: 'establish', unitId: 'township', accountId: people.handler.id, whys: goodWhys },
    { do: 'establish', unitId: 'township', accountId: people.bureau.id, whys: goodWhys },
    { do: 'establish', unitId: 'township', accountId: people.handler.id, whys: ['楼道灯不亮', '修好又坏', '楼道灯反复不亮'] },
    { do: 'changeOwner', unitId: 'department', accountId: people.department.id, reason: '职责调整' },
    { do: 'findCause', whys: goodWhys },
    { do: 'dropMeasure', id: open, reason: '另有办法' },
    { do: 'start' },
    { do: 'finishMeasure', id: open, on: today, evidence: '验收单' },
    { do: 'finishMeasure', id: open, on: addDays(today, 1), evidence: '验收单' },
    { do: 'observe', from: today, periods: 2, periodDays: 14 },
    { do: 'observe', from: today, periods: 1, periodDays: 14 },
    { do: 'observe', from: addDays(today, -200), periods: 2, periodDays: 14 },
    { do: 'extendObservation', periods: 1, reason: '数据不够' },
    { do: 'resume', reason: '换办法' },
    { do: 'archive', lasting: '巡灯写进物业合同', document: '示例政发〔2026〕1 号' },
    { do: 'archive', lasting: '', document: '' },
    { do: 'review', words: '制度还在执行' },
    { do: 'signal', signals: [{ kind: 'sameVillage', n: 60, days: 30, least: 5 }] },
    { do: 'relapse', n: 6, days: 30 },
    { do: 'relapse', n: 2, days: 30 },
  ];
  const plans: ClassCommand[] =
    measuresNow(m).length >= mostMeasures
      ? []
      : (['asset', 'explain'] as const).map((kind) => ({
          do: 'planMeasure',
          id: `M${m.measures.length + 1}`,
          plan: goodPlan({ kind, due: addDays(today, 20) }),
        }));
  const bad: ClassCommand = { do: 'planMeasure', id: 'MX', plan: goodPlan({ text: '进一步加强管理', due: addDays(today, 20) }) };
  const judged = (['effective', 'ineffective'] as const).flatMap((outcome) =>
    Object.values(effects).map((effect) => [{ do: 'conclude', outcome, words: '看过两个周期' } as ClassCommand, effect] as const),
  );
  return [...[...commands, ...plans, bad].map((command) => [command, effects.fell] as const), ...judged];
}
