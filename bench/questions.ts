// What people type into a search, drawn from the texts of a bench: one to four characters, common and rare; the same with one character that only sounds right; in pinyin letters.
import type pg from 'pg';
import { seeded } from '#core/routing/seeded.ts';
import type { Message } from '#core/similarity/message.ts';
import { toSimplified } from '#core/text/simplified.ts';
import { findSounds, soundOf, soundsAsked } from '#core/text/sounds.ts';
import { signsBySyllable } from '#core/text/sounds-table.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import type { call } from './driving.ts';

export type Asked = { q: string };
type Kind = { what: string; asked: readonly Asked[] };

const sampled = 3_000;
const ofEach = 40;
const han = /^[\u4e00-\u9fa5]+$/;

/** Words of so many characters with how many of the sampled texts hold them, the commonest first. */
function wordsOf(texts: readonly string[], length: number): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const own = new Set<string>();
    for (let at = 0; at + length <= text.length; at += 1) {
      const word = text.slice(at, at + length);
      if (han.test(word)) own.add(word);
    }
    for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function pick<T>(from: readonly T[], many: number, chance: () => number): T[] {
  const left = [...from];
  return Array.from({ length: Math.min(many, left.length) }, () => left.splice(Math.floor(chance() * left.length), 1)[0] as T);
}

const letters = new Map<string, string>();
for (const line of signsBySyllable.trim().split('\n')) {
  const [syllable = '', signs = ''] = line.split(' ');
  for (const sign of signs) letters.set(sign, syllable);
}
export const pinyinOf = (word: string): string => Array.from(word, (sign) => letters.get(sign) ?? '').join('');

/** One character becomes another of the same sound; null when no text uses one. */
function mistyped(word: string, sameSound: ReadonlyMap<number, readonly string[]>, chance: () => number): string | null {
  const at = Math.floor(chance() * word.length);
  const others = (sameSound.get(soundOf(word.charCodeAt(at))) ?? []).filter((sign) => sign !== word[at]);
  const other = others[Math.floor(chance() * others.length)];
  return other === undefined ? null : word.slice(0, at) + other + word.slice(at + 1);
}

function sample(messageAt: (n: number) => Message, size: number): string[] {
  const many = Math.min(size, sampled);
  return Array.from({ length: many }, (_, i) => {
    const { title, body } = messageAt(Math.floor((i * size) / many));
    return foldForSearch(`${title}\n${body}`);
  });
}

export function kindsOfQuestion(messageAt: (n: number) => Message, size: number): Kind[] {
  const chance = seeded(7);
  const texts = sample(messageAt, size);
  const all = texts.join('\n');
  const signs = wordsOf(texts, 1);
  const sameSound = new Map<number, string[]>();
  for (const [sign] of signs) {
    const sound = soundOf(sign.charCodeAt(0));
    if (sound !== 0) sameSound.set(sound, [...(sameSound.get(sound) ?? []), sign]);
  }
  const kinds: Kind[] = [];
  const add = (what: string, words: readonly string[]): void => {
    if (words.length > 0) kinds.push({ what, asked: words.map((q) => ({ q })) });
  };
  for (const length of [1, 2, 3, 4]) {
    const words = length === 1 ? signs : wordsOf(texts, length);
    const name = `${length} ${length === 1 ? 'character' : 'characters'}`;
    const common = words.slice(0, 60).map(([word]) => word);
    const usual = words.filter(([, n]) => n >= 4 && n <= 40).map(([word]) => word);
    const rare = words.filter(([, n]) => n === 1).map(([word]) => word);
    add(`${name}, the commonest`, pick(common, ofEach, chance));
    add(`${name}, usual`, pick(usual, ofEach, chance));
    add(`${name}, rare`, pick(rare, ofEach, chance));
    if (length === 1) continue;
    const wrong = [...pick(common, 60, chance), ...pick(usual, 400, chance)].flatMap((word) => mistyped(word, sameSound, chance) ?? []);
    add(
      `${name}, one only sounds right`,
      pick(
        wrong.filter((word) => !all.includes(word)),
        ofEach,
        chance,
      ),
    );
    const spelt = [...common.slice(0, 30), ...pick(usual, 200, chance)].map(pinyinOf).filter((q) => soundsAsked(q).length > 0);
    add(`${name}, in pinyin letters`, pick(spelt, ofEach, chance));
    const nowhere = Array.from({ length: 400 }, () =>
      Array.from({ length }, () => pick(signs.slice(0, 1_500), 1, chance)[0]?.[0] ?? '').join(''),
    );
    add(
      `${name}, thrown together`,
      pick(
        nowhere.filter((word) => !all.includes(word)),
        ofEach,
        chance,
      ),
    );
  }
  const two = wordsOf(texts, 2)
    .slice(0, 400)
    .map(([word]) => word);
  add(
    'two words',
    Array.from({ length: ofEach }, () => pick(two, 2, chance).join(' ')),
  );
  return kinds;
}

