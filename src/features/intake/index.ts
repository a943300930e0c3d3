// The front door of the intake room. The doors themselves are portal.tsx and staff.tsx.
export { loadKnown, type Raised, raiseConcern, type Via } from './actions.ts';
export { type DuplicateHint, type DuplicateQuestion, duplicateHints, whyLike } from './actions-duplicates.ts';
export {
  checkMessage,
  type Imported,
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  importMessages,
  type KnownRow,
  type RejectedRow,
  type RowRefusal,
  type TakenRow,
} from './actions-import.ts';
export { clearLeftovers } from './drafts.ts';
export type { ConcernProblem, EmergencyFound, Known, Problems, RawConcern } from './rules.ts';
export { requiredOfConcern, type TakingIn } from './rules-required.ts';
export { isConcernProblem, problemSentences } from './sentences.ts';
export { knownFiles, settledRows } from './store.ts';
