// Looking into the log, and taking it away: each recorded first. What somebody typed as a reason is starred, so that no content comes out this way.
import { maskSensitive } from '#core/text/mask.ts';
import { redactWords } from '#core/text/redact.ts';
import { dayOf, type Instant, timeOfDay } from '#core/time/day.ts';
import { loadCircumstances, matterExists } from '#features/matters/index.ts';
import { loadLimits, loadPlaces, logAccess } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Staff } from '#platform/session/staff.ts';
import { type Ask, type AskName, type AskProblem, cursorOf, readAsk, type Typed } from './rules.ts';
import { type LogAsk, type LogRow, readLog } from './store.ts';
import { actWords, networkWords } from './words.ts';
import { type Names, whyWords } from './words-why.ts';

type AuditPorts = Pick<Ports, 'db' | 'now' | 'newId'>;
type Lang = 'zh' | 'en';
export type Line = {
  at: Instant;
  who: string;
  login: string;
  unit: string;
  roles: readonly string[];
  act: string;
  number: string;
  why: string;
  network: string;
};
export type Problems = { name: AskName; problem: AskProblem }[];
export type Found = { ok: true; lines: Line[]; next: string | null; ask: Ask } | { ok: false; problems: Problems };

const pageSize = 100;
const exportSize = 1_000;

async function settle(
  ports: AuditPorts,
  typed: Typed,
): Promise<{ ok: true; ask: Ask; log: Omit<LogAsk, 'after' | 'most'> } | { ok: false; problems: Problems }> {
  const read = readAsk(typed, dayOf(ports.now()));
  if ('problems' in read) return { ok: false, problems: read.problems };
  const { ask } = read;
  const { staff } = await loadCircumstances(ports.db);
  const who = typed.who.trim();
  const account =
    who === ''
      ? null
      : (staff.all.find((one) => one.login === who) ?? staff.all.find((one) => one.name === who) ?? staff.byId(who) ?? undefined);
  if (account === undefined) return { ok: false, problems: [{ name: 'who', problem: 'who-unknown' }] };
  const matter = ask.number === null ? null : await matterExists(ports.db as Ports['db'], ask.number);
  if (ask.number !== null && matter === null) return { ok: false, problems: [{ name: 'number', problem: 'number-unknown' }] };
  return {
    ok: true,
    ask,
    log: { from: ask.from, until: ask.until, group: ask.group, accountId: account?.accountId ?? null, matterId: matter?.id ?? null },
  };
}

const askedWords = (ask: Ask, typed: Typed): string =>
  [`${ask.fromOn}..${ask.toOn}`, ask.group ?? '', typed.who.trim(), ask.number ?? ''].filter(Boolean).join('; ').slice(0, 300);

/** One page of the log. The look is written before anything is read. */
export async function lookIntoLog(
  ports: AuditPorts,
  me: Staff,
  typed: Typed,
  after: LogAsk['after'],
  lang: Lang,
  addressClass: string,
): Promise<Found> {
  const settled = await settle(ports, typed);
  if (!settled.ok) return settled;
  await logAccess(ports, { what: 'audit-looked', why: askedWords(settled.ask, typed), by: me, addressClass });
  const rows = await readLog(ports.db, { ...settled.log, after, most: pageSize + 1 });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    ok: true,
    ask: settled.ask,
    lines: (await liner(ports, lang))(shown),
    next: rows.length > pageSize && last ? cursorOf(last) : null,
  };
}

export type Taken = { ok: true; lines(): AsyncGenerator<Line>; ask: Ask } | { ok: false; problems: Problems };

/** All of it, a thousand lines at a time, with the memory of these. */
export async function takeLog(ports: AuditPorts, me: Staff, typed: Typed, lang: Lang, addressClass: string): Promise<Taken> {
  const settled = await settle(ports, typed);
  if (!settled.ok) return settled;
  await logAccess(ports, { what: 'audit-exported', why: askedWords(settled.ask, typed), by: me, addressClass });
  const inWords = await liner(ports, lang);
  return {
    ok: true,
    ask: settled.ask,
    lines: async function* lines() {
      for (let after: LogAsk['after'] = null; ; ) {
        const rows = await readLog(ports.db, { ...settled.log, after, most: exportSize });
        yield* inWords(rows);
        const last = rows.at(-1);
        if (!last || rows.length < exportSize) return;
        after = { at: last.at, id: last.id };
      }
    },
  };
}

async function liner(ports: AuditPorts, lang: Lang): Promise<(rows: readonly LogRow[]) => Line[]> {
  const [{ staff, units }, names] = await Promise.all([loadCircumstances(ports.db), namesIn(ports)]);
  return (rows) =>
    rows.map((row) => ({
      at: row.at,
      who: row.accountId === null ? '' : staff.nameOf(row.accountId),
      login: row.accountId === null ? '' : (staff.byId(row.accountId)?.login ?? row.accountId),
      unit: row.unitId === null ? '' : (units.byId(row.unitId)?.shortName ?? row.unitId),
      roles: row.role ? row.role.split(',') : [],
      act: actWords(row.what, lang),
      number: row.number ?? '',
      why: whyWords(row.what, maskSensitive(redactWords(row.why)), lang, names),
      network: networkWords(row.addressClass, lang),
    }));
}

/** Names of what the log knows by its code, as they are today. */
export async function namesIn({ db }: Pick<Ports, 'db'>): Promise<Names> {
  const [{ staff }, places, limits] = await Promise.all([loadCircumstances(db), loadPlaces(db), loadLimits(db)]);
  const logins = new Map(staff.all.map((one) => [one.login, one]));
  return {
    person: (code) => {
      const found = logins.get(code) ?? staff.byId(code);
      return found ? `${found.name}(${found.login})` : code;
    },
    place: (id) => (places.byId(id) ? places.wordsOf(id) : id),
    limit: (key, lang) => limits.find((one) => one.key === key)?.clock[lang] ?? key,
  };
}

export const stamp = (at: Instant): string => `${dayOf(at)} ${timeOfDay(at)}`;
