// Builders for tests about matters: a small county marked 示例, limits that count whole days, people, and play(), which asks for one thing after another.
import type { Command } from '#core/matter/commands.ts';
import type { Context, Limits } from '#core/matter/context.ts';
import { decide } from '#core/matter/decide.ts';
import type { Actor, EventType, MatterEvent, RecordedEvent, Role } from '#core/matter/events.ts';
import { evolve, type Matter } from '#core/matter/matter.ts';
import { type Concern, register } from '#core/matter/open.ts';
import type { Refused } from '#core/matter/refusals.ts';
import { addDays, atTimeOfDay, dayOf, type Instant, instantFromMs, msOf, type TimeOfDay } from '#core/time/day.ts';
import type { Deadline } from '#core/time/deadline.ts';

/** 示例县: the desk is the hotline centre; the village lies below the township; callers and office never handle anything. */
export const units = ['county', 'desk', 'office', 'callers', 'township', 'village', 'department', 'bureau'] as const;
export type UnitId = (typeof units)[number];
const above: Record<string, string> = {
  desk: 'county',
  office: 'county',
  callers: 'county',
  township: 'county',
  village: 'township',
  department: 'county',
  bureau: 'county',
};
export const isUnder = (unitId: string, other: string): boolean => {
  for (let at: string | undefined = unitId; at !== undefined; at = above[at]) if (at === other) return true;
  return false;
};

const staff = (id: string, unitId: UnitId, ...roles: Role[]): Extract<Actor, { kind: 'staff' }> => ({ kind: 'staff', id, unitId, roles });
export const people = {
  intake: staff('李示例', 'desk', 'intake'),
  dispatcher: staff('王示例', 'desk', 'dispatcher'),
  hotline: staff('赵示例', 'desk', 'hotline'),
  caller: staff('周示例', 'callers', 'callback'),
  office: staff('吴示例', 'office', 'countyOffice'),
  officeToo: staff('郑示例', 'office', 'countyOffice', 'hotline'),
  handler: staff('张示例', 'township', 'handler'),
  colleague: staff('陈示例', 'township', 'handler'),
  head: staff('刘示例', 'township', 'unitHead'),
  /** Of the township, and holds every role there is: what it may not do is refused because of where it works. */
  insider: staff(
    '钱示例',
    'township',
    'handler',
    'unitHead',
    'intake',
    'dispatcher',
    'hotline',
    'callback',
    'countyOffice',
    'leader',
    'audit',
  ),
  villager: staff('孙示例', 'village', 'handler', 'intake', 'dispatcher', 'hotline', 'callback', 'countyOffice'),
  department: staff('冯示例', 'department', 'handler', 'unitHead'),
  bureau: staff('褚示例', 'bureau', 'handler'),
};
export const raiser: Actor = { kind: 'raiser' };
export const clock: Actor = { kind: 'clock' };
const categoryExists = (id: string): boolean => id !== 'no-such-category';
const placeExists = (id: string): boolean => id !== 'no-such-place';
const unitOfAccount = (id: string): string | null => Object.values(people).find((p) => p.id === id)?.unitId ?? null;

/** Whole days per limit key; 24-hour days, no holidays. The real counting has its own tests. */
export const ordinaryDays: Record<string, number> = {
  'hotline.dispatch': 1,
  'hotline.sign': 1,
  'hotline.contact': 1,
  'hotline.reply': 5,
  'hotline.objection.raise': 1,
  'hotline.objection.decide': 1,
  'hotline.callback': 1,
  'hotline.verdict': 7,
  'hotline.verdict.change': 3,
  'hotline.overdue.notice': 1,
  'hotline.overdue.critic': 5,
  'hotline.escalation': 5,
  'hotline.exclusion.apply': 3,
  'hotline.exclusion.decide': 3,
  'hotline.reopen': 30,
  'hotline.checkback.first': 30,
  'hotline.checkback.second': 90,
};

const dayMs = 86_400_000;
const laterKnown = new Map<string, Instant>();
/** So many 24-hour days later; remembered, because a walk asks a million times for the same few. */
export function later(at: Instant, days: number): Instant {
  const key = `${at}${days}`;
  const found = laterKnown.get(key);
  if (found) return found;
  const made = instantFromMs(msOf(at) + days * dayMs);
  if (laterKnown.size < 100_000) laterKnown.set(key, made);
  return made;
}

const words = { zh: '示例', en: 'example' };
const blankDeadline: Omit<Deadline, 'startAt' | 'dueAt' | 'dueOn' | 'rawDueOn'> = {
  rule: 'hotline.reply',
  clock: words,
  value: 5,
  unit: 'd',
  start: 'dispatched',
  counts: 'after',
  roll: false,
  closingTime: '24:00',
  source: 'example',
  basis: words,
  trust: 'M',
  extensions: [],
  pauses: [],
  asOf: null,
  standing: false,
  pausedMinutes: 0,
  pausedDays: 0,
  crossed: { holidays: [], makeUpWorkdays: [] },
  provisional: false,
  unknownYears: [],
  calendarVersion: 'example',
  was: null,
};

