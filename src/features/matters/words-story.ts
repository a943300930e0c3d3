// The whole history of a matter in plain words (P08): who did what, what it means for the clock, and what binds ("不得再退"). One telling per event, complete by type.
import type { MatterEvent, RecordedEvent } from '#core/matter/events.ts';
import type { Deadline } from '#core/time/deadline.ts';
import { pauseCauseText } from '#core/time/pause.ts';
import {
  channelWords,
  confidentialityWords,
  contactHowWords,
  difficultyWords,
  effortWords,
  emergencyWords,
  notAcceptedWords,
  urgencyWords,
} from './words.ts';
import { tellLater } from './words-story-later.ts';
import { evidenceTold, type Names, plainReason, type Told, tellerFor } from './words-telling.ts';

/** Tells one event. `deadlineWas` is the deadline before it, so that every move shows both dates. */
export function tellEvent(event: MatterEvent, names: Names, deadlineWas: Deadline | null): Told {
  const teller = tellerFor(names, deadlineWas);
  const { lang, say, joined, moved, by, ruleBy, running } = teller;
  switch (event.type) {
    case 'registered': {
      const d = event.data;
      return {
        what: say(
          `${channelWords[d.channel].zh}登记，${names.unit(d.deskUnitId)}受理。`,
          `registered (${channelWords[d.channel].en}) at ${names.unit(d.deskUnitId)}.`,
        ),
        note: joined(moved(d.deadline), by('派单须在', 'dispatch due', d.dispatchBy)),
        photos: d.photos,
      };
    }
    case 'summarised':
      return { what: say('写了摘要（原话没有动）。', "wrote the summary (the raiser's words are untouched).") };
    case 'classified': {
      const d = event.data;
      const graded = [urgencyWords[d.urgency], effortWords[d.effort], difficultyWords[d.difficulty]]
        .map((w) => w[lang])
        .join(say('、', ', '));
      return {
        what: say(
          `归类：${names.category(d.categoryId)}；地点：${names.place(d.placeId)}；${graded}。`,
          `classified: ${names.category(d.categoryId)}; place: ${names.place(d.placeId)}; ${graded}.`,
        ),
        note: moved(d.deadline),
      };
    }
    case 'sealed': {
      const d = event.data;
      const accused =
        d.accusedUnitId === null ? '' : say(`；${names.unit(d.accusedUnitId)}不得查看`, `; ${names.unit(d.accusedUnitId)} may not see it`);
      const out = d.helpersOut ?? [];
      return {
        what: say(
          `设为${confidentialityWords[d.confidentiality].zh}${accused}。`,
          `sealed as ${confidentialityWords[d.confidentiality].en}${accused}.`,
        ),
        note:
          out.length > 0
            ? say(`不再协办：${out.map(names.unit).join('、')}`, `no longer helping: ${out.map(names.unit).join(', ')}`)
            : undefined,
      };
    }
    case 'recused':
      return {
        what: say(`${names.person(event.data.accountId)} 回避。`, `${names.person(event.data.accountId)} is recused.`),
        words: event.data.reason,
      };
    case 'dispatched': {
      const d = event.data;
      return {
        what: say(
          `派单给${names.unit(d.to)}${d.dutyRef ? `，依据清单 ${d.dutyRef}` : ''}。`,
          `dispatched to ${names.unit(d.to)}${d.dutyRef ? `, duty list ${d.dutyRef}` : ''}.`,
        ),
        note: joined(
          moved(d.deadline),
          by('签收须在', 'sign', d.signBy),
          by('首次联系须在', 'first contact', d.contactBy),
          by('有异议须在', 'objections', d.objectBy),
          d.copyTo !== null && say(`抄送${names.unit(d.copyTo)}`, `copy to ${names.unit(d.copyTo)}`),
        ),
        words: d.reason || undefined,
      };
    }
    case 'acknowledged':
      return { what: say('签收。', 'signed for it.') };
    case 'contacted': {
      const d = event.data;
      const how = contactHowWords[d.how][lang];
      return {
        what: d.reached
          ? say(`联系上反映人（${how}）。`, `reached the raiser (${how}).`)
          : say(`联系反映人，没有联系上（${how}）。`, `tried to reach the raiser in vain (${how}).`),
        words: d.words,
      };
    }
    case 'noted':
      return { what: say('记进展。', 'noted progress.'), words: event.data.words, ...evidenceTold(event.data.evidence, say) };
    case 'helperAsked':
      return {
        what: say(
          `请${names.unit(event.data.unitId)}协办，${names.at(event.data.dueAt)} 前回报；主办不变。`,
          `asked ${names.unit(event.data.unitId)} to help by ${names.at(event.data.dueAt)}; the owner stays.`,
        ),
        words: event.data.task,
      };
    case 'helperReported':
      return {
        what: event.data.final ? say('协办完成，回报如下。', 'finished its part.') : say('协办进展。', 'reported on its part.'),
        words: event.data.words,
      };
    case 'handedOver':
      return handedOver(event, names, say);
    case 'objected': {
      const d = event.data;
      const proposed =
        d.proposedUnitId === null ? '' : say(`，认为应由${names.unit(d.proposedUnitId)}办`, `, proposes ${names.unit(d.proposedUnitId)}`);
      return {
        what: say(`提出派单异议${proposed}；依据：${d.basis}。`, `objected${proposed}; basis: ${d.basis}.`),
        note: joined(running, ruleBy(d.ruleBy)),
        words: d.reason,
      };
    }
    case 'objectionRuled': {
      const d = event.data;
      const by = d.by === 'jointMeeting' ? say('联席会议', 'the joint meeting') : say('热线', 'the hotline');
      const what = {
        upheld: say(`异议成立（${by}），退回派单重派。`, `objection upheld (${by}): dispatched anew.`),
        rejected: say(`异议不成立（${by}），仍由原单位承办。`, `objection rejected (${by}): the unit keeps it.`),
        designated: say(`指定由${names.unit(d.to ?? '')}承办（${by}）。`, `${names.unit(d.to ?? '')} named as owner (${by}).`),
      }[d.outcome];
      return { what, stress: say('不得再退', 'may not be returned again'), words: d.reason };
    }
    case 'extensionAsked':
      return {
        what: say(
          `申请延期到 ${names.day(event.data.until)}；期间措施：${event.data.measure}。`,
          `asked for an extension to ${names.day(event.data.until)}; meanwhile: ${event.data.measure}.`,
        ),
        note: joined(running, ruleBy(event.data.ruleBy)),
        words: event.data.reason,
      };
    case 'extensionRuled': {
      const d = event.data;
      return {
        what: d.granted
          ? say('同意延期。', 'granted the extension.')
          : say('不同意延期，时限不变。', 'refused the extension; the deadline stays.'),
        note: joined(moved(d.deadline), d.toldRaiser && say('已告知反映人', 'the raiser was told')),
        words: d.reason,
      };
    }
    case 'held': {
      const d = event.data;
      return {
        what: say(
          `暂不能办，到 ${names.day(d.until)}；措施：${d.measure}；下次联系反映人 ${names.day(d.nextContactOn)}。`,
          `cannot now: ${d.measure}, until ${names.day(d.until)}; next contact ${names.day(d.nextContactOn)}.`,
        ),
        note: joined(say('没有确认前时限照常计算', 'the clock runs until it is confirmed'), ruleBy(d.ruleBy)),
        words: d.reason,
      };
    }
    case 'holdConfirmed':
      return {
        what: event.data.confirmed
          ? say('确认“暂不能办”。', 'confirmed "cannot now".')
          : say('不同意“暂不能办”，继续办理。', 'did not confirm "cannot now": work goes on.'),
        note: moved(event.data.deadline),
        words: event.data.reason,
      };
    case 'resumed':
      return { what: say('恢复办理。', 'resumed the work.'), words: plainReason(event.data.reason, say) };
    case 'pauseAsked': {
      const d = event.data;
      return {
        what: say(
          `申请暂停计时：${pauseCauseText[d.cause].zh}${d.until ? `，到 ${names.day(d.until)}` : ''}。`,
          `asked to pause the clock: ${pauseCauseText[d.cause].en}${d.until ? `, until ${names.day(d.until)}` : ''}.`,
        ),
        note: joined(running, ruleBy(d.ruleBy)),
        words: d.reason,
      };
    }
    case 'pauseRuled': {
      const d = event.data;
      const until = d.untilAt === null ? '' : say(`，到 ${names.at(d.untilAt)}`, ` until ${names.at(d.untilAt)}`);
      return {
        what: d.granted
          ? say(`同意暂停计时（${pauseCauseText[d.cause].zh}）${until}。`, `granted the pause (${pauseCauseText[d.cause].en})${until}.`)
          : say('不同意暂停，时限照常计算。', 'refused the pause; the clock keeps running.'),
        words: d.reason,
      };
    }
    case 'pauseEnded':
      return {
        what: say('恢复计时。', 'the clock runs again.'),
        note: moved(event.data.deadline),
        words: plainReason(event.data.reason, say),
      };
    case 'terminationAsked':
      return {
        what: say(`申请终止办理；依据：${event.data.basis}。`, `asked for termination; basis: ${event.data.basis}.`),
        note: joined(running, ruleBy(event.data.ruleBy)),
        words: event.data.reason,
      };
    case 'terminationRuled':
      return {
        what: event.data.granted
          ? say(
              `批准终止；告知反映人：${event.data.toldRaiser}。`,
              `approved the termination; the raiser was told: ${event.data.toldRaiser}.`,
            )
          : say('不批准终止，继续办理。', 'refused the termination: work goes on.'),
        words: event.data.reason,
      };
    case 'notAccepted':
      return {
        what: say(
          `不予受理：${notAcceptedWords[event.data.kind].zh}；告知途径：${event.data.route}。`,
          `not accepted: ${notAcceptedWords[event.data.kind].en}; route told: ${event.data.route}.`,
        ),
        words: event.data.reason,
      };
    case 'handedToEmergency':
      return {
        what: say(
          `转 ${emergencyWords[event.data.service].zh}${event.data.reference ? `，对方编号 ${event.data.reference}` : ''}。`,
          `handed to ${emergencyWords[event.data.service].en}${event.data.reference ? `, their reference ${event.data.reference}` : ''}.`,
        ),
        words: event.data.note,
      };
    case 'mergedInto':
      return {
        what: say(
          `并入 ${event.data.mainNumber}；原编号和反映人的评价权保留。`,
          `merged into ${event.data.mainNumber}; it keeps its number and its raiser's own verdict.`,
        ),
        words: event.data.reason || undefined,
      };
    case 'copyJoined':
      return { what: say(`${event.data.copyNumber} 并入本件。`, `${event.data.copyNumber} joined this matter.`) };
    case 'ownerFollowed':
      return {
        what: say(
          `随主件改由${names.unit(event.data.owner.unitId)}承办。`,
          `follows its main matter to ${names.unit(event.data.owner.unitId)}.`,
        ),
      };
    default:
      return tellLater(event, teller);
  }
}

