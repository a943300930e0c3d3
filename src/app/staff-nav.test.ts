import { expect, test } from 'vitest';
import { adminLinks } from '#features/admin/index.ts';
import type { Staff } from '#platform/session/staff.ts';
import { staffNav } from './staff-nav.ts';

const of = (...roles: Staff['roles']) => staffNav({ roles } as unknown as Staff, 'zh', { href: '/staff/notices', label: '提醒' });

test('every section of an administrator is marked by exactly one item of the bar', () => {
  const bar = of('systemAdmin');
  const sections = adminLinks.filter((link) => link.roles.includes('systemAdmin')).map((link) => link.href);
  expect(sections).toContain('/staff/outlets');
  for (const section of sections)
    expect([section, bar.filter((item) => item.href === section || item.standsFor?.includes(section)).length]).toEqual([section, 1]);
});

test('who has no such index has nothing standing for anything', () => {
  expect(of('handler').every((item) => item.standsFor === undefined)).toBe(true);
});
