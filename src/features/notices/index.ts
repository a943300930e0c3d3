// The front door of the notices' room. The doors themselves are staff.tsx and portal.tsx.
export { handRound } from './actions-hand-round.ts';
export { type Post, startPost } from './actions-post.ts';
export { type News, type TellTo, tellPosts } from './actions-tell.ts';
export { noteFor } from './bell.ts';
export { aboutWords, kindWords as noticeWords } from './words.ts';
