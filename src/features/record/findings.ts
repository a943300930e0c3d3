// What does not fit, as one plain sentence that names table and row. Used by `daodi verify`, the doctor page and the log alike.
import type { ChainMisfit } from '#core/record/chain.ts';
import type { CheckpointMisfit } from '#core/record/checkpoint.ts';
import type { LogMisfit } from '#core/record/head-log.ts';
import { chainMisfitSentence, checkpointMisfitSentence, logMisfitSentence, type Sentence } from '#core/record/sentences.ts';

/**
 * other-profile: the record was made with the other hash function, so nothing can be compared · node-wrong, node-extra: a stored node of the tree
 * differs, or is missing, or belongs to nothing · unrooted: rows and nodes agree with each other, not with the checkpoint · other-number: the list
 * names another number than the record · unlike-record: a row of the list was changed together with the tree, and no longer fits the events · unfoldable: sound, but not a history of a matter · row-missing, row-differs: the current-state row.
 */
export type OwnMisfit =
  | 'other-profile'
  | 'node-wrong'
  | 'node-extra'
  | 'unrooted'
  | 'other-number'
  | 'unlike-record'
  | 'unfoldable'
  | 'row-missing'
  | 'row-differs';

export type Finding = {
  readonly table: 'checkpoint' | 'head_log' | 'merkle_node' | 'matter_event' | 'matter' | 'matter_class_event' | 'matter_class';
  readonly reason: OwnMisfit | ChainMisfit | CheckpointMisfit | LogMisfit['reason'];
  readonly matterId?: string;
  readonly classId?: string;
  readonly number?: string;
  readonly seq?: number;
  readonly index?: number;
  readonly level?: number;
  readonly checkpointId?: number;
  readonly column?: string;
  /** Table, place, and what is the matter with it. */
  readonly sentence: Sentence;
};

const own: Record<OwnMisfit, Sentence> = {
  'other-profile': {
    zh: '这份留痕用的是另一种散列算法，现在没法核对。请检查 DAODI_HASH_PROFILE 的设置；没有发现改动。',
    en: 'This record was made with the other hash function and cannot be compared now. Check DAODI_HASH_PROFILE; no change was found.',
  },
  'node-wrong': {
    zh: '检查点清单各行都对，只是存下的这个树节点不对或缺了。',
    en: 'The rows of the list are sound; only this stored node of the tree is wrong or missing.',
  },
  'node-extra': {
    zh: '清单里没有行与这个树节点对应，只有检查点才能添加。',
    en: 'No rows of the list belong to this node; only a checkpoint may add one.',
  },
  unrooted: {
    zh: '清单和树彼此相符，却与这个检查点的根不符：改的是检查点，或是清单和树一起改了。',
    en: 'List and tree fit each other but not the root of this checkpoint: it was changed, or list and tree were changed together.',
  },
  'other-number': {
    zh: '检查点清单这一行的编号与记录里的不同。',
    en: 'This row of the checkpoint list gives another number than the record does.',
  },
  'unlike-record': {
    zh: '清单这一行连同树一起改过，与记下的经过不符。',
    en: 'This row of the list was changed together with the tree; it does not fit the events.',
  },
  unfoldable: { zh: '指纹对得上，但这一步接不上前面的经过。', en: 'The fingerprint fits, but this step cannot follow the ones before it.' },
  'row-missing': { zh: '有经过，却没有当前状态这一行。', en: 'There is a history, but the row of the current state is missing.' },
  'row-differs': { zh: '当前状态与经过推出的不同。', en: 'The current state is not what the history makes it.' },
};

const finding = (place: Omit<Finding, 'sentence'>, where: Sentence, what: Sentence): Finding => ({
  ...place,
  sentence: { zh: `表 ${place.table}，${where.zh}：${what.zh}`, en: `Table ${place.table}, ${where.en}: ${what.en}` },
});

export function aboutCheckpoint(checkpointId: number, reason: CheckpointMisfit | 'other-profile' | 'unrooted'): Finding {
  const what = reason === 'other-profile' || reason === 'unrooted' ? own[reason] : checkpointMisfitSentence[reason];
  return finding(
    { table: 'checkpoint', reason, checkpointId },
    { zh: `第 ${checkpointId} 号检查点`, en: `checkpoint ${checkpointId}` },
    what,
  );
}

type Listed = { index: number; matterId?: string; number?: string; seq?: number; checkpointId?: number };

export function aboutList(place: Listed, reason: LogMisfit['reason'] | 'other-number' | 'unlike-record'): Finding {
  const { index, number, seq } = place;
  const isClass = number?.startsWith('C');
  const of =
    number === undefined
      ? { zh: '', en: '' }
      : {
          zh: `（${isClass ? '一类事' : '事项'} ${number} 第 ${seq} 步）`,
          en: ` (${isClass ? 'class' : 'matter'} ${number}, step ${seq})`,
        };
  const what = reason === 'other-number' || reason === 'unlike-record' ? own[reason] : logMisfitSentence[reason];
  return finding({ table: 'head_log', reason, ...place }, { zh: `第 ${index} 行${of.zh}`, en: `row ${index}${of.en}` }, what);
}

export function aboutNode(level: number, index: number, reason: 'node-wrong' | 'node-extra'): Finding {
  return finding(
    { table: 'merkle_node', reason, level, index },
    { zh: `第 ${level} 层第 ${index} 个节点`, en: `level ${level}, node ${index}` },
    own[reason],
  );
}

type Of = { matterId: string; number: string };

export function aboutEvent(of: Of, seq: number, reason: ChainMisfit | 'unfoldable'): Finding {
  const what = reason === 'unfoldable' ? own[reason] : chainMisfitSentence[reason];
  return finding(
    { table: 'matter_event', reason, ...of, seq },
    { zh: `事项 ${of.number} 第 ${seq} 步`, en: `matter ${of.number}, step ${seq}` },
    what,
  );
}

/** `seq` is the step up to which the history was sound, that is, the state the row should show. */
export function aboutRow(of: Of, seq: number, column: string | null): Finding {
  const reason = column === null ? 'row-missing' : 'row-differs';
  const at = column === null ? { zh: '', en: '' } : { zh: `，${column} 列`, en: `, column ${column}` };
  const where = { zh: `事项 ${of.number}（到第 ${seq} 步）${at.zh}`, en: `matter ${of.number} (at step ${seq})${at.en}` };
  return finding({ table: 'matter', reason, ...of, seq, ...(column === null ? {} : { column }) }, where, own[reason]);
}

type OfClass = { classId: string; number: string };

export function aboutClassEvent(of: OfClass, seq: number, reason: ChainMisfit | 'unfoldable'): Finding {
  const what = reason === 'unfoldable' ? own[reason] : chainMisfitSentence[reason];
  return finding(
    { table: 'matter_class_event', reason, ...of, seq },
    { zh: `一类事 ${of.number} 第 ${seq} 步`, en: `class ${of.number}, step ${seq}` },
    what,
  );
}

/** `seq` as in `aboutRow`. */
export function aboutClassRow(of: OfClass, seq: number, column: string | null): Finding {
  const reason = column === null ? 'row-missing' : 'row-differs';
  const at = column === null ? { zh: '', en: '' } : { zh: `，${column} 列`, en: `, column ${column}` };
  const where = { zh: `一类事 ${of.number}（到第 ${seq} 步）${at.zh}`, en: `class ${of.number} (at step ${seq})${at.en}` };
  return finding({ table: 'matter_class', reason, ...of, seq, ...(column === null ? {} : { column }) }, where, own[reason]);
}
