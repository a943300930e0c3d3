// One small table says what is possible in which state, and who may ask for it (P08, P14). Pages list actions from it, decide() obeys it.

import type { CommandName } from './commands.ts';
import type { Actor, Role } from './events.ts';
import type { Matter, Status } from './matter.ts';
import type { Refused } from './refusals.ts';

/**
 * Who may ask. `ruler` is a second person: hotline or county office, of a unit that never handled the matter, and not the applicant.
 * `desk` is independent too as soon as a unit has the matter: whoever handles it can neither seal, join nor hand it away.
 */
export type Who =
  | 'desk'
  | 'dispatcher'
  | 'instructor'
  | 'ownerUnit'
  | 'owner'
  | 'helper'
  | 'ruler'
  | 'dispatchRuler'
  | 'callback'
  | 'raiser'
  | 'raiserDesk'
  | 'county'
  | 'meeting'
  | 'hotline'
  | 'staff'
  | 'clock';

const handling: readonly Status[] = ['dispatched', 'objecting', 'acknowledged', 'contacted', 'inProgress', 'onHold', 'terminationPending'];
const working: readonly Status[] = ['acknowledged', 'contacted', 'inProgress', 'onHold'];
const alive: readonly Status[] = ['registered', ...handling];
const answered: readonly Status[] = ['replied', 'awaitingVerdict'];
const ended: readonly Status[] = ['archived'];
const any: readonly Status[] = [...alive, ...answered, 'judged', 'merged', 'archived', 'notAccepted', 'emergency', 'terminated'];

export const table: Record<CommandName, { in: readonly Status[]; by: readonly Who[] }> = {
  summarise: { in: [...alive, ...answered, 'merged'], by: ['desk', 'ownerUnit'] },
  classify: { in: ['registered'], by: ['desk'] },
  seal: { in: [...alive, ...answered, 'merged'], by: ['desk'] },
  recuse: { in: alive, by: ['desk', 'hotline', 'ownerUnit'] },
  dispatch: { in: ['registered'], by: ['dispatcher', 'instructor'] },
  acknowledge: { in: ['dispatched'], by: ['ownerUnit'] },
  contact: { in: alive, by: ['ownerUnit'] },
  note: { in: [...alive, ...answered, 'judged'], by: ['ownerUnit', 'helper', 'desk'] },
  askHelper: { in: working, by: ['ownerUnit', 'dispatcher'] },
  reportHelp: { in: handling, by: ['helper'] },
  handOver: { in: handling, by: ['owner'] },
  releaseOwner: { in: [...alive, ...answered, 'judged', 'merged'], by: ['clock'] },
  object: { in: ['dispatched', 'acknowledged', 'contacted'], by: ['ownerUnit'] },
  ruleObjection: { in: ['objecting'], by: ['dispatchRuler'] },
  askExtension: { in: working, by: ['ownerUnit'] },
  ruleExtension: { in: handling, by: ['ruler'] },
  hold: { in: ['contacted', 'inProgress', 'acknowledged'], by: ['ownerUnit'] },
  ruleHold: { in: ['onHold'], by: ['ruler'] },
  resume: { in: ['onHold'], by: ['ownerUnit', 'ruler'] },
  askPause: { in: ['acknowledged', 'contacted', 'inProgress'], by: ['ownerUnit'] },
  rulePause: { in: ['acknowledged', 'contacted', 'inProgress'], by: ['ruler'] },
  endPause: { in: handling, by: ['ownerUnit', 'ruler'] },
  askTermination: { in: working, by: ['ownerUnit'] },
  ruleTermination: { in: ['terminationPending'], by: ['hotline'] },
  notAccept: { in: ['registered'], by: ['dispatcher'] },
  handToEmergency: { in: alive, by: ['desk'] },
  merge: { in: ['registered'], by: ['desk'] },
  joinCopy: { in: alive, by: ['desk'] },
  followOwner: { in: ['merged'], by: ['clock'] },
  followReply: { in: ['merged'], by: ['clock'] },
  followEnd: { in: ['merged'], by: ['clock'] },
  reply: { in: working, by: ['owner'] },
  replyAtOnce: { in: ['registered'], by: ['desk'] },
  attemptCall: { in: answered, by: ['callback'] },
  judge: { in: [...answered, 'judged', ...alive], by: ['raiser', 'callback'] },
  refuseVerdict: { in: answered, by: ['raiser', 'callback'] },
  escalate: { in: handling, by: ['ownerUnit', 'ruler', 'dispatcher'] },
  designate: { in: [...handling, 'judged'], by: ['meeting'] },
  concludeUnresolved: { in: ['judged'], by: ['county'] },
  askExclusion: { in: ['judged', 'archived', ...handling], by: ['ownerUnit'] },
  ruleExclusion: { in: ['judged', 'archived', ...handling], by: ['ruler'] },
  appealExclusion: { in: ['judged', 'archived', ...handling], by: ['ownerUnit'] },
  ruleAppeal: { in: ['judged', 'archived', ...handling], by: ['county'] },
  reopen: { in: ended, by: ['raiser', 'raiserDesk'] },
  checkBack: { in: ended, by: ['callback'] },
  recomputeDeadline: { in: [...alive, 'merged'], by: ['clock'] },
  remind: { in: handling, by: ['dispatcher', 'ruler'] },
  takeBack: { in: any, by: ['staff'] },
  tick: { in: any, by: ['clock'] },
};

