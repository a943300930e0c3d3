// Copies of photos with parts blacked out, for helpers, villages and other third parties (X5). Made by whoever may open the original; making one is logged.
import { type Context, Hono } from 'hono';
import { logAccess } from '#features/people/index.ts';
import { fileSentence } from '#platform/files/evidence.ts';
import { type Box, mostBoxes, redactPhoto } from '#platform/files/redact.ts';
import { troubleOf } from '#platform/files/trouble.ts';
import { textsOf } from '#platform/http/form.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import type { FieldError } from '#ui/form-state.ts';
import { type BoxTyped, boxSides, RedactPage } from './pages/redact.tsx';
import { loadFacts } from './staff-facts.ts';
import { frameOf, sayNotFound } from './staff-frame.ts';
import { findFile, type PhotoPorts } from './staff-photos.ts';
import { type Read, readMatter } from './staff-view.ts';
import { dropCopy, type PhotoRow, photosOf, replaceCopy } from './store-staff.ts';

type StaffContext = Context<StaffEnv>;
type Asked = { read: Read; row: PhotoRow };

const rowsShown = 4;
const path = '/matters/:number/photos/:id/redact';

export function redactDoor(ports: PhotoPorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();

  /** The original photo, for those who may open it. */
  const ask = async (c: StaffContext): Promise<Asked | null> => {
    const read = await readMatter(ports, await loadFacts(ports, c.var.me, c.var.lang), c.req.param('number') ?? '');
    const row = read && (await findFile(ports, read.facts, c.req.param('id') ?? ''));
    return row && row.kind === 'photo' && row.redacted_of === null ? { read, row } : null;
  };

  const show = async (c: StaffContext, { read, row }: Asked, typed: readonly BoxTyped[] = [], errors: readonly FieldError[] = []) => {
    const copy = (await photosOf(ports.db, read.matter.id)).find((one) => one.redacted_of === row.id);
    const empty = { left: '', top: '', width: '', height: '' };
    const boxes = [...typed, ...Array.from({ length: Math.max(1, rowsShown - typed.length) }, () => empty)].slice(0, mostBoxes);
    const { number } = read.matter;
    const view = {
      number,
      photoId: row.id,
      title: read.matter.title,
      boxes,
      errors,
      copyId: copy?.id ?? null,
      saved: c.req.query('saved') === '1',
    };
    return c.html(<RedactPage frame={frameOf(c)} view={view} />, errors.length > 0 ? 422 : 200);
  };

  door.get(path, async (c) => {
    const asked = await ask(c);
    return asked ? show(c, asked) : sayNotFound(c);
  });

  door.post(path, async (c) => {
    const asked = await ask(c);
    if (!asked) return sayNotFound(c);
    const typed = typedBoxes(c);
    const read = readBoxes(typed, c.var.lang);
    if (!read.ok) return show(c, asked, typed, read.errors);
    try {
      await keepCopy(c, asked, read.boxes);
    } catch (err) {
      const trouble = troubleOf(err);
      ports.log.error({ err, trouble }, 'a redacted copy could not be made');
      const message =
        trouble === 'altered' ? altered[c.var.lang] : fileSentence(trouble === 'full' ? 'store-full' : 'store-away')[c.var.lang];
      return show(c, asked, typed, [{ name: 'left0', message }]);
    }
    return c.redirect(`/staff/matters/${asked.read.matter.number}/photos/${asked.row.id}/redact?saved=1`, 303);
  });

  door.post(`${path}/drop`, async (c) => {
    const asked = await ask(c);
    if (!asked) return sayNotFound(c);
    await dropCopy(ports.db, asked.read.matter.id, asked.row.id);
    return c.redirect(`/staff/matters/${asked.read.matter.number}/photos/${asked.row.id}/redact`, 303);
  });

  async function keepCopy(c: StaffContext, { read, row }: Asked, boxes: readonly Box[]): Promise<void> {
    const original = await ports.files.get(row.sha256);
    if (original === null) throw new Error(`the file ${row.sha256} is not there`);
    const parts: Uint8Array[] = [];
    for await (const part of original) parts.push(part as Uint8Array);
    const made = await redactPhoto(Buffer.concat(parts), boxes);
    const [whole, thumb] = [await ports.files.put(made.bytes), await ports.files.put(made.thumbnail)];
    await replaceCopy(ports.db, {
      id: ports.newId(),
      kind: 'photo',
      name_sealed: '',
      matter_id: read.matter.id,
      sha256: whole.sha256,
      thumb_sha256: thumb.sha256,
      mime: 'image/jpeg',
      bytes: whole.bytes,
      width: made.width,
      height: made.height,
      added_by: c.var.me.accountId,
      added_at: ports.now(),
      redacted_of: row.id,
    });
    const by = { accountId: c.var.me.accountId, unitId: c.var.me.unitId, roles: c.var.me.roles };
    await logAccess(ports, { what: 'matters-photo-redacted', matterId: read.matter.id, by, addressClass: c.var.addressClass });
  }

  return door;
}

/** Row by row, as they stood on the page. */
function typedBoxes(c: StaffContext): BoxTyped[] {
  const [left = [], top = [], width = [], height = []] = boxSides.map((side) => textsOf(c.var.form.fields, side));
  return left
    .map((value, i) => ({ left: value.trim(), top: top[i]?.trim() ?? '', width: width[i]?.trim() ?? '', height: height[i]?.trim() ?? '' }))
    .filter((box) => boxSides.some((side) => box[side] !== ''))
    .slice(0, mostBoxes);
}

type BoxesRead = { ok: true; boxes: Box[] } | { ok: false; errors: FieldError[] };

/** Every number between 0 and 100, with a width and a height: a box that covers nothing is a mistake, and a photo without one is no copy for others. */
function readBoxes(typed: readonly BoxTyped[], lang: 'zh' | 'en'): BoxesRead {
  if (typed.length === 0) return { ok: false, errors: [{ name: 'left0', message: none[lang] }] };
  const errors: FieldError[] = [];
  const boxes = typed.map((box, i) => {
    const side = (name: (typeof boxSides)[number]): number => {
      const value = /^\d{1,3}(?:[.,]\d{1,6})?%?$/.test(box[name]) ? Number.parseFloat(box[name].replace(',', '.')) : Number.NaN;
      const isGood = value >= 0 && value <= 100 && !((name === 'width' || name === 'height') && value === 0);
      if (!isGood) errors.push({ name: `${name}${i}`, message: bad[lang](i + 1) });
      return value;
    };
    return { left: side('left'), top: side('top'), width: side('width'), height: side('height') };
  });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, boxes };
}

const none = {
  zh: '还没有填要涂黑的地方。至少填一块；没有要遮的也请在空白处涂一小块，表示看过了。',
  en: 'No part to cover was given. Give at least one; if nothing needs covering, cover a small empty part to show that you looked.',
};
const bad = {
  zh: (n: number) => `第 ${n} 块：左、上、宽、高都要填 0 到 100 的数，宽和高要大于 0。您填的都还在。`,
  en: (n: number) =>
    `Part ${n}: left, top, width and height are numbers from 0 to 100, width and height above 0. What you typed is still here.`,
};
const altered = {
  zh: '这张照片在存储里坏了，没有做成。请告诉系统管理员运行 daodi doctor --files。',
  en: 'This photo is damaged where it is stored, so nothing was made. Please tell the administrator to run daodi doctor --files.',
};
