// The one way in (P08-P14): a matter, a command and a context give events or a refusal. A bulk action, the API, a page and the clock all pass here.
import type { Command } from './commands.ts';
import { blank, type Context, type Decision, happen, refuse } from './context.ts';
import * as handle from './handle.ts';
import * as ladder from './ladder.ts';
import type { Matter } from './matter.ts';
import { mayAsk } from './possible.ts';
import * as reply from './reply.ts';
import { remind, takeBack } from './second-thoughts.ts';
import { tick } from './tick.ts';
import * as triage from './triage.ts';
import * as verdict from './verdict.ts';
import * as wait from './wait.ts';

/** Returns the events to append, in order, or the refusal. Never throws for anything a person may ask. */
export function decide(m: Matter, c: Command, ctx: Context): Decision {
  const refused = mayAsk(m, ctx.actor, c.do, ctx.isUnder);
  if (refused) return refused;
  switch (c.do) {
    case 'summarise':
      return blank(c.summary) ? refuse('words-missing') : happen({ type: 'summarised', data: { summary: c.summary } });
    case 'classify':
      return triage.classify(m, c, ctx);
    case 'seal':
      return triage.seal(m, c, ctx);
    case 'recuse':
      return handle.recuse(m, c, ctx);
    case 'dispatch':
      return triage.dispatch(m, c, ctx);
    case 'acknowledge':
      return handle.acknowledge(m, c, ctx);
    case 'contact':
      return handle.contact(m, c, ctx);
    case 'note':
      return handle.note(m, c, ctx);
    case 'askHelper':
      return handle.askHelper(m, c, ctx);
    case 'reportHelp':
      return handle.reportHelp(m, c, ctx);
    case 'handOver':
      return handle.handOver(m, c, ctx);
    case 'releaseOwner':
      return handle.releaseOwner(m, c, ctx);
    case 'object':
      return handle.object(m, c, ctx);
    case 'ruleObjection':
      return handle.ruleObjection(m, c, ctx);
    case 'askExtension':
      return wait.askExtension(m, c, ctx);
    case 'ruleExtension':
      return wait.ruleExtension(m, c, ctx);
    case 'hold':
      return wait.hold(m, c, ctx);
    case 'ruleHold':
      return wait.ruleHold(m, c, ctx);
    case 'resume':
      return wait.resume(m, c, ctx);
    case 'askPause':
      return wait.askPause(m, c, ctx);
    case 'rulePause':
      return wait.rulePause(m, c, ctx);
    case 'endPause':
      return wait.endPause(m, c, ctx);
    case 'askTermination':
      return wait.askTermination(m, c, ctx);
    case 'ruleTermination':
      return wait.ruleTermination(m, c, ctx);
    case 'notAccept':
      return triage.notAccept(m, c, ctx);
    case 'handToEmergency':
      return triage.handToEmergency(m, c, ctx);
    case 'merge':
      return triage.merge(m, c, ctx);
    case 'joinCopy':
      return happen({ type: 'copyJoined', data: { copyId: c.copyId, copyNumber: c.copyNumber } });
    case 'followOwner':
      return triage.followOwner(m, c, ctx);
    case 'followReply':
      return reply.followReply(m, c, ctx);
    case 'followEnd':
      return triage.followEnd(m, c, ctx);
    case 'reply':
      return reply.reply(m, c, ctx);
    case 'replyAtOnce':
      return reply.replyAtOnce(m, c, ctx);
    case 'attemptCall':
      return verdict.attemptCall(m, c, ctx);
    case 'judge':
      return verdict.judge(m, c, ctx);
    case 'refuseVerdict':
      return verdict.refuseVerdict(m, c, ctx);
    case 'escalate':
      return ladder.escalate(m, c, ctx);
    case 'designate':
      return ladder.designate(m, c, ctx);
    case 'concludeUnresolved':
      return ladder.concludeUnresolved(m, c, ctx);
    case 'askExclusion':
      return ladder.askExclusion(m, c, ctx);
    case 'ruleExclusion':
      return ladder.ruleExclusion(m, c, ctx);
    case 'appealExclusion':
      return ladder.appealExclusion(m, c, ctx);
    case 'ruleAppeal':
      return ladder.ruleAppeal(m, c, ctx);
    case 'reopen':
      return verdict.reopen(m, c, ctx);
    case 'checkBack':
      return verdict.checkBack(m, c, ctx);
    case 'recomputeDeadline':
      return happen({ type: 'deadlineRecomputed', data: { deadline: c.deadline, why: c.why } });
    case 'remind':
      return remind(m, c, ctx);
    case 'takeBack':
      return takeBack(m, c, ctx);
    case 'tick':
      return tick(m, ctx);
  }
}
