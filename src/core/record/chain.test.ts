import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '#platform/hash.ts';
import { toHex } from './bytes.ts';
import { type Anchor, eventHash, genesisHash, type RecordEvent, type SealedEvent, sealEvents, verifyChain } from './chain.ts';

const sha256 = hashOf('sha256');

const registered: RecordEvent = {
  matterId: 'm-1',
  seq: 1,
  type: 'registered',
  at: '2026-11-23T01:15:00.000Z',
  actor: { kind: 'intake', id: 'p-7' },
  data: { text: '三组的路灯不亮 💡', photos: 2, anonymous: false, place: null },
};
const dispatched: RecordEvent = {
  matterId: 'm-1',
  seq: 2,
  type: 'dispatched',
  at: '2026-11-23T02:00:00.000Z',
  actor: { kind: 'dispatcher', id: 'p-3' },
  data: { to: 'u-12', reason: '职责清单第 4 条' },
};

// Computed once by a separate programme (Python's hashlib) from the format in docs/record.md. Never to be changed: rows in use depend on it.
const golden = {
  sm3: {
    genesis: '268003b830154452c323d0a12dd1cdfff0f9b715aa1d64cb5d1e8705f8aee56f',
    first: '5deb916bba975943f2c7134645ecc62b3d242878d344f53e217d639335a094cc',
    second: 'd9df2bc7225ac586a0039687006be0d11b6ca3ab7c6c075075529ccd30940c08',
  },
  sha256: {
    genesis: 'e18ad63b23c85bdae5070724d3ffdf7b073b1dabb7ca8d44e0f642d4455b5f83',
    first: 'c0390f75be0cdf56fae266090961307f4e2f2a56533170f31ab5aae69677d706',
    second: 'e5d0a0c899e0be617bef0fc2e5cceed80b9f64ac687e75d98bf9f3b44701591d',
  },
};

function history(length: number, matterId = 'm-1'): SealedEvent[] {
  const events = Array.from({ length }, (_, i) => ({
    ...dispatched,
    matterId,
    seq: i + 1,
    data: { to: `u-${i}`, note: { words: '已联系', n: i } },
  }));
  return sealEvents(sha256, genesisHash(sha256, matterId), events);
}

const anchorAt = (events: readonly SealedEvent[], seq: number): Anchor => ({ seq, head: events[seq - 1]?.hash ?? new Uint8Array() });

describe('sealing', () => {
  test.each(['sm3', 'sha256'] as const)('a history has the hashes an independent programme computed (%s)', (profile) => {
    const hash = hashOf(profile);
    const genesis = genesisHash(hash, 'm-1');
    const sealed = sealEvents(hash, genesis, [registered, dispatched]);
    expect([genesis, ...sealed.map((event) => event.hash)].map(toHex)).toEqual(Object.values(golden[profile]));
    expect(verifyChain(hash, sealed)).toEqual({ ok: true, seq: 2, head: sealed[1]?.hash });
  });

  test('events sealed one by one and all at once have the same hashes', () => {
    const [first] = sealEvents(sha256, genesisHash(sha256, 'm-1'), [registered]);
    const [second] = sealEvents(sha256, first?.hash ?? new Uint8Array(), [dispatched]);
    expect(toHex(second?.hash ?? new Uint8Array())).toBe(golden.sha256.second);
  });

  test('columns beside the six hashed fields do not matter', () => {
    const wider = { ...registered, insertedBy: 'web-1' };
    expect(toHex(eventHash(sha256, wider, genesisHash(sha256, 'm-1')))).toBe(golden.sha256.first);
  });

  test.each([{ at: '2026-11-23 01:15:00Z' }, { at: '2026-11-23T01:15:00Z' }, { seq: 0 }, { seq: 1.5 }, { data: { n: Number.NaN } }])(
    'an event without a lasting form is a fault at once: %j',
    (fault) => {
      expect(() => eventHash(sha256, { ...registered, ...fault }, genesisHash(sha256, 'm-1'))).toThrow();
    },
  );
});

