// What can be set from outside, read once at the start. Every setting has a safe default, so that one command starts a county.
// A bad value is never guessed at: all of them are told together, each in one plain sentence that names the variable and what would be right.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LogLevel } from '#platform/log.ts';

export type Config = {
  /** Where the embedded database and the uploaded files live. Absolute. */
  dataDir: string;
  host: string;
  /** 0 asks the system for any free port. */
  port: number;
  /** As people reach it from outside, without a slash at the end; null means "as the server listens". */
  baseUrl: string | null;
  /** How many reverse proxies stand in front and may be believed about the caller's address. */
  trustedProxies: number;
  database: { kind: 'embedded' } | { kind: 'given'; url: string; ownerUrl: string | null };
  /** Connections this process may hold open. */
  poolSize: number;
  /** Where photos and papers are kept: below `dataDir`, or in a bucket of an S3-compatible store. */
  files: { kind: 'disk' } | { kind: 's3'; endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };
  /** The hash of the record's chain. */
  hashProfile: 'sm3' | 'sha256';
  /** Six digits of GB/T 2260; part of every matter number. null: as chosen at set-up. */
  countyCode: string | null;
  /** Opens /metrics to callers from elsewhere; null keeps it to this machine. */
  metricsToken: string | null;
  /** Whether clocks and messages are worked in this process, or by `daodi jobs` apart. */
  jobs: 'here' | 'apart';
  /** Inner hosts that outlets may call (a county's own mail server); everything else inside is refused. */
  outletHosts: readonly string[];
  logLevel: LogLevel;
};

export type Env = Readonly<Record<string, string | undefined>>;
export type ConfigFault = { variable: string; zh: string; en: string };
export type ConfigRead = { ok: true; config: Config } | { ok: false; faults: ConfigFault[] };

