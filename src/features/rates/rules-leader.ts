// What the leader's page chooses, and by which rule: what is stuck, whose words are shown, what grows. Each rule is said on the page in words; nothing is picked by hand.
import type { RecordedEvent } from '#core/matter/events.ts';
import { maskSensitive } from '#core/text/mask.ts';
import type { Instant } from '#core/time/day.ts';

export type StuckRow = { id: string; due_at: Instant; escalation: number; round: number; returns: number; cameLate: boolean };

/**
 * First how high it climbed, then how many rounds, then how often it was sent back, then how long it is overdue; what came too late from an older ledger
 * stands after what became late here. By matter, never by person.
 */
export function rankStuck<Row extends StuckRow>(rows: readonly Row[]): Row[] {
  return [...rows].sort(
    (a, b) =>
      b.escalation - a.escalation ||
      b.round - a.round ||
      b.returns - a.returns ||
      Number(a.cameLate) - Number(b.cameLate) ||
      (a.due_at < b.due_at ? -1 : a.due_at > b.due_at ? 1 : a.id < b.id ? -1 : 1),
  );
}

/** Since when the unit that holds it now has it. */
export function heldSince(history: readonly RecordedEvent[]): Instant {
  const given = history.findLast(
    (event) =>
      event.type === 'dispatched' ||
      event.type === 'designated' ||
      event.type === 'reworkOpened' ||
      event.type === 'ownerFollowed' ||
      event.type === 'mergedInto' ||
      (event.type === 'objectionRuled' && event.data.outcome !== 'rejected'),
  );
  return given?.at ?? history[0]?.at ?? ('' as Instant);
}

const titled = /([\u4e00-\u9fff])(先生|女士|小姐|师傅|老师|医生|主任|局长|书记|科长|站长|所长|乡长|镇长|村长|经理|同志|大爷|大妈|阿姨)/g;
const notSurnames = '的了是在有和跟对找个位名叫请问让给向这那老小女男各';
const leastWords = 6;
const mostWords = 48;

/** Phones and cards starred out, names of the raiser and of staff taken out, and "王师傅" told as "某师傅": a sentence is no way to find a person. */
export function anonymous(words: string, names: readonly string[]): string {
  let text = maskSensitive(words.replace(/\s+/g, ' ').trim());
  for (const name of [...names].filter((one) => [...one].length >= 2).sort((a, b) => b.length - a.length))
    text = text.replaceAll(name, '某某');
  text = text.replace(titled, (whole, surname: string, title: string) => (notSurnames.includes(surname) ? whole : `某${title}`));
  const signs = [...text];
  return signs.length > mostWords ? `${signs.slice(0, mostWords).join('')}……` : text;
}

/** "好" alone tells a reader nothing. */
export const tellsSomething = (words: string): boolean => [...words.replace(/[\s\p{P}\p{S}]/gu, '')].length >= leastWords;

export type Growth = { id: string; before: number; after: number };
export const fewMatters = 10;

/** What rose most in number of concerns, at most `most`; what did not rise is not told. */
export function risers(counts: readonly Growth[], most: number): Growth[] {
  return counts
    .filter((one) => one.after > one.before)
    .sort((a, b) => b.after - b.before - (a.after - a.before) || b.after - a.after || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}
