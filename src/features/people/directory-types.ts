// What the directory holds beside units: places, categories and people, as other rooms see them.

import type { Role } from '#core/matter/events.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { PlaceKind } from './rules-plan-units.ts';

export type { PlaceKind };
export type Place = {
  id: string;
  parentId: string | null;
  unitId: string | null;
  kind: PlaceKind;
  name: string;
  aliases: readonly string[];
  validFrom: Day;
  /** Last day on which it may be chosen, or null. */
  validTo: Day | null;
};

export type Category = {
  id: string;
  parentId: string | null;
  code: string;
  name: string;
  nameEn: string;
  limitKey: string;
  contactLimitKey: string;
  urgency: 'normal' | 'urgent' | 'critical';
  position: number;
  validFrom: Day;
  validTo: Day | null;
  /** The category that stands for it now, when the county's tree has moved on. */
  mapsTo: string | null;
  /** Its codes in other trees: the province's, GB/T, DB. */
  otherCodes: readonly string[];
};

/** A role held between two days; `validTo` is the last of them, or null. */
export type Post = { id: string; role: Role; validFrom: Day; validTo: Day | null };
export type StaffRecord = {
  accountId: string;
  login: string;
  name: string;
  unitId: string;
  createdAt: Instant;
  disabledAt: Instant | null;
  posts: readonly Post[];
};
