// The front door of the matters' room for other rooms, the API, the clock and the command line.
export { type Acted, type ActOptions, act, isSealed, mergeInto, type Outcome, type Refused, tickMatter } from './actions.ts';
export { type Circumstances, forgetCalendar, loadCalendar, loadCircumstances, readCalendars } from './circumstances.ts';
export { askNames, askWords, emptyAsk, type LedgerAsk, listQueryOf, readAsk } from './ledger-ask.ts';
export { limitsOf, loopLimits, type MatterLimits } from './limits.ts';
export { countMatters, type ListedMatter, type ListQuery, listMatters, type Page } from './list.ts';
export { type NewConcern, type Opened, openMatter, openMatters, type Receipt, setCountyCode } from './open.ts';
export { fillRounds, type RoundsFilled, remakeRounds } from './rounds.ts';
export { type MatterRow, rowOf, type WaitingFor, waitingFor } from './row.ts';
export { rowsWithAny } from './search.ts';
export { indexTail } from './search-blocks.ts';
export { type AnyRefusal, refusalSentence, statusOfRefusal } from './sentences.ts';
export { dueForTick, readHistory, readHistoryByNumber, type SealedEvent } from './store.ts';
export { maySee, maySeeContact, seesCounty, type Viewer } from './visibility.ts';
export { channelWords, escalationWords, kindWords, levelWords, solvedWords, statusWords } from './words.ts';
