// The receipt's facts in words, the same at both doors.
import type { Instant } from '#core/time/day.ts';
import { explainDeadline, sayDue } from '#core/time/explain.ts';
import { byInstantWords, instantWords, type Lang } from '#ui/lang.ts';
import type { ReceiptView } from './pages/receipt.tsx';
import type { ReceiptFacts } from './receipts.ts';

/** `qrSvg` leads to the progress page; number and code are on the paper, not in the picture. */
export function receiptView(facts: ReceiptFacts, { lang, now, qrSvg }: { lang: Lang; now: Instant; qrSvg: string }): ReceiptView {
  const { number, code, proof, holder, hasContact, handed, deadline } = facts;
  return {
    number,
    code,
    proof,
    holder,
    hasContact,
    handed,
    qrSvg,
    due: sayDue(deadline, lang),
    explained: explainDeadline(deadline, lang),
    dispatchBy: byInstantWords(facts.dispatchBy, now, lang),
    receivedAt: instantWords(facts.receivedAt, now, lang),
    progressHref: `/progress?number=${number}`,
    proofHref: `/proof?n=${number}&c=${proof}`,
  };
}
