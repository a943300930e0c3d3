// The records of classes of matters (P16): chained as those of matters are, each in its own chain, and held against the heads that checkpoints listed of them.
import { verifyChain } from '#core/record/chain.ts';
import { classRowOf, type RecordedClassEvent } from '#features/matter-classes/index.ts';
import type { Ports } from '#platform/ports.ts';
import { aboutClassEvent, aboutClassRow, aboutList, type Finding } from './findings.ts';
import { isSame, numberIn } from './rules.ts';
import type { StoredClass } from './store-verify.ts';

/** The first thing that does not fit about one class; null when all does. */
export function misfitOfClass({ hash }: Pick<Ports, 'hash'>, { classId, events, heads, row }: StoredClass): Finding | null {
  const of = { classId, number: row?.number ?? heads.at(-1)?.number ?? numberIn(events[0]?.data) ?? classId };
  const chain = verifyChain(hash, events, heads);
  if (!chain.ok) return aboutClassEvent(of, chain.seq, chain.reason);
  const expected = stateOf(classId, events);
  if ('brokenAt' in expected) return aboutClassEvent(of, expected.brokenAt, 'unfoldable');
  const misnamed = heads.find((head) => head.number !== expected.number);
  if (misnamed) return aboutList({ index: misnamed.index, matterId: classId, number: misnamed.number, seq: misnamed.seq }, 'other-number');
  if (!row) return aboutClassRow(of, chain.seq, null);
  const stored: Readonly<Record<string, unknown>> = row;
  const state: Readonly<Record<string, unknown>> = { ...expected, head_hash: chain.head };
  const column = Object.keys(state).find((name) => !isSame(stored[name], state[name]));
  return column === undefined ? null : aboutClassRow({ ...of, number: expected.number }, chain.seq, column);
}

/** The row that these events make, or the step that cannot follow the ones before it. */
function stateOf(classId: string, events: StoredClass['events']): ReturnType<typeof classRowOf> | { brokenAt: number } {
  const told = events as unknown as RecordedClassEvent[];
  try {
    return classRowOf(classId, told);
  } catch {
    return { brokenAt: firstBroken(classId, told) };
  }
}

function firstBroken(classId: string, events: readonly RecordedClassEvent[]): number {
  for (let many = 1; many < events.length; many += 1) {
    try {
      classRowOf(classId, events.slice(0, many));
    } catch {
      return many;
    }
  }
  return Math.max(events.length, 1);
}
