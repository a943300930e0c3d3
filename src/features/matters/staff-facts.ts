// What a form of this room may know: the matter, who asks, today, and the county's lists. Loaded once per request.
import type { Context as DecisionContext } from '#core/matter/context.ts';
import type { Evidence } from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { loadPlaces, type PlaceTree } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, type Staff } from '#platform/session/staff.ts';
import type { Lang } from '#ui/lang.ts';
import { type Circumstances, loadCircumstances } from './circumstances.ts';
import type { Viewer } from './visibility.ts';

export type Facts = {
  lang: Lang;
  me: Staff;
  viewer: Viewer;
  now: Instant;
  today: Day;
  county: Circumstances;
  places: PlaceTree;
  decision: DecisionContext;
  /** At and below the viewer's unit. */
  below: readonly string[];
  /** Above the viewer's unit, up to the county. */
  above: readonly string[];
};
export type FormFacts = Facts & {
  matter: Matter /** Photos of this very form, stored already. */;
  evidence: readonly Evidence[] /** A main matter to merge into. */;
  main?: Matter | undefined;
};

export async function loadFacts(ports: Ports, me: Staff, lang: Lang): Promise<Facts> {
  const [county, places] = await Promise.all([loadCircumstances(ports.db), loadPlaces(ports.db)]);
  const now = ports.now();
  const viewer = actorOf(me);
  const below = [me.unitId, ...underneath(county.units, me.unitId)];
  const above = county.units
    .path(me.unitId)
    .map((unit) => unit.id)
    .filter((id) => id !== me.unitId);
  return { lang, me, viewer, now, today: dayOf(now), county, places, decision: county.contextFor(viewer, now), below, above };
}

function underneath(units: Circumstances['units'], id: string): string[] {
  return units.children(id).flatMap((unit) => [unit.id, ...underneath(units, unit.id)]);
}
