// Names of places and organisations in what people wrote (P16): 幸福小区, 石桥村, 示例学校 … found by the word a name ends with and by what may stand before it.
// Two texts whose titles name different ones of a kind are never one matter, however alike their words; a name that only one of them gives decides nothing.
// A letter and digits before 市, 区, 县 (A3区) name a district of a file whose places were renamed; inside a longer name (A1区大厦) they name none.

/** Kind (小区, 村, 学校 …) → names without their ending. */
export type Names = ReadonlyMap<string, readonly string[]>;

// Endings that mean one kind of thing: what differs inside a kind is a different place.
const kindOfEnding = new Map<string, string>();
for (const [kind, endings] of Object.entries({
  estate: '小区 花园 家园 公寓 嘉园 花苑 苑 雅苑 国际城 新城 公馆 名邸 豪庭 华府 府 山庄 华庭 名城 佳园 新村 城 湾 庭 园 楼盘 宿舍 御园',
  community: '社区',
  village: '村',
  town: '镇 乡 街道',
  road: '路 大道 街 巷 高速 国道 省道',
  school: '学校 小学 中学 学院 大学 一中 二中 实验学校 培训学校',
  kindergarten: '幼儿园',
  firm: '公司 集团 厂 银行 酒店 超市',
  hospital: '医院 卫生院',
  square: '广场 大厦',
  market: '市场',
  park: '公园',
  bridge: '桥',
  water: '河 水库',
  station: '车站 地铁站',
  site: '工地 工业园 产业园',
}))
  for (const ending of endings.split(' ')) kindOfEnding.set(ending, kind);
// 路灯, 桥梁, 城管, 村民, 街上: the ending begins another word there.
const NOT_BEFORE: Readonly<Record<string, string>> = {
  路: '灯面上口边过人线程由段费况政段',
  街: '上面头坊边',
  桥: '村镇乡街路社小梁上下洞',
  城: '市管乡区里镇建中',
  府: '里前',
  村: '民委组里长干支书集务',
  镇: '政上里长',
  乡: '镇政亲里下长',
  河: '道水流边里床西东南北',
  厂: '里家房长区',
  园: '区林',
  庭: '院审',
};
const endings = [...kindOfEnding.keys()].sort((a, b) => b.length - a.length);
const ENDING = new RegExp(endings.map((ending) => (NOT_BEFORE[ending] ? `${ending}(?![${NOT_BEFORE[ending]}])` : ending)).join('|'), 'gu');

// Signs that no name holds, words that stand before one, and what ends like a name and is none.
const BREAK = /[的在了是与及或被把将就也我你他她它们这那哪该每某等说问请栋期]/u;
const WORDS_BEFORE =
  /^.*(?:反映|投诉|举报|关于|咨询|建议|附近|旁边|旁|希望|位于|居住|请求|恳请|质疑|加快|解决|协调|要求|强烈|到|有|从|对|让|给|至|去|来)/u;
const WIDER_PLACE = /^.*(?:[a-z]\d{0,2}[市区县]|市|县|区|镇|乡|街道|社区|村|大道|路)(?=.)/u;
const NO_NAME = /(?:道|公|马|铁|线|网|电|管|农|工|政|商|民|超|学|校|本|全|小|社)$/u;
const SIGN = /[\p{Script=Han}A-Za-z0-9]/u;
const longestName = 8;
const mostNames = 24;

/** `folded` is `foldForSearch` of a text. At most 24 names are read: a text that names a hundred places names none in particular. */
export function namesIn(folded: string): Names {
  const names = new Map<string, string[]>();
  let count = 0;
  for (const match of folded.matchAll(ENDING)) {
    if (count === mostNames) break;
    const name = nameBefore(folded, match.index);
    // 东苑 and 西苑 are names; 公园 and 我村 are none.
    if (name.length < 2 && (match[0] !== '苑' || name === '')) continue;
    const kind = kindOfEnding.get(match[0]) ?? '';
    const known = names.get(kind);
    if (known?.includes(name)) continue;
    if (known) known.push(name);
    else names.set(kind, [name]);
    count += 1;
  }
  return names;
}

