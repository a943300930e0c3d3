// A change of a limit as an administrator types it (P04, X4): read, held against the row in force, and either a whole new dated row or every problem named.
import { atTimeOfDay, type Day, dayOf, type Instant, parseDay, parseTimeOfDay, timeOfDay } from '#core/time/day.ts';
import { type ExtensionRule, type Limit, type LimitFault, type LimitUnit, limitFaults, type Trust } from '#core/time/limits.ts';

export const limitFieldNames = [
  'value',
  'unit',
  'roll',
  'closingTime',
  'extensionTimes',
  'extensionMax',
  'extensionValue',
  'extensionUnit',
  'extensionNote',
  'basis',
  'basisEn',
  'source',
  'trust',
  'validFrom',
  'validTo',
  'reason',
  'exampleAt',
] as const;
export type LimitField = (typeof limitFieldNames)[number];
export type TypedLimit = Readonly<Record<LimitField, string>>;

export type LimitProblem =
  | LimitFault
  | 'unit-unknown'
  | 'unit-unfit'
  | 'from-unreadable'
  | 'from-past'
  | 'from-taken'
  | 'to-unreadable'
  | 'trust-unknown'
  | 'reason-missing'
  | 'nothing-changed'
  | 'law-needs-source'
  | 'law-minimum'
  | 'example-unreadable';

export type LimitProblems = { field: LimitField; problem: LimitProblem }[];

/** Running clocks end at a minute or a day; months and years are for keeping. Neither may become the other. */
const running: readonly LimitUnit[] = ['h', 'wd', 'd'];
const keeping: readonly LimitUnit[] = ['mo', 'y'];
export const unitsFor = (base: Pick<Limit, 'unit' | 'counts'>): readonly LimitUnit[] =>
  keeping.includes(base.unit) ? keeping : base.counts === 'before' ? ['wd', 'd'] : running;

/** What the law sets as the least (网安法 21, 个保法 56): shorter is refused whatever the source says. In months. */
const leastMonths: Readonly<Record<string, number>> = { 'log.keep': 6, 'pia.keep': 36 };

const faultField: Record<LimitFault, LimitField> = {
  'limit-value': 'value',
  'limit-key': 'value',
  'limit-name': 'value',
  'limit-source': 'basis',
  'limit-closing-time': 'closingTime',
  'limit-dates': 'validTo',
  'limit-roll': 'roll',
  'limit-back': 'unit',
  'limit-extension': 'extensionTimes',
};

/** `2026-12-31 16:00` in Shanghai; null when it cannot be read. */
export function readExample(text: string): Instant | null {
  const [, day = '', time = ''] = /^(\S+)[ T](\S+)$/.exec(plain(text)) ?? [];
  const [on, at] = [parseDay(day), parseTimeOfDay(time)];
  return on && at ? atTimeOfDay(on, at) : null;
}
export const exampleOf = (at: Instant): string => `${dayOf(at)} ${timeOfDay(at)}`;

/** For numbers, days and choices, which people type full-width; words stay as they are. */
const plain = (text: string): string => text.normalize('NFKC').trim();
const wholeNumber = (text: string): number => (/^\d{1,6}$/.test(plain(text)) ? Number(plain(text)) : Number.NaN);

/**
 * The new row, or what is wrong with it. `base` is the row in force on the new row's first day; `taken` are first days of rows of this key that are there already.
 * Refuses a first day before `today`: what has begun is explained by the rule of its time.
 */
