// The second factor: six digits that an authenticator app shows for thirty seconds (RFC 6238, SHA-1 as every such app speaks it).
import { msOf } from '#core/time/day.ts';
import type { Clock } from '#platform/clock.ts';
import { qrSvg } from '#platform/qr.ts';

const period = 30;

/** The library is loaded when it is first needed: most starts of a command never do. */
const otp = () => import('otplib');

export type OneTimeCodes = {
  /** 160 bits, in base 32, as apps take it. */
  newKey(): Promise<string>;
  /** What the QR code on the page says, drawn here. */
  qrOf(key: string, issuer: string, login: string): Promise<string>;
  /** The 30-second step a code belongs to: this one, the one before or after (a phone's clock is never quite ours); null when it is none of them. */
  stepOf(key: string, code: string): Promise<number | null>;
};

export function openOneTimeCodes({ now }: { now: Clock }): OneTimeCodes {
  return {
    newKey: async () => (await otp()).generateSecret({ length: 20 }),
    qrOf: async (key, issuer, login) => qrSvg((await otp()).generateURI({ issuer, label: login, secret: key })),
    async stepOf(key, code) {
      if (!/^\d{6}$/.test(code)) return null;
      const epoch = Math.floor(msOf(now()) / 1000);
      const found = (await otp()).verifySync({ secret: key, token: code, epoch, epochTolerance: period });
      return found.valid ? Math.floor(epoch / period) + found.delta : null;
    },
  };
}
