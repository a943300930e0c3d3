// The words by which people and neighbour systems say a level, a verdict, an outcome or a ruling. A word that is not here is asked back, never guessed.
import { choice } from './values.ts';

export const levelOf = choice<1 | 2 | 3 | 4 | 5>({
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  '5': 5,
  'very-satisfied': 5,
  verysatisfied: 5,
  非常满意: 5,
  satisfied: 4,
  满意: 4,
  neutral: 3,
  basic: 3,
  basicallysatisfied: 3,
  基本满意: 3,
  dissatisfied: 2,
  unsatisfied: 2,
  不满意: 2,
  'very-dissatisfied': 1,
  verydissatisfied: 1,
  非常不满意: 1,
});
export const solvedOf = choice<'yes' | 'partly' | 'no'>({
  yes: 'yes',
  true: 'yes',
  solved: 'yes',
  已解决: 'yes',
  partly: 'partly',
  partial: 'partly',
  基本解决: 'partly',
  no: 'no',
  false: 'no',
  unsolved: 'no',
  未解决: 'no',
});
export const outcomeOf = choice<'support' | 'explain' | 'notSupport' | 'answered'>({
  support: 'support',
  supported: 'support',
  solved: 'support',
  resolved: 'support',
  done: 'support',
  explain: 'explain',
  explained: 'explain',
  notsupport: 'notSupport',
  notSupport: 'notSupport',
  'not-support': 'notSupport',
  refused: 'notSupport',
  answered: 'answered',
  answer: 'answered',
});
/** What a ruling may be called. An unknown word is asked back: a ruling is final, and must not hang on a slip of the pen. */
export const rulingOf = choice<'yes' | 'no' | 'designated'>({
  ...same(
    'yes',
    'granted',
    'grant',
    'approved',
    'approve',
    'upheld',
    'uphold',
    'accepted',
    'accept',
    'agreed',
    'agree',
    'confirmed',
    'confirm',
    'yes',
    'true',
    '同意',
    '批准',
  ),
  ...same('no', 'refused', 'refuse', 'rejected', 'reject', 'denied', 'deny', 'dismissed', 'disagree', 'no', 'false', '不同意', '驳回'),
  ...same('designated', 'designated', 'designate', '指定'),
});

function same<T>(means: T, ...said: string[]): Record<string, T> {
  return Object.fromEntries(said.map((word) => [word, means]));
}
