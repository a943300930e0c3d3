// The public door of shared tasks, /s/…: opened by whoever holds the link, counted each time, indexed by nobody, kept by no browser.
import { type Context, Hono } from 'hono';
import { loadCircumstances, spokenCode } from '#features/matters/index.ts';
import { callerGroupOf } from '#platform/http/address.ts';
import { type HttpEnv, publicFrameOf } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';
import { openTries } from '#platform/session/throttle.ts';
import type { AssetHref } from '#ui/links.ts';
import { countOpening, findShare } from './actions.ts';
import { markSvg, stampOf } from './pages/mark-svg.ts';
import { type ClosedShare, ClosedSharePage, SharedPage } from './pages/shared.tsx';

type PublicContext = Context<HttpEnv>;
const wrongLinks = { limit: 20, minutes: 10 };

/** Mount at `/`. */
export function sharingPortalDoor(ports: Ports, options: { assetHref?: AssetHref } = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const tries = openTries(ports);
  const frameOf = (c: PublicContext) => ({ ...publicFrameOf(c), ...(options.assetHref ? { assetHref: options.assetHref } : {}) });
  const statusOf: Record<ClosedShare, 404 | 410 | 429> = { unknown: 404, expired: 410, revoked: 410, wait: 429 };
  const closed = (c: PublicContext, why: ClosedShare) => c.html(<ClosedSharePage frame={frameOf(c)} why={why} />, statusOf[why]);

  door.use('/s/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Robots-Tag', 'noindex, nofollow, noarchive');
    c.header('Referrer-Policy', 'no-referrer');
  });

  door.get('/s/:token', async (c) => {
    const key = { what: 'share-link', of: callerGroupOf(c.var.address) };
    if ((await tries.locked([key], wrongLinks.limit)).size > 0) return closed(c, 'wait');
    const found = await findShare(ports, c.req.param('token'));
    if (!found) {
      const tried = await tries.count(key, wrongLinks);
      return closed(c, tried.allowed ? 'unknown' : 'wait');
    }
    if (found.state !== 'open') return closed(c, found.state);
    const { share } = found;
    const now = await countOpening(ports, share, c.var.addressClass);
    const { units } = await loadCircumstances(ports.db);
    return c.html(
      <SharedPage
        frame={frameOf(c)}
        now={now}
        markHref={`/s/${c.req.param('token')}/mark.svg`}
        view={{
          task: share.task,
          place: share.place,
          recipient: share.recipient,
          purpose: share.purpose,
          unit: units.nameOf(share.madeIn),
          expiresAt: share.expiresAt,
          spoken: spokenCode(share.mark),
        }}
      />,
    );
  });

  door.get('/s/:token/mark.svg', async (c) => {
    const found = await findShare(ports, c.req.param('token'));
    if (found?.state !== 'open') return c.notFound();
    const { share } = found;
    const svg = markSvg([`仅供 ${share.recipient.slice(0, 12)}`, `${stampOf(ports.now())} ${spokenCode(share.mark)}`]);
    return c.body(svg, 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' });
  });
  return door;
}
