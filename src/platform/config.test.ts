import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Config, ConfigFault, Env } from '#platform/config.ts';
import { readConfig } from '#platform/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'daodi-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function configOf(env: Env, purpose: 'demo' | 'live' = 'live'): Config {
  const read = readConfig(env, purpose, '/srv/county');
  if (!read.ok) throw new Error(read.faults.map((fault) => fault.en).join(' '));
  return read.config;
}

function faultsOf(env: Env): ConfigFault[] {
  const read = readConfig(env, 'live', '/srv/county');
  return read.ok ? [] : read.faults;
}

function fileWith(content: string): string {
  const path = join(folder, `secret-${Math.random()}`);
  writeFileSync(path, content);
  return path;
}

test('nothing set: the embedded database, loopback only, and nothing opened to the outside', () => {
  expect(configOf({})).toEqual({
    dataDir: '/srv/county/data/live',
    host: '127.0.0.1',
    port: 3000,
    baseUrl: null,
    trustedProxies: 0,
    database: { kind: 'embedded' },
    poolSize: 10,
    files: { kind: 'disk' },
    hashProfile: 'sm3',
    countyCode: null,
    metricsToken: null,
    jobs: 'here',
    outletHosts: [],
    logLevel: 'info',
  });
});

test('a demonstration keeps its data away from the live data', () => {
  expect(configOf({}, 'demo').dataDir).toBe('/srv/county/data/demo');
  expect(configOf({ DAODI_DATA_DIR: 'elsewhere' }, 'demo').dataDir).toBe('/srv/county/elsewhere');
  expect(configOf({ DAODI_DATA_DIR: '/var/lib/daodi' }).dataDir).toBe('/var/lib/daodi');
});

test('every setting is taken as given, and an empty one counts as not set', () => {
  const config = configOf({
    PORT: '8080',
    DAODI_HOST: '0.0.0.0',
    DAODI_BASE_URL: 'https://daodi.example.cn/',
    DAODI_TRUSTED_PROXIES: '1',
    DATABASE_URL: 'postgres://app:pw@127.0.0.1:5432/daodi',
    DATABASE_OWNER_URL: 'postgresql://owner:pw@127.0.0.1:5432/daodi',
    DAODI_DB_POOL: '20',
    DAODI_HASH_PROFILE: 'sha256',
    DAODI_COUNTY_CODE: '341225',
    DAODI_METRICS_TOKEN: '0123456789abcdef',
    DAODI_JOBS: 'apart',
    DAODI_OUTLET_HOSTS: 'mail.example.cn, 10.0.0.25',
    DAODI_LOG_LEVEL: 'warn',
    DAODI_DATA_DIR: ' ',
  });
  expect(config).toEqual({
    dataDir: '/srv/county/data/live',
    host: '0.0.0.0',
    port: 8080,
    baseUrl: 'https://daodi.example.cn',
    trustedProxies: 1,
    database: { kind: 'given', url: 'postgres://app:pw@127.0.0.1:5432/daodi', ownerUrl: 'postgresql://owner:pw@127.0.0.1:5432/daodi' },
    poolSize: 20,
    files: { kind: 'disk' },
    hashProfile: 'sha256',
    countyCode: '341225',
    metricsToken: '0123456789abcdef',
    jobs: 'apart',
    outletHosts: ['mail.example.cn', '10.0.0.25'],
    logLevel: 'warn',
  });
});

test('a database on a Unix socket may be named by its folder', () => {
  for (const url of ['postgresql:///daodi?host=/run/postgresql', 'postgres://owner@/daodi?host=/run/postgresql']) {
    expect(configOf({ DATABASE_URL: url }).database).toEqual({ kind: 'given', url, ownerUrl: null });
  }
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '1e3'],
  ['PORT', '８０８０'],
  ['DAODI_DB_POOL', '0'],
  ['DAODI_DB_POOL', '1.5'],
  ['DAODI_TRUSTED_PROXIES', 'yes'],
  ['DAODI_HASH_PROFILE', 'md5'],
  ['DAODI_COUNTY_CODE', '34122'],
  ['DAODI_COUNTY_CODE', '01234a'],
  ['DAODI_BASE_URL', 'daodi.example.cn'],
  ['DAODI_BASE_URL', 'ftp://daodi.example.cn'],
  ['DAODI_BASE_URL', 'https://daodi.example.cn/portal'],
  ['DAODI_JOBS', 'nowhere'],
  ['DAODI_LOG_LEVEL', 'loud'],
])('%s=%s is refused with a sentence in each language that names it and repeats the value', (variable, value) => {
  const faults = faultsOf({ [variable]: value });
  expect(faults).toHaveLength(1);
  expect(faults[0]?.variable).toBe(variable);
  for (const sentence of [faults[0]?.zh, faults[0]?.en]) {
    expect(sentence).toContain(variable);
    expect(sentence).toContain(value);
  }
  expect(faults[0]?.zh).toMatch(/。$/);
  expect(faults[0]?.en).toMatch(/\.$/);
});

