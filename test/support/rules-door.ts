// The staff door of test/support/staff-door.ts with the rooms of rules beside it: limits, calendars, retention, audit, requests for data, open figures.
import type { Hono } from 'hono';
import type { StaffEnv } from '#platform/session/staff.ts';
import type { TestCounty } from './county.ts';
import { openStaffDoor, tokenIn } from './staff-door.ts';

export async function openRulesDoor(doors: (ports: TestCounty['ports']) => Hono<StaffEnv>[], start?: string) {
  const door = await openStaffDoor(start, (staff, _app, ports) => {
    for (const one of doors(ports)) staff.route('/', one);
  });
  /** Takes the form's token from a page of that person's and sends the fields. */
  const form = async (login: string, path: string, fields: Record<string, string>): Promise<Response> => {
    const csrf = tokenIn(await door.page(login, '/staff'));
    return door.post(login, path, new URLSearchParams({ csrf, ...fields }));
  };
  const logged = async (what: string) =>
    door.county.ports.db.selectFrom('access_log').selectAll().where('what', '=', what).orderBy('at').orderBy('id').execute();
  return { ...door, form, logged };
}
