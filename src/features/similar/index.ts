// The front door of likeness: who is like whom, and what is proposed. Used by the clock, the command line and the pages of matters (through the composition).
export { keepSwitches, likelyOf, placeMatter, placeWaiting, readSwitches, rebuildSimilar, type Switches } from './actions.ts';
export { learnRouting, proposeCategory } from './actions-routing.ts';
export { likelyTwins, type Twin } from './actions-twins.ts';
export { howLikely, howSure, whyAlike } from './words.ts';
