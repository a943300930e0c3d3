// The sections of the staff side, each shown to those who work there.

import { adminLinks } from '#features/admin/index.ts';
import { adminNav } from '#features/admin/staff.tsx';
import { auditNav } from '#features/audit/staff.tsx';
import { dataRequestsNav } from '#features/data-requests/staff.tsx';
import { disclosureNav } from '#features/disclosure/staff.tsx';
import { limitsNav } from '#features/limits/staff.tsx';
import { classesNav } from '#features/matter-classes/staff.tsx';
import { mattersNav } from '#features/matters/staff.tsx';
import { ratesNav } from '#features/rates/staff.tsx';
import { relayNav } from '#features/relay/staff.tsx';
import { retentionNav } from '#features/retention/staff.tsx';
import { sharingNav } from '#features/sharing/staff.tsx';
import { holdsAny, type NavItem, type Staff } from '#platform/session/staff.ts';

const text = {
  zh: { units: '单位', people: '人员', outlets: '出口' },
  en: { units: 'Units', people: 'People', outlets: 'Outlets' },
};

/** `bell`: the person's own notices, counted for this page. */
export function staffNav(me: Staff, lang: 'zh' | 'en', bell: NavItem): NavItem[] {
  const t = text[lang];
  const people = holdsAny(me, 'systemAdmin', 'securityAdmin', 'audit') ? [{ href: '/staff/people', label: t.people }] : [];
  const outlets = holdsAny(me, 'systemAdmin') ? [{ href: '/staff/outlets', label: t.outlets }] : [];
  const [workbench, ...sections] = mattersNav(me, lang);
  // What the administrators' index lists does not stand in the bar a second time, but for what they open all day.
  const admin = adminNav(me, lang);
  const listed = new Set(admin.length === 0 ? [] : adminLinks.filter((link) => holdsAny(me, ...link.roles)).map((link) => link.href));
  const daily = ['/staff/units', '/staff/people'];
  return [
    ...(workbench ? [workbench] : []),
    bell,
    ...sections,
    ...relayNav(me, lang),
    ...ratesNav(me, lang),
    ...dataRequestsNav(me, lang),
    ...disclosureNav(me, lang),
    ...classesNav(me, lang),
    { href: '/staff/units', label: t.units },
    ...people,
    ...sharingNav(me, lang),
    ...limitsNav(me, lang),
    ...auditNav(me, lang),
    ...retentionNav(me, lang),
    ...outlets,
    ...admin.map((item) => ({ ...item, standsFor: [...listed].filter((href) => !daily.includes(href)) })),
  ].filter((item) => daily.includes(item.href) || !listed.has(item.href));
}
