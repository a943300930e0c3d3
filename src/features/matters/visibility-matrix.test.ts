import { expect, test } from 'vitest';
import { cellOf, fields, grantsOf, matrix, type Relation } from './visibility-matrix.ts';

/** Table X5 as it is written, normal / identity sealed / accusation. "Needed part", "redacted task" and the like are the names of visibility-matrix.ts. */
const x5: Record<string, Partial<Record<Relation, string>>> = {
  words: {
    raiser: 'yes yes yes',
    desk: 'yes yes yes',
    owner: 'yes redacted redacted',
    assistant: 'needed needed needed',
    village: 'task task task',
    thirdParty: 'task task task',
    accused: 'task task no',
    head: 'yes redacted redacted',
    audit: 'no no no',
    public: 'no no no',
  },
  contact: {
    raiser: 'yes yes yes',
    desk: 'logged logged logged',
    owner: 'no no no',
    assistant: 'no no no',
    village: 'no no no',
    thirdParty: 'no no no',
    accused: 'no no no',
    head: 'no no no',
    audit: 'no no no',
    public: 'no no no',
  },
  alias: {
    owner: 'alias alias alias',
    assistant: 'alias alias alias',
    village: 'no no no',
    thirdParty: 'no no no',
    accused: 'no no no',
    head: 'no no no',
  },
  place: {
    raiser: 'yes yes yes',
    desk: 'yes yes yes',
    owner: 'yes redacted redacted',
    assistant: 'yes redacted redacted',
    village: 'yes redacted redacted',
    thirdParty: 'task task task',
    accused: 'task task no',
    head: 'yes redacted redacted',
    audit: 'no no no',
    public: 'totals totals totals',
  },
  reply: {
    raiser: 'yes yes yes',
    desk: 'yes yes yes',
    owner: 'yes yes yes',
    assistant: 'yes yes yes',
    village: 'task task task',
    thirdParty: 'task task task',
    accused: 'no no no',
    head: 'yes yes yes',
    audit: 'no no no',
    public: 'totals totals totals',
  },
  verdict: {
    raiser: 'yes yes yes',
    desk: 'yes yes yes',
    owner: 'after-window after-window after-window',
    assistant: 'no no no',
    village: 'no no no',
    thirdParty: 'no no no',
    accused: 'no no no',
    head: 'totals totals totals',
    audit: 'no no no',
    public: 'totals totals totals',
  },
  evidence: {
    raiser: 'yes yes yes',
    desk: 'yes yes yes',
    owner: 'yes yes yes',
    assistant: 'redacted redacted redacted',
    village: 'redacted redacted redacted',
    thirdParty: 'redacted redacted redacted',
    accused: 'no no no',
    head: 'yes yes yes',
    audit: 'no no no',
    public: 'no no no',
  },
  looks: {
    raiser: 'counts counts counts',
    desk: 'own own own',
    owner: 'own own own',
    assistant: 'own own own',
    village: 'no no no',
    thirdParty: 'no no no',
    accused: 'no no no',
    head: 'own own own',
    audit: 'yes yes yes',
    public: 'no no no',
  },
};

test('the matrix is table X5, cell by cell', () => {
  for (const [field, row] of Object.entries(x5))
    for (const [relation, cells] of Object.entries(row)) {
      const said = (['normal', 'identitySealed', 'accusation'] as const)
        .map((one) => cellOf(relation as Relation, field as never, one))
        .join(' ');
      expect([field, relation, said]).toEqual([field, relation, cells]);
    }
});

test('name and phone are open to nobody but the raiser, and singly to the desk', () => {
  for (const relation of Object.keys(matrix) as Relation[])
    for (const seal of ['normal', 'contactHidden', 'identitySealed', 'accusation'] as const)
      expect([relation, cellOf(relation, 'contact', seal)]).toEqual([
        relation,
        relation === 'raiser' ? 'yes' : relation === 'desk' ? 'logged' : 'no',
      ]);
});

test('whoever stands in no relation sees nothing, and a second post never takes anything away', () => {
  expect(new Set(Object.values(grantsOf([], 'normal')))).toEqual(new Set(['no']));
  const both = grantsOf(['head', 'owner'], 'identitySealed');
  expect(both).toMatchObject({ words: 'redacted', verdict: 'after-window', alias: 'alias', contact: 'no' });
  for (const field of fields) expect(grantsOf(['audit', 'desk'], 'normal')[field]).not.toBe('no');
});
