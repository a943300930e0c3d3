// Where the product may call out to. An outlet's address is typed by an administrator, so it must not become a way into the machine's own network:
// https only, no inner address (also not by a name that points to one), unless the operator has named the host in the environment.
import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** `hosts`: what DAODI_OUTLET_HOSTS names. Such a host may be inside; on the machine itself it may be spoken to without TLS. */
export type OutletPolicy = { hosts: ReadonlySet<string> };

export type AddressRefusal = 'not-an-address' | 'not-https' | 'address-with-password' | 'inner-address';
export type AddressRead = { ok: true; url: URL } | { ok: false; refusal: AddressRefusal };

const inner = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6');

/** Loopback, private, link-local (where clouds keep their secrets), multicast and unspecified addresses, also when an IPv4 one is written as IPv6. */
export function isInner(ip: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return inner.check(mapped, 'ipv4');
  const kind = isIP(ip);
  if (kind === 0) return true;
  if (kind === 6 && /^::ffff:/i.test(ip)) return true; // mapped and written in hexadecimal
  return inner.check(ip, kind === 4 ? 'ipv4' : 'ipv6');
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '').toLowerCase();
export const isNamed = (policy: OutletPolicy, host: string): boolean => policy.hosts.has(bare(host));

export function readAddress(typed: string, policy: OutletPolicy): AddressRead {
  const text = typed.normalize('NFKC').trim();
  if (text.length > 1000 || !URL.canParse(text)) return { ok: false, refusal: 'not-an-address' };
  const url = new URL(text);
  const named = isNamed(policy, url.hostname);
  const isLocal = named && /^(?:127\.|::1$|localhost$)/.test(bare(url.hostname));
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return { ok: false, refusal: 'not-https' };
  if (url.username !== '' || url.password !== '') return { ok: false, refusal: 'address-with-password' };
  if (!named && isInnerHost(bare(url.hostname))) return { ok: false, refusal: 'inner-address' };
  url.hash = '';
  return { ok: true, url };
}

/** As far as the text alone tells; a name is looked up when it is called. */
export const isInnerHost = (host: string): boolean => (isIP(host) ? isInner(host) : /(?:^|\.)localhost$|\.local$|\.internal$/.test(host));

export class InnerAddress extends Error {}

/** Looks a name up and refuses what leads inside. The connection is made to the very address that was checked, so a name cannot change in between. */
export function guardedLookup(policy: OutletPolicy): LookupFunction {
  return (host, options, callback) => {
    dnsLookup(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const addresses: LookupAddress[] = found;
      const fit = isNamed(policy, host) ? addresses : addresses.filter(({ address }) => !isInner(address));
      const [first] = fit;
      if (!first || fit.length < addresses.length) return callback(new InnerAddress(`${host} leads to an inner address`), '', 0);
      return options.all ? callback(null, fit) : callback(null, first.address, first.family);
    });
  };
}
