// Whom an event concerns among the staff: units and the posts that work for them (never a person's habits). Pure; units and people are looked up by the caller.
import type { ClockKind, MatterEvent, Role } from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';

/** `unitId` null: whoever holds one of the posts, in whatever unit. `accountId`: the one owner, if the matter has one, beside the heads of the unit. */
export type Told = { unitId: string | null; roles: readonly Role[]; accountId?: string | null };

const working: readonly Role[] = ['handler', 'unitHead'];
const desk: readonly Role[] = ['dispatcher', 'hotline'];

/** Which unit stands above in the ladder: the township or department of a unit. */
export type Above = (unitId: string) => string | null;

export function whomToTell(event: MatterEvent, m: Matter, above: Above): Told[] {
  const owner: Told = { unitId: m.owner.unitId, roles: working, accountId: m.owner.accountId };
  switch (event.type) {
    case 'dispatched':
    case 'designated':
      return [{ unitId: event.data.to, roles: working }];
    case 'helperAsked':
      return [{ unitId: event.data.unitId, roles: working }];
    case 'objected':
      return [{ unitId: null, roles: ['hotline', 'countyOffice'] }];
    case 'reworkOpened':
      return event.data.why === 'backToDesk'
        ? [{ unitId: m.deskUnitId, roles: desk }]
        : [{ unitId: event.data.owner.unitId, roles: working, accountId: event.data.owner.accountId }];
    case 'escalated': {
      const senior = above(m.owner.unitId);
      const upstairs: Told[] =
        event.data.to >= 2
          ? [{ unitId: null, roles: ['countyOffice'] }]
          : senior !== null && senior !== m.owner.unitId
            ? [{ unitId: senior, roles: ['unitHead'] }]
            : [];
      return [owner, ...upstairs];
    }
    case 'urged':
      return urgedOn(event.data.about, m, owner);
    default:
      return [];
  }
}

function urgedOn(about: ClockKind, m: Matter, owner: Told): Told[] {
  switch (about) {
    case 'dispatch':
      return [{ unitId: m.deskUnitId, roles: desk }];
    case 'rule':
      return [{ unitId: null, roles: ['hotline'] }];
    case 'callback':
    case 'verdictWindow':
    case 'checkBack':
      return [{ unitId: null, roles: ['callback'] }];
    case 'helper':
      return m.helpers.filter((helper) => !helper.done).map((helper) => ({ unitId: helper.unitId, roles: working }));
    case 'escalation':
      return [owner, { unitId: null, roles: ['countyOffice'] }];
    case 'sign':
    case 'contact':
    case 'reply':
    case 'nextContact':
    case 'holdUntil':
    case 'pauseUntil':
    case 'invite':
    case 'archive':
    case 'urge':
      return [owner];
  }
}

/** A limit of two hours or less stands over this matter: such news does not wait for the morning. */
export const isUrgent = (m: Matter): boolean => m.deadline.unit === 'h' && m.deadline.value <= 2;
