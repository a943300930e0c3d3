// The calendar addresses. No sign-in: the address itself is the key, of which only a digest is kept. An unknown one is simply not there.
import { Hono } from 'hono';
import { calendarFeed } from '#platform/calendar-feed.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { feedEntries } from './actions-own.ts';

export function noticesPortalDoor(ports: Pick<Ports, 'db' | 'hash' | 'now'>, { baseUrl }: { baseUrl: string | null }): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  door.get('/calendar/:file', async (c) => {
    const token = /^([\w-]{32})\.ics$/.exec(c.req.param('file'))?.[1];
    const entries = token === undefined ? null : await feedEntries(ports, token, baseUrl ?? new URL(c.req.url).origin);
    if (!entries) return sayNamed(c, 'notFound');
    return c.body(calendarFeed(`到底 · ${c.var.site.county}`, entries, ports.now()), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex',
    });
  });
  return door;
}
