// What a county still lacks, and what a limit pack moves.
import { describe, expect, it } from 'vitest';
import { presetLimits } from '#core/time/preset-limits.ts';
import { type CountyState, classOf, limitMoves, neededRoles, nextStep, packKeys, packs, setUpState, siteFault } from './rules.ts';

const empty: CountyState = {
  code: '000000',
  departments: 0,
  townships: 0,
  villages: 0,
  desks: 0,
  places: 0,
  categories: 0,
  duties: 0,
  dutiesWithCategory: 0,
  pack: null,
  years: [],
  thisYear: 2026,
  rolesHeld: ['systemAdmin'],
  accounts: 1,
  skipped: [],
};
const whole: CountyState = {
  ...empty,
  code: '990001',
  departments: 2,
  townships: 3,
  desks: 1,
  places: 9,
  categories: 15,
  duties: 4,
  dutiesWithCategory: 4,
  pack: 'jn',
  years: [2026, 2027],
  rolesHeld: ['systemAdmin', ...neededRoles],
};

describe('what is still lacking', () => {
  it('is everything in an empty county, and nothing in a whole one', () => {
    expect(setUpState(empty).every(({ state }) => state === 'open')).toBe(true);
    expect(setUpState(whole)).toEqual(setUpState(whole).map(({ step }) => ({ step, state: 'done', lacks: [] })));
  });

  it('a step left out is no step to go on with, unless it is done by now', () => {
    const left = { ...empty, skipped: ['county', 'units'] };
    expect(nextStep(setUpState(left), null)).toBe('places');
    expect(setUpState({ ...whole, skipped: ['duties'] }).find(({ step }) => step === 'duties')?.state).toBe('done');
    expect(nextStep(setUpState(whole), null)).toBe(null);
    expect(nextStep(setUpState(empty), 'people')).toBe(null);
  });

  it('next year’s calendar and lists without a category are told and stop nothing', () => {
    const states = setUpState({ ...whole, years: [2026], dutiesWithCategory: 0 });
    expect(states.filter(({ lacks }) => lacks.length > 0)).toEqual([
      { step: 'duties', state: 'done', lacks: ['duties-without-category'] },
      { step: 'calendar', state: 'done', lacks: ['no-next-year'] },
    ]);
  });

  it('names each post that nobody holds', () => {
    const states = setUpState({ ...whole, rolesHeld: ['systemAdmin', 'intake', 'dispatcher', 'handler', 'hotline', 'securityAdmin'] });
    expect(states.find(({ step }) => step === 'people')?.lacks).toEqual(['role:callback', 'role:audit']);
  });
});

describe('a limit pack', () => {
  it('has a row for every kind of matter among the limits a county starts with', () => {
    const known = new Set(presetLimits.map(({ key }) => key));
    for (const pack of packKeys)
      for (const key of Object.values(packs[pack].keys)) expect({ pack, key, known: known.has(key) }).toMatchObject({ known: true });
  });

  it('moves the kinds it knows and leaves a county’s own keys alone; there and back again is where it was', () => {
    const categories = [
      { id: 'a', limitKey: 'hotline.reply.jn' },
      { id: 'b', limitKey: 'hotline.reply.complex.bj' },
      { id: 'c', limitKey: 'county.own' },
      { id: 'd', limitKey: 'hotline.reply.emergency' },
    ];
    expect(limitMoves(categories, 'sh')).toEqual([
      { id: 'a', limitKey: 'hotline.reply.sh.ordinary' },
      { id: 'b', limitKey: 'hotline.reply.sh.complex' },
    ]);
    expect(classOf('county.own')).toBe(null);
    expect(limitMoves([{ id: 'a', limitKey: 'hotline.reply.sh.ordinary' }], 'jn')).toEqual([{ id: 'a', limitKey: 'hotline.reply.jn' }]);
  });
});

it('the county’s own words: a name, six digits that are not all zeros, a phone of digits', () => {
  const good = { county: '示例县', code: '990001', phone: '0000-12345', phoneHours: '' };
  expect(siteFault(good)).toBe(null);
  expect(siteFault({ ...good, county: ' ' })).toBe('county-missing');
  for (const code of ['', '99000', '000000', '99000a']) expect(siteFault({ ...good, code })).toBe('code-shape');
  expect(siteFault({ ...good, phone: '打给我' })).toBe('phone-shape');
});
