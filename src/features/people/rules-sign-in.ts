// Who must show a second factor, and what a county may set about signing in (SM-20, X7 8.1.4.1 d).
import type { Role } from '#core/matter/events.ts';

/** System, security and audit administration always; no setting frees them. */
export const alwaysFactor: readonly Role[] = ['systemAdmin', 'securityAdmin', 'audit'];

export const needsFactor = (held: readonly Role[], set: readonly Role[]): boolean =>
  held.some((role) => alwaysFactor.includes(role) || set.includes(role));

export type IssuerFault = 'issuer-unreadable' | 'issuer-not-tls';

/** The address an identity provider is found by: TLS, or this machine itself. */
export function issuerFault(text: string): IssuerFault | null {
  const [, scheme, host] = /^(https?):\/\/([^/\s?#@]+)(?:\/[^\s?#]*)?$/i.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return 'issuer-unreadable';
  if (scheme.toLowerCase() === 'https') return null;
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host) ? null : 'issuer-not-tls';
}
