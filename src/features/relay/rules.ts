// What may be asked of the hotline, and when trying is over (X5 "alias + relay").
import { cleanText } from '#core/text/clean.ts';
import { findSensitive } from '#core/text/mask.ts';
import { type KnownOfRaiser, tellsRaiser } from '#core/text/redact.ts';
import { type Instant, msOf } from '#core/time/day.ts';

export type RelayKind = 'connect' | 'passOn';
export const relayKinds: readonly RelayKind[] = ['connect', 'passOn'];
export type RelayState = 'open' | 'connected' | 'passedOn' | 'declined' | 'unreached' | 'withdrawn';
export type RelayOutcome = 'connected' | 'passedOn' | 'noAnswer' | 'declined';
export const relayOutcomes: readonly RelayOutcome[] = ['connected', 'passedOn', 'noAnswer', 'declined'];

export const mostWords = 300;
export const mostWhen = 60;

export type AskField = 'kind' | 'words' | 'when';
export type AskProblem = 'kind-missing' | 'words-missing' | 'words-long';
export type AskTyped = Record<AskField, string>;
export type CleanAsk = { kind: RelayKind; words: string; when: string };

const line = (text: string, max: number, multiline = false): string => cleanText(text, { max, multiline }).text.trim();

export function readAsk(typed: AskTyped): { ok: true; ask: CleanAsk } | { ok: false; problems: { name: AskField; problem: AskProblem }[] } {
  const words = line(typed.words, mostWords + 1, true);
  const kind = relayKinds.find((one) => one === typed.kind);
  const problems: { name: AskField; problem: AskProblem }[] = [];
  if (!kind) problems.push({ name: 'kind', problem: 'kind-missing' });
  if ([...words].length < 4) problems.push({ name: 'words', problem: 'words-missing' });
  if ([...words].length > mostWords) problems.push({ name: 'words', problem: 'words-long' });
  return kind && problems.length === 0 ? { ok: true, ask: { kind, words, when: line(typed.when, mostWhen) } } : { ok: false, problems };
}

/** What is missed when nothing is given, for the burden page. */
export function requiredOfAsk(): AskField[] {
  const said = readAsk({ kind: '', words: '', when: '' });
  return said.ok ? [] : said.problems.map((one) => one.name);
}

export type CarryField = 'outcome' | 'words';
export type CarryProblem = 'outcome-missing' | 'words-missing' | 'words-long' | 'tells-raiser';
export type CarryTyped = Record<CarryField, string>;
export type CleanCarry = { outcome: RelayOutcome; words: string };

/** What goes back to the handler must not tell who the raiser is or how to reach them; a message passed on needs an answer, or "no answer was asked". */
export function readCarry(
  typed: CarryTyped,
  known: KnownOfRaiser,
): { ok: true; carry: CleanCarry } | { ok: false; problems: { name: CarryField; problem: CarryProblem }[] } {
  const words = line(typed.words, mostWords + 1, true);
  const outcome = relayOutcomes.find((one) => one === typed.outcome);
  const problems: { name: CarryField; problem: CarryProblem }[] = [];
  if (!outcome) problems.push({ name: 'outcome', problem: 'outcome-missing' });
  if (outcome === 'passedOn' && words === '') problems.push({ name: 'words', problem: 'words-missing' });
  if ([...words].length > mostWords) problems.push({ name: 'words', problem: 'words-long' });
  else if (tellsRaiser(words, known) || findSensitive(words).length > 0) problems.push({ name: 'words', problem: 'tells-raiser' });
  return outcome && problems.length === 0 ? { ok: true, carry: { outcome, words } } : { ok: false, problems };
}

const apartMs = 60 * 60_000;
const mostUnanswered = 3;

/**
 * The state after these attempts, in order. Nobody answering ends it only at the third try, each at least an hour after the one before: ringing three times in a row
 * is one try.
 */
export function stateAfter(attempts: readonly { at: Instant; outcome: RelayOutcome }[]): RelayState {
  const last = attempts.at(-1);
  if (last === undefined) return 'open';
  if (last.outcome !== 'noAnswer') return last.outcome;
  let counted = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, outcome } of attempts) {
    if (outcome !== 'noAnswer' || msOf(at) - before < apartMs) continue;
    counted += 1;
    before = msOf(at);
  }
  return counted >= mostUnanswered ? 'unreached' : 'open';
}
