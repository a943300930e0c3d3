// A county's own table as it is: which columns there are for each kind of list, where the heading stands, what each row says. What the rows mean is for rules-plan.ts.

export const structureKinds = ['units', 'places', 'duties', 'categories', 'people'] as const;
export type StructureKind = (typeof structureKinds)[number];

/** `needed`: a row says nothing without it, so its column must be there. `fixed`: may be said once for all rows. `above`: an empty cell may mean the one above it. */
export type ColumnSpec = { names: readonly [zh: string, en: string, ...more: string[]]; needed?: true; fixed?: true; above?: true };
export type Columns = Readonly<Record<string, ColumnSpec>>;

export const structureColumns = {
  units: {
    id: { names: ['编号', 'id', '单位编号'] },
    parent: {
      names: ['上级', 'parent', '上级单位', '所属乡镇', '所属镇街', '所属街道', '主管单位', '乡镇', '镇街'],
      fixed: true,
      above: true,
    },
    kind: { names: ['类别', 'kind', '级别', '单位类别', '单位性质', '类型'], fixed: true, above: true },
    name: {
      names: ['名称', 'name', '单位', '单位名称', '单位全称', '全称', '村（社区）', '村名称', '村名', '村居', '部门', '部门名称'],
      needed: true,
    },
    shortName: { names: ['简称', 'short name', '单位简称'] },
    isHotline: { names: ['受理台', 'desk', '热线'] },
  },
  places: {
    id: { names: ['编号', 'id', '地点编号'] },
    parent: { names: ['上级', 'parent', '所属', '上级地点', '所属乡镇', '所属镇街', '所属村', '乡镇', '镇街'], fixed: true, above: true },
    unit: { names: ['单位', 'unit', '所属单位', '负责单位', '责任单位'], above: true },
    kind: { names: ['类别', 'kind', '类型', '地点类别'], fixed: true, above: true },
    name: { names: ['名称', 'name', '地点', '地名', '地点名称', '小区名称', '村（社区）', '村名', '村名称'], needed: true },
    aliases: { names: ['别名', 'aliases', '曾用名', '俗称', '老地名'] },
  },
  duties: {
    itemNo: { names: ['事项编号', 'item no', '编号', '序号', '事项序号'], needed: true },
    level: { names: ['层级', 'level', '适用层级'], fixed: true, above: true },
    list: { names: ['清单', 'list', '清单类别', '清单类型', '类型'], fixed: true, above: true },
    title: { names: ['事项', 'title', '事项名称', '履职事项', '职责事项'], needed: true },
    unit: { names: ['单位', 'unit', '适用单位', '履职单位'], fixed: true, above: true },
    category: { names: ['类别', 'category', '诉求类别'], above: true },
    leadUnit: {
      names: ['牵头单位', 'lead unit', '上收单位', '对应上级部门', '上级部门', '承接部门', '牵头部门', '责任部门', '配合部门'],
      above: true,
    },
    basis: { names: ['依据', 'basis', '法律依据', '政策依据'] },
    validFrom: { names: ['起始日期', 'valid from', '生效日期', '施行日期', '起'], fixed: true },
    validTo: { names: ['截止日期', 'valid to', '失效日期', '止'], fixed: true },
  },
  categories: {
    id: { names: ['编号', 'id'] },
    parent: { names: ['上级', 'parent', '上级代码', '上级类别', '大类'], above: true },
    code: { names: ['代码', 'code', '类别代码', '分类代码', '编码'], needed: true },
    name: { names: ['名称', 'name', '类别', '类别名称', '分类名称'], needed: true },
    nameEn: { names: ['英文名', 'name en', '英文'] },
    limit: { names: ['时限规则', 'limit'], fixed: true },
    contactLimit: { names: ['联系时限规则', 'contact limit'], fixed: true },
    urgency: { names: ['紧急程度', 'urgency'], fixed: true },
    validFrom: { names: ['起始日期', 'valid from', '启用日期'], fixed: true },
    validTo: { names: ['截止日期', 'valid to', '停用日期'] },
    replaces: { names: ['替代旧代码', 'replaces', '对应旧代码', '旧代码', '原代码'] },
    mapsTo: { names: ['对应新代码', 'maps to', '新代码', '归入'] },
    otherCodes: { names: ['其他代码', 'other codes', '国标代码', '地标代码', '省级代码'] },
  },
  people: {
    name: { names: ['姓名', 'name', '人员', '承办人'], needed: true },
    login: { names: ['账号', 'login', '账号名', '登录名', '用户名'] },
    unit: { names: ['单位', 'unit', '所在单位', '单位名称', '部门'], needed: true, above: true },
    roles: { names: ['岗位', 'posts', '角色', '职务'], needed: true, fixed: true, above: true },
  },
} as const satisfies Record<StructureKind, Columns>;

