// An answer is not an ending (P05, P10, P43): it needs what was done, the basis and what the raiser may do next; then the raiser judges.
import type { Command } from './commands.ts';
import { blank, type Context, type Decision, happen, refuse } from './context.ts';
import type { Evidence, MatterEvent } from './events.ts';
import type { Matter } from './matter.ts';

type Of<N extends Command['do']> = Extract<Command, { do: N }>;

/** Phrases that alone say nothing; 277 of 2,816 published replies consist of them. What is left after taking them out must still say something. */
const stockPhrases =
  /收悉|已收到|知悉|已转(交|办|送|至)?|转(交|办|送)(给|至)?|相关(部门|单位)|有关(部门|单位)|高度重视|进一步加强|压实责任|持续推进|感谢您?的?(来信|来电|反映|支持|关注|监督|理解)(与支持|和支持)?|您好|你好|尊敬的(网友|市民|群众)|网友|你(的)?|您(的)?|(反映|所反映)的?(问题|情况|诉求)|(诉求|问题|来信|留言)|处理|办理|我(局|镇|县|街道|单位)|将|正在|已|请|并|由|核实|的|了/g;

/** `more`: phrases of the county's own list that say nothing. */
export function saysSomething(text: string, more: readonly string[] = []): boolean {
  const bare = text.replace(/[\s\p{P}\p{S}]/gu, '');
  const without = more.reduce((left, phrase) => (phrase === '' ? left : left.replaceAll(phrase, '')), bare);
  return without.replace(stockPhrases, '').length >= 3;
}

function repliedEvent(
  c: { text: string; outcome: Of<'reply'>['outcome']; basis: string; remedy: string; evidence: Evidence[]; toldHow: string },
  instant: boolean,
  viaMain: string | null,
  ctx: Context,
): MatterEvent {
  const { text, outcome, basis, remedy, evidence, toldHow } = c;
  return {
    type: 'replied',
    data: {
      text,
      outcome,
      basis,
      remedy,
      evidence,
      instant,
      viaMain,
      toldHow,
      inviteAt: ctx.now,
      callBy: ctx.limits.end('hotline.callback', ctx.now),
    },
  };
}

/** Refusals: reply-says-nothing, reply-needs-basis, reply-needs-evidence, name-the-route (a "no" says where one may go next). Evidence may be a file, a statement, or the record of this round itself. */
export function reply(m: Matter, c: Of<'reply'>, ctx: Context): Decision {
  if (blank(c.text) || !saysSomething(c.text, ctx.emptyPhrases)) return refuse('reply-says-nothing');
  if (blank(c.basis)) return refuse('reply-needs-basis');
  const evidence: Evidence[] = c.evidence.length > 0 ? c.evidence : m.recordedInRound > 0 ? [{ kind: 'record', ref: `v${m.version}` }] : [];
  if (evidence.length === 0) return refuse('reply-needs-evidence');
  if (c.outcome === 'notSupport' && blank(c.remedy)) return refuse('name-the-route');
  return happen(repliedEvent({ ...c, evidence }, false, null, ctx));
}

/** Answered on the spot, from a knowledge item or rule that is cited. */
export function replyAtOnce(_m: Matter, c: Of<'replyAtOnce'>, ctx: Context): Decision {
  if (blank(c.text) || !saysSomething(c.text, ctx.emptyPhrases)) return refuse('reply-says-nothing');
  if (blank(c.basis)) return refuse('reply-needs-basis');
  return happen(repliedEvent({ ...c, evidence: [{ kind: 'statement', ref: c.basis }] }, true, null, ctx));
}

/** The main matter's reply reaches each copy, whose raiser then judges for himself. */
export function followReply(_m: Matter, c: Of<'followReply'>, ctx: Context): Decision {
  return happen(repliedEvent(c, false, c.mainNumber, ctx));
}

/**
 * Calls that reached nobody, since somebody was last reached. They count only when at least two hours lie between them: three rings in a row
 * are one attempt (SM-04 "at different times").
 */
export function distinctAttempts(m: Matter, ctx: Context): number {
  const lastReached = m.attempts.findLastIndex((a) => a.reached);
  let counted = 0;
  let last: Matter['receivedAt'] | null = null;
  for (const attempt of m.attempts.slice(lastReached + 1)) {
    if (last !== null && ctx.limits.hoursBetween(last, attempt.at) < 2) continue;
    counted += 1;
    last = attempt.at;
  }
  return counted;
}
