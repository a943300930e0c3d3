// The matter itself: its page, the order on paper, its photos, and the contact that is opened with a reason.

import { type Context, Hono } from 'hono';
import { parseNumber } from '#core/matter/number.ts';
import { mayAsk } from '#core/matter/possible.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import type { Action } from '#ui/action-list.tsx';
import { emptyForm, typedForm, withErrors } from '#ui/form-state.ts';
import { openContact } from './actions-contact.ts';
import { recordLook, recordLookBeside } from './actions-look.ts';
import type { FromRooms } from './from-rooms.ts';
import { ContactPage } from './pages/contact.tsx';
import { MatterPage } from './pages/matter.tsx';
import { OrderPage } from './pages/order.tsx';
import { refusalSentence } from './sentences.ts';
import { takeBackOf, writingLines } from './staff-drafts.ts';
import { type FormFacts, loadFacts } from './staff-facts.ts';
import { isStaffAction, offers } from './staff-forms.ts';
import { frameOf, sayNotFound } from './staff-frame.ts';
import type { PhotoPorts } from './staff-photos.ts';
import { sentenceOf } from './staff-sentences.ts';
import { type Read, readMatter, viewMatter } from './staff-view.ts';
import { actionWords, type StaffAction, shortReasons } from './words.ts';

const takenBack = { zh: '已收回，原来那条仍在历史里', en: 'Taken back; the entry itself stays in the history' };

type StaffContext = Context<StaffEnv>;

export function matterDoor(ports: PhotoPorts, { classesOf }: FromRooms = {}): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const read = async (c: StaffContext): Promise<Read | null> =>
    readMatter(ports, await loadFacts(ports, c.var.me, c.var.lang), c.req.param('number') ?? '');

  door.get('/matters/:number', async (c) => {
    const found = await read(c);
    if (!found) return await elsewhere(c);
    // None needs another's answer; without the record of the look nothing is shown.
    const [{ mark, beside }, classes = []] = await Promise.all([
      recordLookBeside(ports, c.var.me, found.seen, 'matter', c.var.addressClass),
      classesOf?.(found.facts.viewer, found.facts.matter, c.var.lang),
    ]);
    const [view, offered] = [await viewMatter(ports, found, beside), offers(found.facts)];
    const done = c.req.query('done') ?? '';
    const maySummarise = offered.some((offer) => offer.action === 'summarise' && offer.blocked === null);
    return c.html(
      <MatterPage
        frame={frameOf(c)}
        mark={mark.spoken}
        view={view}
        actions={actionsOf(found.facts, offered)}
        flash={done === 'takeBack' ? takenBack[c.var.lang] : isStaffAction(done) ? actionWords[done].done[c.var.lang] : undefined}
        classes={classes}
        writing={writingLines(found.facts, beside.writing)}
        takeBack={takeBackOf(found.facts, found.history)}
        maySummarise={maySummarise}
      />,
    );
  });

  door.get('/matters/:number/order', async (c) => {
    const found = await read(c);
    if (!found) return sayNotFound(c);
    const first = found.history[0];
    const dispatched = found.history.findLast((event) => event.type === 'dispatched');
    const text = first?.type === 'registered' ? first.data.text : '';
    const words = { title: maskSensitive(found.matter.title), text: maskSensitive(text), summary: maskSensitive(found.matter.summary) };
    const { mark, beside } = await recordLookBeside(ports, c.var.me, found.seen, 'order', c.var.addressClass);
    return c.html(
      <OrderPage
        frame={frameOf(c)}
        mark={mark.spoken}
        view={await viewMatter(ports, found, beside)}
        words={words}
        dutyRef={dispatched?.type === 'dispatched' ? dispatched.data.dutyRef : null}
      />,
    );
  });

  door.get('/matters/:number/raiser', async (c) => {
    const found = await read(c);
    if (!found) return sayNotFound(c);
    if (!found.seen.mayOpenContact) return sayNamed(c, 'notYours');
    return c.html(<ContactPage frame={frameOf(c)} number={found.matter.number} form={emptyForm} contact={null} />);
  });
  door.post('/matters/:number/raiser', async (c) => {
    const facts = await loadFacts(ports, c.var.me, c.var.lang);
    const number = c.req.param('number');
    const opened = await openContact(ports, c.var.me, facts.viewer, number, textOf(c.var.form.fields, 'why'), c.var.addressClass);
    if (opened.ok) {
      const mark = await recordLook(ports, c.var.me, opened.seen, 'contact');
      return c.html(<ContactPage frame={frameOf(c)} number={number} form={emptyForm} contact={opened.contact} mark={mark.spoken} />);
    }
    if (opened.refusal === 'not-found') return sayNotFound(c);
    if (opened.refusal === 'not-your-role') return sayNamed(c, 'notYours');
    const form = withErrors<'why'>(typedForm(['why'], c.var.form.fields), [
      { name: 'why', message: refusalSentence('say-why', c.var.lang) },
    ]);
    return c.html(<ContactPage frame={frameOf(c)} number={number} form={form} contact={null} />, 422);
  });
  return door;
}

/** A number typed with spaces or without its D leads to the matter. */
async function elsewhere(c: StaffContext): Promise<Response> {
  const typed = c.req.param('number') ?? '';
  const number = parseNumber(typed);
  return number !== null && number !== typed ? c.redirect(`/staff/matters/${number}`, 303) : sayNotFound(c);
}

/** What is most likely to come next stands first and strong. */
const likely: readonly StaffAction[] = [
  'acknowledge',
  'ruleObjection',
  'ruleExtension',
  'ruleHold',
  'rulePause',
  'ruleTermination',
  'ruleExclusion',
  'ruleAppeal',
  'dispatch',
  'contact',
  'reply',
  'reportHelp',
];

function actionsOf(facts: FormFacts, offered: ReturnType<typeof offers>): Action[] {
  const { lang, matter } = facts;
  const base = `/staff/matters/${matter.number}`;
  const may = offered.filter((offer) => offer.blocked === null);
  const next = likely.find(
    (name) =>
      may.some((offer) => offer.action === name) &&
      !(name === 'contact' && (matter.status === 'registered' || matter.contactedInRound || !matter.hasContact)),
  );
  const ordered = [...may.filter((offer) => offer.action === next), ...may.filter((offer) => offer.action !== next)];
  const links = ordered.map(({ action, spec }): Action => {
    const [label, main] = [actionWords[action].name[lang], action === next];
    return spec.oneClick ? { label, post: `${base}/${action}`, main } : { label, href: `${base}/${action}`, main };
  });
  const not = offered
    .filter((offer) => offer.blocked !== null)
    .map(
      ({ action, blocked, detail }): Action => ({
        label: actionWords[action].name[lang],
        not: (blocked && shortReasons[blocked]?.[lang]) ?? (blocked ? sentenceOf(blocked, lang, facts.now, detail) : ''),
      }),
    );
  const judging = mayAsk(matter, facts.viewer, 'judge');
  const verdict =
    matter.status === 'replied' || matter.status === 'awaitingVerdict'
      ? judging === null
        ? [{ label: lang === 'zh' ? '去回访' : 'Call back', href: '/staff/callbacks', main: true }]
        : [{ label: lang === 'zh' ? '评价' : 'Judge', not: shortReasons['handler-may-not-judge']?.[lang] ?? '' }]
      : [];
  return [...links, ...verdict, ...not];
}
