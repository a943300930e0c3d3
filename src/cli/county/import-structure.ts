// Units, places, duty lists and categories of a county from its own tables. Rows may name what stands further up; what is there already is left alone,
// so a table that was corrected can be imported again.

import type { AppPorts } from '#app/ports.ts';
import { cleanText } from '#core/text/clean.ts';
import {
  addDuty,
  createPlace,
  createUnit,
  forgetDirectory,
  loadCategories,
  loadDuties,
  loadLimits,
  loadPlaces,
  loadUnits,
  logAccess,
  type Outcome,
  peopleRefusals,
} from '#features/people/index.ts';
import { type Headings, readColumns } from './read-columns.ts';

export type Told = { zh: string; en: string };
export type StructureResult = { read: number; taken: number; known: number; refused: { row: number; says: Told }[] };
type RowAnswer = 'taken' | 'known' | Told;

export const structureKinds = ['units', 'places', 'duties', 'categories'] as const;
export type StructureKind = (typeof structureKinds)[number];

export function importStructure(ports: AppPorts, kind: StructureKind, path: string): Promise<StructureResult> {
  if (kind === 'units') return each(path, unitHeadings, ['kind', 'name'], (row) => takeUnit(ports, row));
  if (kind === 'places') return each(path, placeHeadings, ['kind', 'name'], (row) => takePlace(ports, row));
  if (kind === 'duties') return each(path, dutyHeadings, ['itemNo', 'level', 'list', 'title', 'validFrom'], (row) => takeDuty(ports, row));
  return each(path, categoryHeadings, ['code', 'name'], (row) => takeCategory(ports, row));
}

async function each<Column extends string>(
  path: string,
  headings: Headings<Column>,
  needed: readonly NoInfer<Column>[],
  take: (row: Record<Column, string>) => Promise<RowAnswer>,
): Promise<StructureResult> {
  const rows = await readColumns(path, headings, needed);
  const result: StructureResult = { read: rows.length, taken: 0, known: 0, refused: [] };
  for (const { row, cells } of rows) {
    const answer = await take(cells);
    if (answer === 'taken' || answer === 'known') result[answer] += 1;
    else result.refused.push({ row, says: answer });
  }
  return result;
}

const unitHeadings = {
  id: ['编号', 'id'],
  parent: ['上级', 'parent'],
  kind: ['类别', 'kind', '级别'],
  name: ['名称', 'name', '单位'],
  shortName: ['简称', 'short name'],
  isHotline: ['受理台', 'desk', '热线'],
} as const;
const unitKinds = {
  county: ['county', '县', '县级', '市', '区'],
  department: ['department', '部门', '县级部门'],
  township: ['township', '乡镇', '乡', '镇', '街道'],
  village: ['village', '村', '社区', '村（社区）'],
} as const;

async function takeUnit(ports: AppPorts, row: Record<keyof typeof unitHeadings, string>): Promise<RowAnswer> {
  const units = await loadUnits(ports.db);
  const kind = wordIn(unitKinds, row.kind);
  if (kind === null) return unknownWord(row.kind, unitKinds);
  const parent = row.parent === '' ? null : byIdOrName(units.all, row.parent);
  if (parent === undefined) return peopleRefusals['unknown-parent'];
  const isKnown = units.all.some(
    (unit) => (row.id !== '' && unit.id === row.id) || (unit.name === row.name && unit.parentId === (parent?.id ?? null)),
  );
  if (isKnown) return 'known';
  return answerOf(
    await createUnit(ports, null, {
      ...(row.id === '' ? {} : { id: row.id }),
      parentId: parent?.id ?? null,
      kind,
      name: row.name,
      shortName: row.shortName,
      isHotline: isYes(row.isHotline),
    }),
  );
}

const placeHeadings = {
  id: ['编号', 'id'],
  parent: ['上级', 'parent'],
  unit: ['单位', 'unit', '所属单位'],
  kind: ['类别', 'kind'],
  name: ['名称', 'name', '地点'],
  aliases: ['别名', 'aliases'],
} as const;
const placeKinds = {
  county: ['county', '县'],
  township: ['township', '乡镇', '乡', '镇', '街道'],
  village: ['village', '村'],
  group: ['group', '组', '村民小组'],
  community: ['community', '社区'],
  road: ['road', '路', '道路'],
  estate: ['estate', '小区'],
} as const;

async function takePlace(ports: AppPorts, row: Record<keyof typeof placeHeadings, string>): Promise<RowAnswer> {
  const [places, units] = [await loadPlaces(ports.db), await loadUnits(ports.db)];
  const kind = wordIn(placeKinds, row.kind);
  if (kind === null) return unknownWord(row.kind, placeKinds);
  const parent = row.parent === '' ? null : byIdOrName(places.all, row.parent);
  const unit = row.unit === '' ? null : byIdOrName(units.all, row.unit);
  if (parent === undefined) return peopleRefusals['unknown-parent'];
  if (unit === undefined) return peopleRefusals['unknown-unit'];
  const isKnown = places.all.some(
    (place) => (row.id !== '' && place.id === row.id) || (place.name === row.name && place.parentId === (parent?.id ?? null)),
  );
  if (isKnown) return 'known';
  return answerOf(
    await createPlace(ports, null, {
      ...(row.id === '' ? {} : { id: row.id }),
      parentId: parent?.id ?? null,
      unitId: unit?.id ?? null,
      kind,
      name: row.name,
      aliases: row.aliases.split(/[、，,;；\s]+/u).filter(Boolean),
    }),
  );
}

