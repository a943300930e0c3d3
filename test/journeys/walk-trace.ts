// Step 15 of the acceptance walk: a photo of a screen leads back to who had it open, by the pages that people use.
import { generateSync } from 'otplib';
import { staffAt } from './walk-http.ts';

type Told = {
  base: string;
  now: () => string;
  passwordOf: (login: string) => string;
  number: string;
  expect: (what: string, holds: boolean, seen?: unknown) => void;
};
const factor = '/staff/second-factor';

/** `number`: a matter that the handler 周示例 (login chengban) may open; it was raised with the phone 13800000001. */
export async function walkTrace({ base, now, passwordOf, number, expect }: Told): Promise<void> {
  const signedIn = (login: string) => staffAt(base).signIn(login, passwordOf(login));
  const handler = await signedIn('chengban');
  const page = await (await handler.get(`/staff/matters/${number}`)).text();
  const code = /<p class="mark-line">[^<]*<b class="num">([^<]+)</.exec(page)?.[1] ?? '';
  expect('the handler’s page carries a mark, in words and over the page', page.includes(`/staff/mark/${code}.svg`), code);
  expect('the handler’s page shows no phone of the raiser', !page.includes('13800000001'));
  const svg = await (await handler.get(`/staff/mark/${code}.svg`)).text();
  expect('the mark names the reader and the minute', svg.includes('周示例') && svg.includes(code), svg.slice(0, 200));

  const other = await signedIn('minzheng');
  expect('nobody else can draw that mark', (await other.get(`/staff/mark/${code}.svg`)).status === 404);
  expect('a handler may not trace', (await handler.get('/staff/trace')).status === 403);

  const audit = await signedIn('shenji');
  expect('audit sees nothing before its second step is set up', (await audit.get('/staff/trace')).headers.get('location') === factor);
  await audit.send(factor, `${factor}/begin`, {});
  const key = /<code class="key">([A-Z2-7 ]+)</.exec(await (await audit.get(factor)).text())?.[1]?.replaceAll(' ', '') ?? '';
  await audit.send(factor, `${factor}/confirm`, { code: generateSync({ secret: key, epoch: Date.parse(now()) / 1000 }) });
  const trace = (typed: string, why: string) => audit.send('/staff/trace', '/staff/trace', { code: typed, why });
  expect('nothing is looked up without a reason', (await trace(code, '')).status === 422);
  const misread = `${code.slice(0, 3)}${code[3] === '2' ? '3' : '2'}${code.slice(4)}`;
  for (const [typed, how] of [
    [code, 'as it stands on the photo'],
    [misread, 'with one sign misread'],
  ] as const) {
    const found = await (await trace(typed, '示例：群里传出的照片')).text();
    expect(`the code ${how} leads to the account and the matter`, found.includes('周示例') && found.includes(number), typed);
    expect('audit reads no word of the matter', !found.includes('楼道') && !found.includes('13800000001'));
  }
  const byNumber = await (await trace(number, '示例：核查')).text();
  expect('the number alone tells who looked', byNumber.includes('周示例'));

  const made = await handler.send(`/staff/matters/${number}/share`, `/staff/matters/${number}/share`, {
    recipient: '幸福小区物业（示例）',
    purpose: '上门维修',
    task: '三天内修好照明，修好后回电。',
    place: '东街社区',
    days: '7',
  });
  const link = /\/s\/[\w-]{22}/.exec(await made.text())?.[0] ?? '';
  const opened = await (await fetch(`${base}${link}`)).text();
  const mark = /class="num">([2-9A-Z]{4}-[2-9A-Z]{4})</.exec(opened)?.[1] ?? '';
  const shared = await (await trace(mark, '示例：物业转发')).text();
  expect(
    'a task passed on by its receiver leads to who shared it and with whom',
    mark !== '' && shared.includes('周示例') && shared.includes('幸福小区物业'),
    mark,
  );
}
