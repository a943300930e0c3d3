// Through the doors: what reports, lists, files, charts and the API say, who may not ask, and that nothing is ever counted by person.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, openMatter } from '#features/matters/index.ts';
import { importOld } from '#test/support/older-ledger.ts';
import { openRatesDoor, type RatesDoor } from '#test/support/rates-door.ts';

let door: RatesDoor;
const numbers: string[] = [];

type Verdict = ['yes' | 'partly' | 'no', 1 | 2 | 3 | 4 | 5, string];

/** Opened, handled and judged within a day; `verdict` null leaves it unanswered. */
async function handled(
  placeId: string,
  verdict: Verdict | null,
  over: { confidentiality?: 'accusation'; accusedUnitId?: string } = {},
): Promise<string> {
  const { county } = door;
  const opened = await openMatter(county.ports, county.actor('shouli'), {
    channel: 'phone',
    kind: 'help',
    title: `路灯不亮，请打 13812345678（示例 ${numbers.length + 1}）`,
    text: '路灯坏了（示例）',
    placeText: '',
    placeId,
    categoryId: 'housing',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: { name: '曹示例', phone: '13800000001' },
    wantsReply: true,
    ...over,
  });
  if (!opened.ok) throw new Error(opened.refusal);
  const { number } = opened.receipt;
  numbers.push(number);
  const ask = async (login: string, command: Parameters<typeof act>[3]): Promise<void> => {
    const outcome = await act(county.ports, login === 'raiser' ? { kind: 'raiser' } : county.actor(login), number, command);
    if (!outcome.ok) throw new Error(`${command.do}: ${outcome.refusal}`);
  };
  await ask('paidan', { do: 'dispatch', to: 'housing', reason: '职责', copyTo: null });
  await ask('chengban', { do: 'acknowledge' });
  await ask('chengban', { do: 'contact', how: 'phone', words: '约好了', reached: true });
  await ask('chengban', { do: 'reply', text: '线路修好了', outcome: 'support', basis: '清单', remedy: '', evidence: [], toldHow: 'phone' });
  if (verdict) await ask('raiser', { do: 'judge', solved: verdict[0], level: verdict[1], words: verdict[2], via: 'link', proof: null });
  return number;
}

/** Given to another department, which has done nothing. */
async function left(placeId: string): Promise<void> {
  const { county } = door;
  const opened = await openMatter(county.ports, county.actor('shouli'), {
    channel: 'phone',
    kind: 'help',
    title: '低保没有到账（示例）',
    text: '低保没有到账（示例）',
    placeText: '',
    placeId,
    categoryId: 'welfare',
    confidentiality: 'normal',
    accusedUnitId: null,
    contact: null,
    wantsReply: true,
  });
  if (!opened.ok) throw new Error(opened.refusal);
  await act(county.ports, county.actor('paidan'), opened.receipt.number, { do: 'dispatch', to: 'civil', reason: '职责', copyTo: null });
}

beforeAll(async () => {
  door = await openRatesDoor('2026-10-12T01:00:00.000Z');
  for (let i = 0; i < 9; i += 1)
    await handled('p-dongjie', ['yes', 5, i === 0 ? '灯亮了，感谢周示例和王师傅，我是曹示例 13812345678' : '']);
  for (let i = 0; i < 3; i += 1) await handled('p-liuhe', null);
  await handled('p-nanping', ['partly', 3, '亮了一半，还有两盏没修']);
  for (let i = 0; i < 18; i += 1) await handled('p-xiwan', ['yes', 4, '']);
  await handled('p-shiqiao', ['yes', 5, ''], { confidentiality: 'accusation', accusedUnitId: 'civil' });
  await left('p-xiwan');
  door.county.at('2026-11-23T01:00:00.000Z');
}, 60_000);
afterAll(() => door?.close());

