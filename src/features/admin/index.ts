// The front door of the admin room: the county's own words, which the frame of every page asks for.
export { countyCodeOf, keepSiteWords, readSiteWords, type SiteWords } from './actions.ts';
export { adminLinks } from './links.ts';
export { packs } from './rules.ts';
