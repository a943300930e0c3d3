// Everything that can be set up, in one list. A room that adds a page for administrators adds a line here; a test opens every one of them.
import type { Role } from '#core/matter/events.ts';

type Twin = { zh: string; en: string };
export type AdminGroup = 'county' | 'people' | 'rules' | 'words' | 'outside' | 'watch';
export type AdminLink = { href: string; group: AdminGroup; roles: readonly Role[]; name: Twin; why: Twin };

const system: readonly Role[] = ['systemAdmin'];
const security: readonly Role[] = ['securityAdmin', 'systemAdmin', 'audit'];

export const adminLinks: readonly AdminLink[] = [
  {
    href: '/staff/admin/set-up',
    group: 'county',
    roles: system,
    name: { zh: '设置向导', en: 'Set-up' },
    why: {
      zh: '从空系统到派出第一件事，一步一步来；随时可以回来',
      en: 'From an empty system to the first dispatch, step by step; come back at any time',
    },
  },
  {
    href: '/staff/units',
    group: 'county',
    roles: system,
    name: { zh: '单位', en: 'Units' },
    why: {
      zh: '县、部门、乡镇、村；可导入，改动留痕',
      en: 'County, departments, townships, villages; by table or by hand, changes are kept',
    },
  },
  {
    href: '/staff/places',
    group: 'county',
    roles: system,
    name: { zh: '地点', en: 'Places' },
    why: { zh: '诉求发生的地方，和负责的单位', en: 'Where concerns arise, and who is in charge' },
  },
  {
    href: '/staff/duties',
    group: 'rules',
    roles: system,
    name: { zh: '职责清单', en: 'Duty lists' },
    why: { zh: '谁能接什么：基本、配合、上级收回', en: 'Who may own what: own duty, helps only, taken back' },
  },
  {
    href: '/staff/categories',
    group: 'rules',
    roles: system,
    name: { zh: '诉求类别', en: 'Categories' },
    why: { zh: '类别树，换版本时旧的对应到新的', en: 'A dated tree; older categories map to newer ones' },
  },
  {
    href: '/staff/admin/set-up/limits',
    group: 'rules',
    roles: system,
    name: { zh: '时限组', en: 'Limit pack' },
    why: { zh: '按哪里的规定算答复时限', en: 'By whose rules replies are due' },
  },
  {
    href: '/staff/limits',
    group: 'rules',
    roles: system,
    name: { zh: '时限规则', en: 'Limit rules' },
    why: { zh: '一条一条改时限，从哪天起、依据什么', en: 'Each limit by dated rows with its basis' },
  },
  {
    href: '/staff/calendars',
    group: 'rules',
    roles: system,
    name: { zh: '节假日表', en: 'Calendars' },
    why: { zh: '哪些年份有通知，哪些还是暂定', en: 'Which years are covered, and which are provisional' },
  },
  {
    href: '/staff/classes/settings',
    group: 'rules',
    roles: system,
    name: { zh: '一类事的信号和门槛', en: 'Signals of classes' },
    why: { zh: '多少件同类算线索，什么字样马上提醒', en: 'How many alike are a clue, which words are told at once' },
  },
  {
    href: '/staff/suggestions',
    group: 'rules',
    roles: system,
    name: { zh: '建议的开关', en: 'Suggestions on or off' },
    why: { zh: '像的事项、可能的类别：开还是关，从哪里学来的', en: 'Matters alike, likely categories: on or off, and learnt from what' },
  },
  {
    href: '/staff/classes/residents',
    group: 'county',
    roles: system,
    name: { zh: '各地人口', en: 'Residents' },
    why: { zh: '算每千人多少件用，带日期和来源', en: 'For rates per 1,000, dated, with its source' },
  },
  {
    href: '/staff/templates',
    group: 'words',
    roles: system,
    name: { zh: '答复模板', en: 'Reply templates' },
    why: { zh: '按类别放进答复表单', en: 'Offered in the reply form by category' },
  },
  {
    href: '/staff/plain-words',
    group: 'words',
    roles: system,
    name: { zh: '套话和大白话', en: 'Plain words' },
    why: { zh: '答复发出前提醒换成群众的话', en: 'What a reply is reminded of before it goes' },
  },
  {
    href: '/staff/people',
    group: 'people',
    roles: security,
    name: { zh: '人员和岗位', en: 'People and posts' },
    why: { zh: '账号、邀请、停用、离岗移交', en: 'Accounts, invitations, leavers' },
  },
  {
    href: '/staff/admin/sign-in',
    group: 'people',
    roles: security,
    name: { zh: '登录设置', en: 'Sign-in' },
    why: { zh: '第二道验证、统一认证', en: 'Second step, identity provider' },
  },
  {
    href: '/staff/outlets',
    group: 'outside',
    roles: system,
    name: { zh: '出口', en: 'Outlets' },
    why: { zh: '邮件和群机器人，缺省全关，各有测试', en: 'Mail and robots: off until tested and switched on' },
  },
  {
    href: '/staff/retention',
    group: 'watch',
    roles: ['securityAdmin', 'audit', 'systemAdmin'],
    name: { zh: '保存期限', en: 'Retention' },
    why: { zh: '哪些资料保存多久，到期清什么', en: 'What is kept how long, and what goes then' },
  },
  {
    href: '/staff/audit',
    group: 'watch',
    roles: ['audit'],
    name: { zh: '审计查看', en: 'Audit' },
    why: { zh: '登录、查看、导出、改设置，按时间、账号、编号查', en: 'Sign-ins, looks, exports, settings: by time, account, number' },
  },
  {
    href: '/staff/trace',
    group: 'watch',
    roles: ['audit', 'securityAdmin'],
    name: { zh: '水印追查', en: 'Leak trace' },
    why: { zh: '从截图上的编号查到是谁看的', en: 'From the mark on a picture to who saw it' },
  },
  {
    href: '/staff/burden',
    group: 'watch',
    roles: system,
    name: { zh: '减负自查页的设置', en: 'Settings of the burden page' },
    why: { zh: '备案号、替代了哪些系统', en: 'Filing number, systems that were replaced' },
  },
  {
    href: '/burden',
    group: 'watch',
    roles: ['systemAdmin', 'securityAdmin', 'audit'],
    name: { zh: '减负自查', en: 'Burden self-check' },
    why: { zh: '公开页：不留什么、对系统的意见办到哪了', en: 'The public page: what is not kept, and opinions about the system' },
  },
];

export const adminRoles: readonly Role[] = ['systemAdmin', 'securityAdmin', 'audit'];
