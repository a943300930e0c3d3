// The staff door of matters: workbench, ledger, rulings, the matter and its actions. Mount it at /staff, behind the gate.
import { Hono } from 'hono';
import type { StaffEnv } from '#platform/session/staff.ts';
import type { FromRooms } from './from-rooms.ts';
import { actionDoor } from './staff-action.tsx';
import { bulkDoor, bulkOf } from './staff-bulk.tsx';
import { draftsDoor } from './staff-drafts.ts';
import { filesDoor } from './staff-files.tsx';
import { ledgerDoor } from './staff-ledger.tsx';
import { listsDoor } from './staff-lists.tsx';
import { matterDoor } from './staff-matter.tsx';
import { pasteDoor } from './staff-paste.tsx';
import type { PhotoPorts } from './staff-photos.ts';
import { redactDoor } from './staff-redact.tsx';
import { wordingDoor } from './staff-wording.tsx';

export { mattersNav } from './staff-frame.ts';
export type MattersStaffPorts = PhotoPorts;

/** `rooms`: what other rooms tell of a matter. */
export function mattersStaffDoor(ports: MattersStaffPorts, rooms: FromRooms = {}): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route(
    '/',
    listsDoor(ports, (pile, f) =>
      bulkOf(f, pile === 'dispatch' || pile === 'old' ? ['dispatch'] : pile === 'ruling' || pile === 'callback' ? [] : ['remind']),
    ),
  );
  door.route('/', ledgerDoor(ports));
  door.route('/', bulkDoor(ports));
  door.route('/', pasteDoor(ports));
  door.route('/', matterDoor(ports, rooms));
  door.route('/', draftsDoor(ports));
  door.route('/', filesDoor(ports));
  door.route('/', redactDoor(ports));
  door.route('/', wordingDoor(ports));
  door.route('/', actionDoor(ports, rooms));
  return door;
}