describe('one changed row is named, and it is that row', () => {
  const flip = (bytes: Uint8Array, at: number, bit: number) => bytes.map((byte, i) => (i === at ? byte ^ (1 << bit) : byte));
  const tampers: Record<string, (event: SealedEvent) => SealedEvent> = {
    type: (event) => ({ ...event, type: 'replied' }),
    'time, by a millisecond': (event) => ({ ...event, at: event.at.replace('000Z', '001Z') }),
    actor: (event) => ({ ...event, actor: { kind: 'dispatcher', id: 'p-4' } }),
    'a nested word': (event) => ({ ...event, data: { ...(event.data as object), note: { words: '己联系', n: event.seq - 1 } } }),
    'an added empty field': (event) => ({ ...event, data: { ...(event.data as object), extra: null } }),
    'a number turned to text': (event) => ({
      ...event,
      data: { to: `u-${event.seq - 1}`, note: { words: '已联系', n: `${event.seq - 1}` } },
    }),
    'a shortened hash': (event) => ({ ...event, hash: event.hash.subarray(0, 31) }),
  };

  test.each(Object.entries(tampers))('%s', (_, tamper) => {
    for (let row = 1; row <= 9; row++) {
      const rows = history(9).map((event) => (event.seq === row ? tamper(event) : event));
      expect(verifyChain(sha256, rows)).toEqual({ ok: false, seq: row, reason: 'hash-mismatch' });
    }
  });

  test('any bit of any hash', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(31), fc.nat(7), (row, at, bit) => {
        const rows = history(9).map((event, i) => (i === row ? { ...event, hash: flip(event.hash, at, bit) } : event));
        expect(verifyChain(sha256, rows)).toEqual({ ok: false, seq: row + 1, reason: 'hash-mismatch' });
      }),
    );
  });

  test('any character of any text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 0x7e }),
        (texts, r, c, code) => {
          const sealed = sealEvents(
            sha256,
            genesisHash(sha256, 'm-1'),
            texts.map((text, i) => ({ ...registered, seq: i + 1, data: { text } })),
          );
          const row = r % sealed.length;
          const text = texts[row] ?? '';
          const at = c % text.length;
          const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
          const rows = sealed.map((event, i) => (i === row ? { ...event, data: { text: changed } } : event));
          const verdict = verifyChain(sha256, rows);
          expect(verdict).toEqual(
            changed === text ? expect.objectContaining({ ok: true }) : { ok: false, seq: row + 1, reason: 'hash-mismatch' },
          );
        },
      ),
    );
  });

  test('a row that can no longer be an event', () => {
    const rows = history(3).map((event) => (event.seq === 2 ? { ...event, at: '23.11.2026' } : event));
    expect(verifyChain(sha256, rows)).toEqual({ ok: false, seq: 2, reason: 'malformed' });
  });

  test('a row and its hash made anew is noticed at the next row', () => {
    const rows = history(4);
    const forged = sealEvents(sha256, rows[0]?.hash ?? new Uint8Array(), [{ ...dispatched, data: { to: 'u-9' } }]);
    expect(
      verifyChain(
        sha256,
        rows.map((event) => forged.find(({ seq }) => seq === event.seq) ?? event),
      ),
    ).toEqual({
      ok: false,
      seq: 3,
      reason: 'hash-mismatch',
    });
  });
});

describe('the order of rows', () => {
  test('a dropped row is named as missing, whichever it is but the last', () => {
    for (let row = 1; row <= 5; row++) {
      expect(
        verifyChain(
          sha256,
          history(6).filter((event) => event.seq !== row),
        ),
      ).toEqual({ ok: false, seq: row, reason: 'gap' });
    }
  });

  test('two exchanged rows are named at the first place', () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(7), (i, j) => {
        fc.pre(i !== j);
        const rows = history(8);
        [rows[i], rows[j]] = [rows[j] as SealedEvent, rows[i] as SealedEvent];
        expect(verifyChain(sha256, rows)).toEqual({ ok: false, seq: Math.min(i, j) + 1, reason: 'order' });
      }),
    );
  });

  test('a doubled row is named at the second', () => {
    const [first, ...rest] = history(3) as [SealedEvent, ...SealedEvent[]];
    expect(verifyChain(sha256, [first, first, ...rest])).toEqual({ ok: false, seq: 2, reason: 'order' });
  });

  test('renumbering after a drop does not hide it', () => {
    const rows = history(5)
      .filter((event) => event.seq !== 3)
      .map((event, i) => ({ ...event, seq: i + 1 }));
    expect(verifyChain(sha256, rows)).toEqual({ ok: false, seq: 3, reason: 'hash-mismatch' });
  });

  test('a row of another matter is foreign, and a whole history moved under another matter breaks at its first row', () => {
    const [first, second] = history(2, 'm-1') as [SealedEvent, SealedEvent];
    expect(verifyChain(sha256, [first, { ...second, matterId: 'm-2' }])).toEqual({ ok: false, seq: 2, reason: 'foreign' });
    const moved = history(2, 'm-1').map((event) => ({ ...event, matterId: 'm-2' }));
    expect(verifyChain(sha256, moved)).toEqual({ ok: false, seq: 1, reason: 'hash-mismatch' });
  });

  test('a matter without any event lacks its first', () => {
    expect(verifyChain(sha256, [])).toEqual({ ok: false, seq: 1, reason: 'gap' });
  });
});

describe('what only checkpoints can see', () => {
  test('a sound history fits every head that was listed', () => {
    const rows = history(6);
    expect(
      verifyChain(
        sha256,
        rows,
        [2, 3, 6].map((seq) => anchorAt(rows, seq)),
      ),
    ).toMatchObject({ ok: true, seq: 6 });
  });

  test('a history made anew as a whole differs at the first listed head at or after the change', () => {
    const rows = history(6);
    for (let row = 1; row <= 6; row++) {
      const forged = sealEvents(
        sha256,
        genesisHash(sha256, 'm-1'),
        rows.map((event) => (event.seq === row ? { ...event, type: 'forged' } : event)),
      );
      expect(verifyChain(sha256, forged)).toMatchObject({ ok: true });
      const seq = row <= 2 ? 2 : 6;
      expect(verifyChain(sha256, forged, [anchorAt(rows, 2), anchorAt(rows, 6)])).toEqual({ ok: false, seq, reason: 'log-mismatch' });
    }
  });

  test('a cut tail is missed exactly where it was cut', () => {
    const rows = history(6);
    for (let kept = 2; kept < 6; kept++) {
      expect(verifyChain(sha256, rows.slice(0, kept))).toMatchObject({ ok: true });
      const verdict = verifyChain(sha256, rows.slice(0, kept), [anchorAt(rows, 2), anchorAt(rows, 6)]);
      expect(verdict).toEqual({ ok: false, seq: kept + 1, reason: 'cut-short' });
    }
  });

  test('a list that goes back in a matter is not sound', () => {
    const rows = history(3);
    expect(verifyChain(sha256, rows, [anchorAt(rows, 3), anchorAt(rows, 2)])).toEqual({ ok: false, seq: 2, reason: 'log-order' });
  });
});
