// One person per role, with random passwords and tokens that stay the same as long as the data folder does: there is no default password.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppPorts } from '#app/ports.ts';
import { accountIdOf, createToken, createUser, type Outcome, setPassword } from '#features/people/index.ts';
import { folderFault } from '#platform/db/faults.ts';
import { type DemoPerson, demoPeople } from './county.ts';

export type DemoSignIn = {
  login: string;
  name: string;
  unit: string;
  roles: readonly string[];
  password: string;
  token: string;
  tokenName: string;
};

/** Readable over a shoulder, long enough to be safe: four groups of four hexadecimal digits, 64 bits. */
const newPassword = (): string => (randomBytes(8).toString('hex').match(/.{4}/g) ?? []).join('-');

/** The sign-ins of this data folder, made where they are missing; kept in a file that only its owner reads. A start cut off in the middle is made good. */
export async function demoSignIns(ports: AppPorts, dataDir: string): Promise<DemoSignIn[]> {
  const file = join(dataDir, 'demo-sign-ins.json');
  const kept: DemoSignIn[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoSignIn[]) : [];
  const missing = demoPeople.filter((person) => !kept.some((one) => one.login === person.login));
  if (missing.length === 0) return kept;
  const made = await Promise.all(missing.map((person) => makeSignIn(ports, person)));
  const all = demoPeople.flatMap((person) => [...kept, ...made].filter((one) => one.login === person.login));
  writePrivately(file, JSON.stringify(all, null, 2), dataDir);
  return all;
}

async function makeSignIn(ports: AppPorts, { login, name, unitId, roles, token: tokenName }: DemoPerson): Promise<DemoSignIn> {
  const password = newPassword();
  const known = await accountIdOf(ports, login);
  if (known !== null) done(login, await setPassword(ports, null, known, password, false));
  const accountId =
    known ?? done(login, await createUser(ports, null, { login, name, unitId, roles, password, mustChange: false })).accountId;
  const token = done(login, await createToken(ports, null, { accountId, roles, name: `示例 ${tokenName}`, expiresAt: null }));
  return { login, name, unit: unitId, roles, password, token: token.secret, tokenName };
}

function done<T>(login: string, outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo account ${login}: ${outcome.refusal}`);
  return outcome;
}

/** Whole or not at all. */
function writePrivately(file: string, text: string, dataDir: string): void {
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw folderFault(error, dataDir);
  }
}
