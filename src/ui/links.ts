// Where the frame points. Paths live here once, so that a door that moves is moved in one place.
export const assets = { publicCss: '/assets/portal.css', staffCss: '/assets/staff.css', icon: '/assets/icon.svg' } as const;

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

/** The link to "给系统提意见", which remembers the screen it is about, without its query (a query may hold a phone number). */
export function feedbackFrom(path: string): string {
  return withParam(publicLinks.feedback, 'from', path.split('?', 1)[0] ?? '/');
}
