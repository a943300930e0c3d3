import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#core/matter/events.ts';
import { matterOf } from '#core/matter/matter.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { loadCircumstances } from './circumstances.ts';
import { listMatters } from './list.ts';
import { listedColumns } from './listed.ts';
import { openMatters } from './open.ts';
import { readHistory } from './store.ts';
import { countPiles, pileNames } from './store-staff.ts';
import { maySeeStanding, type Standing, type Viewer } from './visibility.ts';
import { wordsOf } from './visibility-rows.ts';
import { sightOf, visible } from './visibility-sql.ts';

let county: TestCounty;
beforeAll(async () => {
  county = await testCounty();
});
afterAll(() => county.close());

const roles: readonly Role[] = [
  'intake',
  'dispatcher',
  'handler',
  'unitHead',
  'hotline',
  'callback',
  'countyOffice',
  'leader',
  'audit',
  'securityAdmin',
  'systemAdmin',
];

test('lists, counts, search and the single matter agree on who may see what, for random matters and readers', async () => {
  const { ports } = county;
  const tree = await loadCircumstances(ports.db);
  const unit = fc.constantFrom(...tree.units.all.map((one) => one.id));
  const matters = fc.sample(
    fc.record({
      accused: fc.option(unit, { freq: 2 }),
      owner: unit,
      handled: fc.uniqueArray(unit, { maxLength: 2 }),
      helpers: fc.uniqueArray(unit, { maxLength: 2 }),
      recused: fc.uniqueArray(fc.constantFrom('a1', 'a2', 'a3'), { maxLength: 2 }),
    }),
    { numRuns: 240, seed: 14 },
  );
  const opened = await openMatters(
    ports,
    { kind: 'raiser' },
    matters.map((_m, i) => ({
      channel: 'web',
      kind: 'help',
      title: `路灯 ${i}（示例）`,
      text: `门口的路灯坏了，第 ${i} 件。`,
      placeText: '东街社区',
      placeId: null,
      categoryId: 'housing',
      confidentiality: 'normal',
      accusedUnitId: null,
      contact: null,
      wantsReply: true,
    })),
  );
  const ids = opened.map((one) => (one.ok ? one.receipt.matterId : ''));
  for (const [i, m] of matters.entries()) {
    const id = ids[i] ?? '';
    await ports.db
      .updateTable('matter')
      .set({ accused_unit_id: m.accused, owner_unit_id: m.owner, handled_by: m.handled, helper_units: m.helpers })
      .where('id', '=', id)
      .execute();
    for (const [k, account] of m.recused.entries())
      await ports.db
        .insertInto('matter_event')
        .values({
          matter_id: id,
          seq: 2 + k,
          type: 'recused',
          at: ports.now(),
          actor: JSON.stringify({ kind: 'clock' }),
          data: JSON.stringify({ accountId: account, reason: '' }),
          hash: Buffer.alloc(32),
        })
        .execute();
  }
  expect(matterOf(ids[0] ?? '', await readHistory(ports.db, ids[0] ?? '')).number).toMatch(/^D/);
  const viewers = fc.sample(
    fc.record({
      id: fc.constantFrom('a1', 'a2', 'a3', 'a4'),
      unitId: fc.oneof(unit, fc.constant('gone')),
      roles: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1, maxLength: 2 }),
    }),
    { numRuns: 60, seed: 5 },
  );
  let [seen, searched] = [0, 0];
  for (const one of viewers) {
    const viewer: Viewer = { kind: 'staff', ...one };
    const should = matters.flatMap((m, i) => {
      const standing: Standing = { accusedUnitId: m.accused, ownerUnitId: m.owner, handledBy: m.handled, helperUnits: m.helpers };
      return !m.recused.some((id) => id === viewer.id) && maySeeStanding(standing, viewer, tree) ? [ids[i]] : [];
    });
    const rows = await visible(ports.db, viewer, tree).select('m.id').execute();
    expect([viewer, rows.map((row) => row.id).sort()]).toEqual([viewer, [...should].sort()]);
    const listed: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listMatters(ports, viewer, tree, { limit: 200, cursor });
      listed.push(...page.rows.map((row) => row.id));
      cursor = page.next ?? undefined;
      more = page.next !== null;
    }
    expect(listed.sort()).toEqual([...should].sort());
    // One reader after the other, with and without a filter: a search keeps its statement by what is seen and filtered.
    const readable = await visible(ports.db, viewer, tree, true).select(listedColumns).execute();
    for (const filter of [undefined, viewer.unitId]) {
      const found: string[] = [];
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await listMatters(ports, viewer, tree, { q: '路灯坏了', unit: filter, limit: 200, cursor });
        found.push(...page.rows.map((row) => row.id));
        cursor = page.next ?? undefined;
        more = page.next !== null;
      }
      const words = readable.filter((row) => ['yes', 'redacted'].includes(wordsOf(row, viewer, tree)));
      expect(found.sort()).toEqual(words.flatMap((row) => (filter === undefined || row.owner_unit_id === filter ? [row.id] : [])).sort());
      searched += found.length;
    }
    // A pile is of the own units only, so it may count less, never more.
    const counts = await countPiles(ports.db, { ...sightOf(viewer, tree), now: ports.now(), soon: ports.now() });
    for (const name of pileNames) expect(counts[name]).toBeLessThanOrEqual(should.length);
    seen += should.length;
  }
  expect(seen).toBeGreaterThan(500);
  expect(searched).toBeGreaterThan(500);
});
