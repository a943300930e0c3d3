// The staff door of the rates: reports, the lists behind their numbers, charts and files, and the leader's page. Mount it at /staff, behind the gate.
import { Hono } from 'hono';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv } from '#platform/session/staff.ts';
import { leaderDoor } from './staff-leader.tsx';
import { reportsDoor } from './staff-reports.tsx';

export function ratesStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route('/', leaderDoor(ports));
  door.route('/', reportsDoor(ports));
  return door;
}

export function ratesNav(me: Staff, lang: 'zh' | 'en'): NavItem[] {
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const items: (NavItem | false)[] = [
    holdsAny(me, 'leader', 'countyOffice') && { href: '/staff/leader', label: say('一页', 'One page') },
    holdsAny(me, 'leader', 'countyOffice', 'hotline', 'unitHead') && { href: '/staff/reports', label: say('报表', 'Reports') },
  ];
  return items.filter((item) => item !== false);
}
