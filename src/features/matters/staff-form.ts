// What an action's form is: fields, and how they become a command. One description serves the page, the check of what was typed, and the list of what may be done.
import type { Command } from '#core/matter/commands.ts';
import { dutyOf } from '#core/matter/triage.ts';
import type { UnitKind } from '#features/people/index.ts';
import type { Lang } from '#ui/lang.ts';
import type { OptionView } from './pages/form-view.ts';
import type { FormFacts } from './staff-facts.ts';
import type { Field } from './staff-fields.ts';
import type { StaffAction, Twin } from './words.ts';

export type Fields = Readonly<Record<string, Field>>;
export type ValuesOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** What a form shows beside its fields. */
export type Beside = 'duties' | 'suggestion' | 'candidates' | 'preview' | 'summary' | 'asked';

export type FormSpec<F extends Fields = Fields> = {
  fields: F;
  /** What will follow, and which rule stands behind it. */
  lead?: Twin | undefined;
  beside?: readonly Beside[] | undefined;
  /** Something that cannot be taken back. */
  danger?: true | undefined;
  /** One press is enough: no form in between. */
  oneClick?: true | undefined;
  command(values: ValuesOf<F>, facts: FormFacts): Command;
  /** A command in which everything a person can write is right: what is refused then is refused by state, time or person. Null: only a try tells. */
  probe?: ((facts: FormFacts) => Command) | undefined;
};

/** Keeps the types of the fields for `command`, and forgets them for the table. */
export function form<F extends Fields>(spec: FormSpec<F>): FormSpec {
  return spec as unknown as FormSpec;
}

export type Forms = Record<StaffAction, FormSpec>;

const kindWords: Record<UnitKind, Twin> = {
  county: { zh: '县级', en: 'County' },
  department: { zh: '县级部门', en: 'Departments' },
  township: { zh: '乡镇（街道）', en: 'Townships' },
  village: { zh: '村（社区）', en: 'Villages' },
};
const listed: Twin = { zh: '清单上承担这类事的', en: 'On the duty list for this' };

/** Units to choose from, grouped, each with what the duty lists say. The unit complained about, and those below it, are left out. */
export function unitOptions(
  facts: FormFacts,
  { duties = true, without = [] }: { duties?: boolean; without?: readonly string[] } = {},
): OptionView[] {
  const { county, matter, decision, lang } = facts;
  const open = county.units.all.filter(
    (unit) => !without.includes(unit.id) && !(matter.accusedUnitId !== null && decision.isUnder(unit.id, matter.accusedUnitId)),
  );
  const options = open.map((unit) => {
    const duty = duties ? dutyOf(matter, unit.id, decision) : null;
    const isListed = duty?.ok === true && duty.dutyRef !== null;
    const label = duty === null ? unit.shortName : `${unit.shortName} · ${dutyWords(duty, lang)}`;
    return { value: unit.id, label, group: (isListed ? listed : kindWords[unit.kind])[lang], first: isListed };
  });
  return [...options.filter((o) => o.first), ...options.filter((o) => !o.first)].map(({ first: _first, ...option }) => option);
}

/** One answer of the duty lists in words. */
export function dutyWords(duty: ReturnType<FormFacts['decision']['duty']>, lang: Lang): string {
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  if (duty.ok) return duty.dutyRef ?? say('清单未列，须写明理由', 'on no list: give the reason');
  if (duty.refusal === 'duty-taken-back') return say(`已收回，归${duty.names}，不能派`, `taken back: belongs to ${duty.names}`);
  if (duty.refusal === 'duty-cooperate-only') return say(`只负配合，牵头${duty.names}`, `cooperates only, lead: ${duty.names}`);
  return say(`不在清单上，归${duty.names}`, `not on its list: belongs to ${duty.names}`);
}

/** Colleagues of a unit, with their post's own name. */
export const peopleOptions = (facts: FormFacts, unitId: string, without: readonly string[] = []): OptionView[] =>
  facts.county.staff
    .inUnit(unitId)
    .filter((person) => !without.includes(person.accountId))
    .map((person) => ({ value: person.accountId, label: person.name }));

export const categoryOptions = (facts: Pick<FormFacts, 'county' | 'today' | 'lang'>): OptionView[] =>
  facts.county.categories.on(facts.today).map((category) => {
    const depth = facts.county.categories.path(category.id).length - 1;
    return { value: category.id, label: `${'　'.repeat(depth)}${facts.lang === 'zh' ? category.name : category.nameEn}` };
  });

const mostPlaces = 600;
/** Places under their township; where a county has very many, the finest ones are left to the raiser's own words. */
export function placeOptions(facts: FormFacts): OptionView[] {
  const all = facts.places.on(facts.today).filter((place) => place.kind !== 'county');
  const shown = all.length <= mostPlaces ? all : all.filter((place) => place.kind !== 'group' || place.id === facts.matter.placeId);
  return shown.map((place) => {
    const path = facts.places.path(place.id).filter((one) => one.kind !== 'county');
    const top = path[0];
    return {
      value: place.id,
      label:
        path.length > 1
          ? path
              .slice(1)
              .map((one) => one.name)
              .join(' › ')
          : place.name,
      group: top?.name,
    };
  });
}
