// One call to somebody else's server, which may hang, drip, redirect or pour: a deadline over everything, nothing followed, the answer capped.
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { guardedLookup, InnerAddress, type OutletPolicy } from './address.ts';

export type CallFault = 'timeout' | 'unreachable' | 'tls' | 'redirected' | 'answer-too-large' | 'inner-address' | 'stopped';
export type Called =
  | { ok: true; status: number; body: string; retryAfterSeconds: number | null }
  | { ok: false; fault: CallFault; detail: string };

export type CallOptions = { policy: OutletPolicy; timeoutMs: number; signal?: AbortSignal | undefined; headers?: Record<string, string> };

const mostBytes = 64 * 1024;

/** Posts JSON. Never throws; `detail` names the system's own code and never the address, which may hold a key. */
export function postJson(url: URL, json: string, { policy, timeoutMs, signal, headers = {} }: CallOptions): Promise<Called> {
  return new Promise((resolve) => {
    const late = AbortSignal.timeout(timeoutMs);
    const fail = (fault: CallFault, detail = ''): void => resolve({ ok: false, fault, detail });
    const onError = (error: Error): void => {
      const code = 'code' in error ? String(error.code) : '';
      if (signal?.aborted) fail('stopped');
      else if (late.aborted) fail('timeout', `${timeoutMs / 1000} s`);
      else if (error instanceof InnerAddress) fail('inner-address');
      else fail(/CERT|SSL|TLS|EPROTO|SELF_SIGNED|UNABLE_TO/.test(code) ? 'tls' : 'unreachable', code);
    };
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const body = Buffer.from(json);
    const request = send(url, {
      method: 'POST',
      agent: false,
      lookup: guardedLookup(policy),
      signal: signal ? AbortSignal.any([signal, late]) : late,
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.byteLength, 'User-Agent': 'daodi', ...headers },
    });
    request.on('error', onError);
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) {
        fail('redirected', String(status));
        request.destroy();
        return;
      }
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.byteLength;
        if (size > mostBytes) {
          fail('answer-too-large', `${mostBytes / 1024} KB`);
          request.destroy();
          return;
        }
        parts.push(part);
      });
      response.on('error', onError);
      response.on('close', () => {
        if (!response.complete) fail('unreachable', 'cut off');
      });
      response.on('end', () => {
        const wait = Number(response.headers['retry-after']);
        resolve({
          ok: true,
          status,
          body: Buffer.concat(parts).toString('utf8'),
          retryAfterSeconds: Number.isFinite(wait) && wait >= 0 ? Math.min(wait, 86_400) : null,
        });
      });
    });
    request.end(body);
  });
}
