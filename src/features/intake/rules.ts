// What a concern needs before it can be taken in (P01, P02, P06, must-not 12). Pure: raw words in, a clean concern or the problems out; every door uses it.
import type { Channel, Confidentiality, Kind } from '#core/matter/events.ts';
import { cleanText } from '#core/text/clean.ts';
import { type EmergencyNumber, findEmergencies } from '#core/text/emergency.ts';
import { type PhoneRefusal, parsePhone } from '#core/text/phone.ts';
import { findSecrecyMarkers } from '#core/text/secrecy.ts';
import type { Instant } from '#core/time/day.ts';
import { parseInstant } from '#core/time/day.ts';

export const caps = { title: 200, text: 20_000, place: 200, name: 60, address: 200, consent: 500, photos: 6, reference: 200 } as const;

export const kinds = ['consult', 'help', 'complaint', 'report', 'suggestion', 'praise', 'system'] as const satisfies readonly Kind[];
export const confidentialities = ['normal', 'contactHidden', 'identitySealed', 'accusation'] as const satisfies readonly Confidentiality[];
/** How the raiser wants to be told and helped; slugs, because they are shown and counted, never free words. */
export const needsKnown = ['tell-phone', 'tell-letter', 'tell-visit', 'tell-none', 'large-print', 'dialect', 'interpreter'] as const;
export type Need = (typeof needsKnown)[number];

/** What people answer on the emergency screen: the call was made, it is no emergency, or the desk handed the caller over to the service. */
export const emergencyAnswers = ['called', 'not', 'handed'] as const;
export type EmergencyAnswer = (typeof emergencyAnswers)[number];

/** As it comes from a form, a JSON body or a row: nothing is trusted, everything may be missing. */
export type RawConcern = {
  text?: string | undefined;
  title?: string | undefined;
  place?: string | undefined;
  placeId?: string | undefined;
  category?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  address?: string | undefined;
  /** true: no contact is kept whatever was typed; false: a phone or an address is asked for; absent: as given. */
  anonymous?: boolean | undefined;
  confidentiality?: string | undefined;
  accusedUnit?: string | undefined;
  /** Who wrote it down for the raiser, and the raiser's consent; the verdict stays the raiser's. */
  representedBy?: string | undefined;
  consent?: string | undefined;
  needs?: readonly string[] | undefined;
  receivedAt?: string | undefined;
  photos?: readonly string[] | undefined;
  /** The answer on the emergency screen; `true` means it is no emergency. */
  emergencyConfirmed?: EmergencyAnswer | boolean | undefined;
  /** Which service the caller was handed to, when it is not the one the words point at. */
  emergencyService?: string | undefined;
  /** The service's own reference, for `handed`. */
  emergencyReference?: string | undefined;
  /** One per form: the same form sent twice gives the same receipt. */
  key?: string | undefined;
};

export type ConcernField =
  | 'text'
  | 'title'
  | 'place'
  | 'placeId'
  | 'category'
  | 'kind'
  | 'name'
  | 'phone'
  | 'address'
  | 'confidentiality'
  | 'accusedUnit'
  | 'representedBy'
  | 'consent'
  | 'receivedAt'
  | 'photos'
  | 'key';

export const concernProblems = [
  'text-missing',
  'text-too-long',
  'title-too-long',
  'place-too-long',
  'place-unknown',
  'category-unknown',
  'kind-unknown',
  'name-too-long',
  'address-too-long',
  'contact-missing',
  'phone-missing',
  'phone-unreadable',
  'phone-wrong-length',
  'phone-needs-area-code',
  'phone-lost-digits',
  'phone-several',
  'proxy-missing',
  'confidentiality-unknown',
  'accused-unit-missing',
  'accused-unit-unknown',
  'accused-unit',
  'consent-missing',
  'consent-too-long',
  'received-unreadable',
  'received-in-future',
  'photos-too-many',
  'photos-unknown',
  'secrecy',
  'emergency',
  'key-used-otherwise',
] as const;
export type ConcernProblem = (typeof concernProblems)[number];
// Compile-time promise: every way to refuse a phone number is a problem of a concern.
export const phoneProblem = (refusal: PhoneRefusal): ConcernProblem => refusal;

