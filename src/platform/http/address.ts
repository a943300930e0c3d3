// Where a request comes from. The address itself serves throttles and is never stored; records keep only its class.
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** `here`: this machine; `inside`: a private network, as in the county hall; `outside`: anywhere else. */
export type AddressClass = 'here' | 'inside' | 'outside';

/**
 * The caller's address. Behind `trustedProxies` reverse proxies it is the entry of X-Forwarded-For that the outermost of them wrote:
 * whatever the caller put before it is not believed, and with no proxy the header is not read at all.
 */
export function addressOf(c: Context, trustedProxies: number): string {
  const peer = peerOf(c);
  if (trustedProxies === 0) return peer;
  const hops = (c.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  const named = hops[Math.max(0, hops.length - trustedProxies)];
  return named ? plainAddress(named) : peer;
}

function peerOf(c: Context): string {
  const env: unknown = c.env;
  const isServed = typeof env === 'object' && env !== null && ('incoming' in env || 'server' in env);
  return plainAddress((isServed ? getConnInfo(c).remote.address : undefined) ?? '');
}

/** Without a port, brackets, or the IPv6 clothes of an IPv4 address. */
function plainAddress(address: string): string {
  const bare = address.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^::ffff:(?=\d+\.)/i, '');
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.slice(0, bare.lastIndexOf(':')) : bare;
}

export function addressClassOf(address: string): AddressClass {
  if (address === '' || address === '::1' || address.startsWith('127.')) return 'here';
  if (
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i.test(address)
  )
    return 'inside';
  return 'outside';
}

/** What a throttle counts as one caller: an IPv4 address, or the /64 of an IPv6 one, of which a household has 2^64 addresses. */
export function callerGroupOf(address: string): string {
  if (!address.includes(':')) return address;
  const [left = '', right] = address.toLowerCase().split('%', 1)[0]?.split('::', 2) ?? [];
  const head = left.split(':').filter(Boolean);
  const tail = right === undefined ? [] : right.split(':').filter(Boolean);
  const full = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  return full
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}
