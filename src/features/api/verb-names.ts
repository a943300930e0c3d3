// Under which names a verb of the API is found.
import { verbs } from './verbs.ts';

/** Other names for the same verbs: the engine's own, and those that people try. */
const otherNames: Record<string, string> = {
  acknowledgement: 'acknowledge',
  sign: 'acknowledge',
  objection: 'object',
  extension: 'extend',
  handover: 'hand-over',
  transfer: 'hand-over',
  helper: 'help',
  helpers: 'help',
  askhelper: 'help',
  reporthelp: 'report-help',
  summary: 'summarise',
  summarize: 'summarise',
  replyatonce: 'reply-at-once',
  instantreply: 'reply-at-once',
  attemptcall: 'call',
  callback: 'call',
  judge: 'verdict',
  refuseverdict: 'refuse-verdict',
  notaccept: 'not-accept',
  notaccepted: 'not-accept',
  handtoemergency: 'emergency',
  termination: 'terminate',
  askextension: 'extend',
  askpause: 'pause',
  endpause: 'end-pause',
  asktermination: 'terminate',
  escalation: 'escalate',
  concludeunresolved: 'conclude',
  askexclusion: 'exclude',
  exclusion: 'exclude',
  appealexclusion: 'appeal',
  checkback: 'check-back',
  ruleobjection: 'rule',
  ruleextension: 'rule',
  rulehold: 'rule',
  rulepause: 'rule',
  ruletermination: 'rule',
  ruleexclusion: 'rule',
  ruleappeal: 'rule',
};

/** The verb of an address, or of an engine's command; null when there is none. */
export function verbOf(name: string): string | null {
  if (Object.hasOwn(verbs, name)) return name;
  const flat = name.toLowerCase().replace(/[^a-z]/g, '');
  if (Object.hasOwn(otherNames, flat)) return otherNames[flat] ?? null;
  return Object.hasOwn(verbs, flat) ? flat : null;
}
