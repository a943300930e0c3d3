import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Log, LogLevel } from '#platform/log.ts';
import { createLog, redactText, requestIdFrom } from '#platform/log.ts';

function listen(level: LogLevel = 'info'): { log: Log; lines: string[]; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  const log = createLog({ level, to: { write: (line: string) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> };
}

test('a line tells level by name, time in UTC and the request it belongs to', () => {
  const { log, last } = listen();
  log.child({ requestId: 'r-12345678' }).warn({ unit: '示例镇' }, '快到期了');
  expect(last()).toMatchObject({ level: 'warn', requestId: 'r-12345678', unit: '示例镇', msg: '快到期了' });
  expect(last().time).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
});

test.each([
  ['13812345678', '[phone]'],
  ['电话13812345678。', '电话[phone]。'],
  ['tel13812345678', 'tel[phone]'],
  ['+8613812345678', '[phone]'],
  ['+86 138 1234 5678', '[phone]'],
  ['008613812345678', '[id card]'], // fifteen digits in a row: named wrongly, and still not shown
  ['138-1234-5678', '[phone]'],
  ['１３８１２３４５６７８', '[phone]'],
  ['0551-1234567', '[phone]'],
  ['（0551）12345678', '（[phone]'],
  ['02012345678', '[phone]'],
  ['110101199003077777', '[id card]'],
  ['11010119900307777X', '[id card]'],
  ['ID110101199003077777', 'ID[id card]'],
  ['110101900307777', '[id card]'],
  ['Authorization: Bearer abc.DEF-123_x', 'Authorization: [secret]'],
  ['postgres://daodi:geheim@db:5432/daodi', 'postgres://daodi:[secret]@db:5432/daodi'],
])('%s is written as %s', (text, written) => {
  expect(redactText(text)).toBe(written);
});

test.each([
  'D341225202611230012', // a matter number has the shape of an ID-card number
  'D34122520261123000017',
  '2026-11-23T01:15:00.000Z',
  '1795396500000', // milliseconds
  '01KARZ3NDEKTSV4RRFFQ69G5FA',
  '12345',
  '110',
  '0.0123456789012',
  'http://127.0.0.1:3000/staff',
])('%s stays as it is', (text) => {
  expect(redactText(text)).toBe(text);
});

test('phones and ID cards are taken out of messages, nested values, lists, field names, numbers and error stacks', () => {
  const { log, lines } = listen();
  log.info('李示例 13812345678');
  log.info('no %s', '13812345678');
  log.info({ raiser: { contact: [{ phone: '13812345678' }, 13812345678] } });
  log.info({ 13812345678: 'name' });
  log.error(new Error('no such raiser: 13812345678'));
  log.error({ err: new Error('wrapped', { cause: new Error('110101199003077777') }) });
  log.child({ phone: '13812345678' }).info('bound to a child');
  expect(lines).toHaveLength(7);
  for (const line of lines) {
    expect(line).not.toMatch(/13812345678|110101199003077777/);
    expect(JSON.parse(line)).toHaveProperty('level');
    expect(line.endsWith('\n')).toBe(true);
  }
});

test('tokens, cookies, passwords and sessions are never written, whatever they hold', () => {
  const { log, last } = listen();
  log.info({
    req: { headers: { cookie: 'sid=abc', 'set-cookie': ['sid=abc'], authorization: 'Bearer abc' } },
    verdictToken: 'abc',
    csrf: { a: 'abc' },
  });
  expect(last()).toMatchObject({
    req: { headers: { cookie: '[secret]', 'set-cookie': '[secret]', authorization: '[secret]' } },
    verdictToken: '[secret]',
    csrf: '[secret]',
  });
  expect(JSON.stringify(last())).not.toContain('abc');
});

test('no mobile number survives, wherever in a text it stands', () => {
  const phone = fc
    .tuple(fc.constantFrom('13', '14', '15', '16', '17', '18', '19'), fc.stringMatching(/^\d{9}$/))
    .map((parts) => parts.join(''));
  const around = fc.string({ unit: fc.constantFrom('电', '话', 'a', 'D', ' ', ':', '"', '\\', '\n', '/', '-', '+') });
  fc.assert(
    fc.property(phone, around, around, (number, before, after) => {
      const { log, lines } = listen();
      log.info({ words: before + number + after });
      return lines.length === 1 && !lines[0]?.includes(number) && JSON.parse(lines[0] ?? '') !== null;
    }),
  );
});

test('a clean line passes untouched and levels below the chosen one are not written', () => {
  const { log, lines } = listen('warn');
  log.info('quiet');
  log.error({ n: 12.5, list: [1, 2], nothing: null }, 'loud');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"n":12.5,"list":[1,2],"nothing":null,"msg":"loud"');
});

test("a proxy's request id is kept only when it is harmless", () => {
  const newId = () => 'OURS';
  expect(requestIdFrom('a1b2c3d4-e5f6', newId)).toBe('a1b2c3d4-e5f6');
  for (const bad of [undefined, '', 'short', 'x'.repeat(65), 'with space in it', '<script>alert', '13812345678'])
    expect(requestIdFrom(bad, newId)).toBe('OURS');
});
