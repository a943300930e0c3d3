// A refusal as people read it at the staff door: dates in its detail in words, and the field it is about, where there is one.
import type { Instant } from '#core/time/day.ts';
import { parseDay, parseInstant } from '#core/time/day.ts';
import { dayIn, dayWords, instantWords, type Lang } from '#ui/lang.ts';
import { type AnyRefusal, refusalSentence } from './sentences.ts';

export function sentenceOf(refusal: AnyRefusal, lang: Lang, now: Instant, detail?: string): string {
  const at = detail === undefined ? null : parseInstant(detail);
  const on = detail === undefined ? null : parseDay(detail);
  return refusalSentence(refusal, lang, at ? instantWords(at, now, lang) : on ? dayWords(on, dayIn(now), lang) : detail);
}

/** Fields a refusal may be about, the likelier first; the first that the form has gets the sentence beside it. */
const fields: Partial<Record<AnyRefusal, readonly string[]>> = {
  'say-why': ['reason', 'note', 'measure'],
  'cite-basis': ['basis', 'minutes'],
  'words-missing': ['words', 'task', 'summary'],
  'duty-taken-back': ['to', 'unitId'],
  'duty-cooperate-only': ['to', 'unitId'],
  'duty-not-listed': ['to', 'unitId'],
  'unknown-unit': ['to', 'unitId', 'proposedUnitId', 'accusedUnitId'],
  'unknown-category': ['categoryId'],
  'unknown-place': ['placeId'],
  'unknown-person': ['to', 'accountId'],
  'accused-unit': ['to', 'unitId', 'accusedUnitId'],
  'same-unit': ['unitId', 'to'],
  'name-the-unit': ['to', 'accusedUnitId'],
  'extension-too-long': ['until'],
  'date-in-past': ['until'],
  'date-too-far': ['until'],
  'hold-needs-measure': ['measure'],
  'hold-needs-next-contact': ['nextContactOn'],
  'pause-needs-date': ['until'],
  'pause-material-twice': ['cause'],
  'name-the-route': ['route'],
  'reply-says-nothing': ['text'],
  'reply-needs-basis': ['basis'],
  'reply-needs-evidence': ['statement'],
  'raiser-not-told': ['toldRaiser'],
  'main-is-closed': ['main'],
  'main-is-merged': ['main'],
  'main-is-sealed': ['main'],
  'cannot-merge-into-itself': ['main'],
};
export const fieldOf = (refusal: AnyRefusal, names: readonly string[]): string | null =>
  fields[refusal]?.find((name) => names.includes(name)) ?? null;
