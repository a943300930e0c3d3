// The OpenAPI document, made from the same tables the door reads, so that it cannot say something else.
import { z } from 'zod';
import { statuses } from '#core/matter/matter.ts';
import { refusals } from '#core/matter/refusals.ts';
import { type ClassRefusalHere, refusalWords, statusOfClassRefusal } from '#features/matter-classes/index.ts';
import { refusalSentence, statusOfRefusal } from '#features/matters/index.ts';
import { classVerbs, newClassSchema } from './api-classes.ts';
import { concernSchema } from './concern.ts';
import { lights, sorts, waits } from './list-query.ts';
import { apiProblems } from './sentences.ts';
import { mergeSchema, mergeSummary, verbs } from './verbs.ts';

const schemaOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' });
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const matter = {
  description: 'The matter as it stands, with its history',
  headers: { ETag: { description: 'The version', schema: text } },
  ...json(ref('Matter')),
};

/** Statuses a caller must be ready for, each a problem with its code and its plain sentence. */
const problems: Record<number, string> = {
  400: 'No JSON object, not UTF-8, or a header that is not understood: not-json, not-utf8, bad-key, bad-version',
  401: 'No token, or one that is not in force: token-missing, token-unknown',
  403: 'Not for this caller: not-your-role, not-your-unit, recused, accused-unit, already-ruled and others of x-refusals',
  404: 'No such matter, or none that this caller may see: not-found',
  405: 'no-such-method',
  409: 'Not possible as the matter stands, or it changed meanwhile: changed-meanwhile, not-in-this-state and others of x-refusals',
  413: 'body-too-large',
  415: 'not-json-type',
  422: 'Something is missing or wrong; `fields` lists each with its own sentence: fields-wrong, say-why and others of x-refusals',
};
const refusedWith = (...statuses: number[]) =>
  Object.fromEntries(
    [401, 405, ...statuses].map((status) => [
      status,
      { description: problems[status], content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
const writing = refusedWith(400, 403, 404, 409, 413, 415, 422);

const number = {
  name: 'number',
  in: 'path',
  required: true,
  schema: { ...text, pattern: '^[Dd]?[0-9]+$' },
  description: 'D + county + day + running number + check digit',
};
const key = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { ...text, minLength: 1, maxLength: 200 },
  description: 'Same key and same body: done once, and answered again with the matter as it stands. Same key, other body: refused',
};
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  schema: text,
  description:
    'Expected version, as ETag gave it; also `version` or `expectedVersion` in the body. When the matter moved on, nothing is written',
};
const lang = {
  name: 'lang',
  in: 'query',
  schema: { ...text, enum: ['zh', 'en'] },
  description: 'Language of sentences; Accept-Language works too',
};
const query = (name: string, description: string, schema: unknown = text) => ({ name, in: 'query', schema, description });
const listOf = (name: string) => ({
  description: name,
  ...json({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: ref(name) } } }),
});
const versioned = (schema: unknown) => ({ allOf: [schema, ref('Expected')] });

const node = (more: Record<string, unknown>) => ({
  type: 'object',
  properties: { id: text, name: text, parent: { type: ['string', 'null'] }, ...more },
  required: ['id', 'name'],
});

let made: unknown;
export function openApiDocument(): unknown {
  made ??= build();
  return made;
}

