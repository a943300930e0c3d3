// The staff door of call-backs. Mount it at /staff, behind the gate. Whoever's unit handled or helped meets a plain refusal on every path, also when the address is typed.
import { type Context, Hono } from 'hono';
import { parseNumber } from '#core/matter/number.ts';
import { cleanText } from '#core/text/clean.ts';
import type { Instant } from '#core/time/day.ts';
import { type AnyRefusal, type Draft, type Outcome, recordLook, refusalSentence, statusOfRefusal } from '#features/matters/index.ts';
import { fileSentence, takeFile } from '#platform/files/evidence.ts';
import type { FileStore } from '#platform/files/store.ts';
import { queryText, textOf, textsOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { qrSvg } from '#platform/qr.ts';
import { actorOf, holdsAny, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FieldError, typedForm, withErrors } from '#ui/form-state.ts';
import { clockIn, instantShort } from '#ui/lang.ts';
import type { AssetHref } from '#ui/links.ts';
import { raiserView } from './actions.ts';
import {
  type Contact,
  callQueue,
  type ForCall,
  holdCall,
  openForCall,
  type Press,
  printRound,
  recordCall,
  recordCheckBack,
  recordPaperVerdict,
  recordRefusal,
  recordSpokenVerdict,
  releaseCall,
  seeContact,
} from './actions-callback.ts';
import { type CallForm, CallFormPage, callFields } from './pages/call-form.tsx';
import { type CallFormName, CallPage, type CallPageProps, callForms } from './pages/callback.tsx';
import { QueuePage } from './pages/callbacks.tsx';
import { RoundSheetPage } from './pages/round-sheet.tsx';
import { detailWords, readVerdict } from './reading.ts';
import { callsNeeded, callsSoFar, wordsLimit } from './rules.ts';
import { isCallingTime, nextCall } from './rules-calls.ts';
import { attemptFields, type CallDraftName, callDraftsDoor, findCallDraft, forgetCallDraft, keepCallDraft } from './staff-drafts.ts';
import type { PhotoRow, Pile } from './store.ts';

type StaffContext = Context<StaffEnv>;
type Options = { baseUrl: string | null; assetHref?: AssetHref };
type StaffPorts = Ports & { files: FileStore };
const ruleOf: Record<CallFormName, keyof ForCall['not']> = {
  verdict: 'verdict',
  refuse: 'refuse',
  paper: 'paper',
  'check-back': 'checkBack',
};
type Begun = { values: Draft['values']; restored: NonNullable<CallPageProps['restored']> };
const isCallForm = (name: string): name is CallFormName => callForms.some((one) => one === name);

export function verdictsStaffDoor(ports: StaffPorts, options: Options): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const frameOf = (c: StaffContext) => ({ ...staffFrameOf(c), ...(options.assetHref ? { assetHref: options.assetHref } : {}) });
  const meOf = (c: StaffContext) => actorOf(c.var.me);
  const keep = (c: StaffContext, opened: ForCall, name: CallDraftName) =>
    keepCallDraft(ports, c.var.me.accountId, opened, name, c.var.form.fields);
  const forget = (c: StaffContext, opened: ForCall, name: CallDraftName) => forgetCallDraft(ports, c.var.me.accountId, opened, name);
  /** What was begun here and not sent, and when it was kept; `moved`: something happened to the matter since. */
  const begun = async (c: StaffContext, opened: ForCall, name: CallDraftName): Promise<Begun | null> => {
    const draft = await findCallDraft(ports, c.var.me.accountId, opened, name);
    if (!draft) return null;
    const restored = { at: instantShort(draft.savedAt, ports.now(), c.var.lang), moved: draft.version !== opened.matter.version };
    return { values: draft.values, restored };
  };

  door.get('/callbacks', async (c) => {
    if (!holdsAny(c.var.me, 'callback')) return sayNamed(c, 'notYours');
    const pile = readPile(queryText(c, 'pile'));
    const after = readCursor(queryText(c, 'after'));
    const { rows, next } = await callQueue(ports, meOf(c), pile, after);
    const here = `/staff/callbacks?pile=${pile}`;
    return c.html(
      <QueuePage
        frame={frameOf(c)}
        pile={pile}
        rows={rows}
        now={ports.now()}
        needed={callsNeeded}
        firstHref={after ? here : undefined}
        nextHref={next ? `${here}&after=${encodeURIComponent(`${next.at}|${next.id}`)}` : undefined}
      />,
    );
  });

  door.post('/callbacks/print', async (c) => {
    if (!holdsAny(c.var.me, 'callback')) return sayNamed(c, 'notYours');
    const { slips, left } = await printRound(ports, meOf(c), textsOf(c.var.form.fields, 'number'), c.var.addressClass);
    const base = options.baseUrl?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
    return c.html(
      <RoundSheetPage
        frame={frameOf(c)}
        now={ports.now()}
        slips={slips.map((slip) => ({ ...slip, qrSvg: qrSvg(`${base}/v/${slip.token}`) }))}
        left={left.map(({ number, refusal }) => ({ number, why: refusalSentence(refusal, c.var.lang) }))}
      />,
    );
  });

  /** By the number on the sheet: people come back from a round with paper in their hands. */
  door.get('/callbacks/find', (c) => {
    if (!holdsAny(c.var.me, 'callback')) return sayNamed(c, 'notYours');
    const number = parseNumber(queryText(c, 'number'));
    return number === null
      ? refused(c, 'not-found')
      : c.redirect(`/staff/callbacks/${number}${c.req.query('to') === 'paper' ? '/paper' : ''}`, 303);
  });

  door.get('/callbacks/:number', (c) => withMatter(c, (opened) => showCall(c, opened)));

  door.post('/callbacks/:number/contact', (c) =>
    withMatter(c, async (opened) => {
      const contact = await seeContact(ports, meOf(c), opened, c.var.addressClass);
      if (contact === 'held') return withMatter(c, (fresh) => showCall(c, fresh, { conflict: heldWords(fresh, c.var.lang), status: 409 }));
      return withMatter(c, (fresh) => showCall(c, fresh, { contact: contact ?? 'none' }));
    }),
  );

  door.post('/callbacks/:number/release', (c) =>
    withMatter(c, async (opened) => {
      await releaseCall(ports, meOf(c), opened);
      return c.redirect('/staff/callbacks', 303);
    }),
  );

  door.post('/callbacks/:number/attempt', (c) =>
    withMatter(c, async (opened) => {
      const { fields } = c.var.form;
      const form = typedForm(attemptFields, fields);
      const reached = textOf(fields, 'reached');
      const words = cleanText(textOf(fields, 'callWords'), { max: wordsLimit, multiline: true });
      await keep(c, opened, 'attempt');
      if (reached !== 'yes' && reached !== 'no')
        return showCall(c, opened, { form: withErrors(form, [{ name: 'reached', message: missing.reached[c.var.lang] }]), status: 400 });
      if (words.cut)
        return showCall(c, opened, { form: withErrors(form, [{ name: 'callWords', message: missing.tooLong[c.var.lang] }]), status: 400 });
      if (!(await holdCall(ports, meOf(c), opened)))
        return withMatter(c, (fresh) => showCall(c, fresh, { form, conflict: heldWords(fresh, c.var.lang), status: 409 }));
      const outcome = await recordCall(ports, meOf(c), opened.matter.number, { reached: reached === 'yes', words: words.text }, pressOf(c));
      if (outcome.ok) await forget(c, opened, 'attempt');
      if (outcome.ok && reached === 'no') await releaseCall(ports, meOf(c), opened);
      if (outcome.ok) return c.redirect(`/staff/callbacks/${opened.matter.number}?done=1`, 303);
      return withMatter(c, (fresh) =>
        showCall(c, fresh, {
          form,
          conflict: refusalSentence(outcome.refusal, c.var.lang, detailWords(outcome.detail, ports.now(), c.var.lang)),
          status: statusOfRefusal(outcome.refusal),
        }),
      );
    }),
  );

  door.get('/callbacks/:number/:form', (c) =>
    withMatter(c, async (opened) => {
      const name = c.req.param('form') ?? '';
      if (!isCallForm(name)) return sayNamed(c, 'notFound');
      const why = opened.not[ruleOf[name]];
      if (why) return refused(c, why.refusal, why.detail);
      const draft = await begun(c, opened, name);
      return showForm(c, opened, name, draft ? typedForm(callFields, draft.values) : emptyForm, 200, null, draft?.restored);
    }),
  );

  door.post('/callbacks/:number/:form', (c) =>
    withMatter(c, async (opened) => {
      const name = c.req.param('form') ?? '';
      if (!isCallForm(name)) return sayNamed(c, 'notFound');
      const form: CallForm = typedForm(callFields, c.var.form.fields);
      const isCall = name === 'verdict' || name === 'refuse';
      await keep(c, opened, name);
      if (isCall && !(await holdCall(ports, meOf(c), opened)))
        return withMatter(c, (fresh) => showForm(c, fresh, name, form, 409, heldWords(fresh, c.var.lang)));
      const done = await take(c, opened, name);
      if (!('errors' in done) && done.ok) await forget(c, opened, name);
      if (!('errors' in done) && done.ok && isCall) await releaseCall(ports, meOf(c), opened);
      if ('errors' in done) return showForm(c, opened, name, withErrors(form, done.errors), 400);
      if (done.ok) return c.redirect(`/staff/callbacks/${opened.matter.number}?done=1`, 303);
      const sentence = refusalSentence(done.refusal, c.var.lang, detailWords(done.detail, ports.now(), c.var.lang));
      return withMatter(c, (fresh) => showForm(c, fresh, name, form, statusOfRefusal(done.refusal), sentence));
    }),
  );

  door.route('/', callDraftsDoor(ports, withMatter));

  async function withMatter(c: StaffContext, show: (opened: ForCall) => Response | Promise<Response>): Promise<Response> {
    const opened = await openForCall(ports, meOf(c), c.req.param('number') ?? '');
    return opened.ok ? show(opened) : refused(c, opened.refusal);
  }

  function refused(c: StaffContext, refusal: AnyRefusal, detail?: string): Response {
    const status = statusOfRefusal(refusal);
    const title = {
      zh: status === 403 ? '这件事不由您回访' : status === 404 ? '没有找到' : '现在不能这样做',
      en: status === 403 ? 'This one is not yours to call back' : status === 404 ? 'Not found' : 'Not possible now',
    };
    return c.var.say({
      status: status === 422 ? 400 : status,
      code: refusal,
      title: title[c.var.lang],
      sentences: [refusalSentence(refusal, c.var.lang, detailWords(detail, ports.now(), c.var.lang))],
      next: holdsAny(c.var.me, 'callback')
        ? { href: '/staff/callbacks', label: c.var.lang === 'zh' ? '回访列表' : 'Call-backs' }
        : { href: '/staff', label: c.var.lang === 'zh' ? '回工作台' : 'To the workbench' },
    });
  }

  type CallShown = {
    contact?: Contact | 'none';
    form?: CallPageProps['form'];
    conflict?: string;
    status?: 200 | 400 | 403 | 404 | 409 | 422;
  };
  async function showCall(c: StaffContext, opened: ForCall, { contact, form, conflict, status }: CallShown = {}): Promise<Response> {
    const mark = await recordLook(ports, c.var.me, opened.seen, 'callback', c.var.addressClass);
    const { matter, circumstances, not } = opened;
    const now = ports.now();
    const isOthers = opened.claim !== null && !opened.claim.mine;
    const draft = form || not.attempt || isOthers ? null : await begun(c, opened, 'attempt');
    const hasContact = matter.hasContact ? 'hidden' : 'none';
    const reasons = Object.fromEntries(
      ([['attempt', not.attempt], ...callForms.map((name) => [name, not[ruleOf[name]]] as const)] as const).flatMap(([name, why]) =>
        why ? [[name, refusalSentence(why.refusal, c.var.lang, detailWords(why.detail, ports.now(), c.var.lang))]] : [],
      ),
    );
    return c.html(
      <CallPage
        frame={frameOf(c)}
        mark={mark.spoken}
        view={raiserView(opened, now)}
        now={now}
        unitName={(id) => circumstances.units.byId(id)?.name ?? id}
        pressKey={ports.newId()}
        calls={{
          ...callsSoFar(matter.attempts),
          needed: callsNeeded,
          list: matter.attempts,
          next: nextCall(matter.attempts, now),
          isCallingTime: isCallingTime(now),
        }}
        claim={opened.claim}
        invitation={opened.invitation?.state ?? null}
        contact={contact ?? hasContact}
        form={form ?? (draft ? typedForm(attemptFields, draft.values) : emptyForm)}
        restored={draft?.restored ?? null}
        not={reasons}
        done={c.req.query('done') === '1'}
        conflict={conflict ?? null}
      />,
      status ?? 200,
    );
  }

  function showForm(
    c: StaffContext,
    { matter, seen }: ForCall,
    name: CallFormName,
    form: CallForm,
    status: 200 | 400 | 403 | 404 | 409 | 422,
    conflict: string | null = null,
    restored?: Begun['restored'],
  ): Response | Promise<Response> {
    return c.html(
      <CallFormPage
        frame={frameOf(c)}
        name={name}
        number={matter.number}
        title={seen.matter.title}
        version={matter.version}
        pressKey={ports.newId()}
        form={form}
        limit={wordsLimit}
        conflict={conflict}
        restored={restored ?? null}
      />,
      status,
    );
  }

  type Taken = Outcome | { errors: FieldError<(typeof callFields)[number] | 'proof'>[] };
  async function take(c: StaffContext, opened: ForCall, name: CallFormName): Promise<Taken> {
    const { fields } = c.var.form;
    const me = meOf(c);
    const { number } = opened.matter;
    const words = (field: 'refusedWords' | 'foundWords' | 'reference') =>
      cleanText(textOf(fields, field), { max: wordsLimit, multiline: field !== 'reference' });
    if (name === 'refuse') {
      const said = words('refusedWords');
      return said.cut
        ? { errors: [{ name: 'refusedWords', message: missing.tooLong[c.var.lang] }] }
        : recordRefusal(ports, me, number, said.text, pressOf(c));
    }
    if (name === 'check-back') {
      const holds = textOf(fields, 'holds');
      const found = words('foundWords');
      if (holds !== 'yes' && holds !== 'no') return { errors: [{ name: 'holds', message: missing.holds[c.var.lang] }] };
      return found.cut
        ? { errors: [{ name: 'foundWords', message: missing.tooLong[c.var.lang] }] }
        : recordCheckBack(ports, me, number, { holds: holds === 'yes', words: found.text }, pressOf(c));
    }
    const read = readVerdict((field) => textOf(fields, field), c.var.lang);
    if (!read.ok) return { errors: read.problems };
    if (name === 'verdict') return recordSpokenVerdict(ports, me, number, read.said, pressOf(c));
    const proof = await takeProof(c);
    if ('message' in proof) return { errors: [{ name: 'proof', message: proof.message }] };
    const reference = words('reference').text;
    if (proof.photo === null && reference === '')
      return { errors: [{ name: 'proof', message: refusalSentence('proof-missing', c.var.lang) }] };
    return recordPaperVerdict(ports, me, opened, read.said, { reference, photo: proof.photo }, pressOf(c));
  }

  /** The photo of the sheet, re-drawn and without its GPS; it is put on disk before anything names it. */
  async function takeProof(
    c: StaffContext,
  ): Promise<{ photo: Omit<PhotoRow, 'id' | 'matterId' | 'addedBy' | 'at'> | null } | { message: string }> {
    const file = c.var.form.files[0];
    if (!file) return { photo: null };
    const taken = await takeFile(ports, new Uint8Array(await file.arrayBuffer()), { documents: false });
    if (!taken.ok) return { message: fileSentence(taken.refusal)[c.var.lang] };
    const { sha256, thumb_sha256: thumbSha256, bytes, width, height } = taken.file;
    return { photo: { sha256, thumbSha256, bytes, width, height } };
  }

  return door;
}

