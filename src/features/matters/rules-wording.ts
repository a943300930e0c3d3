// Plain words for replies (P38, P43): official phrases with what people say instead, and templates whose blanks must be filled in. A phrase that says nothing
// counts for nothing in the engine's own check too (core/matter/reply.ts).

export type PlainWord = { id: string; phrase: string; plain: string; isEmpty: boolean };
export type ReplyTemplate = {
  id: string;
  /** null: for every category. */
  categoryId: string | null;
  title: string;
  body: string;
  basis: string;
  remedy: string;
  validFrom: string;
  validTo: string | null;
};

/** The phrases of the list that stand in the text, each once, as they come; a longer one hides those inside it. */
export function phrasesIn(text: string, words: readonly PlainWord[]): PlainWord[] {
  const bare = text.normalize('NFKC');
  const byLength = [...words].filter((word) => word.phrase !== '').sort((a, b) => b.phrase.length - a.phrase.length);
  const taken: [from: number, to: number][] = [];
  const found: { at: number; word: PlainWord }[] = [];
  for (const word of byLength) {
    let first = -1;
    for (let at = bare.indexOf(word.phrase); at >= 0; at = bare.indexOf(word.phrase, at + word.phrase.length)) {
      const end = at + word.phrase.length;
      if (taken.some(([from, to]) => at < to && from < end)) continue;
      taken.push([at, end]);
      if (first < 0) first = at;
    }
    if (first >= 0) found.push({ at: first, word });
  }
  return found.sort((a, b) => a.at - b.at).map(({ word }) => word);
}

const blank = /【[^】\n]{1,40}】/gu;

/** Blanks of templates that were left as they are: 【哪天】. Other brackets are the writer's own. */
export function blanksLeft(text: string, templates: readonly Pick<ReplyTemplate, 'body' | 'remedy' | 'basis'>[]): string[] {
  const known = new Set(templates.flatMap(({ body, remedy, basis }) => `${body}\n${remedy}\n${basis}`.match(blank) ?? []));
  return [...new Set((text.match(blank) ?? []).filter((one) => known.has(one)))];
}

export type ReplyFields = { text: string; basis: string; remedy: string };
/** Put behind what is written already; basis and next step only where nothing stands. */
export function withTemplate(typed: ReplyFields, template: Pick<ReplyTemplate, 'body' | 'basis' | 'remedy'>): ReplyFields {
  const text =
    typed.text.trim() === ''
      ? template.body
      : typed.text.includes(template.body)
        ? typed.text
        : `${typed.text.trimEnd()}\n\n${template.body}`;
  return { text, basis: typed.basis.trim() || template.basis, remedy: typed.remedy.trim() || template.remedy };
}

type Word = readonly [phrase: string, plain: string];
/** What a new county starts with; every row is its own to change. */
export const firstPlainWords: readonly Word[] = [
  ['予以', '（去掉它，直接说做了什么）'],
  ['拨付到位', '钱哪天打到账上'],
  ['拨付', '把钱打给'],
  ['研判', '商量、判断'],
  ['属地', '当地的乡镇（街道）'],
  ['权属', '归谁所有'],
  ['备案', '登记存档'],
  ['限期整改', '哪天以前改好'],
  ['闭环管理', '办完并回头看过'],
  ['长效机制', '谁、多久做一次'],
  ['常态化', '多久一次'],
  ['按程序办理', '哪一步、谁办、哪天办完'],
  ['依法依规处理', '按哪一条、怎么处理'],
  ['逐级上报', '报给了哪个单位、哪天'],
  ['纳入计划', '排在哪一年、哪一项'],
  ['适时', '哪一天'],
  ['酌情', '按什么标准'],
  ['资金缺口', '还差多少钱、从哪里来'],
  ['不具备条件', '缺什么、什么时候能有'],
  ['司法途径', '去哪家法院、带什么材料'],
];
export const firstEmptyWords: readonly string[] = [
  '压实责任',
  '高度重视',
  '进一步加强',
  '持续推进',
  '抓好落实',
  '落实到位',
  '全力以赴',
  '举一反三',
  '研究解决',
  '妥善处理',
  '立即行动',
];

export const firstTemplates: readonly Omit<ReplyTemplate, 'id' | 'validFrom' | 'validTo' | 'categoryId'>[] = [
  {
    title: '办好了',
    body: '您反映的事，我们【哪天】到现场看过，【做了什么】，【哪天】办好，现在【是什么样】。',
    basis: '【依据的文件和条款，或职责清单条目】',
    remedy: '您看看是不是办好了，不满意可以直接评价，我们接着办。有问题打【电话】找【谁】。',
  },
  {
    title: '现在办不了，说清什么时候能办',
    body: '您反映的事，现在还办不了，因为【缺什么】。我们先【做了什么】，【哪天】以前【做到哪一步】，【哪天】再告诉您结果。',
    basis: '【依据的文件和条款】',
    remedy: '到【哪天】没有结果，您可以再打【电话】，也可以在评价里说。',
  },
  {
    title: '政策不支持，说清依据和别的路',
    body: '您提的要求，按【文件名和第几条】不能办，原因是【用平常话说】。您的情况可以【别的办法】，到【哪里】办，带【什么】。',
    basis: '【文件名和第几条】',
    remedy: '对这个答复不认可的，可以在收到后三十日内向【上一级单位】提出，电话【号码】。',
  },
];
