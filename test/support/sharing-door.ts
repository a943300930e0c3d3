// The staff door of test/support/staff-door.ts with sharing and tracing beside it.
import { sharingPortalDoor } from '#features/sharing/portal.tsx';
import { sharingStaffDoor } from '#features/sharing/staff.tsx';
import { openStaffDoor, tokenIn } from './staff-door.ts';

export async function openSharingDoor() {
  const door = await openStaffDoor(undefined, (staff, app, ports) => {
    staff.route('/', sharingStaffDoor(ports, { baseUrl: null }));
    app.route('/', sharingPortalDoor(ports));
  });
  /** Takes the form's token from a page of that person's and sends the fields. */
  const form = async (login: string, path: string, fields: Record<string, string>): Promise<Response> => {
    const csrf = tokenIn(await door.page(login, '/staff'));
    return door.post(login, path, new URLSearchParams({ csrf, ...fields }));
  };
  return { ...door, form };
}
