// The front door of likeness: who is like whom, and what is proposed. Used by the clock, the command line and the pages of matters (through the composition).
export { keepSwitches, likelyOf, placeMatter, placeWaiting, readSwitches, rebuildSimilar, type Switches } from './actions.ts';
export { findsAlike } from './actions-groups.ts';
export { learnRouting, proposeCategory, suggestCategory } from './actions-routing.ts';
export { likelyTwins, likelyTwinsOfText, type Twin } from './actions-twins.ts';
export { howLikely, howSure, whyAlike } from './words.ts';
