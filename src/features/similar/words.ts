// Likeness and proposals in words. A number of odds says nothing to a dispatcher; "可能" and the reasons do.
import type { Reasons } from '#core/similarity/reasons.ts';

type Lang = 'zh' | 'en';

/** `odds` as the natural logarithm. The steps are those of the measured figures (docs/similarity.md). */
export function howLikely(odds: number, lang: Lang): string {
  const zh = lang === 'zh';
  if (odds > 3) return zh ? '很可能是同一件事' : 'very likely the same';
  if (odds > 0) return zh ? '可能是同一件事' : 'perhaps the same';
  return zh ? '有些相像' : 'somewhat alike';
}

/** `都提到“幸福”、说法相同“路灯不亮”、同一类问题、相隔 3 天`. */
export function whyAlike({ names, words, sameSubject, days }: Reasons, lang: Lang): string {
  const zh = lang === 'zh';
  const parts: string[] = [];
  if (names.length > 0)
    parts.push(zh ? `都提到${names.map((name) => `“${name}”`).join('')}` : `both name ${names.map((name) => `“${name}”`).join(', ')}`);
  if (words !== '') parts.push(zh ? `都写着“${words}”` : `both say “${words}”`);
  if (sameSubject) parts.push(zh ? '同一类问题' : 'the same kind of trouble');
  if (days !== null) parts.push(days === 0 ? (zh ? '同一天' : 'the same day') : zh ? `相隔 ${days} 天` : `${days} days apart`);
  return parts.length === 0 ? (zh ? '字词相近' : 'worded alike') : parts.join(zh ? '，' : ', ');
}

/** Confidence in words; below the silence nothing is said at all. */
export function howSure(confidence: number, lang: Lang): string {
  const zh = lang === 'zh';
  if (confidence >= 0.95) return zh ? '把握很大' : 'very sure';
  if (confidence >= 0.8) return zh ? '把握较大' : 'fairly sure';
  return zh ? '把握一般' : 'not very sure';
}
