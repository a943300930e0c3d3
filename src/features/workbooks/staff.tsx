// The staff door of workbooks: tables that come in and go out. Mount it at /staff, behind the gate.
import { Hono } from 'hono';
import type { StaffEnv } from '#platform/session/staff.ts';
import { exportDoor } from './staff-export.tsx';
import { type ImportDoorOptions, importDoor } from './staff-import.tsx';
import type { ImportPorts } from './staff-import-run.ts';

export { continueRuns } from './continue-runs.ts';
export { clearImportFiles } from './staff-import-run.ts';

export function workbooksStaffDoor(ports: ImportPorts, options: ImportDoorOptions = {}): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route('/', importDoor(ports, options));
  door.route('/', exportDoor(ports));
  return door;
}
