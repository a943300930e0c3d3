// The story in plain words, one sentence a step. Units are named, people never (rules-raiser-view decides what comes here at all).
import type { Instant } from '#core/time/day.ts';
import { byInstantWords, dayIn, dayWords, instantWords, type Lang } from '#ui/lang.ts';
import type { Told } from '../rules-raiser-view.ts';
import {
  archivedWords,
  channelWords,
  emergencyWords,
  escalationWords,
  levelWords,
  notAcceptedWords,
  pauseWords,
  reworkWords,
  solvedWords,
} from '../words.ts';

export type Sentence = { what: string; words?: string | undefined };
type Names = { unit: (id: string) => string; now: Instant };

export function sayTold(told: Told, lang: Lang, { unit, now }: Names): Sentence {
  const say = (zh: string, en: string, words?: string): Sentence => ({ what: lang === 'zh' ? zh : en, words: words || undefined });
  const by = (at: Instant): string => byInstantWords(at, now, lang);
  const on = (day: Parameters<typeof dayWords>[0]): string => dayWords(day, dayIn(now), lang);
  const moved = (at: Instant | null): string => (at === null ? '' : lang === 'zh' ? `，新的期限：${by(at)}` : `; the new date: ${by(at)}`);
  switch (told.kind) {
    case 'registered':
      return say(
        `登记（${channelWords[told.channel].zh}）${told.photos > 0 ? `，照片 ${told.photos} 张` : ''}`,
        `Registered (${channelWords[told.channel].en})${told.photos > 0 ? `, ${told.photos} photos` : ''}`,
      );
    case 'sealed':
      return say('已按保密件保护', 'Protected as confidential');
    case 'dispatched':
      return say(`派给${unit(told.toId)}，${by(told.dueAt)}答复`, `Sent to ${unit(told.toId)}, to be answered ${by(told.dueAt)}`);
    case 'acknowledged':
      return say('签收了', 'signed for it');
    case 'contacted':
      return told.reached ? say('跟您联系上了', 'was in touch with you') : say('联系过您，没联系上', 'tried to reach you, without success');
    case 'noted':
      return say('记了一次办理进展', 'recorded progress');
    case 'helperAsked':
      return say(`请${unit(told.helperId)}一起办`, `asked ${unit(told.helperId)} to help`);
    case 'helperReported':
      return say(`${unit(told.helperId)}回报了协办情况`, `${unit(told.helperId)} reported back`);
    case 'objected':
      return say(
        '认为不该由它办，提出异议；时限照常计算。理由：',
        'says it is not its duty; the clock keeps running. The reason:',
        told.reason,
      );
    case 'objectionRuled':
      return ruled(told, say, unit);
    case 'extensionAsked':
      return say(
        `申请延期到 ${on(told.until)}，要由别的单位批准。理由：`,
        `asks for more time, until ${on(told.until)}; another unit decides. The reason:`,
        told.reason,
      );
    case 'extensionRuled':
      return told.granted
        ? say(`同意延期${moved(told.dueAt)}。理由：`, `More time was granted${moved(told.dueAt)}. The reason:`, told.reason)
        : say('不同意延期。理由：', 'More time was refused. The reason:', told.reason);
    case 'held':
      return say(
        `现在还办不了，计划 ${on(told.until)} 办成，${on(told.nextContactOn)} 前再联系您。原因：${told.reason}。现在做的：`,
        `It cannot be done now; planned for ${on(told.until)}, and you will hear again by ${on(told.nextContactOn)}. The reason: ${told.reason}. Done meanwhile:`,
        told.measure,
      );
    case 'holdConfirmed':
      return told.confirmed
        ? say(`“暂不能办”经核实确认${moved(told.dueAt)}`, `"Cannot now" was checked and confirmed${moved(told.dueAt)}`)
        : say('“暂不能办”没有通过核实，要接着办', '"Cannot now" was not accepted; the work goes on');
    case 'resumed':
      return say('恢复办理', 'The work goes on again');
    case 'pauseAsked':
      return say(`申请暂停计时：${pauseWords[told.cause].zh}`, `asks to stop the clock: ${pauseWords[told.cause].en}`);
    case 'pauseRuled':
      return told.granted
        ? say(
            `同意暂停计时：${pauseWords[told.cause].zh}${told.untilAt ? `，到 ${instantWords(told.untilAt, now, 'zh')} 恢复` : ''}`,
            `The clock was stopped: ${pauseWords[told.cause].en}${told.untilAt ? `, until ${instantWords(told.untilAt, now, 'en')}` : ''}`,
          )
        : say('不同意暂停计时', 'The clock was not stopped');
    case 'pauseEnded':
      return say(`恢复计时${moved(told.dueAt)}`, `The clock runs again${moved(told.dueAt)}`);
    case 'terminationAsked':
      return say('申请不再办，要由热线审批', 'asks to end it; the hotline decides');
    case 'terminationRuled':
      return told.granted
        ? say('经批准终止。告诉您的话：', 'Ended with approval. What you were told:', told.words)
        : say('不同意终止，要接着办', 'It may not be ended; the work goes on');
    case 'notAccepted':
      return say(
        `不予受理：${notAcceptedWords[told.why].zh}。理由：${told.reason}。可以找：`,
        `Not accepted: ${notAcceptedWords[told.why].en}. The reason: ${told.reason}. Where to turn:`,
        told.route,
      );
    case 'handedToEmergency':
      return say(`已转 ${emergencyWords[told.service]}`, `Handed to ${emergencyWords[told.service]}`);
    case 'merged':
      return say(
        '别人也反映了同一件事，放在一起办；您的编号和评价都保留',
        'The same matter was raised before; both are handled together, and your number and verdict stay yours',
      );
    case 'ownerFollowed':
      return say(`现在由${unit(told.toId)}办`, `Now handled by ${unit(told.toId)}`);
    case 'replied':
      return say('答复了', 'answered', told.text);
    case 'invited':
      return say(`请您评价，${by(told.closesAt)}`, `You were invited to judge ${by(told.closesAt)}`);
    case 'called':
      return told.reached ? say('回访电话打通了', 'A call-back reached you') : say('打过回访电话，没打通', 'A call-back did not reach you');
    case 'judged':
      return say(
        `您${told.changed ? '把评价改成' : '评价'}：${solvedWords[told.solved].zh}，${levelWords[told.level].zh}`,
        `You ${told.changed ? 'changed your verdict to' : 'judged'}: ${solvedWords[told.solved].en}; ${levelWords[told.level].en}`,
        told.words,
      );
    case 'verdictRefused':
      return say('您表示不评价', 'You chose not to judge');
    case 'noAnswer':
      return say(
        `没有等到您的评价（打过 ${told.attempts} 次电话），不算满意`,
        `No verdict came (${told.attempts} calls); it is not counted as satisfied`,
      );
    case 'rework':
      return told.why === 'backToDesk'
        ? say('回到受理台重新派', 'Back to the desk, to be sent out again')
        : say(
            `第 ${told.round} 轮办理开始（${reworkWords[told.why].zh}），由${unit(told.toId)}负责，${by(told.dueAt)}答复`,
            `Round ${told.round} began (${reworkWords[told.why].en}), with ${unit(told.toId)}, to be answered ${by(told.dueAt)}`,
          );
    case 'escalated':
      return say(`提到${escalationWords[told.to].zh}督办`, `Taken up to ${escalationWords[told.to].en}`);
    case 'designated':
      return say(`上级指定由${unit(told.toId)}负责到底，不得再退`, `${unit(told.toId)} was named to see it through and may not return it`);
    case 'concluded':
      return say(
        `会议作结，仍计为“没办好”。依据：${told.basis}。理由：`,
        `Concluded by the meeting, still counted as not solved. Basis: ${told.basis}. The reason:`,
        told.reason,
      );
    case 'archived':
      return say(`归档：${archivedWords[told.how].zh}`, `Archived: ${archivedWords[told.how].en}`);
    case 'reopened':
      return told.by === 'raiser'
        ? say('您提供了新情况，重新办理', 'You gave a new fact; it was reopened', told.fact)
        : say('回头看时发现又出现，重新办理', 'The check-back found it again; it was reopened');
    case 'checkedBack':
      return told.holds ? say('回头看：没有反弹', 'Looked at again: it holds') : say('回头看：又出现了', 'Looked at again: it came back');
    case 'overdue':
      return say('超过了答应您的期限', 'The promised date has passed');
    case 'urged':
      return say('系统催办', 'The unit was urged');
    case 'reminded':
      return say('提醒承办单位抓紧', 'The unit was reminded');
    case 'takenBack':
      return told.what === 'dispatched'
        ? say('派单收回，重新派；答复期限不变', 'The dispatch was taken back and is made anew; the promised date stays')
        : say('收回了上一条办理记录', 'The last entry was taken back');
    case 'recomputed':
      return say(`放假安排公布后重算了期限：${by(told.dueAt)}`, `Counted anew after the holidays were published: ${by(told.dueAt)}`);
  }
}

function ruled(
  told: Extract<Told, { kind: 'objectionRuled' }>,
  say: (zh: string, en: string, words?: string) => Sentence,
  unit: (id: string) => string,
): Sentence {
  if (told.outcome === 'rejected')
    return say('裁定：还由这个单位办，不得再退。理由：', 'Ruled: this unit handles it and may not return it. The reason:', told.reason);
  if (told.outcome === 'designated' && told.toId)
    return say(
      `裁定：由${unit(told.toId)}办，不得再退。理由：`,
      `Ruled: ${unit(told.toId)} handles it and may not return it. The reason:`,
      told.reason,
    );
  return say('裁定：确实不归它办，重新派。理由：', 'Ruled: it is not its duty; it is sent out again. The reason:', told.reason);
}
