/**
 * Seals the columns that name a person (🔒 name, phone) and makes the blind indexes by which they are looked up.
 *
 * Profile `intl`: AES-256-GCM. Profile `gm`: SM4-CTR, then HMAC-SM3 over everything (encrypt-then-MAC; SM4-GCM is absent from Node).
 * A sealed value is text: `s1.<suite>.<key id>.<base64url of nonce, ciphertext, tag>`; a dump shows which key it needs and nothing else.
 * `aad` binds a value to its place (say `raiser.phone:<matter id>`), so a sealed value copied into another row does not open.
 *
 * A county picks its profile once: sealed values of either open under both, but the blind indexes would have to be computed anew.
 *
 * The product supports SM algorithms; that is no claim of a certified module.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hash as digestOf,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomPart } from '#platform/random.ts';

export type CryptoProfile = 'intl' | 'gm';

export type SealFaultCode = 'not-sealed' | 'key-unknown' | 'altered';

/** A stored value that does not open: altered, moved from another row, or sealed with a key that is not here. A fault, never shown as such. */
export class SealFault extends Error {
  readonly code: SealFaultCode;
  constructor(code: SealFaultCode) {
    super(FAULTS[code]);
    this.name = 'SealFault';
    this.code = code;
  }
}

const FAULTS: Record<SealFaultCode, string> = {
  'not-sealed': 'The stored value is not in the sealed form.',
  'key-unknown': 'The stored value was sealed with a key that is not in secrets/column.key.',
  altered: 'The stored value was altered, or moved from another row.',
};

export interface Secrets {
  /** Id of the key that seals now; older keys still open what they sealed. */
  keyId: string;
  /** Seals a text. Twice the same text gives two different values. */
  sealColumn(plain: string, aad: string): string;
  /** Opens a sealed text or throws `SealFault`. */
  openColumn(sealed: string, aad: string): string;
  /**
   * Blind index, 128 bits as base64url: equal values of one purpose and salt give equal hashes; nothing can be read from them without the key.
   * A value with few possibilities (the last four digits: 10,000) must be salted with the matter id, or equal hashes would join people.
   */
  lookupHash(value: string, purpose: string, salt?: string): string;
  /** Compares in constant time. */
  lookupMatches(hash: string, value: string, purpose: string, salt?: string): boolean;
}

interface Suite {
  nonceBytes: number;
  tagBytes: number;
  seal(key: Keys, nonce: Buffer, plain: Buffer, bound: Buffer): Buffer;
  open(key: Keys, nonce: Buffer, body: Buffer, tag: Buffer, bound: Buffer): Buffer;
}

interface Keys {
  id: string;
  root: Buffer;
  aes: KeyObject;
  sm4: KeyObject;
  mac: Buffer;
}

/** Opens the key file, making it on the first start (0600 in a folder 0700). Refuses a file that other users of the machine can read. */
export async function openSecrets(options: { dataDir: string; profile: CryptoProfile }): Promise<Secrets> {
  const folder = join(options.dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'column.key');
  await makeOnce(path);
  await refuseIfOthersMayRead(path);
  return columnSecrets(parseKeyFile(await readFile(path, 'utf8'), path), options.profile);
}

/** Adds a fresh key that seals from the next start on. The old lines must stay as long as values sealed with them exist. */
export async function rotateColumnKey(dataDir: string): Promise<void> {
  const path = join(dataDir, 'secrets', 'column.key');
  const kept = await readFile(path, 'utf8');
  const fresh = `${path}.${randomBytes(6).toString('hex')}.new`;
  await writeWhole(fresh, `${kept.trimEnd()}\n${newKeyLine()}\n`);
  await rename(fresh, path);
}

/** Pure of files, for tests and for keys that come from elsewhere: 32-byte keys, oldest first; the last one seals. */
export function columnSecrets(roots: readonly Buffer[], profile: CryptoProfile): Secrets {
  const keys = roots.map(derive);
  const current = keys.at(-1);
  const first = keys[0];
  if (!current || !first) throw new Error('At least one column key is needed.');
  const lookupKey = subkey(first.root, 'lookup', 32); // stays with the first key, so rotation does not orphan the indexes
  const lookupHash = (value: string, purpose: string, salt = ''): string => {
    const parts = Buffer.concat([lengthPrefixed(purpose), lengthPrefixed(salt), lengthPrefixed(value)]);
    return hmac(profile === 'gm' ? 'sm3' : 'sha256', lookupKey, parts)
      .subarray(0, 16)
      .toString('base64url');
  };
  return {
    keyId: current.id,
    sealColumn: (plain, aad) => seal(current, profile, plain, aad),
    openColumn: (sealed, aad) => unseal(keys, sealed, aad),
    lookupHash,
    lookupMatches: (hash, value, purpose, salt) => sameBytes(Buffer.from(hash), Buffer.from(lookupHash(value, purpose, salt))),
  };
}

function seal(key: Keys, profile: CryptoProfile, plain: string, aad: string): string {
  const suite = SUITES[profile];
  const head = `s1.${profile}.${key.id}`;
  const nonce = randomPart(suite.nonceBytes);
  const body = suite.seal(key, nonce, Buffer.from(plain, 'utf8'), bind(head, aad));
  return `${head}.${Buffer.concat([nonce, body]).toString('base64url')}`;
}

