// The API's door: bearer tokens, problem+json, Idempotency-Key, expected versions. It calls the same actions as the pages.
import { Hono } from 'hono';
import type { Command } from '#core/matter/commands.ts';
import { parseNumber } from '#core/matter/number.ts';
import { dayOf } from '#core/time/day.ts';
import { problemSentences, type Raised, raiseConcern } from '#features/intake/index.ts';
import { classAnswer, classesAnswer } from '#features/matter-classes/index.ts';
import {
  actTogether,
  isProtected,
  listMatters,
  loadCircumstances,
  mergeInto,
  type Outcome,
  recordLook,
  seeFound,
  seeMatter,
  seesCounty,
} from '#features/matters/index.ts';
import { callerOfToken, loadCategories, loadPlaces, loadUnits } from '#features/people/index.ts';
import { ratesAnswer } from '#features/rates/index.ts';
import { actorOf } from '#platform/session/staff.ts';
import { askOne, makeOne } from './api-classes.ts';
import { type ApiEnv, type ApiPorts, bodyOf, type C, expectedOf, keyOf, refused, said } from './api-parts.ts';
import { concernSchema, rawConcern } from './concern.ts';
import { readListQuery } from './list-query.ts';
import { openApiDocument } from './open-api.ts';
import { needed, wrongFields } from './values.ts';
import { verbOf } from './verb-names.ts';
import { mergeSchema, verbs } from './verbs.ts';
import { deadlineView, listedView, matterView } from './view.ts';

const methods = [
  ['/concerns', 'POST'],
  ['/matters', 'GET'],
  ['/matters/:number', 'GET'],
  ['/matters/:number/:verb', 'POST'],
  ['/units', 'GET'],
  ['/places', 'GET'],
  ['/categories', 'GET'],
  ['/rates', 'GET'],
  ['/classes', 'GET, POST'],
  ['/classes/:number', 'GET'],
  ['/classes/:number/:verb', 'POST'],
] as const;

export function apiDoor(ports: ApiPorts): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  api.get('/openapi.json', (c) => c.json(openApiDocument()));
  api.use(async (c, next) => {
    c.set('words', (c.req.query('lang') ?? c.req.header('accept-language') ?? '').startsWith('en') ? 'en' : 'zh');
    const header = c.req.header('authorization') ?? '';
    const secret = header.startsWith('Bearer ') ? header.slice(7).trim() : '';
    if (secret === '') return said(c, 'token-missing');
    const caller = await callerOfToken(ports, secret);
    if (!caller) return said(c, 'token-unknown');
    c.set('caller', caller);
    c.set('actor', actorOf(caller));
    await next();
    return undefined;
  });
  api.post('/concerns', (c) => raise(c, ports));
  api.get('/matters', (c) => list(c, ports));
  api.get('/matters/:number', (c) => show(c, ports));
  api.post('/matters/:number/:verb', (c) => ask(c, ports));
  api.get('/rates', (c) => rates(c, ports));
  api.get('/classes', async (c) => c.json(await classesAnswer(ports, c.var.actor, c.var.words)));
  api.get('/classes/:number', async (c) => {
    const found = await classAnswer(ports, c.var.actor, c.req.param('number'), c.var.words);
    return found === null ? refused(c, 'not-found') : c.json(found, 200, { ETag: `"${found.version}"` });
  });
  api.post('/classes', (c) => makeOne(c, ports));
  api.post('/classes/:number/:verb', (c) => askOne(c, ports));
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
  for (const [path, allow] of methods)
    api.all(path, (c) => {
      const response = said(c, 'no-such-method', { allow });
      response.headers.set('Allow', allow);
      return response;
    });
  api.all('*', (c) => said(c, 'no-such-address'));
  return api;
}

const seesOwnUnit = new Set(['handler', 'unitHead', 'leader']);
const raisers = new Set(['intake', 'dispatcher', 'hotline', 'systemAdmin', 'handler', 'unitHead']);

async function raise(c: C, ports: ApiPorts): Promise<Response> {
  if (!c.var.caller.roles.some((role) => raisers.has(role))) return refused(c, 'not-your-role');
  const body = await bodyOf(c);
  if (body instanceof Response) return body;
  const read = concernSchema.safeParse(body.json);
  if (!read.success) return said(c, 'fields-wrong', { fields: wrongFields(read.error.issues, c.var.words) });
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
  if (answer.emergency) return said(c, 'emergency', { call: answer.emergency.call, words: answer.emergency.words });
  if (answer.secrecy.length > 0) return said(c, 'secrecy', { words: answer.secrecy });
  const fields = Object.entries(answer.problems).map(([field, says]) => ({ field, says, detail: problemSentences[says][c.var.words] }));
  return said(c, 'fields-wrong', { fields });
}

