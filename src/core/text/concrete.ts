// Whether a plan is concrete (X11): eight things a plan must say, checked one by one, so that whoever wrote it is told which are missing. One checker for the classes
// of matters, and for whatever else plans (rectifications, meetings, directives). Pure text: it judges the plan, never the person.
import { meaningIn } from './stock-phrases.ts';

/** As typed. `unit` and `person` are names or ids; only whether they are there counts. */
export type Plan = {
  /** What is done, with what, where, how much. */
  text: string;
  unit: string;
  person: string;
  /** Day `YYYY-MM-DD`, or empty. */
  due: string;
  /** By what a stranger can tell that it is done. */
  standard: string;
  /** An amount and where it comes from, or 0. */
  money: string;
  /** The rule or document that changes, or "none, because …". */
  rule: string;
  /** Who checks. */
  checker: string;
  /** How residents are asked. */
  asking: string;
  /** What happens if it fails. */
  fallback: string;
};
export type PlanField = keyof Plan;

/** In the order of X11; several of the first belong to its item 1. `stock`: nothing but stock phrases. */
export type Missing =
  | 'stock'
  | 'verb'
  | 'object'
  | 'place'
  | 'quantity'
  | 'unit'
  | 'person'
  | 'date'
  | 'standard'
  | 'money'
  | 'moneySource'
  | 'rule'
  | 'ruleReason'
  | 'checker'
  | 'asking'
  | 'fallback';

export const fieldOfMissing: Record<Missing, PlanField> = {
  stock: 'text',
  verb: 'text',
  object: 'text',
  place: 'text',
  quantity: 'text',
  unit: 'unit',
  person: 'person',
  date: 'due',
  standard: 'standard',
  money: 'money',
  moneySource: 'money',
  rule: 'rule',
  ruleReason: 'rule',
  checker: 'checker',
  asking: 'asking',
  fallback: 'fallback',
};

const verbs =
  /更换|换装|换成|安装|加装|增设|增加|新增|新建|新修|修建|修复|修缮|维修|检修|抢修|改造|改建|改为|改成|改由|改签|拆除|清理|清运|清淤|清掏|疏通|铺设|铺|挖|埋|砌|硬化|拓宽|划设|划定|施划|设置|设立|配备|配置|购置|采购|租用|聘|招|指派|安排|派|接入|移交|接管|收回|签订|订立|制定|修订|修改|废止|印发|公布|公示|张贴|发放|补发|发给|退还|退|赔|补偿|补贴|减免|停用|停止|关停|取缔|查处|检查|巡查|抽查|检测|监测|测试|试压|冲洗|消毒|开通|开放|延长|缩短|提前|调整|降低|提高到|限制|禁止|建成|建立|建|开展|组织|培训|上门|走访|入户|登记|造册|核对|核查|公开|告知|通知|喷洒|种植|补种|加固|加高|抬高|粉刷|修剪|移栽|搬迁|搬|分流|错峰|replace|install|build|repair|mend|clean|inspect|check|test|train|publish|sign|buy|set up|move|open|close|mark|lay|post|write|issue|amend|pay|refund|measure/i;
const numeral = '[0-9零〇一二两三四五六七八九十百千万半]+';
const measure =
  '(?:个|盏|台|套|处|座|条|段|户|人|名|次|场|批|车|吨|公里|千米|里|米|厘米|毫米|平方米|平米|亩|公顷|立方米|方|升|千瓦|瓦|度|块|根|只|把|份|张|封|项|件|家|栋|幢|层|间|组|村|镇|站|口|眼|棵|株|辆|部|路|天|日|周|月|年|季度|小时|分钟|元|万元|%|％|成|倍|期|轮|遍|度|分贝)';
const quantities = new RegExp(
  `${numeral}(?:余|多|来)?${measure}|每(?:${numeral}?)${measure}|全部|所有|逐(?:户|条|个|村)|[0-9]+\\s?(?:%|％|lamps?|metres?|meters?|km|times?|days?|weeks?|households?|people|pumps?|pipes?)`,
  'i',
);
const places =
  /[\p{L}\p{N}]{1,12}(?:省|市|县|区|乡|镇|街道|社区|村|屯|寨|庄|组|小区|家园|花园|苑|里|巷|弄|胡同|路|街|道|桥|河|渠|沟|塘|库|坝|站|所|厂|场|园|楼|栋|幢|单元|号|门口|路口|段|线|井|学校|小学|中学|幼儿园|医院|卫生院|卫生室|公司|大厅|窗口|广场|公园|市场|工地|库区|片区|沿线|南侧|北侧|东侧|西侧)|\b(?:street|road|village|estate|bridge|square|school|market|clinic|county|town)\b/iu;
