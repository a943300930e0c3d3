import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDuty, checkPassword, type DutyEntry, excludedBy } from './rules.ts';
import { treeOf } from './tree.ts';
import { type Unit, unitTree } from './units.ts';

const water = { id: 'water', kind: 'department' } as const;
const housing = { id: 'housing', kind: 'department' } as const;
const east = { id: 'east', kind: 'township' } as const;
const west = { id: 'west', kind: 'township' } as const;
const bridge = { id: 'bridge', kind: 'village' } as const;
const today = '2026-11-23';

function entry(over: Partial<DutyEntry>): DutyEntry {
  return {
    id: 'd',
    itemNo: '12',
    level: 'township',
    list: 'basic',
    title: '路灯维护',
    unitId: null,
    unitName: null,
    categoryId: 'lamp',
    leadUnitId: null,
    leadUnitName: null,
    basis: '',
    validFrom: '2025-07-01',
    validTo: null,
    ...over,
  };
}
const takenBack = entry({
  list: 'takenBack',
  title: '饮用水监测',
  categoryId: 'drinking',
  leadUnitId: 'water',
  leadUnitName: '示例县水务局',
});

describe('who may be given a matter by the duty lists (P09)', () => {
  it('what a department took back is refused to a township and to a village, and names the department', () => {
    const villageToo = { ...takenBack, level: 'village' as const };
    for (const unit of [east, bridge]) {
      expect(checkDuty([takenBack, villageToo], unit, 'drinking', today)).toEqual({
        ok: false,
        refusal: 'duty-taken-back',
        names: '示例县水务局',
      });
    }
  });

  it('the department that took it back owns it, on the word of the very entry', () => {
    expect(checkDuty([takenBack], water, 'drinking', today)).toEqual({ ok: true, dutyRef: '12 饮用水监测', mayOwn: true });
  });

  it('another department is told who leads', () => {
    expect(checkDuty([takenBack], housing, 'drinking', today)).toEqual({ ok: false, refusal: 'duty-not-listed', names: '示例县水务局' });
  });

  it('whoever only helps can never own, and is told who leads', () => {
    const helps = entry({ list: 'cooperate', leadUnitId: 'housing', leadUnitName: '示例县住建局' });
    expect(checkDuty([helps], east, 'lamp', today)).toEqual({ ok: false, refusal: 'duty-cooperate-only', names: '示例县住建局' });
    expect(checkDuty([helps], housing, 'lamp', today)).toMatchObject({ ok: true, dutyRef: '12 路灯维护' });
  });

  it('a basic entry lets every unit of its level own, and a village not with it', () => {
    expect(checkDuty([entry({})], east, 'lamp', today)).toMatchObject({ ok: true, dutyRef: '12 路灯维护' });
    expect(checkDuty([entry({})], bridge, 'lamp', today)).toEqual({ ok: false, refusal: 'duty-not-listed', names: '各乡镇（街道）' });
  });

  it('a list made for one township outranks the list of all townships', () => {
    const all = entry({ list: 'takenBack', leadUnitId: 'housing', leadUnitName: '示例县住建局' });
    const own = entry({ unitId: 'east', unitName: '示例东镇' });
    expect(checkDuty([all, own], east, 'lamp', today)).toMatchObject({ ok: true });
    expect(checkDuty([all, own], west, 'lamp', today)).toMatchObject({ ok: false, refusal: 'duty-taken-back' });
  });

  it('an entry for the whole branch answers for its twigs, unless the twig has its own', () => {
    const branch = entry({ categoryId: 'city', list: 'takenBack', leadUnitId: 'housing', leadUnitName: '示例县住建局' });
    const twig = entry({ categoryId: 'lamp' });
    expect(checkDuty([branch], east, ['city', 'lamp'], today)).toMatchObject({ ok: false, refusal: 'duty-taken-back' });
    expect(checkDuty([branch, twig], east, ['city', 'lamp'], today)).toMatchObject({ ok: true });
  });

  it('an entry counts from its first day to its last, both included', () => {
    const dated = { ...takenBack, validFrom: '2026-11-23', validTo: '2026-11-30' } as const;
    const on = (day: '2026-11-22' | '2026-11-23' | '2026-11-30' | '2026-12-01') => checkDuty([dated], east, 'drinking', day).ok;
    expect([on('2026-11-22'), on('2026-11-23'), on('2026-11-30'), on('2026-12-01')]).toEqual([true, false, false, true]);
  });

  it('no category, 其他, and a category on no list may go to anybody, without a reference', () => {
    for (const category of [null, 'other', ['other', 'lost-dog'], 'unlisted']) {
      expect(checkDuty([takenBack, entry({})], bridge, category, today)).toEqual({ ok: true, dutyRef: null, mayOwn: true });
    }
  });

  it('no list, in whatever order its entries stand, lets a township own what is only taken back', () => {
    const lists = fc.constantFrom('cooperate', 'takenBack') as fc.Arbitrary<'cooperate' | 'takenBack'>;
    const entries = fc.array(
      lists.map((list) => entry({ list, leadUnitId: 'housing', leadUnitName: '住建' })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(entries, fc.nat(6), (some, at) => {
        const all = some.toSpliced(at, 0, entry({ list: 'takenBack', leadUnitId: 'water', leadUnitName: '水务' }));
        const answer = checkDuty(all, east, 'lamp', today);
        expect(answer).toMatchObject({ ok: false, refusal: 'duty-taken-back' });
      }),
    );
  });
});

describe('separated administrators', () => {
  it('system, security and audit administration exclude each other, and nothing else does', () => {
    expect(excludedBy(['systemAdmin'], 'audit')).toBe('systemAdmin');
    expect(excludedBy(['audit', 'handler'], 'securityAdmin')).toBe('audit');
    expect(excludedBy(['systemAdmin'], 'handler')).toBeNull();
    expect(excludedBy(['handler', 'dispatcher'], 'audit')).toBeNull();
  });
});

describe('passwords', () => {
  it('are refused when short, common, made of one sign, or the account name with a tail', () => {
    expect(checkPassword('短的密码', 'li')).toBe('password-short');
    expect(checkPassword('Admin123456', 'li')).toBe('password-common');
    expect(checkPassword('aaaaaaaaaaaaaa', 'li')).toBe('password-common');
    expect(checkPassword('WangShili1', 'wangshili')).toBe('password-is-login');
    expect(checkPassword('x'.repeat(5).concat('yz!').repeat(30), 'li')).toBe('password-long');
  });

  it('need no theatre: words in a row will do, Chinese ones too', () => {
    expect(checkPassword('correct horse battery', 'li')).toBeNull();
    expect(checkPassword('石桥路灯今年春天都亮了', 'li')).toBeNull();
  });
});

describe('the tree of units', () => {
  const unit = (id: string, parentId: string | null, kind: Unit['kind'], over: Partial<Unit> = {}): Unit => ({
    id,
    parentId,
    kind,
    name: `示例${id}`,
    shortName: id,
    isHotline: false,
    position: 0,
    validFrom: '2000-01-01',
    validTo: null,
    ...over,
  });
  const tree = unitTree([
    unit('county', null, 'county', { isHotline: true }),
    unit('water', 'county', 'department'),
    unit('east', 'county', 'township'),
    unit('bridge', 'east', 'village'),
  ]);

  it('knows the desk, the township above a village, and the way down from the county', () => {
    expect(tree.hotline?.id).toBe('county');
    expect(tree.seniorOf('bridge')?.id).toBe('east');
    expect(tree.seniorOf('county')).toBeNull();
    expect(tree.path('bridge').map((one) => one.id)).toEqual(['county', 'east', 'bridge']);
    expect([tree.isUnder('bridge', 'east'), tree.isUnder('bridge', 'water'), tree.kindOf('nowhere')]).toEqual([true, false, null]);
  });

  it('lists parents before their children, and loses nobody whose parent is missing', () => {
    const odd = treeOf([
      { id: 'b', parentId: 'gone' },
      { id: 'c', parentId: 'a' },
      { id: 'a', parentId: null },
    ]);
    expect(odd.all.map((node) => node.id)).toEqual(['b', 'a', 'c']);
  });
});
