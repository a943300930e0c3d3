// A seeded demo county on a fresh database, with ports whose clock can be moved: what room tests start from.
import type { Actor, Role } from '#core/matter/events.ts';
import type { Instant } from '#core/time/day.ts';
import { setCountyCode } from '#features/matters/index.ts';
import type { Tables } from '#platform/db/tables.ts';
import { hashOf } from '#platform/hash.ts';
import { ulids } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import type { Ports } from '#platform/ports.ts';
import { columnSecrets } from '#platform/secrets.ts';
import { demoPeople } from '../../src/cli/demo/county.ts';
import { seedCounty } from '../../src/cli/demo/seed-county.ts';
import { testDatabase } from './database.ts';

export type TestCounty = {
  ports: Ports;
  ownerUrl: string;
  appUrl: string;
  at(now: string): void;
  advance(ms: number): void;
  actor(login: string): Extract<Actor, { kind: 'staff' }>;
  close(): Promise<void>;
};

/** Monday 2026-11-23 09:00 in Shanghai unless moved. */
export async function testCounty(start = '2026-11-23T01:00:00.000Z'): Promise<TestCounty> {
  const base = await testDatabase<Tables>();
  let now = start as Instant;
  const clock = () => now;
  const ports: Ports = {
    db: base.db,
    pool: base.pool,
    now: clock,
    newId: ulids(clock),
    hash: hashOf('sha256'),
    log: createLog({ level: 'silent' }),
    secrets: columnSecrets([Buffer.alloc(32, 7)], 'intl'),
  };
  setCountyCode('000000');
  await seedCounty(ports);
  await ports.db
    .insertInto('account')
    .values(
      demoPeople.map((p) => ({
        id: `acc-${p.login}`,
        login: p.login,
        name: p.name,
        unit_id: p.unitId,
        password_hash: null,
        created_at: now,
        locked_until: null,
        disabled_at: null,
      })),
    )
    .execute();
  await ports.db
    .insertInto('post')
    .values(
      demoPeople.flatMap((p) =>
        p.roles.map((role: Role) => ({
          id: ports.newId(),
          account_id: `acc-${p.login}`,
          role,
          valid_from: '2020-01-01' as const,
          valid_to: null,
        })),
      ),
    )
    .execute();
  return {
    ports,
    ownerUrl: base.ownerUrl,
    appUrl: base.appUrl,
    close: base.close,
    at: (t) => {
      now = t as Instant;
    },
    advance: (ms) => {
      now = new Date(Date.parse(now) + ms).toISOString() as Instant;
    },
    actor: (login) => {
      const person = demoPeople.find((p) => p.login === login);
      if (!person) throw new Error(`nobody called ${login} in the demo county`);
      return { kind: 'staff', id: `acc-${login}`, unitId: person.unitId, roles: person.roles };
    },
  };
}
