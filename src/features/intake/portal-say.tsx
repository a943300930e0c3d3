// 说事 at the public door: POST, keep, redirect, so that going back, reloading and changing the language lose nothing. The words wait in a sealed draft of a day.
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { maskPhone, parsePhone } from '#core/text/phone.ts';
import { dayOf } from '#core/time/day.ts';
import { sayDue } from '#core/time/explain.ts';
import { loadCircumstances } from '#features/matters/index.ts';
import { loadPlaces, loadUnits } from '#features/people/index.ts';
import { photoSentence, takePhoto } from '#platform/files/photos.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { type Fields, textOf, textsOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import { randomToken } from '#platform/ids.ts';
import type { FieldError } from '#ui/form-state.ts';
import { loadKnown, raiseConcern } from './actions.ts';
import { placeOptions, unitOptions } from './choices.ts';
import {
  clearOldDrafts,
  type Draft,
  type DraftField,
  type DraftKey,
  draftFields,
  emptyDraft,
  findDraft,
  forgetDraft,
  markSent,
  photosBy,
  type Sent,
  saveDraft,
} from './drafts.ts';
import { CheckPage, type SayField, type SayForm, WhatPage, WherePage, WhoPage } from './pages/say.tsx';
import { EmergencyPage, SecrecyPage } from './pages/stops.tsx';
import { keepPhotos, type Refused } from './photos.ts';
import { ErrorBody, type PortalContext, type PortalParts, tooMany } from './portal-parts.tsx';
import { type Checked, checkConcern, emergencyIn, markersIn, type RawConcern } from './rules.ts';
import { problemSentences, problemsInWords } from './sentences.ts';
import { dropPhotos } from './store.ts';

const formBytes = 42 * 1_048_576; // six photos of a present-day phone
const trapSentence = {
  zh: '有一格本来要留空的填上了字，已替您清掉，请再点一次“下一步”。',
  en: 'A box that must stay empty was filled in. It was cleared; please press the button once more.',
};
const staleSentence = {
  zh: '页面放得太久，请再点一次。您写的都还在。',
  en: 'The page was open too long; please press once more. Everything you wrote is still here.',
};

const visitorOf = (c: Context): string => getCookie(c, 'form') ?? '';
const baseOf = (id: string): string => `/say/${id}`;
const receiptHref = (sent: Sent, again: boolean): string => `/receipt/${sent.number}/${sent.code}${again ? '?again=1' : ''}`;

/** What is wrong on this page, of all that is not yet right with the whole. */
function errorsOn(checked: Checked, fields: readonly SayField[], lang: 'zh' | 'en'): FieldError<SayField>[] {
  return checked.ok
    ? []
    : problemsInWords(checked.problems, lang).filter(
        ({ name, message }) => fields.includes(name) && message !== problemSentences.emergency[lang],
      );
}

/** The draft as the action asks for it. */
export function rawOf(draft: Draft, key?: string): RawConcern {
  const one = (name: DraftField): string => {
    const value = draft.values[name];
    return typeof value === 'string' ? value : (value?.[0] ?? '');
  };
  const needs = draft.values.needs ?? [];
  const isProxy = one('who') === 'proxy';
  return {
    text: one('text'),
    place: one('place'),
    placeId: one('placeId') || undefined,
    anonymous: one('who') === 'anonymous',
    name: one('name'),
    phone: one('phone'),
    representedBy: isProxy ? one('representedBy') : undefined,
    consent: isProxy ? one('consent') : undefined,
    needs: typeof needs === 'string' ? [needs] : needs,
    confidentiality: one('confidentiality') || undefined,
    accusedUnit: one('confidentiality') === 'accusation' ? one('accusedUnit') : undefined,
    photos: draft.photos.map((photo) => photo.id),
    emergencyConfirmed: draft.emergency?.answer,
    key,
  };
}

