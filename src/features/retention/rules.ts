// Periods of keeping (个保法 19; 网安法 21): which row counts for which matter, what is over on a day, and what of the sealed data the record itself still says.
import type { Confidentiality, Kind } from '#core/matter/events.ts';
import { starKnown } from '#core/text/redact.ts';
import { addDays, addMonths, atTimeOfDay, type Day, type Instant, parseDay } from '#core/time/day.ts';

export const whats = ['raiser', 'files', 'accessLog'] as const;
export type What = (typeof whats)[number];
export const kinds = ['consult', 'help', 'complaint', 'report', 'suggestion', 'praise', 'system'] as const satisfies readonly Kind[];
export const confidentialities = ['normal', 'contactHidden', 'identitySealed', 'accusation'] as const satisfies readonly Confidentiality[];
export const any = '*';

export type Rule = {
  id: string;
  what: What;
  kind: Kind | typeof any;
  confidentiality: Confidentiality | typeof any;
  /** Null: kept until a period is set again. */
  months: number | null;
  validFrom: Day;
  basis: string;
  reason: string;
};

/** As they are kept. */
export type RuleRow = Rule & { madeBy: string | null; madeAt: Instant };
export type Hold = {
  id: string;
  matterId: string;
  number: string;
  reason: string;
  basis: string;
  madeBy: string | null;
  madeAt: Instant;
  endedAt: Instant | null;
  endedBy: string | null;
  endedReason: string;
};

/** Appeals in court run six months (行政诉讼法 46), reopening thirty days, check-backs ninety: nothing that these need may go before. Logs: 网安法 21. */
export const leastMonths = 6;
export const mostMonths = 600;
/**
 * What the county may take over as it stands; nothing is in force before a person has saved it. Only the logs have a period that a law names for everybody. For a raiser's
 * name and for photos the law says "the shortest that serves" (个保法 19) and the archives' rules differ by county: a number here would be made up.
 */
export const proposal = { what: 'accessLog', months: 6, law: '《网络安全法》第二十一条' } as const satisfies {
  what: What;
  months: number;
  law: string;
};
/** Between the decision and the first clearing there is time to see what would go, and to change one's mind. */
export const graceDays = 7;

/** The row that counts on that day: the most exact, of these the one that began last. Null where nobody has set a period: then nothing goes. */
export function ruleFor(rules: readonly Rule[], what: What, kind: Kind, confidentiality: Confidentiality, on: Day): Rule | null {
  const weight = (rule: Rule): number => (rule.confidentiality === any ? 0 : 2) + (rule.kind === any ? 0 : 1);
  let found: Rule | null = null;
  for (const rule of rules) {
    const fits =
      rule.what === what &&
      rule.validFrom <= on &&
      (rule.kind === any || rule.kind === kind) &&
      (rule.confidentiality === any || rule.confidentiality === confidentiality);
    if (!fits) continue;
    if (found === null || weight(rule) > weight(found) || (weight(rule) === weight(found) && rule.validFrom > found.validFrom))
      found = rule;
  }
  return found;
}

export type Cutoff = { kind: Kind; confidentiality: Confidentiality; before: Instant; rule: Rule };

/** What ended before its cutoff is over on `on`. Groups without a period are not in the list. */
export function cutoffsOf(rules: readonly Rule[], what: Exclude<What, 'accessLog'>, on: Day): Cutoff[] {
  return kinds.flatMap((kind) =>
    confidentialities.flatMap((confidentiality) => {
      const rule = ruleFor(rules, what, kind, confidentiality, on);
      return rule === null || rule.months === null ? [] : [{ kind, confidentiality, rule, before: cutoff(on, rule.months) }];
    }),
  );
}

/** The log is one for all matters. */
export function logCutoff(rules: readonly Rule[], on: Day): { before: Instant; rule: Rule } | null {
  const rule = ruleFor(
    rules.filter((one) => one.kind === any && one.confidentiality === any),
    'accessLog',
    'help',
    'normal',
    on,
  );
  return rule === null || rule.months === null ? null : { rule, before: cutoff(on, rule.months) };
}

const cutoff = (on: Day, months: number): Instant => atTimeOfDay(addMonths(on, -months), '00:00');

export const ruleFields = ['what', 'kind', 'confidentiality', 'months', 'validFrom', 'basis', 'reason'] as const;
export type RuleField = (typeof ruleFields)[number];
export type RuleProblem =
  | 'what-unknown'
  | 'kind-unknown'
  | 'confidentiality-unknown'
  | 'log-is-one'
  | 'months-wrong'
  | 'months-short'
  | 'from-unreadable'
  | 'from-early'
  | 'from-taken'
  | 'basis-missing'
  | 'reason-missing';

