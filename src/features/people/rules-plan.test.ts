// A county's own tables, as offices keep them: what is read, what each row would do, and why a row is refused.
import { describe, expect, it } from 'vitest';
import { dayWritten, type PlanLine } from './rules-plan.ts';
import { type CategoryHere, planCategories } from './rules-plan-categories.ts';
import { planDuties } from './rules-plan-duties.ts';
import { planPeople } from './rules-plan-people.ts';
import { placeKindOf, planPlaces, planUnits, type UnitHere, unitKindOf } from './rules-plan-units.ts';
import { missingColumns, proposeReading, type Reading, rowsOf, type StructureKind } from './rules-table.ts';

const read = (kind: StructureKind, rows: string[][], more: Partial<Reading> = {}, merged = false) =>
  rowsOf(kind, rows, { ...proposeReading(kind, rows, merged), ...more });
const idOf = (row: number) => `new-${row}`;
const says = (lines: readonly PlanLine<unknown>[]) =>
  lines.map((line) => (line.says === 'refused' ? `${line.fault.code} ${line.fault.column}` : line.says));
const made = <Made>(lines: readonly PlanLine<Made>[]): Made[] => lines.flatMap((line) => ('made' in line ? [line.made] : []));

const units: UnitHere[] = [
  { id: 'county', parentId: null, kind: 'county', name: '示例县人民政府办公室', shortName: '县政府办' },
  { id: 'east', parentId: 'county', kind: 'township', name: '示例东镇人民政府', shortName: '东镇' },
  { id: 'water', parentId: 'county', kind: 'department', name: '示例县水利局', shortName: '水利局' },
];

describe('a table as an office keeps it', () => {
  const table = [
    ['示例县村（社区）名册', '', ''],
    ['填报单位：示例县民政局', '', '2026年1月'],
    ['序号', '所属乡镇', '村名称', '类别'],
    ['1', '示例东镇', '石桥村', '村'],
    ['2', '', '柳河村', '村'],
    ['3', '同上', '东街社区', '社区'],
    ['合计', '3', '', ''],
    ['注：数据截至去年底', '', '', ''],
  ];

  it('title and unit lines are passed over, merged cells and 同上 mean the one above, totals and notes are no rows', () => {
    const reading = proposeReading('units', table, true);
    expect(reading).toMatchObject({ head: 3, uses: [null, 'parent', 'name', 'kind'], above: true });
    const rows = rowsOf('units', table, reading);
    expect(rows.map(({ row, cells }) => [row, cells['parent'], cells['name']])).toEqual([
      [4, '示例东镇', '石桥村'],
      [5, '示例东镇', '柳河村'],
      [6, '示例东镇', '东街社区'],
    ]);
    expect(made(planUnits(units, rows, idOf)).map(({ parentId, kind }) => [parentId, kind])).toEqual(Array(3).fill(['east', 'village']));
  });

  it('without merged cells an empty one is empty, and the row without a township is refused; 同上 is understood all the same', () => {
    const lines = planUnits(units, read('units', table), idOf);
    expect(says(lines)).toEqual(['new', 'unknown-parent parent', 'new']);
  });

  it('a column that is missing is named, unless every row has the same', () => {
    expect(missingColumns('people', { uses: ['name', 'unit'], fixed: {} })).toEqual(['roles']);
    expect(missingColumns('people', { uses: ['name', 'unit'], fixed: { roles: 'handler' } })).toEqual([]);
  });

  it('headings with stars, spaces, full-width letters and words in brackets are understood', () => {
    expect(proposeReading('duties', [['＊序号', '事 项 名 称（不超过20字）', '承接部门', 'ＢＡＳＩＳ']], false).uses).toEqual([
      'itemNo',
      'title',
      'leadUnit',
      'basis',
    ]);
  });
});

