// What stands behind the footer of every page: limits from the live tables, what is public, privacy, accessibility.
import { Hono } from 'hono';
import { dayOf } from '#core/time/day.ts';
import { explainDeadline } from '#core/time/explain.ts';
import { limitOn } from '#core/time/limits.ts';
import { loadCircumstances, loopLimits } from '#features/matters/index.ts';
import { loadLimits } from '#features/people/index.ts';
import type { HttpEnv } from '#platform/http/context.ts';
import { ArticlePage, basisOf, LimitsPage, lengthOf } from './pages/about.tsx';
import type { PortalParts } from './portal-parts.tsx';

/** Beside the reply itself, what a raiser may hold us to. */
const told = [
  'hotline.dispatch',
  'hotline.sign',
  'hotline.objection.raise',
  'hotline.objection.decide',
  'hotline.callback',
  'hotline.verdict',
  'hotline.verdict.change',
  'hotline.overdue.notice',
  'hotline.escalation',
  'hotline.reopen',
  'petition.close',
  'disclosure.reply',
];

export function aboutDoor({ ports, frameOf }: PortalParts): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  door.get('/about/limits', async (c) => {
    const { lang } = c.var;
    const today = dayOf(ports.now());
    const [rows, { limits, categories }] = await Promise.all([loadLimits(ports.db), loadCircumstances(ports.db)]);
    const rowOf = (key: string) => limitOn(rows, key, today) ?? limitOn(loopLimits, key, today);
    const lines = categories.on(today).flatMap((category) => {
      const [reply, contact] = [rowOf(category.limitKey), rowOf(category.contactLimitKey)];
      if (!reply || !contact) return [];
      const name = categories
        .path(category.id)
        .map((one) => categories.nameOf(one.id, lang))
        .join(' › ');
      return [{ name, reply: lengthOf(reply, lang), contact: lengthOf(contact, lang), basis: basisOf(reply, lang) }];
    });
    const others = told.flatMap((key) => {
      const row = rowOf(key);
      return row ? [{ clock: row.clock[lang], length: lengthOf(row, lang), basis: basisOf(row, lang) }] : [];
    });
    return c.html(
      <LimitsPage frame={frameOf(c)} lines={lines} others={others} example={explainDeadline(limits.reply(null, ports.now()), lang)} />,
    );
  });
  for (const topic of ['open', 'privacy', 'accessibility'] as const)
    door.get(`/about/${topic}`, (c) => c.html(<ArticlePage frame={frameOf(c)} topic={topic} />));
  door.get('/about/public', (c) => c.redirect('/about/open', 301));
  return door;
}
