// The front door of the verdicts' room. The doors themselves are portal.tsx and staff.tsx.
export { mintVerdictLink, raiserView } from './actions.ts';
export { inviteRaisers } from './actions-invite.ts';
export type { RaiserView, StoryLine, Told, Waits } from './rules-raiser-view.ts';
