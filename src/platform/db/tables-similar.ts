// Tables of likeness and of routing proposals. See db/migrations/0026-similar.sql and 0027-routing-model.sql.
import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '#core/time/day.ts';

type Bytes = Uint8Array;

export type SimilarTables = {
  similar_matter: { n: Generated<number>; matter_id: string; placed_at: Instant };
  similar_gram: { gram: number; n: number };
  similar_link: { matter_id: string; other_id: string; odds: number };
  similar_rarity: {
    one: Generated<boolean>;
    version: number;
    texts: number;
    in_texts: Bytes;
    in_titles: Bytes;
    in_subjects: Bytes;
    made_at: Instant;
  };
  routing_model: { id: string; made_at: Instant; trained_on: number; macro_f1: number | null; body: ColumnType<unknown, string, string> };
};
