// Page one of 说事, what happened, with its photos; and the emergency screen behind it. Words and good photos are kept before anything else is said.
import { Hono } from 'hono';
import { fileSentence, takeFile } from '#platform/files/evidence.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import { randomToken } from '#platform/ids.ts';
import type { FieldError } from '#ui/form-state.ts';
import { loadKnown } from './actions.ts';
import { clearOldDrafts, type Draft, emptyDraft, findDraft, photosBy, type Sent, saveDraft } from './drafts.ts';
import { type SayField, WhatPage } from './pages/say.tsx';
import { EmergencyPage, SecrecyPage } from './pages/stops.tsx';
import { keepPhotos, type Refused } from './photos.ts';
import { baseOf, errorsOn, formOf, merged, openDraft, staleSentence, textIn, visitorOf, wordsOfEmergency } from './portal-draft.tsx';
import { type PortalContext, type PortalParts, tooMany } from './portal-parts.tsx';
import { checkConcern, emergencyIn, markersIn } from './rules.ts';
import { problemSentences } from './sentences.ts';
import { dropPhotos } from './store.ts';

const formBytes = 42 * 1_048_576; // six photos of a present-day phone
const trapSentence = {
  zh: '有一格本来要留空的填上了字，已替您清掉，请再点一次“下一步”。',
  en: 'A box that must stay empty was filled in. It was cleared; please press the button once more.',
};

const waitSentence = {
  zh: (n: number) => `刚才从您这里来得太多，请过 ${n} 分钟再点“下一步”。您写的都还在框里。`,
  en: (n: number) =>
    `Too much came from your connection just now. Please press "Next" again in ${n} minutes; what you wrote is still in the box.`,
};

