// From a message and its outlet to what is handed to the carrier. The secret is opened here, for this one call.
import type { MailServer, Outlets, Parcel } from '#platform/outlets/outlets.ts';
import type { Secrets } from '#platform/secrets.ts';
import type { Outlet } from './store-outlets.ts';
import { digestSubject, digestText, linkOf } from './words.ts';

/** What is sealed: an address may hold the key of a robot. */
export type OutletSecret = { address?: string; secret?: string; password?: string };

export const sealSecret = (secrets: Secrets, id: string, secret: OutletSecret): string =>
  secrets.sealColumn(JSON.stringify(secret), `outlet.secret:${id}`);

export function openSecret(secrets: Secrets, outlet: Pick<Outlet, 'id' | 'secretSealed'>): OutletSecret {
  return outlet.secretSealed === null
    ? {}
    : (JSON.parse(secrets.openColumn(outlet.secretSealed, `outlet.secret:${outlet.id}`)) as OutletSecret);
}

export type Said = { id: string; subject: string; text: string; json: string };

/** `to` is for letters only. */
export function parcelOf(secrets: Secrets, outlet: Outlet, said: Said, to: string): Parcel {
  const { address = '', secret = '', password = '' } = openSecret(secrets, outlet);
  if (outlet.kind === 'email')
    return {
      kind: 'email',
      server: mailServer(outlet, password),
      letter: { id: said.id, to, subject: said.subject, text: said.text },
    };
  if (outlet.kind === 'webhook') return { kind: 'webhook', address, secret, id: said.id, json: said.json };
  return { kind: outlet.kind, address, secret, text: said.text };
}

function mailServer({ settings }: Outlet, password: string): MailServer {
  const { host = '', port = '0', security = 'tls', user = '', from = '' } = settings;
  return { host, port: Number(port), security: security === 'starttls' || security === 'none' ? security : 'tls', user, password, from };
}

/** Numbers and links, and not one word more. */
export function saidOf(
  message: { id: string; numbers: readonly string[]; at: string },
  { county, baseUrl }: { county: string; baseUrl: string | null },
  outlets: Pick<Outlets, 'textBytes'>,
): Said {
  const { id, numbers, at } = message;
  return {
    id,
    subject: digestSubject(numbers),
    text: digestText(county, baseUrl, numbers, outlets.textBytes),
    json: JSON.stringify({
      type: 'matters.news',
      timestamp: at,
      data: { matters: numbers.map((number) => ({ number, link: linkOf(baseUrl, number) })) },
    }),
  };
}