export function sayDoor(parts: PortalParts): Hono<HttpEnv> {
  const { ports, options, frameOf } = parts;
  const door = new Hono<HttpEnv>();
  const photoPorts = { ...ports, develop: (bytes: Uint8Array) => takePhoto(bytes) };
  door.use('/say/*', async (c, next) => {
    await next();
    c.header('X-Robots-Tag', 'noindex');
  });

  const formOf = (draft: Draft, errors: readonly FieldError<SayField>[] = []): SayForm => ({ values: draft.values, errors });
  const merged = (draft: Draft, fields: Fields, names: readonly DraftField[]): Draft => {
    const typed = Object.fromEntries(
      names.map((name) => [name, name === 'needs' || name === 'consent' ? textsOf(fields, name) : textOf(fields, name)]),
    );
    return { ...draft, values: { ...draft.values, ...typed } };
  };
  const what = (
    c: PortalContext,
    id: string | null,
    draft: Draft,
    errors: readonly FieldError<SayField>[] = [],
    status: 200 | 400 | 403 | 413 = 200,
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

  type Opened = { key: DraftKey; draft: Draft };
  /** The draft of this address, or the answer to give instead: its receipt when it was sent, a plain page when there is none. */
  async function open(c: PortalContext): Promise<Opened | Response> {
    const key = { id: c.req.param('id') ?? '', visitor: visitorOf(c) };
    const found = await findDraft(ports, key);
    if (!found) return c.html(<ErrorBody frame={frameOf(c)} kind="not-found" />, 404);
    return found.state === 'sent' ? c.redirect(receiptHref(found.sent, true), 303) : { key, draft: found.draft };
  }

  door.get('/say', (c) => what(c, null, emptyDraft));
  door.get('/say/:id', async (c) => {
    const opened = await open(c);
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
    const opened = await open(c);
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
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const read = await readPublicForm(c);
    const base = baseOf(opened.key.id);
    if (!read.ok) return c.redirect(`${base}/emergency`, 303);
    const answer = textOf(read.fields, 'emergency') === 'called' ? 'called' : 'not';
    await saveDraft(ports, opened.key, { ...opened.draft, emergency: { answer, words: wordsOfEmergency(textIn(opened.draft)) } });
    return c.redirect(`${base}/where`, 303);
  });

  // ── 2. where ──
  const where = async (
    c: PortalContext,
    { key, draft }: Opened,
    errors: readonly FieldError<SayField>[] = [],
    status: 200 | 400 | 403 = 200,
  ) => {
    const [number = '', code = ''] = (c.req.query('sent') ?? '').split('.');
    const sent = /^D\d{19,24}$/.test(number) && /^\w{8}$/.test(code) ? { number, href: receiptHref({ number, code }, false) } : null;
    const base = baseOf(key.id);
    return c.html(
      <WherePage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        form={formOf(draft, errors)}
        action={`${base}/where`}
        back={base}
        places={placeOptions(await loadPlaces(ports.db))}
        sent={sent}
      />,
      status,
    );
  };
  door.get('/say/:id/where', async (c) => {
    const opened = await open(c);
    return opened instanceof Response ? opened : where(c, opened);
  });
  door.post('/say/:id/where', (c) => takePage(c, ['place', 'placeId'], where, 'who'));

  // ── 3. who ──
  const who = async (
    c: PortalContext,
    { key, draft }: Opened,
    errors: readonly FieldError<SayField>[] = [],
    status: 200 | 400 | 403 = 200,
  ) => {
    const base = baseOf(key.id);
    return c.html(
      <WhoPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        form={formOf(draft, errors)}
        action={`${base}/who`}
        back={`${base}/where`}
        units={unitOptions(await loadUnits(ports.db), dayOf(ports.now()), c.var.lang)}
      />,
      status,
    );
  };
  door.get('/say/:id/who', async (c) => {
    const opened = await open(c);
    return opened instanceof Response ? opened : who(c, opened);
  });
  door.post('/say/:id/who', (c) =>
    takePage(c, ['who', 'name', 'phone', 'representedBy', 'consent', 'confidentiality', 'accusedUnit', 'needs'], who, 'check'),
  );

  type Show = typeof where;
  /** Pages two and three: keep what was typed even when it is wrong, then say so, or go on. */
  async function takePage(c: PortalContext, names: readonly DraftField[], show: Show, next: string): Promise<Response> {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const { lang } = c.var;
    const read = await readPublicForm(c);
    const draft = merged(opened.draft, read.fields, names);
    if (!read.ok)
      return read.refusal === 'formStale'
        ? show(c, { ...opened, draft }, [{ name: names[0] ?? 'text', message: staleSentence[lang] }], 403)
        : sayNamed(c, read.refusal);
    const known = await loadKnown(ports, options.areaCode);
    const raw = rawOf(draft);
    const secret = names.flatMap((name) => textsOf(read.fields, name)).flatMap((typed) => markersIn(typed.slice(0, 2_000)));
    if (secret.length > 0)
      return c.html(<SecrecyPage frame={frameOf(c)} words={secret} notice={problemSentences.secrecy[lang]} back={c.req.path} />, 422);
    const errors = errorsOn(checkConcern(raw, known), names, lang);
    if (names.includes('who') && textOf(read.fields, 'who') === '')
      errors.push({ name: 'who', message: problemSentences['contact-missing'][lang] });
    if (names.includes('who') && textOf(read.fields, 'who') === 'proxy' && textOf(read.fields, 'representedBy') === '')
      errors.push({ name: 'representedBy', message: problemSentences['proxy-missing'][lang] });
    await saveDraft(ports, opened.key, bounded(draft));
    return errors.length > 0 ? show(c, { ...opened, draft }, errors, 400) : c.redirect(`${baseOf(opened.key.id)}/${next}`, 303);
  }

  // ── 4. check and send ──
  const check = async (
    c: PortalContext,
    { key, draft }: Opened,
    status: 200 | 403 | 429 = 200,
    errors: readonly FieldError<SayField>[] = [],
  ) => {
    const { lang } = c.var;
    const raw = rawOf(draft);
    const [places, { limits }] = await Promise.all([loadPlaces(ports.db), loadCircumstances(ports.db)]);
    const placeWords = [raw.place, raw.placeId ? places.wordsOf(raw.placeId) : ''].filter(Boolean).join(' · ');
    const phone = parsePhone(raw.phone ?? '', options.areaCode === undefined ? {} : { areaCode: options.areaCode });
    const contact = raw.anonymous ? '' : [raw.name, phone.ok ? maskPhone(phone.phone) : ''].filter(Boolean).join(' ');
    const due = sayDue(limits.reply(null, ports.now()), lang);
    return c.html(
      <CheckPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        base={baseOf(key.id)}
        form={formOf(draft, errors)}
        photos={draft.photos}
        placeWords={placeWords}
        contact={contact}
        representedBy={raw.representedBy ?? ''}
        secret={raw.confidentiality ?? 'normal'}
        promise={promiseWords[lang](due)}
        emergency={draft.emergency?.answer === 'called' ? (emergencyIn(textIn(draft))?.call ?? '') : (draft.emergency?.answer ?? '')}
      />,
      status,
    );
  };
  door.get('/say/:id/check', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const missing = await firstUnready(opened.draft);
    return missing === null ? check(c, opened) : c.redirect(`${baseOf(opened.key.id)}${missing}`, 303);
  });

  /** The first page that still needs something, as the rest of its address; null when all is there. */
  async function firstUnready(draft: Draft): Promise<string | null> {
    const checked = checkConcern(rawOf(draft), await loadKnown(ports, options.areaCode));
    if (draft.values.who === undefined) return draft.values.text ? '/who' : '';
    if (checked.ok) return null;
    if (checked.problems.text === 'emergency') return '/emergency';
    if (checked.problems.text || checked.problems.photos) return '';
    return checked.problems.place || checked.problems.placeId ? '/where' : '/who';
  }

  door.post('/say/:id/send', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const { key, draft } = opened;
    const { lang } = c.var;
    const read = await readPublicForm(c);
    if (!read.ok)
      return read.refusal === 'formStale'
        ? check(c, opened, 403, [{ name: 'text', message: staleSentence[lang] }])
        : sayNamed(c, read.refusal);
    const missing = await firstUnready(draft);
    if (missing !== null) return c.redirect(`${baseOf(key.id)}${missing}`, 303);
    const wait = await tooMany(parts, c);
    if (wait !== null) return check(c, opened, 429, [{ name: 'text', message: waitWords[lang](wait) }]);
    // One draft is one concern: the key is the draft's own, and its hash does not depend on the words, so that a second press can only find the first.
    const by = photosBy(ports, key.id);
    const raised = await raiseConcern(ports, rawOf(draft, by), {
      actor: { kind: 'raiser' },
      channel: 'web',
      caller: 'portal',
      photosBy: by,
      areaCode: options.areaCode,
      requestHash: ports.hash(new TextEncoder().encode(by)),
    });
    if (!raised.ok)
      return c.redirect(`${baseOf(key.id)}${(await firstUnready(draft)) ?? `${raised.problems.accusedUnit ? '/who' : ''}`}`, 303);
    const sent = { number: raised.receipt.number, code: raised.receipt.code };
    await markSent(ports, key, sent);
    return c.redirect(receiptHref(sent, raised.replayed), 303);
  });

  door.post('/say/:id/clear', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const read = await readPublicForm(c);
    if (!read.ok) return sayNamed(c, read.refusal);
    await forgetDraft(ports, opened.key, opened.draft);
    return c.redirect('/', 303);
  });
  return door;
}

