// Through the public door: what a person with a receipt learns, and what a person without one does not.
import type { Hono } from 'hono';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { numberOf } from '#core/matter/number.ts';
import { fromHex } from '#core/record/bytes.ts';
import { verifyConsistency, verifyInclusion } from '#core/record/merkle-proof.ts';
import { shortProof } from '#core/record/short-proof.ts';
import { act, type NewConcern, openMatter, readHistoryByNumber } from '#features/matters/index.ts';
import { httpFrame } from '#platform/http/frame.ts';
import { type TestCounty, testCounty } from '#test/support/county.ts';
import { checkpointNow, receiptProof } from './index.ts';
import { recordPortalDoor } from './portal.tsx';

const secretWords = '绝不能出现在核对页上的话';
const concern: NewConcern = {
  channel: 'web',
  kind: 'complaint',
  title: `题目${secretWords}`,
  text: secretWords,
  placeText: '东街社区（示例）',
  placeId: 'p-dongjie',
  categoryId: 'housing',
  confidentiality: 'normal',
  accusedUnitId: null,
  contact: { name: '张示例', phone: '13800000001' },
  wantsReply: true,
};

let county: TestCounty;
let app: Hono;
let receipt: { number: string; proof: string };
let fresh: { number: string; proof: string };

beforeAll(async () => {
  county = await testCounty();
  const frame = httpFrame({
    log: county.ports.log,
    site: () => ({ county: '示例县', phone: '0000-0000000' }),
    baseUrl: null,
    trustedProxies: 1,
    sign: (text) => county.ports.secrets.lookupHash(text, 'public-form'),
  });
  app = frame.route('/proof', recordPortalDoor(county.ports)) as unknown as Hono;
  receipt = await open();
  for (let i = 0; i < 4; i += 1) await open();
  await checkpointNow(county.ports);
  await act(county.ports, county.actor('shouli'), receipt.number, { do: 'summarise', summary: secretWords });
  county.advance(3_600_000);
  await open();
  await checkpointNow(county.ports);
  fresh = await open();
  county.advance(10 * 60_000);
});
beforeEach(() => county.ports.db.deleteFrom('throttle').execute());
afterAll(() => county.close());

async function open(): Promise<{ number: string; proof: string }> {
  const answer = await openMatter(county.ports, { kind: 'raiser' }, concern);
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.receipt;
}

const query = (n: string, c: string) => `?${new URLSearchParams({ n, c })}`;
async function get(path: string, from = '203.0.113.5'): Promise<{ status: number; body: string; type: string; location: string | null }> {
  const response = await app.request(path, { headers: { 'x-forwarded-for': from } });
  return {
    status: response.status,
    body: await response.text(),
    type: response.headers.get('content-type') ?? '',
    location: response.headers.get('location'),
  };
}
/** The words of a page's main part, without its form, so that two answers can be compared. */
const mainOf = (body: string): string => (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '').replace(/value="[^"]*"/g, '');

describe('a receipt', () => {
  test('that fits is told with its step, its time and its checkpoint, and nothing of what it is about', async () => {
    const { status, body } = await get(`/proof${query(receipt.number, receipt.proof)}`);
    expect(status).toBe(200);
    for (const words of ['对得上', '第 1 步：登记了您反映的事', '11 月 23 日（今天）09:00', '第 1 号', '从登记到这一步，一处也没有改动'])
      expect(body).toContain(words);
    const first = await county.ports.db.selectFrom('checkpoint').select('root').where('id', '=', 1).executeTakeFirstOrThrow();
    expect(body.replaceAll(' ', '')).toContain(Buffer.from(first.root).toString('hex'));
    for (const hidden of [secretWords, '张示例', '13800000001', '东街', 'housing', '住建']) expect(body).not.toContain(hidden);
  });

  test('may be typed in any spelling, in English too', async () => {
    const typed = query(
      ` ${receipt.number.toLowerCase().replace(/(\d{6})(\d{8})/, '$1 $2 ')} `,
      receipt.proof.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l'),
    );
    const { body } = await get(`/proof${typed}&lang=en`);
    expect(body).toContain('It fits');
    expect(body).toContain('step 1: what you raised was registered');
  });

  test('of a later step fits too, and is covered by the checkpoint that came after it', async () => {
    const history = await readHistoryByNumber(county.ports.db, receipt.number);
    const { body } = await get(`/proof${query(receipt.number, shortProof(history?.events[1]?.hash ?? new Uint8Array()))}`);
    for (const words of ['第 2 步：写了摘要', '第 2 号']) expect(body).toContain(words);
    expect(body).not.toContain(secretWords);
  });

  test('that no checkpoint covers yet is told so, with the time of the next', async () => {
    const { body } = await get(`/proof${query(fresh.number, fresh.proof)}`);
    expect(body).toContain('还没有检查点收进这一步，下一次在11 月 23 日（今天）11:00');
    expect(body).not.toContain('/proof/matter?');
  });

  test('the path on the receipt opens the answer', async () => {
    const history = await readHistoryByNumber(county.ports.db, receipt.number);
    const { code, path } = receiptProof(history?.events[0]?.hash ?? new Uint8Array(), receipt.number);
    expect(code).toBe(receipt.proof);
    expect((await get(path)).body).toContain('对得上');
  });
});

