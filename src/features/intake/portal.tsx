// The public door of taking in: the first page, 说事, the receipt, 给系统提意见 and the pages behind the footer. No script, no account. Mount it at `/`.
import { Hono } from 'hono';
import { parseNumber } from '#core/matter/number.ts';
import { callerGroupOf } from '#platform/http/address.ts';
import { type HttpEnv, publicFrameOf } from '#platform/http/context.ts';
import { qrSvg } from '#platform/qr.ts';
import { openTries, type Tries } from '#platform/session/throttle.ts';
import { HomePage } from './pages/home.tsx';
import { ReceiptPage } from './pages/receipt.tsx';
import { aboutDoor } from './portal-about.tsx';
import { feedbackDoor } from './portal-feedback.tsx';
import { ErrorBody, type IntakePortalOptions, type IntakePortalPorts, type PortalContext } from './portal-parts.tsx';
import { sayDoor } from './portal-say.tsx';
import { receiptView } from './receipt-words.ts';
import { receiptOf } from './receipts.ts';

export type { IntakePortalOptions, IntakePortalPorts } from './portal-parts.tsx';

/** Wrong codes for one address, each within a quarter of an hour of the one before. */
const guesses = { limit: 10, minutes: 15 };

export function intakePortalDoor(ports: IntakePortalPorts, options: IntakePortalOptions = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const tries: Tries = openTries(ports);
  const frameOf = (c: PortalContext) => ({ ...publicFrameOf(c), ...(options.assetHref ? { assetHref: options.assetHref } : {}) });
  const parts = { ports, options, tries, frameOf };

  door.get('/', (c) => c.html(<HomePage frame={frameOf(c)} />));
  door.route('/', sayDoor(parts));
  door.route('/', feedbackDoor(parts));
  door.route('/', aboutDoor(parts));

  door.get('/receipt/:number/:code', async (c) => {
    c.header('Cache-Control', 'no-store');
    c.header('X-Robots-Tag', 'noindex');
    const key = { what: 'receipt-miss', of: callerGroupOf(c.var.address) };
    const tried = await tries.count(key, guesses);
    if (!tried.allowed)
      return c.html(<ErrorBody frame={frameOf(c)} kind="too-many" waitMs={Date.parse(tried.until) - Date.parse(ports.now())} />, 429);
    const number = parseNumber(c.req.param('number'));
    const facts = number === null ? null : await receiptOf(ports, number, c.req.param('code').toUpperCase());
    if (!facts) return c.html(<ErrorBody frame={frameOf(c)} kind="not-found" />, 404);
    await tries.forgiveOne(key);
    const base = options.baseUrl ?? new URL(c.req.url).origin;
    const view = receiptView(facts, { lang: c.var.lang, now: ports.now(), qrSvg: qrSvg(`${base}/progress?number=${facts.number}`) });
    return c.html(<ReceiptPage frame={frameOf(c)} receipt={view} again={c.req.query('again') === '1'} />);
  });
  return door;
}
