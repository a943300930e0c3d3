// Clearing what is over: first what would go, then matter by matter, each in its own transaction. The record is not touched, and the chain verifies as before.
import { type Day, dayOf } from '#core/time/day.ts';
import { readHistory } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { type Cutoff, cutoffsOf, logCutoff, placesIn, type Rule } from './rules.ts';
import {
  clearFiles,
  clearRaiser,
  countDue,
  countOldLooks,
  type Due,
  type DueCount,
  dropOldLooks,
  dueFor,
  insertDone,
  lockDue,
  readRules,
  sealedOf,
} from './store.ts';

type ClearPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'secrets'>;
const clearables = ['raiser', 'files'] as const;
type Clearable = (typeof clearables)[number];

export type Plan = { on: Day; raiser: DueCount[]; files: DueCount[]; looks: { n: number; months: number } | null; rules: number };

/** What would go on that day, by kind and confidentiality; nothing is changed. */
export async function planClearing(ports: Pick<Ports, 'db' | 'now'>, on: Day = dayOf(ports.now())): Promise<Plan> {
  const rules = await readRules(ports.db);
  const log = logCutoff(rules, on);
  return {
    on,
    raiser: await countDue(ports.db, 'raiser', cutoffsOf(rules, 'raiser', on)),
    files: await countDue(ports.db, 'files', cutoffsOf(rules, 'files', on)),
    looks: log && { n: await countOldLooks(ports.db, log.before), months: log.rule.months ?? 0 },
    rules: rules.length,
  };
}

export type Cleared = { raiser: number; files: number; pieces: number; looks: number; left: boolean };
export type ClearOptions = { most?: number; isStopped?: () => boolean; onProgress?: (done: number) => void };

/** Clears what is over today, `most` matters at most. May be killed anywhere and run again: what went is not found any more. */
export async function clearOver(
  ports: ClearPorts,
  { most = Number.POSITIVE_INFINITY, isStopped = () => false, onProgress }: ClearOptions = {},
): Promise<Cleared> {
  const on = dayOf(ports.now());
  const rules = await readRules(ports.db);
  const done: Cleared = { raiser: 0, files: 0, pieces: 0, looks: 0, left: false };
  for (const what of clearables) {
    const cutoffs = cutoffsOf(rules, what, on);
    for (let after = ''; ; ) {
      const batch = await dueFor(ports.db, what, cutoffs, after, 100);
      for (const one of batch) {
        if (isStopped() || done.raiser + done.files >= most) return { ...done, left: true };
        after = one.id;
        const pieces = one.held ? 0 : await clearOne(ports, what, cutoffs, one);
        if (pieces === 0) continue;
        done[what] += 1;
        done.pieces += pieces;
        onProgress?.(done.raiser + done.files);
      }
      if (batch.length < 100) break;
    }
  }
  done.looks = await clearLooks(ports, rules, on, isStopped);
  return done;
}

/** How much went; 0 when a hold or a reopening came first. */
async function clearOne(ports: ClearPorts, what: Clearable, cutoffs: readonly Cutoff[], { id, ruleId, months }: Due): Promise<number> {
  return inTransaction(ports.db, async (trx) => {
    if (!(await lockDue(trx, what, cutoffs, id))) return 0;
    const at = ports.now();
    const pieces =
      what === 'files'
        ? await clearFiles(trx, id)
        : await clearRaiser(trx, id, at, await inRecordOf({ ...ports, db: trx as unknown as Ports['db'] }, id));
    await insertDone(trx, { matterId: id, what, at, ruleId, months, pieces });
    await logAccess({ ...ports, db: trx }, { what: `retention-${what}-cleared`, why: `${months} months; ${pieces}`, matterId: id });
    return pieces;
  });
}

async function inRecordOf(ports: Pick<Ports, 'db' | 'secrets'>, id: string) {
  const sealed = await sealedOf(ports.db, id);
  if (!sealed) return null;
  const open = (value: string | null, column: string) =>
    value === null ? null : ports.secrets.openColumn(value, `raiser.${column}:${id}`);
  const record = await readHistory(ports.db, id);
  return placesIn(record, {
    name: open(sealed.name_sealed, 'name'),
    phone: open(sealed.phone_sealed, 'phone'),
    address: open(sealed.address_sealed, 'address'),
  });
}

async function clearLooks(ports: ClearPorts, rules: readonly Rule[], on: Day, isStopped: () => boolean): Promise<number> {
  const log = logCutoff(rules, on);
  if (!log) return 0;
  let gone = 0;
  for (let more = -1; more !== 0 && !isStopped(); gone += more) more = await dropOldLooks(ports.db, log.before, 5_000);
  if (gone > 0) await logAccess(ports, { what: 'retention-looks-cleared', why: `${gone} before ${log.before.slice(0, 10)}` });
  return gone;
}

/** For the clock: once a day, a few hundred matters a round until nothing is left. */
export function retentionJob(ports: Ports, perRound = 200): { run(isStopped: () => boolean): Promise<void> } {
  let doneOn = '';
  return {
    run: async (isStopped) => {
      const today = dayOf(ports.now());
      if (today === doneOn) return;
      const { left, ...cleared } = await clearOver(ports, { most: perRound, isStopped });
      if (!left) doneOn = today;
      if (cleared.raiser + cleared.files + cleared.looks > 0) ports.log.info(cleared, 'what was kept long enough was cleared');
    },
  };
}
