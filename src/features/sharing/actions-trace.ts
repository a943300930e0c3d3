// From a watermark back to the look: who had this matter on the screen, when, in which post (P45; S30). Every asking is recorded with its reason; content is never shown.
import { parseNumber } from '#core/matter/number.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { codePatterns, loadCircumstances, matterExists, readTraceCode, spokenCode, tracesLike, tracesOf } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { looksIn, openingsOf, sharesMarked } from './store-trace.ts';

/** `exact`: the code itself; else one that differs in one sign from what was typed. */
export type TracedLook = {
  code: string;
  exact: boolean;
  at: Instant;
  who: string;
  unit: string;
  roles: readonly string[];
  number: string;
  what: string;
};
export type TracedShare = {
  code: string;
  exact: boolean;
  number: string;
  who: string;
  unit: string;
  recipient: string;
  purpose: string;
  madeAt: Instant;
  expiresAt: Instant;
  openings: readonly { at: Instant; network: string }[];
};
export type LoggedLook = { at: Instant; who: string; unit: string; roles: readonly string[]; what: string; why: string };
export type Traced =
  | { is: 'code'; looks: TracedLook[]; shares: TracedShare[] }
  | { is: 'number'; number: string; receivedOn: Day; looks: TracedLook[]; logged: LoggedLook[] }
  | { is: 'nothing' }
  | { is: 'unreadable' }
  | { is: 'say-why' };

type Asker = Pick<Staff, 'accountId' | 'unitId' | 'roles'>;
const mostLines = 200;

/** `by` null: the operator at the command line, who is recorded as such. */
export async function trace(ports: Ports, by: Asker | null, typed: string, why: string, addressClass = ''): Promise<Traced> {
  const code = readTraceCode(typed);
  const number = code === null ? parseNumber(typed) : null;
  if (code === null && number === null) return { is: 'unreadable' };
  if (why.trim() === '') return { is: 'say-why' };
  // Written before anything is looked up, also when nothing is found.
  await logAccess(ports, {
    what: 'sharing-trace-asked',
    why: `${code ?? number}: ${why.trim().slice(0, 300)}${by ? '' : ' (command line)'}`,
    by,
    addressClass,
  });
  return code !== null ? traceCodeOf(ports, code) : traceNumber(ports, number ?? '');
}

async function namesOf(ports: Ports) {
  const { staff, units } = await loadCircumstances(ports.db);
  return {
    who: (id: string | null) => (id === null ? '' : staff.nameOf(id)),
    unit: (id: string | null) => (id === null ? '' : units.nameOf(id)),
    roles: (role: string | null) => (role ?? '').split(',').filter(Boolean),
  };
}

async function traceCodeOf(ports: Ports, code: string): Promise<Traced> {
  const patterns = codePatterns(code);
  const exact = new RegExp(`^${code.replaceAll('?', '.')}$`);
  const [looks, shares, names] = await Promise.all([tracesLike(ports.db, patterns, 20), sharesMarked(ports.db, patterns), namesOf(ports)]);
  if (looks.length === 0 && shares.length === 0) return { is: 'nothing' };
  const byFit = <T extends { exact: boolean }>(rows: T[]): T[] => rows.sort((a, b) => Number(b.exact) - Number(a.exact));
  return {
    is: 'code',
    looks: byFit(
      looks.map((row) => ({
        code: spokenCode(row.code),
        exact: exact.test(row.code),
        at: row.at,
        who: names.who(row.account_id),
        unit: names.unit(row.unit_id),
        roles: names.roles(row.role),
        number: row.number,
        what: row.what,
      })),
    ),
    shares: byFit(
      await Promise.all(
        shares.map(async (row) => ({
          code: spokenCode(row.mark),
          exact: exact.test(row.mark),
          number: row.number,
          who: names.who(row.madeBy),
          unit: names.unit(row.madeIn),
          recipient: row.recipient,
          purpose: row.purpose,
          madeAt: row.madeAt,
          expiresAt: row.expiresAt,
          openings: await openingsOf(ports.db, row.id, 50),
        })),
      ),
    ),
  };
}

/** That the matter is there, since which day, and who looked: existence and the log, no content (X5, audit). */
async function traceNumber(ports: Ports, number: string): Promise<Traced> {
  const [found, names] = await Promise.all([matterExists(ports.db, number), namesOf(ports)]);
  if (!found) return { is: 'nothing' };
  const [looks, logged] = await Promise.all([tracesOf(ports.db, found.id, mostLines), looksIn(ports.db, found.id, mostLines)]);
  return {
    is: 'number',
    number,
    receivedOn: dayOf(found.received_at),
    looks: looks.map((row) => ({
      code: spokenCode(row.code),
      exact: true,
      at: row.at,
      who: names.who(row.account_id),
      unit: names.unit(row.unit_id),
      roles: names.roles(row.role),
      number,
      what: row.what,
    })),
    logged: logged.map((row) => ({
      at: row.at,
      who: names.who(row.accountId),
      unit: names.unit(row.unitId),
      roles: names.roles(row.role),
      what: row.what,
      why: row.why,
    })),
  };
}
