// The public door: /v/… judges by link, /progress shows a raiser the own matter. No session, no script; what is proved lives half an hour in a signed cookie.
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cleanText } from '#core/text/clean.ts';
import { explainDeadline, sayDue } from '#core/time/explain.ts';
import { refusalSentence, statusOfRefusal } from '#features/matters/index.ts';
import { callerGroupOf } from '#platform/http/address.ts';
import { type HttpEnv, publicFrameOf } from '#platform/http/context.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import type { Ports } from '#platform/ports.ts';
import { openTries } from '#platform/session/throttle.ts';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import type { AssetHref } from '#ui/links.ts';
import { judgeByLink, linkForRaiser, proveAccess, raiserView, reopenByRaiser, type Seen, seeByTicket, visitLink } from './actions.ts';
import { type ClosedLink, ClosedPage } from './pages/closed.tsx';
import { JudgePage, ThanksPage } from './pages/judge.tsx';
import { type LookCount, ProgressPage, ReopenPage } from './pages/progress.tsx';
import { type ProgressForm, ProgressFormPage, progressSentences } from './pages/progress-form.tsx';
import type { VerdictForm } from './pages/verdict-form.tsx';
import { detailWords, readVerdict } from './reading.ts';
import { afterVerdict, ticketMinutes, wordsLimit } from './rules.ts';
import { type Look, looksAt } from './store.ts';

type PublicContext = Context<HttpEnv>;
type Options = { assetHref?: AssetHref };

/** Mount at `/`. */
export function verdictsPortalDoor(ports: Ports, options: Options = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  door.use('/v/*', forNobodyElse);
  door.use('/progress/*', forNobodyElse);
  door.route('/', linkDoor(ports, options));
  door.route('/', progressDoor(ports, options));
  return door;
}

/**
 * What is shown here is for one person: found by no search engine, and a matter is kept by no browser. A verdict form may be, so that "back" keeps the
 * words. (The frame's Referrer-Policy keeps the link from other sites.)
 */
async function forNobodyElse(c: PublicContext, next: () => Promise<void>): Promise<void> {
  await next();
  if (c.req.path.startsWith('/progress/')) c.header('Cache-Control', 'no-store');
  c.header('X-Robots-Tag', 'noindex');
}

const frameFor =
  ({ assetHref }: Options) =>
  (c: PublicContext) => ({ ...publicFrameOf(c), ...(assetHref ? { assetHref } : {}) });

