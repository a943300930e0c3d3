// The sections of the staff side, each shown to those who work there.
import { mattersNav } from '#features/matters/staff.tsx';
import { holdsAny, type NavItem, type Staff } from '#platform/session/staff.ts';

const text = {
  zh: { units: '单位', people: '人员' },
  en: { units: 'Units', people: 'People' },
};

export function staffNav(me: Staff, lang: 'zh' | 'en'): NavItem[] {
  const t = text[lang];
  const people = holdsAny(me, 'systemAdmin', 'securityAdmin', 'audit') ? [{ href: '/staff/people', label: t.people }] : [];
  return [...mattersNav(me, lang), { href: '/staff/units', label: t.units }, ...people];
}
