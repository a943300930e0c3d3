// Who sees which part of a matter: table X5 as data (Regulation on Petitions Arts. 30, 46(5); GB/T 33358 secrecy on request; PIPL Art. 25). Default is no.
// Nothing else in the product decides this; visibility-seen.ts applies it. What X5 leaves out (reasons, notes, tasks) is listed below it, as narrow.
import type { Confidentiality } from '#core/matter/events.ts';

/** How somebody stands to a matter. One person may stand in several ways, and then sees the most that any of them allows. */
export type Relation =
  | 'raiser'
  | 'desk' // intake and call-back officers of a unit that never handled it
  | 'county' // dispatcher, hotline, county office: they sort and rule, and read as the owner does
  | 'owner'
  | 'assistant'
  | 'village' // a village asked to help
  | 'thirdParty' // property manager and the like: only by a share link
  | 'accused'
  | 'head'
  | 'audit'
  | 'public';

export type Field =
  | 'words' // the raiser's own: title, text, new facts
  | 'contact' // name, phone, address
  | 'alias'
  | 'place'
  | 'reply'
  | 'verdict' // words of verdicts and what was said on call-backs
  | 'evidence'
  | 'looks' // the access log
  | 'summary'
  | 'notes' // what staff write for each other
  | 'reasons' // of requests and rulings
  | 'tasks' // asked of helpers
  | 'others' // numbers of other matters, where it was imported from
  | 'seal'; // who is accused, who is recused

/**
 * `logged`: opened singly, with a reason, on record first. `needed`: the summary, or the words redacted where none was written. `task`: only what somebody wrote for
 * them. `own`: only what the own unit wrote or was asked. `after-window`: once the raiser can no longer change it. `counts`, `totals`: numbers, never words.
 */
export type Seeing = 'no' | 'totals' | 'counts' | 'task' | 'alias' | 'own' | 'needed' | 'redacted' | 'after-window' | 'logged' | 'yes';

const byStrength: readonly Seeing[] = [
  'no',
  'totals',
  'counts',
  'task',
  'alias',
  'own',
  'needed',
  'redacted',
  'after-window',
  'logged',
  'yes',
];

type Cell = Seeing | Record<'open' | 'sealed' | 'accusation', Seeing>;
const ifSealed = (open: Seeing, sealed: Seeing): Cell => ({ open, sealed, accusation: sealed });

const none: Record<Field, Cell> = {
  words: 'no',
  contact: 'no',
  alias: 'no',
  place: 'no',
  reply: 'no',
  verdict: 'no',
  evidence: 'no',
  looks: 'no',
  summary: 'no',
  notes: 'no',
  reasons: 'no',
  tasks: 'no',
  others: 'no',
  seal: 'no',
};

export const matrix: Record<Relation, Record<Field, Cell>> = {
  raiser: {
    ...none,
    words: 'yes',
    contact: 'yes',
    alias: 'yes',
    place: 'yes',
    reply: 'yes',
    verdict: 'yes',
    evidence: 'yes',
    looks: 'counts',
    reasons: 'yes',
  },
  desk: {
    words: 'yes',
    contact: 'logged',
    alias: 'yes',
    place: 'yes',
    reply: 'yes',
    verdict: 'yes',
    evidence: 'yes',
    looks: 'own',
    summary: 'yes',
    notes: 'yes',
    reasons: 'yes',
    tasks: 'yes',
    others: 'yes',
    seal: 'yes',
  },
  county: {
    ...none,
    words: ifSealed('yes', 'redacted'),
    alias: 'alias',
    place: ifSealed('yes', 'redacted'),
    reply: 'yes',
    verdict: 'after-window',
    evidence: 'yes',
    looks: 'own',
    summary: ifSealed('yes', 'redacted'),
    notes: ifSealed('yes', 'redacted'),
    reasons: ifSealed('yes', 'redacted'),
    tasks: 'yes',
    others: 'yes',
    seal: 'yes',
  },
  owner: {
    ...none,
    words: ifSealed('yes', 'redacted'),
    alias: 'alias',
    place: ifSealed('yes', 'redacted'),
    reply: 'yes',
    verdict: 'after-window',
    evidence: 'yes',
    looks: 'own',
    summary: ifSealed('yes', 'redacted'),
    notes: ifSealed('yes', 'redacted'),
    reasons: ifSealed('yes', 'redacted'),
    tasks: 'yes',
    others: 'yes',
    seal: 'yes',
  },
  assistant: {
    ...none,
    words: 'needed',
    alias: 'alias',
    place: ifSealed('yes', 'redacted'),
    reply: 'yes',
    evidence: 'redacted',
    looks: 'own',
    summary: 'redacted',
    notes: 'own',
    tasks: 'own',
  },
  village: { ...none, words: 'task', place: ifSealed('yes', 'redacted'), reply: 'task', evidence: 'redacted', notes: 'own', tasks: 'own' },
  thirdParty: { ...none, words: 'task', place: 'task', reply: 'task', evidence: 'redacted' },
  accused: {
    ...none,
    words: { open: 'task', sealed: 'task', accusation: 'no' },
    place: { open: 'task', sealed: 'task', accusation: 'no' },
  },
  head: {
    ...none,
    words: ifSealed('yes', 'redacted'),
    place: ifSealed('yes', 'redacted'),
    reply: 'yes',
    verdict: 'totals',
    evidence: 'yes',
    looks: 'own',
    summary: ifSealed('yes', 'redacted'),
    notes: ifSealed('yes', 'redacted'),
    reasons: ifSealed('yes', 'redacted'),
    tasks: 'yes',
    others: 'yes',
    seal: 'yes',
  },
  audit: { ...none, looks: 'yes' },
  public: { ...none, place: 'totals', reply: 'totals', verdict: 'totals' },
};

export const fields = Object.keys(none) as Field[];
export type Grants = Readonly<Record<Field, Seeing>>;

const column = (confidentiality: Confidentiality): 'open' | 'sealed' | 'accusation' =>
  confidentiality === 'accusation' ? 'accusation' : confidentiality === 'identitySealed' ? 'sealed' : 'open';

export function cellOf(relation: Relation, field: Field, confidentiality: Confidentiality): Seeing {
  const cell = matrix[relation][field];
  return typeof cell === 'string' ? cell : cell[column(confidentiality)];
}

const granted = new Map<string, Grants>(); // a few dozen ways to stand to a matter; a list asks for fifty at once

/** The most that any of these relations allows, field by field. None at all: nothing. */
export function grantsOf(relations: readonly Relation[], confidentiality: Confidentiality): Grants {
  const way = `${column(confidentiality)} ${relations.join(' ')}`;
  const known = granted.get(way) ?? strongest(relations, confidentiality);
  granted.set(way, known);
  return known;
}

function strongest(relations: readonly Relation[], confidentiality: Confidentiality): Grants {
  const most = (field: Field): Seeing =>
    relations
      .map((relation) => cellOf(relation, field, confidentiality))
      .reduce<Seeing>((best, one) => (byStrength.indexOf(one) > byStrength.indexOf(best) ? one : best), 'no');
  return Object.freeze(Object.fromEntries(fields.map((field) => [field, most(field)]))) as Grants;
}
