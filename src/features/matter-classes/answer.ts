// Classes as JSON for neighbouring systems: the same reading as the pages, for the same readers.

import { possibleForClass } from '#core/matter-class/possible.ts';
import type { MatterClass } from '#core/matter-class/state.ts';
import type { Instant } from '#core/time/day.ts';
import type { Viewer } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { effectOfClass } from './actions-effect.ts';
import { listForViewer, readClass } from './actions-read.ts';
import { loadAround } from './around.ts';
import { formOfCommand } from './forms.ts';
import { effectSentence, type Lang, signalWords } from './words.ts';

const brief = (m: MatterClass, lang: Lang) => ({
  number: m.number,
  title: m.title,
  state: m.status,
  origin: m.origin,
  scope: { categories: m.scope.categoryIds, places: m.scope.placeIds, words: m.scope.words, notWords: m.scope.notWords },
  owner: m.owner === null ? null : { unitId: m.owner.unitId, accountId: m.owner.accountId },
  round: m.round,
  relapses: m.relapses.length,
  signals: m.signals.map((one) => ({ ...one, words: signalWords(one, lang) })),
  openedAt: m.openedAt satisfies Instant,
  changedAt: m.changedAt,
  version: m.version,
});

export async function classesAnswer(ports: Ports, viewer: Viewer, lang: Lang): Promise<object> {
  return { items: (await listForViewer(ports, viewer, await loadAround(ports))).map((m) => brief(m, lang)) };
}

/** Null: there is no such number, or it is not for this caller. */
export async function classAnswer(
  ports: Ports,
  viewer: Viewer,
  number: string,
  lang: Lang,
): Promise<{ version: number; [field: string]: unknown } | null> {
  const around = await loadAround(ports);
  const read = await readClass(ports, viewer, around, number);
  if (!read) return null;
  const { m } = read;
  const { units } = around;
  const isUnder = (unitId: string, above: string) => unitId === above || units.path(unitId).some((unit) => unit.id === above);
  const found = await effectOfClass(ports, m, around);
  return {
    ...brief(m, lang),
    possible: possibleForClass(m, viewer, isUnder).flatMap((name) => formOfCommand(name) ?? []),
    hypothesis: m.hypothesis,
    whys: m.whys,
    measures: m.measures.map(({ id, plan, round, done, droppedBecause }) => ({ id, ...plan, round, done, droppedBecause })),
    observation: m.observation,
    conclusion: m.conclusion,
    lasting: m.lasting,
    reviewBy: m.reviewBy,
    effect: {
      measureOn: found.measureOn,
      sentence: found.measureOn === null ? null : effectSentence(found.effect, lang),
      weekly: { before: found.series.before, after: found.series.after },
      per1000: found.per,
      ...(found.measureOn === null ? {} : { estimate: found.effect }),
    },
  };
}
