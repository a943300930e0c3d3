// Evidence at the staff door: photos and papers in pieces and by form, who may open what, copies with parts blacked out, and a store that fails.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOf } from '#platform/files/store.ts';
import { type Listening, listen } from '#platform/http/listen.ts';
import { hiddenIn, openStaffDoor, type StaffDoor, tokenIn } from '#test/support/staff-door.ts';
import { soon, tusAt } from '#test/support/tus.ts';

let door: StaffDoor;
let server: Listening;
let number: string;
let photo: Buffer;
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
const white = { r: 255, g: 255, b: 255 };

beforeAll(async () => {
  door = await openStaffDoor();
  server = await listen(door.app, { host: '127.0.0.1', port: 0 });
  number = await door.dispatched();
  await door.acknowledged(number);
  photo = await sharp({ create: { width: 400, height: 200, channels: 3, background: white } })
    .withExifMerge({ IFD0: { Make: 'ExampleCamera' } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  await server.close(0);
  await door.close();
});

async function uploader(login: string, of = number) {
  const html = await door.page(login, `/staff/matters/${of}/note`);
  return tusAt(`${server.url}/staff/matters/${of}/uploads`, { cookie: door.cookieOf(login), 'x-csrf': tokenIn(html) });
}
/** Notes progress with files that were uploaded before. */
async function noted(ids: string[], login = 'chengban'): Promise<void> {
  const html = await door.page(login, `/staff/matters/${number}/note`);
  const fields = new URLSearchParams({
    csrf: tokenIn(html),
    version: hiddenIn(html, 'version'),
    key: hiddenIn(html, 'key'),
    words: '到现场看了（示例）',
    statement: '',
  });
  for (const id of ids) fields.append('kept', id);
  expect((await door.post(login, `/staff/matters/${number}/note`, fields)).status).toBe(303);
}
const photoAt = (id: string, more = '') => `/staff/matters/${number}/photos/${id}${more}`;
const rowOf = (id: string) => door.county.ports.db.selectFrom('photo').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('evidence in pieces', () => {
  test('a lost line goes on, the form names the file by its id, and the story shows photo and paper', async () => {
    const tus = await uploader('chengban');
    const large = Buffer.concat([pdf, Buffer.alloc(300_000, 0x20)]);
    const url = tus.urlOf(await tus.create(large.byteLength, '检测报告.pdf'));
    await tus.dropped(url, large, 120_000);
    expect(
      await soon(
        () => tus.offset(url),
        (offset) => offset === 120_000,
      ),
    ).toBe(120_000);
    await tus.patch(url, large.subarray(120_000), 120_000);
    const paper = await tus.finish(url);
    expect(paper.body).toMatchObject({ name: '检测报告.pdf', kind: 'document' });
    const picture = await tus.whole(photo, '现场.jpg');
    await noted([paper.body['id'] ?? '', picture.body['id'] ?? '']);
    const page = await door.page('chengban', `/staff/matters/${number}`);
    expect(page).toContain(`${paper.body['id']}">检测报告.pdf</a>`);
    expect(page).toContain(photoAt(picture.body['id'] ?? '', '?size=thumb'));
  });

  test('a paper is only ever a download; a photo is our own JPEG and stands in the page', async () => {
    const tus = await uploader('chengban');
    const [paper, picture] = [await tus.whole(pdf, '报告"; x=.pdf'), await tus.whole(photo)];
    const given = await door.get('chengban', photoAt(paper.body['id'] ?? ''));
    expect(given.headers.get('content-disposition')).toMatch(/^attachment; filename="file.pdf"; filename\*=UTF-8''[^";\s]+\.pdf$/);
    expect([given.headers.get('x-content-type-options'), given.headers.get('content-security-policy')]).toEqual([
      'nosniff',
      expect.stringContaining('sandbox'),
    ]);
    expect(Buffer.from(await given.arrayBuffer()).equals(pdf)).toBe(true);
    const shown = await door.get('chengban', photoAt(picture.body['id'] ?? ''));
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')]).toEqual(['image/jpeg', 'inline']);
  });

  test('Excel is taken, a program, a page and a macro sheet called .docx are not', async () => {
    const tus = await uploader('chengban');
    const sheet = await writeXlsx({ sheets: [{ name: '表', rows: [['编号'], ['1']] }] });
    expect((await tus.whole(sheet, '台账.xlsx')).body['kind']).toBe('document');
    for (const bytes of [
      Buffer.from('MZ\x90\x00'),
      Buffer.from('<!doctype html><script>1</script>'),
      Buffer.from('504b0304140000000800', 'hex'),
    ]) {
      const answer = await tus.whole(bytes, '报告.docx');
      expect([answer.status, answer.body['refusal'], answer.body['zh']]).toEqual([422, 'file-not-taken', expect.stringContaining('.docx')]);
    }
    const large = await tus.create(21 * 1024 * 1024);
    expect([large.status, ((await large.json()) as { zh: string }).zh]).toEqual([413, expect.stringContaining('20 MB')]);
  });

  test('nobody without the session, the token and a form that takes files', async () => {
    const html = await door.page('chengban', `/staff/matters/${number}/note`);
    const at = `${server.url}/staff/matters/${number}/uploads`;
    const cookie = door.cookieOf('chengban');
    expect((await tusAt(at, { cookie }).create(10)).status).toBe(403);
    expect((await tusAt(at, { cookie, 'x-csrf': 'forged' }).create(10)).status).toBe(403);
    expect((await tusAt(at, { 'x-csrf': tokenIn(html) }).create(10)).status).not.toBe(201);
    const mine = await uploader('chengban');
    const url = mine.urlOf(await mine.create(photo.byteLength));
    const other = await uploader('paidan');
    expect(await other.offset(url)).toBeNull();
    expect((await other.patch(url, photo, 0)).status).toBe(404);
    expect((await other.finish(url)).status).toBe(404);
    const elsewhere = await door.dispatched();
    expect((await mine.finish(url.replace(number, elsewhere))).status).toBe(404); // of another matter
  });

  test('the plain form takes the good ones of a bunch, names the bad one, and keeps every word', async () => {
    const html = await door.page('chengban', `/staff/matters/${number}/note`);
    const form = new FormData();
    for (const name of ['csrf', 'version', 'key']) form.append(name, name === 'csrf' ? tokenIn(html) : hiddenIn(html, name));
    form.append('words', '换了灯头（示例）');
    form.append('photos', new File([Buffer.from('<svg onload=alert(1)>')], '图.svg'));
    form.append('photos', new File([Buffer.from(pdf)], '单据.pdf'));
    const said = await door.post('chengban', `/staff/matters/${number}/note`, form);
    const page = await said.text();
    expect([said.status, page]).toEqual([422, expect.stringContaining('换了灯头（示例）')]);
    expect(page).toContain('图.svg');
    expect(page.match(/name="kept"/g)).toHaveLength(1);
  });
});

describe('copies for third parties', () => {
  /** The village of Shiqiao (login of the same name) is asked to help. */
  const helperAsked = () =>
    door.sent('chengban', number, 'askHelper', { unitId: 'shiqiao', task: '请村里看一看（示例）', until: '2026-11-27' });
  const boxes = (...all: [string, string, string, string][]): URLSearchParams => {
    const fields = new URLSearchParams();
    for (const [left, top, width, height] of all)
      for (const [name, value] of Object.entries({ left, top, width, height })) fields.append(name, value);
    return fields;
  };
  const covered = async (login: string, id: string, fields: URLSearchParams): Promise<Response> => {
    const html = await door.page(login, photoAt(id, '/redact'));
    fields.append('csrf', tokenIn(html));
    return door.post(login, photoAt(id, '/redact'), fields);
  };
  const copyOf = (id: string) => door.county.ports.db.selectFrom('photo').selectAll().where('redacted_of', '=', id).execute();

  test('the black is burnt in, nothing else is in the file, and a second copy takes the place of the first', async () => {
    const tus = await uploader('chengban');
    const id = (await tus.whole(photo)).body['id'] ?? '';
    await noted([id]);
    expect((await covered('chengban', id, boxes(['25', '50', '25', '50']))).status).toBe(303);
    expect((await covered('chengban', id, boxes(['0', '0', '50%', '100'], ['', '', '', '']))).status).toBe(303);
    const copies = await copyOf(id);
    expect(copies).toHaveLength(1);
    const shown = Buffer.from(await (await door.get('chengban', photoAt(copies[0]?.id ?? ''))).arrayBuffer());
    const { data, info } = await sharp(shown).raw().toBuffer({ resolveWithObject: true });
    const light = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? -1;
    expect([light(2, 2), light(198, 198), light(240, 100), light(398, 2)].map((value) => (value < 10 ? 'black' : 'white'))).toEqual([
      'black',
      'black',
      'white',
      'white',
    ]);
    const meta = await sharp(shown).metadata();
    expect([info.width, info.height, meta.exif, meta.xmp]).toEqual([400, 200, undefined, undefined]);
    expect(
      await door.county.ports.db.selectFrom('access_log').select('what').where('what', '=', 'matters-photo-redacted').execute(),
    ).toHaveLength(2);
  });

  test('bad boxes are told beside their row, with what was typed', async () => {
    const id = (await (await uploader('chengban')).whole(photo)).body['id'] ?? '';
    for (const [box, typed] of [
      [['10', '10', '0', '10'], '"0"'],
      [['abc', '1', '2', '3'], '"abc"'],
      [['-1', '0', '5', '5'], '"-1"'],
      [['101', '0', '5', '5'], '"101"'],
    ] as const) {
      const said = await covered('chengban', id, boxes([...box] as [string, string, string, string]));
      const page = await said.text();
      expect([said.status, page.includes(`value=${typed}`), page.includes('第 1 块')]).toEqual([422, true, true]);
    }
    expect((await covered('chengban', id, boxes())).status).toBe(422);
    expect(await copyOf(id)).toEqual([]);
  });

  test('a helper sees the copy and never the original, by no address; the owner sees both', async () => {
    await helperAsked();
    const login = 'shiqiao';
    const id = (await (await uploader('chengban')).whole(photo)).body['id'] ?? '';
    const paper = (await (await uploader('chengban')).whole(pdf, '底稿.pdf')).body['id'] ?? '';
    await noted([id, paper]);
    const before = await door.page(login, `/staff/matters/${number}`);
    expect([before.includes(id), before.includes('底稿'), before.includes('没有遮盖版')]).toEqual([false, false, true]);
    await covered('chengban', id, boxes(['0', '0', '10', '10']));
    const copy = (await copyOf(id))[0]?.id ?? '';
    const page = await door.page(login, `/staff/matters/${number}`);
    expect([page.includes(copy), page.includes(id)]).toEqual([true, false]);
    expect((await door.get(login, photoAt(copy))).status).toBe(200);
    for (const way of ['', '?size=thumb', '?size=grid', '/redact'])
      expect([way, (await door.get(login, photoAt(id, way))).status]).toEqual([way, 404]);
    expect((await door.get(login, photoAt(paper))).status).toBe(404);
    expect((await door.post(login, photoAt(id, '/redact'), boxes(['0', '0', '1', '1']))).status).toBe(403);
    expect((await door.get('chengban', photoAt(id))).status).toBe(200);
    const html = await door.page('chengban', photoAt(id, '/redact'));
    await door.post('chengban', photoAt(id, '/redact/drop'), new URLSearchParams({ csrf: tokenIn(html) }));
    expect((await door.get(login, photoAt(copy))).status).toBe(404);
  });
});

describe('a file that is broken where it is stored', () => {
  test('it is never handed out; a sentence says what to do, and the matter is whole', async () => {
    const id = (await (await uploader('chengban')).whole(photo)).body['id'] ?? '';
    const { sha256 } = await rowOf(id);
    await writeFile(join(door.folder, 'files', placeOf(sha256)), 'something else');
    const said = await door.get('chengban', photoAt(id));
    expect([said.status, await said.text()]).toEqual([503, expect.stringContaining('daodi doctor --files')]);
    await rm(join(door.folder, 'files', placeOf(sha256)));
    expect((await door.get('chengban', photoAt(id))).status).toBe(503);
    expect((await door.get('chengban', `/staff/matters/${number}`)).status).toBe(200);
  });
});
