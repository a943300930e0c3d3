// 给系统提意见: one page; what comes in is a matter of kind `system`, with number, answer and verdict.
import { Hono } from 'hono';
import type { HttpEnv } from '#platform/http/context.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import { publicToken, readPublicForm } from '#platform/http/public-form.ts';
import { randomToken } from '#platform/ids.ts';
import type { FieldError } from '#ui/form-state.ts';
import { raiseConcern } from './actions.ts';
import { FeedbackPage } from './pages/feedback.tsx';
import type { SayField } from './pages/say.tsx';
import { SecrecyPage } from './pages/stops.tsx';
import { ErrorBody, type PortalContext, type PortalParts, tooMany } from './portal-parts.tsx';
import { problemSentences, problemsInWords } from './sentences.ts';

const stale = {
  zh: '页面放得太久，请再点一次。您写的都还在。',
  en: 'The page was open too long; please press once more. Everything you wrote is still here.',
};
const trap = {
  zh: '有一格本来要留空的填上了字，已替您清掉，请再交一次。',
  en: 'A box that must stay empty was filled in. It was cleared; please send once more.',
};

/** A path of our own, as the footer's link writes it, and nothing else. */
const screenOf = (typed: string): string => (/^\/[a-z_/-]{0,80}$/.test(typed) ? typed : '');

export function feedbackDoor(parts: PortalParts): Hono<HttpEnv> {
  const { ports, options, frameOf } = parts;
  const door = new Hono<HttpEnv>();
  type Typed = { text: string; phone: string; from: string; key: string };
  const show = (c: PortalContext, typed: Typed, errors: readonly FieldError<SayField>[] = [], status: 200 | 400 | 403 | 413 = 200) =>
    c.html(
      <FeedbackPage
        frame={frameOf(c)}
        csrf={publicToken(c)}
        form={{ values: { text: typed.text, phone: typed.phone }, errors }}
        from={typed.from}
        formKey={typed.key}
      />,
      status,
    );

  door.get('/feedback', (c) => show(c, { text: '', phone: '', from: screenOf(queryText(c, 'from', 100)), key: randomToken() }));
  door.post('/feedback', async (c) => {
    const { lang } = c.var;
    const read = await readPublicForm(c);
    const { fields } = read;
    const typed = {
      text: textOf(fields, 'text'),
      phone: textOf(fields, 'phone'),
      from: screenOf(textOf(fields, 'from')),
      key: textOf(fields, 'key').slice(0, 64) || randomToken(),
    };
    if (!read.ok) {
      if (read.refusal === 'formStale') return show(c, typed, [{ name: 'text', message: stale[lang] }], 403);
      return read.refusal === 'tooLarge'
        ? show(c, typed, [{ name: 'text', message: problemSentences['text-too-long'][lang] }], 413)
        : sayNamed(c, read.refusal);
    }
    if (textOf(fields, 'website') !== '') return show(c, typed, [{ name: 'website', message: trap[lang] }], 400);
    const wait = await tooMany(parts, c);
    if (wait !== null) return c.html(<ErrorBody frame={frameOf(c)} kind="too-many" waitMs={wait * 60_000} />, 429);
    const title = `对系统的意见${typed.from ? `（${typed.from}）` : ''}`;
    // Whoever writes about the system writes "fire" about a button: no emergency screen here.
    const raised = await raiseConcern(
      ports,
      { ...typed, title, kind: 'system', emergencyConfirmed: 'not', key: `feedback:${typed.key}` },
      { actor: { kind: 'raiser' }, channel: 'web', caller: 'portal', areaCode: options.areaCode },
    );
    if (raised.ok) return c.redirect(`/receipt/${raised.receipt.number}/${raised.receipt.code}${raised.replayed ? '?again=1' : ''}`, 303);
    if (raised.secrecy.length > 0)
      return c.html(
        <SecrecyPage frame={frameOf(c)} words={raised.secrecy} notice={problemSentences.secrecy[lang]} back="/feedback" />,
        422,
      );
    // Sent before, and changed since: a new key, so that the changed words can go as another one.
    if (raised.problems.key)
      return show(c, { ...typed, key: randomToken() }, [{ name: 'text', message: problemSentences['key-used-otherwise'][lang] }], 400);
    return show(c, typed, problemsInWords(raised.problems, lang), raised.problems.text === 'text-too-long' ? 413 : 400);
  });
  return door;
}
