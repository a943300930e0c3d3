// Where the frame points. Paths live here once, so that a door that moves is moved in one place.
/** Where a file of `public/` is served. The app may hand in addresses that carry a version, so that a phone keeps them for a year. */
export type AssetHref = (name: string) => string;

export const plainAsset: AssetHref = (name) => `/assets/${name}`;

export const publicLinks = {
  home: '/',
  limits: '/about/limits',
  open: '/about/open',
  privacy: '/about/privacy',
  accessibility: '/about/accessibility',
  feedback: '/feedback',
} as const;

/** The same page with one query parameter set, so that a language or size link brings people back to where they were. */
export function withParam(path: string, key: string, value: string): string {
  const [bare = '/', query = ''] = path.split('?', 2);
  const params = new URLSearchParams(query);
  params.set(key, value);
  return `${bare}?${params}`;
}

const plainWord = /^[a-z][a-z-]{0,23}$/;

/**
 * The link to "给系统提意见", which remembers the screen it is about. Only the plain words of the path go along: a query may hold a phone
 * number, and a path a matter number or the token of a verdict link.
 */
export function feedbackFrom(path: string): string {
  const [bare = '/'] = path.split('?', 1);
  const screen = bare
    .split('/')
    .map((part) => (part === '' || plainWord.test(part) ? part : '_'))
    .join('/');
  return withParam(publicLinks.feedback, 'from', screen);
}