const missing = {
  reached: { zh: '请选打通了还是没打通。', en: 'Please say whether you reached the raiser.' },
  holds: { zh: '请选有没有反弹。', en: 'Please say whether it has come back.' },
  tooLong: {
    zh: `写得太长了，最多 ${wordsLimit} 字。您写的都还在，请删掉一些。`,
    en: `That is too long: ${wordsLimit} characters at most. Everything is still here; please shorten it.`,
  },
} as const;

/** A version that is not a number never fits, and is told as "changed meanwhile". */
function pressOf(c: StaffContext): Press {
  const { fields } = c.var.form;
  const version = Number.parseInt(textOf(fields, 'version'), 10);
  return { version: Number.isSafeInteger(version) ? version : -1, key: textOf(fields, 'key').slice(0, 64) };
}

const readPile = (typed: string): Pile => (typed === 'noPhone' || typed === 'checkBack' || typed === 'unreached' ? typed : 'callback');

/** Said to the second of two officers; what was typed stays. */
function heldWords({ claim }: ForCall, lang: 'zh' | 'en'): string {
  const until = claim ? clockIn(claim.until) : '';
  return lang === 'zh'
    ? `${claim?.name ?? '别的回访员'}正在打这个电话（到 ${until}），这次没有记。请先打别的，免得同一个人接到两次。`
    : `${claim?.name ?? 'A colleague'} is calling this raiser (until ${until}); nothing was recorded. Take another one, so that nobody is rung twice.`;
}

function readCursor(typed: string): { at: Instant; id: string } | null {
  const parts = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9A-Z]{26})$/.exec(typed);
  return parts ? { at: parts[1] as Instant, id: parts[2] ?? '' } : null;
}
