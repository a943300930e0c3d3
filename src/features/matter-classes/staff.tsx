// The staff door of classes: the list, one class and its actions, hot board, season plan, settings, proposals. Mount it at /staff, behind the gate.
import { Hono } from 'hono';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv } from '#platform/session/staff.ts';
import { classesDoor } from './staff-classes.tsx';
import { classFormDoor } from './staff-form.tsx';
import { hotDoor, readsHot } from './staff-hot.tsx';
import { proposalDoor } from './staff-proposal.tsx';
import { settingsDoor } from './staff-settings.tsx';

export function classesStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route('/', hotDoor(ports));
  door.route('/', settingsDoor(ports));
  door.route('/', classesDoor(ports));
  door.route('/', proposalDoor(ports)); // before the forms, which take every other word after a number
  door.route('/', classFormDoor(ports));
  return door;
}

export function classesNav(me: Staff, lang: 'zh' | 'en'): NavItem[] {
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const items: (NavItem | false)[] = [
    readsHot(me) && { href: '/staff/hot', label: say('热点', 'Hot') },
    holdsAny(me, 'dispatcher', 'hotline', 'countyOffice', 'leader', 'unitHead', 'handler') && {
      href: '/staff/classes',
      label: say('一类事', 'Classes'),
    },
  ];
  return items.filter((item) => item !== false);
}
