// The OpenAPI document, made from the same tables the door reads, so that it cannot say something else.
import { z } from 'zod';
import { refusals } from '#core/matter/refusals.ts';
import { refusalSentence, statusOfRefusal } from '#features/matters/index.ts';
import { concernSchema } from './concern.ts';
import { verbs } from './verbs.ts';

const schemaOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' });
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const problem = {
  description: 'A refusal with its code and its plain sentence',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const matter = { description: 'The matter as it stands, with its history', ...json({ $ref: '#/components/schemas/Matter' }) };
const number = {
  name: 'number',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description: 'D + county + day + running number + check digit',
};
const key = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', maxLength: 200 },
  description: 'Same key and same body: done once',
};
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  schema: { type: 'string' },
  description: 'Expected version; also `version` or `expectedVersion` in the body',
};
const query = (name: string, description: string) => ({ name, in: 'query', schema: { type: 'string' }, description });

let made: unknown;
export function openApiDocument(): unknown {
  made ??= build();
  return made;
}

function build(): unknown {
  const paths: Record<string, unknown> = {
    '/concerns': {
      post: {
        summary: 'Raise a concern; it becomes a matter with a number, a lawful deadline and a receipt',
        parameters: [key],
        requestBody: json(schemaOf(concernSchema)),
        responses: { 201: { description: 'Registered', ...json({ $ref: '#/components/schemas/Opened' }) }, 409: problem, 422: problem },
      },
    },
    '/matters': {
      get: {
        summary: 'List and search; `next` is the cursor of the next page',
        parameters: [
          query('unit', 'owner unit'),
          query('state', 'one or several, comma between; `open` = all that are not finished'),
          query('q', 'characters in title, words or reply, or a number'),
          query('sort', '`received` or `due`'),
          query('light', 'blue, yellow, red'),
          query('category', ''),
          query('waiting', 'dispatch, ruling, callback, checkBack, meeting'),
          query('limit', '1 to 200'),
          query('cursor', ''),
        ],
        responses: { 200: { description: 'A page', ...json({ $ref: '#/components/schemas/Page' }) } },
      },
    },
    '/matters/{number}': {
      get: { summary: 'One matter with its history', parameters: [number], responses: { 200: matter, 404: problem } },
    },
    '/matters/{number}/merge': {
      post: {
        summary: 'Join this concern to another about the same thing; its raiser keeps an own verdict',
        parameters: [number, key, ifMatch],
        requestBody: json({ type: 'object', properties: { into: { type: 'string' }, reason: { type: 'string' } }, required: ['into'] }),
        responses: { 200: matter, 409: problem },
      },
    },
    '/units': { get: { summary: 'Units', responses: { 200: { description: 'Units' } } } },
    '/places': { get: { summary: 'Places', responses: { 200: { description: 'Places' } } } },
    '/categories': { get: { summary: 'Categories', responses: { 200: { description: 'Categories' } } } },
  };
  for (const [name, verb] of Object.entries(verbs)) {
    paths[`/matters/{number}/${name}`] = {
      post: {
        summary: verb.summary,
        parameters: [number, key, ifMatch],
        requestBody: json(schemaOf(verb.schema)),
        responses: { 200: matter, 403: problem, 404: problem, 409: problem, 422: problem },
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
            detail: { type: 'string' },
          },
        },
        Deadline: {
          type: 'object',
          properties: {
            dueAt: { type: 'string', format: 'date-time' },
            dueOn: { type: 'string', format: 'date' },
            rule: { type: 'string' },
            provisional: { type: 'boolean' },
            explained: { type: 'string' },
          },
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
            state: { type: 'string' },
            version: { type: 'integer' },
            round: { type: 'integer' },
            owner: { $ref: '#/components/schemas/Owner' },
            deadline: { $ref: '#/components/schemas/Deadline' },
            light: { type: 'string' },
            history: { type: 'array', items: { type: 'object' } },
            possible: { type: 'array', items: { type: 'string' } },
          },
        },
        Page: { type: 'object', properties: { items: { type: 'array', items: { type: 'object' } }, next: { type: ['string', 'null'] } } },
      },
    },
    'x-refusals': Object.fromEntries(
      refusals.map((code) => [code, { status: statusOfRefusal(code), zh: refusalSentence(code, 'zh'), en: refusalSentence(code, 'en') }]),
    ),
  };
}
