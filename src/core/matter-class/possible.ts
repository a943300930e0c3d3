// Which question a class answers in which state, and from whom (SM-06). Pages list their actions from this table, decideClass() obeys it.
import type { Actor, Role } from '../matter/events.ts';
import type { ClassCommandName } from './commands.ts';
import type { ClassRefused } from './refusals.ts';
import type { ClassStatus, MatterClass } from './state.ts';

/**
 * `desk`: who sorts for the whole county (dispatcher, hotline, county office). `founder`: who may give a class to a unit. `owner`: the unit that owns it.
 * `judge`: the county office or the hotline, and never of the owner's unit: who works on it does not say whether it worked, nor which matters count.
 */
export type ClassWho = 'desk' | 'founder' | 'owner' | 'judge' | 'clock';

const open: readonly ClassStatus[] = ['clue', 'candidate', 'established', 'acting', 'observing', 'effective', 'ineffective'];
const working: readonly ClassStatus[] = ['established', 'acting'];

export const classTable: Record<ClassCommandName, { in: readonly ClassStatus[]; by: readonly ClassWho[] }> = {
  confirm: { in: ['clue'], by: ['desk'] },
  setAside: { in: ['clue', 'candidate'], by: ['desk'] },
  takeUp: { in: ['setAside'], by: ['desk'] },
  name: { in: ['candidate', 'established'], by: ['desk'] },
  include: { in: open, by: ['judge'] },
  exclude: { in: open, by: ['judge'] },
  split: { in: ['clue', 'candidate', 'established'], by: ['judge'] },
  joinTo: { in: ['clue', 'candidate'], by: ['desk'] },
  absorb: { in: ['clue', 'candidate', 'established', 'acting', 'observing'], by: ['desk'] },
  establish: { in: ['candidate'], by: ['founder'] },
  changeOwner: { in: ['established', 'acting', 'observing', 'effective', 'ineffective'], by: ['founder'] },
  findCause: { in: ['established'], by: ['owner', 'founder'] },
  planMeasure: { in: working, by: ['owner', 'founder'] },
  dropMeasure: { in: working, by: ['owner', 'founder'] },
  start: { in: ['established'], by: ['owner', 'founder'] },
  finishMeasure: { in: ['acting'], by: ['owner', 'founder'] },
  observe: { in: ['acting'], by: ['owner', 'founder'] },
  extendObservation: { in: ['observing'], by: ['judge'] },
  conclude: { in: ['observing'], by: ['judge'] },
  resume: { in: ['ineffective'], by: ['owner', 'founder'] },
  archive: { in: ['effective'], by: ['judge'] },
  review: { in: ['archived'], by: ['judge'] },
  signal: { in: ['clue', 'setAside'], by: ['clock'] },
  relapse: { in: ['effective', 'archived'], by: ['clock'] },
};

const has = (actor: Actor, ...roles: readonly Role[]): boolean =>
  actor.kind === 'staff' && roles.some((role) => actor.roles.includes(role));
export type IsUnder = (unitId: string, above: string) => boolean;

/** Whether a person works in the owner's unit or below it. */
export const isOfOwner = (m: MatterClass, actor: Actor, isUnder: IsUnder): boolean =>
  m.owner !== null && actor.kind === 'staff' && isUnder(actor.unitId, m.owner.unitId);

function stands(m: MatterClass, actor: Actor, who: ClassWho, isUnder: IsUnder): ClassRefused | null {
  switch (who) {
    case 'clock':
      return actor.kind === 'clock' ? null : { refusal: 'clock-only' };
    case 'desk':
      return has(actor, 'dispatcher', 'hotline', 'countyOffice') ? null : { refusal: 'not-your-role' };
    case 'founder':
      return has(actor, 'hotline', 'countyOffice') ? null : { refusal: 'not-your-role' };
    case 'judge':
      if (!has(actor, 'hotline', 'countyOffice')) return { refusal: 'not-your-role' };
      return isOfOwner(m, actor, isUnder) ? { refusal: 'needs-independent' } : null;
    case 'owner':
      if (!has(actor, 'handler', 'unitHead')) return { refusal: 'not-your-role' };
      return m.owner !== null && actor.kind === 'staff' && actor.unitId === m.owner.unitId ? null : { refusal: 'not-your-unit' };
  }
}

/** May this actor ask for this now? Null = yes; else the most telling refusal. */
export function mayAskClass(m: MatterClass, actor: Actor, name: ClassCommandName, isUnder: IsUnder): ClassRefused | null {
  const row = classTable[name];
  let last: ClassRefused | null = null;
  for (const who of row.by) {
    const refused = stands(m, actor, who, isUnder);
    if (refused === null) return row.in.includes(m.status) ? null : { refusal: 'not-in-this-state', detail: m.status };
    if (last === null || last.refusal === 'not-your-role') last = refused;
  }
  return last ?? { refusal: 'not-your-role' };
}

export const possibleForClass = (m: MatterClass, actor: Actor, isUnder: IsUnder): ClassCommandName[] =>
  (Object.keys(classTable) as ClassCommandName[]).filter((name) => mayAskClass(m, actor, name, isUnder) === null);
