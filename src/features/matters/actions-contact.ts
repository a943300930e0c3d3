// Opening the raiser's contact (X5): only the desk and the call-back officers, only with a reason, and every look is on record before it is shown.

import { matterOf } from '#core/matter/matter.ts';
import { logAccess } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { loadCircumstances } from './circumstances.ts';
import { readHistoryByNumber } from './store.ts';
import { readSealedRaiser } from './store-staff.ts';
import { maySee, maySeeContact, type Viewer } from './visibility.ts';

export type Contact = { name: string | null; phone: string | null; address: string | null };
export type Opened = { ok: true; contact: Contact } | { ok: false; refusal: 'not-found' | 'not-your-role' | 'say-why' };

/** Shows the contact once. The look is written first: what cannot be recorded is not shown. */
export async function openContact(
  ports: Ports,
  me: Staff,
  viewer: Viewer,
  number: string,
  why: string,
  addressClass: string,
): Promise<Opened> {
  const [found, county] = await Promise.all([readHistoryByNumber(ports.db, number), loadCircumstances(ports.db)]);
  if (!found) return { ok: false, refusal: 'not-found' };
  const matter = matterOf(found.id, found.events);
  if (!maySee(matter, viewer, county)) return { ok: false, refusal: 'not-found' };
  if (!maySeeContact(viewer, matter)) return { ok: false, refusal: 'not-your-role' };
  if (why.trim() === '') return { ok: false, refusal: 'say-why' };
  const sealed = await readSealedRaiser(ports.db, found.id);
  await logAccess(ports, { what: 'matters-contact-seen', why: why.trim().slice(0, 500), matterId: found.id, by: me, addressClass });
  const open = (value: string | null | undefined, column: string) =>
    value ? ports.secrets.openColumn(value, `raiser.${column}:${found.id}`) : null;
  return {
    ok: true,
    contact: {
      name: open(sealed?.name_sealed, 'name'),
      phone: open(sealed?.phone_sealed, 'phone'),
      address: open(sealed?.address_sealed, 'address'),
    },
  };
}
