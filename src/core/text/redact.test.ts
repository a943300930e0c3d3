import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactWords, tellsRaiser } from './redact.ts';

const known = { name: '张小示', phone: '13800000001', address: '幸福小区3号楼2单元501' };

describe('words for somebody who must not learn who wrote them', () => {
  test.each([
    ['我叫张小示，是本村村民', '我叫***，是本村村民'],
    ['小示家门口的路灯不亮', '***家门口的路灯不亮'],
    ['联系人：欧阳示例，电话13912345678', '联系人：***，电话***'],
    ['请打 138 0000 0001 找我', '请打 *** 找我'],
    ['我住在幸福小区3号楼2单元501，楼道灯坏了', '我住在***，楼道灯坏了'],
    ['5栋2单元301室漏水', '***漏水'],
    ['隔壁王大爷摔了一跤', '隔壁***摔了一跤'],
    ['身份证11010519491231002X', '身份证***'],
    ['微信号：abc_12345', '微信号：***'],
    ['写信到 zhang@example.com', '写信到 ***'],
    ['我是李示例。', '我是***。'],
  ])('%s', (said, shown) => expect(redactWords(said, known)).toBe(shown));

  test.each(['小区门口的路灯坏了两个星期，老人夜里摔了一跤。', '2号线公交改道，没有通知。', '我是来反映停水的', ''])(
    'what tells nobody stays: %s',
    (said) => expect(redactWords(said, known)).toBe(said),
  );

  test('whatever stands around it, the name, the phone and the address left with us never come through', () => {
    const around = fc.string({ unit: fc.constantFrom(...'，。小区门口路灯坏了 abc 0123我叫住在是单元'), maxLength: 20 });
    fc.assert(
      fc.property(around, around, fc.constantFrom(known.name, known.phone, known.address), (before, after, secret) => {
        const shown = redactWords(`${before}${secret}${after}`, known);
        expect(shown).not.toContain(secret);
        expect(tellsRaiser(shown, known)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('twice is the same as once', () => {
    const text = fc.string({ unit: fc.constantFrom(...'张小示，。13800000001我叫住在单元室号楼微信 :abc'), maxLength: 40 });
    fc.assert(
      fc.property(text, (said) => {
        const once = redactWords(said, known);
        expect(redactWords(once, known)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});
