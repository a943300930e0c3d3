// A row of a list as SQL gives it. Not for showing: seenRows() makes of it what a reader may see.
import type { Instant } from '#core/time/day.ts';

export type ListedMatter = {
  id: string;
  number: string;
  version: number;
  status: string;
  title: string;
  kind: string;
  channel: string;
  category_id: string | null;
  place_id: string | null;
  place_text: string;
  owner_unit_id: string;
  owner_account_id: string | null;
  received_at: Instant;
  due_at: Instant;
  provisional: boolean;
  light: string;
  round: number;
  escalation: number;
  waiting_for: string;
  solved: string | null;
  level: number | null;
  confidentiality: string;
  main_id: string | null;
  accused_unit_id: string | null;
  handled_by: string[];
  helper_units: string[];
};

/** Its columns, for every statement that lists matters. */
export const listedColumns = [
  'm.id',
  'm.number',
  'm.version',
  'm.status',
  'm.title',
  'm.kind',
  'm.channel',
  'm.category_id',
  'm.place_id',
  'm.place_text',
  'm.owner_unit_id',
  'm.owner_account_id',
  'm.received_at',
  'm.due_at',
  'm.provisional',
  'm.light',
  'm.round',
  'm.escalation',
  'm.waiting_for',
  'm.solved',
  'm.level',
  'm.confidentiality',
  'm.main_id',
  'm.accused_unit_id',
  'm.handled_by',
  'm.helper_units',
] as const satisfies readonly `m.${keyof ListedMatter}`[];