function unseal(keys: readonly Keys[], sealed: string, aad: string): string {
  const parts = /^(s1\.(intl|gm)\.([0-9a-f]{16}))\.([A-Za-z0-9_-]+)$/.exec(sealed);
  if (!parts) throw new SealFault('not-sealed');
  const [, head = '', profile, keyId, packed = ''] = parts;
  const key = keys.find((candidate) => candidate.id === keyId);
  if (!key) throw new SealFault('key-unknown');
  const suite = SUITES[profile as CryptoProfile];
  const bytes = Buffer.from(packed, 'base64url');
  // The decoder forgives spare bits in the last letter; a sealed value has exactly one spelling.
  if (bytes.length < suite.nonceBytes + suite.tagBytes || bytes.toString('base64url') !== packed) throw new SealFault('altered');
  const nonce = bytes.subarray(0, suite.nonceBytes);
  const body = bytes.subarray(suite.nonceBytes, bytes.length - suite.tagBytes);
  return suite.open(key, nonce, body, bytes.subarray(bytes.length - suite.tagBytes), bind(head, aad)).toString('utf8');
}

const SUITES: Record<CryptoProfile, Suite> = {
  intl: {
    nonceBytes: 12,
    tagBytes: 16,
    seal(key, nonce, plain, bound) {
      const cipher = createCipheriv('aes-256-gcm', key.aes, nonce).setAAD(bound);
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open(key, nonce, body, tag, bound) {
      const decipher = createDecipheriv('aes-256-gcm', key.aes, nonce, { authTagLength: 16 }).setAAD(bound).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(body), decipher.final()]);
      } catch {
        throw new SealFault('altered');
      }
    },
  },
  gm: {
    nonceBytes: 16,
    tagBytes: 32,
    seal(key, nonce, plain, bound) {
      const cipher = createCipheriv('sm4-ctr', key.sm4, nonce);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([body, tagOf(key, nonce, body, bound)]);
    },
    open(key, nonce, body, tag, bound) {
      if (!sameBytes(tag, tagOf(key, nonce, body, bound))) throw new SealFault('altered'); // before a single byte is decrypted
      const decipher = createDecipheriv('sm4-ctr', key.sm4, nonce);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  },
};

function tagOf(key: Keys, nonce: Buffer, body: Buffer, bound: Buffer): Buffer {
  return hmac('sm3', key.mac, Buffer.concat([bound, nonce, body]));
}

/**
 * RFC 2104 over the one-shot hash, for keys of at most one block (64 bytes in SM3 and SHA-256). `createHmac` makes a key object for every call,
 * which costs ten times the hashing of such short texts; a concern needs seven of them. A test holds it equal to `createHmac`.
 */
export function hmac(profile: 'sm3' | 'sha256', key: Buffer, data: Buffer): Buffer {
  if (key.length > 64) throw new Error('hmac keys are at most one block here');
  const inner = Buffer.alloc(64, 0x36);
  const outer = Buffer.alloc(64, 0x5c);
  for (let i = 0; i < key.length; i += 1) {
    inner[i] = 0x36 ^ (key[i] ?? 0);
    outer[i] = 0x5c ^ (key[i] ?? 0);
  }
  return digestOf(profile, Buffer.concat([outer, digestOf(profile, Buffer.concat([inner, data]), 'buffer')]), 'buffer');
}

/** Head and place, each with its length before it: no two pairs give the same bytes. */
function bind(head: string, aad: string): Buffer {
  return Buffer.concat([lengthPrefixed(head), lengthPrefixed(aad)]);
}

function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function derive(root: Buffer): Keys {
  const id = createHash('sha256').update('daodi column key id').update(root).digest('hex').slice(0, 16);
  // As key objects: from bare bytes every sealing would make one anew, which costs as much as the sealing.
  const [aes, sm4] = [createSecretKey(subkey(root, 'aes-256-gcm', 32)), createSecretKey(subkey(root, 'sm4-ctr', 16))];
  return { id, root, aes, sm4, mac: subkey(root, 'hmac-sm3', 32) };
}

function subkey(root: Buffer, use: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', root, '', `daodi/column/${use}`, bytes));
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function newKeyLine(): string {
  return randomBytes(32).toString('base64');
}

function parseKeyFile(text: string, path: string): Buffer[] {
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'base64'));
  if (keys.length === 0 || keys.some((key) => key.length !== 32))
    throw new Error(`${path} is damaged: each line must be a 32-byte key in base64. Restore it from the backup.`);
  return keys;
}

/** Two processes that start at once end with one key: the file appears whole under its name, by `link`, which never replaces. */
async function makeOnce(path: string): Promise<void> {
  if (await exists(path)) return;
  const fresh = `${path}.${randomBytes(6).toString('hex')}.new`;
  await writeWhole(fresh, `${newKeyLine()}\n`);
  try {
    await link(fresh, path);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  } finally {
    await rm(fresh, { force: true });
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(path, 0o600); // whatever the umask
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return false;
      throw fault;
    },
  );
}

async function refuseIfOthersMayRead(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`${path} can be read by other users of this machine. Run: chmod 600 ${path}`);
  }
}
