/**
 * Words as somebody may read them who must not learn who wrote them (X5: "redacted"): numbers, names and dwellings starred out.
 * What is known of the raiser (the sealed name, phone, address) goes first and goes surely; the patterns after it catch what people
 * write of themselves in plain Chinese. It stars too much rather than too little, and it works on the shown text only: what was said stays stored.
 *
 * Limits, on purpose: a person named without any sign of it ("三楼那个会计") is not found. Whoever shares something with outsiders therefore
 * writes the task anew instead of passing on redacted words (sharing room).
 */
import { findSensitive } from './mask.ts';

export type KnownOfRaiser = { name: string | null; phone: string | null; address: string | null };
export const nothingKnown: KnownOfRaiser = { name: null, phone: null, address: null };

const star = '***';

/** Common surnames, single and compound: a name is only looked for where one of them stands. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏傅方邹熊白孟秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱覃武戴孔汤庞樊兰殷施洪翟安颜倪严牛温芦季俞章鲁葛伍申尤毕聂柴焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丛华车冉房边净褚示';
const name = `(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|[${surnames}])[\\p{Script=Han}·]{1,2}`;
const said = '(?:我叫|我名叫|本人叫|名叫|姓名|称呼|联系人|本人|反映人|投诉人|举报人|申请人|来信人|信访人|署名)';
const named = new RegExp(`(${said}(?:是|为|叫)?[\\s:：，,]*)(${name})`, 'gu');
const amNamed = new RegExp(`(我是|我姓)(${name})(?=[，,。；;、！!\\s]|$)`, 'gu');
const titled = new RegExp(`[${surnames}](?:某某?|先生|女士|大爷|大妈|大娘|阿姨|师傅|老师|同志)`, 'gu');

const part = '(?:[0-9０-９]{1,5}|[A-Za-z]|[一二三四五六七八九十百零〇]{1,5})';
const dwelling = new RegExp(
  `(?:${part}\\s*(?:号楼|号院|栋|幢|座|楼|层|单元|号|门)\\s*-?)*${part}\\s*(?:单元|室|户)(?:\\s*${part}\\s*(?:室|户|号|门))*`,
  'gu',
);
const lives = /((?:家住|住在|现住|住址|家庭住址|户籍地址|通信地址|地址)(?:是|为)?[\s:：，,]*)([^，,。；;！!\n]{2,40})/gu;
const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const chat = /((?:微信|QQ|qq)(?:号码?|群)?(?:是|为)?[\s:：]*)([A-Za-z0-9_-]{5,20})/gu;

/** The text without anything that tells who wrote it, as far as that can be found. Redacting twice gives the same. */
export function redactWords(text: string, known: KnownOfRaiser = nothingKnown): string {
  if (text === '') return '';
  let shown = starKnown(text, known);
  shown = starSpans(shown);
  shown = shown
    .replace(named, (_all, before: string) => `${before}${star}`)
    .replace(amNamed, (_all, before: string) => `${before}${star}`)
    .replace(lives, (_all, before: string) => `${before}${star}`)
    .replace(dwelling, star)
    .replace(titled, star)
    .replace(mail, star)
    .replace(chat, (_all, before: string) => `${before}${star}`);
  return shown.replace(/\*{4,}/g, star);
}

/** True when the text names the raiser: the whole name, the phone, or the address as it was left. */
export function tellsRaiser(text: string, known: KnownOfRaiser): boolean {
  return starKnown(text, known) !== text;
}

/** The name, phone and address as they were left, starred; whatever else was said stays. */
export function starKnown(text: string, { name: whole, phone, address }: KnownOfRaiser): string {
  let shown = text;
  const clean = whole?.trim() ?? '';
  const signs = [...clean];
  if (signs.length >= 2) shown = shown.split(clean).join(star);
  // 张小三 is also 小三 to the neighbours; two signs alone are a word too often.
  const given = signs.slice(-2).join('');
  // 示例 is how example people are marked, not a name.
  if (signs.length >= 3 && given !== '示例' && hanOnly.test(clean)) shown = shown.split(given).join(star);
  const digits = phone?.replace(/\D/g, '') ?? '';
  // Making the pattern costs more than all the rest, and most texts hold too few digits for any phone.
  if (digits.length >= 7 && holdsDigits(shown, digits.length)) shown = shown.replace(new RegExp([...digits].join('[\\s\\-]*'), 'g'), star);
  const where = address?.trim() ?? '';
  if ([...where].length >= 4) shown = shown.split(where).join(star);
  return shown;
}

const hanOnly = /^\p{Script=Han}+$/u;

function holdsDigits(text: string, least: number): boolean {
  let left = least;
  for (let at = 0; at < text.length && left > 0; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) left -= 1;
  }
  return left === 0;
}

function starSpans(text: string): string {
  let shown = '';
  let from = 0;
  for (const span of findSensitive(text)) {
    shown += text.slice(from, span.start) + star;
    from = span.end;
  }
  return shown + text.slice(from);
}
