// The receipt of a matter, told from its record: what both doors show, print and put into the QR code.

import type { Confidentiality } from '#core/matter/events.ts';
import { matterOf } from '#core/matter/matter.ts';
import { shortProof } from '#core/record/short-proof.ts';
import type { Instant } from '#core/time/day.ts';
import type { Deadline } from '#core/time/deadline.ts';
import { loadCircumstances, readHistoryByNumber } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { codeHashOf } from './store.ts';

export type ReceiptFacts = {
  number: string;
  code: string;
  proof: string;
  deadline: Deadline;
  dispatchBy: Instant;
  receivedAt: Instant;
  holder: string;
  hasContact: boolean;
  handed: boolean;
  confidentiality: Confidentiality;
};

/** Null unless number and code belong together. */
export async function receiptOf(ports: Ports, number: string, code: string): Promise<ReceiptFacts | null> {
  const known = await codeHashOf(ports.db, number);
  if (!known || !ports.secrets.lookupMatches(known.codeHash, code, 'receipt-code', known.matterId)) return null;
  const [found, { units }] = await Promise.all([readHistoryByNumber(ports.db, number), loadCircumstances(ports.db)]);
  const [first] = found?.events ?? [];
  if (!found || first?.type !== 'registered') return null;
  const matter = matterOf(found.id, found.events);
  const { dispatchBy, receivedAt, hasContact } = first.data;
  return {
    number,
    code,
    proof: shortProof(first.hash),
    deadline: matter.deadline,
    dispatchBy,
    receivedAt,
    holder: units.nameOf(matter.owner.unitId),
    hasContact,
    handed: matter.status === 'emergency' || (matter.status === 'archived' && matter.archivedHow === 'emergency'),
    confidentiality: matter.confidentiality,
  };
}
