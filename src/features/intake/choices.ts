// Lists to choose from, as selects show them.
import type { Day } from '#core/time/day.ts';
import type { CategoryTree, PlaceTree, UnitTree } from '#features/people/index.ts';

export type Choice = { value: string; label: string; group?: string };

/** A select of more places than this is no help, and makes a page heavy: then the deepest level is left to the words. */
const mostPlaces = 150;

/** Places below the county, grouped by township. */
export function placeOptions(places: PlaceTree, day: Day): Choice[] {
  const all = places.on(day).filter((place) => place.kind !== 'county');
  const shown =
    all.length <= mostPlaces
      ? all
      : all.filter((place) => place.kind === 'township' || places.path(place.id).length <= 3).slice(0, mostPlaces);
  return shown.map((place) => {
    const path = places.path(place.id).filter((one) => one.kind !== 'county');
    const [top] = path;
    return {
      value: place.id,
      label:
        path.length > 1
          ? path
              .slice(1)
              .map((one) => one.name)
              .join(' › ')
          : place.name,
      group: top?.name ?? place.name,
    };
  });
}

const groupWords = {
  zh: { county: '县', department: '部门', township: '乡镇（街道）', village: '村（社区）' },
  en: { county: 'County', department: 'Departments', township: 'Townships', village: 'Villages' },
} as const;

export function unitOptions(units: UnitTree, day: Day, lang: 'zh' | 'en'): Choice[] {
  const groups = groupWords[lang];
  const order: readonly string[] = Object.values(groups);
  return units.all
    .filter((unit) => unit.validFrom <= day && (unit.validTo === null || day <= unit.validTo))
    .map((unit) => ({ value: unit.id, label: unit.name, group: groups[unit.kind] }))
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

export function categoryOptions(categories: CategoryTree, day: Day, lang: 'zh' | 'en'): Choice[] {
  return categories.on(day).map((category) => ({
    value: category.id,
    label: categories
      .path(category.id)
      .map((one) => categories.nameOf(one.id, lang))
      .join(' › '),
  }));
}
