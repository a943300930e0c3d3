// The front door of the intake room. The doors themselves are portal.tsx and staff.tsx.
export { loadKnown, type Raised, raiseConcern, type Via } from './actions.ts';
export { type DuplicateHint, type DuplicateQuestion, duplicateHints, whyLike } from './actions-duplicates.ts';
export {
  type Imported,
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  importMessages,
  type RejectedRow,
} from './actions-import.ts';
export { clearLeftovers } from './drafts.ts';
export type { ConcernProblem, EmergencyFound, Problems, RawConcern } from './rules.ts';
export { problemSentences } from './sentences.ts';
