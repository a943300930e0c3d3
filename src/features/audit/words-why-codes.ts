// What the codes mean that the log holds beside its acts. What another room names already is taken from there.
import type { Subject } from '#core/rates/measures.ts';
import type { LimitUnit } from '#core/time/limits.ts';
import { packs } from '#features/admin/index.ts';
import type { LookAt } from '#features/matters/index.ts';
import { confidentialityWords, whatWords } from '#features/retention/index.ts';
import type { OutletKind } from '#platform/db/tables-notices.ts';
import type { OpenIdRefusal } from '#platform/session/openid.ts';

type Twin = { zh: string; en: string };
export type Words = Readonly<Record<string, Twin | undefined>>;
export const twin = (zh: string, en: string): Twin => ({ zh, en });
/** A name that stands at the beginning of a line elsewhere. */
const midSentence = ({ zh, en }: Twin): Twin =>
  twin(
    zh,
    en.replace(/^./, (first) => first.toLowerCase()),
  );

export const howIn: Words = {
  password: twin('用密码', 'by password'),
  openid: twin('通过统一认证', 'by the identity provider'),
  code: twin('密码和动态码', 'by password and code'),
  recovery: twin('密码和恢复码', 'by password and recovery code'),
};
export const openIdWords: Record<OpenIdRefusal, Twin> = {
  'openid-down': twin('认证服务连不上', 'the provider could not be reached'),
  'openid-refused': twin('认证服务没有认可', 'the provider did not vouch for it'),
  'openid-stale': twin('登录过程已过期，要重新开始', 'the sign-in was too old and has to begin again'),
};
export const lookWords: Record<LookAt, Twin> = {
  matter: twin('在事项页', 'on its page'),
  order: twin('在派单条上', 'on the order'),
  contact: twin('联系方式', 'the contact'),
  form: twin('在办理表单里', 'in a form'),
  callback: twin('回访时', 'during a call-back'),
  share: twin('分享任务时', 'when sharing a task'),
  api: twin('通过接口', 'through the API'),
};
export const relationWords: Words = {
  raiser: twin('反映人', 'raiser'),
  desk: twin('受理、回访', 'desk'),
  county: twin('县级派单和管理', 'county desk'),
  owner: twin('承办单位', 'owner unit'),
  assistant: twin('协办单位', 'assisting unit'),
  village: twin('协助的村、社区', 'assisting village'),
  thirdParty: twin('外单位', 'third party'),
  accused: twin('被举报单位', 'accused unit'),
  head: twin('单位负责人', 'head of unit'),
  audit: twin('审计', 'audit'),
  public: twin('公众', 'public'),
};
export const outletWords: Record<OutletKind, Twin> = {
  email: twin('电子邮件', 'e-mail'),
  wecom: twin('企业微信', 'WeCom'),
  dingtalk: twin('钉钉', 'DingTalk'),
  feishu: twin('飞书', 'Feishu'),
  webhook: twin('其他系统', 'another system'),
};
/** A log says 天 where a rule says 自然日. */
export const unitWords: Record<LimitUnit, Twin> = {
  h: twin('小时', 'hours'),
  wd: twin('个工作日', 'working days'),
  d: twin('天', 'days'),
  mo: twin('个月', 'months'),
  y: twin('年', 'years'),
};
export const siteFields: Words = {
  county: twin('县名', 'name of the county'),
  code: twin('行政区划代码', 'division code'),
  phone: twin('热线电话', 'hotline number'),
  phoneHours: twin('接听时间', 'hours of the hotline'),
};
export const packWords: Words = Object.fromEntries(Object.entries(packs).map(([key, { name }]) => [key, midSentence(name)]));
export const subjectWords: Record<Subject, Twin> = {
  place: twin('按地点', 'by place'),
  category: twin('按类别', 'by category'),
  unit: twin('按单位', 'by unit'),
};
export const keptWords: Words = {
  raiser: midSentence(whatWords.raiser),
  files: midSentence(whatWords.files),
  accessLog: twin('操作日志', 'logs of looks and settings'),
};
export const sealWords: Words = { ...confidentialityWords, '*': twin('不分密级', 'any confidentiality') };
export const anyKind = twin('不分类型', 'any kind');
export const switchWords: Words = {
  twins: twin('“可能是同一件事”的提示', 'hints that matters are one'),
  routing: twin('类别和单位的建议', 'proposals of category and unit'),
};
export const requestFields: Words = {
  title: twin('要什么数据', 'which data'),
  purpose: twin('用途', 'purpose'),
  basis: twin('依据', 'basis'),
  fields: twin('要的项', 'fields'),
  frequency: twin('多久一次', 'how often'),
  askedOf: twin('向谁要', 'of whom'),
  expiresOn: twin('截止日期', 'last day'),
};
export const requestFaults: Words = {
  'title-missing': twin('没写', 'missing'),
  'purpose-missing': twin('没写', 'missing'),
  'basis-missing': twin('没写文件、文号或条款', 'names no document, number or article'),
  'fields-missing': twin('没写', 'missing'),
  'fields-many': twin('太多', 'too many'),
  'frequency-unknown': twin('没选', 'not chosen'),
  'asked-of-unknown': twin('没选', 'not chosen'),
  'expiry-missing': twin('没写', 'missing'),
  'expiry-past': twin('已经过去', 'in the past'),
  'expiry-far': twin('太远', 'too far away'),
  held: twin('系统里已经有', 'held already'),
  asked: twin('已有别的申请在要', 'asked by another request'),
  banned: twin('不许向基层要', 'must not be asked of the grassroots'),
};
export const decisionWords: Words = {
  approved: twin('同意', 'approved'),
  returned: twin('退回', 'returned'),
  withdrawn: twin('申请人撤回', 'taken back by who asked'),
};
export const relayWords: Words = {
  connect: twin('转接通话', 'to be put through'),
  passOn: twin('转告一句话', 'to pass on a message'),
  connected: twin('已接通', 'put through'),
  passedOn: twin('已转告', 'passed on'),
  noAnswer: twin('没打通', 'nobody answered'),
  declined: twin('反映人不愿联系', 'the raiser declined'),
};
export const formatWords: Words = {
  xlsx: twin('Excel 表', 'Excel sheet'),
  csv: twin('CSV 表', 'CSV'),
  pdf: twin('PDF', 'PDF'),
  docx: twin('Word 文档', 'Word document'),
  html: twin('网页', 'web page'),
  jsonl: twin('JSON 行', 'JSON lines'),
};
