// Passwords and tokens: what is handed out, and what is kept in its place.
import { hash, verify } from '@node-rs/argon2';
import type { Instant } from '#core/time/day.ts';
import type { Clock } from '#platform/clock.ts';
import { hashToken, randomToken } from '#platform/ids.ts';
import { type ShortMemory, shortMemory } from '../short-memory.ts';
import type { Staff } from './staff.ts';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. About 12 ms on one of two shared cores. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export type Credentials = {
  hashPassword(password: string): Promise<string>;
  /** Without a hash (nobody of that name) it takes as long as with one, and is false. */
  isPassword(stored: string | null, password: string): Promise<boolean>;
  /** 256 bits. */
  newToken(): string;
  /** What is stored for a token. */
  digestOf(token: string): Buffer;
  /** Whom API tokens speak for, by the digest as hex: asked of the database at most every ten seconds. */
  callers: ShortMemory<TokenCaller>;
};

export type TokenCaller = Staff & { expiresAt: Instant | null };

export function openCredentials({ now }: { now: Clock }): Credentials {
  let nobody: Promise<string> | undefined;
  return {
    hashPassword: (password) => hash(password, cost),
    async isPassword(stored, password) {
      nobody ??= hash(randomToken(), cost);
      const matches = await verify(stored ?? (await nobody), password);
      return matches && stored !== null;
    },
    callers: shortMemory({ lifeMs: 10_000, clock: () => Date.parse(now()) }),
    newToken: () => randomToken(32),
    digestOf: (token) => Buffer.from(hashToken(token), 'hex'),
  };
}
