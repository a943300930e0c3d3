// The front door of the record's room: checkpoints, proofs, and the check of everything.
export { type CheckpointJob, checkpointJob, checkpointNow, nextCheckpointAt, type RecordPorts } from './actions.ts';
export type { Finding } from './findings.ts';
export {
  type ConsistencyJson,
  checkReceipt,
  consistencyBetween,
  type InclusionJson,
  inclusionOfMatter,
  type ReceiptAnswer,
  readReceipt,
  receiptProof,
} from './proofs.ts';
export { checkpointSetting } from './rules.ts';
export { lastCheckpoint, listCheckpoints, readCheckpoint } from './store.ts';
export { type RecordReport, type VerifyOptions, type VerifyPhase, type VerifyPorts, type VerifyProgress, verifyRecord } from './verify.ts';
