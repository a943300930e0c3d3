// Pages travel compressed when that pays: below 4 KB the saving fits into the packets that are sent anyway. Level 3 costs about a third of
// the processor time of zlib's usual 6 and gives pages 10 % larger (bench: 60 KB list page, 0.35 against 0.9 ms on two shared cores).
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';

const squeeze = promisify(gzip);
const worthIt = 4_096;
const textual = /^(?:text\/|application\/(?:problem\+)?json|image\/svg)/;

export function compressPages(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { res } = c;
    if (!textual.test(res.headers.get('Content-Type') ?? '') || res.headers.has('Content-Encoding') || c.req.method === 'HEAD') return;
    res.headers.append('Vary', 'Accept-Encoding');
    if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '') || res.body === null) return;
    const plain = Buffer.from(await res.arrayBuffer());
    const body = plain.byteLength < worthIt ? plain : await squeeze(plain, { level: 3 });
    c.res = new Response(body, { status: res.status, headers: res.headers });
    c.res.headers.delete('Content-Length');
    if (body !== plain) c.res.headers.set('Content-Encoding', 'gzip');
  };
}
