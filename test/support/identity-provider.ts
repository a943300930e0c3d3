// A real OpenID Connect provider (the package oidc-provider) on this machine, for tests of signing in by one. Whoever comes is whom `who` names.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export type IdentityProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The subject that the next journey is signed in as. */
  who: string;
  /** Plays the browser's part over there: from our redirect to the address it sends the browser back to. */
  travel(url: string): Promise<string>;
  stop(): Promise<void>;
};

export async function openIdentityProvider(backUrl: string): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['daodi-example', 'a-secret-of-the-example-client-0123456789'];
  const here: IdentityProvider = {
    issuer,
    clientId,
    clientSecret,
    who: '',
    travel: (url) => travel(url, backUrl),
    stop: () => stop(server),
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [backUrl],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    cookies: { keys: ['example key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    provider
      .interactionFinished(request, response, { login: { accountId: here.who } }, { mergeWithLastSubmission: false })
      .catch(() => response.writeHead(500).end());
  });
  return here;
}

async function travel(url: string, backUrl: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = url;
  for (let hop = 0; hop < 8; hop += 1) {
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=');
      cookies.set(name, value);
    }
    const to = answer.headers.get('location');
    if (to === null) throw new Error(`${answer.status} at ${at}: ${(await answer.text()).slice(0, 500)}`);
    at = new URL(to, at).href;
    if (at.startsWith(backUrl)) return at;
  }
  throw new Error('the provider never sent the browser back');
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
