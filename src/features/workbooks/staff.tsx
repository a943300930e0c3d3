// The staff door of workbooks: tables that come in and go out. Mount it at /staff, behind the gate.
import { Hono } from 'hono';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { exportDoor } from './staff-export.tsx';

export function workbooksStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route('/', exportDoor(ports));
  return door;
}