const has = (actor: Actor, ...roles: Role[]): boolean => actor.kind === 'staff' && roles.some((r) => actor.roles.includes(r));
const unitOf = (actor: Actor): string => (actor.kind === 'staff' ? actor.unitId : '');

/**
 * True when this person belongs to a unit that handled the matter or did something as its helper; such a person neither rules nor calls back.
 * Only to be asked for help does not count, or a handler could get rid of those who check by asking them.
 */
export function isInvolved(m: Matter, actor: Actor): boolean {
  const unit = unitOf(actor);
  const owns = m.status !== 'registered' && m.status !== 'merged' && m.owner.unitId === unit;
  return owns || m.handledBy.includes(unit) || m.helpers.some((h) => h.acted && h.unitId === unit);
}

/** Refused a third time at the top of the ladder: only the standing meeting goes on from here. */
export const waitsForMeeting = (m: Matter): boolean => m.status === 'judged' && m.escalation === 3;

/** A second person for this matter: hotline or county office, and not involved. */
export const isRuler = (m: Matter, actor: Actor): boolean => stands(m, actor, 'ruler') === null;

function stands(m: Matter, actor: Actor, who: Who): Refused | null {
  const no = (refusal: Refused['refusal']): Refused => ({ refusal });
  const inOwnerUnit = unitOf(actor) === m.owner.unitId;
  const atDesk = inOwnerUnit && m.status === 'registered';
  switch (who) {
    case 'clock':
      return actor.kind === 'clock' ? null : no('not-your-role');
    case 'raiser':
      return actor.kind === 'raiser' ? null : no('raiser-only');
    case 'raiserDesk':
      return has(actor, 'intake') ? null : no('raiser-only');
    case 'staff':
      return actor.kind === 'staff' ? null : no('not-your-role');
    case 'desk':
      return !has(actor, 'intake', 'dispatcher', 'hotline')
        ? no('not-your-role')
        : atDesk || !isInvolved(m, actor)
          ? null
          : no('needs-independent');
    case 'dispatcher':
      return !has(actor, 'dispatcher') ? no('not-your-role') : atDesk || !isInvolved(m, actor) ? null : no('needs-independent');
    case 'instructor': // whoever may instruct names the unit; the duty lists hold for them too
      return has(actor, 'leader', 'countyOffice') && m.channel === 'directive' ? null : no('not-your-role');
    case 'hotline':
      return !has(actor, 'hotline') ? no('not-your-role') : isInvolved(m, actor) ? no('needs-independent') : null;
    case 'county':
      return !has(actor, 'countyOffice') ? no('not-your-role') : isInvolved(m, actor) ? no('needs-independent') : null;
    case 'meeting': // the county office keeps the minutes of the standing meeting; what waits for the meeting must not wait for ever because the office once had a hand in it
      return has(actor, 'countyOffice') && waitsForMeeting(m) ? null : stands(m, actor, 'county');
    case 'ruler':
      return !has(actor, 'hotline', 'countyOffice') ? no('not-your-role') : isInvolved(m, actor) ? no('needs-independent') : null;
    case 'dispatchRuler':
      return !has(actor, 'hotline', 'countyOffice', 'dispatcher')
        ? no('not-your-role')
        : isInvolved(m, actor)
          ? no('needs-independent')
          : null;
    case 'callback':
      return !has(actor, 'callback')
        ? no(inOwnerUnit || m.handledBy.includes(unitOf(actor)) ? 'handler-may-not-judge' : 'not-your-role')
        : isInvolved(m, actor)
          ? no('handler-may-not-judge')
          : null;
    case 'helper':
      return has(actor, 'handler', 'unitHead') && m.helpers.some((h) => !h.done && h.unitId === unitOf(actor))
        ? null
        : no('not-asked-to-help');
    case 'ownerUnit':
      return !has(actor, 'handler', 'unitHead', 'intake', 'dispatcher') ? no('not-your-role') : !inOwnerUnit ? no('not-your-unit') : null;
    case 'owner': {
      if (!has(actor, 'handler', 'unitHead')) return no('not-your-role');
      return inOwnerUnit ? null : no('not-your-unit');
    }
  }
}

type IsUnder = (unitId: string, above: string) => boolean;
const same: IsUnder = (unitId, above) => unitId === above;

/**
 * May this actor ask for this now? Null = yes; else the most telling refusal. Recused people and the accused unit are stopped first (rules (d)10).
 * `isUnder` knows the tree of units; without it only the accused unit itself is stopped here, and what lies below it by decide().
 */
export function mayAsk(m: Matter, actor: Actor, name: CommandName, isUnder: IsUnder = same): Refused | null {
  if (actor.kind === 'staff') {
    if (m.recused.includes(actor.id)) return { refusal: 'recused' };
    if (m.accusedUnitId !== null && isUnder(actor.unitId, m.accusedUnitId)) return { refusal: 'accused-unit' };
  }
  const row = table[name];
  let last: Refused | null = null;
  for (const who of row.by) {
    const refused = stands(m, actor, who);
    if (refused === null) return row.in.includes(m.status) ? null : { refusal: 'not-in-this-state', detail: m.status };
    if (last === null || last.refusal === 'not-your-role' || last.refusal === 'raiser-only') last = refused;
  }
  return last ?? { refusal: 'not-your-role' };
}

/** The actions a page offers to this actor, in table order. */
export function possibleActions(m: Matter, actor: Actor, isUnder: IsUnder = same): CommandName[] {
  return (Object.keys(table) as CommandName[]).filter((name) => mayAsk(m, actor, name, isUnder) === null);
}
