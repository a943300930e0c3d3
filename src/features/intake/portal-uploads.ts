// Photos of 说事 that come in pieces (tus), for those who have scripts: the same draft, the same caps, the same path to the store as the plain form.
// Whoever does not hold the open draft of this address, in its own browser, finds nothing here.
import { Hono } from 'hono';
import type { HttpEnv } from '#platform/http/context.ts';
import { readPublicForm } from '#platform/http/public-form.ts';
import { randomToken } from '#platform/ids.ts';
import { finishedResponse, type Owner, openUploads } from '#platform/uploads/uploads.ts';
import { clearOldDrafts, emptyDraft, findDraft, photosBy, saveDraft } from './drafts.ts';
import { baseOf, bounded, merged, visitorOf } from './portal-draft.tsx';
import { type PortalContext, type PortalParts, tooMany } from './portal-parts.tsx';
import { caps, markersIn } from './rules.ts';

const rules = { documents: false, most: caps.photos };

export function uploadsDoor(parts: PortalParts): Hono<HttpEnv> {
  const { ports } = parts;
  const uploads = openUploads(ports);
  const door = new Hono<HttpEnv>();

  const ownerOf = async (c: PortalContext): Promise<Owner | null> => {
    const id = c.req.param('id') ?? '';
    const found = await findDraft(ports, { id, visitor: visitorOf(c) });
    return found?.state === 'open' ? { addedBy: photosBy(ports, id), matterId: null } : null;
  };
  const slowDown = (minutes: number) => ({
    refusal: 'too-many-requests',
    zh: `刚才从您这里来得太多，请过 ${minutes} 分钟再放照片。您写的都还在。`,
    en: `Too much came from your connection just now. Please add the photo in ${minutes} minutes; what you wrote is still here.`,
  });

  /** A draft for the first photo, before "Next" was ever pressed: with the words so far, so that the address is worth going back to. */
  door.post('/say/draft', async (c) => {
    const read = await readPublicForm(c);
    if (!read.ok) return c.json({ refusal: read.refusal }, 403);
    const wait = await tooMany(parts, c, 'intake-keep');
    if (wait !== null) return c.json(slowDown(wait), 429);
    const draft = bounded(merged(emptyDraft, read.fields, ['text']));
    const words = typeof draft.values.text === 'string' ? draft.values.text : '';
    const id = randomToken();
    await clearOldDrafts(ports);
    // Words that may be a state secret are not stored, not even in a draft: the page says so when they are sent.
    await saveDraft(ports, { id, visitor: visitorOf(c) }, markersIn(words.slice(0, 40_000)).length > 0 ? emptyDraft : draft);
    return c.json({ base: baseOf(id) }, 201);
  });

  door.post('/say/:id/uploads', async (c) => {
    const owner = await ownerOf(c);
    const wait = owner === null ? null : await tooMany(parts, c, 'intake-keep');
    if (wait !== null) return c.json(slowDown(wait), 429);
    return owner ? uploads.handle(c.req.raw, owner, rules) : c.json({ refusal: 'draft-unknown', ...gone }, 404);
  });
  door.on(['GET', 'PATCH', 'DELETE'], '/say/:id/uploads/:upload', async (c) => {
    const owner = await ownerOf(c);
    return owner ? uploads.handle(c.req.raw, owner, rules) : c.json({ refusal: 'draft-unknown', ...gone }, 404);
  });
  door.post('/say/:id/uploads/:upload/finish', async (c) => {
    const owner = await ownerOf(c);
    return owner
      ? finishedResponse(await uploads.finish(c.req.param('upload'), owner, rules))
      : c.json({ refusal: 'draft-unknown', ...gone }, 404);
  });
  return door;
}

const gone = {
  zh: '这一页放得太久，或者已经交上去了，照片没有收下。请刷新页面看看。',
  en: 'This page was open too long, or it was sent already; the photo was not taken. Please reload the page.',
};
