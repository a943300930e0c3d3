// Words for where something was seen, and for posts.
import type { Role } from '#core/matter/events.ts';
import type { Lang } from '#ui/lang.ts';

const places: Record<string, Record<Lang, string>> = {
  matter: { zh: '事项页', en: "the matter's page" },
  order: { zh: '派单条（打印）', en: 'the order (print)' },
  contact: { zh: '联系方式', en: 'the contact' },
  form: { zh: '办理表单', en: 'a form' },
  callback: { zh: '回访页', en: 'the call-back page' },
  share: { zh: '分享任务页', en: 'the page for sharing' },
  api: { zh: '接口', en: 'the API' },
};
export const whatWords = (what: string, lang: Lang): string => places[what]?.[lang] ?? what;

const posts: Record<Role, Record<Lang, string>> = {
  intake: { zh: '受理员', en: 'intake' },
  dispatcher: { zh: '派单员', en: 'dispatcher' },
  handler: { zh: '承办人', en: 'handler' },
  unitHead: { zh: '单位负责人', en: 'unit head' },
  hotline: { zh: '热线值班', en: 'hotline' },
  callback: { zh: '回访员', en: 'call-back officer' },
  countyOffice: { zh: '县政府办', en: 'county office' },
  leader: { zh: '领导', en: 'leader' },
  audit: { zh: '审计员', en: 'audit' },
  securityAdmin: { zh: '安全管理员', en: 'security admin' },
  systemAdmin: { zh: '系统管理员', en: 'system admin' },
};
const roleWords: Readonly<Record<string, Record<Lang, string> | undefined>> = posts;

/** Posts, one after the other: `派单员、热线值班`; `dispatcher, hotline`. */
export const postsInWords = (roles: readonly string[], lang: Lang): string =>
  roles.map((role) => roleWords[role]?.[lang] ?? role).join(lang === 'zh' ? '、' : ', ');
