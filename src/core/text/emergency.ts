/**
 * Words that say "somebody is in danger now". A hit puts 110 / 119 / 120 / 122 before the person at once (SM-01 任意 -> 转紧急);
 * it never stops the concern from being saved, so it leans towards a warning too many.
 *
 * Read as a present danger: the bare event (着火了, 燃气泄漏, someone is drowning). Not read so, because these words fill ordinary complaints:
 * a hazard (火灾隐患), a drill, insurance, a rule or facility (火灾自动报警), a wish to prevent (防止溺水), a condition (一旦发生火灾) and a plain "no" (没有着火).
 *
 * Limits: negation is looked for only in the same clause; irony, dialect, other languages, misspellings and things told in pictures are not understood;
 * 去年着火 still hits (the warning costs a glance). The page therefore always shows the four numbers, hit or not.
 */
import { toHalfWidth } from './width.ts';

export type EmergencyNumber = '110' | '119' | '120' | '122';

export type EmergencyKind = 'fire' | 'gas' | 'rescue' | 'violence' | 'self-harm' | 'medical' | 'traffic';

export interface Emergency {
  kind: EmergencyKind;
  call: EmergencyNumber;
  /** The words that matched, as written and in order, for "because you wrote …". */
  words: string[];
}

interface Sign {
  kind: EmergencyKind;
  call: EmergencyNumber;
  pattern: RegExp;
}

