// Tables and columns of migration 0012: papers, redacted copies, uploads under way.
import type { Generated } from 'kysely';
import type { Instant } from '#core/time/day.ts';

export type PhotoMore = {
  kind: Generated<'photo' | 'document'>;
  /** Sealed under `photo-name:<id>`; empty where none was kept. */
  name_sealed: Generated<string>;
  redacted_of: string | null;
};

export type FilesTables = {
  upload: {
    id: string;
    added_by: string;
    matter_id: string | null;
    /** Sealed under `upload-name:<id>`. */
    name_sealed: string;
    bytes: number;
    created_at: Instant;
    photo_id: string | null;
    refusal: string | null;
  };
};
