// Ways to and from the files of a matter: a photo or paper handed out, and uploads in pieces (tus) for its forms. Each asks first whether this person may.
import { type Context, Hono } from 'hono';
import { withGrid } from '#platform/files/redact.ts';
import { troubleOf } from '#platform/files/trouble.ts';
import { webStream } from '#platform/files/web-stream.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { finishedResponse, type Owner, openUploads } from '#platform/uploads/uploads.ts';
import { loadFacts } from './staff-facts.ts';
import { offers } from './staff-forms.ts';
import { sayNotFound } from './staff-frame.ts';
import { findFile, openPhoto, type PhotoPorts } from './staff-photos.ts';
import { readMatter } from './staff-view.ts';

type StaffContext = Context<StaffEnv>;

/** Files of one account under one matter; whoever needs more has a ledger to send, not evidence. */
const rules = { documents: true, most: 200 };

export function filesDoor(ports: PhotoPorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const uploads = openUploads(ports);
  const read = async (c: StaffContext) => readMatter(ports, await loadFacts(ports, c.var.me, c.var.lang), c.req.param('number') ?? '');

  door.get('/matters/:number/photos/:id', async (c) => {
    const found = await read(c);
    const row = found && (await findFile(ports, found.facts, c.req.param('id')));
    if (!row) return sayNotFound(c);
    try {
      const opened = await openPhoto(ports, row, c.req.query('size') === 'thumb');
      if (!opened) return sayBroken(c, 'altered');
      if (c.req.query('size') !== 'grid' || row.kind !== 'photo') return c.body(webStream(opened.stream), 200, opened.headers);
      const parts: Uint8Array[] = [];
      for await (const part of opened.stream) parts.push(part as Uint8Array);
      return c.body(Buffer.from(await withGrid(Buffer.concat(parts))), 200, opened.headers);
    } catch (err) {
      const trouble = troubleOf(err);
      ports.log.error({ err, trouble, matter: found.matter.number }, 'a file could not be read');
      return sayBroken(c, trouble);
    }
  });

  /** Only for whoever has a form open to them now that takes files. */
  const ownerOf = async (c: StaffContext): Promise<Owner | null> => {
    const found = await read(c);
    const mayAdd = found && offers(found.facts).some((offer) => offer.blocked === null && Object.hasOwn(offer.spec.fields, 'photos'));
    return mayAdd ? { addedBy: c.var.me.accountId, matterId: found.matter.id } : null;
  };
  const notYours = (c: StaffContext) => c.json({ refusal: 'not-found', ...notNow }, 404);

  door.post('/matters/:number/uploads', async (c) => {
    const owner = await ownerOf(c);
    return owner ? uploads.handle(c.req.raw, owner, rules) : notYours(c);
  });
  door.on(['GET', 'PATCH', 'DELETE'], '/matters/:number/uploads/:upload', async (c) => {
    const owner = await ownerOf(c);
    return owner ? uploads.handle(c.req.raw, owner, rules) : notYours(c);
  });
  door.post('/matters/:number/uploads/:upload/finish', async (c) => {
    const owner = await ownerOf(c);
    return owner ? finishedResponse(await uploads.finish(c.req.param('upload'), owner, rules)) : notYours(c);
  });
  return door;
}

function sayBroken(c: StaffContext, trouble: ReturnType<typeof troubleOf>): Response {
  const { lang } = c.var;
  const sentence = trouble === 'altered' ? damaged[lang] : away[lang];
  return c.var.say({
    status: 503,
    code: `file-${trouble}`,
    title: lang === 'zh' ? '这个文件打不开' : 'This file cannot be opened',
    sentences: [sentence],
  });
}

const notNow = {
  zh: '这件事现在不能加文件，或者不归您办。您写的都还在。',
  en: 'Files cannot be added to this matter now, or not by you. What you wrote is still here.',
};
const damaged = {
  zh: '它在存储里缺失或损坏了，事项本身和记录都在。请告诉系统管理员运行 daodi doctor --files，从备份恢复。',
  en: 'It is missing or damaged where it is stored; the matter and its record are whole. Tell the administrator to run daodi doctor --files and restore it from the backup.',
};
const away = {
  zh: '现在连不上存文件的地方，文件没有丢。请过几分钟再打开。',
  en: 'The place for files cannot be reached now; the file is not lost. Please open it again in a few minutes.',
};
