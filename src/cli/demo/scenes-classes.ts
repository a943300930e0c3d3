// From one thing to one class, played on the past: lamps that were mended one by one until somebody asked why, and a village where the water stops, which is just being
// looked at. All through the same actions as everybody's. Every sentence is invented, 示例.
import type { Actor } from '#core/matter/events.ts';
import type { ClassCommand } from '#core/matter-class/commands.ts';
import { utf8 } from '#core/record/bytes.ts';
import { addDays, type Day, dayOf, type TimeOfDay } from '#core/time/day.ts';
import { actOnClass, classNumberOf, lookAtClasses } from '#features/matter-classes/index.ts';
import { actTogether, openMatter } from '#features/matters/index.ts';
import type { Ports } from '#platform/ports.ts';
import { answer, dispatchTo, place, spoke, verdict } from './scene-list.ts';
import { actorsOf, concernOf, inPortions, instantOf, playedBefore, remember } from './scenes.ts';

/** Each once per data folder. Every step has a key of its own, so that a start which was cut off goes over it again and does nothing twice. */
export const playLamps = (ports: Ports): Promise<void> => once(ports, 'lamps', lampsPlayed);
export const playWater = (ports: Ports): Promise<void> => once(ports, 'water', waterPlayed);

type Actors = (login: string) => Actor;
async function once(ports: Ports, key: string, playing: (ports: Ports, actors: Actors) => Promise<string>): Promise<void> {
  if ((await playedBefore(ports))[key] !== undefined) return;
  const number = await playing(ports, await actorsOf(ports));
  await remember(ports, { ...(await playedBefore(ports)), [key]: number });
}

type Kind = { key: string; where: keyof typeof place; categoryId: string; texts: readonly string[]; done: readonly string[] };

const lamps: Kind = {
  key: 'lamp',
  where: 'dongjie',
  categoryId: 'lighting',
  texts: [
    '2 号楼到 3 号楼之间的路灯又灭了，上个月才换过灯泡',
    '5 号楼门前的路灯一闪一闪，下雨以后就不亮了',
    '社区活动室外面那排路灯全黑，老人晚上不敢出门',
    '东街社区北门的路灯修好三天又坏了',
    '7 号楼拐角没有灯，孩子放学摸黑走',
    '广场边上的路灯白天亮、晚上灭',
  ],
  done: ['已换灯泡，当晚点亮', '已换镇流器，试灯正常', '已重接线头，恢复照明'],
};
const water: Kind = {
  key: 'water',
  where: 'liuhe',
  categoryId: 'water',
  texts: [
    '一组这边傍晚做饭的时候就没有水',
    '这个月停了三次水，都没有提前说',
    '水龙头放出来的水是黄的，要放半个钟头',
    '二楼的水压上不去，洗衣机进不了水',
    '昨天晚上又停水，到半夜才来',
    '停水了打电话问，说在抢修，没有说几点来',
  ],
  done: ['已抢修接头，恢复供水', '已冲洗管网，水已变清', '已通知停水时段，送水两车'],
};

/** Days ago on which they came: three a week until the measure, hardly any after it. */
const every = (from: number, to: number, steps: readonly number[]): number[] => {
  const days: number[] = [];
  for (let day = from, i = 0; day > to; day -= steps[i % steps.length] ?? 2, i += 1) days.push(day);
  return days;
};
const measureAgo = 63;
const untilClue = every(152, 96, [2, 3, 2]);
const untilMeasure = every(95, measureAgo, [3, 2, 2]);
const since = [57, 41, 26, 10];

async function lampsPlayed(ports: Ports, actors: Actors): Promise<string> {
  await play(ports, actors, lamps, untilClue, 0);
  await lookAtClasses(on(ports, 95, '08:00'));
  await play(ports, actors, lamps, untilMeasure, untilClue.length);
  const scope = { categoryId: lamps.categoryId, placeId: place[lamps.where].placeId };
  const number = await classNumberOf(ports, scope);
  if (number === null) throw new Error('demo: the clock found no class in the lamps');
  const today = dayOf(ports.now());
  const handler = actors('chengban');
  const owner = { unitId: 'housing', accountId: handler.kind === 'staff' ? handler.id : '' };
  const steps: [number, string, ClassCommand][] = [
    [
      94,
      'paidan',
      { do: 'confirm', title: '东街社区路灯修好又坏', hypothesis: '坏的都是同一条回路上的灯，换灯泡管不了几天，像是线路进水。' },
    ],
    [92, 'xianban', { do: 'establish', ...owner, whys }],
    ...measures(today, owner).map((plan, i): [number, string, ClassCommand] => [
      90,
      'chengban',
      { do: 'planMeasure', id: measureIds[i] ?? '', plan },
    ]),
    [89, 'chengban', { do: 'start' }],
    [70, 'chengban', { do: 'finishMeasure', id: measureIds[1], on: addDays(today, -70), evidence: '补充协议已签字，存物业科' }],
    [
      measureAgo,
      'chengban',
      { do: 'finishMeasure', id: measureIds[0], on: addDays(today, -measureAgo), evidence: '验收单，38 盏全亮，绝缘读数附后' },
    ],
    [measureAgo, 'chengban', { do: 'observe', from: addDays(today, -measureAgo), periods: 2, periodDays: 28 }],
  ];
  for (const [i, [daysAgo, by, command]] of steps.entries())
    await ask(on(ports, daysAgo, `10:${10 + i}` as TimeOfDay), actors(by), number, command);
  await play(ports, actors, lamps, since, untilClue.length + untilMeasure.length);
  const words = '两个周期里只来了几件，都是单独的灯泡，回访的住户说没有再成片灭过。';
  await ask(on(ports, 5, '15:00'), actors('xianban'), number, { do: 'conclude', outcome: 'effective', words });
  return number;
}

