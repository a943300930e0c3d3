// The staff door of notices: what is new for me, where else I want to hear of it, and the outlets for whoever keeps them. Mount it at /staff, behind the gate.
import { type Context, Hono } from 'hono';
import type { Instant } from '#core/time/day.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { randomToken } from '#platform/ids.ts';
import type { Outlets } from '#platform/outlets/outlets.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { typedForm, withErrors } from '#ui/form-state.ts';
import { type Cursor, chooseMail, myNotices, ownWays, renewFeed, revokeFeed } from './actions-own.ts';
import { bellCap, clearNotices, seeNotice, unseen } from './bell.ts';
import { NoticesPage } from './pages/notices.tsx';
import { type MailForm, WaysPage } from './pages/ways.tsx';
import { noticesRefusals } from './refusals.ts';
import { type OtherWayOut, outletsDoor } from './staff-outlets.tsx';
import { pathOf } from './words.ts';

type StaffContext = Context<StaffEnv>;

export type { OtherWayOut } from './staff-outlets.tsx';
export type NoticesOptions = { baseUrl: string | null; outlets: Outlets; otherWaysOut?: () => Promise<readonly OtherWayOut[]> };

/** The bell of the frame. One count along an index, no more than a hundred rows. */
export async function bellOf(ports: Pick<Ports, 'db'>, me: Staff, lang: 'zh' | 'en'): Promise<NavItem> {
  const count = await unseen(ports, me);
  return { href: '/staff/notices', label: lang === 'zh' ? '提醒' : 'Notices', ...(count > 0 ? { count: Math.min(count, bellCap) } : {}) };
}

export function noticesStaffDoor(ports: Ports, options: NoticesOptions): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();

  door.get('/notices', async (c) => {
    const before = readCursor(queryText(c, 'before'));
    const { lines, next } = await myNotices(ports, actorOf(c.var.me), before);
    return c.html(
      <NoticesPage
        frame={staffFrameOf(c)}
        lines={lines}
        now={ports.now()}
        cleared={c.req.query('cleared') === '1'}
        firstHref={before ? '/staff/notices' : undefined}
        nextHref={next ? `/staff/notices?before=${encodeURIComponent(`${next.at}|${next.id}`)}` : undefined}
      />,
    );
  });
  door.post('/notices/clear', async (c) => {
    await clearNotices(ports, c.var.me);
    return c.redirect('/staff/notices?cleared=1', 303);
  });
  /** Forgotten already (pressed twice, open in two windows): back to the list, nothing is wrong. */
  door.post('/notices/:id/open', async (c) => {
    const number = await seeNotice(ports, c.var.me, c.req.param('id'));
    return c.redirect(number === null ? '/staff/notices' : pathOf(number), 303);
  });
  door.post('/notices/:id/seen', async (c) => {
    await seeNotice(ports, c.var.me, c.req.param('id'));
    return c.redirect('/staff/notices', 303);
  });

  const ways = async (c: StaffContext, typed: MailForm | null = null, feedUrl: string | null = null) => {
    const own = await ownWays(ports, c.var.me);
    const asked = c.req.query('said');
    const form: MailForm = typed ?? { values: { address: own.mail?.address ?? '', on: own.mail?.isOn ? ['yes'] : [] }, errors: [] };
    const page = (
      <WaysPage
        frame={staffFrameOf(c)}
        form={form}
        mailIsOpen={own.mailIsOpen}
        feedMadeOn={own.feedMadeOn}
        feedUrl={feedUrl}
        said={asked === 'saved' || asked === 'revoked' ? asked : null}
      />
    );
    return c.html(page, form.errors.length > 0 ? 400 : 200);
  };
  door.get('/notices/ways', (c) => ways(c));
  door.post('/notices/ways/mail', async (c) => {
    const { fields } = c.var.form;
    const done = await chooseMail(ports, c.var.me, { address: textOf(fields, 'address'), isOn: textOf(fields, 'on') === 'yes' });
    if (done.ok) return c.redirect('/staff/notices/ways?said=saved', 303);
    const form: MailForm = typedForm(['address', 'on'], fields);
    return ways(c, withErrors(form, [{ name: 'address', message: noticesRefusals[done.refusal][c.var.lang] }]));
  });
  door.post('/notices/ways/calendar', async (c) => {
    const token = randomToken();
    await renewFeed(ports, c.var.me, token);
    return ways(c, null, `${options.baseUrl ?? new URL(c.req.url).origin}/calendar/${token}.ics`);
  });
  door.post('/notices/ways/calendar/revoke', async (c) => {
    await revokeFeed(ports, c.var.me);
    return c.redirect('/staff/notices/ways?said=revoked', 303);
  });

  door.route('/', outletsDoor(ports, options));
  return door;
}

function readCursor(typed: string): Cursor | null {
  const parts = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9A-Z]{26})$/.exec(typed);
  return parts ? { at: parts[1] as Instant, id: parts[2] ?? '' } : null;
}
