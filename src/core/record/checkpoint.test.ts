import { describe, expect, test } from 'vitest';
import { hashOf } from '#platform/hash.ts';
import { fromHex, utf8 } from './bytes.ts';
import { type Checkpoint, sealCheckpoint, verifyCheckpoints } from './checkpoint.ts';
import { checkpointLines } from './checkpoint-sheet.ts';
import { growLog } from './head-log.ts';
import { emptyFrontier } from './merkle.ts';
import { shortProof } from './short-proof.ts';

const hash = hashOf('sha256');

// Leaf, root and checkpoint of the one head below, computed by a separate programme from docs/record.md.
const golden = {
  sm3: {
    head: 'd9df2bc7225ac586a0039687006be0d11b6ca3ab7c6c075075529ccd30940c08',
    root: '7a55f2032db8854b87db303ef5badfc8d22be55f037493833bbf368d649fa3cb',
    hash: '07fc91534886f6c1c7d3302d59cca15910b63ae335715b03122924e1977b39f1',
  },
  sha256: {
    head: 'e5d0a0c899e0be617bef0fc2e5cceed80b9f64ac687e75d98bf9f3b44701591d',
    root: '6bd5019de4dcd92e6b6810bf4309a214ca489f378d7ac55174b83e74df0a5312',
    hash: '0fae4e4c5f86df3942f1f288e2f859f2e83c05bf705e82cafc15a076a186f3ef',
  },
};

function chain(length: number): Checkpoint[] {
  const checkpoints: Checkpoint[] = [];
  for (let i = 0; i < length; i++) {
    const at = `2026-11-2${i}T16:00:00.000Z`;
    checkpoints.push(sealCheckpoint(hash, { at, profile: 'sha256', size: i * 10, root: hash(utf8(`${i}`)) }, checkpoints.at(-1)));
  }
  return checkpoints;
}

describe('sealing', () => {
  test.each(['sm3', 'sha256'] as const)('the first checkpoint has the hash an independent programme computed (%s)', (profile) => {
    const log = growLog(hashOf(profile), emptyFrontier, [
      { matterId: 'm-1', number: '示例-0001', seq: 2, head: fromHex(golden[profile].head) },
    ]);
    const checkpoint = sealCheckpoint(hashOf(profile), { at: '2026-11-23T16:00:00.000Z', profile, size: log.size, root: log.root });
    expect(checkpoint).toMatchObject({ id: 1, size: 1, prevSize: 0, prevHash: '', root: golden[profile].root, hash: golden[profile].hash });
  });

  test('a checkpoint that cannot follow is a fault: shorter, earlier, or of another hash function', () => {
    const last = chain(3).at(-1);
    const news = { at: '2026-11-25T16:00:00.000Z', profile: 'sha256', size: 20, root: hash(utf8('2')) } as const;
    expect(sealCheckpoint(hash, news, last)).toMatchObject({ id: 4, size: 20, prevSize: 20 });
    expect(() => sealCheckpoint(hash, { ...news, size: 19 }, last)).toThrow('size-back');
    expect(() => sealCheckpoint(hash, { ...news, at: '2026-11-21T16:00:00.000Z' }, last)).toThrow('time-back');
    expect(() => sealCheckpoint(hash, { ...news, profile: 'sm3' }, last)).toThrow('profile-changed');
  });
});

describe('verifying', () => {
  test('a sound chain ends with its last checkpoint, and none at all is sound', () => {
    const checkpoints = chain(5);
    expect(verifyCheckpoints(hash, checkpoints)).toEqual({ ok: true, last: checkpoints[4] });
    expect(verifyCheckpoints(hash, [])).toEqual({ ok: true, last: undefined });
  });

  test('any changed field is found at that checkpoint', () => {
    const changes = [
      { at: '2026-11-29T00:00:00.000Z' },
      { profile: 'sm3' },
      { size: 11 },
      { root: 'ab' },
      { prevSize: 1 },
      { prevRoot: 'ab' },
      { prevHash: 'ab' },
      { hash: 'ab' },
    ] as const;
    for (const change of changes) {
      const rows = chain(5).map((checkpoint) => (checkpoint.id === 3 ? { ...checkpoint, ...change } : checkpoint));
      expect(verifyCheckpoints(hash, rows)).toEqual({ ok: false, id: 3, reason: 'hash-mismatch' });
    }
  });

  test('a checkpoint made anew is found at the next, a dropped one where it is missing', () => {
    const [first, second, third] = chain(3) as [Checkpoint, Checkpoint, Checkpoint];
    const forged = sealCheckpoint(hash, { at: second.at, profile: 'sha256', size: 10, root: hash(utf8('forged')) }, first);
    expect(verifyCheckpoints(hash, [first, forged, third])).toEqual({ ok: false, id: 3, reason: 'prev-mismatch' });
    expect(verifyCheckpoints(hash, [first, third])).toEqual({ ok: false, id: 2, reason: 'order' });
    expect(verifyCheckpoints(hash, [second, third])).toEqual({ ok: false, id: 1, reason: 'order' });
  });
});

describe('a checkpoint that continues another one than the one before it', () => {
  test.each([{ hash: 'ab' }, { root: 'ab' }, { size: 9 }])('differing only in %j', (change) => {
    const [first, second] = chain(2) as [Checkpoint, Checkpoint];
    const news = { at: '2026-11-25T00:00:00.000Z', profile: 'sha256', size: 20, root: hash(utf8('2')) } as const;
    const sealedAlike = { ...second, ...change };
    expect(() => sealCheckpoint(hash, news, second)).not.toThrow();
    expect(verifyCheckpoints(hash, [first, second, sealCheckpoint(hash, news, sealedAlike)])).toEqual({
      ok: false,
      id: 3,
      reason: 'prev-mismatch',
    });
  });
});

describe('the printed sheet', () => {
  const [first, second] = chain(2) as [Checkpoint, Checkpoint];
  const digits = (lines: readonly string[]) =>
    lines
      .filter((line) => /^ {2}[0-9a-f ]+$/.test(line))
      .join('')
      .replaceAll(' ', '');

  test.each(['zh', 'en'] as const)('carries all that is needed to compare it by eye (%s)', (lang) => {
    const lines = checkpointLines(second, lang, '示例县');
    expect(digits(lines)).toBe(second.root + second.prevRoot + second.prevHash + second.hash);
    const text = lines.join('\n');
    for (const part of ['示例县', '2026-11-22 00:00:00', 'SHA-256', shortProof(fromHex(second.hash))]) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|NaN/);
  });

  test('the first says that there is none before it', () => {
    expect(checkpointLines(first, 'zh', '示例县').join('\n')).toContain('没有上一个');
  });
});
