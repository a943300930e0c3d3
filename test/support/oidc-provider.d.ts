// The package brings no types; this is the part of it that our identity provider for tests uses.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
  type GrantContext = {
    oidc: { provider: { Grant: new (of: { clientId: string; accountId: string }) => Grant }; session?: { accountId?: string } };
  };

  export class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: readonly Record<string, unknown>[];
        cookies: { keys: readonly string[] };
        features: Record<string, { enabled: boolean }>;
        interactions: { url(context: unknown, interaction: { uid: string }): string };
        pkce: { required(): boolean };
        findAccount(context: unknown, sub: string): { accountId: string; claims(): { sub: string } };
        loadExistingGrant(context: GrantContext): Promise<Grant>;
      },
    );
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { login: { accountId: string } },
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}
