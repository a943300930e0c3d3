// What the matter page shows, worded and weighed already: the page only sets it.
import type { Matter } from '#core/matter/matter.ts';
import type { Instant } from '#core/time/day.ts';
import type { Told } from '../words-telling.ts';

export type ClockView = { label: string; due: string; late: boolean };
export type HistoryLine = Told & {
  seq: number;
  at: Instant;
  who: string;
  late: boolean;
  /** Words that stand here are not for this reader. */
  withheld?: true;
  /** Names of the papers among `photos`, by id. */
  named?: Readonly<Record<string, string>> | undefined;
  summary?: { was: string; is: string } | undefined;
};

export type EvidenceView = {
  id: string;
  kind: 'photo' | 'document';
  /** Of a paper: its own name. */
  name: string;
  bytes: number;
  /** Whether third parties are shown a copy of it. */
  hasCopy: boolean;
};

export type MatterView = {
  matter: Matter;
  now: Instant;
  title: string;
  summary: string;
  /** The raiser's own words as this reader may see them, and what was done to them for that. */
  text: string;
  hidden: 'numbers' | 'redacted' | 'needed' | 'withheld' | null;
  /** Whether sharing a task with an outsider may be offered; its own page decides again. */
  mayShare: boolean;
  photos: readonly string[];
  /** Every file of the matter as this reader may see it. */
  evidence: { originals: readonly EvidenceView[]; copies: readonly EvidenceView[]; withheld: number };
  place: string;
  category: string;
  owner: { unit: string; person: string | null };
  deadline: { due: string; explained: readonly string[]; was: string | null; cameLate: boolean; provisional: boolean };
  clocks: readonly ClockView[];
  helpers: readonly { unit: string; task: string; due: string; done: boolean }[];
  main: string | null;
  copies: readonly string[];
  accused: string | null;
  contact: {
    alias: string;
    /** Knows the raiser by alias only, and has the matter in hand or helps with it. */
    mayRelay: boolean;
    needs: readonly string[];
    represented: string | null;
    has: boolean;
    hasPhone: boolean;
    looks: number;
    mayOpen: boolean;
  };
  proof: { short: string; seq: number } | null;
  story: readonly HistoryLine[];
};
