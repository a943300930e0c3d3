// Notes on many matters in one commit are what one by one would have been: the same record, the same row, and each matter's own refusal.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyRecord } from '#features/record/index.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { act, noteTogether, openMatters, readHistoryByNumber } from './index.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

test('each is decided by itself, the refused leave the others alone, and the record fits', async () => {
  const { ports } = county;
  const opened = await openMatters(
    ports,
    { kind: 'clock' },
    Array.from({ length: 6 }, (_, i) => ({
      channel: 'import' as const,
      kind: 'help' as const,
      title: `路灯不亮 ${i}（示例）`,
      text: '路灯坏了两个星期（示例）',
      placeText: '',
      placeId: null,
      categoryId: 'housing',
      confidentiality: i === 4 ? ('accusation' as const) : ('normal' as const),
      accusedUnitId: i === 4 ? 'county' : null,
      contact: null,
      wantsReply: true,
    })),
  );
  const numbers = opened.map((one) => (one.ok ? one.receipt.number : ''));
  const desk = county.actor('shouli');
  const notes = [
    ...numbers.map((number, i) => ({ number, words: `表中另记：第 ${i} 行` })),
    { number: numbers[0] ?? '', words: '再记一条' },
    { number: numbers[1] ?? '', words: '   ' },
    { number: 'D0000002026000000000', words: '没有这件' },
  ];
  const answers = await noteTogether(ports, desk, notes);
  expect(answers.map((one) => (one.ok ? 'ok' : one.refusal))).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
    'not-found',
    'ok',
    'ok',
    'words-missing',
    'not-found',
  ]);
  const first = await readHistoryByNumber(ports.db, numbers[0] ?? '');
  expect(first?.events.map((event) => event.type)).toEqual(['registered', 'noted', 'noted']);
  expect((await act(ports, desk, numbers[0] ?? '', { do: 'note', words: '一条一条记', evidence: [] }, { expectedVersion: 3 })).ok).toBe(
    true,
  );
  expect((await verifyRecord(ports)).ok).toBe(true);
  expect(await noteTogether(ports, desk, [])).toEqual([]);
});
