// Set-up in words: what each step is for, what it lacks, and what it shows when there is something.
import type { Role } from '#core/matter/events.ts';
import type { Lang } from '#ui/lang.ts';
import type { Lack, LimitClass, SetUpStep } from '../rules.ts';

type Twin = Record<Lang, string>;

export const stepWords: Record<SetUpStep, { name: Twin; why: Twin }> = {
  county: {
    name: { zh: '县名和代码', en: 'Name and code' },
    why: { zh: '印在每一页和每张回执上；代码是每个编号的开头。', en: 'On every page and receipt; the code begins every matter number.' },
  },
  units: {
    name: { zh: '单位', en: 'Units' },
    why: {
      zh: '县、部门、乡镇（街道）、村（社区）。诉求派给它们，时限算在它们头上。',
      en: 'County, departments, townships, villages: whom concerns are given to.',
    },
  },
  places: {
    name: { zh: '地点', en: 'Places' },
    why: { zh: '群众说“三组”“幸福小区”时，系统知道归谁管。', en: 'When somebody says "third group", the system knows who is in charge.' },
  },
  categories: {
    name: { zh: '诉求类别', en: 'Categories' },
    why: {
      zh: '先有一套通用的，可以直接用，也可以换成省里或市里的。',
      en: 'A general tree is here to begin with; a province’s own can replace it.',
    },
  },
  duties: {
    name: { zh: '职责清单', en: 'Duty lists' },
    why: {
      zh: '基本履职、配合履职、上级收回三张表。上级收回的，派不到乡镇和村。',
      en: 'Own duty, helps only, taken back. What was taken back cannot be dispatched down.',
    },
  },
  limits: {
    name: { zh: '时限组', en: 'Limit pack' },
    why: {
      zh: '按哪里的规定算答复时限。选定后还能一条一条改；已经在办的不变。',
      en: 'By whose rules replies are due. Rows can be edited later; matters that run keep their dates.',
    },
  },
  calendar: {
    name: { zh: '节假日表', en: 'Calendar' },
    why: {
      zh: '工作日时限要用放假和调休的通知。没有的年份，时限显示“暂定”，通知来了再重算。',
      en: 'Working days follow the yearly notice. Without one, deadlines are provisional until it arrives.',
    },
  },
  people: {
    name: { zh: '第一批账号', en: 'First accounts' },
    why: {
      zh: '每人一个邀请链接，自己设密码。系统管理、安全管理、审计管理必须是三个人。',
      en: 'An invitation each; everybody chooses their own password. The three administrators are three people.',
    },
  },
};

/** Posts that nobody holds stand in one sentence. */
export function lackLines(lacks: readonly Lack[], lang: Lang, roleName: (role: Role) => string, year: number): string[] {
  const posts = lacks.filter((lack) => lack.startsWith('role:')).map((lack) => roleName(lack.slice(5) as Role));
  const others = lacks.filter((lack) => !lack.startsWith('role:')).map((lack) => lackWords(lack, lang, year));
  if (posts.length === 0) return others;
  return [...others, lang === 'zh' ? `还没有人担任：${posts.join('、')}` : `nobody holds yet: ${posts.join(', ')}`];
}

const lackWords = (lack: Lack, lang: Lang, year: number): string => {
  const words: Record<Exclude<Lack, `role:${Role}`>, Twin> = {
    code: { zh: '还没有行政区划代码', en: 'no division code yet' },
    'no-units': { zh: '还没有部门和乡镇', en: 'no departments or townships yet' },
    'no-desk': { zh: '没有受理派单的单位', en: 'no unit takes concerns in' },
    'no-places': { zh: '还没有地点', en: 'no places yet' },
    'no-categories': { zh: '还没有类别', en: 'no categories yet' },
    'no-duties': { zh: '还没有职责清单，派单不受限制', en: 'no duty lists: dispatch is free' },
    'duties-without-category': { zh: '清单都没写类别，派单时还核对不上', en: 'no entry names a category, so none is asked at dispatch' },
    'no-pack': { zh: '还没有选时限组（先按济南、潍坊条例算）', en: 'no pack chosen (Jinan and Weifang until then)' },
    'no-year': { zh: `没有 ${year} 年的节假日表，时限是暂定的`, en: `no calendar of ${year}: deadlines are provisional` },
    'no-next-year': {
      zh: `还没有 ${year + 1} 年的节假日表（一般十一月公布）`,
      en: `no calendar of ${year + 1} yet (usually published in November)`,
    },
  };
  return words[lack as Exclude<Lack, `role:${Role}`>][lang];
};

export const classWords: Record<LimitClass, Twin> = {
  simple: { zh: '简单', en: 'Simple' },
  ordinary: { zh: '一般', en: 'Ordinary' },
  complex: { zh: '复杂', en: 'Complex' },
  utility: { zh: '水电气热', en: 'Water, power, gas, heat' },
  emergency: { zh: '紧急', en: 'Urgent' },
};

/** The trust of a source: the text was read, a press report, or a preset to be checked locally. */
export const trustWords: Record<'V' | 'P' | 'M', Twin> = {
  V: { zh: '条文', en: 'article' },
  P: { zh: '据报道，请核对', en: 'as reported, please check' },
  M: { zh: '通行做法，请核对', en: 'common practice, please check' },
};