export const columnsOf = (kind: StructureKind): Columns => structureColumns[kind];
export const isStructureKind = (text: string): text is StructureKind => (structureKinds as readonly string[]).includes(text);

/** How a table is read: `head` is the row of the heading, from 1; `uses` says column by column what is in it; `fixed` what all rows say; `above`: empty means as above. */
export type Reading = { head: number; uses: readonly (string | null)[]; fixed: Readonly<Record<string, string>>; above: boolean };

type Rows = readonly (readonly string[])[];
const headWithin = 30;
const bare = (cell: string): string =>
  cell
    .normalize('NFKC')
    .replace(/[\s*＊:：]/gu, '')
    .toLowerCase();
/** 村（社区） also as 村(社区), and without what stands in brackets: 事项名称（不超过20字）. */
const withoutBrackets = (cell: string): string => bare(cell).replace(/[（(].*[)）]$/u, '');

/** The column a heading stands for, exact words before words without their brackets; each column once. */
export function usesOf(kind: StructureKind, headings: readonly string[]): (string | null)[] {
  const columns = Object.entries(columnsOf(kind));
  const taken = new Set<string>();
  const uses: (string | null)[] = headings.map(() => null);
  for (const read of [bare, withoutBrackets])
    for (const [at, heading] of headings.entries()) {
      const words = read(heading);
      if (uses[at] !== null || words === '') continue;
      const found = columns.find(([name, { names }]) => !taken.has(name) && names.some((one) => bare(one) === words));
      if (!found) continue;
      uses[at] = found[0];
      taken.add(found[0]);
    }
  return uses;
}

/** The row among the first thirty that names most columns; title and unit lines above it are passed over. Without any, the first row with several cells. */
export function proposeReading(kind: StructureKind, rows: Rows, merged: boolean): Reading {
  let best = { row: 0, score: 0 };
  for (const [at, row] of rows.slice(0, headWithin).entries()) {
    const score = usesOf(kind, row).filter((use) => use !== null).length;
    if (score > best.score) best = { row: at, score };
  }
  if (best.score === 0)
    best.row = Math.max(
      0,
      rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1),
    );
  return { head: best.row + 1, uses: usesOf(kind, rows[best.row] ?? []), fixed: {}, above: merged };
}

/** Columns a row cannot do without and that are neither in the table nor said for all rows. */
export function missingColumns(kind: StructureKind, { uses, fixed }: Pick<Reading, 'uses' | 'fixed'>): string[] {
  return Object.entries(columnsOf(kind))
    .filter(([name, { needed }]) => needed && !uses.includes(name) && (fixed[name] ?? '') === '')
    .map(([name]) => name);
}

export type TableRow = { row: number; cells: Readonly<Record<string, string>> };
const asAbove = /^(?:同上|〃|″|"|″″|〞)$/u;
const footnote = /^(?:备注|注|说明|合计|总计|填表人|制表|审核|共\s*\d+)/u;

/** Rows below the heading with something in them, counted as the spreadsheet counts. Footnotes, totals and a heading that comes again are left out. */
export function rowsOf(kind: StructureKind, rows: Rows, { head, uses, fixed, above }: Reading): TableRow[] {
  const columns = columnsOf(kind);
  const heading = rows[head - 1] ?? [];
  const last: Record<string, string> = {};
  const found: TableRow[] = [];
  for (const [at, row] of rows.entries()) {
    if (at < head || row.every((cell) => cell.trim() === '')) continue;
    if (row.filter((cell) => cell.trim() !== '').length <= 2 && footnote.test(row.find((cell) => cell.trim() !== '') ?? '')) continue;
    if (row.every((cell, place) => cell.trim() === (heading[place] ?? '').trim())) continue;
    const cells: Record<string, string> = {};
    for (const [name, spec] of Object.entries(columns)) {
      const place = uses.indexOf(name);
      const own = place < 0 ? '' : (row[place] ?? '').trim();
      const isAbove = asAbove.test(own) || (own === '' && above && spec.above === true && place >= 0);
      const value = isAbove ? (last[name] ?? '') : own;
      if (value !== '') last[name] = value;
      cells[name] = value === '' ? (fixed[name] ?? '') : value;
    }
    found.push({ row: at + 1, cells });
  }
  return found;
}