function linkDoor(ports: Ports, options: Options): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const tries = openTries(ports);
  const frameOf = frameFor(options);
  const statusOf: Record<ClosedLink, 404 | 410 | 429> = { unknown: 404, expired: 410, over: 410, given: 410, wait: 429 };
  const closed = (c: PublicContext, why: ClosedLink) => c.html(<ClosedPage frame={frameOf(c)} why={why} />, statusOf[why]);

  async function show(
    c: PublicContext,
    typed: { form: VerdictForm; said: 'already' | 'stale' | null; status: 200 | 400 | 403 | 409 } | null,
  ) {
    const opened = await visitLink(ports, tries, c.req.param('token') ?? '', callerGroupOf(c.var.address));
    if (opened === 'unknown' || opened === 'wait') return closed(c, opened);
    const { state, link, matter, circumstances } = opened;
    if (state.kind === 'expired' || state.kind === 'over') return closed(c, state.kind);
    const frame = frameOf(c);
    const now = ports.now();
    const unitName = (id: string) => circumstances.units.byId(id)?.name ?? id;
    const action = `/v/${c.req.param('token')}`;
    const wantsChange = typed !== null || c.req.query('change') === '1';
    if (state.kind === 'given' || (state.kind === 'change' && !wantsChange)) {
      if (state.kind === 'given' && now > state.verdict.changeableUntil) return closed(c, 'given');
      const change = state.kind === 'change' ? { href: `${action}?change=1`, until: state.verdict.changeableUntil } : null;
      const goesOn =
        matter.round > link.round ? { name: unitName(matter.owner.unitId), promise: sayDue(matter.deadline, c.var.lang) } : null;
      const { solved, level, words } = state.verdict;
      return c.html(
        <ThanksPage
          frame={frame}
          now={now}
          unitName={unitName}
          after={afterVerdict(solved, link.round, matter)}
          said={{ solved, level, words }}
          number={matter.number}
          change={change}
          holder={goesOn}
        />,
      );
    }
    const standing = state.kind === 'change' ? { ...state.verdict, until: state.verdict.changeableUntil } : null;
    const before: VerdictForm = standing
      ? { values: { solved: standing.solved, level: String(standing.level), words: standing.words }, errors: [] }
      : emptyForm;
    const page = (
      <JudgePage
        frame={frame}
        view={raiserView(opened, now)}
        unitName={unitName}
        now={now}
        action={action}
        csrf={publicToken(c)}
        form={typed?.form ?? before}
        limit={wordsLimit}
        standing={standing}
        said={typed?.said ?? null}
      />
    );
    return c.html(page, typed?.status ?? 200);
  }

  door.get('/v/:token', (c) => show(c, null));

  door.post('/v/:token', async (c) => {
    const read = await readPublicForm(c);
    const form = typedForm(['solved', 'level', 'words'], read.fields);
    if (!read.ok) return read.refusal === 'formStale' ? show(c, { form, said: 'stale', status: 403 }) : sayNamed(c, read.refusal);
    const said = readVerdict((name) => textOf(read.fields, name), c.var.lang);
    if (!said.ok) return show(c, { form: withErrors(form, said.problems), said: null, status: 400 });
    const token = c.req.param('token');
    const judged = await judgeByLink(ports, token, said.said, textOf(read.fields, 'as') === 'change' ? 'change' : 'first');
    if (judged.ok) return c.redirect(`/v/${token}`, 303);
    if (judged.why === 'already') return show(c, { form, said: 'already', status: 409 });
    if (judged.why === 'refused') {
      const { refusal, detail } = judged.refused;
      return show(c, {
        form: withErrors(form, [
          { name: 'solved', message: refusalSentence(refusal, c.var.lang, detailWords(detail, ports.now(), c.var.lang)) },
        ]),
        said: null,
        status: 409,
      });
    }
    return show(c, null);
  });

  return door;
}

const cookieName = 'progress';