export type Problems = Partial<Record<ConcernField, ConcernProblem>>;
export type EmergencyFound = { call: EmergencyNumber; calls: readonly EmergencyNumber[]; words: readonly string[] };

/** What the directory knows, as far as a concern needs it. */
export type Known = {
  now: Instant;
  hasPlace(id: string): boolean;
  matchPlace(text: string): string | null;
  /** A category by id, code or name; null when there is none. */
  categoryOf(text: string): string | null;
  hasUnit(id: string): boolean;
  areaCode?: string | undefined;
};

export type CheckedConcern = {
  kind: Kind;
  title: string;
  text: string;
  placeText: string;
  placeId: string | null;
  categoryId: string | null;
  confidentiality: Confidentiality;
  accusedUnitId: string | null;
  contact: { name: string; phone: string; address: string } | null;
  representedBy: string | null;
  consentNote: string;
  needs: readonly Need[];
  receivedAt: Instant | null;
  photos: readonly string[];
};

export type Checked =
  | { ok: true; concern: CheckedConcern; emergency: (EmergencyFound & { answer: EmergencyAnswer }) | null }
  | { ok: false; problems: Problems; emergency: EmergencyFound | null; secrecy: readonly string[] };

/** Longer than this is not even cleaned: ten times the cap cannot shrink below it, and 10 MB must cost nothing. */
const hopeless = caps.text * 10;

/** The first sentence, as a title: at most 30 signs, never empty for a text that says something. */
export function titleFrom(text: string): string {
  const bare =
    text
      .slice(0, 400)
      .replace(/^(?:(?:尊敬的?[^，,：:！!。\n]{0,12}|您好|你好|领导好?|各位领导)[，,：:！!。\s]+)+/u, '')
      .trim() || text;
  const line = bare.split(/[\n。！？!?；;]/u, 1)[0]?.trim() || bare;
  const signs = [...line.replace(/\s+/gu, ' ')];
  return signs.length > 30 ? `${signs.slice(0, 30).join('')}…` : signs.join('');
}

/** Refusals: see `Problems`. Secrecy goes before everything: nothing else is even looked at, so that nothing of it is kept. */
export function checkConcern(raw: RawConcern, known: Known): Checked {
  const problems: Problems = {};
  const say = (field: ConcernField, problem: ConcernProblem): void => {
    problems[field] ??= problem;
  };
  const line = (field: ConcernField & keyof RawConcern, max: number, problem: ConcernProblem): string => {
    const typed = raw[field];
    if (typeof typed !== 'string' || typed === '') return '';
    if (typed.length > hopeless) {
      say(field, problem);
      return '';
    }
    const { text, cut } = cleanText(typed, { max });
    if (cut) say(field, problem);
    return text;
  };
  const text = wordsOf(raw.text ?? '', say);
  const given = line('title', caps.title, 'title-too-long');
  const placeText = line('place', caps.place, 'place-too-long');
  const consentNote = line('consent', caps.consent, 'consent-too-long');
  const representedBy = line('representedBy', caps.name, 'name-too-long');
  const secrecy = [...new Set([text, given, placeText, consentNote].filter((words) => words !== '').flatMap(markersIn))];
  if (secrecy.length > 0) return { ok: false, problems: { text: 'secrecy' }, emergency: null, secrecy };
  if (text === '' && !problems.text) say('text', 'text-missing');
  if (representedBy !== '' && consentNote === '') say('consent', 'consent-missing');
  const concern: CheckedConcern = {
    text,
    title: given || titleFrom(text),
    placeText,
    consentNote,
    representedBy: representedBy || null,
    kind: oneOf(kinds, raw.kind, 'help', () => say('kind', 'kind-unknown')),
    placeId: placeOf(raw.placeId, placeText, known, say),
    categoryId: categoryOf(raw.category, known, say),
    ...secretOf(raw, known, say),
    contact: contactOf(raw, line, known, say),
    needs: (raw.needs ?? []).filter((need): need is Need => (needsKnown as readonly string[]).includes(need)),
    receivedAt: receivedOf(raw.receivedAt, known.now, say),
    photos: raw.photos ?? [],
  };
  if (concern.photos.length > caps.photos) say('photos', 'photos-too-many');
  const found = emergencyIn(`${given}\n${text}`);
  const answer = raw.emergencyConfirmed === true ? 'not' : emergencyAnswers.find((one) => one === raw.emergencyConfirmed);
  if (found && !answer) say('text', 'emergency');
  if (Object.keys(problems).length > 0) return { ok: false, problems, emergency: found, secrecy };
  return { ok: true, concern, emergency: found && answer ? { ...found, answer } : null };
}

