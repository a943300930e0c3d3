import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '#platform/hash.ts';
import { toHex, utf8 } from './bytes.ts';
import {
  checkLog,
  type GrownLog,
  growLog,
  type Head,
  headLeaf,
  type LoggedHead,
  type LogMark,
  type LogMisfit,
  type StoredNode,
} from './head-log.ts';
import { emptyFrontier, frontierAt, rootOf } from './merkle.ts';
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './merkle-proof.ts';

const hash = hashOf('sha256');
const head = (matter: number, seq: number): Head => ({
  matterId: `m-${matter}`,
  number: `20261123-${String(matter).padStart(4, '0')}`,
  seq,
  head: hash(utf8(`${matter}/${seq}`)),
});

type Book = { rows: LoggedHead[]; marks: LogMark[]; stored: Map<string, Uint8Array>; logs: GrownLog[] };

/** Checkpoints as a county makes them: in each round some matters have moved. */
function keep(rounds: readonly (readonly number[])[]): Book {
  const book: Book = { rows: [], marks: [], stored: new Map(), logs: [] };
  const seqs = new Map<number, number>();
  let frontier = emptyFrontier;
  for (const [i, matters] of rounds.entries()) {
    const moved = [...new Set(matters)].map((matter) => {
      const seq = (seqs.get(matter) ?? 0) + 1 + (matter % 3);
      seqs.set(matter, seq);
      return head(matter, seq);
    });
    const log = growLog(hash, frontier, moved);
    frontier = log.frontier;
    book.rows.push(...log.rows);
    book.marks.push({ id: i + 1, size: log.size, root: log.root });
    for (const node of log.nodes) book.stored.set(`${node.level}/${node.index}`, node.hash);
    book.logs.push(log);
  }
  return book;
}

const storedIn =
  (book: Book): StoredNode =>
  (level, index) =>
    book.stored.get(`${level}/${index}`);

function misfit(rows: readonly LoggedHead[], marks: readonly LogMark[], stored?: StoredNode): LogMisfit | undefined {
  const check = checkLog(hash, marks, stored);
  for (const row of rows) check.take(row);
  return check.finish();
}

const rounds = [[3, 1, 2], [2], [], [5, 1, 4, 2], [6]];
const anyRounds = fc.array(fc.array(fc.nat(12), { maxLength: 8 }), { minLength: 1, maxLength: 6 });

describe('what a checkpoint lists', () => {
  test('only matters that moved, by number, after everything listed before', () => {
    const book = keep(rounds);
    expect(book.rows.map((row) => `${row.index}:${row.matterId}`)).toEqual([
      '0:m-1',
      '1:m-2',
      '2:m-3',
      '3:m-2',
      '4:m-1',
      '5:m-2',
      '6:m-4',
      '7:m-5',
      '8:m-6',
    ]);
    expect(book.marks.map((mark) => mark.size)).toEqual([3, 4, 4, 8, 9]);
  });

  test('the order in which the heads are handed in does not matter', () => {
    const heads = [head(1, 1), head(2, 1), head(3, 4)];
    fc.assert(
      fc.property(fc.shuffledSubarray(heads, { minLength: 3 }), (shuffled) => {
        expect(toHex(growLog(hash, emptyFrontier, shuffled).root)).toBe(toHex(growLog(hash, emptyFrontier, heads).root));
      }),
    );
  });

  test('a matter is listed once in a checkpoint, and twice is a fault', () => {
    expect(() => growLog(hash, emptyFrontier, [head(1, 1), head(2, 1), head(1, 2)])).toThrow('m-1');
  });

  test('each field of a head is in its leaf', () => {
    const one = head(1, 1);
    const others = [{ matterId: 'm-9' }, { number: 'x' }, { seq: 2 }, { head: head(1, 2).head }].map((change) => ({ ...one, ...change }));
    expect(new Set([one, ...others].map((each) => toHex(headLeaf(hash, each)))).size).toBe(5);
  });
});

