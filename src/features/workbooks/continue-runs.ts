// Imports that broke off because the server ended under them: the clock takes each up again from its file. Rows that were taken already are known by their source, so
// nothing is opened twice; who began it stands for it still, as long as their post allows importing.
import type { Role } from '#core/matter/events.ts';
import { dayOf } from '#core/time/day.ts';
import { staffOf } from '#features/people/index.ts';
import { bytesOf, type ImportPorts, type Setting, staleBefore, workOff } from './staff-import-run.ts';
import { beginRun, readRun, staleRuns, updateRun } from './store.ts';

const mayImport: readonly Role[] = ['intake', 'dispatcher', 'hotline'];

/** Returns how many were carried to their end. Of several processes one takes each; a file or a post that is gone leaves the run as broken off. */
export async function continueRuns(ports: ImportPorts, areaCode?: string): Promise<number> {
  let done = 0;
  for (const id of await staleRuns(ports.db, staleBefore(ports.now()))) {
    const run = await readRun(ports.db, id);
    const person = run?.account_id ? await staffOf(ports.db, run.account_id, dayOf(ports.now())) : null;
    const bytes = run ? await bytesOf(ports, run.sha256) : null;
    const roles = person?.roles ?? [];
    if (!run || bytes === null || !person || !roles.some((role) => mayImport.includes(role))) {
      await updateRun(ports.db, id, { state: 'broken' });
      continue;
    }
    if (!(await beginRun(ports.db, id, ports.now(), staleBefore(ports.now())))) continue;
    ports.log.info({ importRun: id }, 'an import that had broken off is continued');
    const setting = run.setting as Setting;
    const actor = { kind: 'staff' as const, id: person.accountId, unitId: person.unitId, roles };
    await workOff(ports, run, bytes, setting, actor, setting.lang ?? 'zh', areaCode);
    done += 1;
  }
  return done;
}
