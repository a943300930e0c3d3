// The staff door of taking in: the desk's entry page and its receipts. Mount it at /staff, behind the gate.
import { type Context, Hono } from 'hono';
import type { Channel, Kind } from '#core/matter/events.ts';
import { parseNumber } from '#core/matter/number.ts';
import { type Refusal, refusals } from '#core/matter/refusals.ts';
import { saysSomething } from '#core/matter/reply.ts';
import { atTimeOfDay, dayOf, type Instant, parseDay } from '#core/time/day.ts';
import { type AnyRefusal, act, mergeInto, refusalSentence } from '#features/matters/index.ts';
import { loadCategories, loadPlaces, loadUnits } from '#features/people/index.ts';
import { fileSentence, takeFile } from '#platform/files/evidence.ts';
import type { FileStore } from '#platform/files/store.ts';
import { textOf, textsOf } from '#platform/http/form.ts';
import { randomToken } from '#platform/ids.ts';
import type { Ports } from '#platform/ports.ts';
import { qrSvg } from '#platform/qr.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { actorOf, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { errorTitle, NotFound } from '#ui/error-pages.tsx';
import { type FieldError, typedForm } from '#ui/form-state.ts';
import { instantShort } from '#ui/lang.ts';
import { StaffPage } from '#ui/page-staff.tsx';
import { raiseConcern } from './actions.ts';
import { deskHints } from './actions-hints.ts';
import { categoryOptions, placeOptions, unitOptions } from './choices.ts';
import { type DeskField, type DeskForm, type DeskHint, DeskPage } from './pages/desk.tsx';
import { DeskReceiptPage } from './pages/desk-receipt.tsx';
import { keepPhotos } from './photos.ts';
import { receiptView } from './receipt-words.ts';
import { receiptOf } from './receipts.ts';
import { type EmergencyFound, emergencyAnswers, emergencyIn, kinds, markersIn, type RawConcern } from './rules.ts';
import { problemSentences, problemsInWords } from './sentences.ts';
import { deskDrafts, deskDraftsDoor, findDeskDraft, forgetDeskDraft, keepDeskDraft } from './staff-drafts.ts';
import { dropPhotos, freePhotos } from './store.ts';

export type IntakeStaffPorts = Ports & { files: FileStore };
export type IntakeStaffOptions = { baseUrl?: string | null | undefined; areaCode?: string | undefined };
type StaffContext = Context<StaffEnv>;

const channels = ['phone', 'letter', 'visit', 'proxy'] as const satisfies readonly Channel[];
const fields: readonly DeskField[] = [
  'channel',
  'receivedOn',
  'kind',
  'text',
  'title',
  'place',
  'placeId',
  'category',
  'name',
  'phone',
  'address',
  'needs',
  'representedBy',
  'consent',
  'confidentiality',
  'accusedUnit',
  'instantText',
  'instantBasis',
  'emergency',
  'emergencyService',
  'emergencyReference',
  'joinTo',
];

export function intakeStaffDoor(ports: IntakeStaffPorts, options: IntakeStaffOptions = {}): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  for (const path of ['/intake', '/intake/*']) door.use(path, requireRole('intake', 'dispatcher', 'hotline'));
  door.route('/', deskDraftsDoor(ports));
  door.route('/', deskDoor(ports, options));
  return door;
}

type Shown = {
  key: string;
  photoIds: readonly string[];
  hints?: readonly DeskHint[] | null;
  emergency?: EmergencyFound | null;
  secrecy?: readonly string[];
  /** When the draft shown here was kept. */
  restored?: Instant;
};

