// The one place through which a matter is read (X5): page, API, search, list, export, notice, print, merge and history get a SeenMatter or SeenRow, and only this file makes them.
// It redacts the events and folds them anew, so whatever is computed from a SeenMatter is computed from what this reader may see.
import type { Evidence, RecordedEvent } from '#core/matter/events.ts';
import { type Matter, matterOf } from '#core/matter/matter.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, nothingKnown, redactWords, starKnown } from '#core/text/redact.ts';
import type { Instant } from '#core/time/day.ts';
import type { Circumstances } from './circumstances.ts';
import type { SealedEvent, SealedRaiser } from './store.ts';
import { maySee, maySeeContact, relationsOf, standingOf, type Viewer } from './visibility.ts';
import { type Grants, grantsOf, type Relation, type Seeing } from './visibility-matrix.ts';
import { type Part, parts } from './visibility-parts.ts';

declare const seen: unique symbol;

/** `withheld`: something that was written stands here, and this reader may not see it. */
export type SeenEvent = SealedEvent & { withheld?: true };

export type SeenMatter = {
  readonly [seen]: true;
  readonly id: string;
  /** The state as this reader may know it. Show this one; decide with the whole one, which `act()` reads itself. */
  readonly matter: Matter;
  readonly history: readonly SeenEvent[];
  readonly placeText: string;
  readonly relations: readonly Relation[];
  readonly grants: Grants;
  readonly mayOpenContact: boolean;
};

/** `sealed` where it was read already; else it is read when somebody has to be starred out. */
export type FoundMatter = { id: string; placeText: string; events: readonly SealedEvent[]; sealed?: SealedRaiser | null };
/** The raiser looks at the own matter after proving it; everybody else is an account with posts. */
export type Reader = Viewer | { kind: 'raiser' };
export type Seeers = Pick<Circumstances, 'units'>;

/**
 * The matter as this reader may see it; null when it is not there for them at all. `known` opens what is sealed of the raiser, so that it can be starred out;
 * it is not asked for who may open the contact. Hand in `whole` when the state is folded already.
 */
export async function seenBy(
  reader: Reader,
  found: FoundMatter,
  { units }: Seeers,
  now: Instant,
  known: (matterId: string) => Promise<KnownOfRaiser>,
  whole: Matter = matterOf(found.id, found.events),
): Promise<SeenMatter | null> {
  if (reader.kind === 'staff' && !maySee(whole, reader, { units })) return null;
  const relations: readonly Relation[] = reader.kind === 'raiser' ? ['raiser'] : relationsOf(standingOf(whole), reader, { units });
  const grants = grantsOf(relations, whole.confidentiality);
  const mayOpenContact = reader.kind === 'staff' && maySeeContact(reader, whole);
  const isOpen = mayOpenContact || reader.kind === 'raiser';
  const eye = eyeOf(reader, whole, grants, isOpen, now, isOpen ? nothingKnown : await known(found.id));
  const history = eye.seesAll ? found.events : found.events.map((event) => redacted(event, eye));
  const matter = history === found.events ? whole : matterOf(found.id, history);
  const placeText = eye.show('place', found.placeText, null);
  return { id: found.id, matter, history, placeText, relations, grants, mayOpenContact } as SeenMatter;
}

type Eye = {
  seesAll: boolean;
  grant(part: Part): Seeing;
  /** `event` is null for what stands in the row, not in an event. */
  show(part: Part, text: string, event: RecordedEvent | null): string;
};

function eyeOf(reader: Reader, m: Matter, grants: Grants, isOpen: boolean, now: Instant, known: KnownOfRaiser): Eye {
  // Name, phone and numbers in somebody's words are a way to the raiser: whole for whoever may open the contact and for the raiser, starred for the rest.
  const numbers = isOpen ? (text: string) => text : (text: string) => maskSensitive(starKnown(text, known));
  const redact = (text: string) => redactWords(text, known);
  const grant = (part: Part): Seeing => (part === 'open' ? 'yes' : part === 'never' ? 'no' : grants[part]);
  const mine = (event: RecordedEvent | null): boolean =>
    event !== null &&
    reader.kind === 'staff' &&
    ((event.actor.kind === 'staff' && event.actor.unitId === reader.unitId) ||
      (event.type === 'helperAsked' && event.data.unitId === reader.unitId));
  const show = (part: Part, text: string, event: RecordedEvent | null): string => {
    if (text === '' || part === 'open') return text;
    switch (grant(part)) {
      case 'yes':
      case 'logged':
        return numbers(text);
      case 'after-window':
        return windowIsOver(m, event, now) ? numbers(text) : '';
      case 'redacted':
        return redact(text);
      case 'needed': // a summary says what is needed; without one, the words less what tells who wrote them
        return event?.type === 'registered' && m.summary !== '' ? '' : redact(text);
      case 'own':
        return mine(event) ? redact(text) : '';
      case 'alias':
      case 'task':
      case 'counts':
      case 'totals':
      case 'no':
        return '';
    }
  };
  const seesAll =
    isOpen &&
    reader.kind === 'staff' &&
    Object.entries(grants).every(([field, one]) => one === 'yes' || field === 'contact' || field === 'looks');
  return { seesAll, grant, show };
}

/** Whether the raiser can no longer change the verdict this event belongs to, so that nobody can press for another one. */
function windowIsOver(m: Matter, event: RecordedEvent | null, now: Instant): boolean {
  if (event === null) return false;
  if (event.type === 'judged') {
    const stands = m.verdicts.find((verdict) => verdict.round === event.data.round);
    return (stands?.changeableUntil ?? event.data.changeableUntil) < now;
  }
  // What was said on calls waits for the verdict of its round, or for the end of the round without one.
  const next = m.verdicts.filter((verdict) => verdict.at >= event.at).at(-1);
  return next ? next.changeableUntil < now : m.status === 'archived';
}

/** The same event with what this reader may not see emptied: its type, its order and every date stay, so it folds to the same state. */
function redacted(event: SealedEvent, eye: Eye): SeenEvent {
  const kinds = parts[event.type] as Record<string, Part>;
  let withheld = false;
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event.data)) {
    const part = kinds[key] ?? 'never';
    if (part === 'open') data[key] = value;
    else if (typeof value === 'string') {
      // The title names the thing in one line, so it stays (redacted) where a summary takes the place of the words.
      data[key] = eye.show(part, value, key === 'title' ? null : event);
      if (data[key] === '' && value !== '') {
        withheld ||= part !== 'never';
        if (nullable.has(key)) data[key] = null;
      }
    } else if (key === 'evidence') data[key] = evidenceFor(value as Evidence[], eye);
    else if (Array.isArray(value)) data[key] = mayHaveFiles(eye) ? value : [];
    else data[key] = value;
  }
  return { ...event, data, ...(withheld ? { withheld: true as const } : {}) } as SeenEvent;
}

const nullable = new Set(['accusedUnitId', 'contactDigest', 'source', 'viaMain', 'proof']);
const mayHaveFiles = (eye: Eye): boolean => eye.grant('evidence') !== 'no';

/** Files by their id (which copy of them is shown is the files' own question), statements as words. */
function evidenceFor(evidence: readonly Evidence[], eye: Eye): Evidence[] {
  if (!mayHaveFiles(eye)) return [];
  return evidence.map((one) => (one.kind === 'statement' ? { ...one, ref: eye.show('evidence', one.ref, null) } : one));
}

/** What is sealed of nobody: for readers of whom no redaction is asked, and for tests. */
export const noneKnown = async (): Promise<KnownOfRaiser> => nothingKnown;
