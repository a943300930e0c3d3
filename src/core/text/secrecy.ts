/**
 * Secrecy markers stop saving: state secrets may not be stored in a system of this kind (must-not 12; 保守国家秘密法).
 * What is looked for is the *marking of a document*, not talk about secrecy — a raiser who writes 商业秘密, 请为我保密,
 * "以涉及国家秘密为由不公开" or 公开的秘密 must be able to say so. A marking is one of:
 *
 * 1. a level with the star, as 保密 rules print it: 机密★1年, 绝密★, 秘密☆长期 (a plain * only with a term behind it);
 * 2. a level with 级: 绝密级, 机密级文件 — not 秘密级别, and not after 商业/个人/工作/技术 …;
 * 3. a field: 密级：秘密 (密级：无/公开 is no marking);
 * 4. a line or bracket that holds nothing but a level: 【机密】, "秘 密" alone on its line;
 * 5. a declaration of the document itself: 本文件属国家秘密, 本材料涉密;
 * 6. an inner document's ban: 内部文件 不得外传, 仅供内部参阅，严禁复印 — not when it is told of somebody (他们说是内部文件不得外传);
 * 7. English markings alone on their line: TOP SECRET, STATE SECRET.
 *
 * Limits: a marking inside a picture is not seen; a copied secret without its marking cannot be known.
 */

export type SecrecyMarking = 'starred-level' | 'graded-level' | 'level-field' | 'level-alone' | 'declared' | 'inner-document';

export interface SecrecyMarker {
  marking: SecrecyMarking;
  /** The words that were taken for a marking, as written. */
  words: string;
}

const LEVEL = '(?:绝\\s?密|机\\s?密|秘\\s?密)';
const TERM = '(?:\\d{1,3}|[一二三五十]{1,3})\\s?(?:年|个?月)|长期';
const NOT_OF_STATE = '(?<!商业|个人|工作|技术|军事|公司|企业|家庭|行业|业务|私人|隐私|国家|的|大)';
const DOCUMENT = '(?:文件|资料|材料|刊物|文稿|通知|信息|会议纪要|件)';
const BAN = '(?:不得|严禁|禁止|不准|不许|请勿|切勿|勿)(?:擅自|随意|对外)?(?:外传|外泄|泄露|泄漏|扩散|传播|翻印|复印|转发|传阅|公开|拍照)';

const MARKINGS: readonly { marking: SecrecyMarking; pattern: RegExp }[] = [
  { marking: 'starred-level', pattern: new RegExp(`${LEVEL}\\s?(?:级\\s?)?[★☆⭐✩✭]\\s?(?:${TERM})?`, 'g') },
  { marking: 'starred-level', pattern: new RegExp(`${LEVEL}\\s?[*＊]\\s?(?:${TERM})`, 'g') },
  { marking: 'level-field', pattern: new RegExp(`(?:密级|保密等级|涉密等级)\\s?[:：]\\s?(?:${LEVEL}|内部)`, 'g') },
  {
    marking: 'graded-level',
    pattern: new RegExp(`${NOT_OF_STATE}${LEVEL}级(?![别长])(?=${DOCUMENT}|[\\s，,。.；;：:）)】\\]、]|$)`, 'gm'),
  },
  { marking: 'level-alone', pattern: new RegExp(`^[ \\t\\u3000]*(?:${LEVEL}|TOP SECRET|STATE SECRET)[ \\t\\u3000]*$`, 'gm') },
  { marking: 'level-alone', pattern: new RegExp(`[【\\[〔［]\\s?${LEVEL}\\s?[】\\]〕］]`, 'g') },
  {
    marking: 'declared',
    pattern: new RegExp(
      `(?:本|该|此)${DOCUMENT}(?:内容)?(?:属于?|系|为|是|涉及)(?:国家秘密|${LEVEL}级?|涉密${DOCUMENT})|(?:本|此)${DOCUMENT}涉密`,
      'g',
    ),
  },
  {
    marking: 'inner-document',
    pattern: new RegExp(`(?:内部|涉密|保密)${DOCUMENT}[\\s，,；;。：:！!（(、—-]{0,4}(?:注意保密[\\s，,；;。！!]{0,2})?${BAN}`, 'g'),
  },
  {
    marking: 'inner-document',
    pattern: new RegExp(`(?:仅|只)供?(?:内部|领导|党内)(?:使用|参阅|参考|传阅|掌握)[\\s，,；;。：:！!（(、—-]{0,4}${BAN}`, 'g'),
  },
];

// Told of somebody: the words are a quotation inside a complaint, not the heading of a document. A star or a 密级 field is never just told.
const MAY_BE_TOLD: ReadonlySet<SecrecyMarking> = new Set(['graded-level', 'declared', 'inner-document']);
const TOLD = /(?:说|称|谓|讲|以|答复|回复|告诉我们?|理由|借口|什么|所谓)[^，,。；;！!？?\n]{0,8}$/;

/** Every marking found, in the order of the list above; empty means the text may be saved. */
export function findSecrecyMarkers(text: string): SecrecyMarker[] {
  return MARKINGS.flatMap(({ marking, pattern }) =>
    [...text.matchAll(pattern)]
      .filter((match) => !(MAY_BE_TOLD.has(marking) && isTold(text, match.index)))
      .map((match) => ({ marking, words: match[0].trim() })),
  );
}

function isTold(text: string, at: number): boolean {
  return TOLD.test(text.slice(Math.max(0, at - 16), at));
}

/** What the person is told; nothing has been stored when this is shown. */
export const secrecyNotice = {
  zh: '您写的内容带有密级或“内部文件不得外传”一类的标志。这里不能存放国家秘密和内部文件，所以没有保存。请不要在网上传送这份材料，把它交给本单位保密工作机构；要反映的事情，请用自己的话写，不要抄录文件。',
  en: 'What you wrote carries a secrecy marking, such as a level of secrecy or “internal document, do not pass on”. State secrets and internal documents may not be kept here, so nothing was saved. Do not send this material over the internet; hand it to the office in charge of secrecy. Please tell your concern in your own words, without copying the document.',
} as const;