describe('the report', () => {
  test('says every measure with its counts, interval, formula and what was left out', async () => {
    const html = await door.page('xianban', '/staff/reports');
    expect(html).toContain('formula@1');
    expect(html).toContain('96.6 %（82.8–99.4）'); // 28 of 29 verdicts
    expect(html).toMatch(/应答复 33 件，经批准剔除 0 件（0\.0 %）/);
    expect(html).toContain('/staff/reports/list?set=yes&amp;period=2026-Q4');
  });

  test('a unit below thirty matters is in no table of units, one above is', async () => {
    const html = await door.page('xianban', '/staff/reports?by=unit');
    expect(html).toContain('住建局');
    const none = await door.page('xianban', '/staff/reports?by=unit&period=2026-Q3');
    expect(none).not.toContain('<th scope="row">住建局');
    expect(html).toContain('另有 1 个单位不足 30 件，不列。');
    expect(html).not.toContain('<th scope="row">民政局');
  });

  test('the version to publish hides places with fewer than five matters, and links to nobody', async () => {
    const html = await door.page('xianban', '/staff/reports?by=place&public=1');
    expect(html).not.toContain('/staff/reports/list?');
    expect(html).toMatch(/柳河村[^<]*：不足 5 件，不显示/);
    expect(html).not.toMatch(/<th scope="row">[　]*(柳河村|南坪村|石桥村)</);
    expect(html).toMatch(/<th scope="row">[　]*示例东镇</);
  });

  test('comes as CSV and as a workbook with its formula, and the export is logged', async () => {
    const csv = await door.get('xianban', '/staff/reports/file?format=csv&by=category');
    const text = await csv.text();
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(text).toContain('合计,33,0,');
    expect(text).toContain('formula@1');
    const xlsx = await door.get('xianban', '/staff/reports/file?format=xlsx&by=unit');
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const logged = await door.county.ports.db.selectFrom('access_log').select('why').where('what', '=', 'rates-exported').execute();
    expect(logged.map((row) => row.why)).toEqual(['2026-Q4 category', '2026-Q4 unit']);
  });

  test('its charts are pictures of their own, without script', async () => {
    for (const of of ['trend', 'groups']) {
      const answer = await door.get('xianban', `/staff/reports/chart.svg?of=${of}&by=place`);
      expect([of, answer.status, answer.headers.get('content-type')]).toEqual([of, 200, 'image/svg+xml; charset=utf-8']);
      expect(await answer.text()).not.toContain('<script');
    }
  });

  test('whatever is asked for wrongly gives a plain page and never a fault', async () => {
    for (const query of ['?period=2026-13', '?by=person', '?kind=decade', '?period=constructor&by=__proto__'])
      expect((await door.get('xianban', `/staff/reports${query}`)).status, query).toBe(200);
    for (const query of ['?set=constructor&period=2026-Q4', '?set=yes', '?set=yes&period=x'])
      expect((await door.get('xianban', `/staff/reports/list${query}`)).status, query).toBe(404);
    expect((await door.get('xianban', '/staff/reports/list?set=yes&period=2026-Q4&place=none&cursor=%00')).status).toBe(200);
  });

  test('is not for whoever only handles', async () => {
    for (const path of [
      '/staff/reports',
      '/staff/reports/list?set=yes&period=2026-Q4',
      '/staff/reports/file',
      '/staff/reports/chart.svg',
      '/staff/leader',
    ])
      expect((await door.get('chengban', path)).status, path).toBe(403);
  });
});

describe('the list behind a number', () => {
  test('holds the matters of that number with phones starred out', async () => {
    const html = await door.page('xianban', '/staff/reports/list?set=partly&period=2026-Q4');
    expect(html.match(/<tbody>.*<\/tbody>/s)?.[0].match(/<tr>/g)).toHaveLength(1);
    expect(html).toContain('138****5678');
    expect(html).not.toContain('13812345678');
  });

  test('of a place holds what lies below it, and what this person may not see is counted and not listed', async () => {
    const all = await door.page('xianban', '/staff/reports/list?set=closed&period=2026-Q4&place=p-east');
    expect(all.match(/<tr>/g)?.length).toBe(14);
    const unit = await door.page('juzhang', '/staff/reports/list?set=closed&period=2026-Q4&place=p-east');
    expect(unit).toContain('示例');
  });
});

describe('the API', () => {
  test('answers with formula, whole, interval and exclusions', async () => {
    const answer = await door.api('xianban', '/rates?from=2026-10-01&to=2026-12-31&by=place');
    const body = (await answer.json()) as {
      formula: string;
      counts: { due: number; excluded: number };
      measures: Record<string, { part: number; n: number; value: number; interval: { low: number; method: string } }>;
      groups: { id: string; counts: { due: number } }[];
    };
    expect(body).toMatchObject({ formula: 'formula@1', counts: { due: 33, excluded: 0, answered: 29 } });
    expect(body.measures['solution']).toMatchObject({ part: 28, n: 29, interval: { method: 'wilson' } });
    expect(body.groups.find((one) => one.id === 'p-dongjie')?.counts.due).toBe(9);
  });

  test('groups by place, category or unit only: asking for persons is refused', async () => {
    for (const by of ['person', 'owner', 'account', 'handler', '__proto__']) {
      const answer = await door.api('xianban', `/rates?by=${by}`);
      expect([by, answer.status]).toEqual([by, 422]);
      expect(JSON.stringify(await answer.json())).toContain('never by person');
    }
    expect((await door.api('xianban', '/rates?from=2026-02-30')).status).toBe(422);
    expect((await door.api('xianban', '/rates?from=2026-12-01&to=2026-01-01')).status).toBe(422);
    expect((await door.api('chengban', '/rates')).status).toBe(403);
  });
});

