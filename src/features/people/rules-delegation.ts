// Who may stand in for whom (Delegation, SM-20): a colleague of the same unit, between two days, at most a quarter; the three administrators never.
import type { Role } from '#core/matter/events.ts';
import { type Day, dayNumber } from '#core/time/day.ts';
import { alwaysFactor } from './rules-sign-in.ts';

export type DelegationRefusal = 'cover-self' | 'cover-unit' | 'cover-past' | 'cover-long' | 'cover-there' | 'cover-admin' | 'days-reversed';

type Person = { accountId: string; unitId: string; disabledAt: string | null };
type Span = { fromId: string; validFrom: Day; validTo: Day };

const longest = 92; // days; what lasts longer is a change of posts

export function delegationRefusal(
  asked: { from: Person & { roles: readonly Role[] }; to: Person; validFrom: Day; validTo: Day },
  there: readonly Span[],
  today: Day,
): DelegationRefusal | null {
  const { from, to, validFrom, validTo } = asked;
  if (from.accountId === to.accountId) return 'cover-self';
  if (from.unitId !== to.unitId || from.disabledAt !== null || to.disabledAt !== null) return 'cover-unit';
  if (validTo < validFrom) return 'days-reversed';
  if (validTo < today) return 'cover-past';
  if (dayNumber(validTo) - dayNumber(validFrom) >= longest) return 'cover-long';
  if (from.roles.every((role) => alwaysFactor.includes(role))) return 'cover-admin';
  const overlaps = there.some((one) => one.fromId === from.accountId && one.validFrom <= validTo && validFrom <= one.validTo);
  return overlaps ? 'cover-there' : null;
}
