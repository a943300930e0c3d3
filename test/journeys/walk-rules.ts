// Steps 16 and 17 of the acceptance walk, by the pages that people use: a request for data that are held is refused; open figures leave without a small count.
import { staffAt } from './walk-http.ts';

type Told = {
  base: string;
  now: () => string;
  passwordOf: (login: string) => string;
  expect: (what: string, holds: boolean, seen?: unknown) => void;
};
const requests = '/staff/data-requests';

export async function walkRequests({ base, now, passwordOf, expect }: Told): Promise<void> {
  const signedIn = (login: string) => staffAt(base).signIn(login, passwordOf(login));
  const handler = await signedIn('chengban');
  const lastDay = new Date(Date.parse(now()) + 60 * 86_400_000).toISOString().slice(0, 10);
  const asked = {
    title: '冬季取暖安全排查（示例）',
    purpose: '排查煤炉取暖户，发放报警器',
    basis: '示例县政办〔2026〕12号',
    fields: '用煤炉取暖的户数',
    frequency: 'monthly',
    askedOf: 'villages',
    expiresOn: lastDay,
  };
  const ask = (over: Partial<typeof asked>) => handler.send(`${requests}/new`, requests, { ...asked, ...over });
  const held = await ask({ fields: '用煤炉取暖的户数\n本月诉求办理情况' });
  const words = await held.text();
  expect(
    'a request for a field that is held is refused, and the held data are named with the way to them',
    held.status === 422 && words.includes('系统里已经有（办理状态）') && words.includes('href="/staff/export"'),
    held.status,
  );
  expect('what was typed stays on the page', words.includes('用煤炉取暖的户数') && words.includes(asked.basis));
  const vague = await ask({ basis: '领导要求', expiresOn: '' });
  const faults = await vague.text();
  expect(
    'without a basis and without an end it is refused, both said at once',
    vague.status === 422 && faults.includes('没有依据') && faults.includes('没有截止日期'),
    vague.status,
  );
  expect('nor may anybody ask for check-ins or ranks', (await ask({ fields: '网格员打卡次数' })).status === 422);
  expect('with both, and not held, it is registered', (await ask({})).status === 303);
  expect(
    'but not decided by whoever asked',
    (await handler.send(`${requests}/1`, `${requests}/1`, { decision: 'approved', words: '示例：自己同意' })).status === 403,
  );
  const office = await signedIn('xianban');
  expect(
    'the county office decides',
    (await office.send(`${requests}/1`, `${requests}/1`, { decision: 'approved', words: '示例：同意，只这个冬天' })).status === 303,
  );
  const twice = await ask({ fields: '用煤炉取暖户数' });
  expect('the same is not asked twice', twice.status === 422 && (await twice.text()).includes('不要两遍'));
  const burden = await (await fetch(`${base}/burden`)).text();
  expect(
    'the burden page shows what is asked, by whom, on what basis and until when, and the refusals in number',
    burden.includes(asked.title) && burden.includes(asked.basis) && burden.includes(lastDay) && burden.includes('系统已退回 4 次'),
  );
}

/** `month` is over; what was raised in it has counts under five. */
export async function walkDisclosure({ base, passwordOf, expect }: Told, month: string): Promise<void> {
  const office = await staffAt(base).signIn('xianban', passwordOf('xianban'));
  const file = `${base}/open-data/${month}.csv`;
  const page = `/staff/disclosure/${month}`;
  expect('before it is published there is no file', (await fetch(file)).status === 404);
  expect('the county office looks at the month and publishes it', (await office.send(page, page, {})).status === 303);
  const bytes = Buffer.from(await (await fetch(file)).arrayBuffer());
  const lines = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split('\r\n');
  const rows = lines.filter((line) => line.startsWith(month)).map((line) => line.split(','));
  const counts = rows.map((row) => row[3] ?? '');
  expect('the file opens in a spreadsheet and has a line for every class and place', bytes[0] === 0xef && rows.length > 20, rows.length);
  expect('no count from one to four stands in it', !counts.some((n) => /^[1-4]$/.test(n)), counts);
  const hidden = rows.filter((row) => row[3] === '不公布').length;
  expect(`${hidden} cells are left out, more than the small ones alone, so that none can be reckoned back`, hidden >= 4, hidden);
  expect(
    'it says n, formula and what was left out',
    lines.some((line) => line.includes('received-open@1') && line.includes('少于 5 件的不公布')),
  );
  expect('it is published once: a second edition would give away what is hidden', (await office.send(page, page, {})).status === 409);
}
