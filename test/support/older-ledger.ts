// A row of an older ledger, whose time was over long before this system began.
import { openMatter } from '#features/matters/index.ts';
import type { TestCounty } from './county.ts';

/** Its number. */
export async function importOld({ ports, actor }: TestCounty, title: string, placeId: string | null = null): Promise<string> {
  const opened = await openMatter(ports, actor('shouli'), {
    channel: 'import',
    kind: 'help',
    title,
    text: title,
    placeText: '',
    placeId,
    categoryId: 'housing',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: null,
    wantsReply: false,
    receivedAt: '2010-02-23T01:00:00.000Z',
  });
  if (!opened.ok) throw new Error(opened.refusal);
  return opened.receipt.number;
}
