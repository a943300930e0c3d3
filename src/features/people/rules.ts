// Who may be given a matter is a list (P09): the township duty lists of 2025 (basic / cooperate / taken back by departments), Weifang Art. 24
// (no department matter goes down to a township) and Beijing Art. 17 (a community is never the main handler of what is not its own).
// Entries are dated; `validTo` is the last day in force.
import type { DutyAnswer } from '#core/matter/commands.ts';
import type { Role } from '#core/matter/events.ts';
import type { Day } from '#core/time/day.ts';

export type DutyLevel = 'department' | 'township' | 'village';
export type DutyList = 'basic' | 'cooperate' | 'takenBack';
export type DutyEntry = {
  id: string;
  itemNo: string;
  level: DutyLevel;
  list: DutyList;
  title: string;
  /** null: every unit of that level. */
  unitId: string | null;
  categoryId: string | null;
  leadUnitId: string | null;
  leadUnitName: string | null;
  unitName: string | null;
  basis: string;
  validFrom: Day;
  validTo: Day | null;
};

/** The category in which nothing is listed: anybody may get it. */
export const otherCategory = 'other';

type Asked = { id: string; kind: 'county' | DutyLevel };
type Dated = { validFrom: Day; validTo: Day | null };

export const isInForce = (dated: Dated, day: Day): boolean => dated.validFrom <= day && (dated.validTo === null || day <= dated.validTo);

/**
 * May this unit own a matter of this category on this day?
 * `category` is an id, or the category's path from the root down to itself: an entry for 市政 also answers for 路灯, unless 路灯 has its own.
 * null and 'other' are free. A category on no list at all is free too: the dispatcher decides and gives the reason.
 */
export function checkDuty(entries: readonly DutyEntry[], unit: Asked, category: string | readonly string[] | null, day: Day): DutyAnswer {
  const path = category === null ? [] : typeof category === 'string' ? [category] : category;
  if (path.length === 0 || path.includes(otherCategory)) return mayOwn(null);
  const inForce = entries.filter((entry) => entry.categoryId !== null && path.includes(entry.categoryId) && isInForce(entry, day));
  for (const categoryId of path.toReversed()) {
    const answer = answerOf(
      inForce.filter((entry) => entry.categoryId === categoryId),
      unit,
    );
    if (answer) return answer;
  }
  const leaders = namesOf(inForce);
  return leaders === '' ? mayOwn(null) : { ok: false, refusal: 'duty-not-listed', names: leaders };
}

/** What the entries of one category say about the unit; null when they are silent. A list made for the unit outranks the list of its level. */
function answerOf(entries: readonly DutyEntry[], unit: Asked): DutyAnswer | null {
  const about = entries.filter((entry) => entry.level === unit.kind && (entry.unitId === null || entry.unitId === unit.id));
  const own = about.filter((entry) => entry.unitId === unit.id);
  const listed = own.length > 0 ? own : about;
  const takenBack = listed.find((entry) => entry.list === 'takenBack' && entry.leadUnitId !== unit.id);
  if (takenBack && unit.kind !== 'department') return { ok: false, refusal: 'duty-taken-back', names: namesOf([takenBack]) };
  const led =
    entries.find((entry) => entry.leadUnitId === unit.id) ?? listed.find((entry) => entry.list === 'basic' && entry.leadUnitId === null);
  const basic = led ?? (unit.kind === 'department' ? undefined : listed.find((entry) => entry.list === 'basic'));
  if (basic) return mayOwn(basic);
  const cooperate = listed.find((entry) => entry.list === 'cooperate');
  return cooperate ? { ok: false, refusal: 'duty-cooperate-only', names: namesOf([cooperate, ...entries]) } : null;
}

const mayOwn = (entry: DutyEntry | null): DutyAnswer => ({
  ok: true,
  dutyRef: entry ? `${entry.itemNo} ${entry.title}` : null,
  mayOwn: true,
});

const levelNames = { department: '县级部门', township: '各乡镇（街道）', village: '各村（社区）' } satisfies Record<DutyLevel, string>;

/** Who leads, by name, each once: the department named, else the unit whose list it is, else every unit of that level. Cooperating leads nothing. */
function namesOf(entries: readonly DutyEntry[]): string {
  const names = entries.flatMap((entry) => {
    if (entry.leadUnitId !== null) return [entry.leadUnitName ?? entry.leadUnitId];
    return entry.list === 'basic' ? [entry.unitName ?? levelNames[entry.level]] : [];
  });
  return [...new Set(names)].join('、');
}

/** System, security and audit administration are three people (GB/T 22239-2019 8.1.4.2 d, SM-20): no account holds two of them. */
const separated: readonly Role[] = ['systemAdmin', 'securityAdmin', 'audit'];

/** The role among those held that forbids the one to be given; null when it may be given. */
export function excludedBy(held: readonly Role[], given: Role): Role | null {
  if (!separated.includes(given)) return null;
  return held.find((role) => role !== given && separated.includes(role)) ?? null;
}

const common = [
  '1234567890',
  '12345678910',
  '0123456789',
  '9876543210',
  '0987654321',
  '1111111111',
  '0000000000',
  '8888888888',
  '6666666666',
  '1122334455',
  '1234512345',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'qwertyuiop',
  'qwerty12345',
  'qwerty123456',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'qazwsxedcrfv',
  'abcdefghij',
  'abc1234567',
  'abcd123456',
  'a123456789',
  'aa12345678',
  'asdfghjkl1',
  'zxcvbnm123',
  'woaini1314',
  'woaini520520',
  '5201314520',
  '1314520520',
  'admin12345',
  'admin123456',
  'administrator',
  'letmein123',
  'welcome123',
  'iloveyou12',
  'daodi12345',
  'daodi123456',
];

export type PasswordRefusal = 'password-short' | 'password-long' | 'password-is-login' | 'password-common';
export const passwordLength = { least: 10, most: 200 };

/** Length, not the login, not one that everybody tries first (NIST SP 800-63B 5.1.1.2); no theatre of signs and capitals. */
export function checkPassword(password: string, login: string): PasswordRefusal | null {
  const length = [...password].length;
  if (length < passwordLength.least) return 'password-short';
  if (length > passwordLength.most) return 'password-long';
  const lower = password.toLowerCase();
  if (login !== '' && lower.includes(login.toLowerCase()) && length - [...login].length < 4) return 'password-is-login';
  if (common.includes(lower) || new Set(lower).size < 4) return 'password-common';
  return null;
}
