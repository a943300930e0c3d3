import { expect, test } from 'vitest';
import { asSeen } from './actions-twins.ts';

const reasons = { names: ['幸福小区', '和平路'], words: '示例乙家积水', sameSubject: true, days: 2 };
const row = (title: string, mayOpenContact = false) => ({ title, place_text: '和平路', mayOpenContact });

test('reasons in words that are starred out for this reader are not given; facts stay', () => {
  expect(asSeen(reasons, row('*****积水'))).toEqual({ names: ['和平路'], words: '', sameSubject: true, days: 2 });
  expect(asSeen(reasons, row('幸福小区示例乙家积水'))).toEqual(reasons);
});
test('who may open the contact sees every reason', () => expect(asSeen(reasons, row('*****积水', true))).toEqual(reasons));
