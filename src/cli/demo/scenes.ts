// Plays the invented matters of scene-list.ts on a clock of their own that runs from days ago until now, all through act() and the worker's own tick,
// like everybody else: so that the pages of the demo show matters in every state, and each history is one that the rules allow.
import type { Command } from '#core/matter/commands.ts';
import type { Actor } from '#core/matter/events.ts';
import { addDays, atTimeOfDay, dayOf, type Instant } from '#core/time/day.ts';
import { act, mergeInto, type NewConcern, type Outcome, openMatter, tickMatter } from '#features/matters/index.ts';
import { loadStaff } from '#features/people/index.ts';
import { instruct } from '#features/rates/index.ts';
import type { Ports } from '#platform/ports.ts';
import { demoPeople } from './county.ts';
import { type Moment, type Scene, sceneList } from './scene-list.ts';
import { finishedScenes } from './scenes-finished.ts';

const playedKey = 'demo.scenes';

/** Each scene once per data folder; a start that was cut off goes on with the scenes that are missing. Returns how many were played now. */
export async function playScenes(ports: Ports): Promise<number> {
  const played = await playedBefore(ports);
  const actors = await actorsOf(ports);
  const numbers = new Map(Object.entries(played));
  const today = dayOf(ports.now());
  const missing = (scenes: readonly Scene[]) => scenes.filter((scene) => !numbers.has(scene.key));
  const [open, finished] = [missing(sceneList(today)), missing(finishedScenes())];
  // Those of the list lean on each other; what was finished stands alone, so several of it are under way at once.
  for (const some of [...open.map((scene) => [scene]), ...inPortions(finished)]) {
    await Promise.all(some.map(async (scene) => numbers.set(scene.key, await playScene(ports, scene, actors, numbers))));
    await remember(ports, Object.fromEntries(numbers));
  }
  if (!numbers.has(instructionKey)) {
    numbers.set(instructionKey, await playInstruction(ports, actors));
    await remember(ports, Object.fromEntries(numbers));
  }
  return open.length + finished.length;
}

const atOnce = 6;
/** As many at a time as are played side by side; each moves a clock of its own. */
export const inPortions = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / atOnce) }, (_, i) => all.slice(i * atOnce, (i + 1) * atOnce));

const instructionKey = 'instruction';

/** What a leader wrote on the leader's page nine days ago, and how far it has come. */
async function playInstruction(ports: Ports, actors: (login: string) => Actor): Promise<string> {
  const until = ports.now();
  let now = instantOf({ daysAgo: 9, time: '08:40' }, until);
  const past: Ports = { ...ports, now: () => now };
  const leader = actors('xianban');
  if (leader.kind !== 'staff') throw new Error('a leader is of the staff');
  const text = '下雪前把全县农村公路临水临崖段的护栏查一遍，缺的列出清单和完工日期（示例）';
  const given = await instruct(past, leader, {
    text,
    unitId: 'housing',
    categoryId: 'roads',
    limitKey: 'super.ordinary',
    key: past.newId(),
  });
  if (!given.ok) throw new Error(`demo instruction: ${given.refusal} ${given.detail ?? ''}`);
  for (const [daysAgo, command] of [
    [8, { do: 'acknowledge' }],
    [3, { do: 'note', words: '已查完东镇一段，缺护栏 4 处，其余乡镇本周查完。', evidence: [] }],
  ] satisfies [number, Command][]) {
    now = instantOf({ daysAgo, time: '10:00' }, until);
    const done = await act(past, actors('chengban'), given.number, command);
    if (!done.ok) throw new Error(`demo instruction, ${command.do}: ${done.refusal}`);
  }
  return given.number;
}

async function playScene(
  ports: Ports,
  scene: Scene,
  actors: (login: string) => Actor,
  numbers: ReadonlyMap<string, string>,
): Promise<string> {
  const until = ports.now();
  let now = instantOf(scene.at, until);
  const past: Ports = { ...ports, now: () => now };
  const opened = await openMatter(past, actors('shouli'), concernOf(scene.concern));
  if (!opened.ok) throw new Error(`demo scene ${scene.key}: ${opened.refusal}`);
  const { number } = opened.receipt;
  const letTimePass = async (to: Instant): Promise<void> => {
    for (let due = await nextTick(ports, number); due !== null && due <= to; due = await nextTick(ports, number)) {
      if (due > now) now = due;
      if ((await tickMatter(past, number)) === 0) break;
    }
    if (to > now) now = to;
  };
  for (const { at, by, command } of scene.steps) {
    await letTimePass(instantOf(at, until));
    const done: Outcome =
      command.do === 'mergeInto'
        ? await mergeInto(past, actors(by), number, numbers.get(command.scene) ?? '', command.reason)
        : await act(past, actors(by), number, command);
    if (!done.ok) throw new Error(`demo scene ${scene.key}, ${by} ${command.do}: ${done.refusal} ${done.detail ?? ''}`);
  }
  await letTimePass(until);
  return number;
}

/** A moment that has not come yet today is a minute ago. */
export function instantOf({ daysAgo, time }: Moment, now: Instant): Instant {
  const at = atTimeOfDay(addDays(dayOf(now), -daysAgo), time);
  return at < now ? at : now;
}

async function nextTick(ports: Ports, number: string): Promise<Instant | null> {
  const row = await ports.db.selectFrom('matter').select('next_tick_at').where('number', '=', number).executeTakeFirstOrThrow();
  return row.next_tick_at;
}

export function concernOf(concern: Scene['concern']): NewConcern {
  return {
    channel: 'phone',
    kind: 'help',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: { name: '张示例', phone: '13800000001' },
    wantsReply: true,
    source: '示例',
    ...concern,
  };
}

export async function actorsOf(ports: Ports): Promise<(login: string) => Actor> {
  const staff = await loadStaff(ports.db);
  return (login) => {
    if (login === 'raiser') return { kind: 'raiser' };
    const person = demoPeople.find((one) => one.login === login);
    const account = staff.all.find((one) => one.login === login);
    if (!person || !account) throw new Error(`nobody called ${login} in the demo`);
    return { kind: 'staff', id: account.accountId, unitId: person.unitId, roles: person.roles };
  };
}

export async function playedBefore(ports: Ports): Promise<Record<string, string>> {
  const row = await ports.db.selectFrom('setting').select('body').where('key', '=', playedKey).executeTakeFirst();
  return (row?.body ?? {}) as Record<string, string>;
}

export async function remember(ports: Ports, played: Record<string, string>): Promise<void> {
  const body = JSON.stringify(played);
  await ports.db
    .insertInto('setting')
    .values({ key: playedKey, body, changed_at: ports.now() })
    .onConflict((oc) => oc.column('key').doUpdateSet({ body, changed_at: ports.now() }))
    .execute();
}
