// `daodi verify`: rebuilds everything from what is stored and names the first row that does not fit. Reads only, as the application's role may.
// The order is that of docs/record.md: each step trusts what the one before has found sound.
import type { RecordedEvent } from '#core/matter/events.ts';
import { evolve, type Matter } from '#core/matter/matter.ts';
import { verifyChain } from '#core/record/chain.ts';
import { type Checkpoint, verifyCheckpoints } from '#core/record/checkpoint.ts';
import { loadCircumstances, type MatterLimits, rowOf } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { aboutCheckpoint, aboutEvent, aboutList, aboutRow, type Finding } from './findings.ts';
import { isSame, numberIn, profileOf } from './rules.ts';
import type { RecordDb } from './store.ts';
import { writeRow } from './store-rebuild.ts';
import { allCheckpoints, atOneMoment, countAll, type StateRow, type Stored, storedClasses, storedMatters } from './store-verify.ts';
import { misfitOfClass } from './verify-classes.ts';
import { verifyList } from './verify-list.ts';

export type VerifyPorts = Pick<Ports, 'db' | 'hash' | 'now'>;
export type VerifyPhase = 'checkpoints' | 'list' | 'matters' | 'classes';
export type VerifyProgress = { readonly phase: VerifyPhase; readonly done: number; readonly total: number };
export type VerifyOptions = {
  /** Called about every thousand rows; `total` was counted at the start. */
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
  /** Writes anew the current-state row of every matter whose record is sound and whose row does not fit, instead of stopping there. Rows of classes are named only. */
  readonly rebuild?: boolean | undefined;
};

export type RecordReport = {
  readonly ok: boolean;
  /** For `daodi verify`: 0 everything fits, 1 something does not. */
  readonly exitCode: 0 | 1;
  readonly finding: Finding | null;
  /** How far it came: all of it, when everything fits. */
  readonly counts: {
    checkpoints: number;
    listed: number;
    nodes: number;
    matters: number;
    events: number;
    classes: number;
    classEvents: number;
  };
  /** To be compared with a printed sheet from another office. */
  readonly newest: Checkpoint | null;
  /** Numbers of matters whose row was written anew. */
  readonly rebuilt: readonly string[];
};

export async function verifyRecord(
  ports: VerifyPorts,
  { onProgress = () => undefined, rebuild = false }: VerifyOptions = {},
): Promise<RecordReport> {
  const counts = { checkpoints: 0, listed: 0, nodes: 0, matters: 0, events: 0, classes: 0, classEvents: 0 };
  const toRebuild: string[] = [];
  const { limits } = await loadCircumstances(ports.db);
  let newest: Checkpoint | null = null;

  const found = await atOneMoment(ports.db, async (db): Promise<Finding | null> => {
    const totals = await countAll(db);
    const checkpoints = await allCheckpoints(db);
    counts.checkpoints = checkpoints.length;
    newest = checkpoints.at(-1) ?? null;
    const unsealed = misfitOfCheckpoints(ports, checkpoints);
    onProgress({ phase: 'checkpoints', done: checkpoints.length, total: totals.checkpoints });
    if (unsealed) return unsealed;
    const list = await verifyList(db, ports.hash, checkpoints, (done) => onProgress({ phase: 'list', done, total: totals.listed }));
    Object.assign(counts, { listed: list.listed, nodes: list.nodes });
    if (list.finding) return list.finding;
    return (await verifyMatters(db)) ?? (await verifyClasses(db));

    async function verifyMatters(db: RecordDb): Promise<Finding | null> {
      let told = 0;
      for await (const stored of storedMatters(db)) {
        const misfit = misfitOf(ports, limits, stored);
        if (misfit?.table === 'matter' && rebuild) toRebuild.push(stored.matterId);
        else if (misfit) return misfit;
        counts.matters += 1;
        counts.events += stored.events.length;
        if (counts.events - told < 1_000) continue;
        told = counts.events;
        onProgress({ phase: 'matters', done: counts.events, total: totals.events });
      }
      onProgress({ phase: 'matters', done: counts.events, total: totals.events });
      return null;
    }

    async function verifyClasses(db: RecordDb): Promise<Finding | null> {
      for await (const stored of storedClasses(db)) {
        const misfit = misfitOfClass(ports, stored);
        if (misfit) return misfit;
        counts.classes += 1;
        counts.classEvents += stored.events.length;
      }
      onProgress({ phase: 'classes', done: counts.classEvents, total: totals.classEvents });
      return null;
    }
  });

  const rebuilt: string[] = [];
  for (const id of toRebuild) rebuilt.push(await rebuildRow(ports, limits, id));
  return { ok: found === null, exitCode: found === null ? 0 : 1, finding: found, counts, newest, rebuilt };
}