describe("the leader's page", () => {
  test('shows residents’ words without names, phones or numbers, and no person of the staff anywhere', async () => {
    const html = await door.page('xianban', '/staff/leader');
    expect(html).toContain('亮了一半，还有两盏没修');
    expect(html).toContain('灯亮了，感谢某某和某师傅，我是某某 138****5678');
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    for (const name of ['周示例', '吴示例', '曹示例', '王示例']) expect(main).not.toContain(name);
  });

  test('an instruction sent twice is one matter, and the verdict on it is nobody else’s', async () => {
    const fields = { text: '本周把路灯线路查一遍（示例）。', unit: 'housing', limit: 'super.urgent', category: '' };
    const first = await door.send('xianban', '/staff/leader', '/staff/leader/instructions', fields);
    expect(first.status).toBe(303);
    const number = /done=(D\d+)/.exec(first.headers.get('location') ?? '')?.[1] ?? '';
    const row = await door.county.ports.db
      .selectFrom('matter')
      .select(['owner_unit_id', 'channel', 'due_at'])
      .where('number', '=', number)
      .executeTakeFirst();
    expect(row).toEqual({ owner_unit_id: 'housing', channel: 'directive', due_at: '2026-11-28T09:30:00.000Z' });
    const other = await door.send('xianban', '/staff/leader', `/staff/leader/instructions/${numbers[0]}/verdict`, {
      solved: 'yes',
      level: '5',
      words: '',
    });
    expect(other.status).toBe(404);
    const early = await door.send('xianban', '/staff/leader', `/staff/leader/instructions/${number}/verdict`, {
      solved: 'yes',
      level: '5',
      words: '',
    });
    expect(early.status).toBe(409);
  });

  test('a form that is refused comes back as typed, and nothing is opened', async () => {
    const count = async () =>
      (await door.county.ports.db.selectFrom('matter').select('id').where('channel', '=', 'directive').execute()).length;
    const before = await count();
    for (const fields of [
      { text: '', unit: 'housing', limit: 'super.urgent', category: '' },
      { text: '查路灯，写得很具体', unit: 'nobody', limit: 'super.urgent', category: '' },
      { text: '查路灯，写得很具体', unit: 'housing', limit: 'never', category: '' },
      { text: '查路灯，写得很具体', unit: 'east-town', limit: 'super.urgent', category: 'water' },
      { text: '长'.repeat(501), unit: 'housing', limit: 'super.urgent', category: '' },
    ]) {
      const answer = await door.send('xianban', '/staff/leader', '/staff/leader/instructions', fields);
      const html = await answer.text();
      expect([answer.status, fields.unit]).toEqual([422, fields.unit]);
      expect(html).toContain('error-summary');
      expect(html).toContain(fields.text);
    }
    expect(await count()).toBe(before);
  });

  test('rows of an older ledger that nobody has touched are counted apart; what was dispatched here has its own time', async () => {
    const { county } = door;
    const old = (title: string): Promise<string> => importOld(county, title, 'p-xiwan');
    await old('旧井盖（示例）');
    const taken = await old('旧路牌（示例）');
    const sent = await act(county.ports, county.actor('paidan'), taken, { do: 'dispatch', to: 'housing', reason: '职责', copyTo: null });
    expect(sent.ok ? 'ok' : sent.refusal).toBe('ok');
    county.advance(30 * 86_400_000);
    const html = await door.page('xianban', '/staff/leader');
    const stuck = html.slice(html.indexOf('id="stuck"'), html.indexOf('id="said"'));
    expect(stuck).not.toContain('旧井盖');
    expect(stuck).toContain('另有 1 件从旧台账导入');
    expect(stuck).toMatch(/旧路牌（示例）<.*?超期 \d\d 天/);
    expect(stuck).not.toMatch(/超期 \d{4} 天/);
    expect(stuck.indexOf('低保没有到账')).toBeLessThan(stuck.indexOf('旧路牌'));
    const list = await door.page('xianban', '/staff/matters?status=registered&channel=import&sort=due');
    expect(list).toContain('旧井盖');
    expect(list).toMatch(/旧台账导入，原期限 2010-\d\d-\d\d 已过/);
    expect(await door.page('xianban', '/staff/leader?lang=en')).toContain('Not listed: 1 from an older ledger');
  });

  test('is counted anew as soon as a matter was sealed, and not a minute later', async () => {
    const { county } = door;
    county.advance(30 * 86_400_000);
    const first = await door.page('xianban', '/staff/leader');
    expect(first).toContain('低保没有到账');
    county.advance(50_000);
    const { number } = await county.ports.db
      .selectFrom('matter')
      .select('number')
      .where('category_id', '=', 'welfare')
      .executeTakeFirstOrThrow();
    const sealed = await act(county.ports, county.actor('shouli'), number, {
      do: 'seal',
      confidentiality: 'accusation',
      accusedUnitId: 'civil',
    });
    expect(sealed.ok ? 'ok' : sealed.refusal).toBe('ok');
    expect(first).toContain(number);
    const next = await door.page('xianban', '/staff/leader');
    expect(next).not.toContain('民政局承办');
    expect(first).toContain('民政局承办');
  });
});
