// What moves matters between classes: made by hand, split, joined, taken in, left out. Two classes are locked in the order of their numbers; both move or neither.
import type { ClassCommand } from '#core/matter-class/commands.ts';
import { mostMembers } from '#core/matter-class/decide.ts';
import { classOf } from '#core/matter-class/matter-class.ts';
import { addHours, type Instant } from '#core/time/day.ts';
import { type Viewer, visible } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { actIn, type ClassOptions, type ClassOutcome, type ClassTrx, inClasses, openClass } from './actions.ts';
import { type Around, loadAround } from './around.ts';
import { reachOf } from './reach.ts';
import { tellsNumber } from './rules.ts';
import { findClass, readClassHistory } from './store.ts';
import { idsOfNumbers, memberIds } from './store-members.ts';

const yearBack = (now: Instant): Instant => addHours(now, -24 * 366);

/** Numbers as typed or ticked, to the ids of those that may be in a class and that this person may see. The rest come back as `left`. */
async function idsOf(ports: Pick<Ports, 'db'>, trx: ClassTrx, viewer: Viewer, around: Around, numbers: readonly string[]) {
  const asked = [...new Set(numbers)].slice(0, mostMembers);
  const found = await idsOfNumbers(trx, asked);
  const seen =
    found.length === 0
      ? []
      : await visible(ports.db, viewer, around)
          .select('m.id')
          .where(
            'm.id',
            'in',
            found.map((one) => one.id),
          )
          .execute();
  const known = new Set(seen.map((one) => one.id));
  const taken = found.filter((one) => known.has(one.id));
  return { taken, left: asked.filter((number) => !taken.some((one) => one.number === number)) };
}

/** A person saw it before the clock did: a class from matters chosen by hand; its scope is what they have in common. */
export async function makeClass(
  ports: Ports,
  me: Viewer,
  asked: { title: string; numbers: readonly string[] },
  options: ClassOptions = {},
): Promise<ClassOutcome> {
  if (!me.roles.some((role) => role === 'dispatcher' || role === 'hotline' || role === 'countyOffice'))
    return { ok: false, refusal: 'not-your-role' };
  const title = asked.title.trim();
  if (title === '') return { ok: false, refusal: 'title-missing' };
  if ([...title].length > 60) return { ok: false, refusal: 'title-too-long' };
  if (tellsNumber([title])) return { ok: false, refusal: 'tells-number' };
  const around = await loadAround(ports);
  return inClasses(ports, me, around, options.idempotency, async (trx) => {
    const { taken, left } = await idsOf(ports, trx, me, around, asked.numbers);
    if (left.length > 0) return { ok: false, refusal: 'unknown-matters', detail: left.slice(0, 5).join('、') };
    if (taken.length < 2) return { ok: false, refusal: 'no-members' };
    const same = <T>(values: readonly T[]): T | null => (new Set(values).size === 1 ? (values[0] ?? null) : null);
    const categoryId = same(taken.map((one) => one.categoryId));
    const placeId = same(taken.map((one) => one.placeId));
    const m = await openClass(ports, trx, me, {
      origin: 'person',
      key: null,
      title,
      scope: {
        categoryIds: categoryId === null ? [] : [categoryId],
        placeIds: categoryId !== null && placeId !== null ? [placeId] : [],
        words: [],
        notWords: [],
      },
      signals: [],
      include: taken.map((one) => one.id),
      from: null,
    });
    return { ok: true, m, added: ['noticed'], number: m.number };
  });
}

export type MoveAsk = { numbers: readonly string[]; reason: string };

export async function moveMembers(
  ports: Ports,
  me: Viewer,
  number: string,
  how: 'include' | 'exclude',
  asked: MoveAsk,
  options: ClassOptions = {},
): Promise<ClassOutcome> {
  const around = await loadAround(ports);
  return inClasses(ports, me, around, options.idempotency, async (trx) => {
    const { taken, left } = await idsOf(ports, trx, me, around, asked.numbers);
    if (left.length > 0) return { ok: false, refusal: 'unknown-matters', detail: left.slice(0, 5).join('、') };
    return actIn(ports, trx, around, me, number, { do: how, ids: taken.map((one) => one.id), reason: asked.reason }, options);
  });
}

/** What was ticked, and from now on whatever holds one of the words, becomes a class of its own; it begins as a clue. */
export async function splitClass(
  ports: Ports,
  me: Viewer,
  number: string,
  asked: MoveAsk & { title: string; words: readonly string[] },
  options: ClassOptions = {},
): Promise<ClassOutcome> {
  const title = asked.title.trim();
  if (title === '') return { ok: false, refusal: 'title-missing' };
  if (tellsNumber([title])) return { ok: false, refusal: 'tells-number' };
  const around = await loadAround(ports);
  return inClasses(ports, me, around, options.idempotency, async (trx) => {
    const row = await findClass(trx, number);
    if (!row) return { ok: false, refusal: 'not-found' };
    const before = classOf(row.id, await readClassHistory(trx, row.id));
    const members = (await memberIds(trx, reachOf(before, around), yearBack(ports.now()), mostMembers)).map((one) => one.id);
    const { taken, left } = await idsOf(ports, trx, me, around, asked.numbers);
    if (left.length > 0) return { ok: false, refusal: 'unknown-matters', detail: left.slice(0, 5).join('、') };
    const ids = taken.map((one) => one.id);
    const { scope } = before;
    const part = await openClass(ports, trx, me, {
      origin: 'split',
      key: null,
      title,
      scope: asked.words.length > 0 ? { ...scope, words: asked.words } : { categoryIds: [], placeIds: [], words: [], notWords: [] },
      signals: before.signals,
      include: ids,
      from: number,
    });
    const command: ClassCommand = { do: 'split', ids, members, words: asked.words, number: part.number, reason: asked.reason };
    const done = await actIn(ports, trx, around, me, number, command, options);
    return done.ok ? { ...done, number: part.number } : done;
  });
}

/** The class joins another: its scope and its members go over, its number stays to be found. */
export async function joinClass(
  ports: Ports,
  me: Viewer,
  number: string,
  into: string,
  reason: string,
  options: ClassOptions = {},
): Promise<ClassOutcome> {
  const around = await loadAround(ports);
  return inClasses(ports, me, around, options.idempotency, async (trx) => {
    const target = await findClass(trx, into);
    const source = await findClass(trx, number);
    if (!target || !source) return { ok: false, refusal: 'not-found', detail: target ? number : into };
    const m = classOf(source.id, await readClassHistory(trx, source.id));
    const joined = await actIn(ports, trx, around, me, number, { do: 'joinTo', number: into, status: target.status, reason }, options);
    if (!joined.ok) return joined;
    const taken = await actIn(ports, trx, around, me, into, { do: 'absorb', number, ids: m.include, scope: m.scope });
    return taken.ok ? { ...joined, number: into } : taken;
  });
}
