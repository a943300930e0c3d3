// What only the county knows of itself (X8.4, X8.8): its filing number, and the systems this one replaced or reads from. Read as typed, kept whole or refused.
import { cleanText } from '#core/text/clean.ts';
import { type Day, parseDay } from '#core/time/day.ts';

export type System = { name: string; how: 'replaces' | 'reads'; since: Day };
export type CountyWords = { filing: string; systems: System[]; changedOn: Day | null };
export const nothingSaid: CountyWords = { filing: '', systems: [], changedOn: null };

export type CountyField = 'filing' | 'systems';
export type CountyProblem = 'filing-long' | 'line-unreadable' | 'systems-many';
export const mostSystems = 40;

/** One a line: `2026-01-01 替代 乡镇工单表（示例）`. */
export function readCounty(
  typed: Readonly<Record<CountyField, string>>,
): { words: Omit<CountyWords, 'changedOn'> } | { problems: { name: CountyField; problem: CountyProblem; at?: string }[] } {
  const problems: { name: CountyField; problem: CountyProblem; at?: string }[] = [];
  const filing = cleanText(typed.filing, { max: 80 });
  if (filing.cut) problems.push({ name: 'filing', problem: 'filing-long' });
  const lines = typed.systems
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);
  if (lines.length > mostSystems) problems.push({ name: 'systems', problem: 'systems-many' });
  const systems = lines.slice(0, mostSystems).flatMap((line): System[] => {
    const [, day = '', how = '', name = ''] = /^(\S+)\s+(替代|读取|replaces|reads)\s+(.{2,80})$/u.exec(line) ?? [];
    const since = parseDay(day.normalize('NFKC'));
    if (since === null || name === '') {
      problems.push({ name: 'systems', problem: 'line-unreadable', at: line.slice(0, 60) });
      return [];
    }
    return [{ name: name.trim(), how: how === '替代' || how === 'replaces' ? 'replaces' : 'reads', since }];
  });
  return problems.length > 0 ? { problems } : { words: { filing: filing.text.trim(), systems } };
}

export const writeSystems = (systems: readonly System[], lang: 'zh' | 'en'): string =>
  systems.map(({ since, how, name }) => `${since} ${lang === 'zh' ? (how === 'replaces' ? '替代' : '读取') : how} ${name}`).join('\n');