type Ask = (q: string, more: string) => ReturnType<typeof call>;
type Page = { items: { number: string }[]; next: string | null; foundBySound?: string[] };
const mostHits = 1_000;

/** The newest so many hits of a question, through the API, page by page. */
async function hitsOf(q: string, ask: Ask): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | null = null; ; ) {
    const page = (await ask(q, `limit=200&sort=received${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)).json() as Page;
    found.push(...page.items.map(({ number }) => number));
    next = page.next;
    if (next === null || found.length >= mostHits) return found.slice(0, mostHits);
  }
}

/** Holds questions of each kind against a plain scan of every text: all hits of what is rare, the newest thousand of what is common. */
export async function missedIn(owner: pg.Client, messageAt: (n: number) => Message, size: number, ask: Ask): Promise<string> {
  const kinds = kindsOfQuestion(messageAt, size);
  const written = kinds.flatMap(({ what, asked }) => (/sounds|letters|two words|thrown/.test(what) ? [] : asked.slice(0, 2)));
  let [expected, missed, wrong] = [0, 0, 0];
  const compare = (right: readonly string[], found: readonly string[]): void => {
    const [wanted, got] = [new Set(right), new Set(found)];
    expected += wanted.size;
    for (const one of wanted) if (!got.has(one)) missed += 1;
    for (const one of got) if (!wanted.has(one)) wrong += 1;
  };
  for (const { q } of written) {
    const { rows } = await owner.query<{ number: string }>(
      `select m.number from (select matter_id from matter_search where position($1 in folded) > 0 group by matter_id order by max(n) desc limit ${mostHits}) s join matter m on m.id = s.matter_id`,
      [q],
    );
    // A question with a traditional character finds its simplified form as well, after what stands there as typed; the scan asks for what was typed.
    const found = await hitsOf(q, ask);
    compare(
      rows.map(({ number }) => number),
      toSimplified(q) === q ? found : found.slice(0, rows.length),
    );
  }
  const scan = `every match found: ${written.length} questions, ${expected} hits of a plain scan, ${missed} missed, ${wrong} not there`;
  return `${scan}; ${await missedBySound(owner, kinds, ask)}`;
}

/** The same by sound, in the newest 20,000 texts: what stands there with the sounds asked for. */
async function missedBySound(owner: pg.Client, kinds: readonly Kind[], ask: Ask): Promise<string> {
  const { rows } = await owner.query<{ number: string; folded: string }>(
    'select m.number, s.folded from (select * from matter_search order by n desc limit 20000) s join matter m on m.id = s.matter_id order by s.n desc',
  );
  let [expected, missed, questions] = [0, 0, 0];
  for (const { q } of kinds.flatMap(({ what, asked }) => (what.endsWith('sounds right') ? asked.slice(0, 4) : []))) {
    const [sounds] = soundsAsked(q);
    if (!sounds) continue;
    // Written that way somewhere: then the sound is not asked.
    const first = (await ask(q, 'limit=1&sort=received')).json() as Page;
    if (first.items.length > 0 && !first.foundBySound) continue;
    const found = await hitsOf(q, ask);
    const heard = rows.filter(({ folded }) => findSounds(folded, sounds) !== null).slice(0, mostHits);
    const got = new Set(found);
    questions += 1;
    expected += heard.length;
    missed += heard.filter(({ number }) => !got.has(number)).length;
  }
  return `by sound: ${questions} questions, ${expected} hits among the newest 20,000, ${missed} missed`;
}
