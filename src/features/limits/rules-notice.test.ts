import { describe, expect, test } from 'vitest';
import { readNotice } from './rules-notice.ts';

const read = (text: string, year = 2027) => {
  const answer = readNotice(text, year);
  if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
  return answer.days;
};
const faultsOf = (text: string, year = 2027) => {
  const answer = readNotice(text, year);
  return 'faults' in answer ? answer.faults.map(({ line, problem }) => [line, problem]) : [];
};

describe('a pasted notice', () => {
  test('one day a line, a stretch, and days that are worked', () => {
    const days = read('2027-01-01 元旦\n# 说明\n\n2027-02-05至2027-02-07 春节\n2027.2.20 上班');
    expect(days.holidays).toEqual([
      { on: '2027-01-01', name: '元旦', nameEn: "New Year's Day" },
      ...['05', '06', '07'].map((date) => ({ on: `2027-02-${date}`, name: '春节', nameEn: 'Spring Festival' })),
    ]);
    expect(days.makeUpWorkdays).toEqual(['2027-02-20']);
  });

  test('the wording of a yearly notice, with weekdays in brackets, counts of days, and a month named once', () => {
    const days = read(
      '一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n二、国庆节、中秋节：9月28日（周一）放假1天。10月１日（周四）至7日（周三）放假调休，共7天。9月27日（周日）、10月10日（周六）上班。'.replace(
        '放假1天',
        '放假',
      ),
      2026,
    );
    expect(days.holidays.filter((one) => one.name === '元旦').map((one) => one.on)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
    expect(days.holidays.filter((one) => one.on.startsWith('2026-10'))).toHaveLength(7);
    expect(days.holidays.at(-1)?.name).toBe('国庆节、中秋节');
    expect(days.makeUpWorkdays).toEqual(['2026-01-04', '2026-09-27', '2026-10-10']);
  });

  test.each([
    ['2027-01-01 元旦\n随便一句话', [[2, 'line-unreadable']]],
    ['2027-02-30 春节', [[1, 'line-unreadable']]],
    ['2027-02-07至2027-02-05 春节', [[1, 'range-reversed']]],
    ['2027-02-01至2027-03-05 春节', [[1, 'range-long']]],
    ['2027-01-01', [[1, 'name-missing']]],
    ['元旦：1月1日（周四）放假。', [[1, 'weekday-wrong']]],
    ['', [[1, 'empty']]],
    ['5日 上班', [[1, 'line-unreadable']]],
  ])('what cannot be right is named by its line, and nothing is skipped: %j', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});
