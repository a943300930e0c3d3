// A signed call to a neighbour system, by the Standard Webhooks specification 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64>`.
// The id stays the same when a message is sent again, so that the other side can drop what it already has.
import { createHmac, randomBytes } from 'node:crypto';
import type { Called } from './call.ts';
import { failed, type Sent } from './send.ts';

/** 24 to 64 random bytes, written `whsec_` and base64. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export function readWebhookSecret(typed: string): Buffer | null {
  const text = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(typed.trim())?.[1];
  const bytes = text === undefined ? null : Buffer.from(text, 'base64');
  return bytes && bytes.length >= 24 && bytes.length <= 64 ? bytes : null;
}

export function webhookHeaders(secret: string, id: string, atSeconds: number, body: string): Record<string, string> | null {
  const key = readWebhookSecret(secret);
  if (!key) return null;
  const signature = createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': `v1,${signature}` };
}

/** 2xx is taken; 410 asks never to be called again; 429 and 503 may say how long to wait. */
export function readWebhookAnswer(called: Called): Sent {
  if (!called.ok) return failed(called.fault, called.detail, called.fault === 'inner-address' ? 'never' : 'later');
  const { status, retryAfterSeconds } = called;
  if (status >= 200 && status < 300) return { ok: true };
  if (status === 429 || (status === 503 && retryAfterSeconds !== null))
    return failed('too-many', String(status), 'slow-down', retryAfterSeconds ?? 60);
  if (status === 410) return failed('robot-gone', '410', 'never');
  if (status >= 500 || status === 408) return failed('server-error', String(status));
  return failed('refused', String(status), 'never');
}
