// What a county still lacks before the first concern can be dispatched, and which limits a pack gives to which kind of category. Asked of the data each time.
import type { Role } from '#core/matter/events.ts';

export const setUpSteps = ['county', 'units', 'places', 'categories', 'duties', 'limits', 'calendar', 'people'] as const;
export type SetUpStep = (typeof setUpSteps)[number];
export const isSetUpStep = (text: string): text is SetUpStep => (setUpSteps as readonly string[]).includes(text);

export const codeNotChosen = '000000';
/** Without these posts a concern cannot go round: taken in, dispatched, handled, called back, ruled on. */
export const neededRoles = [
  'intake',
  'dispatcher',
  'handler',
  'hotline',
  'callback',
  'securityAdmin',
  'audit',
] as const satisfies readonly Role[];

export type CountyState = {
  code: string;
  departments: number;
  townships: number;
  villages: number;
  desks: number;
  places: number;
  categories: number;
  duties: number;
  dutiesWithCategory: number;
  pack: PackKey | null;
  /** Years with a published calendar. */
  years: readonly number[];
  thisYear: number;
  rolesHeld: readonly Role[];
  accounts: number;
  skipped: readonly string[];
};

export type StepState = { step: SetUpStep; state: 'done' | 'open' | 'skipped'; lacks: readonly Lack[] };
/** What is missing, as a code; the page has the words. */
export type Lack =
  | 'code'
  | 'no-units'
  | 'no-desk'
  | 'no-places'
  | 'no-categories'
  | 'no-duties'
  | 'duties-without-category'
  | 'no-pack'
  | 'no-year'
  | 'no-next-year'
  | `role:${Role}`;

/** `no-next-year` and `duties-without-category` are told and stop nothing. */
const hints: ReadonlySet<Lack> = new Set(['no-next-year', 'duties-without-category']);

const lacksOf: Record<SetUpStep, (c: CountyState) => (Lack | false)[]> = {
  county: (c) => [c.code === codeNotChosen && 'code'],
  units: (c) => [c.departments + c.townships === 0 && 'no-units', c.desks === 0 && 'no-desk'],
  places: (c) => [c.places === 0 && 'no-places'],
  categories: (c) => [c.categories === 0 && 'no-categories'],
  duties: (c) => [c.duties === 0 && 'no-duties', c.duties > 0 && c.dutiesWithCategory === 0 && 'duties-without-category'],
  limits: (c) => [c.pack === null && 'no-pack'],
  calendar: (c) => [!c.years.includes(c.thisYear) && 'no-year', !c.years.includes(c.thisYear + 1) && 'no-next-year'],
  people: (c) => neededRoles.map((role): Lack | false => !c.rolesHeld.includes(role) && `role:${role}`),
};

export function setUpState(county: CountyState): StepState[] {
  return setUpSteps.map((step) => {
    const lacks = lacksOf[step](county).filter((one): one is Lack => one !== false);
    const isDone = lacks.every((one) => hints.has(one));
    return { step, lacks, state: isDone ? 'done' : county.skipped.includes(step) ? 'skipped' : 'open' };
  });
}

/** The step to go on with: the first that is neither done nor left out, after the given one; null when there is none. */
export function nextStep(states: readonly StepState[], after: SetUpStep | null): SetUpStep | null {
  const from = after === null ? 0 : setUpSteps.indexOf(after) + 1;
  return states.slice(from).find(({ state }) => state === 'open')?.step ?? null;
}

type Twin = { zh: string; en: string };
const classes = ['simple', 'ordinary', 'complex', 'utility', 'emergency'] as const;
export type LimitClass = (typeof classes)[number];
export const packKeys = ['jn', 'bj', 'sh'] as const;
export type PackKey = (typeof packKeys)[number];
export const isPackKey = (text: string): text is PackKey => (packKeys as readonly string[]).includes(text);

const urgent = { utility: 'hotline.reply.utility', emergency: 'hotline.reply.emergency' };
/** X4. What each pack says of a kind of category; days, source and trust stand in the rows themselves. */
export const packs: Record<PackKey, { name: Twin; keys: Record<LimitClass, string> }> = {
  jn: {
    name: { zh: '济南、潍坊条例', en: 'Regulations of Jinan and Weifang' },
    keys: { simple: 'hotline.reply.jn', ordinary: 'hotline.reply.jn', complex: 'hotline.reply.jn', ...urgent },
  },
  bj: {
    name: { zh: '北京地方标准征求意见稿', en: 'Draft standard of Beijing' },
    keys: { simple: 'hotline.reply.ordinary.bj', ordinary: 'hotline.reply.ordinary.bj', complex: 'hotline.reply.complex.bj', ...urgent },
  },
  sh: {
    name: { zh: '上海分类时限', en: 'Limits of Shanghai by class' },
    keys: { simple: 'hotline.reply.sh.simple', ordinary: 'hotline.reply.sh.ordinary', complex: 'hotline.reply.sh.complex', ...urgent },
  },
};

/** The kind a limit key stands for; null for a county's own key, which no pack touches. */
export function classOf(limitKey: string): LimitClass | null {
  for (const one of ['ordinary', 'simple', 'complex', 'utility', 'emergency'] as const)
    if (packKeys.some((pack) => packs[pack].keys[one] === limitKey)) return one;
  return null;
}

/** Which categories get another limit key by this pack. */
export function limitMoves(categories: readonly { id: string; limitKey: string }[], pack: PackKey): { id: string; limitKey: string }[] {
  return categories.flatMap(({ id, limitKey }) => {
    const kind = classOf(limitKey);
    const to = kind === null ? limitKey : packs[pack].keys[kind];
    return to === limitKey ? [] : [{ id, limitKey: to }];
  });
}

export type SiteFault = 'county-missing' | 'code-shape' | 'phone-shape';
export type SiteFields = { county: string; code: string; phone: string; phoneHours: string };

export function siteFault({ county, code, phone }: SiteFields): SiteFault | null {
  if (county.trim() === '') return 'county-missing';
  if (!/^\d{6}$/.test(code) || code === codeNotChosen) return 'code-shape';
  return phone === '' || /^[\d\s+()（）-]{3,30}$/.test(phone) ? null : 'phone-shape';
}
