// Every look at somebody's words leaves a trace (P45, X5): a line in the append-only table view_trace, whose code stands in the page's watermark, and for protected
// matters a line in the access log, which the raiser can count. What cannot be recorded is not shown.
import { logAccess } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { writingSince } from './actions-drafts.ts';
import { spokenCode, traceCode } from './rules-trace.ts';
import { type Beside, insertTrace, insertTraceBeside, type TraceRow } from './store-trace.ts';
import type { SeenMatter } from './visibility-seen.ts';

/** Where it was seen. */
export type LookAt = 'matter' | 'order' | 'contact' | 'form' | 'callback' | 'share' | 'api';
export type Mark = { code: string; spoken: string };
type LookPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'secrets'>;

type Looker = Pick<Staff, 'accountId' | 'unitId' | 'roles'>;
type Looked = Pick<SeenMatter, 'id' | 'matter' | 'relations'>;

/** One person, one matter, one page and one minute make one code, so looking twice in a minute writes once. */
export async function recordLook(ports: LookPorts, me: Looker, seen: Looked, what: LookAt, addressClass = ''): Promise<Mark> {
  const row = traceOf(ports, me, seen, what);
  return marked(ports, me, seen, row, addressClass, await insertTrace(ports.db, row));
}

/** The same for the pages that show a matter whole, with what stands beside it. */
export async function recordLookBeside(
  ports: LookPorts,
  me: Looker,
  seen: Looked,
  what: LookAt,
  addressClass: string,
): Promise<{ mark: Mark; beside: Beside }> {
  const row = traceOf(ports, me, seen, what);
  const { isNew, beside } = await insertTraceBeside(ports.db, row, writingSince(row.at));
  return { mark: await marked(ports, me, seen, row, addressClass, isNew), beside };
}

function traceOf(ports: LookPorts, me: Looker, seen: Looked, what: LookAt): TraceRow & { what: LookAt } {
  const at = ports.now();
  const code = traceCode(ports.secrets.lookupHash([me.accountId, seen.id, what, at.slice(0, 16)].join('|'), 'view-trace'));
  return { code, at, account_id: me.accountId, unit_id: me.unitId, role: me.roles.join(','), matter_id: seen.id, share_id: null, what };
}

async function marked(
  ports: LookPorts,
  me: Looker,
  seen: Looked,
  { code, what }: { code: string; what: LookAt },
  addressClass: string,
  isNew: boolean,
): Promise<Mark> {
  if (isNew && isProtected(seen) && what !== 'contact')
    await logAccess(ports, {
      what: 'matters-words-seen',
      why: `${what}: ${seen.relations.join(',')}`,
      matterId: seen.id,
      by: me,
      addressClass,
    });
  return { code, spoken: spokenCode(code) };
}

/** Matters whose raiser asked for secrecy, or that accuse somebody: each look counts as one at a protected field. */
export const isProtected = (seen: Pick<SeenMatter, 'matter'>): boolean =>
  seen.matter.confidentiality !== 'normal' || seen.matter.accusedUnitId !== null;
