// The posts by name.
import type { Role } from '#core/matter/events.ts';

export const roleNames = {
  intake: { zh: '受理登记', en: 'Intake' },
  dispatcher: { zh: '派单', en: 'Dispatch' },
  handler: { zh: '承办', en: 'Handling' },
  unitHead: { zh: '单位负责人', en: 'Head of unit' },
  hotline: { zh: '热线审核', en: 'Hotline ruling' },
  callback: { zh: '回访', en: 'Call-back' },
  countyOffice: { zh: '县级督办', en: 'County office' },
  leader: { zh: '领导', en: 'Leader' },
  audit: { zh: '审计管理', en: 'Audit administration' },
  securityAdmin: { zh: '安全管理', en: 'Security administration' },
  systemAdmin: { zh: '系统管理', en: 'System administration' },
} satisfies Record<Role, { zh: string; en: string }>;

export const allRoles = Object.keys(roleNames) as readonly Role[];
export const isRole = (text: string): text is Role => Object.hasOwn(roleNames, text);
