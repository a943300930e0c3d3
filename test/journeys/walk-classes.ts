// Step 7 of the acceptance walk, by the pages that people use: twelve matters become a class, a plan that names nothing is refused, a measure with a date, an effect.
import type { TestClock } from '#platform/clock.ts';
import { staffAt } from './walk-http.ts';

type Told = {
  base: string;
  clock: TestClock;
  tick: () => Promise<unknown>;
  raise: (over: Record<string, unknown>) => Promise<string>;
  /** Reads the API as the county office. */
  read: (path: string) => Promise<{ status: number; json: Record<string, unknown> }>;
  passwordOf: (login: string) => string;
  expect: (what: string, holds: boolean, seen?: unknown) => void;
};
const perWeek = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2];

export async function walkClasses({ base, clock, tick, raise, read, passwordOf, expect }: Told): Promise<void> {
  const signedIn = (login: string) => staffAt(base).signIn(login, passwordOf(login)); // anew each time: months pass in between
  const today = (): string => clock().slice(0, 10);
  for (const n of perWeek) {
    for (let i = 0; i < n; i += 1)
      await raise({
        title: '路灯又不亮（示例）',
        text: '村口到小学这段路的路灯修好几天又灭了，孩子放学看不见路。',
        place: '柳河村',
        category: 'lighting',
      });
    await tick();
    clock.advance({ days: 7 });
  }
  await tick();
  const desk = await signedIn('paidan');
  const list = await (await desk.get('/staff/classes?state=clues')).text();
  const number = /href="\/staff\/classes\/(C\d{8})"[^>]*>C\d{8}<\/a> 柳河村/.exec(list)?.[1] ?? '';
  expect(
    'the clock proposes a class of twelve matters, with its threshold in words',
    number !== '' && list.includes('达到 5 件就提出'),
    list.length,
  );
  const at = `/staff/classes/${number}`;
  const members = [...(await (await desk.get(at)).text()).matchAll(/href="\/staff\/matters\/(D\d+)/g)].length;
  expect('all twelve are in it', members === 12, members);
  const words = { title: '柳河村路灯反复不亮', hypothesis: '柳河村多盏路灯修好又灭' };
  expect('a person confirms and names it', (await desk.send(`${at}/confirm`, `${at}/confirm`, words)).status === 303);

  const office = await signedIn('xianban');
  const owner = {
    unit: 'housing',
    person: 'acc-chengban',
    why1: '接线盒进水，换了灯泡几天又跳闸',
    why2: '线路沿沟敷设，雨后泡水没有防水接头',
  };
  const again = await office.send(`${at}/establish`, `${at}/establish`, {
    ...(await people(office, at, owner)),
    why3: '柳河村路灯修好又灭',
  });
  expect('the trouble said again is no cause', again.status === 422 && (await again.text()).includes('现象又说了一遍'), again.status);
  const founded = await office.send(`${at}/establish`, `${at}/establish`, {
    ...(await people(office, at, owner)),
    why3: '移交时没有验收标准，缺管护单位和巡修办法',
  });
  expect('with its cause and an owner it is established', founded.status === 303, founded.status);

  const unit = await signedIn('chengban');
  const vague = await unit.send(`${at}/measure`, `${at}/measure`, { kind: 'asset', text: '高度重视，加强管理，压实责任', due: '' });
  const faults = await vague.text();
  expect(
    'a plan of stock phrases is refused, what is missing is named',
    vague.status === 422 && ['只有套话', '缺地点', '缺数量'].every((one) => faults.includes(one)),
    vague.status,
  );
  const due = new Date(Date.parse(clock()) + 20 * 86_400_000).toISOString().slice(0, 10);
  const plan = {
    ...(await people(unit, at, { unit: 'housing', person: 'acc-chengban' }, 'measure')),
    kind: 'asset',
    text: '更换柳河村村口到小学 14 盏路灯的接线盒，线路改架空 600 米',
    due,
    standard: '雨后 24 小时内 14 盏全部点亮，附照片',
    money: '3.2 万元，县级照明维护资金',
    rule: '《农村公共照明移交和巡修办法》增加验收标准和管护单位',
    checker: '镇政府夜间抽查',
    asking: '电话回访反映过的 12 户',
    fallback: '由住建局应急队先接临时照明，再追责施工单位',
  };
  expect('a concrete one is taken', (await unit.send(`${at}/measure`, `${at}/measure`, plan)).status === 303);
  expect('the measures begin', (await unit.send(`${at}/start`, `${at}/start`, {})).status === 303);
  const form = await (await unit.get(`${at}/finish`)).text();
  const measure = /<option value="([0-9A-Z]{26})"/.exec(form)?.[1] ?? '';
  expect(
    'it is done, with evidence',
    (await unit.send(`${at}/finish`, `${at}/finish`, { measure, on: today(), evidence: '验收单（示例）' })).status === 303,
  );
  expect(
    'and observed for two periods',
    (await unit.send(`${at}/observe`, `${at}/observe`, { from: today(), periods: '2', periodDays: '28' })).status === 303,
  );

  clock.advance({ days: 57 });
  await tick();
  const late = await signedIn('chengban');
  const own = await late.send(`${at}/conclude`, `${at}/conclude`, { outcome: 'effective', words: '好了' });
  expect('who did it does not judge it', own.status === 403, own.status);
  const judge = await signedIn('xianban');
  const shown = await (await judge.get(at)).text();
  const sentence = /措施后 8 周没有新增（之前 \d+ 周 12 件），至少下降 \d+%/.exec(shown)?.[0] ?? '';
  expect(`the effect, in one sentence: ${sentence}`, sentence !== '');
  expect('with a chart and its table', (await judge.get(`${at}/chart.svg`)).status === 200 && shown.includes('每周新增件数'));
  expect(
    'the county office judges it',
    (await judge.send(`${at}/conclude`, `${at}/conclude`, { outcome: 'effective', words: '八周没有新增' })).status === 303,
  );
  expect(
    'and archives it with what keeps it so',
    (await judge.send(`${at}/archive`, `${at}/archive`, { lasting: '移交验收标准写进巡修办法', document: '' })).status === 303,
  );
  const told = await read(`/classes/${number}`);
  expect(
    'the API tells the same',
    told.status === 200 && told.json['state'] === 'archived' && JSON.stringify(told.json['effect']).includes('至少下降'),
    told.json,
  );
  const paper = await judge.get(`${at}/proposal.docx`);
  expect('a proposal leaves as a Word file', paper.status === 200 && (await paper.arrayBuffer()).byteLength > 5_000);

  for (let i = 0; i < 6; i += 1)
    await raise({ title: '路灯又不亮（示例）', text: '雨后这段路的路灯又灭了。', place: '柳河村', category: 'lighting' });
  clock.advance({ days: 2 });
  for (let i = 0; i < 6; i += 1)
    await raise({ title: '路灯又不亮（示例）', text: '雨后这段路的路灯又灭了。', place: '柳河村', category: 'lighting' });
  clock.advance({ hours: 1 });
  await tick();
  const back = await (await (await signedIn('xianban')).get(at)).text();
  expect('it comes back, and is opened again by itself', back.includes('它又回来了') && back.includes('已立题'));
}

/** Accounts by their id in this county: the option whose words hold the name of the person. */
async function people(
  who: { get(path: string): Promise<Response> },
  at: string,
  wanted: Record<string, string>,
  action = 'establish',
): Promise<Record<string, string>> {
  const html = await (await who.get(`${at}/${action}`)).text();
  const person = /<option value="([^"]+)"[^>]*>周示例<\/option>/.exec(html)?.[1] ?? '';
  return { ...wanted, person };
}
