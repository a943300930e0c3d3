// Every question that the walk puts to every state: command x actor x arguments. `cost` bounds how many side matters one path may open;
// the road from the desk to the verdict and every answer to a pending request are free.
import type { Command, CommandName } from '#core/matter/commands.ts';
import type { Actor, EventType } from '#core/matter/events.ts';
import type { Matter } from '#core/matter/matter.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { clock, opened, people, play, raiser, say } from './matter.ts';

export type Ask = { actor: Actor; does: CommandName; name: string; cost: number; command: (m: Matter, now: Instant) => Command };

const main = play(
  [
    [people.dispatcher, say.dispatch('department')],
    [people.department, say.acknowledge],
  ],
  opened(),
).matter;
const mainMatter: Matter = { ...main, id: '01MAIN', number: 'D0000002026030200025' };
const day = (now: Instant, n: number): Day => addDays(dayOf(now), n);

const inside = [people.handler, people.colleague, people.insider, people.villager, people.department];
const everybody: readonly Actor[] = [
  people.intake,
  people.dispatcher,
  people.hotline,
  people.caller,
  people.office,
  people.officeToo,
  people.handler,
  people.colleague,
  people.insider,
  people.villager,
  people.department,
  people.bureau,
  raiser,
  clock,
];

/** What could be the last entry of somebody, as far as the state tells. */
const lastOwn = (m: Matter, who: (typeof people)[keyof typeof people]): EventType =>
  m.status === 'dispatched' && m.dispatchedBy === who.id
    ? 'dispatched'
    : m.recordedInRound > 0 && m.owner.unitId === who.unitId
      ? 'noted'
      : 'contacted';

type Make = Command | ((m: Matter, now: Instant) => Command);
const asks: Ask[] = [];
const short = (actor: Actor): string => Object.entries(people).find(([, p]) => p === actor)?.[0] ?? actor.kind;
function ask(cost: number, make: Make, actors: readonly Actor[] = everybody, label = ''): void {
  const command = typeof make === 'function' ? make : () => make;
  const does = command(main, main.deadline.startAt).do;
  for (const actor of actors) asks.push({ actor, does, cost, command, name: `${short(actor)}: ${does}${label}` });
}

// The road, and the answers to what is pending: free.
ask(0, say.dispatch('township'), [people.dispatcher, people.insider]);
// Where one unit is accused and the other has returned it, a third one is needed.
ask(0, (m) => say.dispatch(m.accusedUnitId !== null && m.returnedBy === 'department' ? 'bureau' : 'department'), everybody, ' elsewhere');
ask(0, say.acknowledge);
ask(0, say.contact());
ask(0, say.note(), [people.handler, people.department, people.insider, people.villager, raiser]);
ask(0, say.reply());
ask(0, say.call(false));
ask(0, say.call(true));
ask(0, say.judge('yes', 'link'), [raiser, people.handler, people.insider, people.hotline]);
ask(0, say.judge('no', 'link'), [raiser]);
ask(0, say.judge('yes', 'callback'));
ask(0, say.judge('no', 'callback'), [people.caller, people.insider]);
ask(0, say.judge('yes', 'paper'));
ask(0, { do: 'refuseVerdict', words: '不愿评价' });
ask(0, say.rule('upheld'));
ask(0, say.rule('rejected'));
ask(0, say.rule('designated', 'department'));
ask(0, say.rule('designated', 'township'), [people.hotline, people.office], ' township');
for (const granted of [true, false]) {
  ask(0, { do: 'ruleExtension', granted, reason: '理由', toldRaiser: true }, everybody, ` ${granted}`);
  ask(0, { do: 'ruleHold', confirmed: granted, reason: '理由' }, everybody, ` ${granted}`);
  ask(0, { do: 'rulePause', granted, reason: '理由' }, everybody, ` ${granted}`);
  ask(0, { do: 'ruleTermination', granted, reason: '理由', toldRaiser: '已书面告知' }, everybody, ` ${granted}`);
  ask(0, { do: 'ruleExclusion', granted, reason: '理由' }, everybody, ` ${granted}`);
  ask(0, { do: 'ruleAppeal', granted, reason: '理由' }, everybody, ` ${granted}`);
}
ask(0, { do: 'resume', reason: '条件具备' });
ask(0, { do: 'endPause', reason: '材料已到' });
ask(0, { do: 'concludeUnresolved', reason: '无法解决', basis: '纪要', minutes: '〔示例〕1号' });
ask(0, { do: 'designate', to: 'department', reason: '牵头', minutes: '纪要' });
ask(0, { do: 'designate', to: 'township', reason: '牵头', minutes: '纪要' }, [people.office, people.insider], ' township');
ask(0, say.reopen);
for (const holds of [true, false]) ask(0, { do: 'checkBack', holds, words: '到现场看过' }, everybody, ` ${holds}`);
ask(0, { do: 'followOwner', owner: { unitId: 'township', accountId: null } }, everybody);
ask(0, { do: 'followOwner', owner: { unitId: 'desk', accountId: null } }, [clock], ' desk');
ask(0, () => ({
  do: 'followReply',
  mainNumber: mainMatter.number,
  text: '已修好路灯',
  outcome: 'support',
  basis: '清单',
  remedy: '可要求重办',
  evidence: [],
  toldHow: '短信',
}));
ask(0, { do: 'followEnd', main: mainMatter });
ask(0, { do: 'tick' });

ask(1, { do: 'remind', words: '请抓紧' });
for (const who of [people.dispatcher, people.handler, people.insider, people.hotline])
  ask(1, (m, now) => ({ do: 'takeBack', entry: { seq: m.version, type: lastOwn(m, who), by: who.id, at: now }, reason: '派错了' }), [who]);
