// What POST /concerns takes. Names of the contract, and a few that neighbours use for the same thing.
import { z } from 'zod';

const text = z.string();
export const concernSchema = z.object({
  title: text.optional(),
  text: text.optional(),
  body: text.optional(),
  place: z.union([text, z.object({ id: text.optional(), text: text.optional() })]).optional(),
  placeText: text.optional(),
  category: text.nullish(),
  contact: z.union([z.object({ name: text.optional(), phone: text.optional(), address: text.optional() }), text]).nullish(),
  name: text.optional(),
  phone: text.optional(),
  anonymous: z.boolean().optional(),
  kind: z.enum(['consult', 'help', 'complaint', 'report', 'suggestion', 'praise', 'system']).optional(),
  confidentiality: z.enum(['normal', 'contactHidden', 'identitySealed', 'accusation']).optional(),
  accusedUnit: text.nullish(),
  channel: z.enum(['web', 'phone', 'letter', 'visit', 'proxy', 'fieldVisit', 'import', 'api']).optional(),
  wantsReply: z.boolean().optional(),
  emergencyHandled: z.boolean().optional(),
  source: text.optional(),
});
export type ConcernBody = z.infer<typeof concernSchema>;
