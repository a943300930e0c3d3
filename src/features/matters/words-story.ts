// The whole history of a matter in plain words (P08): who did what, what it means for the clock, and what binds ("不得再退"). One telling per event, complete by type.
import type { MatterEvent, RecordedEvent } from '#core/matter/events.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Deadline } from '#core/time/deadline.ts';
import { sayDue } from '#core/time/explain.ts';
import { lightText } from '#core/time/lights.ts';
import { pauseCauseText } from '#core/time/pause.ts';
import type { Lang } from '#ui/lang.ts';
import {
  archivedWords,
  channelWords,
  clockWords,
  confidentialityWords,
  contactHowWords,
  difficultyWords,
  effortWords,
  emergencyWords,
  escalationWords,
  exclusionWords,
  levelWords,
  notAcceptedWords,
  outcomeWords,
  reworkWords,
  solvedWords,
  toldHowWords,
  urgencyWords,
} from './words.ts';

/** Ids and times as people know them. `words` hides what this reader may not see in words that came from outside. */
export type Names = {
  lang: Lang;
  unit(id: string): string;
  person(id: string): string;
  category(id: string | null): string;
  place(id: string | null): string;
  day(on: Day): string;
  at(instant: Instant): string;
  words(text: string): string;
};

/** One event told: `stress` binds, `note` is quiet, `words` were said. `photos` are ids of pictures that belong to it. */
export type Told = {
  what: string;
  stress?: string | undefined;
  note?: string | undefined;
  words?: string | undefined;
  photos?: readonly string[] | undefined;
};

