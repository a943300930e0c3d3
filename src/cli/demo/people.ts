// One person per role, with random passwords and tokens that stay the same as long as the data folder does: there is no default password.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppPorts } from '#app/ports.ts';
import { createToken, createUser } from '#features/people/index.ts';
import { demoPeople } from './county.ts';

export type DemoSignIn = {
  login: string;
  name: string;
  unit: string;
  roles: readonly string[];
  password: string;
  token: string;
  tokenName: string;
};

/** Readable over a shoulder, long enough to be safe: four groups of four. */
const password = (): string => (randomBytes(10).toString('hex').match(/.{4}/g) ?? []).slice(0, 4).join('-');

export async function demoSignIns(ports: AppPorts, dataDir: string): Promise<DemoSignIn[]> {
  const file = join(dataDir, 'demo-sign-ins.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoSignIn[];
  const made: DemoSignIn[] = [];
  for (const person of demoPeople) {
    const secret = password();
    const user = await createUser(ports, null, {
      login: person.login,
      name: person.name,
      unitId: person.unitId,
      roles: person.roles,
      password: secret,
      mustChange: false,
    });
    if (!user.ok) throw new Error(`demo account ${person.login}: ${user.refusal}`);
    const token = await createToken(ports, null, {
      accountId: user.accountId,
      roles: person.roles,
      name: `示例 ${person.token}`,
      expiresAt: null,
    });
    if (!token.ok) throw new Error(`demo token ${person.login}: ${token.refusal}`);
    made.push({
      login: person.login,
      name: person.name,
      unit: person.unitId,
      roles: person.roles,
      password: secret,
      token: token.secret,
      tokenName: person.token,
    });
  }
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
