import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { waysOut } from './ways-out.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

const wheres = async (...args: Parameters<typeof waysOut>) => (await waysOut(...args)).map((way) => way.where);

test('a county as it starts leads nowhere', async () => {
  expect(await wheres(county.ports.db, { database: { kind: 'embedded' }, files: { kind: 'disk' } }, {})).toEqual([null, null, null, null]);
});

test('what leads elsewhere is named by its host, without users, passwords and keys', async () => {
  const { db } = county.ports;
  await db
    .insertInto('setting')
    .values({
      key: 'sign-in',
      body: JSON.stringify({ openId: { on: true, issuer: 'https://id.example.test/realm', clientId: 'c', secretSealed: 's' } }),
      changed_at: county.ports.now(),
    })
    .execute();
  const s3 = {
    kind: 's3',
    endpoint: 'https://s3.example.test',
    bucket: 'b',
    region: 'r',
    accessKeyId: 'AKIA',
    secretAccessKey: 'hidden',
  } as const;
  const url = 'postgres://app:hidden@db.example.test:5432/daodi';
  const ways = await waysOut(
    db,
    { database: { kind: 'given', url, ownerUrl: null }, files: s3 },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example.test/v1?key=hidden' },
  );
  expect(ways.map((way) => way.where)).toEqual(['db.example.test:5432', 's3.example.test', 'id.example.test', 'otel.example.test']);
  expect(JSON.stringify(ways)).not.toMatch(/hidden|AKIA/);
});