describe('units and places', () => {
  it('what a unit is may be left to its name', () => {
    const names = [
      '示例县人民政府',
      '示例县水利局',
      '示例县林业和草原局',
      '示例东镇人民政府',
      '示例街道办事处',
      '石桥村（示例）',
      '东街社区居委会',
    ];
    expect(names.map(unitKindOf)).toEqual(['county', 'department', 'department', 'township', 'township', 'village', 'village']);
    expect(['幸福小区', '三组', '解放路', '石桥村', '示例东镇'].map(placeKindOf)).toEqual([
      'estate',
      'group',
      'road',
      'village',
      'township',
    ]);
  });

  it('a row may hang on one further up; what is here is left alone, also within one table', () => {
    const rows = read('units', [
      ['名称', '类别', '上级'],
      ['示例北乡人民政府', '乡镇', ''],
      ['新河村', '', '示例北乡'],
      ['新河村', '', '示例北乡'],
      ['示例县水利局', '', ''],
      ['另一个县', '县', ''],
      ['某科', '科室', ''],
      ['', '部门', ''],
    ]);
    const lines = planUnits(units, rows, idOf);
    expect(says(lines)).toEqual(['new', 'new', 'known', 'known', 'second-county kind', 'unknown-word kind', 'name-missing name']);
    expect(made(lines)[1]).toMatchObject({ parentId: 'new-2', kind: 'village' });
  });

  it('three thousand villages under thirty townships are planned within two seconds', () => {
    const townships = Array.from({ length: 30 }, (_, n) => [`示例${String.fromCodePoint(0x5e00 + n)}镇人民政府`, '', '']);
    const villages = Array.from({ length: 3_000 }, (_, n) => [`第${n}村`, '', `示例${String.fromCodePoint(0x5e00 + (n % 30))}镇`]);
    const rows = read('units', [['名称', '类别', '上级'], ...townships, ...villages]);
    const began = performance.now();
    const lines = planUnits(units, rows, idOf);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(new Set(says(lines))).toEqual(new Set(['new']));
  });

  it('a place takes the unit of its name', () => {
    const rows = read('places', [
      ['名称', '上级'],
      ['示例县', ''],
      ['示例东镇', ''],
      ['三组', '无此村'],
    ]);
    const lines = planPlaces({ places: [], units }, rows, idOf);
    expect(says(lines)).toEqual(['new', 'new', 'unknown-parent parent']);
    expect(made(lines)[1]).toMatchObject({ unitId: 'east', parentId: 'new-2', kind: 'township' });
  });
});

describe('duty lists', () => {
  const categories = [{ id: 'dams', code: '0501', name: '水库堤防' }];
  const table = [
    ['序号', '事项名称', '承接部门', '类别'],
    ['1', '水库大坝安全鉴定', '示例县水利局', '水库堤防'],
    ['2', '河道采砂许可', '', ''],
    ['3', '堤防管护', '无此局', ''],
  ];

  it('a table of one kind says its list, level and first day once for all', () => {
    const rows = read('duties', table, { fixed: { list: 'takenBack', validFrom: '2026.1.1' } });
    const lines = planDuties({ duties: [], units, categories }, rows, idOf, '2026-11-23');
    expect(says(lines)).toEqual(['new', 'lead-missing leadUnit', 'unknown-unit leadUnit']);
    expect(made(lines)[0]).toMatchObject({
      list: 'takenBack',
      level: 'township',
      leadUnitId: 'water',
      categoryId: 'dams',
      validFrom: '2026-01-01',
    });
  });

  it('an empty first day is today; days that cannot be or run backwards are refused', () => {
    const row = (from: string, to: string) =>
      read(
        'duties',
        [
          ['编号', '事项', '起', '止'],
          ['1', '甲', from, to],
        ],
        { fixed: { list: 'basic' } },
      );
    const plan = (from: string, to: string) => planDuties({ duties: [], units, categories }, row(from, to), idOf, '2026-11-23');
    expect(made(plan('', ''))[0]).toMatchObject({ validFrom: '2026-11-23', validTo: null });
    expect(says(plan('2026-02-30', ''))).toEqual(['day-unreadable validFrom']);
    expect(says(plan('2026年3月1日', '2026/2/1'))).toEqual(['days-reversed validTo']);
    expect(dayWritten('２０２６．３．１')).toBe('2026-03-01');
  });
});