export function readLimit(
  typed: TypedLimit,
  base: Limit,
  { today, taken }: { today: Day; taken: readonly Day[] },
): { limit: Limit } | { problems: LimitProblems } {
  const problems: LimitProblems = [];
  const note = (field: LimitField, problem: LimitProblem): void => void problems.push({ field, problem });
  const unit = [...running, ...keeping].find((one) => one === plain(typed.unit));
  if (!unit) note('unit', 'unit-unknown');
  else if (!unitsFor(base).includes(unit)) note('unit', 'unit-unfit');
  const trust = (['V', 'P', 'M'] as const).find((one) => one === plain(typed.trust));
  if (!trust) note('trust', 'trust-unknown');
  const validFrom = parseDay(plain(typed.validFrom));
  if (validFrom === null) note('validFrom', 'from-unreadable');
  else if (validFrom < today) note('validFrom', 'from-past');
  else if (taken.includes(validFrom)) note('validFrom', 'from-taken');
  const validTo = plain(typed.validTo) === '' ? null : parseDay(plain(typed.validTo));
  if (validTo === null && plain(typed.validTo) !== '') note('validTo', 'to-unreadable');
  if ([...plain(typed.reason)].length < 4) note('reason', 'reason-missing');

  const limit: Limit = {
    ...base,
    value: wholeNumber(typed.value),
    unit: unit ?? base.unit,
    roll: plain(typed.roll) === 'yes',
    closingTime: plain(typed.closingTime).replace('：', ':') as Limit['closingTime'],
    extension: extensionOf(typed, base.extension),
    source: typed.source.trim(),
    basis: { zh: typed.basis.trim(), en: typed.basisEn.trim() || typed.basis.trim() },
    trust: trust ?? base.trust,
    validFrom: validFrom ?? today,
    validTo,
  };
  for (const fault of limitFaults(limit)) note(faultField[fault], fault);
  const least = leastMonths[base.key];
  if (least !== undefined && limit.value * (limit.unit === 'y' ? 12 : 1) < least) note('value', 'law-minimum');
  if (isLaw(base) && sameSource(limit, base) && !sameLength(limit, base)) note('basis', 'law-needs-source');
  if (problems.length === 0 && sameRow(limit, base)) note('value', 'nothing-changed');
  return problems.length > 0 ? { problems } : { limit };
}

/** A row read in a law: its length is not the county's to choose. */
export const isLaw = (limit: Pick<Limit, 'trust'>): boolean => limit.trust === ('V' satisfies Trust);

function extensionOf(typed: TypedLimit, base: ExtensionRule): ExtensionRule {
  const times = plain(typed.extensionTimes) === '' ? null : wholeNumber(typed.extensionTimes);
  const unit = [...running, ...keeping].find((one) => one === plain(typed.extensionUnit)) ?? 'd';
  const kind = plain(typed.extensionMax);
  const max = kind === 'original' ? 'original' : kind === 'span' ? { value: wholeNumber(typed.extensionValue), unit } : null;
  const words = typed.extensionNote.trim();
  return { times, max, note: words === '' || words === base.note.zh ? base.note : { zh: words, en: words } };
}

const sameSource = (a: Limit, b: Limit): boolean => a.source === b.source && a.basis.zh === b.basis.zh;
const sameLength = (a: Limit, b: Limit): boolean =>
  a.value === b.value && a.unit === b.unit && JSON.stringify(a.extension.max) === JSON.stringify(b.extension.max);
const essence = ({ validFrom: _from, ...row }: Limit): string =>
  JSON.stringify([row.value, row.unit, row.roll, row.closingTime, row.extension, row.source, row.basis, row.trust, row.validTo]);
const sameRow = (a: Limit, b: Limit): boolean => essence(a) === essence(b);

/** A row as the form shows it. */
export function typedOf(limit: Limit, validFrom: string, exampleAt: Instant): Record<LimitField, string> {
  const { times, max } = limit.extension;
  return {
    value: String(limit.value),
    unit: limit.unit,
    roll: limit.roll ? 'yes' : 'no',
    closingTime: limit.closingTime,
    extensionTimes: times === null ? '' : String(times),
    extensionMax: max === null ? 'none' : max === 'original' ? 'original' : 'span',
    extensionValue: max !== null && max !== 'original' ? String(max.value) : '',
    extensionUnit: max !== null && max !== 'original' ? max.unit : limit.unit,
    extensionNote: limit.extension.note.zh,
    basis: limit.basis.zh,
    basisEn: limit.basis.en,
    source: limit.source,
    trust: limit.trust,
    validFrom,
    validTo: '',
    reason: '',
    exampleAt: exampleOf(exampleAt),
  };
}

/** What the form asks for: what its own check misses when nothing is given. */
export function requiredOfLimit(today: Day): LimitField[] {
  const nothing = Object.fromEntries(limitFieldNames.map((name) => [name, ''])) as Record<LimitField, string>;
  const base: Limit = {
    key: 'a.b',
    clock: { zh: 'x', en: 'x' },
    value: 1,
    unit: 'd',
    start: 'received',
    counts: 'after',
    roll: false,
    closingTime: '17:30',
    extension: { times: 0, max: null, note: { zh: '', en: '' } },
    source: '',
    basis: { zh: '', en: '' },
    trust: 'M',
    validFrom: today,
    validTo: null,
  };
  const read = readLimit(nothing, base, { today, taken: [] });
  return 'problems' in read ? [...new Set(read.problems.map((one) => one.field))] : [];
}
