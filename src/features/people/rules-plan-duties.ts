// Duty lists from a table (P09). Counties keep them as three tables of one kind each, so list, level and first day may be said once for all rows.
import type { Day } from '#core/time/day.ts';
import type { DutyEntry, DutyLevel, DutyList } from './rules.ts';
import {
  daysWritten,
  type Fault,
  fault,
  type IdOf,
  isFault,
  named,
  oneLine,
  type PlanLine,
  unknownWord,
  type Words,
  wordIn,
} from './rules-plan.ts';
import type { UnitHere } from './rules-plan-units.ts';
import type { TableRow } from './rules-table.ts';

export type DutyMade = {
  id: string;
  itemNo: string;
  level: DutyLevel;
  list: DutyList;
  title: string;
  unitId: string | null;
  categoryId: string | null;
  leadUnitId: string | null;
  basis: string;
  validFrom: Day;
  validTo: Day | null;
};

export const dutyLevelWords: Words<DutyLevel> = {
  department: ['department', '部门', '县级部门'],
  township: ['township', '乡镇', '乡镇（街道）', '镇街'],
  village: ['village', '村', '社区', '村（社区）'],
};
export const dutyListWords: Words<DutyList> = {
  basic: ['basic', '基本履职', '基本', '基本履职事项'],
  cooperate: ['cooperate', '配合履职', '配合', '配合履职事项'],
  takenBack: ['takenBack', '上级收回', 'taken back', '收回', '上收', '上级部门收回事项', '收回事项'],
};

/** Why an entry cannot stand, or null: what was taken back or is only helped with must name who leads, or nobody could be told whom to go to. */
export function dutyFault(
  asked: { itemNo: string; title: string; level: DutyLevel; list: DutyList; leadUnitId: string | null },
  unit: { kind: string } | null,
): Fault | null {
  if (asked.itemNo === '' || asked.title === '') return fault('title-missing', asked.title === '' ? 'title' : 'itemNo');
  if (unit !== null && unit.kind !== asked.level) return fault('kind-unfit', 'unit');
  return asked.leadUnitId === null && (asked.list !== 'basic' || asked.level === 'department') ? fault('lead-missing', 'leadUnit') : null;
}

type CategoryNamed = { id: string; code: string; name: string };

export function planDuties(
  here: { duties: readonly DutyEntry[]; units: readonly UnitHere[]; categories: readonly CategoryNamed[] },
  rows: readonly TableRow[],
  idOf: IdOf,
  today: Day,
): PlanLine<DutyMade>[] {
  const all: Pick<DutyEntry, 'itemNo' | 'list' | 'level' | 'unitId' | 'validFrom'>[] = [...here.duties];
  return rows.map(({ row, cells }) => {
    const read = readDuty(here, cells, idOf(row), today);
    const words = [`${cells['itemNo'] ?? ''} ${cells['title'] ?? ''}`];
    if (isFault(read)) return { row, says: 'refused', words, fault: read };
    const same = (duty: (typeof all)[number]) =>
      duty.itemNo === read.itemNo &&
      duty.list === read.list &&
      duty.level === read.level &&
      duty.unitId === read.unitId &&
      duty.validFrom === read.validFrom;
    if (all.some(same)) return { row, says: 'known', words };
    all.push(read);
    return { row, says: 'new', words: [...words, dutyListWords[read.list][1] ?? read.list, cells['leadUnit'] ?? ''], made: read };
  });
}

function readDuty(
  here: { units: readonly UnitHere[]; categories: readonly CategoryNamed[] },
  cells: Readonly<Record<string, string>>,
  id: string,
  today: Day,
): DutyMade | Fault {
  const cell = (name: string): string => cells[name] ?? '';
  const [level, list] = [wordIn(dutyLevelWords, cell('level') || 'township'), wordIn(dutyListWords, cell('list'))];
  if (level === null) return unknownWord('level', cell('level'), dutyLevelWords);
  if (list === null) return unknownWord('list', cell('list'), dutyListWords);
  const unit = cell('unit') === '' ? null : named(here.units, cell('unit'));
  const lead = cell('leadUnit') === '' ? null : named(here.units, cell('leadUnit'));
  if (unit === undefined) return fault('unknown-unit', 'unit', cell('unit'));
  if (lead === undefined) return fault('unknown-unit', 'leadUnit', cell('leadUnit'));
  const category = cell('category') === '' ? null : here.categories.find((one) => [one.id, one.code, one.name].includes(cell('category')));
  if (category === undefined) return fault('unknown-category', 'category', cell('category'));
  const days = daysWritten(cell('validFrom'), cell('validTo'), today);
  if (isFault(days)) return days;
  const made: DutyMade = {
    id,
    itemNo: oneLine(cell('itemNo'), 40),
    level,
    list,
    title: oneLine(cell('title'), 200),
    unitId: unit?.id ?? null,
    categoryId: category?.id ?? null,
    leadUnitId: lead?.id ?? null,
    basis: oneLine(cell('basis'), 500),
    validFrom: days.from,
    validTo: days.to,
  };
  return dutyFault(made, unit) ?? made;
}