/** Limits in whole days. The category `slow` has twice the ordinary reply limit, `quick` one day. */
export function dayLimits(days: Record<string, number> = ordinaryDays, closing: TimeOfDay = '17:30'): Limits {
  const until = (startAt: Instant, dueAt: Instant): Deadline => ({
    ...blankDeadline,
    startAt,
    dueAt,
    dueOn: dayOf(dueAt),
    rawDueOn: dayOf(dueAt),
  });
  const span = (key: string): number => {
    const value = days[key];
    if (value === undefined) throw new Error(`no limit ${key}`);
    return value;
  };
  const replyDays = (categoryId: string | null): number =>
    categoryId === 'quick' ? 1 : span('hotline.reply') * (categoryId === 'slow' ? 2 : 1);
  return {
    reply: (categoryId, startAt) => until(startAt, later(startAt, replyDays(categoryId))),
    end: (key, startAt) => later(startAt, span(key)),
    contactEnd: (_category, startAt) => later(startAt, span('hotline.contact')),
    movedTo: (deadline, on) => until(deadline.startAt, atTimeOfDay(on, closing)),
    afterPauses: (deadline, pauses, now) => {
      const open = pauses.find((p) => p.toAt === null);
      return until(deadline.startAt, later(deadline.dueAt, open ? Math.ceil((msOf(now) - msOf(open.fromAt)) / dayMs) : 0));
    },
    lastExtension: (deadline) => ({ until: addDays(deadline.dueOn, span('hotline.reply')), times: 1 }),
    light: (deadline, now) => {
      const left = (msOf(deadline.dueAt) - msOf(now)) / dayMs;
      return left < 0 ? 'red' : left < 0.5 ? 'yellow' : left <= 1 ? 'blue' : 'none';
    },
    dayOf,
    endOfDay: (on) => atTimeOfDay(on, closing),
    addDays,
    hoursBetween: (from, to) => (msOf(to) - msOf(from)) / 3_600_000,
  };
}

/** Duty lists of the example: `taken-back` belongs to the department, the bureau only cooperates in `roads`, everything else is free. */
function duty(unitId: string, categoryId: string | null): ReturnType<Context['duty']> {
  if (categoryId === 'taken-back' && unitId !== 'department') return { ok: false, refusal: 'duty-taken-back', names: '示例局' };
  if (categoryId === 'roads' && unitId === 'bureau') return { ok: false, refusal: 'duty-cooperate-only', names: '示例局' };
  if (categoryId === 'listed' && unitId === 'bureau') return { ok: false, refusal: 'duty-not-listed', names: '示例局' };
  if (categoryId === 'listed' && unitId === 'department') return { ok: true, dutyRef: '部1 示例', mayOwn: true };
  return { ok: true, dutyRef: null, mayOwn: true };
}

export function contextOf(actor: Actor, now: Instant, limits: Limits): Context {
  return {
    now,
    actor,
    limits,
    duty,
    unitExists: (id) => (units as readonly string[]).includes(id),
    categoryExists,
    placeExists,
    unitOfAccount,
    isUnder,
  };
}

export const monday = '2026-03-02T01:00:00.000Z' as Instant; // 09:00 in Asia/Shanghai

export function concernOf(change: Partial<Concern> = {}): Concern {
  return {
    channel: 'web',
    kind: 'help',
    title: '路灯不亮（示例）',
    text: '村口三盏路灯一个月不亮（示例）',
    placeText: '示例村',
    placeId: null,
    categoryId: null,
    confidentiality: 'normal',
    accusedUnitId: null,
    receivedAt: monday,
    hasContact: true,
    wantsReply: true,
    contactDigest: null,
    deskUnitId: 'desk',
    source: null,
    photos: [],
    ...change,
  };
}

export const recorded = (events: readonly MatterEvent[], version: number, at: Instant, actor: Actor): RecordedEvent[] =>
  events.map((event, i) => ({ ...event, seq: version + 1 + i, at, actor }));

/** A matter and everything that happened to it so far; every method returns the next one, nothing is changed in place. */
export class Play {
  readonly matter: Matter;
  readonly now: Instant;
  readonly history: readonly RecordedEvent[];
  readonly limits: Limits;
  constructor(matter: Matter, now: Instant, history: readonly RecordedEvent[], limits: Limits) {
    this.matter = matter;
    this.now = now;
    this.history = history;
    this.limits = limits;
  }

  /** What decide() answers, without doing it. */
  asks(actor: Actor, command: Command): MatterEvent[] | Refused {
    const decision = decide(this.matter, command, contextOf(actor, this.now, this.limits));
    return 'events' in decision ? decision.events : decision;
  }

