// A matter as the staff page shows it to this reader: state folded from history, the story with what came late, clocks, proof, contact line.
import type { Actor } from '#core/matter/events.ts';
import { evolve, type Matter } from '#core/matter/matter.ts';
import { cameLate } from '#core/matter/number.ts';
import { shortProof } from '#core/record/short-proof.ts';
import { maskSensitive } from '#core/text/mask.ts';
import type { Deadline } from '#core/time/deadline.ts';
import { explainDeadline, sayDue } from '#core/time/explain.ts';
import type { Ports } from '#platform/ports.ts';
import { dayWords, instantWords } from '#ui/lang.ts';
import type { ClockView, EvidenceView, HistoryLine, MatterView } from './pages/matter-view.ts';
import type { Facts, FormFacts } from './staff-facts.ts';
import { filesFor } from './staff-photos.ts';
import { photosOf } from './store-staff.ts';
import type { Beside } from './store-trace.ts';
import { maySeeContact } from './visibility.ts';
import { type SeenNow, seeMatter } from './visibility-read.ts';
import type { SeenEvent, SeenMatter } from './visibility-seen.ts';
import { clockWords } from './words.ts';
import { answers, tellEvent } from './words-story.ts';
import type { Names, Told } from './words-telling.ts';

/** `seen` is what this person may see of it; `facts.matter` is the whole, for decisions only. */
export type Read = { seen: SeenMatter; matter: Matter; history: readonly SeenEvent[]; facts: FormFacts };

/** The matter with its history, or null: not there, or not for this person to see. Numbers tell nothing. */
export async function readMatter(ports: Ports, facts: Facts, number: string): Promise<Read | null> {
  const read = await seeMatter(ports, facts.viewer, number);
  return read && readOf(read, facts);
}

export const readOf = ({ seen, whole }: SeenNow, facts: Facts): Read => ({
  seen,
  matter: seen.matter,
  history: seen.history,
  facts: { ...facts, matter: whole, evidence: [] },
});

/** Phones and card numbers inside words are starred out for everybody who may not see the contact. */
export function namesFor(facts: Facts, matter: Matter): Names {
  const { lang, county, places, now, today } = facts;
  const seesAll = maySeeContact(facts.viewer, matter);
  const none = lang === 'zh' ? '未定' : 'not set';
  return {
    lang,
    unit: (id) => county.units.byId(id)?.shortName ?? id,
    person: (id) => county.staff.nameOf(id),
    category: (id) => (id === null ? none : county.categories.nameOf(id, lang)),
    place: (id) => (id === null ? none : places.byId(id) ? places.wordsOf(id) : id),
    day: (on) => dayWords(on, today, lang),
    at: (instant) => instantWords(instant, now, lang),
    words: (text) => (seesAll ? text : maskSensitive(text)),
  };
}

export function whoOf(actor: Actor, names: Names): string {
  if (actor.kind === 'staff') {
    const stoodIn =
      actor.forId === undefined ? '' : names.lang === 'zh' ? ` 代 ${names.person(actor.forId)}` : ` for ${names.person(actor.forId)}`;
    return `${names.unit(actor.unitId)} ${names.person(actor.id)}${stoodIn}`;
  }
  if (actor.kind === 'raiser') return names.lang === 'zh' ? '反映人' : 'The raiser';
  return names.lang === 'zh' ? '到点自动' : 'The clock';
}

const shownTo = (names: Names, told: Told): Told => ({
  ...told,
  what: names.words(told.what),
  note: told.note && names.words(told.note),
  words: told.words && names.words(told.words),
});

/** Every event told, oldest first. What came after the time set for it is marked, and so is what only lateness brings. */
export function historyLines(history: readonly SeenEvent[], id: string, names: Names): HistoryLine[] {
  let before: Matter | null = null;
  return history.map((event) => {
    const was: Matter | null = before;
    const deadlineWas: Deadline | null = was?.deadline ?? null;
    const told = shownTo(names, tellEvent(event, names, deadlineWas));
    const asked = answers[event.type] ?? [];
    const late = (was?.clocks ?? []).some((clock) => asked.includes(clock.kind) && clock.dueAt < event.at);
    const isLate =
      late ||
      (event.type === 'lightTurned' && event.data.to === 'red') ||
      (event.type === 'escalated' && event.data.why === 'overdue') ||
      (event.type === 'urged' && event.data.about === 'urge');
    const summary = event.type === 'summarised' ? { was: names.words(was?.summary ?? ''), is: names.words(event.data.summary) } : undefined;
    before = evolve(before, event, id);
    const withheld = event.withheld ? { withheld: true as const } : {};
    return { seq: event.seq, at: event.at, who: whoOf(event.actor, names), ...told, late: isLate, summary, ...withheld };
  });
}

/** Why the words do not stand there whole, for the line below them. */
function hiddenWords({ grants, mayOpenContact }: SeenMatter): MatterView['hidden'] {
  if (grants.words === 'task') return 'withheld';
  if (grants.words === 'needed') return 'needed';
  if (grants.words === 'redacted') return 'redacted';
  return mayOpenContact ? null : 'numbers';
}