export const markersIn = (text: string): string[] => findSecrecyMarkers(text).map((marker) => marker.words);

/** The gravest service first, and the words that point at it; null when nothing does. */
export function emergencyIn(text: string): EmergencyFound | null {
  const found = findEmergencies(text);
  const [first] = found;
  if (!first) return null;
  return {
    call: first.call,
    calls: [...new Set(found.map((one) => one.call))],
    words: [...new Set(found.flatMap((one) => one.words))].slice(0, 5),
  };
}

type Say = (field: ConcernField, problem: ConcernProblem) => void;

function wordsOf(typed: string, say: Say): string {
  if (typed.length > hopeless) {
    say('text', 'text-too-long');
    return '';
  }
  const { text, cut } = cleanText(typed, { max: caps.text, multiline: true });
  if (cut) say('text', 'text-too-long');
  return text;
}

function oneOf<const Option extends string>(
  options: readonly Option[],
  typed: string | undefined,
  otherwise: Option,
  unknown: () => void,
): Option {
  if (typed === undefined || typed === '') return otherwise;
  const found = options.find((option) => option === typed);
  if (!found) unknown();
  return found ?? otherwise;
}

function placeOf(id: string | undefined, text: string, known: Known, say: Say): string | null {
  if (id && known.hasPlace(id)) return id;
  if (id) {
    say('placeId', 'place-unknown');
    return null;
  }
  return text === '' ? null : known.matchPlace(text);
}

function categoryOf(typed: string | undefined, known: Known, say: Say): string | null {
  const words = (typed ?? '').slice(0, 200).trim();
  if (words === '') return null;
  const id = known.categoryOf(words);
  if (id === null) say('category', 'category-unknown');
  return id;
}

function secretOf(raw: RawConcern, known: Known, say: Say): Pick<CheckedConcern, 'confidentiality' | 'accusedUnitId'> {
  const confidentiality = oneOf(confidentialities, raw.confidentiality, 'normal', () => say('confidentiality', 'confidentiality-unknown'));
  const accusedUnitId = raw.accusedUnit || null;
  if (confidentiality === 'accusation' && accusedUnitId === null) say('accusedUnit', 'accused-unit-missing');
  if (accusedUnitId !== null && !known.hasUnit(accusedUnitId)) say('accusedUnit', 'accused-unit-unknown');
  return { confidentiality, accusedUnitId };
}

function contactOf(
  raw: RawConcern,
  line: (field: 'name' | 'address', max: number, problem: ConcernProblem) => string,
  known: Known,
  say: Say,
): CheckedConcern['contact'] {
  if (raw.anonymous === true) return null;
  const name = line('name', caps.name, 'name-too-long');
  const address = line('address', caps.address, 'address-too-long');
  const typed = (raw.phone ?? '').trim();
  if (typed === '') {
    if (raw.anonymous === false && address === '') say('phone', 'phone-missing');
    return name === '' && address === '' ? null : { name, phone: '', address };
  }
  const phone = parsePhone(typed, known.areaCode === undefined ? {} : { areaCode: known.areaCode });
  if (!phone.ok) {
    say('phone', phoneProblem(phone.refusal));
    return null;
  }
  return { name, phone: phone.phone.number, address };
}

/** A letter of last week is counted from the day it came in; a day that has not come yet is a slip of the pen. */
function receivedOf(typed: string | undefined, now: Instant, say: Say): Instant | null {
  if (!typed) return null;
  const at = parseInstant(typed);
  if (at === null || at > now) {
    say('receivedAt', at === null ? 'received-unreadable' : 'received-in-future');
    return null;
  }
  return at;
}

/** Doors that know their channel hand it in; a proxy at the desk needs a name. */
export const needsProxy = (channel: Channel): boolean => channel === 'proxy';
