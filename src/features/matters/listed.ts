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