/** `demo` and `live` only differ in their data folder, so that a demonstration never touches a county's own data. */
export function readConfig(env: Env, purpose: 'demo' | 'live', currentDir: string = process.cwd()): ConfigRead {
  const faults: ConfigFault[] = [];
  const read = settingsOf(env, (fault) => faults.push(fault));
  const config: Config = {
    dataDir: resolve(currentDir, read.text('DAODI_DATA_DIR') ?? `data/${purpose}`),
    host: read.text('DAODI_HOST') ?? '127.0.0.1',
    port: read.wholeNumber('PORT', { from: 0, to: 65_535 }) ?? 3000,
    baseUrl: read.webAddress('DAODI_BASE_URL'),
    trustedProxies: read.wholeNumber('DAODI_TRUSTED_PROXIES', { from: 0, to: 5 }) ?? 0,
    database: databaseFrom(read),
    poolSize: read.wholeNumber('DAODI_DB_POOL', { from: 2, to: 200 }) ?? 10,
    files: filesFrom(read),
    hashProfile: read.oneOf('DAODI_HASH_PROFILE', ['sm3', 'sha256']) ?? 'sm3',
    countyCode: read.matching('DAODI_COUNTY_CODE', /^[1-9]\d{5}$/, sixDigits),
    metricsToken: read.matching('DAODI_METRICS_TOKEN', /^\S{16,}$/, longToken, 'secret'),
    jobs: read.oneOf('DAODI_JOBS', ['here', 'apart']) ?? 'here',
    outletHosts: (read.matching('DAODI_OUTLET_HOSTS', /^[\w.:-]+(?:\s*,\s*[\w.:-]+)*$/, hostNames) ?? '')
      .toLowerCase()
      .split(/\s*,\s*/)
      .filter(Boolean),
    logLevel: read.oneOf('DAODI_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) ?? 'info',
  };
  return faults.length === 0 ? { ok: true, config } : { ok: false, faults };
}

type Wanted = { zh: string; en: string };
type Settings = ReturnType<typeof settingsOf>;

const sixDigits: Wanted = {
  zh: '应为 6 位行政区划代码，例如 341225',
  en: 'It should be a division code of six digits, for example 341225',
};
const longToken: Wanted = { zh: '应至少 16 个字符，不含空格', en: 'It should have at least 16 characters and no spaces' };
const hostNames: Wanted = {
  zh: '应为用逗号隔开的主机名，例如 mail.example.cn,10.0.0.25',
  en: 'It should be host names set apart by commas, for example mail.example.cn,10.0.0.25',
};
const postgresAddress: Wanted = {
  zh: '应为 PostgreSQL 地址，例如 postgres://用户:密码@主机:5432/库名',
  en: 'It should be a PostgreSQL address, for example postgres://user:password@host:5432/name',
};
const webAddress: Wanted = {
  zh: '应为网址，例如 https://daodi.example.cn',
  en: 'It should be a web address, for example https://daodi.example.cn',
};

function databaseFrom(read: Settings): Config['database'] {
  const url = read.databaseAddress('DATABASE_URL');
  const ownerUrl = read.databaseAddress('DATABASE_OWNER_URL');
  if (url !== null) return { kind: 'given', url, ownerUrl };
  if (ownerUrl !== null && !read.isSet('DATABASE_URL')) {
    read.refuse('DATABASE_OWNER_URL', { zh: '只能与 DATABASE_URL 一起设置', en: 'It can only be set together with DATABASE_URL' });
  }
  return { kind: 'embedded' };
}

const s3Bucket: Wanted = {
  zh: '应为存储桶名（3-63 个小写字母、数字、点或横线），例如 daodi-files',
  en: 'It should be the name of a bucket (3-63 lower-case letters, digits, dots or hyphens), for example daodi-files',
};
const s3Region: Wanted = { zh: '应为区域名，例如 us-east-1', en: 'It should be the name of a region, for example us-east-1' };
const s3Key: Wanted = { zh: '应为存储服务给的密钥，不含空格', en: 'It should be the key the store gave you, without spaces' };
const s3Missing = (variable: string): Wanted => ({
  zh: `没有设置，但设了 ${variable}。要用 S3 存储，四项都要有：S3_ENDPOINT、S3_BUCKET、S3_ACCESS_KEY_ID、S3_SECRET_ACCESS_KEY；都不设就存在本机`,
  en: `It is not set although ${variable} is. An S3 store needs all four of S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY; without any of them files stay on this machine`,
});

const s3Names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

/** All of S3 or nothing of it: half a store would be noticed only when the first photo is lost. */
function filesFrom(read: Settings): Config['files'] {
  const region = read.matching('S3_REGION', /^[a-z0-9-]{1,40}$/i, s3Region) ?? 'us-east-1';
  const [first] = [...s3Names, 'S3_REGION'].filter((name) => read.isSet(name));
  if (first === undefined) return { kind: 'disk' };
  for (const name of s3Names) if (!read.isSet(name)) read.refuse(name, s3Missing(first));
  return {
    kind: 's3',
    endpoint: read.webAddress('S3_ENDPOINT') ?? '',
    bucket: read.matching('S3_BUCKET', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, s3Bucket) ?? '',
    region,
    accessKeyId: read.matching('S3_ACCESS_KEY_ID', /^\S+$/, s3Key, 'secret') ?? '',
    secretAccessKey: read.matching('S3_SECRET_ACCESS_KEY', /^\S+$/, s3Key, 'secret') ?? '',
  };
}

/** Readers of single settings. Each gives null for "not set" and for "bad", and tells `onFault` about the bad. Secrets are never repeated in a fault. */
function settingsOf(env: Env, onFault: (fault: ConfigFault) => void) {
  const refuse = (variable: string, wanted: Wanted, value?: string): null => {
    const shown = value === undefined ? { zh: '', en: '' } : { zh: `，现在是“${value}”`, en: `, but it is "${value}"` };
    onFault({
      variable,
      zh: `环境变量 ${variable} ${wanted.zh}${shown.zh}。`,
      en: `Environment variable ${variable}: ${wanted.en}${shown.en}.`,
    });
    return null;
  };

  const text = (variable: string): string | null => env[variable]?.trim() || null;

  const isSet = (variable: string): boolean => text(variable) !== null || text(`${variable}_FILE`) !== null;

  /** A secret may stand in a file named by `<variable>_FILE`, as container platforms hand them over. */
  const secret = (variable: string): string | null => {
    const inPlace = text(variable);
    const file = text(`${variable}_FILE`);
    if (file === null) return inPlace;
    if (inPlace !== null)
      return refuse(`${variable}_FILE`, { zh: `不能与 ${variable} 同时设置`, en: `It cannot be set together with ${variable}` });
    try {
      const content = readFileSync(file, 'utf8').trim();
      return content === ''
        ? refuse(`${variable}_FILE`, { zh: `所指的文件是空的：${file}`, en: `The file it names is empty: ${file}` })
        : content;
    } catch {
      return refuse(`${variable}_FILE`, { zh: `所指的文件读不了：${file}`, en: `The file it names cannot be read: ${file}` });
    }
  };

  const matching = (variable: string, pattern: RegExp, wanted: Wanted, kind: 'plain' | 'secret' = 'plain'): string | null => {
    const value = kind === 'secret' ? secret(variable) : text(variable);
    return value === null || pattern.test(value) ? value : refuse(variable, wanted, kind === 'secret' ? undefined : value);
  };

  const wholeNumber = (variable: string, { from, to }: { from: number; to: number }): number | null => {
    const value = text(variable);
    if (value === null) return null;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= from && number <= to) return number;
    return refuse(variable, { zh: `应为 ${from} 到 ${to} 的整数`, en: `It should be a whole number from ${from} to ${to}` }, value);
  };

  const oneOf = <Choice extends string>(variable: string, choices: readonly Choice[]): Choice | null => {
    const value = text(variable);
    if (value === null) return null;
    const chosen = choices.find((choice) => choice === value);
    return (
      chosen ?? refuse(variable, { zh: `应为以下之一：${choices.join('、')}`, en: `It should be one of ${choices.join(', ')}` }, value)
    );
  };

  const databaseAddress = (variable: string): string | null => {
    const value = secret(variable);
    if (value === null) return null;
    const withHost = value.replace('@/', '@localhost/'); // "user@/name?host=/folder", a server on a Unix socket, is no URL to the letter
    return /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(withHost) ? value : refuse(variable, postgresAddress);
  };

  const ownAddress = (variable: string): string | null => {
    const value = text(variable);
    if (value === null) return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash + url.username === '';
    return isPlain ? url.origin : refuse(variable, webAddress, value);
  };

  return { refuse, isSet, text, matching, wholeNumber, oneOf, databaseAddress, webAddress: ownAddress };
}
