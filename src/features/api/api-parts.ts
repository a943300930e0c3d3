// What every address of the API needs: who calls, what was sent, and how a refusal is said.
import type { Context } from 'hono';
import type { Actor } from '#core/matter/events.ts';
import { utf8 } from '#core/record/bytes.ts';
import { type AnyRefusal, refusalSentence, statusOfRefusal } from '#features/matters/index.ts';
import type { PeoplePorts } from '#features/people/index.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { readJson } from './body.ts';
import { type ApiProblem, apiProblems, apiSentence } from './sentences.ts';

export type ApiPorts = Ports & Pick<PeoplePorts, 'credentials'>;
export type ApiEnv = HttpEnv & { Variables: { caller: Staff; actor: Extract<Actor, { kind: 'staff' }>; words: 'zh' | 'en' } };
export type C = Context<ApiEnv>;

export function problem(status: number, code: string, detail: string, more: Record<string, unknown> = {}): Response {
  return new Response(JSON.stringify({ type: `/api/v1/openapi.json#refusal-${code}`, title: code, status, code, detail, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
  });
}
export const said = (c: C, code: ApiProblem, more: Record<string, unknown> = {}): Response =>
  problem(apiProblems[code].status, code, apiSentence(code, c.var.words), more);
export const refused = (c: C, refusal: AnyRefusal, detail?: string, more: Record<string, unknown> = {}): Response => {
  const named = detail === undefined ? more : { ...more, names: detail };
  return problem(statusOfRefusal(refusal), refusal, refusalSentence(refusal, c.var.words, detail), named);
};

export async function bodyOf(c: C): Promise<{ raw: string; json: Record<string, unknown> } | Response> {
  const read = await readJson(c.req.raw);
  if (read.ok) return read;
  return said(c, read.code);
}

export function keyOf(
  c: C,
  ports: Pick<Ports, 'hash'>,
  path: string,
  raw: string,
): { caller: string; key: string; requestHash: Uint8Array } | undefined | Response {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (key.length === 0 || key.length > 200) return said(c, 'bad-key');
  return { caller: `api:${c.var.caller.accountId}`, key, requestHash: ports.hash(utf8(`${path}\n${raw}`)) };
}

/** If-Match, or `version` / `expectedVersion` in the body. What is not understood is asked back: passing it over would overwrite somebody's work. */
export function expectedOf(c: C, json: Record<string, unknown>): number | undefined | Response {
  const header = c.req.header('if-match')?.trim() ?? '';
  if (header !== '' && header !== '*') {
    const match = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header);
    return match ? Number(match[1]) : said(c, 'bad-version');
  }
  const typed = json['expectedVersion'] ?? json['version'];
  if (typed === undefined || typed === null) return undefined;
  if (typeof typed === 'number' && Number.isSafeInteger(typed) && typed >= 0) return typed;
  if (typeof typed === 'string' && /^\d{1,15}$/.test(typed)) return Number(typed);
  return said(c, 'bad-version');
}
