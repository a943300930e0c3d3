// What other rooms tell the pages of a matter. They lean on this room and it must not lean back, so the composition hands their answers in; without them the pages
// say nothing of it.
import type { Matter } from '#core/matter/matter.ts';
import type { Lang } from '#ui/lang.ts';
import type { Viewer } from './visibility.ts';

/** 建议: a likely category, how sure in words, and the words that weighed most. */
export type Suggestion = { categoryId: string; sure: string; words: readonly string[] };
export type ClassLink = { number: string; title: string; status: string };

export type FromRooms = {
  /** Null where the machine is switched off, not sure, or may not read the words. */
  suggests?: ((matterId: string, lang: Lang) => Promise<Suggestion | null>) | undefined;
  /** Classes of matters it is in, as far as this person may see them. */
  classesOf?: ((viewer: Viewer, matter: Matter, lang: Lang) => Promise<readonly ClassLink[]>) | undefined;
};