async function show(c: C, ports: ApiPorts): Promise<Response> {
  const number = parseNumber(c.req.param('number') ?? '');
  const read = number === null ? null : await seeMatter(ports, c.var.actor, number);
  if (!read) return refused(c, 'not-found');
  if (isProtected(read.seen)) await recordLook(ports, c.var.caller, read.seen, 'api', c.var.addressClass);
  return c.json(matterView(read, c.var.actor, c.var.words), 200, { ETag: `"${read.whole.version}"` });
}

/** Roles that see no matter at all see no list; units above the caller's hide what accuses them, as on the pages. */
async function list(c: C, ports: ApiPorts): Promise<Response> {
  const { caller, actor } = c.var;
  if (!seesCounty(actor) && !caller.roles.some((role) => seesOwnUnit.has(role))) return refused(c, 'not-your-role');
  const circumstances = await loadCircumstances(ports.db);
  const read = readListQuery(c.req.query(), circumstances, c.var.words);
  if (!read.ok) return said(c, 'fields-wrong', { fields: read.wrong });
  const page = await listMatters(ports, actor, circumstances, read.ask);
  const { found } = page;
  return c.json({
    items: page.rows.map((row) => ({
      ...listedView(row, circumstances),
      ...(read.ask.excerpts && found ? { excerpt: found.excerpts.get(row.id) ?? [] } : {}),
    })),
    next: page.next,
    cursor: page.next,
    ...(found?.heard ? { foundBySound: found.heard } : {}),
  });
}

async function rates(c: C, ports: ApiPorts): Promise<Response> {
  const { from, to, by, public: isPublic } = c.req.query();
  const found = await ratesAnswer(ports, c.var.actor, { from, to, by, public: isPublic }, c.var.words);
  if ('refusal' in found) return refused(c, found.refusal);
  if ('problems' in found) return said(c, 'fields-wrong', { fields: found.problems });
  return c.json(found.answer as object);
}

async function ask(c: C, ports: ApiPorts): Promise<Response> {
  const number = parseNumber(c.req.param('number') ?? '');
  const typed = c.req.param('verb') ?? '';
  if (number === null) return refused(c, 'not-found');
  const body = await bodyOf(c);
  if (body instanceof Response) return body;
  const key = keyOf(c, ports, `${number}/${typed}`, body.raw);
  if (key instanceof Response) return key;
  const expectedVersion = expectedOf(c, body.json);
  if (expectedVersion instanceof Response) return expectedVersion;
  const options = { expectedVersion, idempotency: key };
  if (typed === 'merge') {
    const joined = mergeSchema.safeParse(body.json);
    if (!joined.success) return said(c, 'fields-wrong', { fields: wrongFields(joined.error.issues, c.var.words) });
    const { into, main, reason, words, note, text } = joined.data;
    const mainNumber = parseNumber(into ?? main ?? '');
    if (mainNumber === null) return said(c, 'fields-wrong', { fields: [needed('into', c.var.words)] });
    return answer(c, ports, await mergeInto(ports, c.var.actor, number, mainNumber, reason ?? words ?? note ?? text ?? '', options));
  }
  const name = verbOf(typed);
  const verb = name === null ? undefined : verbs[name];
  if (name === null || !verb) return said(c, 'no-such-verb', { verbs: [...Object.keys(verbs), 'merge'] });
  const read = verb.schema.safeParse(body.json);
  if (!read.success) return said(c, 'fields-wrong', { fields: wrongFields(read.error.issues, c.var.words) });
  const commands = await commandsOf(c, ports, number, name, verb, read.data);
  return commands instanceof Response ? commands : answer(c, ports, await actTogether(ports, c.var.actor, number, commands, options));
}

const needsMatter = new Set(['rule', 'extend', 'verdict', 'classify']);

async function commandsOf(
  c: C,
  ports: ApiPorts,
  number: string,
  name: string,
  verb: (typeof verbs)[string],
  body: unknown,
): Promise<Command[] | Response> {
  const today = dayOf(ports.now());
  const read = needsMatter.has(name) ? await seeMatter(ports, c.var.actor, number) : undefined;
  if (read === null) return refused(c, 'not-found'); // before anything about it could be told
  const { staff } = await loadCircumstances(ports.db);
  const accountId = (typed: string) => (staff.byId(typed) ?? staff.all.find((one) => one.login === typed))?.accountId ?? typed;
  const made = verb.command(body as never, { matter: read ? read.whole : (undefined as never), today, accountId });
  if (Array.isArray(made)) return made;
  return 'problem' in made ? said(c, 'fields-wrong', { fields: [needed(made.problem, c.var.words)] }) : [made];
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
  const found = {
    id: outcome.matter.id,
    placeText: '',
    events: outcome.history,
    ...(outcome.sealed === undefined ? {} : { sealed: outcome.sealed }),
  };
  const read = await seeFound(ports, c.var.actor, found, circumstances, outcome.matter);
  const { number, status, version } = outcome.matter;
  // Who has just sealed a matter away from the own unit is told that it was done, and no more.
  const view = read ? matterView(read, c.var.actor, c.var.words) : { number, state: status, version };
  return c.json(view, 200, { ETag: `"${outcome.matter.version}"` });
}
