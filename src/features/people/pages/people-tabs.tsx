// The room's own sections, on each of its pages.
import { type Lang, pick } from '#ui/lang.ts';

const text = {
  zh: { nav: '人员和单位', accounts: '人员', units: '单位', places: '地点', duties: '职责清单', categories: '类别' },
  en: { nav: 'People and units', accounts: 'People', units: 'Units', places: 'Places', duties: 'Duty lists', categories: 'Categories' },
} satisfies Record<Lang, unknown>;

export type PeopleTab = 'accounts' | 'units' | 'places' | 'duties' | 'categories';

export function PeopleTabs({ lang, current }: { lang: Lang; current: PeopleTab }) {
  const t = pick(text, lang);
  const hrefs = {
    accounts: '/staff/people',
    units: '/staff/units',
    places: '/staff/places',
    duties: '/staff/duties',
    categories: '/staff/categories',
  } satisfies Record<PeopleTab, string>;
  return (
    <nav class="filters" aria-label={t.nav}>
      {(Object.keys(hrefs) as PeopleTab[]).map((tab) => (
        <a class="btn" href={hrefs[tab]} aria-current={tab === current ? 'page' : undefined}>
          {t[tab]}
        </a>
      ))}
    </nav>
  );
}
