// Letters by SMTP. The name of the server is looked up and checked first, and the connection made to that very address; TLS still asks for the name.
import { createTransport } from 'nodemailer';
import { guardedLookup, InnerAddress, isInnerHost, isNamed, type OutletPolicy } from './address.ts';
import { failed, type Sent } from './send.ts';

/** `tls` from the first byte (465), `starttls` before anything else is said (587), `none` only for a host named in DAODI_OUTLET_HOSTS. */
export type MailSecurity = 'tls' | 'starttls' | 'none';
export type MailServer = { host: string; port: number; security: MailSecurity; user: string; password: string; from: string };
export type Letter = { id: string; to: string; subject: string; text: string };

export async function sendLetter(
  server: MailServer,
  letter: Letter,
  { policy, timeoutMs, signal }: { policy: OutletPolicy; timeoutMs: number; signal?: AbortSignal | undefined },
): Promise<Sent> {
  if (server.host === '' || server.from === '') return failed('settings-incomplete', '', 'never');
  if (server.security === 'none' && !isNamed(policy, server.host)) return failed('tls', 'none', 'never');
  const found = await addressOf(server.host, policy);
  if (typeof found !== 'string') return found;
  const transport = createTransport({
    host: found,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { servername: server.host },
    ...(server.user === '' ? {} : { auth: { user: server.user, pass: server.password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^@\s>]+)>?$/.exec(server.from)?.[1] ?? 'daodi.invalid';
  const post = transport
    .sendMail({
      from: server.from,
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      messageId: `<${letter.id}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    })
    .then((): Sent => ({ ok: true }), whyNot);
  try {
    return await Promise.race([post, deadline(timeoutMs, signal)]);
  } finally {
    transport.close();
  }
}

async function addressOf(host: string, policy: OutletPolicy): Promise<string | Sent> {
  if (!isNamed(policy, host) && isInnerHost(host.toLowerCase())) return failed('inner-address', '', 'never');
  return new Promise((resolve) => {
    guardedLookup(policy)(host, { family: 0 }, (error, address) => {
      if (error instanceof InnerAddress) resolve(failed('inner-address', '', 'never'));
      else if (error || typeof address !== 'string') resolve(failed('unreachable', (error as NodeJS.ErrnoException | null)?.code ?? ''));
      else resolve(address);
    });
  });
}

/** A server that says a word every second would outlive every timeout of single steps: this one is over all of them. */
function deadline(timeoutMs: number, signal?: AbortSignal): Promise<Sent> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(failed('timeout', `${timeoutMs / 1000} s`)), timeoutMs);
    timer.unref();
    signal?.addEventListener('abort', () => resolve(failed('stopped')), { once: true });
  });
}

/** 4xx is "not now", 5xx "never": RFC 5321, 4.2.1. The other side's own words are left out; they may repeat an address. */
function whyNot(error: unknown): Sent {
  const { code = '', responseCode = 0, command = '' } = error as { code?: string; responseCode?: number; command?: string };
  const detail = responseCode > 0 ? String(responseCode) : code;
  if (code === 'EAUTH') return failed('mail-sign-in', detail, 'never');
  if (code === 'ETLS' || (code === 'ESOCKET' && /certificate|TLS|SSL/i.test(String(error)))) return failed('tls', detail, 'later');
  if (responseCode === 421 || responseCode === 450 || responseCode === 451 || responseCode === 452) return failed('mail-refused', detail);
  if (command === 'RCPT TO') return failed('mail-recipient', detail, responseCode >= 500 ? 'never' : 'later');
  if (responseCode >= 500) return failed('mail-refused', detail, 'never');
  if (code === 'ETIMEDOUT') return failed('timeout', detail);
  return failed(responseCode > 0 ? 'mail-refused' : 'unreachable', detail);
}
