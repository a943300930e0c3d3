// The second half of a matter's story: from the answer on to verdict, rework, the ladder, the archive and what the clock does.
import type { MatterEvent } from '#core/matter/events.ts';
import { lightText } from '#core/time/lights.ts';
import {
  archivedWords,
  clockWords,
  escalationWords,
  exclusionWords,
  levelWords,
  outcomeWords,
  reworkWords,
  solvedWords,
  toldHowWords,
} from './words.ts';
import { evidenceTold, plainReason, type Teller, type Told } from './words-telling.ts';

type Later = Extract<MatterEvent, { type: LaterType }>;
type LaterType =
  | 'replied'
  | 'verdictInvited'
  | 'callAttempted'
  | 'judged'
  | 'verdictRefused'
  | 'verdictWindowClosed'
  | 'reworkOpened'
  | 'escalated'
  | 'designated'
  | 'concludedUnresolved'
  | 'exclusionAsked'
  | 'exclusionRuled'
  | 'exclusionAppealed'
  | 'appealRuled'
  | 'archived'
  | 'reopened'
  | 'checkedBack'
  | 'lightTurned'
  | 'urged'
  | 'reminded'
  | 'takenBack'
  | 'deadlineRecomputed';

export function tellLater(event: Later, { names, lang, say, joined, moved, by, ruleBy }: Teller): Told {
  switch (event.type) {
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
        words: event.data.words || undefined,
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
        words: d.words || undefined,
      };
    }
    case 'verdictRefused':
      return {
        what: say('反映人不愿评价（不算满意）。', 'the raiser declined to judge (not counted as satisfied).'),
        words: event.data.words || undefined,
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
        words: event.data.fact,
      };
    case 'checkedBack':
      return {
        what: event.data.holds
          ? say(`第 ${event.data.nth} 次回头看：没有反弹。`, `check-back ${event.data.nth}: it holds.`)
          : say(`第 ${event.data.nth} 次回头看：又出现了。`, `check-back ${event.data.nth}: it came back.`),
        words: event.data.words,
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
    case 'reminded':
      return { what: say('催办。', 'reminded the unit.'), words: event.data.words === '' ? undefined : event.data.words };
    case 'takenBack':
      return {
        what:
          event.data.what === 'dispatched'
            ? say(
                `收回第 ${event.data.seq} 条的派单，退回登记重派；答复时限照走。`,
                `took back the dispatch of entry ${event.data.seq}; the reply clock runs on.`,
              )
            : say(
                `收回第 ${event.data.seq} 条记录：不再作数，原文仍在。`,
                `took back entry ${event.data.seq}: it no longer counts, its words stay.`,
              ),
        words: event.data.reason === '' ? undefined : event.data.reason,
        note: event.data.dispatchBy ? by('派单须在', 'dispatch due', event.data.dispatchBy) : undefined,
      };
    case 'deadlineRecomputed':
      return {
        what: say(`重算时限：${event.data.why}。`, `deadline recomputed: ${event.data.why}.`),
        note: moved(event.data.deadline) ?? say('日期不变', 'the date is the same'),
      };
  }
}
