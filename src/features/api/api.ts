// The API's door: bearer tokens, problem+json, Idempotency-Key, expected versions. It calls the same actions as the pages.
import { type Context, Hono } from 'hono';
import type { Command } from '#core/matter/commands.ts';
import type { Actor } from '#core/matter/events.ts';
import { parseNumber } from '#core/matter/number.ts';
import { utf8 } from '#core/record/bytes.ts';
import { dayOf } from '#core/time/day.ts';
import { type Raised, raiseConcern } from '#features/intake/index.ts';
import {
  type AnyRefusal,
  act,
  listMatters,
  loadCircumstances,
  mergeInto,
  type Outcome,
  refusalSentence,
  seeFound,
  seeMatter,
  statusOfRefusal,
} from '#features/matters/index.ts';
import { callerOfToken, loadCategories, loadPlaces, loadUnits, type PeoplePorts } from '#features/people/index.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, type Staff } from '#platform/session/staff.ts';
import { concernSchema, rawConcern } from './concern.ts';
import { openApiDocument } from './open-api.ts';
import { type ApiProblem, apiSentence } from './sentences.ts';
import { verbs } from './verbs.ts';
import { deadlineView, listedView, matterView } from './view.ts';

export type ApiPorts = Ports & Pick<PeoplePorts, 'credentials'>;
type ApiEnv = HttpEnv & { Variables: { caller: Staff; actor: Extract<Actor, { kind: 'staff' }>; words: 'zh' | 'en' } };
type C = Context<ApiEnv>;

const maxBody = 1_048_576;

function problem(status: number, code: string, detail: string, more: Record<string, unknown> = {}): Response {
  return new Response(JSON.stringify({ type: `/api/v1/openapi.json#refusal-${code}`, title: code, status, code, detail, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
  });
}
const said = (c: C, status: number, code: ApiProblem, more: Record<string, unknown> = {}): Response =>
  problem(status, code, apiSentence(code, c.var.words), more);
const refused = (c: C, refusal: AnyRefusal, detail?: string, more: Record<string, unknown> = {}): Response => {
  const named = detail === undefined ? more : { ...more, names: detail };
  return problem(statusOfRefusal(refusal), refusal, refusalSentence(refusal, c.var.words, detail), named);
};

export function apiDoor(ports: ApiPorts): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  api.get('/openapi.json', (c) => c.json(openApiDocument()));
  api.use(async (c, next) => {
    c.set('words', (c.req.query('lang') ?? c.req.header('accept-language') ?? '').startsWith('en') ? 'en' : 'zh');
    const header = c.req.header('authorization') ?? '';
    const secret = header.startsWith('Bearer ') ? header.slice(7).trim() : '';
    if (secret === '') return said(c, 401, 'token-missing');
    const caller = await callerOfToken(ports, secret);
    if (!caller) return said(c, 401, 'token-unknown');
    c.set('caller', caller);
    c.set('actor', actorOf(caller));
    await next();
    return undefined;
  });
  api.post('/concerns', (c) => raise(c, ports));
  api.get('/matters', (c) => list(c, ports));
  api.get('/matters/:number', (c) => show(c, ports));
  api.post('/matters/:number/:verb', (c) => ask(c, ports));
  api.get('/units', async (c) =>
    c.json({ items: (await loadUnits(ports.db)).all.map((u) => ({ id: u.id, name: u.name, kind: u.kind, parent: u.parentId })) }),
  );
  api.get('/places', async (c) =>
    c.json({ items: (await loadPlaces(ports.db)).all.map((p) => ({ id: p.id, name: p.name, kind: p.kind, parent: p.parentId })) }),
  );
  api.get('/categories', async (c) =>
    c.json({
      items: (await loadCategories(ports.db)).all.map((k) => ({
        id: k.id,
        code: k.code,
        name: k.name,
        nameEn: k.nameEn,
        parent: k.parentId,
      })),
    }),
  );
  api.all('*', (c) => said(c, 404, 'no-such-address'));
  return api;
}

/** Reads a JSON body with its limits; the raw text is kept for the idempotency hash. */
async function bodyOf(c: C): Promise<{ raw: string; json: Record<string, unknown> } | Response> {
  if (Number(c.req.header('content-length') ?? 0) > maxBody) return said(c, 413, 'body-too-large');
  const raw = await c.req.text();
  if (raw.length > maxBody) return said(c, 413, 'body-too-large');
  if (raw.trim() === '') return { raw, json: {} };
  try {
    const json: unknown = JSON.parse(raw);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { raw, json: json as Record<string, unknown> };
  } catch {
    /* told below */
  }
  return said(c, 400, 'not-json');
}

