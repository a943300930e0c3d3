import { describe, expect, test } from 'vitest';
import cn2025 from '../../../calendar/CN-2025.json' with { type: 'json' };
import cn2026 from '../../../calendar/CN-2026.json' with { type: 'json' };
import { buildCalendar, type CalendarYear } from './calendar.ts';
import { readCalendarYear } from './calendar-file.ts';
import { atTimeOfDay, type Day } from './day.ts';
import { computeDeadline, type DeadlineInput, recompute } from './deadline.ts';
import { explainDeadline, sayDue } from './explain.ts';
import { limitOn } from './limits.ts';
import { presetLimits } from './preset-limits.ts';

function table(data: unknown): CalendarYear {
  const read = readCalendarYear(data);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.table;
}
const known = [table(cn2025), table(cn2026)];
const calendar = buildCalendar(known);

function due(key: string, on: Day, more: Partial<DeadlineInput> = {}) {
  const limit = limitOn(presetLimits, key, '2026-01-01');
  if (limit === null) throw new Error(key);
  return computeDeadline({ limit, startAt: atTimeOfDay(on, '09:15'), calendar, ...more });
}

describe('怎么算的', () => {
  test('names the start, the break that was passed, the make-up day, the end and the law, in both languages', () => {
    const deadline = due('hotline.reply.jn', '2026-02-12');
    expect(explainDeadline(deadline, 'zh')).toEqual([
      '规则：办理并答复，派单之后 5 个工作日（规则编号 hotline.reply.jn）。',
      '起算：2026年2月12日（周四）09:15 派单，当天不算，从第二天起数。',
      '其间：周末不算；春节 2026-02-15 至 2026-02-23 放假不算；2026-02-14 调休上班要算。',
      '到期：2026年2月26日（周四）17:30 前。',
      '依据：《济南市12345市民服务热线条例》《潍坊市12345政务服务便民热线条例》 [S03, S04]，已对照法规原文。',
    ]);
    expect(explainDeadline(deadline, 'en')).toEqual([
      'Rule: handle and reply, 5 working days after dispatch (rule hotline.reply.jn).',
      'Start: dispatch, Thu 2026-02-12 09:15; that day is not counted, counting starts the day after.',
      'On the way: weekends are not counted; off: Spring Festival 2026-02-15 to 2026-02-23; make-up workdays counted: 2026-02-14.',
      'Due by Thu 2026-02-26, 17:30.',
      'Source: hotline regulations of Jinan and of Weifang [S03, S04]; read in the text of the law.',
    ]);
  });

  test('says why the end moved on, or that it does not', () => {
    expect(explainDeadline(due('petition.review.ask', '2026-01-16'), 'zh')).toContain(
      '顺延：数到 2026-02-15 是休息日（春节放假），顺延到下一个工作日 2026-02-24。',
    );
    expect(explainDeadline(due('petition.review.ask', '2026-03-05'), 'en')).toContain(
      'Moved on: the count ends on 2026-04-04, a day off (Qingming Festival); the next working day is 2026-04-07.',
    );
    expect(explainDeadline(due('hotline.verdict', '2026-03-07'), 'zh')).toContain(
      '顺延：数到 2026-03-14 是休息日（周末），顺延到下一个工作日 2026-03-16。',
    );
    expect(explainDeadline(due('petition.close', '2026-03-05'), 'zh')).toContain('顺延：这条规则遇休息日不顺延。');
  });

  test('hours say that nights and holidays run on, and end at their own minute', () => {
    const deadline = due('hotline.contact', '2026-02-14');
    expect(explainDeadline(deadline, 'zh')[1]).toContain('按钟点连续计算，夜间和节假日也算');
    expect(sayDue(deadline, 'zh')).toBe('2026年2月15日（周日）09:15 前');
  });

  test('lists each pause with its cause and the sum, and an extension', () => {
    const deadline = due('petition.close', '2026-03-05', {
      pauses: [
        {
          cause: 'statutory-procedure',
          fromAt: atTimeOfDay('2026-03-10', '10:00'),
          toAt: atTimeOfDay('2026-03-14', '10:00'),
          approvedBy: 'chief',
        },
      ],
      extensions: [{ value: 10, unit: 'd' }],
    });
    const lines = explainDeadline(deadline, 'zh');
    expect(lines).toContain('暂停：法定鉴定、听证或公示（2026-03-10 10:00 至 2026-03-14 10:00），共扣除 4 个自然日。');
    expect(lines).toContain('延期：延长 10 个自然日，从原到期日接着数。');
  });

  test('a provisional date says which year is missing, and after the notice both dates are told', () => {
    const before = due('hotline.reply.jn', '2026-12-28');
    expect(sayDue(before, 'zh')).toBe('2027年1月4日（周一）17:30 前（暂定）');
    const lines = explainDeadline(before, 'zh').join('\n');
    expect(lines).toContain('暂定：2027 年的放假调休安排还没有录入');
    expect(lines).not.toContain('没有遇到法定节假日');
    const notice: CalendarYear = {
      year: 2027,
      region: 'CN',
      source: '示例',
      published: true,
      holidays: [{ on: '2027-01-01', name: '元旦' }],
      makeUpWorkdays: [],
    };
    const after = recompute(before, buildCalendar([...known, notice]));
    expect(sayDue(after, 'en')).toBe('by Tue 2027-01-05, 17:30');
    expect(explainDeadline(after, 'zh')).toContain('日历更新后已重算：原来是 2027-01-04（暂定）。');
    expect(explainDeadline(after, 'zh').join('')).not.toContain('暂定：');
  });

  test('presets say that the county may change them, laws do not', () => {
    const last = (key: string) => explainDeadline(due(key, '2026-03-05'), 'zh').at(-1);
    expect(last('hotline.sign')).toBe('依据：通行做法，请按本地规定核对，预设，可由县里修改。');
    expect(last('hotline.reply.ordinary.bj')).toContain('预设（据报道），可由县里修改');
    expect(last('petition.close')).not.toContain('预设');
  });

  test('every preset row explains itself in both languages, without a gap', () => {
    for (const { key } of presetLimits) {
      for (const lang of ['zh', 'en'] as const) {
        const text = explainDeadline(due(key, '2026-02-12'), lang).join('\n');
        expect(text, key).not.toMatch(/undefined|NaN|null/);
        if (lang === 'en') expect(text.replace(/\[.*?\]/g, ''), key).not.toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });
});