/** Tells one event. `deadlineWas` is the deadline before it, so that every move shows both dates. */
export function tellEvent(event: MatterEvent, names: Names, deadlineWas: Deadline | null): Told {
  const { lang } = names;
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const joined = (...parts: (string | false | null | undefined)[]) => parts.filter(Boolean).join(say('；', '; ')) || undefined;
  const moved = (deadline: Deadline | null): string | undefined => {
    if (deadline === null || deadline.dueAt === deadlineWas?.dueAt) return undefined;
    return deadlineWas === null
      ? say(`时限 ${sayDue(deadline, 'zh')}`, `due ${sayDue(deadline, 'en')}`)
      : say(
          `时限由 ${sayDue(deadlineWas, 'zh')} 改为 ${sayDue(deadline, 'zh')}`,
          `deadline moved from ${sayDue(deadlineWas, 'en')} to ${sayDue(deadline, 'en')}`,
        );
  };
  const by = (zh: string, en: string, at: Instant) => say(`${zh} ${names.at(at)} 前`, `${en} by ${names.at(at)}`);
  const ruleBy = (at: Instant | undefined) => (at === undefined ? '' : by('裁定须在', 'ruling due', at));
  const running = say('时限照常计算', 'the clock keeps running');

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
        words: names.words(d.words),
      };
    }
    case 'noted':
      return { what: say('记进展。', 'noted progress.'), words: names.words(event.data.words), ...evidenceTold(event.data.evidence, say) };
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
        words: names.words(event.data.words),
      };
    case 'handedOver':
      return {
        what: say(`在本单位内交给${names.person(event.data.to)}。`, `handed to ${names.person(event.data.to)} in the same unit.`),
        words: event.data.reason,
      };
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
          `暂不能办，到 ${names.day(d.until)}；措施：${names.words(d.measure)}；下次联系反映人 ${names.day(d.nextContactOn)}。`,
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
    case 'replied': {
      const d = event.data;
      const told = d.toldHow in toldHowWords ? toldHowWords[d.toldHow as keyof typeof toldHowWords][lang] : d.toldHow;
      const via = d.viaMain === null ? '' : say(`（随主件 ${d.viaMain}）`, ` (with main matter ${d.viaMain})`);
      return {
        what: say(
          `${d.instant ? '当场答复' : '答复'}${via}：${outcomeWords[d.outcome].zh}；依据：${d.basis}。`,
          `${d.instant ? 'answered at once' : 'replied'}${via}: ${outcomeWords[d.outcome].en}; basis: ${d.basis}.`,
        ),
        note: joined(told && say(`告知方式：${told}`, `told ${told}`), evidenceTold(d.evidence, say).note),
        words: d.remedy ? `${d.text}\n\n${d.remedy}` : d.text,
        photos: evidenceTold(d.evidence, say).photos,
      };
    }
    case 'verdictInvited':
      return {
        what: say('已请反映人评价。', 'the raiser was invited to judge.'),
        note: say(`可评价到 ${names.at(event.data.closesAt)}`, `open until ${names.at(event.data.closesAt)}`),
      };
    case 'callAttempted':
      return {
        what: event.data.reached ? say('回访接通。', 'call-back reached the raiser.') : say('回访没有接通。', 'call-back: not reached.'),
        words: names.words(event.data.words) || undefined,
      };
    case 'judged': {
      const d = event.data;
      const via = {
        link: say('链接', 'by link'),
        page: say('查进度页面', 'on the progress page'),
        callback: say('回访', 'by call-back'),
        paper: say('纸质', 'on paper'),
      }[d.via];
      return {
        what: say(
          `${d.changed ? '更改评价' : '评价'}：${solvedWords[d.solved].zh}，${levelWords[d.level].zh}（${via}）。`,
          `${d.changed ? 'changed the verdict' : 'verdict'}: ${solvedWords[d.solved].en}, ${levelWords[d.level].en} (${via}).`,
        ),
        note: say(`可更改到 ${names.at(d.changeableUntil)}`, `may be changed until ${names.at(d.changeableUntil)}`),
        words: names.words(d.words) || undefined,
      };
    }
    case 'verdictRefused':
      return {
        what: say('反映人不愿评价（不算满意）。', 'the raiser declined to judge (not counted as satisfied).'),
        words: names.words(event.data.words) || undefined,
      };
    case 'verdictWindowClosed':
      return {
        what: say(
          `评价期结束，没有回音（联系 ${event.data.attempts} 次）；不算满意。`,
          `no answer within the time (${event.data.attempts} attempts); not counted as satisfied.`,
        ),
      };
    case 'reworkOpened': {
      const d = event.data;
      return {
        what: say(
          `第 ${d.round} 轮办理：${reworkWords[d.why].zh}；由${names.unit(d.owner.unitId)}${d.dispatchBy ? '重新派单' : '承办'}，编号不变。`,
          `round ${d.round}: ${reworkWords[d.why].en}; ${names.unit(d.owner.unitId)} ${d.dispatchBy ? 'dispatches it anew' : 'owns it'} under the same number.`,
        ),
        note: joined(moved(d.deadline), d.dispatchBy ? by('派单须在', 'dispatch due', d.dispatchBy) : by('签收须在', 'sign', d.signBy)),
      };
    }
    case 'escalated': {
      const d = event.data;
      const why = {
        rework: say('重办后仍未解决', 'still unsolved after rework'),
        overdue: say('超期', 'overdue'),
        deadlock: say('本级协调不了', 'deadlock'),
      }[d.why];
      return {
        what: say(`提级到${escalationWords[d.to].zh}：${why}。`, `escalated to ${escalationWords[d.to].en}: ${why}.`),
        note: by('须作出安排', 'to act', d.actBy),
        words: plainReason(d.reason, say),
      };
    }
    case 'designated':
      return {
        what: say(
          `指定由${names.unit(event.data.to)}承办${event.data.minutes ? `；纪要：${event.data.minutes}` : ''}。`,
          `${names.unit(event.data.to)} named as owner${event.data.minutes ? `; minutes: ${event.data.minutes}` : ''}.`,
        ),
        stress: say('不得再退', 'may not be returned again'),
        words: event.data.reason,
      };
    case 'concludedUnresolved':
      return {
        what: say(
          `会议作结（仍计为未解决）；依据：${event.data.basis}；纪要：${event.data.minutes}。`,
          `concluded by the meeting (still unsolved); basis: ${event.data.basis}; minutes: ${event.data.minutes}.`,
        ),
        words: event.data.reason,
      };
    case 'exclusionAsked':
      return {
        what: say(
          `申请剔除考核：${exclusionWords[event.data.kind].zh}。`,
          `asked for exclusion from the rates: ${exclusionWords[event.data.kind].en}.`,
        ),
        note: joined(say('只影响统计，评价和答复不变', 'touches the rates only'), ruleBy(event.data.ruleBy)),
        words: event.data.reason,
      };
    case 'exclusionRuled':
      return {
        what: event.data.granted ? say('同意剔除。', 'granted the exclusion.') : say('不同意剔除。', 'refused the exclusion.'),
        note: event.data.granted ? undefined : by('复议须在', 'appeal', event.data.appealBy),
        words: event.data.reason,
      };
    case 'exclusionAppealed':
      return {
        what: say('申请剔除复议（仅一次）。', 'appealed (once only).'),
        note: ruleBy(event.data.ruleBy) || undefined,
        words: event.data.reason,
      };
    case 'appealRuled':
      return {
        what: event.data.granted
          ? say('复议：同意剔除。', 'appeal: exclusion granted.')
          : say('复议：维持不剔除。', 'appeal: not excluded.'),
        stress: say('终局', 'final'),
        words: event.data.reason,
      };
    case 'archived':
      return {
        what: say(`归档：${archivedWords[event.data.how].zh}。`, `archived: ${archivedWords[event.data.how].en}.`),
        note:
          event.data.checkBackAt.length > 0
            ? say(
                `回头看：${event.data.checkBackAt.map(names.at).join('、')}`,
                `check back: ${event.data.checkBackAt.map(names.at).join(', ')}`,
              )
            : undefined,
      };
    case 'reopened':
      return {
        what:
          event.data.by === 'raiser'
            ? say('反映人提出新情况，重启。', 'reopened: the raiser gave a new fact.')
            : say('回头看发现问题，重启。', 'reopened by the check-back.'),
        words: names.words(event.data.fact),
      };
    case 'checkedBack':
      return {
        what: event.data.holds
          ? say(`第 ${event.data.nth} 次回头看：没有反弹。`, `check-back ${event.data.nth}: it holds.`)
          : say(`第 ${event.data.nth} 次回头看：又出现了。`, `check-back ${event.data.nth}: it came back.`),
        words: names.words(event.data.words),
      };
    case 'lightTurned':
      return { what: say(`时限亮灯：${lightText[event.data.to].zh}。`, `light: ${lightText[event.data.to].en}.`) };
    case 'urged':
      return {
        what:
          event.data.about === 'urge'
            ? say(`第 ${event.data.nth} 次催办。`, `urged, time ${event.data.nth}.`)
            : say(`提醒：${clockWords[event.data.about].zh}的时间到了。`, `reminder: time is up for "${clockWords[event.data.about].en}".`),
      };
    case 'deadlineRecomputed':
      return {
        what: say(`重算时限：${event.data.why}。`, `deadline recomputed: ${event.data.why}.`),
        note: moved(event.data.deadline) ?? say('日期不变', 'the date is the same'),
      };
  }
}

type Say = (zh: string, en: string) => string;

function evidenceTold(evidence: readonly { kind: string; ref: string }[], say: Say): Pick<Told, 'note' | 'photos'> {
  const statements = evidence.filter((e) => e.kind === 'statement').map((e) => e.ref);
  const photos = evidence.filter((e) => e.kind === 'file').map((e) => e.ref);
  const parts = [...statements, ...(evidence.some((e) => e.kind === 'record') ? [say('本轮办理记录', 'the record of this round')] : [])];
  return {
    note: parts.length > 0 ? say(`凭据：${parts.join('；')}`, `evidence: ${parts.join('; ')}`) : undefined,
    photos: photos.length > 0 ? photos : undefined,
  };
}

/** Reasons that the clock gives are codes; people's reasons are their own words. */
function plainReason(reason: string, say: Say): string | undefined {
  const codes: Record<string, string> = {
    'date-reached': say('到了约定的日期', 'the agreed date has come'),
    'not-acted-in-time': say('没有按时作出安排', 'nobody acted in time'),
    'written-criticism': say('催办后仍未答复', 'no reply after the urging'),
  };
  return codes[reason] ?? (reason || undefined);
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
