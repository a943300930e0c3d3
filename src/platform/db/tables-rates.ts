// Tables of the rates: what each round adds to them, and whose a leader's instruction is. See db/migrations/0016-rates.sql.
import type { Generated } from 'kysely';
import type { Day, Instant } from '#core/time/day.ts';

export type RatesTables = {
  matter_round: {
    matter_id: string;
    round: number;
    place_id: string | null;
    category_id: string | null;
    unit_id: string;
    due_at: Instant | null;
    later_due: Generated<Instant[]>;
    ended: string | null;
    dispatched_at: Instant | null;
    contact_by: Instant | null;
    contacted_at: Instant | null;
    needs_contact: Generated<boolean>;
    objected: Generated<boolean>;
    replied_at: Instant | null;
    solved: string | null;
    level: number | null;
    judged_at: Instant | null;
    has_words: Generated<boolean>;
    unanswered: string | null;
    excluded: Generated<boolean>;
    reworked: Generated<boolean>;
  };
  /** What a past day adds to the rates, by unit; the row of unit '' says that the day is kept. */
  rates_day: { due_on: Day; unit_id: string; shape: string; counts: number[] };
  rates_again: { from_on: Day; to_on: Day; unit_id: string; shape: string; counts: number[] };
  rates_day_stale: { due_on: Day };
  directive: { matter_id: string; account_id: string; given_at: Instant };
};
