// What the directory holds beside units: places, categories and people, as other rooms see them.
import type { Role } from '#core/matter/events.ts';
import type { Day, Instant } from '#core/time/day.ts';

export type PlaceKind = 'county' | 'township' | 'village' | 'group' | 'community' | 'road' | 'estate';
export type Place = {
  id: string;
  parentId: string | null;
  unitId: string | null;
  kind: PlaceKind;
  name: string;
  aliases: readonly string[];
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
