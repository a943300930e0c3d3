// The staff door of sharing and tracing. Mount it at /staff, behind the gate. The watermark of every page that shows a matter is drawn here, for its own reader only.
import { type Context, Hono } from 'hono';
import { loadCircumstances, ownTrace, readTraceCode, recordLook, spokenCode } from '#features/matters/index.ts';
import { loadPlaces } from '#features/people/index.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { requireRole } from '#platform/session/require-staff.ts';
import { holdsAny, type NavItem, type Staff, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { type Asked, askToShare, type Refusal, revoke, share } from './actions.ts';
import { trace } from './actions-trace.ts';
import { markSvg, stampOf } from './pages/mark-svg.ts';
import { SharePage } from './pages/share.tsx';
import { TracePage } from './pages/trace.tsx';
import { type ShareField, stateOf, type Typed } from './rules.ts';
import { refusalWords, shareSentences, traceSentences } from './sentences.ts';
import { loggedInWords } from './trace-words.ts';

type StaffContext = Context<StaffEnv>;
type Options = { baseUrl: string | null };
const shareFields: readonly ShareField[] = ['recipient', 'purpose', 'task', 'place', 'days'];

/** Tracing is for those who watch over the others; everybody else does not see the section. */
export const sharingNav = (me: Staff, lang: 'zh' | 'en'): NavItem[] =>
  holdsAny(me, 'audit', 'securityAdmin') ? [{ href: '/staff/trace', label: lang === 'zh' ? '外传追查' : 'Leak trace' }] : [];

export function sharingStaffDoor(ports: Ports, options: Options): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();

  door.get('/mark/:file', async (c) => {
    const code = readTraceCode((c.req.param('file') ?? '').replace(/\.svg$/, ''));
    const look = code === null ? null : await ownTrace(ports.db, code, c.var.me.accountId);
    if (!look) return sayNamed(c, 'notFound');
    const { units, staff } = await loadCircumstances(ports.db);
    const who = `${units.byId(look.unit_id ?? '')?.shortName ?? ''} ${staff.nameOf(look.account_id ?? '')}`;
    const svg = markSvg([who, `${stampOf(look.at)} ${spokenCode(look.code)}`]);
    return c.body(svg, 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' });
  });

  async function withMatter(c: StaffContext, go: (asked: Extract<Asked, { ok: true }>) => Promise<Response>): Promise<Response> {
    const asked = await askToShare(ports, c.var.me, c.req.param('number') ?? '');
    return asked.ok ? go(asked) : refused(c, asked.refusal);
  }

  function refused(c: StaffContext, refusal: Refusal): Response {
    const { title, sentence, status } = refusalWords[refusal];
    const { lang } = c.var;
    return c.var.say({
      status,
      code: refusal,
      title: title[lang],
      sentences: [sentence[lang]],
      next: { href: '/staff', label: lang === 'zh' ? '回工作台' : 'To the workbench' },
    });
  }

  async function show(
    c: StaffContext,
    { read, shares }: Extract<Asked, { ok: true }>,
    form: FormState<ShareField>,
    made: string | null,
    status: 200 | 422 = 200,
  ): Promise<Response> {
    const { matter } = read.seen;
    const mark = await recordLook(ports, c.var.me, read.seen, 'share', c.var.addressClass);
    const now = ports.now();
    return c.html(
      <SharePage
        frame={{ ...staffFrameOf(c), current: '/staff/matters' }}
        mark={mark.spoken}
        number={matter.number}
        title={matter.title || read.circumstances.categories.nameOf(matter.categoryId ?? '', c.var.lang)}
        now={now}
        form={form}
        made={made}
        revoked={queryText(c, 'revoked', 2) === '1'}
        shares={shares.map((one) => ({ ...one, mark: spokenCode(one.mark), state: stateOf(one, now) }))}
      />,
      status,
    );
  }

  door.get('/matters/:number/share', (c) =>
    withMatter(c, async (asked) => {
      const places = await loadPlaces(ports.db);
      const { placeId } = asked.read.whole;
      const place = placeId !== null && places.byId(placeId) ? places.wordsOf(placeId) : '';
      return show(c, asked, { values: { place, days: '7' }, errors: [] }, null);
    }),
  );

  door.post('/matters/:number/share', (c) =>
    withMatter(c, async (asked) => {
      const { fields } = c.var.form;
      const typed = Object.fromEntries(shareFields.map((name) => [name, textOf(fields, name)])) as Typed;
      const done = await share(ports, c.var.me, asked.read, typed, c.var.addressClass);
      const form = typedForm(shareFields, fields);
      if (!done.ok)
        return show(
          c,
          asked,
          withErrors(
            form,
            done.problems.map(({ name, problem }) => ({ name, message: shareSentences[problem][c.var.lang] })),
          ),
          null,
          422,
        );
      const base = options.baseUrl?.replace(/\/$/, '') ?? new URL(c.req.url).origin;
      const again = await askToShare(ports, c.var.me, asked.read.whole.number);
      return show(c, again.ok ? again : asked, { values: { days: '7' }, errors: [] }, `${base}/s/${done.token}`);
    }),
  );

  door.post('/matters/:number/share/:id/revoke', (c) =>
    withMatter(c, async ({ read }) => {
      const done = await revoke(ports, c.var.me, read.seen.id, c.req.param('id') ?? '', c.var.addressClass);
      return c.redirect(`/staff/matters/${read.whole.number}/share${done ? '?revoked=1' : ''}`, 303);
    }),
  );

  door.use('/trace', requireRole('audit', 'securityAdmin'));
  const frame = (c: StaffContext) => ({ ...staffFrameOf(c), current: '/staff/trace' });
  door.get('/trace', (c) => c.html(<TracePage frame={frame(c)} form={emptyForm} found={null} now={ports.now()} />));
  door.post('/trace', async (c) => {
    const { fields } = c.var.form;
    const found = await trace(ports, c.var.me, textOf(fields, 'code'), textOf(fields, 'why'), c.var.addressClass);
    if (found.is === 'number') found.logged = await loggedInWords(ports, found.logged, c.var.lang);
    const form = typedForm(['code', 'why'] as const, fields);
    const wrong = found.is === 'unreadable' ? ('code' as const) : found.is === 'say-why' ? ('why' as const) : null;
    const shown = wrong
      ? withErrors(form, [{ name: wrong, message: traceSentences[found.is as 'unreadable' | 'say-why'][c.var.lang] }])
      : form;
    return c.html(<TracePage frame={frame(c)} form={shown} found={found} now={ports.now()} />, wrong ? 422 : 200);
  });
  return door;
}
