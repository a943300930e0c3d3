// A tree of categories from a table (X10): a province's tree comes in without rewriting history. What a new row replaces ends the day before and maps to it;
// matters keep the code they had, and lists and rates follow the mapping.
import { addDays, type Day } from '#core/time/day.ts';
import {
  daysWritten,
  dayWritten,
  type Fault,
  fault,
  type IdOf,
  isFault,
  oneLine,
  type PlanLine,
  severalIn,
  unknownWord,
  type Words,
  wordIn,
} from './rules-plan.ts';
import type { TableRow } from './rules-table.ts';

type Urgency = 'normal' | 'urgent' | 'critical';
export type CategoryHere = {
  id: string;
  parentId: string | null;
  code: string;
  name: string;
  limitKey: string;
  contactLimitKey: string;
  validFrom: Day;
  validTo: Day | null;
  mapsTo: string | null;
};
export type CategoryMade = CategoryHere & { nameEn: string; urgency: Urgency; otherCodes: readonly string[] };
/** `made` is null where a row only ends or maps what is there. */
export type CategoryStep = { made: CategoryMade | null; ends: readonly { id: string; validTo: Day; mapsTo: string | null }[] };

export const urgencyWords: Words<Urgency> = { normal: ['normal', '一般', ''], urgent: ['urgent', '紧急'], critical: ['critical', '特急'] };
export const ordinaryLimit = 'hotline.reply.jn';

const codesOf = (text: string): string[] => severalIn(text);

export function planCategories(
  here: { categories: readonly CategoryHere[]; limitKeys: ReadonlySet<string> },
  rows: readonly TableRow[],
  idOf: IdOf,
  today: Day,
): PlanLine<CategoryStep>[] {
  const all = here.categories.map((one) => ({ ...one }));
  const lines: PlanLine<CategoryStep>[] = [];
  // What maps to a code further down is looked up when every row is known.
  const later: { at: number; id: string; to: string; validTo: Day }[] = [];
  for (const { row, cells } of rows) {
    const words = [`${cells['code'] ?? ''} ${cells['name'] ?? ''}`];
    const step = stepOf(all, here.limitKeys, cells, idOf(row), today);
    if (isFault(step)) lines.push({ row, says: 'refused', words, fault: step });
    else if (step === 'known') lines.push({ row, says: 'known', words });
    else {
      if (step.made) all.push(step.made);
      for (const end of step.ends) Object.assign(all.find((one) => one.id === end.id) ?? {}, end);
      if (step.to !== '') later.push({ at: lines.length, id: step.id, to: step.to, validTo: step.validTo });
      const told = step.ends.map(({ id }) => `← ${all.find((one) => one.id === id)?.code ?? id}`);
      lines.push({ row, says: step.made ? 'new' : 'changed', words: [...words, ...told], made: { made: step.made, ends: step.ends } });
    }
  }
  for (const { at, id, to, validTo } of later) {
    const line = lines[at];
    const target = inForce(all, to, today, id);
    if (line?.says !== 'changed') continue;
    if (target)
      lines[at] = {
        ...line,
        words: [...line.words, `→ ${target.code} ${target.name}`],
        made: { made: null, ends: [{ id, validTo, mapsTo: target.id }] },
      };
    else lines[at] = { row: line.row, says: 'refused', words: line.words, fault: fault('unknown-category', 'mapsTo', to) };
  }
  return lines;
}

type Step = CategoryStep & { id: string; to: string; validTo: Day };

function stepOf(
  all: readonly CategoryHere[],
  limitKeys: ReadonlySet<string>,
  cells: Readonly<Record<string, string>>,
  newId: string,
  today: Day,
): Step | 'known' | Fault {
  const cell = (name: string): string => cells[name] ?? '';
  const [code, name] = [oneLine(cell('code'), 20), oneLine(cell('name'))];
  if (code === '' || name === '') return fault('name-missing', code === '' ? 'code' : 'name');
  const there = inForce(all, cell('id') || code, today, null);
  const replaces: CategoryHere[] = [];
  for (const old of codesOf(cell('replaces'))) {
    const found = inForce(all, old, today, null);
    if (!found) return fault('unknown-category', 'replaces', old);
    replaces.push(found);
  }
  if (there && !replaces.includes(there)) {
    if (cell('mapsTo') !== '' || (cell('validTo') !== '' && there.validTo === null))
      return endOf(there, cell('mapsTo'), cell('validTo'), today);
    return there.name === name ? 'known' : fault('code-in-use', 'code', `${there.code} ${there.name}`);
  }
  const days = daysWritten(cell('validFrom'), cell('validTo'), today);
  if (isFault(days)) return days;
  if (replaces.length > 0 && all.some((one) => one.code === code && one.name === name && one.validFrom === days.from)) return 'known';
  const parent = cell('parent') === '' ? null : inForce(all, cell('parent'), days.from, null);
  if (parent === undefined) return fault('unknown-parent', 'parent', cell('parent'));
  const urgency = wordIn(urgencyWords, cell('urgency'));
  if (urgency === null) return unknownWord('urgency', cell('urgency'), urgencyWords);
  const first = replaces[0];
  const limitKey = cell('limit') || first?.limitKey || parent?.limitKey || ordinaryLimit;
  const contactLimitKey = cell('contactLimit') || first?.contactLimitKey || parent?.contactLimitKey || 'hotline.contact';
  for (const key of [limitKey, contactLimitKey]) if (!limitKeys.has(key)) return fault('unknown-limit', 'limit', key);
  const plain = cell('id') || `c-${code}`;
  const id = all.some((one) => one.id === plain) ? newId : plain;
  const made: CategoryMade = {
    id,
    parentId: parent?.id ?? null,
    code,
    name,
    nameEn: oneLine(cell('nameEn'), 120) || name,
    limitKey,
    contactLimitKey,
    urgency,
    validFrom: days.from,
    validTo: days.to,
    mapsTo: null,
    otherCodes: codesOf(cell('otherCodes')).map((one) => oneLine(one, 40)),
  };
  return { made, ends: replaces.map((old) => ({ id: old.id, validTo: addDays(days.from, -1), mapsTo: id })), id, to: '', validTo: today };
}

function endOf(there: CategoryHere, to: string, lastDay: string, today: Day): Step | Fault {
  const last = lastDay === '' ? addDays(today, -1) : dayWritten(lastDay);
  if (last === null) return fault('day-unreadable', 'validTo');
  return { made: null, ends: [{ id: there.id, validTo: last, mapsTo: null }], id: there.id, to, validTo: last };
}

/** By id, code or name among what may be chosen on that day or later. */
function inForce(all: readonly CategoryHere[], word: string, day: Day, without: string | null): CategoryHere | undefined {
  const open = all.filter((one) => one.id !== without && (one.validTo === null || one.validTo >= day));
  return open.find((one) => one.id === word) ?? open.find((one) => one.code === word) ?? open.find((one) => one.name === word);
}
