// When a clock may stand still, and what that does to the date (P12; rules X4, last paragraph).
// Only four causes, each approved by a second person; the handler alone can never stop its own clock.
import { type DayNumber, dayNumberOf, type Instant, msOf } from './day.ts';

export const pauseCauses = ['raiser-material', 'statutory-procedure', 'force-majeure', 'season'] as const;
export type PauseCause = (typeof pauseCauses)[number];

export const pauseCauseText: Record<PauseCause, { zh: string; en: string }> = {
  'raiser-material': { zh: '等反映人补充材料', en: 'waiting for material from the raiser' },
  'statutory-procedure': { zh: '法定鉴定、听证或公示', en: 'statutory appraisal, hearing or public notice' },
  'force-majeure': { zh: '已宣布的不可抗力', en: 'declared force majeure' },
  season: { zh: '季节条件不允许', en: 'season does not allow the work' },
};

/** How often one matter may wait for its raiser (X4). */
export const raiserMaterialPausesAllowed = 2;

/**
 * One stand-still. `toAt` null: still open. A season pause always has its end, set when it is approved, and may be ended earlier.
 * What it does, precisely:
 * - **hours**: the minutes between `fromAt` and `toAt` are not counted.
 * - **days, working days, months, years**: the days after the day of `fromAt`, up to and including the day of `toAt`, are not counted
 *   (as with the event itself, the day on which the pause begins counts as it would have; a pause within one day changes nothing).
 * - Overlapping pauses count once; time before the start or after the due moment changes nothing.
 * - A pause that is still open counts up to the `asOf` handed to `computeDeadline`, and the deadline is marked `standing`.
 */
export interface Pause {
  cause: PauseCause;
  fromAt: Instant;
  toAt: Instant | null;
  approvedBy: string;
}

export interface PauseRequest {
  cause: string;
  fromAt: Instant;
  toAt: Instant | null;
  askedBy: string;
  approvedBy: string;
  /** The raiser was told in writing what is waited for. */
  toldInWriting: boolean;
}

export type PauseRefusal =
  | 'pause-cause-not-listed'
  | 'pause-needs-second-person'
  | 'pause-times-used-up'
  | 'pause-raiser-not-told'
  | 'pause-needs-end-date'
  | 'pause-ends-before-start'
  | 'pause-already-open'
  | 'pause-after-due';

export const pauseRefusalText: Record<PauseRefusal, { zh: string; en: string }> = {
  'pause-cause-not-listed': {
    zh: '时限没有暂停：只有等反映人补材料、法定鉴定听证公示、已宣布的不可抗力、季节条件这四种情形可以暂停。需要更多时间请申请延期。',
    en: 'The clock was not stopped: only waiting for the raiser, a statutory procedure, declared force majeure or the season allow it. Ask for an extension if more time is needed.',
  },
  'pause-needs-second-person': {
    zh: '时限没有暂停：申请人不能自己批准。请由另一位有权限的人审批。',
    en: 'The clock was not stopped: whoever asks may not approve. Please have a second person decide.',
  },
  'pause-times-used-up': {
    zh: '时限没有暂停：等反映人补材料最多两次，已经用完。请按现有材料办理，或申请延期。',
    en: 'The clock was not stopped: a matter may wait for its raiser twice at most. Go on with what there is, or ask for an extension.',
  },
  'pause-raiser-not-told': {
    zh: '时限没有暂停：还没有书面告知反映人要补什么材料。请先告知，再申请暂停。',
    en: 'The clock was not stopped: the raiser has not been told in writing what is missing. Tell them first, then ask again.',
  },
  'pause-needs-end-date': {
    zh: '时限没有暂停：因季节暂停必须写明恢复日期。请补上日期。',
    en: 'The clock was not stopped: a season pause needs the date on which work resumes. Please add it.',
  },
  'pause-ends-before-start': {
    zh: '时限没有暂停：恢复时间不能早于暂停时间。请核对日期。',
    en: 'The clock was not stopped: it would resume before it stops. Please check the dates.',
  },
  'pause-already-open': {
    zh: '时限没有再次暂停：上一次暂停还没有结束。请先恢复计时。',
    en: 'The clock was not stopped again: an earlier pause is still running. End that one first.',
  },
  'pause-after-due': {
    zh: '时限没有暂停：已经超过办理时限，超期后不能再暂停。请尽快答复并说明原因。',
    en: 'The clock was not stopped: the matter is already overdue. Please reply as soon as possible and say why.',
  },
};

const isListed = (cause: string): cause is PauseCause => (pauseCauses as readonly string[]).includes(cause);

/** Whether the pause covers that moment. */
export const isPausedAt = (pauses: readonly Pause[], at: Instant): boolean =>
  pauses.some((pause) => pause.fromAt <= at && (pause.toAt === null || at < pause.toAt));

/** Why this pause may not be approved, or null. `earlier` are all pauses of the matter so far, `dueAt` its due moment now. */
export function pauseRefusal(request: PauseRequest, earlier: readonly Pause[], dueAt: Instant): PauseRefusal | null {
  if (!isListed(request.cause)) return 'pause-cause-not-listed';
  if (request.askedBy === request.approvedBy) return 'pause-needs-second-person';
  if (request.toAt !== null && request.toAt <= request.fromAt) return 'pause-ends-before-start';
  if (request.fromAt > dueAt) return 'pause-after-due';
  if (isPausedAt(earlier, request.fromAt)) return 'pause-already-open';
  if (request.cause === 'season' && request.toAt === null) return 'pause-needs-end-date';
  if (request.cause !== 'raiser-material') return null;
  if (!request.toldInWriting) return 'pause-raiser-not-told';
  const used = earlier.filter((pause) => pause.cause === 'raiser-material').length;
  return used >= raiserMaterialPausesAllowed ? 'pause-times-used-up' : null;
}

/** Stretches of not-counted time on a number line: `from` exclusive, `to` inclusive; sorted, apart from each other. */
export type Stretch = { from: number; to: number };

function joined(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { from, to } of stretches.filter((s) => s.to > s.from).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

const none: readonly Stretch[] = [];
const stretchesBy = (measure: (at: Instant) => number, pauses: readonly Pause[], asOf: Instant | null): readonly Stretch[] =>
  pauses.length === 0 ? none : joined(pauses.map((p) => ({ from: measure(p.fromAt), to: measure(p.toAt ?? asOf ?? p.fromAt) })));

/** Paused milliseconds, for clocks that run by hours. */
export const pausedMs = (pauses: readonly Pause[], asOf: Instant | null) => stretchesBy(msOf, pauses, asOf);
/** Paused day numbers, for clocks that run by days of any kind. */
export const pausedDayNumbers = (pauses: readonly Pause[], asOf: Instant | null) => stretchesBy(dayNumberOf, pauses, asOf);

/** Moves `due` past every stretch between `start` and it. Only ever forward: a later pause that the move reaches counts too. */
export function pushPast(start: number, due: number, stretches: readonly Stretch[]): { due: number; paused: number } {
  let moved = due;
  for (const { from, to } of stretches) {
    const begins = Math.max(from, start);
    if (begins < moved && to > begins) moved += to - begins;
  }
  return { due: moved, paused: moved - due };
}

export const isPausedDay = (n: DayNumber, stretches: readonly Stretch[]): boolean => stretches.some((s) => s.from < n && n <= s.to);
