// The shapes that the OpenAPI document names: what comes back from the door.
import { statuses } from '#core/matter/matter.ts';
import { lights, waits } from './list-query.ts';
import { ref, text } from './open-api-parts.ts';

const node = (more: Record<string, unknown>) => ({
  type: 'object',
  properties: { id: text, name: text, parent: { type: ['string', 'null'] }, ...more },
  required: ['id', 'name'],
});

export const schemas = {
  Problem: {
    type: 'object',
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: text,
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
      formula: text,
      rule: text,
      from: { type: 'string', format: 'date' },
      to: { type: 'string', format: 'date' },
      asOf: { type: 'string', format: 'date-time' },
      counts: { type: 'object' },
      measures: { type: 'object', additionalProperties: ref('Share') },
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
      rule: text,
      provisional: { type: 'boolean' },
      explained: { type: 'string', description: 'How it was counted, in words' },
    },
    required: ['dueAt', 'rule', 'provisional', 'explained'],
  },
  Owner: {
    type: 'object',
    properties: {
      unitId: text,
      unitName: text,
      accountId: { type: ['string', 'null'] },
      accountName: { type: ['string', 'null'] },
    },
  },
  Opened: {
    type: 'object',
    properties: {
      number: text,
      state: text,
      version: { type: 'integer' },
      owner: ref('Owner'),
      deadline: ref('Deadline'),
      receipt: {
        type: 'object',
        properties: {
          number: text,
          code: { type: 'string', description: 'query code, on the receipt only' },
          proof: { type: 'string', description: "short form of the record's hash" },
        },
      },
    },
  },
  Matter: {
    type: 'object',
    properties: {
      number: text,
      state: { ...text, enum: statuses },
      version: { type: 'integer' },
      round: { type: 'integer' },
      owner: ref('Owner'),
      deadline: ref('Deadline'),
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
};
