// From a matter to its classes, worded for the page of another room.
import type { Matter } from '#core/matter/matter.ts';
import type { Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { classesOfMatter } from './actions-read.ts';
import { loadAround } from './around.ts';
import { classStatusWords, type Lang } from './words.ts';

export type ClassLink = { number: string; title: string; status: string };

/** The classes this matter is in that this person may see; empty for most matters. */
export async function classLinksOf(ports: Pick<Ports, 'db'>, viewer: Viewer, matter: Matter, lang: Lang): Promise<ClassLink[]> {
  const found = await classesOfMatter(ports, viewer, await loadAround(ports), matter);
  return found.map(({ number, title, status }) => ({ number, title, status: classStatusWords[status][lang] }));
}
