// Everything signing in needs, opened once per process and handed to the people's room.
import type { Clock } from '#platform/clock.ts';
import type { Uses } from '#platform/db/tables.ts';
import { type Credentials, openCredentials } from './credentials.ts';
import { type OneTimeCodes, openOneTimeCodes } from './one-time-code.ts';
import { type OpenId, openOpenId } from './openid.ts';
import { openSessions, type SessionLimits, type Sessions } from './sessions.ts';
import { openTries, type Tries } from './throttle.ts';

export type StaffAccess = { sessions: Sessions; credentials: Credentials; tries: Tries; codes: OneTimeCodes; openId: OpenId };

export function openStaffAccess(
  ports: { db: Uses<'sign_in' | 'account' | 'unit' | 'post' | 'throttle'>; now: Clock },
  limits: SessionLimits = {},
): StaffAccess {
  return {
    sessions: openSessions(ports, limits),
    credentials: openCredentials(ports),
    tries: openTries(ports),
    codes: openOneTimeCodes(ports),
    openId: openOpenId(),
  };
}
