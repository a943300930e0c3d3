// Verbs of the API as one table: fields in, command out. Fields that people are likely to try are taken too (`unit` for `to`, `reason` for `words`), and so are other
// names of the verbs (verb-names.ts).
import { z } from 'zod';
import type { Command } from '#core/matter/commands.ts';
import type { Matter } from '#core/matter/matter.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { day, words } from './values.ts';
import { levelOf, outcomeOf, rulingOf, solvedOf } from './verb-words.ts';

const text = words();
const optional = text.optional();
const id = words(100);
const evidence = z
  .union([
    words(2_000),
    z.array(z.union([words(2_000), z.object({ kind: z.enum(['file', 'record', 'statement']), ref: words(2_000) })])).max(20),
  ])
  .optional();
type EvidenceIn = z.infer<typeof evidence>;

const evidenceOf = (e: EvidenceIn) =>
  e === undefined
    ? []
    : (typeof e === 'string' ? [e] : e)
        .filter((one) => one !== '')
        .map((one) => (typeof one === 'string' ? { kind: 'statement' as const, ref: one } : one));

const level = z.union([z.number().int().min(1).max(5), words(40)]).optional();

/** What a verb may need to know before it becomes a command: the matter as it stands, today, and who asks. */
export type Asked = { matter: Matter; today: Day; accountId(idOrLogin: string): string };
export type Verb = { summary: string; schema: z.ZodType; command(body: never, asked: Asked): Command | Command[] | { problem: string } };

function verb<S extends z.ZodType>(
  summary: string,
  schema: S,
  command: (body: z.output<S>, asked: Asked) => Command | Command[] | { problem: string },
): Verb {
  return { summary, schema, command: command as Verb['command'] };
}

const rulings = ['objection', 'extension', 'pause', 'hold', 'termination', 'exclusion', 'appeal'] as const;
const granted = z.union([z.boolean(), words(40)]).optional();

function pendingOf(m: Matter): (typeof rulings)[number] | null {
  if (m.objection) return 'objection';
  if (m.extension) return 'extension';
  if (m.pauseAsked) return 'pause';
  if (m.termination) return 'termination';
  if (m.hold && !m.hold.confirmed) return 'hold';
  if (m.exclusion?.state === 'asked') return 'exclusion';
  return m.exclusion?.state === 'appealed' ? 'appeal' : null;
}

const reasonOf = (b: {
  reason?: string | undefined;
  words?: string | undefined;
  note?: string | undefined;
  text?: string | undefined;
}): string => b.reason ?? b.words ?? b.note ?? b.text ?? '';
const unitOf = (b: {
  unit?: string | undefined;
  unitId?: string | undefined;
  to?: string | undefined;
  ownerUnit?: string | undefined;
}): string => b.to ?? b.unit ?? b.unitId ?? b.ownerUnit ?? '';
const why = { reason: optional, words: optional, note: optional, text: optional };
const unit = { to: optional, unit: optional, unitId: optional, ownerUnit: optional };
const untilOf = (b: { until?: Day | undefined; days?: number | undefined }, from: Day): Day | null =>
  b.until ?? (b.days === undefined ? null : addDays(from, b.days));

/** What every reply tells the raiser when the writer adds nothing of his own. */
function remedyOf(outcome: 'support' | 'explain' | 'notSupport' | 'answered'): string {
  const judge = '您可以在收到答复后评价办好了没有；选“没办好”的，将按原编号重办。';
  return outcome === 'notSupport' || outcome === 'explain'
    ? `${judge}对依据有异议的，可以要求说明，或依法通过复议、诉讼等途径解决。`
    : judge;
}

