// Accounts from a table: who, in which unit, with which posts. Each gets a link by which they choose a password themselves; nobody else ever knows it.
import type { Role } from '#core/matter/events.ts';
import { toHalfWidth } from '#core/text/width.ts';
import { excludedBy } from './rules.ts';
import { fault, type IdOf, named, oneLine, type PlanLine, severalIn, unknownWord, type Words, wordIn } from './rules-plan.ts';
import type { UnitHere } from './rules-plan-units.ts';
import type { TableRow } from './rules-table.ts';

export type PersonMade = { id: string; login: string; name: string; unitId: string; roles: readonly Role[] };

/** Letters, digits, 汉字 and . _ -, two to forty; null when it is none. */
export function readLogin(text: string): string | null {
  const login = toHalfWidth(oneLine(text)).normalize('NFC');
  return /^[\p{L}\p{N}._-]{2,40}$/u.test(login) ? login : null;
}

export function planPeople(
  here: { people: readonly { login: string; name: string; unitId: string }[]; units: readonly UnitHere[] },
  roleWords: Words<Role>,
  rows: readonly TableRow[],
  idOf: IdOf,
): PlanLine<PersonMade>[] {
  const all = [...here.people];
  return rows.map(({ row, cells }) => {
    const name = oneLine(cells['name'] ?? '');
    const words = [name];
    const unitWord = cells['unit'] ?? '';
    const unit = named(here.units, unitWord);
    if (name === '') return { row, says: 'refused', words, fault: fault('name-missing', 'name') };
    if (!unit) return { row, says: 'refused', words, fault: fault('unknown-unit', 'unit', unitWord) };
    const roles: Role[] = [];
    for (const word of severalIn(cells['roles'] ?? '')) {
      const role = wordIn(roleWords, word);
      if (role === null) return { row, says: 'refused', words, fault: unknownWord('roles', word, roleWords) };
      if (!roles.includes(role)) roles.push(role);
    }
    if (roles.length === 0) return { row, says: 'refused', words, fault: unknownWord('roles', '', roleWords) };
    if (roles.some((role) => excludedBy(roles, role) !== null))
      return { row, says: 'refused', words, fault: fault('role-excluded', 'roles') };
    const written = cells['login'] ?? '';
    const login = readLogin(written === '' ? name : written);
    if (login === null) return { row, says: 'refused', words, fault: fault('login-shape', 'login') };
    const sameLogin = all.find((one) => one.login.toLowerCase() === login.toLowerCase());
    if (sameLogin?.name === name && sameLogin.unitId === unit.id) return { row, says: 'known', words };
    if (sameLogin) return { row, says: 'refused', words, fault: fault('login-taken', 'login', login) };
    const made = { id: idOf(row), login, name, unitId: unit.id, roles };
    all.push(made);
    return { row, says: 'new', words: [name, login, unit.shortName, roles.map((role) => roleWords[role][1] ?? role).join('、')], made };
  });
}
