// A request for data from villages and townships (SM-18): what it must say, and what of it is refused before anybody is asked.
import { addMonths, type Day, type Instant, parseDay } from '#core/time/day.ts';
import { bareField, type Held, heldFor, isBanned } from './rules-held.ts';

export const frequencies = ['once', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;
export type Frequency = (typeof frequencies)[number];
export const askedOfs = ['townships', 'villages', 'both'] as const;
export type AskedOf = (typeof askedOfs)[number];
export type State = 'asked' | 'approved' | 'returned' | 'withdrawn' | 'ended';

export const requestFields = ['title', 'purpose', 'basis', 'fields', 'frequency', 'askedOf', 'expiresOn'] as const;
export type RequestField = (typeof requestFields)[number];
export type Typed = Readonly<Record<RequestField, string>>;
export type RequestProblem =
  | 'title-missing'
  | 'purpose-missing'
  | 'basis-missing'
  | 'fields-missing'
  | 'fields-many'
  | 'frequency-unknown'
  | 'asked-of-unknown'
  | 'expiry-missing'
  | 'expiry-past'
  | 'expiry-far';

/** Why one field is not asked. */
export type FieldRefusal =
  | { field: string; why: 'held'; held: Held }
  | { field: string; why: 'asked'; number: number; title: string }
  | { field: string; why: 'banned' };

export type Request = {
  title: string;
  purpose: string;
  basis: string;
  fields: string[];
  frequency: Frequency;
  askedOf: AskedOf;
  expiresOn: Day;
};
/** As it is kept. */
export type RequestRow = Request & {
  id: string;
  number: number;
  unitId: string;
  askedBy: string;
  askedAt: Instant;
  state: State;
  decidedBy: string | null;
  decidedAt: Instant | null;
  decision: string;
  endedAt: Instant | null;
};
export type Running = { number: number; title: string; fields: readonly string[] };
export type Read =
  | { ok: true; request: Request; like: { field: string; held: Held }[] }
  | { ok: false; problems: { name: RequestField; problem: RequestProblem }[]; refusals: FieldRefusal[] };

export const mostFields = 30;
export const mostMonths = 12;
const long = (text: string, least: number): boolean => [...text.trim()].length >= least;

/** Everything wrong at once, so that nobody is sent back twice. `running`: what is asked of the grassroots already. */
export function readRequest(typed: Typed, today: Day, running: readonly Running[]): Read {
  const problems: { name: RequestField; problem: RequestProblem }[] = [];
  const note = (name: RequestField, problem: RequestProblem): void => void problems.push({ name, problem });
  if (!long(typed.title, 2)) note('title', 'title-missing');
  if (!long(typed.purpose, 4)) note('purpose', 'purpose-missing');
  // A basis names something that others can look up: a document, a number, an article.
  if (!long(typed.basis, 4) || !/[〔[（(《第号条\d]/u.test(typed.basis)) note('basis', 'basis-missing');
  const fields = fieldsIn(typed.fields);
  if (fields.length === 0) note('fields', 'fields-missing');
  if (fields.length > mostFields) note('fields', 'fields-many');
  const frequency = frequencies.find((one) => one === typed.frequency);
  if (!frequency) note('frequency', 'frequency-unknown');
  const askedOf = askedOfs.find((one) => one === typed.askedOf);
  if (!askedOf) note('askedOf', 'asked-of-unknown');
  const expiresOn = parseDay(typed.expiresOn.normalize('NFKC').trim());
  if (expiresOn === null) note('expiresOn', 'expiry-missing');
  else if (expiresOn < today) note('expiresOn', 'expiry-past');
  else if (expiresOn > addMonths(today, mostMonths)) note('expiresOn', 'expiry-far');
  const refusals = fields.flatMap((field) => refusalOf(field, running) ?? []);
  if (problems.length > 0 || refusals.length > 0 || !frequency || !askedOf || expiresOn === null) return { ok: false, problems, refusals };
  const like = fields.flatMap((field) => {
    const found = heldFor(field);
    return found?.how === 'like' ? [{ field, held: found.held }] : [];
  });
  const words = { title: typed.title.trim(), purpose: typed.purpose.trim(), basis: typed.basis.trim() };
  return { ok: true, like, request: { ...words, fields, frequency, askedOf, expiresOn } };
}

export function fieldsIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n、,，;；]/u)
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ];
}

function refusalOf(field: string, running: readonly Running[]): FieldRefusal | null {
  if (isBanned(field)) return { field, why: 'banned' };
  const found = heldFor(field);
  if (found?.how === 'same') return { field, why: 'held', held: found.held };
  const other = running.find((one) => one.fields.some((asked) => bareField(asked) === bareField(field)));
  return other ? { field, why: 'asked', number: other.number, title: other.title } : null;
}

/** As it stands today: a request ends on its day, whether or not the clock has come by. */
export const stateOn = (state: State, expiresOn: Day, today: Day): State =>
  (state === 'approved' || state === 'asked') && expiresOn < today ? 'ended' : state;

/** Fields that are asked although they are held, or asked by two requests at once. None, as long as the check holds; the burden page counts them anew each time. */
export function doubleAsked(running: readonly Pick<Running, 'fields'>[]): string[] {
  const all = running.flatMap((one) => one.fields);
  const bare = all.map(bareField);
  return all.filter((field, i) => heldFor(field)?.how === 'same' || bare.indexOf(bare[i] ?? '') !== i);
}
/** What the form asks for: what its own check misses when nothing is given. */
export const requiredFields = (today: Day): RequestField[] => {
  const read = readRequest({ title: '', purpose: '', basis: '', fields: '', frequency: '', askedOf: '', expiresOn: '' }, today, []);
  return read.ok ? [] : [...new Set(read.problems.map((one) => one.name))];
};
