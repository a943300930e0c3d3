// The staff door of the open figures. Mount it at /staff, behind the gate. The county office publishes; leaders and audit look.
import { type Context, Hono } from 'hono';
import { parsePeriod } from '#core/rates/period.ts';
import { hashOf } from '#platform/hash.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { months, openSet, type PublishRefusal, publish } from './actions.ts';
import { DisclosureMonthPage, DisclosurePage, text as disclosureText } from './pages/disclosure.tsx';
import { basisWords } from './rules.ts';

type StaffContext = Context<StaffEnv>;

export const disclosureNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, 'countyOffice') ? [{ href: '/staff/disclosure', label: lang === 'zh' ? '公开数据' : 'Open figures' }] : [];

export function disclosureStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  for (const path of ['/disclosure', '/disclosure/*']) door.use(path, requireRole('countyOffice', 'leader', 'audit'));
  const frame = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/disclosure' });
  const mayPublish = (c: StaffContext) => holdsAny(c.var.me, 'countyOffice');

  door.get('/disclosure', async (c) =>
    c.html(<DisclosurePage frame={frame(c)} months={await months(ports)} said={c.req.query('published') === '1'} now={ports.now()} />),
  );

  const notOver = (c: StaffContext) =>
    c.var.say({
      status: 409,
      code: 'not-over',
      title: disclosureText[c.var.lang].refused['not-over'],
      sentences: [disclosureText[c.var.lang].lead],
      next: { href: '/staff/disclosure', label: disclosureText[c.var.lang].title },
    });

  async function show(c: StaffContext, refused: PublishRefusal | null = null) {
    const code = c.req.param('month') ?? '';
    const found = await openSet(ports, code);
    if (!found) return parsePeriod(code)?.kind === 'month' ? notOver(c) : sayNamed(c, 'notFound');
    const page = (
      <DisclosureMonthPage
        frame={frame(c)}
        code={code}
        set={found.set}
        basis={basisWords(code, found.set, c.var.site.county, c.var.lang)}
        isOut={found.publishedAt !== null}
        mayPublish={mayPublish(c)}
        refused={refused}
      />
    );
    return c.html(page, refused ? 409 : 200);
  }
  door.get('/disclosure/:month', (c) => show(c));
  door.post('/disclosure/:month', async (c) => {
    if (!mayPublish(c)) return sayNamed(c, 'notYours');
    const done = await publish({ ...ports, hash: hashOf('sha256') }, c.var.me, c.req.param('month'), c.var.addressClass);
    return done.ok ? c.redirect('/staff/disclosure?published=1', 303) : show(c, done.refusal);
  });
  return door;
}
