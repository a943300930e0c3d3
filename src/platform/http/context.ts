// What every request carries once it has passed the frame, whichever door it then goes through.
import type { AddressClass } from './address.ts';
import type { SaidPlainly } from './plain-page.ts';

/** The county's own words for the frame of a page: its name, the phone that is always the second way, and when somebody answers it. */
export type Site = { county: string; phone: string; phoneHours?: string | undefined };

export type HttpVariables = {
  requestId: string;
  lang: 'zh' | 'en';
  largeText: boolean;
  /** Path with its query, for links that come back here. */
  path: string;
  site: Site;
  /** The caller's address; for throttles only, never stored as it is. */
  address: string;
  addressClass: AddressClass;
  /** Signs the id of a public form (see public-form.ts); the key never leaves the secrets. */
  sign: (text: string) => string;
  isSecure: boolean;
  /** A whole page that says one thing: an error, a refusal, a thing that is not there. */
  say: (said: SaidPlainly) => Response;
};

export type HttpEnv = { Variables: HttpVariables };

/** What a function needs of a request, whatever else a door has added to it: `Carries<'lang'>`. */
export type Carries<Name extends keyof HttpVariables> = { readonly var: Readonly<Pick<HttpVariables, Name>> };

/** The part of a public page's frame that follows from the request; spread it into `PublicPage`. */
export function publicFrameOf(
  c: Carries<'lang' | 'path' | 'largeText' | 'site'>,
): { lang: 'zh' | 'en'; path: string; largeText: boolean } & Site {
  return { lang: c.var.lang, path: c.var.path, largeText: c.var.largeText, ...c.var.site };
}
