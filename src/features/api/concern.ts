// What POST /concerns takes. Names of the contract, and a few that neighbours use for the same thing.
import { z } from 'zod';
import type { RawConcern } from '#features/intake/index.ts';
import { words } from './values.ts';

const text = z.string();
const id = words(100);
export const concernSchema = z.object({
  title: text.optional(),
  text: text.optional(),
  body: text.optional(),
  place: z.union([text, z.object({ id: id.optional(), text: text.optional() })]).optional(),
  placeText: text.optional(),
  category: id.nullish(),
  contact: z.union([z.object({ name: text.optional(), phone: text.optional(), address: text.optional() }), text]).nullish(),
  name: text.optional(),
  phone: text.optional(),
  anonymous: z.boolean().optional(),
  kind: z.enum(['consult', 'help', 'complaint', 'report', 'suggestion', 'praise', 'system']).optional(),
  confidentiality: z.enum(['normal', 'contactHidden', 'identitySealed', 'accusation']).optional(),
  accusedUnit: id.nullish(),
  channel: z.enum(['web', 'phone', 'letter', 'visit', 'proxy', 'fieldVisit', 'import', 'api']).optional(),
  wantsReply: z.boolean().optional(),
  emergencyHandled: z.boolean().optional(),
  source: words(200).optional(),
});
export type ConcernBody = z.infer<typeof concernSchema>;

/** The action's own shape. A phone may come as `contact: "138…"`, in `contact.phone` or as `phone`. */
export function rawConcern(b: ConcernBody): RawConcern {
  const contact = typeof b.contact === 'string' ? { phone: b.contact } : (b.contact ?? {});
  const place = typeof b.place === 'string' ? { text: b.place } : (b.place ?? {});
  return {
    title: b.title,
    text: b.text ?? b.body,
    place: b.placeText ?? place.text,
    placeId: place.id,
    category: b.category ?? undefined,
    kind: b.kind,
    name: b.name ?? contact.name,
    phone: b.phone ?? contact.phone,
    address: contact.address,
    anonymous: b.anonymous,
    confidentiality: b.confidentiality,
    accusedUnit: b.accusedUnit ?? undefined,
    emergencyConfirmed: b.emergencyHandled === true ? 'called' : undefined,
    needs: b.wantsReply === false ? ['tell-none'] : undefined,
  };
}
