// Record: what each finding means, in plain words. Used by `daodi verify`, the doctor page and the receipt page alike, so that the same
// finding never reads as two different ones. Compare house rule 7: every refusal has a sentence, and the compiler insists.
import type { ChainMisfit } from './chain.ts';
import type { CheckpointMisfit } from './checkpoint.ts';
import type { LogMisfit } from './head-log.ts';
import type { ShortProofRefusal } from './short-proof.ts';

export type Sentence = { readonly zh: string; readonly en: string };

/** About event `seq` of a matter. */
export const chainMisfitSentence: Record<ChainMisfit, Sentence> = {
  foreign: { zh: '这一步属于另一件事项。', en: 'This step belongs to another matter.' },
  gap: { zh: '缺这一步。', en: 'This step is missing.' },
  order: { zh: '这一步不在它应在的位置。', en: 'This step does not stand where it should.' },
  malformed: {
    zh: '这一步的内容已不成形，不可能是当时写入的样子。',
    en: 'This step is no longer well formed; it cannot have been written so.',
  },
  'hash-mismatch': { zh: '这一步的内容与当时的指纹不符。', en: 'The content of this step does not match its fingerprint.' },
  'log-mismatch': {
    zh: '检查点记下的指纹与这一步不同：检查点之后，从这一步或更早处起被整体重写过。',
    en: 'A checkpoint noted another fingerprint for this step: the history was written anew, from here or earlier, after that checkpoint.',
  },
  'cut-short': { zh: '检查点见过这一步，现在没有了。', en: 'A checkpoint has seen this step; now it is gone.' },
  'log-order': { zh: '检查点清单先记了后面的步骤，再记这一步。', en: 'The checkpoint list names a later step before this one.' },
};

/** About row `index` of the head log. */
export const logMisfitSentence: Record<LogMisfit['reason'], Sentence> = {
  gap: { zh: '检查点清单缺这一行。', en: 'The checkpoint list lacks this row.' },
  malformed: { zh: '检查点清单这一行已不成形。', en: 'This row of the checkpoint list is no longer well formed.' },
  'leaf-mismatch': { zh: '检查点清单这一行与树中的叶子不符。', en: 'This row of the checkpoint list does not match its leaf in the tree.' },
  'node-mismatch': {
    zh: '到这一行为止的一个树节点与各行不符。',
    en: 'A stored node of the tree that ends with this row does not match the rows.',
  },
  'root-mismatch': {
    zh: '从这一行到该检查点之间有改动，与检查点的根不符。',
    en: 'Between this row and the checkpoint something was changed: the root does not match.',
  },
  'cut-short': {
    zh: '检查点清单比检查点所记的短，从这一行起没有了。',
    en: 'The list is shorter than the checkpoint says; it ends before this row.',
  },
  unsealed: {
    zh: '这一行不属于任何检查点，只有检查点才能添加。',
    en: 'This row belongs to no checkpoint, and only a checkpoint may add one.',
  },
};

/** About checkpoint `id`. */
export const checkpointMisfitSentence: Record<CheckpointMisfit, Sentence> = {
  order: { zh: '检查点的编号没有接上。', en: 'The numbers of the checkpoints do not follow each other.' },
  'profile-changed': { zh: '检查点换了散列算法。', en: 'The checkpoint uses another hash function than the one before.' },
  'time-back': { zh: '检查点的时间早于上一个。', en: 'The checkpoint is dated before the one it follows.' },
  'size-back': { zh: '检查点的清单比上一个短。', en: 'The checkpoint states a shorter list than the one before.' },
  'prev-mismatch': { zh: '检查点没有接在上一个检查点之后。', en: 'The checkpoint does not continue the one before it.' },
  'hash-mismatch': { zh: '检查点的内容与它的指纹不符。', en: 'The content of the checkpoint does not match its fingerprint.' },
};

/** To a raiser who typed the short code from a receipt. */
export const shortProofSentence: Record<ShortProofRefusal, Sentence> = {
  empty: { zh: '请输入回执上的核对短码。', en: 'Please enter the short code on your receipt.' },
  'wrong-length': {
    zh: '核对短码共 17 位，请对照回执看看是否多了或少了。',
    en: 'A short code has 17 characters. Please compare it with your receipt.',
  },
  'wrong-character': {
    zh: '核对短码只有数字和英文字母，没有字母 U。请对照回执再看一遍。',
    en: 'A short code has only digits and letters, and never the letter U. Please compare it with your receipt.',
  },
  mistyped: {
    zh: '有一位可能看错或输错了，请对照回执逐位核对。',
    en: 'One character seems to be mistyped. Please compare each with your receipt.',
  },
};
