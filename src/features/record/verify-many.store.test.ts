// A larger record: checked in portions, at one moment, while others go on writing.
import { expect, test } from 'vitest';
import { act, type NewConcern, openMatters } from '#features/matters/index.ts';
import { testCounty } from '#test/support/county.ts';
import { checkpointNow, type VerifyProgress, verifyRecord } from './index.ts';

const concern = (i: number): NewConcern => ({
  channel: 'import',
  kind: 'help',
  title: `示例第 ${i} 件`,
  text: '三组的路灯不亮',
  placeText: '',
  placeId: null,
  categoryId: 'housing',
  confidentiality: 'normal',
  accusedUnitId: null,
  contact: null,
  wantsReply: true,
});

test('two thousand matters are checked in portions, with progress to the end, while others go on writing', async () => {
  const big = await testCounty();
  try {
    for (let done = 0; done < 2_000; done += 250)
      await openMatters(
        big.ports,
        { kind: 'raiser' },
        Array.from({ length: 250 }, (_, i) => concern(done + i)),
      );
    const all = await big.ports.db.selectFrom('matter').select(['id', 'number']).orderBy('id').execute();
    for (const { number } of all.filter((_, i) => i % 100 === 0))
      await act(big.ports, big.actor('shouli'), number, { do: 'summarise', summary: '示例' });
    expect(await checkpointNow(big.ports)).toMatchObject({ id: 1, size: 2_000 });
    const seen: VerifyProgress[] = [];
    let written: Promise<unknown> | undefined;
    const onProgress = (progress: VerifyProgress) => {
      written ??= act(big.ports, big.actor('shouli'), all.at(-1)?.number ?? '', { do: 'summarise', summary: '核对时写的' });
      seen.push(progress);
    };
    const report = await verifyRecord(big.ports, { onProgress });
    expect(report).toMatchObject({ ok: true, counts: { checkpoints: 1, listed: 2_000, matters: 2_000, events: 2_020 } });
    expect(await written).toMatchObject({ ok: true });
    const matters = seen.filter((progress) => progress.phase === 'matters').map((progress) => progress.done);
    expect(matters.length).toBeGreaterThanOrEqual(3);
    expect(matters).toEqual([...matters].sort((a, b) => a - b));
    expect(seen.findLast(({ phase }) => phase === 'matters')).toEqual({ phase: 'matters', done: 2_020, total: 2_020 });
    expect(seen.at(-1)).toEqual({ phase: 'classes', done: 0, total: 0 });
    expect((await verifyRecord(big.ports)).counts.events).toBe(2_021);
  } finally {
    await big.close();
  }
});
