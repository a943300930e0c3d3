// The OpenAPI document, made from the same tables the door reads, so that it cannot say something else.
import { statuses } from '#core/matter/matter.ts';
import { refusals } from '#core/matter/refusals.ts';
import { type ClassRefusalHere, refusalWords, statusOfClassRefusal } from '#features/matter-classes/index.ts';
import { refusalSentence, statusOfRefusal } from '#features/matters/index.ts';
import { classVerbs, newClassSchema } from './api-classes.ts';
import { concernSchema } from './concern.ts';
import { lights, sorts, waits } from './list-query.ts';
import {
  classNumber,
  ifMatch,
  json,
  key,
  lang,
  listOf,
  matter,
  number,
  query,
  ref,
  refusedWith,
  schemaOf,
  text,
  versioned,
  writing,
} from './open-api-parts.ts';
import { schemas } from './open-api-schemas.ts';
import { apiProblems } from './sentences.ts';
import { mergeSchema, mergeSummary, verbs } from './verbs.ts';

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
        parameters: [classNumber, lang],
        responses: { 200: { description: 'The class', ...json({ type: 'object' }) }, ...refusedWith(404) },
      },
    },
  };
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
      schemas,
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