describe('what does not fit', () => {
  test('an unknown number, a code of another matter and a code of nothing get the very same answer', async () => {
    const unknown = numberOf('000000', '2026-11-23', 9_999);
    const wellFormed = shortProof(Buffer.alloc(32, 9));
    const answers = await Promise.all(
      [query(unknown, receipt.proof), query(receipt.number, fresh.proof), query(receipt.number, wellFormed)].map((each) =>
        get(`/proof${each}`),
      ),
    );
    for (const answer of answers) expect([answer.status, mainOf(answer.body)]).toEqual([200, mainOf(answers[0]?.body ?? '')]);
    expect(answers[0]?.body).toContain('对不上');
    expect(answers[0]?.body).toContain('0000-0000000');
  });

  test('a slip of the pen is told beside its field, keeps what was typed, and counts as no try', async () => {
    const wrongDigit = receipt.number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    const wrongLetter = receipt.proof.replace(/^./, (letter) => (letter === '7' ? '8' : '7'));
    for (let i = 0; i < 12; i += 1) {
      const { status, body } = await get(`/proof${query(wrongDigit, wrongLetter)}`);
      expect(status).toBe(200);
      for (const words of [
        `value="${wrongDigit}"`,
        `value="${wrongLetter}"`,
        '编号可能看错',
        '有一位可能看错或输错了',
        'href="#f-n"',
        'href="#f-c"',
      ])
        expect(body).toContain(words);
    }
    expect((await get('/proof?n=&c=')).body).toContain('请输入回执上的编号');
    expect((await get(`/proof${query(receipt.number, '<script>alert(1)</script>')}`)).body).not.toContain('<script>');
    expect((await get(`/proof${query(receipt.number, receipt.proof)}`)).body).toContain('对得上');
  });

  test('after ten misses from one address it has to wait, even with the right code; others do not, and those that fit never count', async () => {
    for (let i = 0; i < 15; i += 1) expect((await get(`/proof${query(receipt.number, receipt.proof)}`)).body).toContain('对得上');
    for (let i = 0; i < 10; i += 1) expect((await get(`/proof${query(receipt.number, fresh.proof)}`)).status).toBe(200);
    for (const path of [`/proof${query(receipt.number, fresh.proof)}`, `/proof${query(receipt.number, receipt.proof)}`]) {
      const { status, body } = await get(path);
      expect(status).toBe(429);
      expect(body).toContain('试得太多了');
      expect(body).toContain('10:25');
    }
    expect((await get(`/proof/matter.json${query(receipt.number, receipt.proof)}`)).status).toBe(404);
    expect((await get(`/proof${query(receipt.number, receipt.proof)}`, '198.51.100.7')).body).toContain('对得上');
    const kept = await county.ports.db.selectFrom('throttle').select('key').execute();
    expect(JSON.stringify(kept)).not.toContain('203.0.113');
  });

  test('a history changed behind the receipt is told plainly: keep the receipt and call', async () => {
    const owner = new pg.Client({ connectionString: county.ownerUrl });
    await owner.connect();
    const tampered = await open();
    try {
      await owner.query(
        `update matter_event set data = data || '{"text":"改过"}' from matter where matter.id = matter_id and number = $1`,
        [tampered.number],
      );
      const { body } = await get(`/proof${query(tampered.number, tampered.proof)}`);
      for (const words of ['这件事的记录对不上', '请保留好回执', '0000-0000000']) expect(body).toContain(words);
      await owner.query(
        `create table kept as table merkle_node; update merkle_node set hash = set_bit(hash, 0, 1 - get_bit(hash, 0)) where level = 0`,
      );
      expect((await get(`/proof${query(receipt.number, receipt.proof)}`)).body).toContain('这件事的记录对不上');
    } finally {
      await owner.query('truncate merkle_node; insert into merkle_node select * from kept');
      await owner.end();
    }
  });
});

