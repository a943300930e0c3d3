// Opening the raiser's contact (X5): only the desk and the call-back officers, only with a reason, and every look is on record before it is shown.

import { logAccess } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { readSealedRaiser } from './store-staff.ts';
import type { Viewer } from './visibility.ts';
import { seeMatter } from './visibility-read.ts';
import type { SeenMatter } from './visibility-seen.ts';

export type Contact = { name: string | null; phone: string | null; address: string | null };
export type Opened = { ok: true; contact: Contact; seen: SeenMatter } | { ok: false; refusal: 'not-found' | 'not-your-role' | 'say-why' };

/** Shows the contact once. The look is written first: what cannot be recorded is not shown. */
export async function openContact(
  ports: Ports,
  me: Staff,
  viewer: Viewer,
  number: string,
  why: string,
  addressClass: string,
): Promise<Opened> {
  const read = await seeMatter(ports, viewer, number);
  if (!read) return { ok: false, refusal: 'not-found' };
  const { seen } = read;
  if (!seen.mayOpenContact) return { ok: false, refusal: 'not-your-role' };
  if (why.trim() === '') return { ok: false, refusal: 'say-why' };
  const sealed = await readSealedRaiser(ports.db, seen.id);
  await logAccess(ports, { what: 'matters-contact-seen', why: why.trim().slice(0, 500), matterId: seen.id, by: me, addressClass });
  const open = (value: string | null | undefined, column: string) =>
    value ? ports.secrets.openColumn(value, `raiser.${column}:${seen.id}`) : null;
  return {
    ok: true,
    seen,
    contact: {
      name: open(sealed?.name_sealed, 'name'),
      phone: open(sealed?.phone_sealed, 'phone'),
      address: open(sealed?.address_sealed, 'address'),
    },
  };
}
