// Many small matters of one kind, for tests of classes: raised on chosen days, in one village, with words that say nearly the same.

import type { Instant } from '#core/time/day.ts';
import { type NewConcern, openMatters } from '#features/matters/index.ts';
import type { TestCounty } from './county.ts';

export type Raised = { id: string; number: string };

export async function raiseMany(
  county: TestCounty,
  days: readonly string[],
  over: Partial<NewConcern> = {},
  hour = '02:00',
): Promise<Raised[]> {
  const concerns = days.map(
    (on, i): NewConcern => ({
      channel: 'phone',
      kind: 'help',
      title: '楼道灯不亮（示例）',
      text: `东街社区 ${(i % 7) + 1} 号楼楼道的灯又坏了，修好几天就不亮，老人夜里下楼看不见。`,
      placeText: '东街社区',
      placeId: 'p-dongjie',
      categoryId: 'lighting',
      confidentiality: 'normal',
      accusedUnitId: null,
      contact: { name: '张示例', phone: '13800000001' },
      wantsReply: true,
      receivedAt: `${on}T${hour}:00.000Z` as Instant,
      ...over,
    }),
  );
  const made: Raised[] = [];
  for (let from = 0; from < concerns.length; from += 200)
    for (const opened of await openMatters(county.ports, { kind: 'raiser' }, concerns.slice(from, from + 200))) {
      if (!opened.ok) throw new Error(opened.refusal);
      made.push({ id: opened.receipt.matterId, number: opened.receipt.number });
    }
  return made;
}

/** Days from `first`, each `step` days after the one before. */
export function daysFrom(first: string, count: number, step: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${first}T00:00:00Z`) + i * step * 86_400_000).toISOString().slice(0, 10),
  );
}