describe('checkpoints', () => {
  test('are listed with their roots for anybody, page by page, and each prints as a sheet', async () => {
    const list = await get('/proof/checkpoints');
    for (const words of ['第 2 号', '第 1 号', '/proof/checkpoints/2']) expect(list.body).toContain(words);
    const older = await get('/proof/checkpoints?before=2');
    expect(older.body).toContain('第 1 号');
    expect(older.body).not.toContain('第 2 号');
    const sheet = await get('/proof/checkpoints/2');
    for (const words of ['留痕检查点 第 2 号', '单位：示例县', '上一检查点的指纹', '核对短码']) expect(sheet.body).toContain(words);
    for (const missing of ['3', '0', '-1', 'x', '999999999999999999', '1.json'])
      expect((await get(`/proof/checkpoints/${missing}`)).status).toBe(404);
  });

  test('as JSON carry a proof between any two sizes, which a programme of one’s own can check', async () => {
    const plain = JSON.parse((await get('/proof/checkpoints.json')).body);
    expect(plain).toMatchObject({
      format: 'daodi/checkpoints/1',
      newest: 2,
      checkpoints: [
        { id: 2, size: 7, profile: 'sha256' },
        { id: 1, size: 5 },
      ],
    });
    const { consistency } = JSON.parse((await get('/proof/checkpoints.json?first=5&second=7')).body);
    expect(consistency).toMatchObject({ oldSize: 5, newSize: 7, oldRoot: plain.checkpoints[1].root, newRoot: plain.checkpoints[0].root });
    expect(
      verifyConsistency(county.ports.hash, {
        oldSize: 5,
        newSize: 7,
        oldRoot: fromHex(consistency.oldRoot),
        newRoot: fromHex(consistency.newRoot),
        proof: consistency.proof.map(fromHex),
      }),
    ).toBe(true);
    for (const bad of ['first=5', 'first=5&second=8', 'first=7&second=5', 'first=a&second=7', 'limit=-1', 'before=x']) {
      expect(await get(`/proof/checkpoints.json?${bad}`)).toMatchObject({ status: 400, type: expect.stringContaining('problem+json') });
    }
    expect(JSON.parse((await get('/proof/checkpoints.json?limit=1')).body).checkpoints).toHaveLength(1);
  });

  test('a receipt that fits gets its whole proof, on paper and as JSON; one that does not is sent back to the check', async () => {
    const asked = query(receipt.number, receipt.proof);
    const page = await get(`/proof/matter${asked}`);
    const json = JSON.parse((await get(`/proof/matter.json${asked}`)).body);
    expect(json).toMatchObject({ format: 'daodi/inclusion/1', head: { number: receipt.number, seq: 1 }, checkpoint: { id: 1 } });
    expect(page.body.replaceAll(' ', '')).toContain(json.leaf);
    expect(JSON.stringify(json) + page.body).not.toContain(secretWords);
    expect(
      verifyInclusion(county.ports.hash, {
        index: json.index,
        size: json.checkpoint.size,
        leaf: fromHex(json.leaf),
        root: fromHex(json.checkpoint.root),
        proof: json.proof.map(fromHex),
      }),
    ).toBe(true);
    expect(await get(`/proof/matter${query(receipt.number, fresh.proof)}`)).toMatchObject({
      status: 302,
      location: expect.stringMatching(/^\/proof\?n=/),
    });
    expect((await get(`/proof/matter.json${query(receipt.number, fresh.proof)}`)).status).toBe(404);
  });
});
