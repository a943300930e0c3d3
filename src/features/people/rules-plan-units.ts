// Units and places from a table. What kind a unit is may be left to its name (…局, …镇, …村); a place may take the unit of the same name.
import {
  bareUnit,
  type Fault,
  fault,
  type IdOf,
  isFault,
  isYes,
  named,
  oneLine,
  type PlanLine,
  severalIn,
  unknownWord,
  type Words,
  wordIn,
} from './rules-plan.ts';
import type { TableRow } from './rules-table.ts';

export type PlaceKind = 'county' | 'township' | 'village' | 'group' | 'community' | 'road' | 'estate';
type UnitKind = 'county' | 'department' | 'township' | 'village';
export type UnitHere = { id: string; parentId: string | null; kind: UnitKind; name: string; shortName: string };
export type UnitMade = UnitHere & { isHotline: boolean };

export const unitKindWords: Words<UnitKind> = {
  county: ['county', '县', '县级', '市', '区', '县（市、区）'],
  department: ['department', '部门', '县级部门', '县直部门', '单位', '局'],
  township: ['township', '乡镇', '乡', '镇', '街道', '乡镇（街道）', '镇街'],
  village: ['village', '村', '社区', '村（社区）', '行政村'],
};

/** Which kind stands above which: a department or township under the county, a village under its township. */
export const parentKind: Readonly<Record<UnitKind, UnitKind | null>> = {
  county: null,
  department: 'county',
  township: 'county',
  village: 'township',
};

/** By its name alone; a department where the name says nothing else. */
export function unitKindOf(name: string): UnitKind {
  const bare = bareUnit(name.replace(/[（(].*?[)）]/gu, ''));
  if (/(?:村|社区)$/u.test(bare)) return 'village';
  if (/(?:[镇乡]|街道)$/u.test(bare)) return 'township';
  return /[县市区旗](?:人民政府)?(?:办公室|政府办)?$/u.test(bare) && /县|市|区|旗/u.test(bare) && !/[局委办]$/u.test(bare)
    ? 'county'
    : 'department';
}

/** Why a unit cannot stand there, or null. `parent` undefined: one was named that is not there. */
export function unitFault(asked: { kind: UnitKind; name: string }, parent: Pick<UnitHere, 'kind'> | null | undefined): Fault | null {
  if (asked.name === '') return fault('name-missing', 'name');
  if (parent === undefined) return fault('unknown-parent', 'parent');
  return (parent?.kind ?? null) === parentKind[asked.kind] ? null : fault('kind-unfit', 'parent');
}

export function planUnits(here: readonly UnitHere[], rows: readonly TableRow[], idOf: IdOf): PlanLine<UnitMade>[] {
  const all = [...here];
  return rows.map(({ row, cells }) => {
    const name = oneLine(cells['name'] ?? '');
    const words = [name];
    const kindWord = cells['kind'] ?? '';
    const kind = kindWord === '' ? unitKindOf(name) : wordIn(unitKindWords, kindWord);
    if (kind === null) return { row, says: 'refused', words, fault: unknownWord('kind', kindWord, unitKindWords) };
    const parentWord = cells['parent'] ?? '';
    const county = all.find((unit) => unit.kind === 'county');
    const parent =
      parentWord !== '' ? named(all, parentWord) : kind === 'county' ? null : kind === 'village' ? undefined : (county ?? null);
    const id = cells['id'] ?? '';
    const isHere = all.some(
      (unit) =>
        (id !== '' && unit.id === id) ||
        (unit.name === name && (parent === undefined ? parentWord === '' : unit.parentId === (parent?.id ?? null))),
    );
    if (isHere && name !== '') return { row, says: 'known', words };
    const wrong = kind === 'county' && county ? fault('second-county', 'kind') : unitFault({ kind, name }, parent);
    if (wrong) return { row, says: 'refused', words, fault: wrong };
    const made: UnitMade = {
      id: id === '' ? idOf(row) : oneLine(id, 40),
      parentId: parent?.id ?? null,
      kind,
      name,
      shortName: oneLine(cells['shortName'] ?? '', 30) || name,
      isHotline: isYes(cells['isHotline'] ?? ''),
    };
    all.push(made);
    return { row, says: 'new', words: [name, unitKindWords[kind][1] ?? kind, parent?.shortName ?? ''], made };
  });
}

