// What the page of one outlet is given.
import type { Instant } from '#core/time/day.ts';
import type { SelectOption } from '#ui/choice.tsx';
import type { FormState } from '#ui/form-state.ts';
import type { StaffFrame } from '#ui/page-staff.tsx';
import type { OutletField } from '../actions-outlets.ts';
import type { text } from './outlet-words.ts';
import type { OutletKindName } from './outlets.tsx';

export type OutletMessage = {
  id: string;
  numbers: readonly string[];
  why: string;
  attempts: number;
  createdAt: Instant;
  nextAt: Instant;
};
export type OutletPageProps = {
  frame: StaffFrame;
  kind: OutletKindName;
  /** Null while it is being added. */
  outlet: {
    id: string;
    name: string;
    isOn: boolean;
    host: string;
    lastOkAt: Instant | null;
    lastFailedAt: Instant | null;
    lastWhy: string;
    restUntil: Instant | null;
  } | null;
  form: FormState<OutletField>;
  units: readonly SelectOption[];
  mayBePlain: boolean;
  dead: readonly OutletMessage[];
  waiting: readonly OutletMessage[];
  now: Instant;
  said: keyof (typeof text)['zh']['said'] | null;
  refused: string | null;
  test: { ok: boolean; words: string } | null;
  testTo: string;
};

/** Of an outlet that is there already. */
export type Standing = OutletPageProps & { outlet: NonNullable<OutletPageProps['outlet']> };
