// What must not exist (rules (d) 2-3, X8.3): the name a table or column would carry if somebody had built it.

import type { Instant } from '#core/time/day.ts';

export const forbidden = ['checkIn', 'points', 'rank', 'online', 'share', 'track', 'install'] as const;
export type Forbidden = (typeof forbidden)[number];

/** Whole words of a name in snake_case, so that `share` does not find `shared_link` by chance, nor `rank` `frank`. */
const words: Record<Forbidden, RegExp> = {
  checkIn: /(?:^|_)(?:check_?ins?|clock_?ins?|attendance|punch)(?:_|$)/,
  points: /(?:^|_)(?:points?|scores?|badges?|medals?|credits?)(?:_|$)/,
  rank: /(?:^|_)(?:rank(?:s|ing|ings)?|leaderboards?|league)(?:_|$)/,
  online: /(?:^|_)(?:online(?:_\w+)?|last_active(?:_at)?|heartbeats?|active_(?:minutes|days)|login_count)(?:_|$)/,
  share: /(?:^|_)(?:(?:share|forward|like|repost|read)_counts?|likes|reposts)(?:_|$)/,
  track: /(?:^|_)(?:tracks?|trails?|gps|latitude|longitude|geo(?:point|location)?)(?:_|$)/,
  install: /(?:^|_)(?:installs?|install_rate|installed_at|downloads?_rate)(?:_|$)/,
};

export type Opinion = {
  number: string;
  status: string;
  receivedAt: Instant;
  repliedAt: Instant | null;
  solved: string | null;
  level: number | null;
  /** Neither sealed nor accusing: its reply may be quoted. */
  isPlain: boolean;
};
export type Column = { table: string; column: string };
export type Proof = { what: Forbidden; pattern: string; found: readonly Column[] };

/** For each forbidden thing what the schema holds of it; nothing is what a county may file. */
export function proofsOf(columns: readonly Column[]): Proof[] {
  return forbidden.map((what) => ({
    what,
    pattern: words[what].source,
    found: columns.filter(({ table, column }) => words[what].test(table) || words[what].test(column)),
  }));
}
