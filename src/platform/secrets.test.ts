import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { columnSecrets, hmac, openSecrets, rotateColumnKey, SealFault } from './secrets.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'daodi-secrets-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const faultOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (fault) {
    return fault instanceof SealFault ? fault.code : fault;
  }
  return 'opened';
};

it('this Node computes SM3 and SM4 as the standards print them', () => {
  expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
  const sm4 = createCipheriv('sm4-ecb', block, null).setAutoPadding(false);
  expect(Buffer.concat([sm4.update(block), sm4.final()]).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
});

describe.each(['intl', 'gm'] as const)('profile %s', (profile) => {
  const secrets = columnSecrets([randomBytes(32)], profile);

  it('what is sealed opens again, and only at its own place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, aad) => {
        const sealed = secrets.sealColumn(plain, aad);
        expect(secrets.openColumn(sealed, aad)).toBe(plain);
        expect(faultOf(() => secrets.openColumn(sealed, `${aad}x`))).toBe('altered');
      }),
    );
  });

  it('one byte flipped anywhere is refused', () => {
    const sealed = secrets.sealColumn('13800000000', 'raiser.phone:1');
    const at = sealed.lastIndexOf('.') + 1;
    const bytes = Buffer.from(sealed.slice(at), 'base64url');
    for (let byte = 0; byte < bytes.length; byte += 1) {
      const flipped = Buffer.from(bytes);
      flipped[byte] = (flipped[byte] ?? 0) ^ 1;
      expect(faultOf(() => secrets.openColumn(sealed.slice(0, at) + flipped.toString('base64url'), 'raiser.phone:1'))).toBe('altered');
    }
  });

  it('one letter of the stored text changed anywhere is refused', () => {
    const sealed = secrets.sealColumn('李示例', 'raiser.name:1');
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(faultOf(() => secrets.openColumn(sealed.slice(0, at) + other + sealed.slice(at + 1), 'raiser.name:1'))).not.toBe('opened');
    }
  });

  it('the sealed text shows nothing of the plain one and differs each time', () => {
    const once = secrets.sealColumn('13800000000', 'a');
    expect(once).not.toBe(secrets.sealColumn('13800000000', 'a'));
    expect(Buffer.from(once.split('.')[3] ?? '', 'base64url').includes('138000')).toBe(false);
  });

  it('a value sealed with another key, cut short, or never sealed is refused', () => {
    const other = columnSecrets([randomBytes(32)], profile);
    expect(faultOf(() => secrets.openColumn(other.sealColumn('x', 'a'), 'a'))).toBe('key-unknown');
    expect(faultOf(() => secrets.openColumn(secrets.sealColumn('x', 'a').slice(0, 40), 'a'))).toBe('altered');
    expect(faultOf(() => secrets.openColumn('13800000000', 'a'))).toBe('not-sealed');
  });

  it('blind indexes agree on the same value and on nothing else', () => {
    const hash = secrets.lookupHash('0000', 'last4', 'matter-1');
    expect(secrets.lookupMatches(hash, '0000', 'last4', 'matter-1')).toBe(true);
    expect(secrets.lookupMatches(hash, '0001', 'last4', 'matter-1')).toBe(false);
    expect(secrets.lookupHash('0000', 'last4', 'matter-2')).not.toBe(hash);
    expect(secrets.lookupHash('0000', 'phone', 'matter-1')).not.toBe(hash);
    expect(secrets.lookupHash('ab', 'c')).not.toBe(secrets.lookupHash('b', 'ca'));
  });
});

it('a county that changes its profile still opens what it sealed before', () => {
  const root = randomBytes(32);
  expect(columnSecrets([root], 'gm').openColumn(columnSecrets([root], 'intl').sealColumn('李示例', 'a'), 'a')).toBe('李示例');
});

it('twenty starts at once make one key file that only its owner can read', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => openSecrets({ dataDir, profile: 'intl' })));
  expect(new Set(all.map((secrets) => secrets.keyId)).size).toBe(1);
  expect(await readdir(join(dataDir, 'secrets'))).toEqual(['column.key']);
  expect((await stat(join(dataDir, 'secrets', 'column.key'))).mode & 0o777).toBe(0o600);
  expect(Buffer.from((await readFile(join(dataDir, 'secrets', 'column.key'), 'utf8')).trim(), 'base64')).toHaveLength(32);
});

it('after a rotation new values use the new key, old ones open, and blind indexes still match', async () => {
  const before = await openSecrets({ dataDir, profile: 'gm' });
  const sealed = before.sealColumn('李示例', 'a');
  await rotateColumnKey(dataDir);
  const after = await openSecrets({ dataDir, profile: 'gm' });
  expect(after.keyId).not.toBe(before.keyId);
  expect(after.openColumn(sealed, 'a')).toBe('李示例');
  expect(after.lookupHash('13800000000', 'phone')).toBe(before.lookupHash('13800000000', 'phone'));
});

it('a key file that others can read, or that is damaged, stops the start with a plain sentence', async () => {
  const path = join(dataDir, 'secrets', 'column.key');
  await chmod(path, 0o644);
  await expect(openSecrets({ dataDir, profile: 'intl' })).rejects.toThrow('chmod 600');
  await chmod(path, 0o600);
  await writeFile(path, 'not a key\n');
  await expect(openSecrets({ dataDir, profile: 'intl' })).rejects.toThrow('damaged');
});

test('the short hmac is the standard one', () => {
  for (const profile of ['sm3', 'sha256'] as const)
    for (const length of [0, 1, 32, 64]) {
      const key = Buffer.alloc(length, length + 1);
      const data = Buffer.from('反映人 示例');
      expect(hmac(profile, key, data)).toEqual(createHmac(profile, key).update(data).digest());
    }
});
