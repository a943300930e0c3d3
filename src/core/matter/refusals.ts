// Every way to be told no. A refusal is a value; each door must hold a plain sentence for each of them (Record<Refusal, …>), which the compiler checks.
export const refusals = [
  'not-in-this-state', 'not-your-role', 'not-your-unit', 'recused', 'accused-unit', 'raiser-only', 'handler-may-not-judge', 'own-request', 'needs-independent',
  'say-why', 'cite-basis', 'words-missing', 'duty-taken-back', 'duty-cooperate-only', 'duty-not-listed', 'unknown-unit', 'unknown-person', 'same-unit', 'already-ruled', 'objection-late',
  'name-the-unit', 'extension-late', 'extension-used', 'extension-too-long', 'pause-late', 'request-pending', 'nothing-pending', 'date-in-past', 'date-too-far',
  'hold-needs-measure', 'hold-needs-next-contact', 'paused', 'not-paused', 'pause-material-twice', 'pause-needs-date', 'name-the-route', 'cannot-merge-into-itself',
  'main-is-closed', 'main-is-merged', 'main-is-sealed', 'reply-says-nothing', 'reply-needs-basis', 'reply-needs-evidence', 'not-asked-to-help', 'judged-already', 'change-window-over',
  'call-not-reached', 'proof-missing', 'top-of-ladder', 'not-top-of-ladder', 'exclusion-late', 'exclusion-needs-verdict', 'exclusion-asked', 'appeal-used', 'appeal-late',
  'reopen-late', 'reopen-needs-fact', 'check-back-not-due', 'raiser-not-told', 'ask-raiser-first',
] as const;
export type Refusal = (typeof refusals)[number];
export type Refused = { refusal: Refusal; detail?: string };