const whys = [
  '灯泡换了没几天又灭，拆下来看灯座里有水',
  '电缆接头埋在地面以下，没有做防水，雨后短路跳闸',
  '十年前改造时接头井没有列入验收，养护协议也只写换灯泡，没有人查线路',
];
const measureIds = ['DEMO-LAMP-1', 'DEMO-LAMP-2'] as const;

function measures(today: Day, owner: { unitId: string; accountId: string }) {
  const both = { ...owner, checker: '东街社区居委会夜间逐盏核对', asking: '电话回访反映过的 30 户' };
  return [
    {
      ...both,
      kind: 'asset' as const,
      text: '更换东街社区 2 号楼到 7 号楼路灯电缆接头 38 处，全部改为地面以上的防水接线盒',
      due: addDays(today, -measureAgo + 3),
      standard: '雨后 24 小时内 38 盏全部点亮，逐处测绝缘电阻并留读数',
      money: '4.6 万元，市政维护经费',
      rule: '无，因为现行验收标准已要求接头防水，这次是补做',
      fallback: '到期未完成的，由住建局应急抢修队接手，费用从养护款里扣',
    },
    {
      ...both,
      kind: 'rule' as const,
      text: '与养护单位签订补充协议 1 份，把东街社区路灯线路每季度检查 1 次写进去',
      due: addDays(today, -measureAgo - 5),
      standard: '协议签字盖章，附每季度检查记录表',
      money: '0，在原养护费内',
      rule: '《东街社区公共照明养护协议》第三条，增加线路检查',
      fallback: '养护单位不同意的，下一年度重新招标时列为必备条件',
    },
  ];
}

async function waterPlayed(ports: Ports, actors: Actors): Promise<string> {
  await play(ports, actors, water, [24, 19, 13, 6, 4, 2], 0);
  await lookAtClasses(ports);
  const number = await classNumberOf(ports, { categoryId: water.categoryId, placeId: place[water.where].placeId });
  if (number === null) throw new Error('demo: the clock found no class in the water');
  const hypothesis = '停水都在傍晚，先是压力低再停，像是加压泵带不动，不是各家的水管。';
  await ask(on(ports, 0, '08:40'), actors('paidan'), number, { do: 'confirm', title: '柳河村傍晚停水', hypothesis });
  return number;
}

/** Each from the call to the verdict; nobody waits for another. */
async function play(ports: Ports, actors: Actors, kind: Kind, days: readonly number[], from: number): Promise<void> {
  for (const some of inPortions(days.map((daysAgo, i) => ({ daysAgo, i: from + i }))))
    await Promise.all(some.map(({ daysAgo, i }) => playOne(ports, actors, kind, daysAgo, i)));
}

async function playOne(ports: Ports, actors: Actors, kind: Kind, daysAgo: number, i: number): Promise<void> {
  const key = (step: string) => ({ caller: 'demo', key: `${kind.key}-${i}-${step}`, requestHash: ports.hash(utf8(`${kind.key}-${i}`)) });
  const said = kind.texts[i % kind.texts.length] ?? '';
  const opened = await openMatter(on(ports, daysAgo, '08:30'), actors('shouli'), {
    ...concernOf({
      ...place[kind.where],
      categoryId: kind.categoryId,
      title: `${said}（示例）`,
      text: `${said}，请尽快处理（示例）。`,
      contact: { name: '孔示例', phone: `1380000${2000 + i}` },
    }),
    idempotency: key('open'),
  });
  if (!opened.ok) throw new Error(`demo, ${kind.key} ${i}: ${opened.refusal}`);
  const { number } = opened.receipt;
  const done = kind.done[i % kind.done.length] ?? '';
  const steps = [
    [on(ports, daysAgo, '09:00'), 'paidan', [dispatchTo('housing', '部门职责清单')]],
    [
      on(ports, daysAgo, '15:20'),
      'chengban',
      [{ do: 'acknowledge' }, spoke('问清了位置，当天去看。'), answer(`${done}。`, '部门职责清单')],
    ],
    [on(ports, daysAgo - 1, '19:00'), 'raiser', [i % 4 === 3 ? verdict('partly', 3, '这次修了，怕过几天又坏') : verdict('yes', 4, '')]],
  ] as const;
  for (const [past, by, commands] of steps) {
    const outcome = await actTogether(past, actors(by), number, commands, { idempotency: key(by) });
    if (!outcome.ok) throw new Error(`demo, ${kind.key} ${i}, ${by}: ${outcome.refusal} ${outcome.detail ?? ''}`);
  }
}

const on = (ports: Ports, daysAgo: number, time: TimeOfDay): Ports => {
  const at = instantOf({ daysAgo, time }, ports.now());
  return { ...ports, now: () => at };
};

/** What was done before a start that was cut off is told by these refusals. */
const doneBefore = new Set(['not-in-this-state', 'measure-twice', 'measure-done']);

async function ask(past: Ports, actor: Actor, number: string, command: ClassCommand): Promise<void> {
  const outcome = await actOnClass(past, actor, number, command);
  if (!outcome.ok && !doneBefore.has(outcome.refusal))
    throw new Error(`demo class ${number}, ${command.do}: ${outcome.refusal} ${outcome.detail ?? ''}`);
}