/** Whether what happened came after the time set for it: which clock an event answers. */
export const answers: Partial<Record<RecordedEvent['type'], readonly string[]>> = {
  dispatched: ['dispatch'],
  acknowledged: ['sign'],
  contacted: ['contact', 'nextContact'],
  replied: ['reply'],
  objectionRuled: ['rule'],
  extensionRuled: ['rule'],
  pauseRuled: ['rule'],
  holdConfirmed: ['rule'],
  terminationRuled: ['rule'],
  exclusionRuled: ['rule'],
  appealRuled: ['rule'],
  callAttempted: ['callback'],
  helperReported: ['helper'],
};

/** Inside the unit; to nobody in particular when the owner left, whose account an administrator closed. */
function handedOver(event: Extract<MatterEvent, { type: 'handedOver' }>, names: Names, say: (zh: string, en: string) => string): Told {
  const { to, reason, orderedBy } = event.data;
  const what =
    to === null
      ? say('承办人离岗，退回本单位，由单位再安排人。', 'the owner left: back to the unit, which names somebody else.')
      : say(`在本单位内交给${names.person(to)}。`, `handed to ${names.person(to)} in the same unit.`);
  const note =
    orderedBy === undefined
      ? {}
      : { note: say(`${names.person(orderedBy)}停用账号时办理。`, `when ${names.person(orderedBy)} closed the account.`) };
  return { what, words: reason, ...note };
}
