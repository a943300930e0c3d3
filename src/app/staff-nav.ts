// The sections of the staff side, each shown to those who work there.
import { mattersNav } from '#features/matters/staff.tsx';
import { holdsAny, type NavItem, type Staff } from '#platform/session/staff.ts';

export function staffNav(me: Staff, lang: 'zh' | 'en'): NavItem[] {
  const zh = lang === 'zh';
  const people = holdsAny(me, 'systemAdmin', 'securityAdmin', 'audit') ? [{ href: '/staff/people', label: zh ? '人员' : 'People' }] : [];
  return [...mattersNav(me, lang), { href: '/staff/units', label: zh ? '单位' : 'Units' }, ...people];
}