function misfitOfCheckpoints({ hash }: VerifyPorts, checkpoints: readonly Checkpoint[]): Finding | null {
  const first = checkpoints[0];
  if (first && first.profile !== profileOf(hash)) return aboutCheckpoint(first.id, 'other-profile');
  const verdict = verifyCheckpoints(hash, checkpoints);
  return verdict.ok ? null : aboutCheckpoint(verdict.id, verdict.reason);
}

function misfitOf(ports: VerifyPorts, limits: MatterLimits, stored: Stored): Finding | null {
  const { matterId, events, heads, row } = stored;
  const of = { matterId, number: row?.number ?? heads.at(-1)?.number ?? numberIn(events[0]?.data) ?? matterId };
  const chain = verifyChain(ports.hash, events, heads);
  if (!chain.ok) return aboutEvent(of, chain.seq, chain.reason);
  const folded = fold(stored);
  if ('brokenAt' in folded) return aboutEvent(of, folded.brokenAt, 'unfoldable');
  const misnamed = heads.find((head) => head.number !== folded.matter.number);
  if (misnamed) return aboutList({ index: misnamed.index, matterId, number: misnamed.number, seq: misnamed.seq }, 'other-number');
  const named = { matterId, number: folded.matter.number };
  if (!row) return aboutRow(named, chain.seq, null);
  const column = differingColumn(row, expectedRow(ports, limits, folded.matter, stored));
  return column === null ? null : aboutRow(named, chain.seq, column);
}

function fold({ matterId, events }: Stored): { matter: Matter } | { brokenAt: number } {
  let matter: Matter | null = null;
  for (const event of events) {
    try {
      matter = evolve(matter, event as unknown as RecordedEvent, matterId);
    } catch {
      return { brokenAt: event.seq };
    }
  }
  return matter ? { matter } : { brokenAt: 1 };
}

/** What the row should be. When the worker looks next is no statement about the matter, and moves without an event. */
function expectedRow(ports: VerifyPorts, limits: MatterLimits, matter: Matter, { events }: Stored) {
  const last = events.at(-1);
  const opened = events[0]?.data as { placeText?: string } | undefined;
  return { ...rowOf(matter, limits, ports.now()), place_text: opened?.placeText ?? '', changed_at: last?.at, head_hash: last?.hash };
}

const notOfTheRecord = new Set(['next_tick_at', 'changed_at']);

function differingColumn(row: StateRow, expected: ReturnType<typeof expectedRow>): string | null {
  const stored: Readonly<Record<string, unknown>> = row;
  const differing = Object.entries(expected).find(([column, value]) => !notOfTheRecord.has(column) && !isSame(stored[column], value));
  return differing?.[0] ?? null;
}

/** Under the matter's lock and from its record as it is by then. Returns its number; throws where the record is no longer sound. */
function rebuildRow(ports: VerifyPorts, limits: MatterLimits, matterId: string): Promise<string> {
  return writeRow(ports.db, matterId, (events) => {
    const stored: Stored = { matterId, events, heads: [], row: undefined };
    const misfit = misfitOf(ports, limits, stored);
    const folded = fold(stored);
    if (misfit?.reason !== 'row-missing' || 'brokenAt' in folded)
      throw new Error(`The record of ${matterId} changed while its row was being written anew: run daodi verify again`);
    const last = events.at(-1);
    return {
      ...expectedRow(ports, limits, folded.matter, stored),
      changed_at: last?.at as StateRow['changed_at'],
      head_hash: last?.hash ?? new Uint8Array(),
    };
  });
}