function deskDoor(ports: IntakeStaffPorts, options: IntakeStaffOptions): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const photoPorts = { ...ports, take: (bytes: Uint8Array) => takeFile(ports, bytes, { documents: false }) };
  const callerOf = (c: StaffContext): string => `staff:${c.var.me.accountId}`;

  const show = async (
    c: StaffContext,
    form: DeskForm,
    { key, photoIds, hints = null, emergency = null, secrecy = [], restored }: Shown,
    status: 200 | 400 | 409 | 413 | 422 = 200,
  ) => {
    const { lang } = c.var;
    const [places, units, categories, drafts] = await Promise.all([
      loadPlaces(ports.db),
      loadUnits(ports.db),
      loadCategories(ports.db),
      deskDrafts(ports, c.var.me.accountId),
    ]);
    const short = (at: Instant): string => instantShort(at, ports.now(), lang);
    const today = dayOf(ports.now());
    // Once answered, the question stays on the page, or the answer would be lost on the next sending.
    const danger =
      emergency ?? (form.values.emergency ? emergencyIn(`${String(form.values.title ?? '')}\n${String(form.values.text ?? '')}`) : null);
    return c.html(
      <DeskPage
        frame={{ ...staffFrameOf(c), current: '/staff/intake' }}
        form={form}
        formKey={key}
        photoIds={photoIds}
        places={placeOptions(places, today)}
        units={unitOptions(units, today, lang)}
        categories={categoryOptions(categories, today, lang)}
        hints={hints}
        emergency={danger}
        drafts={drafts.filter((draft) => draft.key !== key).map((draft) => ({ ...draft, at: short(draft.savedAt) }))}
        restored={restored === undefined ? null : short(restored)}
        secrecy={secrecy.length > 0 ? { notice: problemSentences.secrecy[lang], words: secrecy } : null}
      />,
      status,
    );
  };

  /** Empty, for whoever calls next; an entry that was begun and not registered is gone on with by its address. */
  door.get('/intake', async (c) => {
    const key = c.req.query('draft') ?? '';
    const draft = await findDeskDraft(ports, c.var.me.accountId, key);
    if (!draft) return show(c, { values: {}, errors: [] }, { key: randomToken(), photoIds: [] });
    const photos = await freePhotos(ports.db, textsOf(draft.values, 'photoId').slice(0, 6), callerOf(c));
    const form: DeskForm = typedForm(fields, draft.values);
    return show(c, form, { key, photoIds: photos.map((photo) => photo.id), restored: draft.savedAt });
  });

  door.post('/intake', async (c) => {
    const { lang } = c.var;
    const { fields: typed, files } = c.var.form;
    const text = (name: string): string => textOf(typed, name);
    const values = Object.fromEntries(fields.map((name) => [name, text(name)])) as Record<DeskField, string>;
    const key = text('key').slice(0, 64) || randomToken();
    const caller = callerOf(c);
    const errors: FieldError<DeskField>[] = [];
    const earlier = await freePhotos(ports.db, textsOf(typed, 'photoId').slice(0, 6), caller);
    // Before anything of it is kept: with a secret on the page, its scan is one too.
    const secrets = Object.values(values).flatMap((words) => markersIn(words.slice(0, 40_000)));
    if (secrets.length > 0) {
      await forgetDeskDraft(ports, c.var.me.accountId, key);
      await dropPhotos(
        ports.db,
        earlier.map((photo) => photo.id),
        caller,
      );
      return show(c, { values, errors }, { key, photoIds: [], secrecy: secrets }, 422);
    }
    const { kept, refused } = await keepPhotos(photoPorts, files, caller, earlier.length);
    for (const one of refused) errors.push({ name: 'photos', message: `${one.name}: ${fileSentence(one.refusal)[lang]}` });
    const photoIds = [...earlier, ...kept].map((photo) => photo.id);
    const state: Shown = { key, photoIds };
    /** Whatever is asked back is kept too: so nothing is lost where no script runs. */
    const back = async (...shown: [form: DeskForm, state: Shown, status?: 200 | 400 | 409 | 413 | 422]) => {
      await keepDeskDraft(ports, c.var.me.accountId, key, { ...typed, photoId: photoIds });
      return show(c, ...shown);
    };
    const answer = emergencyAnswers.find((one) => one === values.emergency);
    const receivedOn = values.receivedOn === '' ? null : parseDay(values.receivedOn);
    if (values.receivedOn !== '' && receivedOn === null)
      errors.push({ name: 'receivedOn', message: problemSentences['received-unreadable'][lang] });
    errors.push(...instantErrors(values, lang));
    const hintsWanted = text('do') === 'check' || text('seen') === '1';
    const hints = (): Promise<DeskHint[]> =>
      deskHints(
        ports,
        actorOf(c.var.me),
        { text: values.text, title: values.title, placeId: values.placeId || null, placeText: values.place },
        lang,
      );
    if (text('do') === 'check') return back({ values, errors }, { ...state, hints: await hints() }, errors.length > 0 ? 400 : 200);
    const form: DeskForm = { values, errors };
    if (errors.length > 0) return back(form, { ...state, hints: hintsWanted ? await hints() : null }, 400);
    // Offered as a merge, not made a twin (P01): the desk sees the likest ones once before the first saving.
    if (text('seen') !== '1') {
      const found = await hints();
      if (found.length > 0) return back(form, { ...state, hints: found }, 409);
    }
    const channel = channels.find((one) => one === values.channel) ?? 'phone';
    const raw: RawConcern = {
      ...values,
      kind: kinds.find((one): one is Kind => one === values.kind) ?? values.kind,
      needs: values.needs === '' ? [] : [values.needs],
      photos: photoIds,
      key,
      receivedAt: receivedOn === null ? undefined : receivedOn === dayOf(ports.now()) ? ports.now() : atTimeOfDay(receivedOn, '09:00'),
      emergencyConfirmed: answer,
      accusedUnit: values.accusedUnit || undefined,
      anonymous: undefined,
    };
    const raised = await raiseConcern(ports, raw, { actor: actorOf(c.var.me), channel, caller, areaCode: options.areaCode });
    if (raised.ok || raised.earlier) await forgetDeskDraft(ports, c.var.me.accountId, key);
    if (!raised.ok) {
      if (raised.earlier) return c.redirect(`/staff/intake/receipt/${raised.earlier.number}/${raised.earlier.code}?again=1`, 303);
      const words = problemsInWords(raised.problems, lang)
        .filter((error) => error.message !== problemSentences.secrecy[lang])
        .map(({ name, message }) => ({ name: name === 'receivedAt' ? ('receivedOn' as const) : name, message }));
      const found = text('seen') === '1' ? await hints() : null;
      return back(
        { values, errors: words },
        { ...state, hints: found, emergency: raised.emergency, secrecy: raised.secrecy },
        raised.secrecy.length > 0 ? 422 : raised.emergency ? 409 : raised.problems.text === 'text-too-long' ? 413 : 400,
      );
    }
    const after = raised.after ?? (raised.handedTo || raised.replayed ? null : await finish(c, raised.receipt.number, values));
    const query = new URLSearchParams();
    if (raised.replayed) query.set('again', '1');
    if (after) query.set('after', after);
    if (!after && parseNumber(values.joinTo)) query.set('joined', values.joinTo);
    return c.redirect(`/staff/intake/receipt/${raised.receipt.number}/${raised.receipt.code}${query.size > 0 ? `?${query}` : ''}`, 303);
  });

  /** What the desk does in the same breath: join it to the same thing, or answer at once. The refusal if that failed; the concern stays registered. */
  async function finish(c: StaffContext, number: string, values: Record<DeskField, string>): Promise<Refusal | AnyRefusal | null> {
    const actor = actorOf(c.var.me);
    if (values.joinTo !== '') {
      const joined = await mergeInto(
        ports,
        actor,
        number,
        values.joinTo,
        c.var.lang === 'zh' ? '受理时查重，反映同一件事' : 'found at the desk to be about the same thing',
      );
      return joined.ok ? null : joined.refusal;
    }
    if (values.instantText === '') return null;
    const replied = await act(ports, actor, number, {
      do: 'replyAtOnce',
      text: values.instantText,
      outcome: 'answered',
      basis: values.instantBasis,
      remedy: remedyWords,
      toldHow: values.channel === 'letter' ? 'letter' : 'phone',
    });
    return replied.ok ? null : replied.refusal;
  }

  door.get('/intake/receipt/:number/:code', async (c) => {
    const number = parseNumber(c.req.param('number'));
    const facts = number === null ? null : await receiptOf(ports, number, c.req.param('code').toUpperCase());
    const frame = { ...staffFrameOf(c), current: '/staff/intake' };
    if (!facts)
      return c.html(
        <StaffPage {...frame} title={errorTitle('not-found', c.var.lang)}>
          <NotFound lang={c.var.lang} homeHref="/staff/intake" />
        </StaffPage>,
        404,
      );
    const base = options.baseUrl ?? new URL(c.req.url).origin;
    const receipt = receiptView(facts, { lang: c.var.lang, now: ports.now(), qrSvg: qrSvg(`${base}/progress?number=${facts.number}`) });
    const after = c.req.query('after');
    return c.html(
      <DeskReceiptPage
        frame={frame}
        receipt={receipt}
        phone={c.var.site.phone}
        again={c.req.query('again') === '1'}
        after={isRefusal(after) ? refusalSentence(after, c.var.lang) : ''}
        joined={parseNumber(c.req.query('joined') ?? '') ?? ''}
      />,
    );
  });
  return door;
}

const remedyWords = '对答复不满意，可以评价“没办好”要求重办，或拨打受理电话。';
const known: readonly string[] = [...refusals, 'not-found', 'changed-meanwhile', 'key-used-otherwise'];
const isRefusal = (code: string | undefined): code is AnyRefusal => code !== undefined && known.includes(code);

/** Told before anything is registered: an answer at once that says nothing must not leave a half-done matter behind. */
function instantErrors(values: Record<DeskField, string>, lang: 'zh' | 'en'): FieldError<DeskField>[] {
  if (values.instantText === '' && values.instantBasis === '') return [];
  const errors: FieldError<DeskField>[] = [];
  if (!saysSomething(values.instantText)) errors.push({ name: 'instantText', message: refusalSentence('reply-says-nothing', lang) });
  if (values.instantBasis.trim() === '') errors.push({ name: 'instantBasis', message: refusalSentence('reply-needs-basis', lang) });
  return errors;
}