test('all faults are told at once', () => {
  expect(faultsOf({ PORT: 'x', DAODI_HASH_PROFILE: 'x', DAODI_DB_POOL: 'x' }).map((fault) => fault.variable)).toEqual([
    'PORT',
    'DAODI_DB_POOL',
    'DAODI_HASH_PROFILE',
  ]);
});

test('a bad secret is refused without being repeated', () => {
  const faults = faultsOf({ DATABASE_URL: 'mysql://app:geheim@db/daodi', DATABASE_OWNER_URL: 'geheim', DAODI_METRICS_TOKEN: 'geheim' });
  expect(faults.map((fault) => fault.variable)).toEqual(['DATABASE_URL', 'DATABASE_OWNER_URL', 'DAODI_METRICS_TOKEN']);
  expect(JSON.stringify(faults)).not.toContain('geheim');
});

test('secrets may come from files, without the line end that editors add', () => {
  const config = configOf({
    DATABASE_URL_FILE: fileWith('postgres://app:pw@127.0.0.1/daodi\n'),
    DATABASE_OWNER_URL_FILE: fileWith('postgres://owner:pw@127.0.0.1/daodi'),
    DAODI_METRICS_TOKEN_FILE: fileWith('0123456789abcdef\r\n'),
  });
  expect(config.database).toEqual({
    kind: 'given',
    url: 'postgres://app:pw@127.0.0.1/daodi',
    ownerUrl: 'postgres://owner:pw@127.0.0.1/daodi',
  });
  expect(config.metricsToken).toBe('0123456789abcdef');
});

test('a secret file that is missing, empty or contradicted is refused once', () => {
  const missing = join(folder, 'missing');
  expect(faultsOf({ DAODI_METRICS_TOKEN_FILE: missing })).toMatchObject([
    { variable: 'DAODI_METRICS_TOKEN_FILE', en: expect.stringContaining(missing) },
  ]);
  expect(faultsOf({ DATABASE_URL_FILE: fileWith(' \n') })).toMatchObject([
    { variable: 'DATABASE_URL_FILE', en: expect.stringContaining('empty') },
  ]);
  expect(faultsOf({ DATABASE_URL: 'postgres://a@b/c', DATABASE_URL_FILE: fileWith('postgres://a@b/c') })).toMatchObject([
    { variable: 'DATABASE_URL_FILE' },
  ]);
});

test('an owner address without an application address is refused: it would be ignored in silence', () => {
  expect(faultsOf({ DATABASE_OWNER_URL: 'postgres://owner@127.0.0.1/daodi' })).toMatchObject([{ variable: 'DATABASE_OWNER_URL' }]);
});

test('a good owner address is not blamed for a bad application address', () => {
  expect(faultsOf({ DATABASE_URL: 'x', DATABASE_OWNER_URL: 'postgres://owner@127.0.0.1/daodi' })).toMatchObject([
    { variable: 'DATABASE_URL' },
  ]);
});

describe('files in an S3-compatible store', () => {
  const store = {
    S3_ENDPOINT: 'http://127.0.0.1:9000/',
    S3_BUCKET: 'daodi-files',
    S3_ACCESS_KEY_ID: 'AKEXAMPLE',
    S3_SECRET_ACCESS_KEY: 'geheim',
  };

  test('four settings open it, and the keys may come from files', () => {
    const { S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: key, ...plain } = store;
    const files = {
      kind: 's3',
      endpoint: 'http://127.0.0.1:9000',
      bucket: 'daodi-files',
      region: 'us-east-1',
      accessKeyId: id,
      secretAccessKey: key,
    };
    expect(configOf(store).files).toEqual(files);
    expect(
      configOf({
        ...plain,
        S3_ACCESS_KEY_ID_FILE: fileWith(`${id}\n`),
        S3_SECRET_ACCESS_KEY_FILE: fileWith(`${key}\n`),
        S3_REGION: 'cn-north-1',
      }).files,
    ).toEqual({
      ...files,
      region: 'cn-north-1',
    });
  });

  test.each(Object.keys(store) as (keyof typeof store)[])('without %s none of it is used, and that one is named', (name) => {
    const { [name]: _, ...rest } = store;
    expect(faultsOf(rest)).toMatchObject([
      { variable: name, zh: expect.stringContaining('S3_ENDPOINT'), en: expect.stringMatching(/\.$/) },
    ]);
  });

  test('bad values are refused, and a secret is not repeated', () => {
    const bad = { S3_ENDPOINT: 'minio:9000', S3_BUCKET: 'No Bucket', S3_REGION: 'x y', S3_SECRET_ACCESS_KEY: 'ge heim' };
    const faults = faultsOf({ ...store, ...bad });
    expect(faults.map((fault) => fault.variable)).toEqual(['S3_REGION', 'S3_ENDPOINT', 'S3_BUCKET', 'S3_SECRET_ACCESS_KEY']);
    expect(JSON.stringify(faults)).not.toContain('heim');
  });
});