describe('a tree of categories (X10)', () => {
  const limitKeys = new Set(['hotline.reply.jn', 'hotline.contact', 'hotline.reply.utility']);
  const old = (code: string, name: string, limitKey = 'hotline.reply.jn'): CategoryHere => ({
    id: `old-${code}`,
    parentId: null,
    code,
    name,
    limitKey,
    contactLimitKey: 'hotline.contact',
    validFrom: '2020-01-01',
    validTo: null,
    mapsTo: null,
  });
  const here = { categories: [old('02', '市政'), old('0201', '供水', 'hotline.reply.utility'), old('0202', '路灯')], limitKeys };
  const plan = (rows: string[][]) => planCategories(here, read('categories', rows), idOf, '2026-11-23');

  it('a new one replaces several: they end the day before, map to it, and hand on their limit', () => {
    const lines = plan([
      ['代码', '名称', '替代旧代码', '启用日期'],
      ['A1', '水和灯', '0201、0202', '2027-01-01'],
    ]);
    expect(says(lines)).toEqual(['new']);
    expect(made(lines)[0]).toMatchObject({
      made: { code: 'A1', limitKey: 'hotline.reply.utility', validFrom: '2027-01-01' },
      ends: [
        { id: 'old-0201', validTo: '2026-12-31', mapsTo: 'c-A1' },
        { id: 'old-0202', validTo: '2026-12-31', mapsTo: 'c-A1' },
      ],
    });
  });

  it('a row may say where an old one goes, also to one further down', () => {
    const lines = plan([
      ['代码', '名称', '新代码'],
      ['0202', '路灯', 'B9'],
      ['B9', '照明', ''],
    ]);
    expect(says(lines)).toEqual(['changed', 'new']);
    expect(made(lines)[0]).toEqual({ made: null, ends: [{ id: 'old-0202', validTo: '2026-11-22', mapsTo: 'c-B9' }] });
  });

  it('a code that means something else now is refused until it says what it replaces; the same row twice does nothing', () => {
    expect(
      says(
        plan([
          ['代码', '名称'],
          ['02', '住房'],
          ['0201', '供水'],
          ['', '无码'],
        ]),
      ),
    ).toEqual(['code-in-use code', 'known', 'name-missing code']);
    expect(
      says(
        plan([
          ['代码', '名称', '替代旧代码'],
          ['02', '住房', '02'],
        ]),
      ),
    ).toEqual(['new']);
    expect(
      says(
        plan([
          ['代码', '名称', '替代旧代码'],
          ['03', '甲', '99'],
        ]),
      ),
    ).toEqual(['unknown-category replaces']);
    expect(
      says(
        plan([
          ['代码', '名称', '时限规则'],
          ['03', '甲', 'no.such'],
        ]),
      ),
    ).toEqual(['unknown-limit limit']);
  });
});

describe('people', () => {
  const roleWords = Object.fromEntries(
    [
      'intake',
      'dispatcher',
      'handler',
      'unitHead',
      'hotline',
      'callback',
      'countyOffice',
      'leader',
      'audit',
      'securityAdmin',
      'systemAdmin',
    ].map((role) => [role, [role, { handler: '承办', audit: '审计管理', securityAdmin: '安全管理' }[role] ?? role]]),
  ) as never;

  it('each gets an account of the name, and what cannot be is told', () => {
    const rows = read('people', [
      ['姓名', '单位', '岗位', '账号'],
      ['孙示例', '水利局', '承办', ''],
      ['李示例', '示例东镇', '承办', 'li'],
      ['孙示例', '水利局', '承办', ''],
      ['钱示例', '无此局', '承办', ''],
      ['周示例', '水利局', '安全管理、审计管理', ''],
      ['吴示例', '水利局', '科长', ''],
      ['郑示例', '水利局', '承办', 'LI'],
    ]);
    const lines = planPeople({ people: [], units }, roleWords, rows, idOf);
    expect(says(lines)).toEqual([
      'new',
      'new',
      'known',
      'unknown-unit unit',
      'role-excluded roles',
      'unknown-word roles',
      'login-taken login',
    ]);
    expect(made(lines)[0]).toMatchObject({ login: '孙示例', unitId: 'water', roles: ['handler'] });
  });
});
