// Sign-in by the county's own identity provider (OpenID Connect, found by its address): authorization code with PKCE, state and nonce.
// Nothing is asked of it until a page needs it, and a provider that hangs is given up after five seconds.
import type { ClientAuth, Configuration } from 'openid-client';

/** Loaded when a county uses it, not at every start. */
const library = () => import('openid-client');

export type Provider = { issuer: string; clientId: string; clientSecret: string };
export type Journey = { state: string; nonce: string; verifier: string };
export type OpenIdRefusal = 'openid-down' | 'openid-refused' | 'openid-stale';

export type OpenId = {
  /** Where to send the browser, and what must come back with it. */
  begin(provider: Provider, backUrl: string): Promise<{ ok: true; url: string; journey: Journey } | { ok: false; refusal: OpenIdRefusal }>;
  /** Whose subject the provider vouches for. `url` is the address the browser came back to. */
  finish(
    provider: Provider,
    url: string,
    journey: Journey,
  ): Promise<{ ok: true; issuer: string; subject: string } | { ok: false; refusal: OpenIdRefusal }>;
  /** Whether its discovery document can be read now; a test button's question. */
  find(provider: Provider): Promise<{ ok: true; issuer: string } | { ok: false; refusal: OpenIdRefusal }>;
};

const patience = 5; // seconds for each request
const keptMs = 10 * 60_000;

export function openOpenId(): OpenId {
  const known = new Map<string, { at: number; found: Promise<Configuration> }>();

  /** The discovery document, kept for ten minutes; a failed look is not kept. */
  function discover(provider: Provider): Promise<Configuration> {
    const key = JSON.stringify(provider);
    const kept = known.get(key);
    if (kept && performance.now() - kept.at < keptMs) return kept.found;
    const server = new URL(provider.issuer);
    const found = library().then((client) =>
      client.discovery(server, provider.clientId, undefined, authOf(client, provider), {
        timeout: patience,
        execute: isOnThisMachine(server) ? [client.allowInsecureRequests] : [],
      }),
    );
    known.clear();
    known.set(key, { at: performance.now(), found });
    found.catch(() => known.delete(key));
    return found;
  }

  return {
    async begin(provider, backUrl) {
      try {
        const [client, config] = [await library(), await discover(provider)];
        const journey = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
        const url = client.buildAuthorizationUrl(config, {
          redirect_uri: backUrl,
          scope: 'openid',
          state: journey.state,
          nonce: journey.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
          code_challenge_method: 'S256',
        });
        return { ok: true, url: url.href, journey };
      } catch (error) {
        return { ok: false, refusal: refusalOf(error) };
      }
    },
    async finish(provider, url, journey) {
      try {
        const [client, config] = [await library(), await discover(provider)];
        const tokens = await client.authorizationCodeGrant(config, new URL(url), {
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          pkceCodeVerifier: journey.verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        return claims ? { ok: true, issuer: claims.iss, subject: claims.sub } : { ok: false, refusal: 'openid-refused' };
      } catch (error) {
        return { ok: false, refusal: refusalOf(error) };
      }
    },
    async find(provider) {
      known.clear();
      try {
        return { ok: true, issuer: (await discover(provider)).serverMetadata().issuer };
      } catch (error) {
        return { ok: false, refusal: refusalOf(error) };
      }
    },
  };
}

const authOf = (client: Awaited<ReturnType<typeof library>>, { clientSecret }: Provider): ClientAuth =>
  clientSecret === '' ? client.None() : client.ClientSecretBasic(clientSecret);

/** Plain HTTP only to this machine itself, as in a rehearsal or behind a proxy on the same host. */
export const isOnThisMachine = ({ hostname }: URL): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/** Not reached or not understood is the provider's trouble; everything it or its answer's checks refuse is a refusal; nothing of it is shown. */
function refusalOf(error: unknown): OpenIdRefusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/TIMEOUT|DISCOVERY|^OAUTH_(?:RESPONSE_IS_NOT|UNSUPPORTED)|ECONN|ENOTFOUND/.test(code) || error instanceof TypeError)
    return 'openid-down';
  const cause = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : '';
  return /^E[A-Z]+$/.test(cause) ? 'openid-down' : 'openid-refused';
}
