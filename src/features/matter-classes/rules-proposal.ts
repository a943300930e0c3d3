// From a class to a proposal (P18; Regulation on Petitions Arts. 40-41): what happened in numbers, cases without anybody in them, why, what is done, what it brought and
// which rules should change. Pure: figures and cases come in. Nothing goes into it that names a person: not a raiser, not a neighbour, not the official in charge.
import { publishable } from '#core/rates/suppress.ts';
import { findSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, redactWords, tellsRaiser } from '#core/text/redact.ts';

export type ProposalFacts = {
  number: string;
  title: string;
  hypothesis: string;
  county: string;
  unit: string;
  on: string;
  span: string;
  total: number;
  perWeek: number;
  perThousand: number | null;
  signals: readonly string[];
  places: readonly { name: string; n: number }[];
  cases: readonly string[];
  whys: readonly string[];
  measures: readonly {
    what: string;
    kind: string;
    unit: string;
    due: string;
    money: string;
    rule: string;
    standard: string;
    state: string;
    changesRule: boolean;
  }[];
  effect: string;
  effectNumbers: string;
  lasting: string;
};
type Block =
  | { is: 'title' | 'to' | 'part' | 'section' | 'text' | 'note'; text: string }
  | { is: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { is: 'sign'; unit: string; on: string };

const stop = (text: string): string => (/[。！？；]$/.test(text) ? text : `${text}。`);

export function proposalBlocks(f: ProposalFacts): Block[] {
  const rules = f.measures.filter((one) => one.changesRule);
  const blocks: Block[] = [
    { is: 'title', text: `关于治理“${f.title}”的建议` },
    { is: 'to', text: `${f.county}：` },
    { is: 'part', text: '一、基本情况' },
    {
      is: 'text',
      text: stop(
        `${f.span}，“${f.title}”共收到 ${f.total} 件，平均每周 ${f.perWeek.toFixed(1)} 件${f.perThousand === null ? '' : `，折合每千名居民每年 ${f.perThousand.toFixed(2)} 件`}`,
      ),
    },
    ...(f.signals.length > 0 ? [{ is: 'text' as const, text: stop(f.signals.join('；')) }] : []),
    ...placesOf(f.places),
    { is: 'part', text: '二、典型情形' },
    ...(f.cases.length > 0
      ? f.cases.map((words, i) => ({ is: 'text' as const, text: `情形${'一二三四五六七八九十'[i] ?? i + 1}：${stop(words)}` }))
      : [{ is: 'text' as const, text: '件数较少，为保护反映人，不列举具体情形。' }]),
    { is: 'part', text: '三、原因分析' },
    ...(f.hypothesis === '' ? [] : [{ is: 'text' as const, text: stop(`初步判断：${f.hypothesis}`) }]),
    ...f.whys.map((why, i) => ({ is: 'text' as const, text: stop(`${i + 1}. ${why}`) })),
    { is: 'part', text: '四、措施' },
  ];
  if (f.measures.length === 0) blocks.push({ is: 'text', text: '措施待定。' });
  else
    blocks.push({
      is: 'table',
      head: ['措施', '责任单位', '资金', '完成标准', '期限和进展'],
      rows: f.measures.map((one) => [`${one.what}（${one.kind}）`, one.unit, one.money, one.standard, `${one.due}前；${one.state}`]),
    });
  blocks.push({ is: 'part', text: '五、成效' }, { is: 'text', text: stop(f.effect) });
  if (f.effectNumbers !== '') blocks.push({ is: 'text', text: stop(f.effectNumbers) });
  blocks.push({ is: 'part', text: '六、建议' });
  if (rules.length === 0 && f.lasting === '') blocks.push({ is: 'text', text: '暂无需要修改的制度。' });
  for (const [i, one] of rules.entries()) blocks.push({ is: 'text', text: stop(`${i + 1}. 建议修改：${one.rule}`) });
  if (f.lasting !== '') blocks.push({ is: 'text', text: stop(`长期管住：${f.lasting}`) });
  if (rules.length > 0)
    blocks.push({
      is: 'text',
      text: '属于重大行政决策的，按《重大行政决策程序暂行条例》公开征求意见，期限一般不少于 30 日。',
    });
  blocks.push({ is: 'sign', unit: f.unit, on: f.on }, { is: 'note', text: `由一类事 ${f.number} 生成，文号和印章由办文单位确定` });
  return blocks;
}

/** By place; what is under five, and what could be reckoned from the rest, is put together (k = 5). */
function placesOf(places: ProposalFacts['places']): Block[] {
  if (places.length < 2) return [];
  const shown = publishable(places.map((one) => one.n));
  const named = places.filter((_, i) => shown[i]);
  const rest = places.length - named.length;
  if (named.length === 0) return [];
  const words = named.map((one) => `${one.name} ${one.n} 件`).join('，');
  return [{ is: 'text', text: `按地点：${words}${rest > 0 ? `，其余 ${rest} 处每处不足 5 件，不单列` : ''}。` }];
}

const leastWords = 8;
const mostWords = 90;

/**
 * The words of one matter without anybody in them, or null where that cannot be made sure of: what was left by the raiser, numbers, names, dwellings and the names of
 * staff are taken out, and what still looks like any of them is not used at all.
 */
export function nameless(words: string, known: KnownOfRaiser, staffNames: readonly string[]): string | null {
  let text = redactWords(words.replace(/\s+/g, ' ').trim(), known);
  for (const name of [...staffNames].filter((one) => [...one].length >= 2).sort((a, b) => b.length - a.length))
    text = text.replaceAll(name, '某某');
  text = text
    .replace(/\*+/g, '某')
    .replace(/(?:某){2,}/g, '某某')
    .replace(/[“”"「」]/g, '');
  const signs = [...text];
  if (signs.length > mostWords) text = `${signs.slice(0, mostWords).join('')}……`;
  if ([...text.replace(/[\s\p{P}某]/gu, '')].length < leastWords) return null;
  return tellsSomebody(text, known) ? null : text;
}

/** The scanner: numbers of persons, what the raiser left, and whatever redaction would still take out. Its test reads whole papers with it. */
export const tellsSomebody = (text: string, known: KnownOfRaiser): boolean =>
  findSensitive(text).length > 0 || tellsRaiser(text, known) || redactWords(text) !== text;
