// SQL of the log: read only.
import type { Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import { query } from '#platform/db/transaction.ts';
import { type Group, groupPattern } from './rules.ts';

export type AuditDb = Uses<'access_log' | 'matter'>;
export type LogRow = {
  id: string;
  at: Instant;
  accountId: string | null;
  unitId: string | null;
  role: string | null;
  number: string | null;
  what: string;
  why: string;
  addressClass: string;
};
export type LogAsk = {
  from: Instant;
  until: Instant;
  group: Group | null;
  accountId: string | null;
  matterId: string | null;
  after: { at: Instant; id: string } | null;
  most: number;
};

const settings = Object.values(groupPattern)
  .map((pattern) => `l.what !~ '${pattern}'`)
  .join(' and ');
const inGroup = (group: Group | null): string =>
  group === null ? '' : group === 'settings' ? ` and ${settings}` : ` and l.what ~ '${groupPattern[group]}'`;

/** Newest first, by the index of time, of an account, or of a matter. The number of a matter and nothing else of it. */
export async function readLog(db: AuditDb, ask: LogAsk): Promise<LogRow[]> {
  const values: unknown[] = [ask.from, ask.until, ask.most];
  const also: string[] = [];
  const add = (sql: (n: number) => string, value: unknown): void => {
    values.push(value);
    also.push(` and ${sql(values.length)}`);
  };
  if (ask.accountId !== null) add((n) => `l.account_id = $${n}`, ask.accountId);
  if (ask.matterId !== null) add((n) => `l.matter_id = $${n}`, ask.matterId);
  if (ask.after) {
    values.push(ask.after.at, ask.after.id);
    also.push(` and (l.at, l.id) < ($${values.length - 1}, $${values.length})`);
  }
  const name = `audit-log-${ask.group ?? 'all'}${ask.accountId ? '-account' : ''}${ask.matterId ? '-matter' : ''}${ask.after ? '-after' : ''}`;
  return query(
    db,
    name,
    `select l.id, l.at, l.account_id as "accountId", l.unit_id as "unitId", l.role, m.number, l.what, l.why, l.address_class as "addressClass"
     from access_log l left join matter m on m.id = l.matter_id
     where l.at >= $1 and l.at < $2${inGroup(ask.group)}${also.join('')}
     order by l.at desc, l.id desc limit $3`,
    values,
  );
}