export type PlaceHere = { id: string; parentId: string | null; unitId: string | null; kind: PlaceKind; name: string };
export type PlaceMade = PlaceHere & { aliases: readonly string[] };

export const placeKindWords: Words<PlaceKind> = {
  county: ['county', '县'],
  township: ['township', '乡镇', '乡', '镇', '街道'],
  village: ['village', '村', '行政村'],
  group: ['group', '组', '村民小组', '自然村'],
  community: ['community', '社区'],
  road: ['road', '路', '道路', '街'],
  estate: ['estate', '小区'],
};

export function placeKindOf(name: string): PlaceKind {
  const bare = bareUnit(name.replace(/[（(].*?[)）]/gu, ''));
  if (/社区$/u.test(bare)) return 'community';
  if (/(?:小区|花园|家园|公寓|苑|新村)$/u.test(bare)) return 'estate';
  if (/村$/u.test(bare)) return 'village';
  if (/(?:组|屯|庄|湾|寨)$/u.test(bare)) return 'group';
  if (/(?:[镇乡]|街道)$/u.test(bare)) return 'township';
  if (/[路街道巷桥]$/u.test(bare)) return 'road';
  return /[县市区旗]$/u.test(bare) ? 'county' : 'group';
}

export function planPlaces(
  here: { places: readonly PlaceHere[]; units: readonly UnitHere[] },
  rows: readonly TableRow[],
  idOf: IdOf,
): PlanLine<PlaceMade>[] {
  const all = [...here.places];
  return rows.map(({ row, cells }) => {
    const name = oneLine(cells['name'] ?? '');
    const kindWord = cells['kind'] ?? '';
    const kind = kindWord === '' ? placeKindOf(name) : wordIn(placeKindWords, kindWord);
    if (kind === null) return { row, says: 'refused', words: [name], fault: unknownWord('kind', kindWord, placeKindWords) };
    const wrong = (one: Fault): PlanLine<PlaceMade> => ({ row, says: 'refused', words: [name], fault: one });
    if (name === '') return wrong(fault('name-missing', 'name'));
    const parent = parentOf(all, cells['parent'] ?? '', kind);
    if (isFault(parent)) return wrong(parent);
    const unitWord = cells['unit'] ?? '';
    const unit = unitWord === '' ? sameName(here.units, name, kind) : named(here.units, unitWord);
    if (unit === undefined) return wrong(fault('unknown-unit', 'unit', unitWord));
    const id = cells['id'] ?? '';
    if (all.some((place) => (id !== '' && place.id === id) || (place.name === name && place.parentId === (parent?.id ?? null))))
      return { row, says: 'known', words: [name] };
    const made: PlaceMade = {
      id: id === '' ? idOf(row) : oneLine(id, 40),
      parentId: parent?.id ?? null,
      unitId: unit?.id ?? null,
      kind,
      name,
      aliases: severalIn(cells['aliases'] ?? '').map((alias) => oneLine(alias)),
    };
    all.push(made);
    return { row, says: 'new', words: [name, placeKindWords[kind][1] ?? kind, parent?.name ?? '', unit?.shortName ?? ''], made };
  });
}

/** As written; a township without one lies in the county, where there is a place for it. */
function parentOf(all: readonly PlaceHere[], word: string, kind: PlaceKind): PlaceHere | null | Fault {
  if (word !== '') return named(all, word) ?? fault('unknown-parent', 'parent', word);
  return kind === 'county' ? null : (all.find((place) => place.kind === 'county') ?? null);
}

/** The unit whose name says that it is this place: 示例东镇人民政府 for 示例东镇. */
function sameName(units: readonly UnitHere[], name: string, kind: PlaceKind): UnitHere | null {
  if (kind !== 'township' && kind !== 'village' && kind !== 'community' && kind !== 'county') return null;
  const alike = units.filter((unit) => unit.kind !== 'department' && (bareUnit(unit.name) === bareUnit(name) || unit.shortName === name));
  return alike.length === 1 ? (alike[0] ?? null) : null;
}
