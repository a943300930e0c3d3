// What the paths of the OpenAPI document share: answers, refusals, parameters.
import { z } from 'zod';

export const schemaOf = (schema: z.ZodType): unknown =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' });
export const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const text = { type: 'string' };
export const matter = {
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
export const refusedWith = (...statuses: number[]) =>
  Object.fromEntries(
    [401, 405, ...statuses].map((status) => [
      status,
      { description: problems[status], content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
export const writing = refusedWith(400, 403, 404, 409, 413, 415, 422);

export const number = {
  name: 'number',
  in: 'path',
  required: true,
  schema: { ...text, pattern: '^[Dd]?[0-9]+$' },
  description: 'D + county + day + running number + check digit',
};
export const key = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { ...text, minLength: 1, maxLength: 200 },
  description: 'Same key and same body: done once, and answered again with the matter as it stands. Same key, other body: refused',
};
export const ifMatch = {
  name: 'If-Match',
  in: 'header',
  schema: text,
  description:
    'Expected version, as ETag gave it; also `version` or `expectedVersion` in the body. When the matter moved on, nothing is written',
};
export const lang = {
  name: 'lang',
  in: 'query',
  schema: { ...text, enum: ['zh', 'en'] },
  description: 'Language of sentences; Accept-Language works too',
};
export const query = (name: string, description: string, schema: unknown = text) => ({ name, in: 'query', schema, description });
/** `C` + year + running number. */
export const classNumber = { name: 'number', in: 'path', required: true, schema: { ...text, pattern: '^C[0-9]{8}$' } };
export const listOf = (name: string) => ({
  description: name,
  ...json({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: ref(name) } } }),
});
export const versioned = (schema: unknown) => ({ allOf: [schema, ref('Expected')] });