const promiseWords = {
  zh: (due: string) => `最迟 ${due}答复您，日期写在回执上。`,
  en: (due: string) => `You get an answer ${due}; the date stands on the receipt.`,
};
const waitWords = {
  zh: (n: number) => `刚才从您这里交得太多，请过 ${n} 分钟再点“交上去”。您写的都存着。`,
  en: (n: number) =>
    `Too many were sent from your connection just now. Please press "Send" again in ${n} minutes; everything you wrote is kept.`,
};
const textIn = (draft: Draft): string => (typeof draft.values.text === 'string' ? draft.values.text : '');
const wordsOfEmergency = (text: string): string => emergencyIn(text)?.words.join(' ') ?? '';
const refusedInWords = ({ name, refusal }: Refused, lang: 'zh' | 'en'): string =>
  lang === 'zh' ? `“${name}”：${photoSentence(refusal).zh}` : `"${name}": ${photoSentence(refusal).en}`;

/** A draft takes no more of a small field than a page can show. */
function bounded(draft: Draft): Draft {
  const cut = (value: string | readonly string[] | undefined, max: number) =>
    typeof value === 'string' ? value.slice(0, max) : value?.slice(0, 10).map((one) => one.slice(0, max));
  const values = Object.fromEntries(
    draftFields.flatMap((name) =>
      draft.values[name] === undefined ? [] : [[name, cut(draft.values[name], name === 'text' ? 200_000 : 2_000)]],
    ),
  );
  return { ...draft, values };
}