export function whatDoor(parts: PortalParts): Hono<HttpEnv> {
  const { ports, frameOf } = parts;
  const door = new Hono<HttpEnv>();
  const photoPorts = { ...ports, take: (bytes: Uint8Array) => takeFile(ports, bytes, { documents: false }) };

  const what = (
    c: PortalContext,
    id: string | null,
    draft: Draft,
    errors: readonly FieldError<SayField>[] = [],
    status: 200 | 400 | 403 | 413 | 429 = 200,
  ) =>
    c.html(
      <WhatPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        form={formOf(draft, errors)}
        action={id === null ? '/say' : baseOf(id)}
        photos={draft.photos}
      />,
      status,
    );

  door.get('/say', (c) => what(c, null, emptyDraft));
  door.get('/say/:id', async (c) => {
    const opened = await openDraft(parts, c);
    return opened instanceof Response ? opened : what(c, opened.key.id, opened.draft);
  });

  // ── 1. what happened ──
  door.post('/say', (c) => takeWhat(c, null));
  door.post('/say/:id', (c) => takeWhat(c, c.req.param('id')));

  async function takeWhat(c: PortalContext, id: string | null): Promise<Response> {
    const { lang } = c.var;
    const read = await readPublicForm(c, { filesBytes: formBytes });
    const found = id === null ? null : await findDraft(ports, { id, visitor: visitorOf(c) });
    const before = found?.state === 'open' ? found.draft : emptyDraft;
    const draft = merged(before, read.fields, ['text']);
    const openId = found?.state === 'open' ? id : null;
    const text = textOf(read.fields, 'text');
    if (!read.ok) {
      const message = {
        formStale: staleSentence[lang],
        tooLarge: problemSentences['text-too-long'][lang],
        unreadable: null,
        unknownForm: null,
      }[read.refusal];
      return message === null
        ? sayNamed(c, read.refusal)
        : what(c, openId, draft, [{ name: 'text', message }], read.refusal === 'formStale' ? 403 : 413);
    }
    const drop = textOf(read.fields, 'drop');
    const checked = checkConcern({ text }, await loadKnown(ports));
    const secret = markersIn(text.slice(0, 40_000));
    if (secret.length > 0)
      return c.html(
        <SecrecyPage
          frame={frameOf(c)}
          words={secret}
          notice={problemSentences.secrecy[lang]}
          back={openId === null ? '/say' : baseOf(openId)}
        />,
        422,
      );
    const wrong = errorsOn(checked, ['text'], lang);
    if (textOf(read.fields, 'website') !== '') wrong.push({ name: 'website', message: trapSentence[lang] });
    if (wrong.length > 0 && drop === '') {
      const isLong = !checked.ok && checked.problems.text === 'text-too-long';
      return what(
        c,
        openId,
        isLong ? { ...draft, values: { ...draft.values, text: text.slice(0, 100_000) } } : draft,
        wrong,
        isLong ? 413 : 400,
      );
    }
    return keepWhat(c, openId, draft, read.files, drop, found?.state === 'sent' ? found.sent : null);
  }

  /** Saves words and photos; a photo that cannot be taken is told by name, and nothing else is lost. */
  async function keepWhat(
    c: PortalContext,
    openId: string | null,
    draft: Draft,
    files: readonly File[],
    drop: string,
    sentBefore: Sent | null,
  ): Promise<Response> {
    const { lang } = c.var;
    if (openId === null || files.length > 0) {
      const wait = await tooMany(parts, c, 'intake-keep');
      if (wait !== null) return what(c, openId, draft, [{ name: 'text', message: waitSentence[lang](wait) }], 429);
    }
    const id = openId ?? randomToken();
    const key = { id, visitor: visitorOf(c) };
    const by = photosBy(ports, id);
    if (openId === null) await clearOldDrafts(ports);
    const dropped = draft.photos.filter((photo) => photo.id === drop);
    await dropPhotos(
      ports.db,
      dropped.map((photo) => photo.id),
      by,
    );
    const left = draft.photos.filter((photo) => photo.id !== drop);
    const { kept, refused } = await keepPhotos(photoPorts, files, by, left.length);
    const words = wordsOfEmergency(textIn(draft));
    const emergency = draft.emergency?.words === words ? draft.emergency : null;
    const saved: Draft = { ...draft, photos: [...left, ...kept], emergency };
    await saveDraft(ports, key, saved);
    if (refused.length > 0)
      return what(
        c,
        id,
        saved,
        refused.map((one) => ({ name: 'photos' as const, message: refusedInWords(one, lang) })),
        400,
      );
    if (drop !== '') return c.redirect(`${baseOf(id)}#f-photos`, 303);
    if (words !== '' && emergency === null) return c.redirect(`${baseOf(id)}/emergency`, 303);
    return c.redirect(`${baseOf(id)}/where${sentBefore ? `?sent=${sentBefore.number}.${sentBefore.code}` : ''}`, 303);
  }

  // ── the emergency screen ──
  door.get('/say/:id/emergency', async (c) => {
    const opened = await openDraft(parts, c);
    if (opened instanceof Response) return opened;
    const found = emergencyIn(textIn(opened.draft));
    if (!found) return c.redirect(`${baseOf(opened.key.id)}/where`, 303);
    const base = baseOf(opened.key.id);
    return c.html(
      <EmergencyPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        action={`${base}/emergency`}
        calls={found.calls}
        words={found.words}
        back={base}
      />,
    );
  });
  door.post('/say/:id/emergency', async (c) => {
    const opened = await openDraft(parts, c);
    if (opened instanceof Response) return opened;
    const read = await readPublicForm(c);
    const base = baseOf(opened.key.id);
    if (!read.ok) return c.redirect(`${base}/emergency`, 303);
    const answer = textOf(read.fields, 'emergency') === 'called' ? 'called' : 'not';
    await saveDraft(ports, opened.key, { ...opened.draft, emergency: { answer, words: wordsOfEmergency(textIn(opened.draft)) } });
    return c.redirect(`${base}/where`, 303);
  });

  return door;
}

const refusedInWords = ({ name, refusal }: Refused, lang: 'zh' | 'en'): string =>
  lang === 'zh' ? `“${name}”：${fileSentence(refusal).zh}` : `"${name}": ${fileSentence(refusal).en}`;