const atWork: readonly string[] = ['registered', 'dispatched', 'acknowledged', 'contacted', 'inProgress', 'onHold'];
const mayShare = ({ matter: m, relations }: SeenMatter, viewer: Facts['viewer']): boolean =>
  m.confidentiality !== 'accusation' &&
  m.accusedUnitId === null &&
  atWork.includes(m.status) &&
  (viewer.roles.some((role) => role === 'intake' || role === 'dispatcher') ||
    (m.owner.unitId === viewer.unitId && relations.some((one) => one === 'owner' || one === 'head')));

/** Aliases are made in Chinese at opening. */
const aliasIn = (lang: 'zh' | 'en', alias: string): string => (lang === 'zh' ? alias : alias.replace(/^反映人/, 'Raiser'));

export async function viewMatter(ports: Ports, read: Read, { raiser }: Beside): Promise<MatterView> {
  const { matter: m, history, facts, seen } = read;
  const names = namesFor(facts, m);
  const first = history[0];
  if (first?.type !== 'registered') throw new Error(`${m.number} does not begin with its registration`);
  const shown = new Set([
    ...first.data.photos,
    ...history.flatMap((e) =>
      e.type === 'noted' || e.type === 'replied' ? e.data.evidence.filter((x) => x.kind === 'file').map((x) => x.ref) : [],
    ),
  ]);
  const photos = shown.size > 0 ? await photosOf(ports.db, m.id) : [];
  const files = filesFor(
    ports,
    photos.filter((photo) => shown.has(photo.redacted_of ?? photo.id)),
    facts.viewer,
    facts.matter,
    facts.county,
  );
  const known = files.originals;
  const head = history.at(-1);
  const lang = facts.lang;
  const merged = history.findLast((e) => e.type === 'mergedInto');
  return {
    matter: m,
    now: facts.now,
    title: names.words(m.title) || names.category(m.categoryId),
    summary: names.words(m.summary),
    text: names.words(first.data.text),
    hidden: hiddenWords(seen),
    mayShare: mayShare(seen, facts.viewer),
    photos: first.data.photos.filter((id) => known.get(id)?.kind === 'photo'),
    evidence: { ...files, originals: [...known.values()] },
    place: [names.place(m.placeId), seen.placeText]
      .filter((part, i, all) => part !== '' && all.indexOf(part) === i && !(i === 0 && m.placeId === null && seen.placeText !== ''))
      .join(' · '),
    category: names.category(m.categoryId),
    owner: { unit: names.unit(m.owner.unitId), person: m.owner.accountId === null ? null : names.person(m.owner.accountId) },
    deadline: {
      due: sayDue(m.deadline, lang),
      explained: explainDeadline(m.deadline, lang),
      was: m.deadlineWas === null ? null : sayDue(m.deadlineWas, lang),
      cameLate: cameLate(m.number, m.deadline.dueAt),
      provisional: m.deadline.provisional,
    },
    clocks: clocksOf(m, facts, names),
    helpers: m.helpers.map((helper) => ({
      unit: names.unit(helper.unitId),
      task: names.words(helper.task),
      due: names.at(helper.dueAt),
      done: helper.done,
    })),
    main: merged?.type === 'mergedInto' && m.mainId !== null ? merged.data.mainNumber : null,
    copies: history.flatMap((e) => (e.type === 'copyJoined' ? [e.data.copyNumber] : [])),
    accused: m.accusedUnitId === null ? null : names.unit(m.accusedUnitId),
    contact: {
      alias: seen.grants.alias === 'no' ? '' : aliasIn(lang, raiser?.alias ?? ''),
      mayRelay: seen.grants.alias === 'alias' && seen.relations.some((one) => one === 'owner' || one === 'assistant'),
      needs: raiser?.needs ?? [],
      represented: raiser?.representedBy ?? null,
      has: (raiser?.hasName ?? false) || (raiser?.hasPhone ?? false),
      hasPhone: raiser?.hasPhone ?? false,
      looks: raiser?.looks ?? 0,
      mayOpen: seen.mayOpenContact,
    },
    proof: head ? { short: shortProof(head.hash), seq: head.seq } : null,
    story: historyLines(history, m.id, names).map((line) => ({
      ...line,
      photos: line.photos?.filter((id) => known.has(id) && line.seq > 1),
      named: namesOf(line.photos ?? [], known),
    })),
  };
}

/** Papers go by their own name. */
const namesOf = (ids: readonly string[], files: ReadonlyMap<string, EvidenceView>): Record<string, string> =>
  Object.fromEntries(ids.flatMap((id) => (files.get(id)?.name ? [[id, files.get(id)?.name ?? '']] : [])));

function clocksOf(m: Matter, facts: Facts, names: Names): ClockView[] {
  return [...m.clocks]
    .filter((clock) => clock.kind !== 'invite')
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map((clock) => ({ label: clockWords[clock.kind][facts.lang], due: names.at(clock.dueAt), late: clock.dueAt < facts.now }));
}