ask(
  1,
  (m, now) => ({ do: 'takeBack', entry: { seq: m.version - 1, type: 'noted', by: people.handler.id, at: now }, reason: '' }),
  [people.handler],
  ' what others followed',
);

// Side matters: a path may open only so many of them.
ask(1, say.contact(false), [people.handler], ' unreached');
ask(1, { do: 'summarise', summary: '路灯' });
ask(1, { do: 'classify', categoryId: 'slow', placeId: null, urgency: 'normal', effort: 'small', difficulty: 'single' });
ask(
  1,
  { do: 'classify', categoryId: 'quick', placeId: null, urgency: 'urgent', effort: 'small', difficulty: 'single' },
  [people.intake],
  ' quick',
);
ask(1, { do: 'seal', confidentiality: 'accusation', accusedUnitId: 'township' });
ask(1, { do: 'seal', confidentiality: 'normal', accusedUnitId: null }, everybody, ' lift');
ask(1, { do: 'recuse', accountId: people.handler.id, reason: '亲属' });
ask(1, { do: 'recuse', accountId: people.caller.id, reason: '亲属' }, inside, ' caller');
ask(1, { do: 'handOver', to: people.colleague.id, reason: '分管' });
ask(1, { do: 'releaseOwner', from: people.handler.id, to: null, orderedBy: null });
ask(1, (_m, now) => ({ do: 'askHelper', unitId: 'department', task: '查线路', until: day(now, 1) }));
ask(
  1,
  (_m, now) => ({ do: 'askHelper', unitId: 'village', task: '带路', until: day(now, 1) }),
  [people.department, people.handler],
  ' village',
);
ask(0, { do: 'reportHelp', words: '线路正常', final: true });
ask(1, say.object);
ask(1, (m) => ({ do: 'askExtension', reason: '等零件', until: addDays(m.deadline.dueOn, 1), measure: '已订货' }));
ask(1, (_m, now) => ({ do: 'hold', measure: '列入计划', until: day(now, 2), nextContactOn: day(now, 1), reason: '天气' }));
ask(1, (_m, now) => ({ do: 'askPause', cause: 'raiser-material', reason: '等产权证', until: day(now, 1) }));
ask(1, { do: 'askPause', cause: 'statutory-procedure', reason: '鉴定', until: null }, inside, ' open-ended');
ask(1, { do: 'askTermination', reason: '反映人撤回', basis: '条例第21条' });
ask(1, { do: 'notAccept', kind: 'legalRoute', reason: '已诉讼', route: '法院' });
ask(1, { do: 'handToEmergency', service: '119', note: '燃气味', reference: '已告知' });
ask(1, { do: 'merge', main: mainMatter, reason: '同一盏灯' });
ask(1, { do: 'joinCopy', copyId: '01COPY', copyNumber: 'D0000002026030200033' });
ask(1, {
  do: 'replyAtOnce',
  text: '电话是 12345，周末也办',
  outcome: 'answered',
  basis: '知识条目3',
  remedy: '不清楚可再打',
  toldHow: '电话',
});
ask(1, say.escalate);
ask(1, { do: 'askExclusion', kind: 'abuse', reason: '同一事反复' });
ask(0, { do: 'appealExclusion', reason: '有新证据' });
ask(1, (m) => ({ do: 'recomputeDeadline', deadline: { ...m.deadline, provisional: false }, why: '日历公布' }));

export const allAsks: readonly Ask[] = asks;

const blankWords = {
  reason: ' ',
  words: ' ',
  text: ' ',
  fact: ' ',
  basis: ' ',
  measure: ' ',
  task: ' ',
  note: ' ',
  route: ' ',
  toldRaiser: ' ',
};
const wrong: readonly Partial<Record<string, unknown>>[] = [
  ...Object.entries(blankWords).map(([field, value]) => ({ [field]: value })),
  { to: 'nowhere', unitId: 'nowhere', accountId: '无此人示例', proposedUnitId: 'nowhere', accusedUnitId: 'nowhere' },
  { to: null, accusedUnitId: null, confidentiality: 'accusation' },
  { to: 'township', unitId: 'township' },
  { until: '2020-01-01', nextContactOn: '2020-01-01' },
  { until: '2036-01-01', nextContactOn: '2036-01-02' },
  { until: null, cause: 'season' },
  { toldRaiser: false },
  { main: { ...mainMatter, status: 'archived' } },
  { main: { ...mainMatter, status: 'merged' } },
  { main: { ...mainMatter, accusedUnitId: 'bureau', confidentiality: 'accusation' } },
  { evidence: [] },
  { text: '来信收悉，已转有关部门处理' },
  { outcome: 'notSupport', remedy: '' },
  { via: 'paper', proof: '' },
  { via: 'callback' },
  { copyTo: 'nowhere' },
];

/** The same questions with something wrong in them: none may be answered with a fault, and together they meet the refusals about arguments. */
export function spoiled(command: Command, m: Matter): Command[] {
  const made: Command[] = command.do === 'merge' ? [{ ...command, main: m }] : [];
  const had = command as unknown as Record<string, unknown>;
  for (const change of wrong) {
    const fits = ([key, value]: [string, unknown]): boolean =>
      key in had && (value === null ? key !== 'until' || 'cause' in had : typeof had[key] === typeof value || had[key] === null);
    const fields = Object.entries(change).filter(fits);
    if (fields.length > 0) made.push({ ...command, ...Object.fromEntries(fields) } as Command);
  }
  return made;
}

export const namesAsked: ReadonlySet<CommandName> = new Set(asks.map((a) => a.does));