function build(): unknown {
  const paths: Record<string, unknown> = {
    '/concerns': {
      post: {
        operationId: 'raiseConcern',
        summary: 'Raise a concern; it becomes a matter with a number, a lawful deadline and a receipt',
        parameters: [key, lang],
        requestBody: { required: true, ...json(schemaOf(concernSchema)) },
        responses: {
          201: { description: 'Registered', headers: { Location: { schema: text } }, ...json(ref('Opened')) },
          ...refusedWith(400, 403, 409, 413, 415, 422),
        },
      },
    },
    '/matters': {
      get: {
        operationId: 'listMatters',
        summary: 'List and search; `next` is the cursor of the next page, null on the last',
        parameters: [
          query('unit', 'owner unit, its id'),
          query('state', `one or several, comma between: ${statuses.join(', ')}; or \`open\` = all that are not finished`),
          query('q', 'characters in title, words or reply, or a number; what nobody wrote that way is looked for by its sound (pinyin)'),
          query(
            'sort',
            '`received` (newest first; the default), `due` (what is not ended, soonest first) or `relevance` (the default with `q`)',
            {
              ...text,
              enum: Object.keys(sorts),
            },
          ),
          query('excerpts', '`true`: with `q`, each item brings the words around the first place, in pieces, what was found marked', {
            type: 'boolean',
            default: false,
          }),
          query('light', 'how near its deadline it is', { ...text, enum: lights }),
          query('category', 'category, its id'),
          query('waiting', 'what it waits for', { ...text, enum: waits }),
          query('limit', 'how many on a page', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
          query('cursor', '`next` of the page before'),
          lang,
        ],
        responses: { 200: { description: 'A page', ...json(ref('Page')) }, ...refusedWith(403, 422) },
      },
    },
    '/matters/{number}': {
      get: {
        operationId: 'readMatter',
        summary: 'One matter with its history',
        parameters: [number, lang],
        responses: { 200: matter, ...refusedWith(404) },
      },
    },
    '/matters/{number}/merge': {
      post: {
        operationId: 'merge',
        summary: mergeSummary,
        parameters: [number, key, ifMatch, lang],
        requestBody: { required: true, ...json(versioned(schemaOf(mergeSchema))) },
        responses: { 200: matter, ...writing },
      },
    },
    '/units': {
      get: { operationId: 'listUnits', summary: 'Units', parameters: [lang], responses: { 200: listOf('Unit'), ...refusedWith() } },
    },
    '/places': {
      get: { operationId: 'listPlaces', summary: 'Places', parameters: [lang], responses: { 200: listOf('Place'), ...refusedWith() } },
    },
    '/categories': {
      get: {
        operationId: 'listCategories',
        summary: 'Categories',
        parameters: [lang],
        responses: { 200: listOf('Category'), ...refusedWith() },
      },
    },
    '/openapi.json': {
      get: {
        operationId: 'readThisDocument',
        summary: 'This document; needs no token',
        security: [],
        responses: { 200: { description: 'OpenAPI 3.1', ...json({ type: 'object' }) } },
      },
    },
    '/rates': {
      get: {
        operationId: 'readRates',
        summary:
          'Rates of a period by formula@1: every number with its whole, 95 % interval and exclusions; by place, category or unit, never by person',
        parameters: [
          query('from', 'first day; 92 days back when left out', { ...text, format: 'date' }),
          query('to', 'last day; today when left out', { ...text, format: 'date' }),
          query('by', 'groups beside the total', { ...text, enum: ['place', 'category', 'unit'] }),
          query('public', '1: places with fewer than 5 matters are left out, and shares of fewer than 5', { ...text, enum: ['0', '1'] }),
          lang,
        ],
        responses: { 200: { description: 'Counts and measures, in all and by group', ...json(ref('Rates')) }, ...refusedWith(403, 422) },
      },
    },
    '/classes': {
      get: {
        operationId: 'listClasses',
        summary: 'Classes of matters that the caller may see, newest change first, each with its signals and their thresholds',
        parameters: [lang],
        responses: {
          200: { description: 'Classes', ...json({ type: 'object', properties: { items: { type: 'array', items: { type: 'object' } } } }) },
          ...refusedWith(),
        },
      },
      post: {
        operationId: 'makeClass',
        summary: 'Propose a class from matters chosen by hand; it begins as a clue',
        parameters: [key, lang],
        requestBody: { required: true, ...json(schemaOf(newClassSchema)) },
        responses: { 201: { description: 'The class', headers: { Location: { schema: text } }, ...json({ type: 'object' }) }, ...writing },
      },
    },
    '/classes/{number}': {
      get: {
        operationId: 'readClass',
        summary: 'One class: cause, measures, observation, weekly counts and the estimate of the effect; never a word of a raiser',
        parameters: [{ name: 'number', in: 'path', required: true, schema: { type: 'string', pattern: '^C[0-9]{8}$' } }, lang],
        responses: { 200: { description: 'The class', ...json({ type: 'object' }) }, ...refusedWith(404) },
      },
    },
  };
  const classNumber = { name: 'number', in: 'path', required: true, schema: { type: 'string', pattern: '^C[0-9]{8}$' } };
  const classAnswered = {
    description: 'The class as it stands',
    headers: { ETag: { description: 'The version', schema: text } },
    ...json({ type: 'object' }),
  };
  for (const [name, verb] of Object.entries(classVerbs))
    paths[`/classes/{number}/${name}`] = {
      post: {
        operationId: `class-${name}`,
        summary: verb.summary,
        parameters: [classNumber, key, ifMatch, lang],
        requestBody: json(versioned(schemaOf(verb.schema))),
        responses: { 200: classAnswered, ...writing },
      },
    };
  for (const [name, verb] of Object.entries(verbs)) {
    paths[`/matters/{number}/${name}`] = {
      post: {
        operationId: name,
        summary: verb.summary,
        parameters: [number, key, ifMatch, lang],
        requestBody: json(versioned(schemaOf(verb.schema))),
        responses: { 200: matter, ...writing },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Daodi 到底',
      version: '1',
      description: 'Every concern seen through to the verdict of whoever raised it. Tokens: `daodi token create --role …`.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            detail: { type: 'string', description: 'A plain sentence: what happened, what was kept, what to do next' },
            fields: {
              type: 'array',
              items: { type: 'object', properties: { field: text, says: text, detail: text }, required: ['field', 'says', 'detail'] },
            },
            version: { type: 'integer', description: 'with changed-meanwhile: the version it has now' },
            state: text,
            instance: { type: 'string', description: 'with a fault: the id under which the log has it' },
          },
          required: ['type', 'title', 'status', 'code', 'detail'],
        },
        Expected: {
          type: 'object',
          properties: { version: { type: 'integer' }, expectedVersion: { type: 'integer' } },
        },
        Unit: node({ kind: text }),
        Place: node({ kind: text }),
        Category: node({ code: text, nameEn: text }),
        Listed: {
          type: 'object',
          properties: {
            number: text,
            state: { ...text, enum: statuses },
            version: { type: 'integer' },
            title: text,
            excerpt: {
              type: 'array',
              items: { type: 'object', properties: { text, mark: { type: 'boolean' } } },
              description: 'Only with `excerpts=true`',
            },
            kind: text,
            channel: text,
            category: { type: ['string', 'null'] },
            place: { type: 'object', properties: { id: { type: ['string', 'null'] }, text } },
            owner: ref('Owner'),
            receivedAt: { ...text, format: 'date-time' },
            deadline: { type: 'object', properties: { dueAt: { ...text, format: 'date-time' }, provisional: { type: 'boolean' } } },
            light: { ...text, enum: lights },
            round: { type: 'integer' },
            escalation: { type: 'integer' },
            waitingFor: { ...text, enum: waits },
            solved: { type: ['string', 'null'] },
          },
          required: ['number', 'state', 'version', 'owner', 'deadline'],
        },
        Rates: {
          type: 'object',
          properties: {
            formula: { type: 'string' },
            rule: { type: 'string' },
            from: { type: 'string', format: 'date' },
            to: { type: 'string', format: 'date' },
            asOf: { type: 'string', format: 'date-time' },
            counts: { type: 'object' },
            measures: { type: 'object', additionalProperties: { $ref: '#/components/schemas/Share' } },
            by: { type: ['string', 'null'] },
            groups: { type: 'array', items: { type: 'object' } },
            leftOut: { type: 'object' },
          },
        },
        Share: {
          type: 'object',
          properties: {
            part: { type: 'integer' },
            n: { type: 'integer' },
            value: { type: ['number', 'null'], description: 'Share 0..1; null without a whole' },
            interval: { type: ['object', 'null'], description: 'Wilson, 95 %: low, high' },
          },
        },
        Deadline: {
          type: 'object',
          properties: {
            dueAt: { type: 'string', format: 'date-time' },
            dueOn: { type: 'string', format: 'date' },
            rule: { type: 'string' },
            provisional: { type: 'boolean' },
            explained: { type: 'string', description: 'How it was counted, in words' },
          },
          required: ['dueAt', 'rule', 'provisional', 'explained'],
        },
        Owner: {
          type: 'object',
          properties: {
            unitId: { type: 'string' },
            unitName: { type: 'string' },
            accountId: { type: ['string', 'null'] },
            accountName: { type: ['string', 'null'] },
          },
        },
        Opened: {
          type: 'object',
          properties: {
            number: { type: 'string' },
            state: { type: 'string' },
            version: { type: 'integer' },
            owner: { $ref: '#/components/schemas/Owner' },
            deadline: { $ref: '#/components/schemas/Deadline' },
            receipt: {
              type: 'object',
              properties: {
                number: { type: 'string' },
                code: { type: 'string', description: 'query code, on the receipt only' },
                proof: { type: 'string', description: "short form of the record's hash" },
              },
            },
          },
        },
        Matter: {
          type: 'object',
          properties: {
            number: { type: 'string' },
            state: { ...text, enum: statuses },
            version: { type: 'integer' },
            round: { type: 'integer' },
            owner: { $ref: '#/components/schemas/Owner' },
            deadline: { $ref: '#/components/schemas/Deadline' },
            light: { ...text, enum: lights },
            history: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  seq: { type: 'integer' },
                  at: { ...text, format: 'date-time' },
                  type: text,
                  by: { type: 'object' },
                  data: { type: 'object' },
                  hash: text,
                },
              },
            },
            possible: { type: 'array', items: text, description: 'verbs that state and role allow now' },
          },
          required: ['number', 'state', 'owner', 'deadline', 'version', 'history'],
        },
        Page: {
          type: 'object',
          properties: {
            items: { type: 'array', items: ref('Listed') },
            next: { type: ['string', 'null'] },
            foundBySound: {
              type: 'array',
              items: text,
              description: 'The words that were found instead of those asked for, which nobody wrote: they only sound alike',
            },
          },
          required: ['items', 'next'],
        },
      },
    },
    'x-class-refusals': Object.fromEntries(
      Object.entries(refusalWords).map(([code, words]) => [code, { status: statusOfClassRefusal(code as ClassRefusalHere), ...words }]),
    ),
    'x-refusals': {
      ...apiProblems,
      ...Object.fromEntries(
        [...refusals, 'not-found' as const, 'changed-meanwhile' as const, 'key-used-otherwise' as const].map((code) => [
          code,
          { status: statusOfRefusal(code), zh: refusalSentence(code, 'zh'), en: refusalSentence(code, 'en') },
        ]),
      ),
    },
  };
}