function keyOf(
  c: C,
  ports: ApiPorts,
  path: string,
  raw: string,
): { caller: string; key: string; requestHash: Uint8Array } | undefined | Response {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (key.length === 0 || key.length > 200) return said(c, 400, 'bad-key');
  return { caller: `api:${c.var.caller.accountId}`, key, requestHash: ports.hash(utf8(`${path}\n${raw}`)) };
}

const raisers = new Set(['intake', 'dispatcher', 'hotline', 'systemAdmin', 'handler', 'unitHead']);

async function raise(c: C, ports: ApiPorts): Promise<Response> {
  if (!c.var.caller.roles.some((role) => raisers.has(role))) return refused(c, 'not-your-role');
  const body = await bodyOf(c);
  if (body instanceof Response) return body;
  const read = concernSchema.safeParse(body.json);
  if (!read.success) return said(c, 422, 'fields-wrong', { fields: fieldsOf(read.error) });
  const idempotency = keyOf(c, ports, '/concerns', body.raw);
  if (idempotency instanceof Response) return idempotency;
  const raw = rawConcern(read.data);
  const answer = await raiseConcern(
    ports,
    { ...raw, key: idempotency?.key, emergencyConfirmed: raw.emergencyConfirmed ?? writtenCalmly(raw.text) },
    {
      actor: c.var.actor,
      channel: read.data.channel ?? 'api',
      caller: `api:${c.var.caller.accountId}`,
      source: read.data.source,
      requestHash: idempotency?.requestHash,
    },
  );
  if (!answer.ok) return notTaken(c, answer);
  const { receipt } = answer;
  const { units } = await loadCircumstances(ports.db);
  const desk = units.hotline;
  return c.json(
    {
      number: receipt.number,
      state: 'registered',
      version: 1,
      owner: { unitId: desk?.id ?? null, unitName: desk?.name ?? null, accountId: null, accountName: null },
      deadline: deadlineView(receipt.deadline, c.var.words),
      receivedAt: receipt.receivedAt,
      receipt: {
        number: receipt.number,
        code: receipt.code,
        proof: receipt.proof,
        progress: `/progress?number=${receipt.number}`,
        check: `/proof?n=${receipt.number}&c=${receipt.proof}`,
      },
    },
    201,
    { Location: `/api/v1/matters/${receipt.number}` },
  );
}

/**
 * A cry for help is short; a complaint that mentions a fire of last year is long. The portal always asks; a neighbour system is refused only for the cry
 * (rules P06), and may say in `emergencyHandled` that somebody has called.
 */
const writtenCalmly = (text: string | undefined): boolean | undefined => ((text ?? '').length > 80 ? true : undefined);

function notTaken(c: C, answer: Extract<Raised, { ok: false }>): Response {
  if (answer.problems.key) return refused(c, 'key-used-otherwise');
  if (answer.emergency) return said(c, 409, 'emergency', { call: answer.emergency.call, words: answer.emergency.words });
  if (answer.secrecy.length > 0) return said(c, 422, 'secrecy', { words: answer.secrecy });
  const fields = Object.entries(answer.problems).map(([field, says]) => ({ field, says }));
  return said(c, fields.some((f) => f.says === 'text-too-long') ? 413 : 422, 'fields-wrong', { fields });
}

const fieldsOf = (error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }) =>
  error.issues.map((issue) => ({ field: issue.path.join('.'), says: issue.message }));

async function show(c: C, ports: ApiPorts): Promise<Response> {
  const number = parseNumber(c.req.param('number') ?? '');
  const read = number === null ? null : await seeMatter(ports, c.var.actor, number);
  if (!read) return refused(c, 'not-found');
  return c.json(matterView(read, c.var.actor, c.var.words), 200, { ETag: `"${read.whole.version}"` });
}

