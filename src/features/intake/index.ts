// The front door of the intake room. The doors themselves are portal.tsx and staff.tsx.
export { loadKnown, type Raised, raiseConcern, type Via } from './actions.ts';
export type { ConcernProblem, EmergencyFound, Problems, RawConcern } from './rules.ts';
