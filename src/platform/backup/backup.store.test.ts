import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMatters } from '#features/matters/index.ts';
import { verifyRecord } from '#features/record/index.ts';
import type { Tables } from '#platform/db/tables.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { testDatabase } from '#test/support/database.ts';
import { UnreadableBackup } from './archive.ts';
import { backup, NotEmpty, restore } from './backup.ts';
import { isInUse } from './tables.ts';

const photo = Buffer.from('an invented photo 示例');
const name = 'a'.repeat(64);

describe('a county in one file, and back', () => {
  let county: TestCounty;
  const dir = mkdtempSync(join(tmpdir(), 'daodi-backup-test-'));
  const dataDir = join(dir, 'data');
  const plain = join(dir, 'plain.tar.gz');
  const sealed = join(dir, 'sealed.tar.gz.age');
  const passphrase = 'an invented passphrase 示例';
  const at = '2026-11-23T01:00:00.000Z';

  beforeAll(async () => {
    county = await testCounty();
    await openMatters(
      county.ports,
      { kind: 'raiser' },
      Array.from({ length: 60 }, (_v, i) => ({
        channel: 'web' as const,
        kind: 'help' as const,
        title: `路灯不亮（示例 ${i}）`,
        text: `第 ${i} 盏\t路灯\\坏了\n"两周"，😀`,
        placeText: '东街社区',
        placeId: 'p-dongjie',
        categoryId: 'housing',
        confidentiality: 'normal' as const,
        accusedUnitId: null,
        contact: { name: '张示例', phone: '13800000001' },
        wantsReply: true,
      })),
    );
    mkdirSync(join(dataDir, 'files', 'aa', 'aa'), { recursive: true });
    writeFileSync(join(dataDir, 'files', 'aa', 'aa', name), photo);
    mkdirSync(join(dataDir, 'secrets'), { recursive: true });
    writeFileSync(join(dataDir, 'secrets', 'column.key'), 'an invented key\n');
    const from = { ownerUrl: county.ownerUrl, dataDir, filesOnDisk: true };
    await backup(from, { file: plain, passphrase: null }, at);
    await backup(from, { file: sealed, passphrase }, at);
  }, 120_000);
  afterAll(async () => {
    await county.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const emptyDatabase = () => {
    mkdirSync(join(dir, 'no-migrations'), { recursive: true });
    return testDatabase<Tables>({ dir: join(dir, 'no-migrations') });
  };
  const rowsOf = async (url: string): Promise<Record<string, string>> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const all: Record<string, string> = {};
    for (const table of ['unit', 'account', 'matter', 'matter_event', 'raiser', 'matter_search', 'limit_rule', 'search_mark'])
      all[table] = (
        await client.query(`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${table} t`)
      ).rows[0].sum;
    await client.end();
    return all;
  };

  test.each([
    ['plain', plain, null],
    ['encrypted', sealed, passphrase],
  ])('%s: every row, every file and the record come back as they were, and new rows go on counting', async (_kind, file, secret) => {
    const empty = await emptyDatabase();
    const target = join(dir, `back-${_kind}`);
    const restored = await restore({ file, passphrase: secret }, { ownerUrl: empty.ownerUrl, dataDir: target });
    expect(await rowsOf(empty.ownerUrl)).toEqual(await rowsOf(county.ownerUrl));
    expect(readFileSync(join(target, 'files', 'aa', 'aa', name))).toEqual(photo);
    expect(existsSync(join(target, 'secrets', 'column.key'))).toBe(secret !== null);
    expect(restored.tables.find((table) => table.name === 'matter')?.rows).toBe(60);
    const again = { ...county.ports, db: empty.db, pool: empty.pool };
    expect((await verifyRecord(again)).ok).toBe(true);
    const more = await empty.pool.query(
      "insert into matter_search (matter_id, part, received_at, folded) values ('new', 0, now(), 'x') returning n > (select max(n) from matter_search) as later",
    );
    expect(more.rows[0].later).toBe(true);
    await expect(restore({ file, passphrase: secret }, { ownerUrl: empty.ownerUrl, dataDir: target })).rejects.toThrow(NotEmpty);
    await empty.close();
  });

  const damages: [string, (bytes: Buffer) => Buffer, string | null, string][] = [
    ['cut off', (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.7)), null, 'cut-off'],
    ['some other file', () => Buffer.from('hello, this is no backup at all'), null, 'not-a-backup'],
  ];
  test.each(damages)('%s: nothing is restored, and it is said why', async (kind, damage, secret, why) => {
    const file = join(dir, `bad-${kind}`);
    writeFileSync(file, damage(readFileSync(plain)));
    const empty = await emptyDatabase();
    const failed = await restore({ file, passphrase: secret }, { ownerUrl: empty.ownerUrl, dataDir: join(dir, 'bad') }).catch(
      (e: unknown) => e,
    );
    expect(failed).toBeInstanceOf(UnreadableBackup);
    expect((failed as UnreadableBackup).why).toBe(why);
    const client = new pg.Client({ connectionString: empty.ownerUrl });
    await client.connect();
    expect(await isInUse(client)).toBe(false);
    await client.end();
    expect(existsSync(join(dir, 'bad', 'files', 'aa', 'aa', name))).toBe(false);
    await empty.close();
  });

  test('an encrypted one asks for its passphrase, and a wrong one opens nothing', async () => {
    const empty = await emptyDatabase();
    const to = { ownerUrl: empty.ownerUrl, dataDir: join(dir, 'none') };
    await expect(restore({ file: sealed, passphrase: null }, to)).rejects.toMatchObject({ why: 'needs-passphrase' });
    await expect(restore({ file: sealed, passphrase: 'some other words' }, to)).rejects.toMatchObject({ why: 'wrong-passphrase' });
    await empty.close();
  });

  test('rows written while the backup is read belong to the next one', async () => {
    const file = join(dir, 'moving.tar.gz');
    let wrote = 0;
    const writing = (async () => {
      for (let i = 0; i < 10; i += 1) {
        await county.ports.pool.query("insert into setting (key, body, changed_at) values ($1, '{}', now())", [`moving.${i}`]);
        wrote += 1;
      }
    })();
    await backup({ ownerUrl: county.ownerUrl, dataDir, filesOnDisk: false }, { file, passphrase: null }, at);
    await writing;
    expect(wrote).toBe(10);
    const empty = await emptyDatabase();
    await restore({ file, passphrase: null }, { ownerUrl: empty.ownerUrl, dataDir: join(dir, 'moving') });
    expect((await verifyRecord({ ...county.ports, db: empty.db })).ok).toBe(true);
    await empty.close();
  });
});
