// The demo county: invented, and marked 示例 wherever a name could be taken for a real one (rules (d)21). Tests use it too.
import type { Role } from '#core/matter/events.ts';

export type DemoUnit = {
  id: string;
  parentId: string | null;
  kind: 'county' | 'department' | 'township' | 'village';
  name: string;
  shortName: string;
  isHotline?: true;
};

export const demoUnits: readonly DemoUnit[] = [
  { id: 'county', parentId: null, kind: 'county', name: '示例县人民政府办公室', shortName: '县政府办' },
  { id: 'hotline', parentId: 'county', kind: 'department', name: '示例县12345热线受理中心', shortName: '热线中心', isHotline: true },
  { id: 'review', parentId: 'county', kind: 'department', name: '示例县社会工作部回访组', shortName: '回访组' },
  { id: 'audit', parentId: 'county', kind: 'department', name: '示例县审计与信息安全岗', shortName: '审计岗' },
  { id: 'housing', parentId: 'county', kind: 'department', name: '示例县住房和城乡建设局', shortName: '住建局' },
  { id: 'civil', parentId: 'county', kind: 'department', name: '示例县民政局', shortName: '民政局' },
  { id: 'east-town', parentId: 'county', kind: 'township', name: '示例东镇人民政府', shortName: '示例东镇' },
  { id: 'west-town', parentId: 'county', kind: 'township', name: '示例西乡人民政府', shortName: '示例西乡' },
  { id: 'shiqiao', parentId: 'east-town', kind: 'village', name: '石桥村（示例）', shortName: '石桥村' },
  { id: 'liuhe', parentId: 'east-town', kind: 'village', name: '柳河村（示例）', shortName: '柳河村' },
  { id: 'dongjie', parentId: 'east-town', kind: 'village', name: '东街社区（示例）', shortName: '东街社区' },
  { id: 'nanping', parentId: 'west-town', kind: 'village', name: '南坪村（示例）', shortName: '南坪村' },
  { id: 'beiling', parentId: 'west-town', kind: 'village', name: '北岭村（示例）', shortName: '北岭村' },
  { id: 'xiwan', parentId: 'west-town', kind: 'village', name: '西湾村（示例）', shortName: '西湾村' },
];

export const demoPlaces: readonly {
  id: string;
  parentId: string | null;
  unitId: string | null;
  kind: 'county' | 'township' | 'village' | 'group' | 'estate' | 'road';
  name: string;
}[] = [
  { id: 'p-county', parentId: null, unitId: 'county', kind: 'county', name: '示例县' },
  { id: 'p-east', parentId: 'p-county', unitId: 'east-town', kind: 'township', name: '示例东镇' },
  { id: 'p-west', parentId: 'p-county', unitId: 'west-town', kind: 'township', name: '示例西乡' },
  ...['shiqiao', 'liuhe', 'dongjie', 'nanping', 'beiling', 'xiwan'].map((id, i) => ({
    id: `p-${id}`,
    parentId: i < 3 ? 'p-east' : 'p-west',
    unitId: id,
    kind: 'village' as const,
    name: ['石桥村', '柳河村', '东街社区', '南坪村', '北岭村', '西湾村'][i] ?? id,
  })),
  { id: 'p-shiqiao-3', parentId: 'p-shiqiao', unitId: 'shiqiao', kind: 'group', name: '三组' },
  { id: 'p-liuhe-1', parentId: 'p-liuhe', unitId: 'liuhe', kind: 'group', name: '一组' },
  { id: 'p-dongjie-estate', parentId: 'p-dongjie', unitId: 'dongjie', kind: 'estate', name: '幸福小区（示例）' },
];

type DemoCategory = {
  id: string;
  parentId: string | null;
  code: string;
  name: string;
  nameEn: string;
  limitKey: string;
  contactKey?: string;
  urgency?: 'urgent' | 'critical';
};
const jn = 'hotline.reply.jn';
export const demoCategories: readonly DemoCategory[] = [
  { id: 'housing', parentId: null, code: '01', name: '住房物业', nameEn: 'Housing and property management', limitKey: jn },
  {
    id: 'utilities',
    parentId: null,
    code: '02',
    name: '市政水电气热',
    nameEn: 'Water, power, gas, heating, lighting',
    limitKey: 'hotline.reply.utility',
    urgency: 'urgent',
  },
  {
    id: 'water',
    parentId: 'utilities',
    code: '0201',
    name: '供水',
    nameEn: 'Water supply',
    limitKey: 'hotline.reply.utility',
    urgency: 'urgent',
  },
  {
    id: 'lighting',
    parentId: 'utilities',
    code: '0202',
    name: '路灯照明',
    nameEn: 'Street lighting',
    limitKey: 'hotline.reply.utility',
    urgency: 'urgent',
  },
  { id: 'roads', parentId: null, code: '03', name: '道路交通停车', nameEn: 'Roads, traffic, parking', limitKey: jn },
  { id: 'environment', parentId: null, code: '04', name: '环境噪声', nameEn: 'Environment and noise', limitKey: jn },
  { id: 'rural', parentId: null, code: '05', name: '农业农村土地', nameEn: 'Farming, villages, land', limitKey: jn },
  { id: 'education', parentId: null, code: '06', name: '教育托育', nameEn: 'Schools and child care', limitKey: jn },
  { id: 'health', parentId: null, code: '07', name: '医疗医保', nameEn: 'Health care and insurance', limitKey: jn },
  { id: 'welfare', parentId: null, code: '08', name: '养老助残救助', nameEn: 'Elderly care, disability, relief', limitKey: jn },
  { id: 'labour', parentId: null, code: '09', name: '劳动工资社保', nameEn: 'Work, wages, social insurance', limitKey: jn },
  { id: 'market', parentId: null, code: '10', name: '市场消费', nameEn: 'Markets and consumers', limitKey: jn },
  {
    id: 'safety',
    parentId: null,
    code: '11',
    name: '公共安全应急',
    nameEn: 'Public safety',
    limitKey: 'hotline.reply.emergency',
    contactKey: 'hotline.contact.emergency',
    urgency: 'critical',
  },
  { id: 'conduct', parentId: null, code: '12', name: '政务作风', nameEn: 'Conduct of offices', limitKey: jn },
  { id: 'firms', parentId: null, code: '13', name: '企业诉求', nameEn: 'Concerns of firms', limitKey: jn },
  { id: 'other', parentId: null, code: '99', name: '其他', nameEn: 'Other', limitKey: jn },
];

