// 说事 at the public door: POST, keep, redirect, so that going back, reloading and changing the language lose nothing. The words wait in a sealed draft of a day.
import { Hono } from 'hono';
import { maskPhone, parsePhone } from '#core/text/phone.ts';
import { dayOf } from '#core/time/day.ts';
import { sayDue } from '#core/time/explain.ts';
import { loadCircumstances } from '#features/matters/index.ts';
import { loadPlaces, loadUnits } from '#features/people/index.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { textOf, textsOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import type { FieldError } from '#ui/form-state.ts';
import { loadKnown, raiseConcern } from './actions.ts';
import { placeOptions, unitOptions } from './choices.ts';
import { type Draft, type DraftField, forgetDraft, markSent, photosBy, saveDraft } from './drafts.ts';
import { CheckPage, type SayField, WherePage, WhoPage } from './pages/say.tsx';
import { SecrecyPage } from './pages/stops.tsx';
import {
  baseOf,
  bounded,
  errorsOn,
  formOf,
  merged,
  type Opened,
  openDraft,
  rawOf,
  receiptHref,
  staleSentence,
  textIn,
} from './portal-draft.tsx';
import { type PortalContext, type PortalParts, tooMany } from './portal-parts.tsx';
import { uploadsDoor } from './portal-uploads.ts';
import { whatDoor } from './portal-what.tsx';
import { checkConcern, emergencyIn, markersIn } from './rules.ts';
import { problemSentences } from './sentences.ts';

export function sayDoor(parts: PortalParts): Hono<HttpEnv> {
  const { ports, options, frameOf } = parts;
  const door = new Hono<HttpEnv>();
  door.use('/say/*', async (c, next) => {
    await next();
    c.header('X-Robots-Tag', 'noindex');
  });
  door.route('/', uploadsDoor(parts));
  door.route('/', whatDoor(parts));

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
        places={placeOptions(await loadPlaces(ports.db), dayOf(ports.now()))}
        sent={sent}
      />,
      status,
    );
  };
  door.get('/say/:id/where', async (c) => {
    const opened = await openDraft(parts, c);
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
    const opened = await openDraft(parts, c);
    return opened instanceof Response ? opened : who(c, opened);
  });
  door.post('/say/:id/who', (c) =>
    takePage(c, ['who', 'name', 'phone', 'representedBy', 'consent', 'confidentiality', 'accusedUnit', 'needs'], who, 'check'),
  );

  type Show = typeof where;
  /** Pages two and three: keep what was typed even when it is wrong, then say so, or go on. */
  async function takePage(c: PortalContext, names: readonly DraftField[], show: Show, next: string): Promise<Response> {
    const opened = await openDraft(parts, c);
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
    const opened = await openDraft(parts, c);
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
    const opened = await openDraft(parts, c);
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
    const opened = await openDraft(parts, c);
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
