// The county around a class: units, people, categories, places; from the directory's memory.
import { type Circumstances, loadCircumstances } from '#features/matters/index.ts';
import { loadPlaces, type PlaceTree } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';

export type Around = Circumstances & { places: PlaceTree };
export async function loadAround(ports: Pick<Ports, 'db'>): Promise<Around> {
  const [circumstances, places] = await Promise.all([loadCircumstances(ports.db), loadPlaces(ports.db)]);
  return { ...circumstances, places };
}