  /** The refusal, or null when it would be done. */
  refusal(actor: Actor, command: Command): string | null {
    const answer = this.asks(actor, command);
    return 'refusal' in answer ? answer.refusal : null;
  }

  /** Does it; throws when it is refused. */
  does(actor: Actor, command: Command): Play {
    const answer = this.asks(actor, command);
    if ('refusal' in answer) throw new Error(`${command.do} was refused: ${answer.refusal} ${answer.detail ?? ''} (${this.matter.status})`);
    const added = recorded(answer, this.matter.version, this.now, actor);
    const matter = added.reduce((state, event) => evolve(state, event, state.id), this.matter);
    return new Play(matter, this.now, [...this.history, ...added], this.limits);
  }

  /** Lets the clock act on everything that is due now. */
  ticks(): Play {
    let play: Play = this;
    for (let i = 0; i < 12; i += 1) {
      const next = play.does(clock, { do: 'tick' });
      if (next.matter.version === play.matter.version) return play;
      play = next;
    }
    throw new Error('the clock never comes to rest');
  }

  /** Time passes, the worker sleeps. */
  sleeps(days: number): Play {
    return new Play(this.matter, later(this.now, days), this.history, this.limits);
  }

  /** Time passes, in steps of one day at most, and the clock acts after each. */
  waits(days: number): Play {
    let play: Play = this;
    for (let left = days; left > 0; left -= 1) play = play.sleeps(Math.min(1, left)).ticks();
    return play;
  }

  happened(type: EventType): RecordedEvent[] {
    return this.history.filter((event) => event.type === type);
  }

  clock(kind: Matter['clocks'][number]['kind']): Instant | null {
    return this.matter.clocks.find((c) => c.kind === kind)?.dueAt ?? null;
  }
}

export function opened(change: Partial<Concern> = {}, limits: Limits = dayLimits()): Play {
  const concern = concernOf(change);
  const answer = register(concern, 'D0000002026030200017', limits, concern.receivedAt, isUnder);
  if ('refusal' in answer) throw new Error(`not opened: ${answer.refusal}`);
  const [first] = recorded([answer.event], 0, concern.receivedAt, raiser);
  if (!first) throw new Error('no first event');
  return new Play(evolve(null, first, '01MATTER'), concern.receivedAt, [first], limits);
}

/** Asks for one thing after another; a number lets that many days pass. */
export function play(steps: readonly (readonly [Actor, Command] | number)[], from: Play = opened()): Play {
  return steps.reduce<Play>((at, step) => (typeof step === 'number' ? at.waits(step) : at.does(step[0], step[1])), from);
}

/** Commands with everything they need; change what a test is about. */
export const say = {
  dispatch: (to: UnitId = 'township'): Command => ({ do: 'dispatch', to, reason: '属其职责', copyTo: null }),
  acknowledge: { do: 'acknowledge' } as Command,
  contact: (reached = true): Command => ({ do: 'contact', how: 'phone', words: '电话联系', reached }),
  note: (text = '到现场查看'): Command => ({ do: 'note', words: text, evidence: [] }),
  reply: (change: Partial<Extract<Command, { do: 'reply' }>> = {}): Command => ({
    do: 'reply',
    text: '三盏路灯换了灯泡，今晚已亮',
    outcome: 'support',
    basis: '职责清单第12条',
    remedy: '不满意可要求重办',
    evidence: [{ kind: 'statement', ref: '维修单' }],
    toldHow: '电话',
    ...change,
  }),
  object: { do: 'object', reason: '不属本单位', basis: '职责清单第3条', proposedUnitId: 'department' } as Command,
  rule: (outcome: 'upheld' | 'rejected' | 'designated', to: UnitId | null = null): Command => ({
    do: 'ruleObjection',
    outcome,
    to,
    reason: '已核对清单',
  }),
  judge: (solved: 'yes' | 'partly' | 'no', via: 'link' | 'page' | 'callback' | 'paper' = 'link'): Command => ({
    do: 'judge',
    solved,
    level: solved === 'no' ? 1 : 5,
    words: '',
    via,
    proof: via === 'paper' ? '签字页' : null,
  }),
  call: (reached: boolean): Command => ({ do: 'attemptCall', reached, words: '' }),
  reopen: { do: 'reopen', fact: '昨晚又灭了' } as Command,
  escalate: { do: 'escalate', reason: '需要多部门协调' } as Command,
};

/** Signed for, the raiser called, and answered. */
export const toReplied = (from: Play = opened(), unit: UnitId = 'township', by: Actor = people.handler): Play =>
  play(
    [
      [people.dispatcher, say.dispatch(unit)],
      [by, say.acknowledge],
      [by, say.contact()],
      [by, say.reply()],
    ],
    from,
  );
