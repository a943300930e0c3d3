// The second step of verifying: the list of heads and the tree over it, against every checkpoint. Names the very row that does not fit.
import { fromHex } from '#core/record/bytes.ts';
import type { Checkpoint } from '#core/record/checkpoint.ts';
import type { Hash } from '#core/record/hash.ts';
import { checkLog, type LoggedHead, type LogMark, type LogMisfit } from '#core/record/head-log.ts';
import type { NodeId } from '#core/record/merkle.ts';
import { aboutCheckpoint, aboutList, aboutNode, type Finding } from './findings.ts';
import type { RecordDb } from './store.ts';
import * as read from './store-verify.ts';

export type ListVerdict = { readonly finding: Finding | null; readonly listed: number; readonly nodes: number };

export async function verifyList(
  db: RecordDb,
  hash: Hash,
  checkpoints: readonly Checkpoint[],
  onRows: (done: number) => void,
): Promise<ListVerdict> {
  const marks = checkpoints.map(({ id, size, root }): LogMark => ({ id, size, root: fromHex(root) }));
  let nodes = new Map<string, Uint8Array>();
  let asked: NodeId = { level: 0, index: 0 };
  const check = checkLog(hash, marks, (level, index) => {
    asked = { level, index };
    return nodes.get(read.nodeKey(level, index));
  });
  let listed = 0;
  for await (const rows of read.listedRows(db)) {
    nodes = await read.nodesEndingIn(db, rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0);
    for (const row of rows) {
      const misfit = check.take(row);
      if (misfit) return { finding: await explain(db, hash, marks, misfit, asked, row), listed, nodes: 0 };
      listed += 1;
    }
    onRows(listed);
  }
  const short = check.finish();
  if (short) return { finding: await explain(db, hash, marks, short, asked), listed, nodes: 0 };
  const { nodes: stored, stray } = await read.strayNode(db, listed);
  return { finding: stray ? aboutNode(stray.level, stray.index, 'node-extra') : null, listed, nodes: stored };
}

/**
 * Row and stored node disagree: which of the two was changed is told by the checkpoint, when the tree is built from the rows alone. Rows that were
 * changed together with the tree are told by the events they speak of.
 */
async function explain(
  db: RecordDb,
  hash: Hash,
  marks: readonly LogMark[],
  misfit: LogMisfit,
  asked: NodeId,
  row?: LoggedHead,
): Promise<Finding> {
  const { index, reason, checkpointId } = misfit;
  if (reason === 'root-mismatch' && checkpointId !== undefined) {
    const size = marks.find((mark) => mark.id === checkpointId)?.size ?? 0;
    return (await forgedRow(db, index, size - 1)) ?? aboutCheckpoint(checkpointId, 'unrooted');
  }
  if (reason === 'leaf-mismatch' || reason === 'node-mismatch') {
    if (await doRowsFit(db, hash, marks, index)) return aboutNode(asked.level, asked.index, 'node-wrong');
    const forged = reason === 'node-mismatch' ? await forgedRow(db, asked.index * 2 ** asked.level, index) : null;
    if (forged) return forged;
  }
  const named = row?.index === index ? { matterId: row.matterId, number: row.number, seq: row.seq } : {};
  return aboutList({ index, ...named, ...(checkpointId === undefined ? {} : { checkpointId }) }, reason);
}

async function forgedRow(db: RecordDb, from: number, to: number): Promise<Finding | null> {
  const row = await read.rowUnlikeRecord(db, from, to);
  if (!row) return null;
  const { index, matterId, number, seq } = row;
  return aboutList({ index, matterId, number, seq }, 'unlike-record');
}

/** Whether the rows alone lead to the root of the checkpoint that lists row `index`, and of all before it. */
async function doRowsFit(db: RecordDb, hash: Hash, marks: readonly LogMark[], index: number): Promise<boolean> {
  const passed = marks.findIndex((mark) => mark.size > index);
  const mark = marks[passed];
  if (!mark) return false;
  const check = checkLog(hash, marks.slice(0, passed + 1));
  for await (const rows of read.listedRows(db)) {
    for (const row of rows) {
      if (row.index >= mark.size) return check.finish() === undefined;
      if (check.take(row)) return false;
    }
  }
  return check.finish() === undefined;
}