const SIGNS: readonly Sign[] = [
  {
    kind: 'self-harm',
    call: '110',
    pattern:
      /自杀|轻生|不想活了?|活不下去|想死|寻短见|跳楼(?!价|机)|跳河|跳桥|割腕|上吊|喝农药|\bsuicid(?:e|al)\b|\bkill (?:myself|himself|herself)\b|\bend (?:my|his|her) life\b/gi,
  },
  {
    kind: 'violence',
    call: '110',
    pattern:
      /杀人|砍人|捅人|持刀|拿刀(?:砍|捅|追)?|绑架|抢劫|劫持|正在打人|打起来了|被(?:人)?(?:殴打|围殴)|家暴|性侵|强奸|入室(?:盗窃|抢劫)|失踪|走失|爆炸物|(?<!定时|重磅|深水|糖衣)炸弹|\b(?:robbery|kidnapp\w*|stabb\w*|hostage|domestic violence|rap(?:e|ed|ist)|bomb|missing child)\b|\bbeing (?:beaten|attacked)\b|\b(?:with a|has a) (?:knife|gun)\b/gi,
  },
  {
    kind: 'gas',
    call: '119',
    pattern:
      /(?:燃气|煤气|天然气|液化气)(?:管道|管|罐|灶|表)?(?:发生|有|在|正在|出现)?(?:泄漏|泄露|漏气|外泄|爆炸)|(?:漏|泄漏|泄露)(?:了)?(?:燃气|煤气|天然气|液化气)|(?:煤气|燃气|天然气)味|\bgas leak\w*|\bleak\w* gas\b|\bsmell(?:s|ing)? (?:of )?gas\b/gi,
  },
  {
    kind: 'fire',
    call: '119',
    pattern:
      /着火|起火|失火|火灾|着了火|烧起来|大火|山火|冒浓烟|爆炸(?!物|性)|\bon fire\b|\bcaught fire\b|\b(?:house|forest|building) fire\b|\bfire (?:has )?broke(?:n)? out\b|\bexplosions?\b|\bexploded\b/gi,
  },
  {
    kind: 'rescue',
    call: '119',
    pattern:
      /溺水|落水|掉(?:进|到|入)(?:了)?(?:河|水|井|江|湖|池塘|水库)|被困|困在电梯|房(?:屋|子)(?:倒|垮)塌|塌方|山体滑坡|泥石流|\bdrown(?:s|ed|ing)?\b|\btrapped\b|\bcollapsed (?:house|building|wall)\b|\blandslide\b/gi,
  },
  {
    kind: 'medical',
    call: '120',
    pattern:
      /昏迷|晕倒|休克|没有?呼吸|呼吸困难|心(?:脏骤停|梗|脏病发作)|脑出血|中风了|大出血|流血不止|食物中毒|(?:煤气|一氧化碳|农药)中毒|触电|要生了|抽搐不止|生命垂危|\bunconscious\b|\bheart attack\b|\bnot breathing\b|\bcan(?:'|no)?t breathe\b|\bbleeding (?:badly|heavily)\b|\bpoisoned\b|\belectrocuted\b|\bhaving a stroke\b/gi,
  },
  {
    kind: 'traffic',
    call: '122',
    pattern:
      /车祸|撞(?:到|倒|了|死|伤)(?:了)?(?:人|老人|小孩|孩子|行人)|被(?:车|货车|摩托车|汽车)撞|追尾|翻车|肇事逃逸|\bcar (?:crash|accident)\b|\btraffic accident\b|\bhit[- ]and[- ]run\b|\bhit by a (?:car|truck|bus)\b/gi,
  },
];

// Directly before the word, in the same clause.
const NOT_NOW_BEFORE =
  /(?:没有?(?:发生|出现|再)?|未(?:发生|曾)?|并?无|不(?:是|会|曾)|并非|防(?:范|备)?|以免|免得|杜绝|严防|若(?:是)?|容易|极?易|可能(?:会)?|会不会|怕|扑救|抵御|恐)(?:有人|孩子|小孩|老人|再|会|引起|引发|导致|造成|发生|出现|有|因为|什么|任何|的|了|过){0,3}$|\b(?:no|not|never|without|risk of|danger of|might|could)(?: (?:a|an|any|the|is|was|been|be|there|there's|catch|cause))*\s*$/i;

// Anywhere before the word in the same clause: a thing imagined.
const IMAGINED =
  /一旦|万一|如果|要是|假如|倘若|生怕|深怕|害怕|担心|以防|防止|预防|谨防|避免|\b(?:if|in case|afraid|worried|prevent\w*|avoid\w*)\b/i;

// A threat or a fear of suicide (再不解决我就跳楼, 担心他自杀) is danger too: only a plain "no" and prevention take it away.
const NO_SELF_HARM = /(?:没有?|未曾?|并非|不会|预防|防止|防范|\b(?:no|not|never|prevent\w*))[\s\w]{0,2}$/i;

// Directly behind the word: the thing about the event, not the event.
const NOT_NOW_BEHIND =
  /^(?:的)?(?:安全)?(?:隐患|风险|危险|事故隐患|预防|防控|演练|演习|保险|自动报警|报警(?:器|系统)|探测器|险情?预案|应急预案|条例|知识|宣传|教育|通道|警示|救援站|的?可能|怎么办)|^\s*(?:hazard|risk|drill|insurance|alarm|hydrant|station|safety|exit)/i;

/** Every present danger the text speaks of, the gravest first; empty when there is none. Pure text in, no judgement about the person. */
export function findEmergencies(text: string): Emergency[] {
  const flat = toHalfWidth(text);
  return SIGNS.flatMap(({ kind, call, pattern }) => {
    const words = [...flat.matchAll(pattern)].filter((match) => isNow(kind, flat, match.index, match[0])).map((match) => match[0]);
    return words.length === 0 ? [] : [{ kind, call, words: [...new Set(words)] }];
  });
}

function isNow(kind: EmergencyKind, text: string, at: number, word: string): boolean {
  const before =
    text
      .slice(Math.max(0, at - 24), at)
      .split(/[,，。.;；!！?？\n]/)
      .at(-1) ?? '';
  if (NOT_NOW_BEHIND.test(text.slice(at + word.length, at + word.length + 12))) return false;
  return kind === 'self-harm' ? !NO_SELF_HARM.test(before) : !NOT_NOW_BEFORE.test(before) && !IMAGINED.test(before);
}
