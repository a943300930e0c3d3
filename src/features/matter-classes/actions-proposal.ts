// The figures and cases of a proposal. Cases are words of matters that this person may see; each is made nameless or left out, and every use is logged.
import type { MatterClass } from '#core/matter-class/state.ts';
import { addHours, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { knownForSharing, seeMatter, type Viewer } from '#features/matters/index.ts';
import { logAccess } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type ClassEffect, effectOfClass } from './actions-effect.ts';
import { readMembers } from './actions-read.ts';
import type { Around } from './around.ts';
import { reachOf } from './reach.ts';
import { perThousand, villageOf } from './rules.ts';
import { nameless, type ProposalFacts } from './rules-proposal.ts';
import { countByPlace } from './store-members.ts';
import { effectSentence, measureKindWords, signalWords } from './words.ts';

const mostCases = 5;
const looked = 40;
const leastInClass = 5;

export async function factsForProposal(
  ports: Ports,
  me: Staff,
  viewer: Viewer,
  around: Around,
  m: MatterClass,
  county: string,
  addressClass: string,
): Promise<{ facts: ProposalFacts; found: ClassEffect }> {
  const now = ports.now();
  const since = addHours(now, -24 * 366);
  const [found, perPlace] = await Promise.all([effectOfClass(ports, m, around), countByPlace(ports.db, reachOf(m, around), since)]);
  const places = new Map<string, number>();
  for (const { placeId, n } of perPlace) {
    const village = placeId === null ? null : villageOf(around.places.path(placeId));
    const name = village === null ? '其他' : around.places.wordsOf(village);
    places.set(name, (places.get(name) ?? 0) + n);
  }
  const total = perPlace.reduce((sum, one) => sum + one.n, 0);
  const weeks = Math.max(1, Math.min(52, found.series.before.length + found.series.after.length));
  const measures = m.measures.filter((one) => one.droppedBecause === null && (one.round === m.round || one.done !== null));
  const facts: ProposalFacts = {
    number: m.number,
    title: m.title,
    hypothesis: m.hypothesis,
    county,
    unit: m.owner ? (around.units.byId(m.owner.unitId)?.name ?? '') : county,
    on: chineseDay(dayOf(now)),
    span: `近一年（截至 ${chineseDay(dayOf(now))}）`,
    total,
    perWeek: total / weeks,
    perThousand: perThousand(total / weeks, found.residents?.n ?? null),
    signals: m.signals.map((one) => signalWords(one, 'zh')),
    places: [...places].map(([name, n]) => ({ name, n })).sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1)),
    cases: total >= leastInClass ? await casesOf(ports, viewer, around, m) : [],
    whys: m.causeRound === m.round ? m.whys : [],
    measures: measures.map(({ plan, done }) => ({
      what: plan.text,
      kind: measureKindWords[plan.kind].zh,
      unit: around.units.byId(plan.unitId)?.name ?? '',
      due: chineseDay(plan.due as Day),
      money: plan.money,
      rule: plan.rule,
      standard: plan.standard,
      state: done ? `${chineseDay(done.on)}做完` : '在做',
      changesRule: !/^(?:无|没有|不|none|no rule)/i.test(plan.rule.trim()),
    })),
    effect: found.measureOn === null ? '措施还没有起算日，成效待观察' : effectSentence(found.effect, 'zh'),
    effectNumbers:
      found.measureOn === null
        ? ''
        : `措施前 ${found.effect.before.weeks} 周 ${found.effect.before.n} 件，措施后 ${found.effect.after.weeks} 周 ${found.effect.after.n} 件`,
    lasting: m.lasting?.text ?? '',
  };
  await logAccess(ports, { what: 'classes-proposal-made', why: m.number, by: me, addressClass });
  return { facts, found };
}

/** Different ones, newest first; only the month is told. */
async function casesOf(ports: Ports, viewer: Viewer, around: Around, m: MatterClass): Promise<string[]> {
  const staffNames = around.staff.all.map((one) => one.name);
  const cases: string[] = [];
  for (const row of (await readMembers(ports, viewer, around, m, null, looked)).rows) {
    if (cases.length >= mostCases) break;
    if (row.confidentiality !== 'normal') continue; // who asked for secrecy is nobody's example
    const read = await seeMatter(ports, viewer, row.number);
    const first = read?.seen.history.find((event) => event.type === 'registered');
    if (!read || first?.type !== 'registered') continue;
    const { known } = await knownForSharing(ports, row.id);
    const words = nameless(read.seen.matter.summary || first.data.text, known, staffNames);
    if (words === null || cases.some((one) => one.endsWith(words))) continue;
    cases.push(`${month(row.received_at)}，${words}`);
  }
  return cases;
}

const month = (at: Instant): string => `${dayOf(at).slice(0, 4)} 年 ${Number(dayOf(at).slice(5, 7))} 月`;
const chineseDay = (on: Day): string => `${on.slice(0, 4)}年${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日`;