export type DemoDuty = {
  itemNo: string;
  level: 'department' | 'township' | 'village';
  unitId: string | null;
  list: 'basic' | 'cooperate' | 'takenBack';
  title: string;
  categoryId: string;
  leadUnitId: string | null;
  basis: string;
};
const housingLeads = ['housing', 'utilities', 'roads', 'environment', 'safety', 'market'] as const;
const civilLeads = ['welfare', 'education', 'health', 'labour', 'conduct', 'firms', 'rural'] as const;
const nameOf = (id: string): string => demoCategories.find((c) => c.id === id)?.name ?? id;
const departments = (unitId: string, list: readonly string[], from: number): DemoDuty[] =>
  list.map((categoryId, i) => ({
    itemNo: `部${from + i}`,
    level: 'department',
    unitId,
    list: 'basic',
    title: `${nameOf(categoryId)}（牵头）`,
    categoryId,
    leadUnitId: unitId,
    basis: '示例县部门职责清单（示例）',
  }));
const townships = (list: DemoDuty['list'], rows: readonly (readonly [string, string, string | null])[], prefix: string): DemoDuty[] =>
  rows.map(([categoryId, title, leadUnitId], i) => ({
    itemNo: `${prefix}${i + 1}`,
    level: 'township',
    unitId: null,
    list,
    title,
    categoryId,
    leadUnitId,
    basis: '示例县乡镇履行职责事项清单（示例）',
  }));

/** The three township lists; the department that took a duty back is named, so that a refused dispatch says where it belongs. */
export const demoDuties: readonly DemoDuty[] = [
  ...departments('housing', housingLeads, 1),
  ...departments('civil', civilLeads, 1 + housingLeads.length),
  ...townships(
    'basic',
    [
      ['environment', '村庄环境卫生和噪声劝导', null],
      ['rural', '农村土地承包纠纷调解', null],
    ],
    '基',
  ),
  ...townships(
    'cooperate',
    [
      ['housing', '配合物业纠纷调处', 'housing'],
      ['roads', '配合农村道路管护', 'housing'],
      ['welfare', '配合低保入户核查', 'civil'],
    ],
    '配',
  ),
  ...townships(
    'takenBack',
    [
      ['utilities', '供水、照明等市政设施运行（已上收）', 'housing'],
      ['market', '食品经营许可检查（已上收）', 'housing'],
      ['labour', '欠薪案件查处（已上收）', 'civil'],
    ],
    '收',
  ),
];

export type DemoPerson = { login: string; name: string; unitId: string; roles: readonly Role[]; token: string };
/** `token` is the name under which `demo --json` prints the person's API token. */
export const demoPeople: readonly DemoPerson[] = [
  { login: 'shouli', name: '李示例', unitId: 'hotline', roles: ['intake'], token: 'intake' },
  { login: 'paidan', name: '王示例', unitId: 'hotline', roles: ['dispatcher'], token: 'dispatcher' },
  { login: 'zhiban', name: '赵示例', unitId: 'hotline', roles: ['hotline'], token: 'hotline' },
  { login: 'chengban', name: '周示例', unitId: 'housing', roles: ['handler'], token: 'handler' },
  { login: 'juzhang', name: '吴示例', unitId: 'housing', roles: ['unitHead'], token: 'unitHead' },
  { login: 'minzheng', name: '郑示例', unitId: 'civil', roles: ['handler'], token: 'handlerOther' },
  { login: 'dongzhen', name: '钱示例', unitId: 'east-town', roles: ['handler', 'unitHead'], token: 'handlerTownship' },
  { login: 'shiqiao', name: '孙示例', unitId: 'shiqiao', roles: ['handler'], token: 'handlerVillage' },
  { login: 'huifang', name: '冯示例', unitId: 'review', roles: ['callback'], token: 'callback' },
  { login: 'xianban', name: '陈示例', unitId: 'county', roles: ['countyOffice', 'leader'], token: 'countyOffice' },
  { login: 'shenji', name: '褚示例', unitId: 'audit', roles: ['audit'], token: 'audit' },
  { login: 'guanli', name: '卫示例', unitId: 'county', roles: ['systemAdmin'], token: 'admin' },
  { login: 'anquan', name: '蒋示例', unitId: 'audit', roles: ['securityAdmin'], token: 'securityAdmin' },
];