const dutyHeadings = {
  itemNo: ['事项编号', 'item no', '编号'],
  level: ['层级', 'level'],
  list: ['清单', 'list'],
  title: ['事项', 'title', '事项名称'],
  unit: ['单位', 'unit'],
  category: ['类别', 'category'],
  leadUnit: ['牵头单位', 'lead unit', '上收单位'],
  basis: ['依据', 'basis'],
  validFrom: ['起始日期', 'valid from'],
  validTo: ['截止日期', 'valid to'],
} as const;
const dutyLevels = {
  department: ['department', '部门', '县级部门'],
  township: ['township', '乡镇', '乡镇（街道）'],
  village: ['village', '村', '社区', '村（社区）'],
} as const;
const dutyLists = {
  basic: ['basic', '基本履职', '基本'],
  cooperate: ['cooperate', '配合履职', '配合'],
  takenBack: ['takenBack', 'taken back', '上级收回', '收回', '上收'],
} as const;

async function takeDuty(ports: AppPorts, row: Record<keyof typeof dutyHeadings, string>): Promise<RowAnswer> {
  const [units, categories, duties] = [await loadUnits(ports.db), await loadCategories(ports.db), await loadDuties(ports.db)];
  const [level, list] = [wordIn(dutyLevels, row.level), wordIn(dutyLists, row.list)];
  if (level === null) return unknownWord(row.level, dutyLevels);
  if (list === null) return unknownWord(row.list, dutyLists);
  const [unit, lead] = [row.unit, row.leadUnit].map((name) => (name === '' ? null : byIdOrName(units.all, name)));
  const category = row.category === '' ? null : categories.all.find((one) => [one.id, one.code, one.name].includes(row.category));
  if (unit === undefined || lead === undefined) return peopleRefusals['unknown-unit'];
  if (category === undefined) return peopleRefusals['unknown-category'];
  const isKnown = duties.some(
    (duty) =>
      duty.itemNo === row.itemNo &&
      duty.list === list &&
      duty.level === level &&
      duty.unitId === (unit?.id ?? null) &&
      duty.validFrom === row.validFrom,
  );
  if (isKnown) return 'known';
  return answerOf(
    await addDuty(ports, null, {
      itemNo: row.itemNo,
      level,
      list,
      title: row.title,
      unitId: unit?.id ?? null,
      categoryId: category?.id ?? null,
      leadUnitId: lead?.id ?? null,
      basis: row.basis,
      validFrom: row.validFrom,
      validTo: row.validTo === '' ? null : row.validTo,
    }),
  );
}

const categoryHeadings = {
  id: ['编号', 'id'],
  parent: ['上级', 'parent'],
  code: ['代码', 'code'],
  name: ['名称', 'name', '类别'],
  nameEn: ['英文名', 'name en'],
  limit: ['时限规则', 'limit'],
  contactLimit: ['联系时限规则', 'contact limit'],
  urgency: ['紧急程度', 'urgency'],
} as const;
const urgencies = { normal: ['normal', '一般', ''], urgent: ['urgent', '紧急'], critical: ['critical', '特急'] } as const;

async function takeCategory(ports: AppPorts, row: Record<keyof typeof categoryHeadings, string>): Promise<RowAnswer> {
  const [categories, limits] = [await loadCategories(ports.db), await loadLimits(ports.db)];
  const urgency = wordIn(urgencies, row.urgency);
  if (urgency === null) return unknownWord(row.urgency, urgencies);
  const [code, name] = [cleanText(row.code, { max: 20 }).text, cleanText(row.name, { max: 60 }).text];
  if (code === '' || name === '') return peopleRefusals['name-missing'];
  const parent = row.parent === '' ? null : categories.all.find((one) => [one.id, one.code, one.name].includes(row.parent));
  if (parent === undefined) return peopleRefusals['unknown-parent'];
  const id = row.id || `c-${code}`;
  if (categories.all.some((one) => one.id === id || one.code === code)) return 'known';
  const limitKey = row.limit || parent?.limitKey || 'hotline.reply.jn';
  const contactLimitKey = row.contactLimit || parent?.contactLimitKey || 'hotline.contact';
  for (const key of [limitKey, contactLimitKey]) {
    if (!limits.some((limit) => limit.key === key)) return { zh: `没有时限规则“${key}”。`, en: `There is no limit rule "${key}".` };
  }
  const position = categories.all.length;
  const values = {
    id,
    parent_id: parent?.id ?? null,
    code,
    name,
    name_en: row.nameEn || name,
    limit_key: limitKey,
    contact_limit_key: contactLimitKey,
    urgency,
    position,
    valid_to: null,
  };
  await ports.db.insertInto('category').values(values).execute();
  forgetDirectory(ports.db);
  await logAccess(ports, { what: 'people-category-created', why: `${code} ${name}` });
  return 'taken';
}

const answerOf = (done: Outcome): RowAnswer => (done.ok ? 'taken' : peopleRefusals[done.refusal]);
const isYes = (word: string): boolean => /^(?:是|√|✓|y|yes|true|1)$/i.test(word);

function byIdOrName<Item extends { id: string; name: string; shortName?: string }>(items: readonly Item[], word: string): Item | undefined {
  return items.find((item) => item.id === word) ?? items.find((item) => item.name === word || item.shortName === word);
}

function wordIn<Key extends string>(words: Record<Key, readonly string[]>, word: string): Key | null {
  return (Object.keys(words) as Key[]).find((key) => key === word || words[key].includes(word)) ?? null;
}

function unknownWord(word: string, words: Record<string, readonly string[]>): Told {
  const known = (at: number) => Object.values(words).map((of) => of[at] ?? of[0] ?? '');
  return { zh: `看不懂“${word}”，可写：${known(1).join('、')}。`, en: `"${word}" is not understood; write one of ${known(0).join(', ')}.` };
}