const asks =
  /问|回访|走访|入户|上门|电话|短信|评价|满意|问卷|座谈|恳谈|听证|公示|征求|扫码|投票|代表|反映人|群众|居民|村民|业主|住户|家长|老人|ask|call|visit|survey|meeting/i;
const documents =
  /《[^》]{2,}》|制度|办法|规定|细则|规则|规程|清单|流程|合同|协议|公约|标准|章程|条例|目录|台账|预案|方案|责任书|告知书|通知|rule|contract|agreement|standard|list|procedure/i;
const noneBecause = /^(?:无|没有|不涉及|不需要|不用|无需|none|no rule)/i;
const because = /因|由于|缘于|理由|原因|since|because|as /i;
const observable =
  /照片|视频|记录|台账|单据|发票|读数|化验|检测|检验|验收|合格证|报告|清单|公示|签字|签收|名单|亮|通水|通电|通车|不再|没有|photo|record|reading|receipt|report|lit|signed/i;

/** "42 盏" and "42盏" are the same. */
const joined = (text: string): string => text.normalize('NFKC').replace(/(?<=[\p{N}\p{Script=Han}])\s+(?=\p{Script=Han})/gu, '');
const bare = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}%]/gu, '');
const long = (text: string, least: number): boolean => [...bare(text)].length >= least;

/**
 * What the plan does not say yet; empty when it is concrete. `placeNames` are the county's own names of places, which count as a place without an ending such as 村;
 * `phrases` are its own stock phrases. A text of stock phrases alone gives `stock` besides what else is missing.
 */
export function missingIn(plan: Plan, known: { placeNames?: readonly string[]; phrases?: readonly string[] } = {}): Missing[] {
  const missing: Missing[] = [];
  const text = joined(plan.text);
  const meaning = meaningIn(text, known.phrases);
  const isStock = [...meaning].length < 4;
  if (isStock) missing.push('stock');
  const hasVerb = verbs.test(meaning);
  const quantity = quantities.exec(text)?.[0] ?? '';
  if (!hasVerb) missing.push('verb');
  const thing = meaning.replace(new RegExp(verbs.source, 'gi'), '').replace(new RegExp(quantities.source, 'gi'), '');
  if (isStock || [...thing].length < 2) missing.push('object');
  if (
    !places.test(text) &&
    !(known.placeNames ?? []).some((name) => name.length >= 2 && text.includes(name)) &&
    !/全县|全镇|全乡|全村|全市|全区/.test(text)
  )
    missing.push('place');
  if (quantity === '') missing.push('quantity');
  if (bare(plan.unit) === '') missing.push('unit');
  if (bare(plan.person) === '') missing.push('person');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(plan.due.trim())) missing.push('date');
  if (!isStandard(plan.standard)) missing.push('standard');
  missing.push(...moneyFaults(plan.money), ...ruleFaults(plan.rule));
  if (!long(meaningIn(plan.checker, known.phrases), 2)) missing.push('checker');
  if (!long(plan.asking, 4) || !asks.test(plan.asking)) missing.push('asking');
  if (!long(meaningIn(plan.fallback, known.phrases), 6)) missing.push('fallback');
  return missing;
}

/** Something that can be counted, measured or seen. */
const isStandard = (text: string): boolean =>
  long(meaningIn(text), 4) && (/\d/.test(text.normalize('NFKC')) || quantities.test(text) || observable.test(text));

/** "0", or an amount with its source. */
function moneyFaults(typed: string): Missing[] {
  const text = joined(typed).trim();
  if (/^0(?:\.0+)?\s*(?:元|万元|yuan)?(?:[，,。（(].*)?$/i.test(text) || /^(?:零元|不花钱|不需要资金|无需资金)/.test(text)) return [];
  const amount = /\d[\d,.]*\s*(?:亿元?|万元?|千元|元|yuan|rmb)/i.exec(text) ?? new RegExp(`${numeral}(?:万|千|百)?元`).exec(text);
  if (amount === null) return ['money'];
  const rest = bare(text.replace(amount[0], '')).replace(/约|共|合计|预计|需要|费用|大约/g, '');
  return [...rest].length >= 2 ? [] : ['moneySource'];
}

function ruleFaults(typed: string): Missing[] {
  const text = typed.normalize('NFKC').trim();
  if (noneBecause.test(text)) return because.test(text) && long(text, 6) ? [] : ['ruleReason'];
  return documents.test(text) && long(text, 4) ? [] : ['rule'];
}
