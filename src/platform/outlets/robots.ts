// Group robots of WeCom, DingTalk and Feishu: what each wants to be sent, how it wants it signed, and what its answers mean.
// All three answer 200 when they refuse; only the code inside tells. Sources: the providers' own pages on custom group robots (docs/operate/outlets.md).
import { createHmac } from 'node:crypto';
import type { Called } from './call.ts';
import { failed, type Sent } from './send.ts';

export type RobotKind = 'wecom' | 'dingtalk' | 'feishu';
export type RobotCall = { url: URL; json: string };

/** Hosts of the providers' public service; a county's own installation has another one. */
export const robotHosts: Record<RobotKind, readonly string[]> = {
  wecom: ['qyapi.weixin.qq.com'],
  dingtalk: ['oapi.dingtalk.com'],
  feishu: ['open.feishu.cn', 'open.larkoffice.com'],
};

/** Calls allowed per robot, over any stretch of that length. */
export const robotRates: Record<RobotKind, { count: number; ms: number }[]> = {
  wecom: [{ count: 20, ms: 60_000 }],
  dingtalk: [{ count: 20, ms: 60_000 }],
  feishu: [
    { count: 100, ms: 60_000 },
    { count: 5, ms: 1_000 },
  ],
};

/** Whether the pasted address is that of such a robot; what is missing would only be told by a failed call. */
export function looksLikeRobot(kind: RobotKind, url: URL): boolean {
  if (kind === 'wecom') return url.pathname.endsWith('/cgi-bin/webhook/send') && (url.searchParams.get('key') ?? '') !== '';
  if (kind === 'dingtalk') return url.pathname.endsWith('/robot/send') && (url.searchParams.get('access_token') ?? '') !== '';
  return /\/open-apis\/bot\/v2\/hook\/[\w-]+$/.test(url.pathname);
}

/** `atMs` is now: signatures are good for an hour. `secret` empty = the robot is guarded by a keyword or by addresses instead. */
export function robotCall(kind: RobotKind, address: URL, secret: string, text: string, atMs: number): RobotCall {
  const url = new URL(address);
  if (kind === 'wecom') return { url, json: JSON.stringify({ msgtype: 'text', text: { content: text } }) };
  if (kind === 'dingtalk') {
    if (secret !== '') {
      url.searchParams.set('timestamp', String(atMs));
      url.searchParams.set('sign', dingtalkSign(secret, atMs));
    }
    return { url, json: JSON.stringify({ msgtype: 'text', text: { content: text }, at: { isAtAll: false } }) };
  }
  const message = { msg_type: 'text', content: { text } };
  const seconds = Math.floor(atMs / 1000);
  return {
    url,
    json: JSON.stringify(secret === '' ? message : { timestamp: String(seconds), sign: feishuSign(secret, seconds), ...message }),
  };
}

/** Base64 of HMAC-SHA256 with the secret as key over `timestamp\nsecret`; URLSearchParams writes it URL-encoded. */
export const dingtalkSign = (secret: string, atMs: number): string =>
  createHmac('sha256', secret).update(`${atMs}\n${secret}`).digest('base64');

/** Base64 of HMAC-SHA256 with `timestamp\nsecret` as key over nothing. */
export const feishuSign = (secret: string, atSeconds: number): string => createHmac('sha256', `${atSeconds}\n${secret}`).digest('base64');

/** The longest text a robot takes, in bytes of UTF-8: WeCom 2048; the others take 20 KB, of which a group should not be shown more than this. */
export const robotTextBytes = 2000;

export function readRobotAnswer(kind: RobotKind, called: Called): Sent {
  if (!called.ok) return failed(called.fault, called.detail, called.fault === 'inner-address' ? 'never' : 'later');
  if (called.status === 429) return failed('too-many', '429', 'slow-down', called.retryAfterSeconds ?? 60);
  if (called.status >= 500) return failed('server-error', String(called.status));
  const answer = parsed(called.body);
  const code = codeOf(kind, answer);
  if (code === null) return failed(called.status === 200 ? 'answer-unreadable' : 'refused', String(called.status));
  if (code === 0 && called.status < 300) return { ok: true };
  return meaning(kind, code, String(answer?.['errmsg'] ?? answer?.['msg'] ?? ''));
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Feishu's older answers say StatusCode, its newer ones code. Silence is no success. */
function codeOf(kind: RobotKind, answer: Record<string, unknown> | null): number | null {
  const code = kind === 'feishu' ? (answer?.['code'] ?? answer?.['StatusCode']) : answer?.['errcode'];
  return typeof code === 'number' && Number.isInteger(code) ? code : null;
}

function meaning(kind: RobotKind, code: number, message: string): Sent {
  const detail = `${code}`;
  if (kind === 'wecom') {
    if (code === 45009) return failed('too-many', detail, 'slow-down', 60);
    if (code === 93000 || code === 93008) return failed('robot-gone', detail, 'never');
    if (code === -1) return failed('server-error', detail); // "system busy"
    return failed('refused', detail, 'never');
  }
  if (kind === 'dingtalk') {
    if (code === 130101 || code === 302033 || code === 410100 || code === 660026) return failed('too-many', detail, 'slow-down', 600); // shut out for ten minutes
    if (code === 310000) {
      // One code for three guards; the words tell which.
      if (/sign|timestamp/i.test(message)) return failed('signature', detail, 'never');
      if (/keyword/i.test(message)) return failed('keyword', detail, 'never');
      return failed('not-from-here', detail, 'never');
    }
    if (code === 300001 || code === 300005 || code === 400101 || code === 400102 || code === 400106)
      return failed('robot-gone', detail, 'never');
    if (code === -1) return failed('server-error', detail);
    return failed('refused', detail, 'never');
  }
  if (code === 11232 || code === 11233 || code === 99991400 || (code === 9499 && /too many/i.test(message)))
    return failed('too-many', detail, 'slow-down', 60);
  if (code === 19021) return failed('signature', detail, 'never');
  if (code === 19022) return failed('not-from-here', detail, 'never');
  if (code === 19024) return failed('keyword', detail, 'never');
  if (code === 19001) return failed('robot-gone', detail, 'never');
  return failed('refused', detail, 'never');
}
