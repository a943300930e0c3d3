// All ways out in one place: what the notices' room hands over is sent as its kind wants it, and every answer comes back in the same words.
import { type AddressRead, isInnerHost, isNamed, type OutletPolicy, readAddress } from './address.ts';
import { postJson } from './call.ts';
import { type Letter, type MailServer, sendLetter } from './mail.ts';
import { looksLikeRobot, type RobotKind, readRobotAnswer, robotCall, robotRates, robotTextBytes } from './robots.ts';
import { failed, type Sent } from './send.ts';
import { newWebhookSecret, readWebhookAnswer, readWebhookSecret, webhookHeaders } from './webhook.ts';

export type { MailSecurity, MailServer } from './mail.ts';
export type { FaultCode, Sent } from './send.ts';

export type Parcel =
  | { kind: RobotKind; address: string; secret: string; text: string }
  | { kind: 'webhook'; address: string; secret: string; id: string; json: string }
  | { kind: 'email'; server: MailServer; letter: Letter };

export type Outlets = {
  /** Never throws, never takes longer than the timeout. `atMs` is now, for signatures. */
  send(parcel: Parcel, atMs: number, signal?: AbortSignal): Promise<Sent>;
  readAddress(typed: string): AddressRead;
  looksLikeRobot(kind: RobotKind, url: URL): boolean;
  /** Whether a mail server of this name may be called, and without TLS. */
  mailHost(host: string): { ok: boolean; plain: boolean };
  isWebhookSecret(typed: string): boolean;
  newWebhookSecret(): string;
  rates: Record<Parcel['kind'], readonly { count: number; ms: number }[]>;
  textBytes: number;
};

export function openOutlets(policy: OutletPolicy, { timeoutMs = 10_000 }: { timeoutMs?: number } = {}): Outlets {
  return {
    send: (parcel, atMs, signal) => send(parcel, atMs, { policy, timeoutMs, signal }),
    readAddress: (typed) => readAddress(typed, policy),
    looksLikeRobot,
    mailHost: (host) => {
      const plain = isNamed(policy, host);
      return { ok: plain || !isInnerHost(host.toLowerCase()), plain };
    },
    isWebhookSecret: (typed) => readWebhookSecret(typed) !== null,
    newWebhookSecret,
    rates: { ...robotRates, email: [{ count: 60, ms: 60_000 }], webhook: [{ count: 120, ms: 60_000 }] },
    textBytes: robotTextBytes,
  };
}

type Options = { policy: OutletPolicy; timeoutMs: number; signal?: AbortSignal | undefined };

async function send(parcel: Parcel, atMs: number, options: Options): Promise<Sent> {
  if (parcel.kind === 'email') return sendLetter(parcel.server, parcel.letter, options);
  const address = readAddress(parcel.address, options.policy); // asked again: what was allowed when it was saved may not be any more
  if (!address.ok) return failed(address.refusal === 'inner-address' ? 'inner-address' : 'settings-incomplete', address.refusal, 'never');
  if (parcel.kind === 'webhook') {
    const headers = webhookHeaders(parcel.secret, parcel.id, Math.floor(atMs / 1000), parcel.json);
    if (!headers) return failed('settings-incomplete', 'secret', 'never');
    return readWebhookAnswer(await postJson(address.url, parcel.json, { ...options, headers }));
  }
  const { url, json } = robotCall(parcel.kind, address.url, parcel.secret, parcel.text, atMs);
  return readRobotAnswer(parcel.kind, await postJson(url, json, options));
}
