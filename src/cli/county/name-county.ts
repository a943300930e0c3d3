// A county that is named from outside gets its first two units, so that concerns have a desk to arrive at before anybody has signed in.

import type { AppPorts } from '#app/ports.ts';
import { createUnit, loadUnits, peopleRefusals } from '#features/people/index.ts';
import { PlainFault } from '#platform/db/plain-fault.ts';

/** Makes the county and its hotline desk when there is no unit yet and a name is given; else does nothing (the set-up page asks for the name). */
export async function nameCounty(ports: AppPorts, name: string | undefined): Promise<boolean> {
  if (!name || (await loadUnits(ports.db)).all.length > 0) return false;
  const county = await createUnit(ports, null, {
    id: 'county',
    parentId: null,
    kind: 'county',
    name: `${name}人民政府办公室`,
    shortName: name,
  });
  const desk = county.ok
    ? await createUnit(ports, null, {
        id: 'hotline',
        parentId: 'county',
        kind: 'department',
        name: `${name}12345热线受理中心`,
        shortName: '热线中心',
        isHotline: true,
      })
    : county;
  if (desk.ok) return true;
  throw new PlainFault({
    zh: `县名不能用：${peopleRefusals[desk.refusal].zh}`,
    en: `The county's name cannot be used. ${peopleRefusals[desk.refusal].en}`,
  });
}