/** A period as typed: the whole row, or all that is wrong with it. Empty months mean: keep, until a period is set again. */
export function readRule(
  typed: Readonly<Record<RuleField, string>>,
  today: Day,
): { rule: Omit<Rule, 'id'> } | { problems: { name: RuleField; problem: RuleProblem }[] } {
  const problems: { name: RuleField; problem: RuleProblem }[] = [];
  const note = (name: RuleField, problem: RuleProblem): void => void problems.push({ name, problem });
  const what = whats.find((one) => one === typed.what);
  const kind = [any, ...kinds].find((one) => one === typed.kind) as Rule['kind'] | undefined;
  const confidentiality = [any, ...confidentialities].find((one) => one === typed.confidentiality) as Rule['confidentiality'] | undefined;
  if (!what) note('what', 'what-unknown');
  if (!kind) note('kind', 'kind-unknown');
  if (!confidentiality) note('confidentiality', 'confidentiality-unknown');
  if (what === 'accessLog' && (kind !== any || confidentiality !== any)) note('kind', 'log-is-one');
  const words = typed.months.normalize('NFKC').trim();
  const months = words === '' ? null : /^\d{1,4}$/.test(words) ? Number(words) : Number.NaN;
  if (months !== null && !(months >= 1 && months <= mostMonths)) note('months', 'months-wrong');
  else if (months !== null && months < leastMonths) note('months', 'months-short');
  const validFrom = parseDay(typed.validFrom.normalize('NFKC').trim());
  if (validFrom === null) note('validFrom', 'from-unreadable');
  else if (validFrom < addDays(today, graceDays)) note('validFrom', 'from-early');
  if ([...typed.basis.trim()].length < 4) note('basis', 'basis-missing');
  if ([...typed.reason.trim()].length < 4) note('reason', 'reason-missing');
  if (problems.length > 0 || !what || !kind || !confidentiality || validFrom === null) return { problems };
  return { rule: { what, kind, confidentiality, months, validFrom, basis: typed.basis.trim(), reason: typed.reason.trim() } };
}

export type Sealed = { name: string | null; phone: string | null; address: string | null };
export type Pointer = { seq: number; path: string[]; at: number; length: number };
export type InRecord = { name?: Pointer | undefined; phone?: Pointer | undefined; address?: Pointer | undefined };
export type Said = { seq: number; data: unknown };

/**
 * Where the record itself says what was sealed: the first place of each. `at` counts characters from 1, as PostgreSQL does. Null when it says nothing of it,
 * which is the rule: then nothing at all is kept.
 */
export function placesIn(record: readonly Said[], sealed: Sealed): InRecord | null {
  const found: InRecord = {};
  for (const { seq, data } of record)
    for (const { path, text } of textsOf(data, [])) {
      found.name ??= nameIn(text, sealed.name, { seq, path });
      found.phone ??= phoneIn(text, sealed.phone, { seq, path });
      found.address ??= pointerTo(text, sealed.address?.trim() ?? '', { seq, path });
    }
  const kept = Object.fromEntries(Object.entries(found).filter(([, place]) => place !== undefined)) as InRecord;
  return Object.keys(kept).length > 0 ? kept : null;
}

type Where = Pick<Pointer, 'seq' | 'path'>;

/** The whole name, else the part of it that core/text/redact stars as well. */
function nameIn(text: string, name: string | null, where: Where): Pointer | undefined {
  const clean = name?.trim() ?? '';
  if (clean === '' || starKnown(text, { name: clean, phone: null, address: null }) === text) return undefined;
  return pointerTo(text, clean, where) ?? pointerTo(text, [...clean].slice(-2).join(''), where);
}

function phoneIn(text: string, phone: string | null, where: Where): Pointer | undefined {
  const digits = phone?.replace(/\D/g, '') ?? '';
  if (digits.length < 7) return undefined;
  const said = new RegExp([...digits].join('[\\s\\-]*')).exec(text)?.[0];
  return said === undefined ? undefined : pointerTo(text, said, where);
}

function pointerTo(text: string, part: string, where: Where): Pointer | undefined {
  const at = part === '' ? -1 : text.indexOf(part);
  return at < 0 ? undefined : { ...where, at: [...text.slice(0, at)].length + 1, length: [...part].length };
}

function* textsOf(value: unknown, path: string[]): Generator<{ path: string[]; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) for (const [i, one] of value.entries()) yield* textsOf(one, [...path, String(i)]);
  else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) yield* textsOf(one, [...path, key]);
}

/** What the form asks for: what its own check misses when nothing is given. */
export function requiredOfRule(today: Day): RuleField[] {
  const read = readRule({ what: '', kind: '', confidentiality: '', months: '', validFrom: '', basis: '', reason: '' }, today);
  return 'problems' in read ? [...new Set(read.problems.map((one) => one.name))] : [];
}
