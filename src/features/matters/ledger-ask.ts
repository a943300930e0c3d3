// What the ledger is asked for, as it stands in the address: read once here, so that the list, a saved view and the export mean the same by it.
import { type Status, statuses } from '#core/matter/matter.ts';
import { parseNumber } from '#core/matter/number.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { addDays, atTimeOfDay, type Day, type Instant, parseDay } from '#core/time/day.ts';
import type { CategoryTree, PlaceTree, UnitTree } from '#features/people/index.ts';
import type { Lang } from '#ui/lang.ts';
import { isByDue, type ListQuery, type Span } from './list.ts';
import type { WaitingFor } from './row.ts';
import { channelWords, lightWords, statusWords, type Twin } from './words.ts';

export const emptyAsk = {
  q: '',
  unit: '',
  status: '',
  light: '',
  category: '',
  place: '',
  waiting: '',
  channel: '',
  receivedFrom: '',
  receivedTo: '',
  dueFrom: '',
  dueTo: '',
  open: '',
  sort: '',
};
export type AskName = keyof typeof emptyAsk;
export type LedgerAsk = Readonly<Record<AskName, string>>;
export const askNames = Object.keys(emptyAsk) as AskName[];
const dayNames = ['receivedFrom', 'receivedTo', 'dueFrom', 'dueTo'] as const satisfies AskName[];
export type DayName = (typeof dayNames)[number];

export const waitingWords: Record<Exclude<WaitingFor, 'none'>, Twin> = {
  dispatch: { zh: '派单', en: 'dispatch' },
  ruling: { zh: '裁定', en: 'a ruling' },
  callback: { zh: '评价、回访', en: 'the verdict' },
  meeting: { zh: '会议研究', en: 'the meeting' },
  checkBack: { zh: '回头看', en: 'a check-back' },
};

/** From what came in the address or a form. `status=open` is how the page says "still open". */
export function readAsk(value: (name: AskName) => string): LedgerAsk {
  const ask = Object.fromEntries(askNames.map((name) => [name, value(name)])) as Record<AskName, string>;
  if (ask.status === 'open') Object.assign(ask, { status: '', open: '1' });
  for (const name of dayNames) ask[name] = dayTyped(ask[name]) ?? ask[name];
  return ask;
}

/** The address again: what is empty is left out. */
export const askParams = (ask: LedgerAsk): URLSearchParams =>
  new URLSearchParams(askNames.flatMap((name) => (ask[name] === '' ? [] : [[name, ask[name]] satisfies [string, string]])));

/** `2026.11.5`, `2026年11月5日`, `2026-11-05`; null when it is no day. */
function dayTyped(typed: string): Day | null {
  const plain = typed
    .normalize('NFKC')
    .trim()
    .replace(/[./年月]/g, '-')
    .replace(/日$/, '')
    .replace(/-(\d)(?=-|$)/g, '-0$1');
  return parseDay(plain);
}

/** Days that cannot be read: they are not used, and the page says so beside them. */
export const dayFaults = (ask: LedgerAsk): DayName[] => dayNames.filter((name) => ask[name] !== '' && parseDay(ask[name]) === null);

type County = { categories: CategoryTree; places: PlaceTree };

export function listQueryOf(ask: LedgerAsk, { categories, places }: County): ListQuery {
  const below = (tree: { children(id: string): readonly { id: string }[] }, id: string): string[] => [
    id,
    ...tree.children(id).flatMap((one) => below(tree, one.id)),
  ];
  return {
    q: (parseNumber(ask.q) ?? ask.q) || undefined,
    unit: ask.unit || undefined,
    status: ask.open !== '1' && statuses.includes(ask.status as Status) ? [ask.status] : undefined,
    light: ask.light || undefined,
    category: ask.category === '' ? undefined : [...categories.within(ask.category)],
    place: ask.place === '' ? undefined : below(places, ask.place),
    waitingFor: ask.waiting in waitingWords ? ask.waiting : undefined,
    channel: ask.channel in channelWords ? ask.channel : undefined,
    received: spanOf(ask.receivedFrom, ask.receivedTo),
    due: spanOf(ask.dueFrom, ask.dueTo),
    open: ask.open === '1',
    sort: ask.sort === 'due' ? 'due' : ask.sort === 'received' || ask.q === '' ? 'received' : undefined,
  };
}

/** Whole days in Shanghai; the last one counts. */
function spanOf(from: string, to: string): Span | undefined {
  const [first, last] = [parseDay(from), parseDay(to)];
  const start = (day: Day): Instant => atTimeOfDay(day, '00:00');
  if (first === null && last === null) return undefined;
  return { ...(first ? { from: start(first) } : {}), ...(last ? { before: start(addDays(last, 1)) } : {}) };
}

/** What was asked for, in words: over an export, and beside the table. */
export function askWords(ask: LedgerAsk, county: County & { units: UnitTree }, lang: Lang): string[] {
  const say = (zh: string, en: string, value: string): string => (lang === 'zh' ? `${zh}“${value}”` : `${en} "${value}"`);
  const wordOf = (words: Readonly<Record<string, Twin>>, key: string): string => words[key]?.[lang] ?? '';
  const span = (zh: string, en: string, from: string, to: string): string => {
    const [first, last] = [parseDay(from) ?? '', parseDay(to) ?? ''];
    if (first === '' && last === '') return '';
    return lang === 'zh' ? `${zh} ${first || '…'} 至 ${last || '…'}` : `${en} ${first || '…'} to ${last || '…'}`;
  };
  const open = ask.open === '1' || ask.dueFrom !== '' || ask.dueTo !== '' || isByDue(listQueryOf(ask, county));
  const words = [
    ask.q && say('字词', 'words', maskSensitive(ask.q)),
    ask.unit && say('承办单位', 'owner unit', county.units.nameOf(ask.unit)),
    open && (lang === 'zh' ? '还没办结的' : 'still open'),
    ask.open !== '1' && ask.status in statusWords && say('状态', 'state', wordOf(statusWords, ask.status)),
    ask.category && say('类别', 'category', county.categories.nameOf(ask.category, lang)),
    ask.place && say('地点', 'place', county.places.byId(ask.place) ? county.places.wordsOf(ask.place) : ask.place),
    ask.light in lightWords && say('时限', 'deadline', wordOf(lightWords, ask.light)),
    ask.waiting in waitingWords && say('在等', 'waiting for', wordOf(waitingWords, ask.waiting)),
    ask.channel in channelWords && say('渠道', 'channel', wordOf(channelWords, ask.channel)),
    span('收到', 'received', ask.receivedFrom, ask.receivedTo),
    span('到期', 'due', ask.dueFrom, ask.dueTo),
  ];
  return words.filter((one): one is string => typeof one === 'string' && one !== '');
}
