// What an auditor may ask of the log, read from an address: days, kind of act, account, number. What cannot be read is said, never guessed.
import { parseNumber } from '#core/matter/number.ts';
import { addDays, atTimeOfDay, type Day, type Instant, parseDay } from '#core/time/day.ts';

export const groups = ['signIns', 'looks', 'exports', 'settings'] as const;
export type Group = (typeof groups)[number];

/** By the name of the act (`room-what-was-done`), so that a new act of a room is sorted without a list; what fits nowhere is a setting that somebody changed. */
export const groupPattern = {
  signIns: '^people-(signed-|sign-in-failed|code-failed|openid-(failed|unknown)|set-up|password-changed)',
  looks: '(-seen|-trace-asked|-link-printed|-photo-redacted|-looked|-relayed)$',
  exports: '(-exported|-fetched|-published|^backup-made|^sharing-task-shared)$',
} as const satisfies Record<Exclude<Group, 'settings'>, string>;

export function groupOf(what: string): Group {
  for (const group of ['signIns', 'looks', 'exports'] as const) if (new RegExp(groupPattern[group]).test(what)) return group;
  return 'settings';
}

export const askNames = ['from', 'to', 'group', 'who', 'number'] as const;
export type AskName = (typeof askNames)[number];
export type Typed = Readonly<Record<AskName, string>>;
export type AskProblem = 'day-unreadable' | 'days-reversed' | 'who-unknown' | 'number-unreadable' | 'number-unknown';

export type Ask = { from: Instant; until: Instant; fromOn: Day; toOn: Day; group: Group | null; number: string | null };

const days = 30;

/** The last thirty days unless days are given. */
export function readAsk(typed: Typed, today: Day): { ask: Ask } | { problems: { name: AskName; problem: AskProblem }[] } {
  const problems: { name: AskName; problem: AskProblem }[] = [];
  const day = (name: 'from' | 'to', otherwise: Day): Day => {
    const words = typed[name].normalize('NFKC').trim();
    const read = words === '' ? otherwise : parseDay(words);
    if (read === null) problems.push({ name, problem: 'day-unreadable' });
    return read ?? otherwise;
  };
  const toOn = day('to', today);
  const fromOn = day('from', addDays(toOn, -days));
  if (fromOn > toOn && problems.length === 0) problems.push({ name: 'to', problem: 'days-reversed' });
  const number = typed.number.trim() === '' ? null : parseNumber(typed.number);
  if (number === null && typed.number.trim() !== '') problems.push({ name: 'number', problem: 'number-unreadable' });
  if (problems.length > 0) return { problems };
  const group = groups.find((one) => one === typed.group) ?? null;
  return { ask: { from: atTimeOfDay(fromOn, '00:00'), until: atTimeOfDay(addDays(toOn, 1), '00:00'), fromOn, toOn, group, number } };
}

/** `2026-11-27T01:00:00.000Z~01J…`, the place after which the next page begins; null when it is none. */
export function readCursor(text: string): { at: Instant; id: string } | null {
  const read = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)~([0-9A-Za-z-]{1,60})$/.exec(text);
  return read?.[1] && read[2] ? { at: read[1] as Instant, id: read[2] } : null;
}
export const cursorOf = ({ at, id }: { at: Instant; id: string }): string => `${at}~${id}`;
