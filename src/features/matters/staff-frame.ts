// The frame of this room's pages: its sections in the bar, the search box into the ledger, and one answer for what is not there or not to be seen.
import type { Context } from 'hono';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import type { StaffFrame } from '#ui/page-staff.tsx';
import { refusalSentence } from './sentences.ts';

/** Sections of the main job, each shown to those who work there. */
export function mattersNav(me: Staff, lang: 'zh' | 'en'): NavItem[] {
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const county = holdsAny(me, 'intake', 'dispatcher', 'hotline', 'callback', 'countyOffice');
  const sees = county || holdsAny(me, 'handler', 'unitHead', 'leader');
  const items: (NavItem | false)[] = [
    { href: '/staff', label: say('工作台', 'Workbench') },
    sees && { href: '/staff/matters', label: say('台账', 'Ledger') },
    holdsAny(me, 'intake', 'dispatcher', 'hotline') && { href: '/staff/intake', label: say('登记', 'Intake') },
    holdsAny(me, 'callback') && { href: '/staff/callbacks', label: say('回访', 'Call-backs') },
    holdsAny(me, 'hotline', 'countyOffice', 'dispatcher') && { href: '/staff/rulings', label: say('裁定', 'Rulings') },
    holdsAny(me, 'intake', 'dispatcher') && { href: '/staff/import', label: say('导入', 'Import') },
  ];
  return items.filter((item) => item !== false);
}

export function frameOf(c: Context<StaffEnv>, current = '/staff/matters'): StaffFrame {
  return { ...staffFrameOf(c), current, findAction: '/staff/matters' };
}

/** The same words for a number that does not exist and for a matter that is not for this person: numbers tell nothing. */
export function sayNotFound(c: Context<StaffEnv>): Response {
  const { lang } = c.var;
  return c.var.say({
    status: 404,
    code: 'not-found',
    title: lang === 'zh' ? '没有找到' : 'Not found',
    sentences: [refusalSentence('not-found', lang)],
    next: { href: '/staff', label: lang === 'zh' ? '回工作台' : 'To the workbench' },
  });
}