/** What may belong to the name that ends at `end`: back to a sign that no name holds, and without the wider place before it. */
function nameBefore(folded: string, end: number): string {
  let start = end;
  while (start > 0 && end - start < longestName) {
    const sign = folded.charAt(start - 1);
    if (!SIGN.test(sign) || BREAK.test(sign)) break;
    start -= 1;
  }
  const name = folded.slice(start, end).replace(WORDS_BEFORE, '').replace(WIDER_PLACE, '');
  return (name.length < 3 && NO_NAME.test(name)) || name.endsWith('政') ? '' : name;
}

const DISTRICT = /(?<![a-z\d])([a-z])(\d{0,2})(市|县|区)/gu;
const mostDistricts = 6;

/** Districts of renamed files, as `a3区`; the letter is the city. */
export function districtsIn(folded: string): string[] {
  const found = new Set<string>();
  for (const [whole] of folded.matchAll(DISTRICT)) if (found.size < mostDistricts) found.add(whole);
  return [...found];
}

/** In how many texts a pair of signs stands, as a weight: high is rare. */
export type RarityOf = (gram: string) => number;
/** A pair this rare belongs to few names. */
const rareEnough = 5.5;

/** How many kinds are named by both with nothing in common. 0: no two different names. */
export function namesApart(mine: Names, theirs: Names, rarity: RarityOf): number {
  let apart = 0;
  for (const [kind, names] of mine) {
    const others = theirs.get(kind);
    if (others && !names.some((name) => others.some((other) => mayBeOne(name, other, rarity)))) apart += 1;
  }
  return apart;
}

/**
 * Whether both titles name places, none of one may be any of the other, and neither text speaks of the other's. A 小区 may lie in a 社区 or on a 路: whoever
 * means the same place mostly says so somewhere.
 */
export function namesElsewhere(mine: NamedText, theirs: NamedText, rarity: RarityOf): boolean {
  const [own, others] = [[...mine.names.values()].flat(), [...theirs.names.values()].flat()];
  if (own.length === 0 || others.length === 0) return false;
  if (own.some((name) => others.some((other) => mayBeOne(name, other, rarity)))) return false;
  return !own.some((name) => theirs.text.includes(name.slice(-2))) && !others.some((name) => mine.text.includes(name.slice(-2)));
}

/** Names of a title, and the text as far as it is looked through for names. */
export type NamedText = { names: Names; text: string };

/** 经济 and 涉外经济, 金茂 and 金贸 (one sign mistyped), or a rare pair of signs in both. */
function mayBeOne(a: string, b: string, rarity: RarityOf): boolean {
  if (a.endsWith(b) || b.endsWith(a) || a.startsWith(b) || b.startsWith(a)) return true;
  if (a.length === b.length && differences(a, b) === 1) return true;
  for (let at = 0; at + 2 <= a.length; at += 1) {
    const pair = a.slice(at, at + 2);
    if (b.includes(pair) && rarity(pair) > rareEnough) return true;
  }
  return false;
}

function differences(a: string, b: string): number {
  let count = 0;
  for (let at = 0; at < a.length; at += 1) if (a.charAt(at) !== b.charAt(at)) count += 1;
  return count;
}

/** How rare the longest common end of two names of one kind is, summed over its pairs. 0: none in common. */
export function namesShared(mine: Names, theirs: Names, rarity: RarityOf): number {
  let most = 0;
  for (const [kind, names] of mine) {
    for (const other of theirs.get(kind) ?? []) for (const name of names) most = Math.max(most, endWeight(name, other, rarity));
  }
  return most;
}

function endWeight(a: string, b: string, rarity: RarityOf): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charAt(a.length - 1 - length) === b.charAt(b.length - 1 - length)) length += 1;
  let weight = 0;
  for (let at = a.length - length; at + 2 <= a.length; at += 1) weight += rarity(a.slice(at, at + 2));
  return weight;
}