describe('what can be proved', () => {
  test('every head ever listed stands in every later checkpoint, and every checkpoint continues every earlier one', () => {
    fc.assert(
      fc.property(anyRounds, (each) => {
        const book = keep(each);
        const getNode = (level: number, index: number) => storedIn(book)(level, index) ?? new Uint8Array();
        for (const [i, mark] of book.marks.entries()) {
          expect(toHex(rootOf(hash, frontierAt(mark.size, getNode)))).toBe(toHex(mark.root));
          for (const row of book.rows.slice(0, mark.size)) {
            const proof = inclusionProof(hash, row.index, mark.size, getNode);
            expect(verifyInclusion(hash, { index: row.index, size: mark.size, leaf: headLeaf(hash, row), root: mark.root, proof })).toBe(
              true,
            );
          }
          for (const old of book.marks.slice(0, i)) {
            const proof = consistencyProof(hash, old.size, mark.size, getNode);
            expect(verifyConsistency(hash, { oldSize: old.size, oldRoot: old.root, newSize: mark.size, newRoot: mark.root, proof })).toBe(
              true,
            );
          }
        }
      }),
    );
  });
});

describe('verifying the list', () => {
  test('a sound list fits, with and without its stored nodes', () => {
    fc.assert(
      fc.property(anyRounds, (each) => {
        const book = keep(each);
        expect(misfit(book.rows, book.marks)).toBeUndefined();
        expect(misfit(book.rows, book.marks, storedIn(book))).toBeUndefined();
      }),
    );
  });

  test('a changed row is named exactly, whichever field was changed', () => {
    const book = keep(rounds);
    for (const change of [{ seq: 99 }, { number: 'x' }, { matterId: 'm-77' }, { head: hash(utf8('forged')) }]) {
      for (const { index } of book.rows) {
        const rows = book.rows.map((row) => (row.index === index ? { ...row, ...change } : row));
        expect(misfit(rows, book.marks, storedIn(book))).toEqual({ index, reason: 'leaf-mismatch' });
      }
    }
  });

  test('a row changed together with its leaf is narrowed to its checkpoint by the root alone, and to the row by a parent left behind', () => {
    const book = keep(rounds);
    const rows = book.rows.map((row) => (row.index === 5 ? { ...row, seq: 99 } : row));
    expect(misfit(rows, book.marks)).toEqual({ index: 4, reason: 'root-mismatch', checkpointId: 4 });
    book.stored.set('0/5', headLeaf(hash, { ...(book.rows[5] as LoggedHead), seq: 99 }));
    expect(misfit(rows, book.marks, storedIn(book))).toEqual({ index: 5, reason: 'node-mismatch' });
  });

  test('even when all nodes are made anew, the root on the checkpoint does not fit', () => {
    const forged = keep([[3, 1, 2], [2], [], [5, 1, 4, 3], [6]]);
    expect(misfit(forged.rows, keep(rounds).marks, storedIn(forged))).toEqual({ index: 4, reason: 'root-mismatch', checkpointId: 4 });
  });

  test('a dropped row, a lost end, an added row and an impossible row each have their name', () => {
    const book = keep(rounds);
    expect(
      misfit(
        book.rows.filter((row) => row.index !== 2),
        book.marks,
      ),
    ).toEqual({ index: 2, reason: 'gap' });
    expect(misfit(book.rows.slice(0, 6), book.marks)).toEqual({ index: 6, reason: 'cut-short', checkpointId: 4 });
    expect(misfit(book.rows, book.marks.slice(0, 4))).toEqual({ index: 8, reason: 'unsealed' });
    const broken = book.rows.map((row) => (row.index === 1 ? { ...row, number: '\ud800' } : row));
    expect(misfit(broken, book.marks)).toEqual({ index: 1, reason: 'malformed' });
  });

  test('a checkpoint that states a shorter list than the one before is not taken for the same tree', () => {
    const { rows, marks } = keep([[1, 2, 3]]);
    const back = [...marks, { id: 2, size: 2, root: marks[0]?.root ?? new Uint8Array() }];
    expect(misfit(rows, back)).toEqual({ index: 3, reason: 'root-mismatch', checkpointId: 2 });
  });

  test('a lost or altered stored node is named by the row that completed it', () => {
    const book = keep(rounds);
    book.stored.delete('1/1');
    expect(misfit(book.rows, book.marks, storedIn(book))).toEqual({ index: 3, reason: 'node-mismatch' });
  });

  test('an empty record with no checkpoint, or with an empty one, is sound', () => {
    expect(misfit([], [])).toBeUndefined();
    expect(misfit([], keep([[]]).marks)).toBeUndefined();
    expect(misfit([], [{ id: 1, size: 0, root: hash(utf8('x')) }])).toEqual({ index: 0, reason: 'root-mismatch', checkpointId: 1 });
  });
});
