// What a program needs to drive the demo from outside, as `demo --json` prints it.
import type { Opened } from '#app/ports.ts';
import { loadCategories, loadPlaces, loadUnits } from '#features/people/index.ts';
import { demoDuties } from './county.ts';
import type { DemoSignIn } from './people.ts';

export async function demoContract(opened: Opened, base: string, signIns: readonly DemoSignIn[]) {
  const { db } = opened.ports;
  const [units, places, categories] = await Promise.all([loadUnits(db), loadPlaces(db), loadCategories(db)]);
  /** The department whose duty list leads the category, or the one above it. */
  const leadOf = (categoryId: string): string | null => {
    const path = categories.path(categoryId).map((category) => category.id);
    return demoDuties.find((duty) => duty.level === 'department' && path.includes(duty.categoryId))?.unitId ?? null;
  };
  const ledBy = (unitId: string) => categories.all.filter((category) => leadOf(category.id) === unitId).map((category) => category.id);
  return {
    portal: `${base}/`,
    staff: `${base}/staff`,
    api: `${base}/api/v1`,
    databaseUrl: opened.appUrl,
    databaseOwnerUrl: opened.ownerUrl,
    units: units.all.map((unit) => ({ id: unit.id, name: unit.name, kind: unit.kind, parent: unit.parentId, leads: ledBy(unit.id) })),
    places: places.all.map((place) => ({ id: place.id, name: place.name, kind: place.kind, parent: place.parentId, unit: place.unitId })),
    categories: categories.all.map((category) => ({
      id: category.id,
      name: category.name,
      parent: category.parentId,
      leadUnit: leadOf(category.id),
    })),
    signIns: signIns.map((person) => ({
      role: person.roles[0],
      roles: person.roles,
      login: person.login,
      password: person.password,
      name: person.name,
      unit: person.unit,
    })),
    tokens: Object.fromEntries(signIns.map((person) => [person.tokenName, person.token])),
    pid: process.pid,
  };
}