export const verbs: Record<string, Verb> = {
  dispatch: verb(
    'Name the unit that owns the matter, checked against the duty lists',
    z.object({ ...unit, ...why, copyTo: optional }),
    (b) => ({ do: 'dispatch', to: unitOf(b), reason: reasonOf(b), copyTo: b.copyTo ?? null }),
  ),
  acknowledge: verb('Sign for the matter', z.object({}), () => ({ do: 'acknowledge' })),
  contact: verb(
    'Record a contact with the raiser',
    z.object({ how: z.enum(['phone', 'visit', 'message', 'other']).default('phone'), ...why, reached: z.boolean().default(true) }),
    (b) => ({ do: 'contact', how: b.how, words: reasonOf(b), reached: b.reached }),
  ),
  note: verb('Note progress', z.object({ ...why, evidence }), (b) => ({
    do: 'note',
    words: reasonOf(b),
    evidence: evidenceOf(b.evidence),
  })),
  remind: verb('Remind the unit, once a day for each matter', z.object({ ...why }), (b) => ({ do: 'remind', words: reasonOf(b) })),
  object: verb(
    'Object to the dispatch, once, with its basis',
    z.object({ ...why, basis: optional, dutyRef: optional, proposedUnit: optional }),
    (b) => ({ do: 'object', reason: reasonOf(b), basis: b.basis ?? b.dutyRef ?? '', proposedUnitId: b.proposedUnit ?? null }),
  ),
  rule: verb(
    'Decide what is waiting: objection, extension, pause, hold, termination, exclusion, appeal',
    z.object({
      on: z.enum(rulings).optional(),
      outcome: optional,
      granted,
      decision: optional,
      ...unit,
      ...why,
      toldRaiser: z.union([z.boolean(), words(2_000)]).optional(),
    }),
    (b, { matter }) => {
      const on = b.on ?? pendingOf(matter) ?? 'objection';
      const reason = reasonOf(b);
      const to = unitOf(b);
      const said = b.outcome ?? b.decision ?? b.granted;
      const ruling =
        said === undefined || said === '' ? (on === 'objection' && to !== '' ? 'designated' : undefined) : rulingOf(String(said));
      if (ruling === undefined || (ruling === 'designated' && on !== 'objection')) return { problem: 'outcome' };
      const yes = ruling === 'yes';
      const told = b.toldRaiser === undefined ? true : b.toldRaiser !== false && b.toldRaiser !== '';
      switch (on) {
        case 'objection': {
          // A unit named beside "yes" is the ruling that names it; beside a refusal it is not meant.
          const outcome =
            ruling === 'no' ? 'rejected' : ruling === 'designated' || (to !== '' && said !== 'upheld') ? 'designated' : 'upheld';
          return { do: 'ruleObjection', outcome, to: outcome === 'designated' && to !== '' ? to : null, reason };
        }
        case 'extension':
          return { do: 'ruleExtension', granted: yes, reason, toldRaiser: told };
        case 'pause':
          return { do: 'rulePause', granted: yes, reason };
        case 'hold':
          return { do: 'ruleHold', confirmed: yes, reason };
        case 'termination':
          return {
            do: 'ruleTermination',
            granted: yes,
            reason,
            toldRaiser: typeof b.toldRaiser === 'string' ? b.toldRaiser : told ? reason : '',
          };
        case 'exclusion':
          return { do: 'ruleExclusion', granted: yes, reason };
        case 'appeal':
          return { do: 'ruleAppeal', granted: yes, reason };
      }
    },
  ),
  extend: verb(
    'Ask for an extension before the deadline; a second person rules on it (verb `rule`)',
    z.object({ ...why, until: day.optional(), days: z.number().int().min(1).max(366).optional(), measure: optional }),
    (b, { matter }) => {
      const until = untilOf(b, matter.deadline.dueOn);
      return until === null ? { problem: 'until' } : { do: 'askExtension', reason: reasonOf(b), until, measure: b.measure ?? reasonOf(b) };
    },
  ),
  hold: verb(
    'Cannot now: a measure, a definite date and the next contact',
    z.object({ measure: optional, ...why, until: day.optional(), nextContact: day.optional(), nextContactOn: day.optional() }),
    (b) => {
      const next = b.nextContactOn ?? b.nextContact;
      if (!b.until) return { problem: 'until' };
      if (!next) return { problem: 'nextContact' };
      return { do: 'hold', measure: b.measure ?? '', until: b.until, nextContactOn: next, reason: reasonOf(b) || (b.measure ?? '') };
    },
  ),
  resume: verb('Go on after "cannot now"', z.object(why), (b) => ({ do: 'resume', reason: reasonOf(b) })),
  pause: verb(
    'Ask for a pause for a listed cause',
    z.object({ cause: z.enum(['raiser-material', 'statutory-procedure', 'force-majeure', 'season']), ...why, until: day.nullish() }),
    (b) => ({ do: 'askPause', cause: b.cause, reason: reasonOf(b), until: b.until ?? null }),
  ),
  'end-pause': verb('Let the clock run again', z.object(why), (b) => ({ do: 'endPause', reason: reasonOf(b) })),
  help: verb(
    'Ask another unit to help; the owner stays',
    z.object({ ...unit, task: optional, ...why, until: day.optional(), days: z.number().int().min(1).max(90).optional() }),
    (b, { today }) => ({ do: 'askHelper', unitId: unitOf(b), task: b.task ?? reasonOf(b), until: untilOf(b, today) ?? addDays(today, 3) }),
  ),
  'report-help': verb('Report as a helper', z.object({ ...why, final: z.boolean().default(true) }), (b) => ({
    do: 'reportHelp',
    words: reasonOf(b),
    final: b.final,
  })),
  'hand-over': verb(
    'Pass to a colleague of the same unit, by account id or sign-in name',
    z.object({ account: id.optional(), to: id.optional(), ...why }),
    (b, { accountId }) => ({ do: 'handOver', to: accountId(b.to ?? b.account ?? ''), reason: reasonOf(b) }),
  ),
  summarise: verb("Write the summary; the raiser's own words stay as they are", z.object({ summary: text }), (b) => ({
    do: 'summarise',
    summary: b.summary,
  })),
  classify: verb(
    'Set category, place and the three axes',
    z.object({
      category: optional,
      place: optional,
      urgency: z.enum(['normal', 'urgent', 'critical']).default('normal'),
      effort: z.enum(['small', 'large']).default('small'),
      difficulty: z.enum(['single', 'multi', 'noRule']).default('single'),
    }),
    (b, { matter }) => ({
      do: 'classify',
      categoryId: b.category ?? matter.categoryId,
      placeId: b.place ?? matter.placeId,
      urgency: b.urgency,
      effort: b.effort,
      difficulty: b.difficulty,
    }),
  ),
  reply: verb(
    'Answer the raiser: what was done, basis, what may be done next',
    z.object({
      text: optional,
      reply: optional,
      outcome: optional,
      basis: optional,
      remedy: optional,
      evidence,
      toldHow: optional,
    }),
    (b) => {
      const outcome = outcomeOf(b.outcome ?? 'support');
      if (!outcome) return { problem: 'outcome' };
      return {
        do: 'reply',
        text: b.text ?? b.reply ?? '',
        outcome,
        basis: b.basis ?? '',
        remedy: b.remedy || remedyOf(outcome),
        evidence: evidenceOf(b.evidence),
        toldHow: b.toldHow || 'message',
      };
    },
  ),
  'reply-at-once': verb(
    'Answered on the spot, with its citation',
    z.object({ text, outcome: optional, basis: optional, remedy: optional }),
    (b) => {
      const outcome = outcomeOf(b.outcome ?? 'answered');
      if (!outcome) return { problem: 'outcome' };
      return { do: 'replyAtOnce', text: b.text, outcome, basis: b.basis ?? '', remedy: b.remedy || remedyOf(outcome), toldHow: 'phone' };
    },
  ),
  call: verb('Record an attempt to call back', z.object({ reached: z.boolean(), ...why }), (b) => ({
    do: 'attemptCall',
    reached: b.reached,
    words: reasonOf(b),
  })),
  verdict: verb(
    "Record the raiser's verdict, by a call-back officer of another unit",
    z.object({
      solved: z.union([z.boolean(), words(40)]),
      level,
      satisfaction: level,
      words: optional,
      comment: optional,
      via: z.enum(['callback', 'paper']).default('callback'),
      proof: optional,
      reached: z.boolean().default(true),
    }),
    (b, { matter }) => {
      const solved = solvedOf(String(b.solved));
      if (!solved) return { problem: 'solved' };
      const typed = b.level ?? b.satisfaction ?? (solved === 'yes' ? 4 : solved === 'partly' ? 3 : 2);
      const rank = levelOf(String(typed));
      if (!rank) return { problem: 'level' };
      const judge: Command = { do: 'judge', solved, level: rank, words: b.words ?? b.comment ?? '', via: b.via, proof: b.proof ?? null };
      const needsCall = b.via === 'callback' && !matter.attempts.some((a) => a.reached);
      if (!b.reached) return { do: 'attemptCall', reached: false, words: b.words ?? '' };
      return needsCall ? [{ do: 'attemptCall', reached: true, words: '' }, judge] : judge;
    },
  ),
  'refuse-verdict': verb('The raiser was reached and will not judge', z.object(why), (b) => ({ do: 'refuseVerdict', words: reasonOf(b) })),
  'not-accept': verb(
    'Not accepted, with kind, reason and the route told',
    z.object({
      kind: z.enum(['emergency', 'legalRoute', 'nothingNew', 'secretOrPrivate', 'outsideDuty', 'unlawful', 'alreadySettled']),
      ...why,
      route: optional,
    }),
    (b) => ({ do: 'notAccept', kind: b.kind, reason: reasonOf(b), route: b.route ?? '' }),
  ),
  emergency: verb(
    'Hand over to 110, 119, 120 or 122',
    z.object({ service: z.enum(['110', '119', '120', '122']), ...why, reference: optional }),
    (b) => ({ do: 'handToEmergency', service: b.service, note: reasonOf(b), reference: b.reference ?? '' }),
  ),
  terminate: verb('Ask to end it midway; only the hotline approves', z.object({ ...why, basis: optional }), (b) => ({
    do: 'askTermination',
    reason: reasonOf(b),
    basis: b.basis ?? '',
  })),
  escalate: verb('One level up the ladder', z.object(why), (b) => ({ do: 'escalate', reason: reasonOf(b) })),
  designate: verb('The county office names who sees it through', z.object({ ...unit, ...why, minutes: optional }), (b) => ({
    do: 'designate',
    to: unitOf(b),
    reason: reasonOf(b),
    minutes: b.minutes ?? '',
  })),
  conclude: verb('The standing meeting ends an unsolved matter', z.object({ ...why, basis: optional, minutes: optional }), (b) => ({
    do: 'concludeUnresolved',
    reason: reasonOf(b),
    basis: b.basis ?? '',
    minutes: b.minutes ?? '',
  })),
  exclude: verb(
    'Ask to leave this verdict out of the rates',
    z.object({
      kind: z.enum([
        'emergency',
        'legalRoute',
        'nothingNew',
        'secretOrPrivate',
        'outsideDuty',
        'unlawful',
        'alreadySettled',
        'abuse',
        'thirdPartyOnly',
      ]),
      ...why,
    }),
    (b) => ({ do: 'askExclusion', kind: b.kind, reason: reasonOf(b) }),
  ),
  appeal: verb('Appeal once against the ruling on exclusion', z.object(why), (b) => ({ do: 'appealExclusion', reason: reasonOf(b) })),
  seal: verb(
    'Set confidentiality; an accusation names the accused unit',
    z.object({ confidentiality: z.enum(['normal', 'contactHidden', 'identitySealed', 'accusation']), accusedUnit: id.nullish() }),
    (b) => ({ do: 'seal', confidentiality: b.confidentiality, accusedUnitId: b.accusedUnit ?? null }),
  ),
  recuse: verb('Take a person off this matter, by account id or sign-in name', z.object({ account: id, ...why }), (b, { accountId }) => ({
    do: 'recuse',
    accountId: accountId(b.account),
    reason: reasonOf(b),
  })),
  reopen: verb('Reopen within 30 days with a new fact, entered at the desk for the raiser', z.object({ fact: optional, ...why }), (b) => ({
    do: 'reopen',
    fact: b.fact ?? reasonOf(b),
  })),
  'check-back': verb('Look back after 30 and 90 days', z.object({ holds: z.boolean(), ...why }), (b) => ({
    do: 'checkBack',
    holds: b.holds,
    words: reasonOf(b),
  })),
};

/** Joining needs two matters, so its door is its own; `into` is the main matter's number. */
export const mergeSchema = z.object({ into: id.optional(), main: id.optional(), ...why });
export const mergeSummary = 'Join this concern to another about the same thing; its raiser keeps an own verdict';