async function list(c: C, ports: ApiPorts): Promise<Response> {
  const circumstances = await loadCircumstances(ports.db);
  const { units } = circumstances;
  const q = c.req.query();
  const limit = q['limit'] === undefined ? 50 : Number(q['limit']);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    return said(c, 422, 'fields-wrong', { fields: [{ field: 'limit', says: '1 to 200' }] });
  if (q['unit'] && !units.byId(q['unit'])) return refused(c, 'unknown-unit');
  const state = q['state'] ?? q['status'];
  const page = await listMatters(ports, c.var.actor, circumstances, {
    unit: q['unit'],
    status: state === undefined || state === 'open' ? undefined : state.split(','),
    open: state === 'open',
    category: q['category'],
    light: q['light'],
    waitingFor: q['waiting'],
    q: q['q'],
    sort: (q['sort'] ?? '').replace(/^-/, '').startsWith('due') ? 'due' : 'received',
    limit,
    cursor: q['cursor'],
  });
  return c.json({ items: page.rows.map((row) => listedView(row, circumstances)), next: page.next, cursor: page.next });
}

/** If-Match, or `version` / `expectedVersion` in the body. */
function expectedOf(c: C, json: Record<string, unknown>): number | undefined {
  const match = /^(?:W\/)?"?(\d+)"?$/.exec(c.req.header('if-match') ?? '');
  if (match) return Number(match[1]);
  const typed = json['expectedVersion'] ?? json['version'];
  return typeof typed === 'number' ? typed : undefined;
}

async function ask(c: C, ports: ApiPorts): Promise<Response> {
  const number = parseNumber(c.req.param('number') ?? '');
  const name = c.req.param('verb') ?? '';
  if (number === null) return refused(c, 'not-found');
  const body = await bodyOf(c);
  if (body instanceof Response) return body;
  const key = keyOf(c, ports, `${number}/${name}`, body.raw);
  if (key instanceof Response) return key;
  const options = { expectedVersion: expectedOf(c, body.json), idempotency: key };
  if (name === 'merge') {
    const main = parseNumber(String(body.json['into'] ?? body.json['main'] ?? ''));
    return main === null
      ? refused(c, 'not-found')
      : answer(c, ports, await mergeInto(ports, c.var.actor, number, main, String(body.json['reason'] ?? ''), options));
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) return said(c, 404, 'no-such-verb', { verbs: [...Object.keys(verbs), 'merge'] });
  const read = verb.schema.safeParse(body.json);
  if (!read.success) return said(c, 422, 'fields-wrong', { fields: fieldsOf(read.error) });
  const commands = await commandsOf(c, ports, number, verb, read.data);
  if (commands instanceof Response) return commands;
  let outcome: Outcome = { ok: false, refusal: 'not-found' };
  for (const [i, command] of commands.entries()) {
    const last = i === commands.length - 1;
    outcome = await act(
      ports,
      c.var.actor,
      number,
      command,
      i === 0 ? { ...options, idempotency: last ? key : undefined } : { idempotency: last ? key : undefined },
    );
    if (!outcome.ok) break;
  }
  return answer(c, ports, outcome);
}

const needsMatter = new Set(['rule', 'extend', 'verdict', 'classify']);

async function commandsOf(
  c: C,
  ports: ApiPorts,
  number: string,
  verb: (typeof verbs)[string],
  body: unknown,
): Promise<Command[] | Response> {
  const today = dayOf(ports.now());
  const read = needsMatter.has(c.req.param('verb') ?? '') ? await seeMatter(ports, c.var.actor, number) : undefined;
  if (read === null) return refused(c, 'not-found'); // before anything about it could be told
  const matter = read ? read.whole : (undefined as never);
  const made = verb.command(body as never, { matter, today, roles: c.var.caller.roles });
  if (Array.isArray(made)) return made;
  return 'problem' in made
    ? said(c, 422, 'fields-wrong', { fields: [{ field: made.problem, says: 'missing or not understood' }] })
    : [made];
}

async function answer(c: C, ports: ApiPorts, outcome: Outcome): Promise<Response> {
  if (!outcome.ok)
    return refused(
      c,
      outcome.refusal,
      outcome.detail,
      outcome.matter && outcome.refusal === 'changed-meanwhile' ? { version: outcome.matter.version, state: outcome.matter.status } : {},
    );
  const circumstances = await loadCircumstances(ports.db);
  const found = { id: outcome.matter.id, placeText: '', events: outcome.history };
  const read = await seeFound(ports, c.var.actor, found, circumstances, outcome.matter);
  const { number, status, version } = outcome.matter;
  // Who has just sealed a matter away from the own unit is told that it was done, and no more.
  const view = read ? matterView(read, c.var.actor, c.var.words) : { number, state: status, version };
  return c.json(view, 200, { ETag: `"${outcome.matter.version}"` });
}
