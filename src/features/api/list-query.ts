// What a list may be asked for. A value that is not understood is told, never passed over: an empty or wrongly ordered list would read like an answer.
import { statuses } from '#core/matter/matter.ts';
import { cleanText } from '#core/text/clean.ts';
import { type Circumstances, type ListQuery, searchCursor } from '#features/matters/index.ts';
import { choice, type Lang, type WrongField } from './values.ts';

/** Newest registration first, what is due soonest first, or (with `q`) what fits best first. */
export const sorts = { received: 'received', due: 'due', relevance: 'relevance' } as const;
const sortOf = choice<'received' | 'due' | 'relevance'>({
  ...sorts,
  '-received': 'received',
  receivedat: 'received',
  '-receivedat': 'received',
  newest: 'received',
  number: 'received',
  '-number': 'received',
  dueat: 'due',
  deadline: 'due',
});
export const lights = ['none', 'blue', 'yellow', 'red'] as const;
export const waits = ['none', 'dispatch', 'ruling', 'callback', 'checkBack', 'meeting'] as const;

const ended = new Set<string>(['archived', 'judged', 'notAccepted', 'emergency', 'terminated']);

/** A cursor is what `next` of the page before said: of a search, or of a list. */
const isCursor = (text: string): boolean =>
  searchCursor.test(text) ||
  (/^[\w-]{20,200}$/.test(text) && /^\d{4}-\d\d-\d\dT[\d:.]+Z\|./.test(Buffer.from(text, 'base64url').toString('utf8')));

export function readListQuery(
  q: Record<string, string>,
  c: Circumstances,
  lang: Lang,
): { ok: true; ask: ListQuery } | { ok: false; wrong: WrongField[] } {
  const wrong: WrongField[] = [];
  const no = (field: string, says: string, zh: string, en: string): undefined => {
    wrong.push({ field, says, detail: lang === 'zh' ? zh : en });
    return undefined;
  };
  const among = (field: string, values: readonly string[]): string | undefined => {
    const typed = q[field];
    if (typed === undefined || typed === '' || values.includes(typed)) return typed || undefined;
    return no(field, 'not-one-of', `只能是：${values.join(', ')}。`, `One of: ${values.join(', ')}.`);
  };
  const limit = q['limit'] === undefined ? 50 : /^\d{1,3}$/.test(q['limit']) ? Number(q['limit']) : 0;
  if (limit < 1 || limit > 200) no('limit', 'out-of-range', '一页 1 到 200 件。', '1 to 200 on a page.');
  if (q['unit'] && !c.units.byId(q['unit'])) no('unit', 'unknown-unit', '没有这个单位。', 'There is no such unit.');
  if (q['category'] && !c.categories.byId(q['category']))
    no('category', 'unknown-category', '没有这个类别。', 'There is no such category.');
  const stateText = q['state'] ?? q['status'] ?? '';
  const states = stateText === '' || stateText === 'open' ? undefined : stateText.split(',').map((one) => one.trim());
  if (states?.some((one) => !(statuses as readonly string[]).includes(one)))
    no('state', 'not-one-of', `只能是 open，或其中几个：${statuses.join(', ')}。`, `\`open\`, or some of: ${statuses.join(', ')}.`);
  const sort = q['sort'] ? sortOf(q['sort']) : (q['q'] ?? '') === '' ? 'received' : 'relevance';
  if (!sort) no('sort', 'not-one-of', `只能是：${Object.keys(sorts).join(', ')}。`, `One of: ${Object.keys(sorts).join(', ')}.`);
  if (sort === 'due' && states?.some((one) => ended.has(one)))
    no(
      'sort',
      'not-for-ended',
      '已结束的没有到期先后，请用 received 排序。',
      'What is ended has no order by due date; sort it by `received`.',
    );
  if (q['cursor'] && !isCursor(q['cursor']))
    no('cursor', 'unknown-cursor', '这不是上一页给出的 next。', 'This is not what `next` of the page before said.');
  const [light, waitingFor] = [among('light', lights), among('waiting', waits)];
  if (wrong.length > 0) return { ok: false, wrong };
  return {
    ok: true,
    ask: {
      unit: q['unit'] || undefined,
      status: states,
      open: stateText === 'open',
      // A category of today stands for those of older trees that map to it; those below it are asked for by their own ids.
      category: q['category'] ? c.categories.formsOf(q['category']) : undefined,
      light,
      waitingFor,
      q: cleanText(q['q'] ?? '', { max: 200 }).text,
      sort: sort === 'relevance' ? undefined : sort,
      excerpts: q['excerpts'] === 'true' || q['excerpts'] === '1',
      limit,
      cursor: q['cursor'] || undefined,
    },
  };
}
