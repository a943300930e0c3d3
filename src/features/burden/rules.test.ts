import { expect, it } from 'vitest';
import { forbidden, proofsOf } from './rules.ts';

it.each([
  ['checkIn', 'attendance', 'day'],
  ['checkIn', 'visit', 'check_in_at'],
  ['points', 'account', 'points'],
  ['rank', 'staff_ranking', 'place'],
  ['online', 'account', 'last_active_at'],
  ['share', 'notice', 'share_count'],
  ['track', 'visit', 'gps'],
  ['install', 'unit', 'install_rate'],
] as const)('a column for %s is found: %s.%s', (what, table, column) => {
  const found = proofsOf([{ table, column }]).filter((proof) => proof.found.length > 0);
  expect(found.map((proof) => proof.what)).toEqual([what]);
});

it('names that only sound alike are no finding', () => {
  const innocent = ['checkpoint', 'shared_at', 'franked', 'sign_in', 'seen_at', 'bracket', 'appointed', 'installation_note'];
  expect(proofsOf(innocent.map((column) => ({ table: 'matter', column }))).flatMap((proof) => proof.found)).toEqual([]);
  expect(proofsOf([]).map((proof) => proof.what)).toEqual([...forbidden]);
});