function progressDoor(ports: Ports, options: Options): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const tries = openTries(ports);
  const frameOf = frameFor(options);
  const seen = (c: PublicContext): Promise<Seen | null> => seeByTicket(ports, getCookie(c, cookieName) ?? '');
  const askAgain = (c: PublicContext) => {
    deleteCookie(c, cookieName, { path: '/progress', secure: c.var.isSecure });
    return c.redirect('/progress?ended=1', 303);
  };
  const ask = (
    c: PublicContext,
    form: ProgressForm,
    more: { status?: 200 | 400 | 403 | 404 | 429; waitUntil?: Parameters<typeof ProgressFormPage>[0]['waitUntil'] } = {},
  ) =>
    c.html(
      <ProgressFormPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        form={form}
        waitUntil={more.waitUntil ?? null}
        ended={c.req.query('ended') === '1'}
      />,
      more.status ?? 200,
    );

  door.get('/progress', (c) => ask(c, { values: { number: queryText(c, 'number', 60) }, errors: [] }));

  door.post('/progress', async (c) => {
    const read = await readPublicForm(c);
    const form = typedForm(['number', 'proof'], read.fields);
    const { lang } = c.var;
    if (!read.ok)
      return read.refusal === 'formStale'
        ? ask(c, withErrors(form, [{ name: 'number', message: progressSentences.stale[lang] }]), { status: 403 })
        : sayNamed(c, read.refusal);
    const proved = await proveAccess(
      ports,
      tries,
      { number: textOf(read.fields, 'number'), proof: textOf(read.fields, 'proof') },
      callerGroupOf(c.var.address),
    );
    if (proved.ok) {
      setCookie(c, cookieName, proved.ticket, {
        path: '/progress',
        httpOnly: true,
        sameSite: 'Lax',
        secure: c.var.isSecure,
        maxAge: ticketMinutes * 60,
      });
      return c.redirect('/progress/matter', 303);
    }
    if (proved.why === 'wait') return ask(c, form, { status: 429, waitUntil: proved.until });
    const name = proved.why === 'proof-unreadable' ? 'proof' : 'number';
    return ask(c, withErrors(form, [{ name, message: progressSentences[proved.why][lang] }]), {
      status: proved.why === 'not-found' ? 404 : 400,
    });
  });

  door.get('/progress/matter', async (c) => {
    const found = await seen(c);
    if (!found) return askAgain(c);
    const { view, matter, circumstances } = found;
    const looks = countLooks(await looksAt(ports.db, matter.id));
    return c.html(
      <ProgressPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        view={view}
        now={ports.now()}
        unitName={(id) => circumstances.units.byId(id)?.name ?? id}
        howCounted={explainDeadline(matter.deadline, c.var.lang)}
        dueWords={sayDue(matter.deadline, c.var.lang)}
        looks={looks}
      />,
    );
  });

  door.post('/progress/judge', async (c) => {
    const read = await readPublicForm(c);
    const found = await seen(c);
    if (!read.ok || !found || textOf(read.fields, 'number') !== found.view.number) return askAgain(c);
    const token = await linkForRaiser(ports, found);
    return c.redirect(token ? `/v/${token}${found.view.may.judge ? '' : '?change=1'}` : '/progress/matter', 303);
  });

  door.get('/progress/reopen', async (c) => {
    const found = await seen(c);
    if (!found) return askAgain(c);
    if (!found.view.may.reopenUntil) return c.redirect('/progress/matter', 303);
    return c.html(<ReopenPage frame={frameOf(c)} csrf={publicToken(c)} form={emptyForm} number={found.view.number} limit={wordsLimit} />);
  });

  door.post('/progress/reopen', async (c) => {
    const read = await readPublicForm(c);
    const form = typedForm(['fact'], read.fields);
    const number = textOf(read.fields, 'number');
    const again = (message: string, status: 400 | 403 | 404 | 409 | 422) =>
      c.html(
        <ReopenPage
          frame={frameOf(c)}
          csrf={publicToken(c)}
          form={withErrors(form, [{ name: 'fact', message }])}
          number={number}
          limit={wordsLimit}
        />,
        status,
      );
    if (!read.ok) return read.refusal === 'formStale' ? again(progressSentences.stale[c.var.lang], 403) : sayNamed(c, read.refusal);
    const found = await seen(c);
    if (!found || number !== found.view.number) return askAgain(c);
    const fact = cleanText(textOf(read.fields, 'fact'), { max: wordsLimit, multiline: true });
    if (fact.cut)
      return again(
        c.var.lang === 'zh'
          ? `写得太长了，最多 ${wordsLimit} 字。您写的都还在，请删掉一些。`
          : `That is too long: ${wordsLimit} characters at most. Everything is still here; please shorten it.`,
        400,
      );
    const done = await reopenByRaiser(ports, found, fact.text);
    return done.ok
      ? c.redirect('/progress/matter', 303)
      : again(refusalSentence(done.refusal, c.var.lang, detailWords(done.detail, ports.now(), c.var.lang)), statusOfRefusal(done.refusal));
  });

  return door;
}

/** Looks by post: the same posts looking at the same kind of thing are one line. */
function countLooks(looks: readonly Look[]): LookCount[] {
  const lines = new Map<string, LookCount>();
  for (const look of looks) {
    const kind = look.what.startsWith('relay-') ? 'relay' : /contact|phone/.test(look.what) ? 'contact' : 'other';
    const key = `${look.roles} ${kind}`;
    const line = lines.get(key);
    lines.set(key, { roles: look.roles.split(',').filter(Boolean), kind, count: (line?.count ?? 0) + 1, lastAt: look.at });
  }
  return [...lines.values()];
}
