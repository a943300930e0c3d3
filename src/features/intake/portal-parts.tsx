// What the pieces of the public door share: its context, the throttle.
import type { Context } from 'hono';
import { msOf } from '#core/time/day.ts';
import type { FileStore } from '#platform/files/store.ts';
import { callerGroupOf } from '#platform/http/address.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import type { Ports } from '#platform/ports.ts';
import type { Tries } from '#platform/session/throttle.ts';
import { errorTitle, NotFound, TooMany } from '#ui/error-pages.tsx';
import type { AssetHref } from '#ui/links.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';

export type IntakePortalPorts = Ports & { files: FileStore };
export type IntakePortalOptions = {
  assetHref?: AssetHref | undefined;
  /** Where residents reach us, for the QR code; without it the address of the request is used. */
  baseUrl?: string | null | undefined;
  /** Concerns from one caller in ten minutes, by class of address: a household, a county hall, this machine or a proxy that hides its callers. */
  perTenMinutes?: Partial<Record<'outside' | 'inside' | 'here', number>> | undefined;
  /** Put before landline numbers written without one. */
  areaCode?: string | undefined;
};
export type PortalContext = Context<HttpEnv>;
export type PortalParts = {
  ports: IntakePortalPorts;
  options: IntakePortalOptions;
  tries: Tries;
  frameOf: (c: PortalContext) => PublicFrame;
};

const usual = { outside: 10, inside: 60, here: 200 } as const;

/** Counts one concern sent, or one page with photos or a new draft kept, from this caller; the minutes to wait when there were too many, else null. */
export async function tooMany(
  { tries, options, ports }: PortalParts,
  c: PortalContext,
  what: 'intake-send' | 'intake-keep' = 'intake-send',
): Promise<number | null> {
  const limit = options.perTenMinutes?.[c.var.addressClass] ?? usual[c.var.addressClass];
  const times = what === 'intake-keep' ? 4 : 1;
  const tried = await tries.count({ what, of: callerGroupOf(c.var.address) }, { limit: limit * times, minutes: 10 });
  return tried.allowed ? null : minutesOf(msOf(tried.until) - msOf(ports.now()));
}

const minutesOf = (ms: number): number => Math.max(1, Math.ceil(ms / 60_000));

export function ErrorBody({ frame, kind, waitMs = 0 }: { frame: PublicFrame; kind: 'not-found' | 'too-many'; waitMs?: number }) {
  return (
    <PublicPage {...frame} title={errorTitle(kind, frame.lang)} hasErrors>
      {kind === 'not-found' ? <NotFound lang={frame.lang} homeHref="/" /> : <TooMany lang={frame.lang} waitMinutes={minutesOf(waitMs)} />}
    </PublicPage>
  );
}
