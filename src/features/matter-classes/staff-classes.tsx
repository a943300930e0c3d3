// The list of classes, one class, its chart, and a class proposed by hand.
import { type Context, Hono } from 'hono';
import { weeksOf } from '#core/matter-class/effect.ts';
import { type ClassStatus, measuresNow } from '#core/matter-class/state.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import { seesMatters, statusWords, type Viewer } from '#features/matters/index.ts';
import { drawSeries } from '#platform/charts/series.ts';
import { queryText, textOf } from '#platform/http/form.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { instantShort } from '#ui/lang.ts';
import type { StaffFrame } from '#ui/page-staff.tsx';
import { effectOfClass } from './actions-effect.ts';
import { makeClass } from './actions-members.ts';
import { groups, listForViewer, readClass, readMembers } from './actions-read.ts';
import { loadAround } from './around.ts';
import { ListPage, type MakeField } from './pages/list.tsx';
import { ShowPage } from './pages/show.tsx';
import { hasEstimate } from './rules.ts';
import { classSentence, fieldOfRefusal, statusOfClassRefusal } from './sentences.ts';
import { actionsFor, type Eye, effectView, factsOf, measuresOf, ownerLine, storyOf, whyLine } from './staff-view.ts';
import { readSettings } from './store-settings.ts';
import { classStatusWords, type Lang } from './words.ts';

export type C = Context<StaffEnv>;
const pageSize = 30;

export const frameOf = (c: C, current = '/staff/classes'): StaffFrame => ({ ...staffFrameOf(c), current, findAction: '/staff/matters' });
export async function eyeOf(c: C, ports: Ports): Promise<Eye> {
  return { viewer: actorOf(c.var.me), around: await loadAround(ports), lang: c.var.lang, now: ports.now() };
}
export const isDesk = (viewer: Viewer): boolean =>
  viewer.roles.some((role) => role === 'dispatcher' || role === 'hotline' || role === 'countyOffice');
export const maySet = (viewer: Viewer): boolean => viewer.roles.some((role) => role === 'countyOffice' || role === 'systemAdmin');
export const isUnderIn =
  ({ around }: Eye) =>
  (unitId: string, above: string): boolean =>
    unitId === above || around.units.path(unitId).some((unit) => unit.id === above);

export function sayNoClass(c: C): Response {
  const { lang } = c.var;
  return c.var.say({
    status: 404,
    code: 'not-found',
    title: lang === 'zh' ? '没有找到' : 'Not found',
    sentences: [classSentence('not-found', lang)],
    next: { href: '/staff/classes', label: lang === 'zh' ? '回一类事' : 'To the classes' },
  });
}

const tabWords: Record<string, Record<Lang, string>> = {
  clues: { zh: '线索', en: 'Clues' },
  candidates: { zh: '候选', en: 'Candidates' },
  running: { zh: '在办', en: 'Under way' },
  ended: { zh: '见效和归档', en: 'Effective, archived' },
  aside: { zh: '搁置和并入', en: 'Set aside, joined' },
};

export function classesDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.get('/classes', async (c) => {
    const eye = await eyeOf(c, ports);
    return seesMatters(eye.viewer) || maySet(eye.viewer) ? list(c, ports, eye, emptyForm) : sayNoClass(c);
  });
  door.post('/classes', async (c) => {
    const eye = await eyeOf(c, ports);
    const { fields } = c.var.form;
    const numbers = [
      ...new Set(
        textOf(fields, 'numbers')
          .normalize('NFKC')
          .toUpperCase()
          .split(/[\s,，、;；]+/),
      ),
    ].filter(Boolean);
    const made = await makeClass(ports, eye.viewer, { title: textOf(fields, 'title'), numbers });
    if (made.ok) return c.redirect(`/staff/classes/${made.m.number}?done=1`, 303);
    const name: MakeField = fieldOfRefusal[made.refusal] === 'numbers' ? 'numbers' : 'title';
    const form = withErrors(typedForm<MakeField>(['title', 'numbers'], fields), [
      { name, message: classSentence(made.refusal, eye.lang, made.detail) },
    ]);
    return list(c, ports, eye, form, statusOfClassRefusal(made.refusal));
  });
  door.get('/classes/:number{C[0-9]{8}}', async (c) => show(c, ports));
  door.get('/classes/:number{C[0-9]{8}}/chart.svg', async (c) => {
    const eye = await eyeOf(c, ports);
    const read = await readClass(ports, eye.viewer, eye.around, c.req.param('number'));
    if (!read) return sayNoClass(c);
    const found = await effectOfClass(ports, read.m, eye.around);
    const { series, effect, measureOn } = found;
    const nothing = series.before.map(() => null);
    const zh = eye.lang === 'zh';
    const estimate = measureOn !== null && hasEstimate(effect) ? effect : null;
    const svg = await drawSeries({
      title: `${read.m.number} ${zh ? '每周新增件数' : 'New matters a week'}`,
      labels: weeksOf(series).map((on) => on.slice(2).replaceAll('-', '/')),
      counts: [...series.before, ...series.after],
      fitted: estimate?.fitted,
      without: estimate ? [...nothing, ...estimate.without] : undefined,
      mark:
        measureOn === null || series.after.length === 0
          ? undefined
          : { week: series.before.length, label: `${zh ? '措施' : 'Measure'} ${measureOn}` },
      ...(queryText(c, 'narrow', 1) === '1' ? { width: 320 } : {}), // drawn for a phone, so that its letters stay readable
    });
    return c.body(svg, 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
  });
  return door;
}

async function list(
  c: C,
  ports: Ports,
  eye: Eye,
  form: FormState<MakeField>,
  status: 200 | 403 | 404 | 409 | 422 = 200,
): Promise<Response> {
  const [all, { switchedOn }] = await Promise.all([listForViewer(ports, eye.viewer, eye.around), readSettings(ports.db)]);
  const asked = queryText(c, 'state', 20);
  const fallback = Object.keys(groups).find((key) => all.some((m) => groups[key]?.includes(m.status))) ?? 'clues';
  const now = Object.hasOwn(groups, asked) ? asked : fallback;
  const inGroup = (key: string) => all.filter((m) => (groups[key] as readonly ClassStatus[]).includes(m.status));
  return c.html(
    <ListPage
      frame={frameOf(c)}
      tabs={Object.keys(groups).map((key) => ({
        href: `/staff/classes?state=${key}`,
        label: tabWords[key]?.[eye.lang] ?? key,
        count: inGroup(key).length,
        now: key === now,
      }))}
      rows={inGroup(now).map((m) => ({
        number: m.number,
        title: m.title,
        status: classStatusWords[m.status][eye.lang],
        why: whyLine(m, eye.lang),
        owner: ownerLine(m, eye),
        changed: instantShort(m.changedAt, eye.now, eye.lang),
      }))}
      isOff={!switchedOn}
      mayMake={isDesk(eye.viewer)}
      maySet={maySet(eye.viewer)}
      form={form}
    />,
    status,
  );
}

async function show(c: C, ports: Ports): Promise<Response> {
  const eye = await eyeOf(c, ports);
  const number = c.req.param('number') ?? '';
  const read = await readClass(ports, eye.viewer, eye.around, number);
  if (!read) return sayNoClass(c);
  const { m, history } = read;
  const after = afterOf(queryText(c, 'after', 80));
  const [found, members] = await Promise.all([
    effectOfClass(ports, m, eye.around),
    readMembers(ports, eye.viewer, eye.around, m, after, pageSize),
  ]);
  const { lang } = eye;
  const zh = lang === 'zh';
  const actions = actionsFor(m, eye, isUnderIn(eye));
  const relapse = m.relapses.at(-1);
  return c.html(
    <ShowPage
      frame={frameOf(c)}
      now={eye.now}
      number={number}
      title={m.title}
      status={classStatusWords[m.status][lang]}
      hypothesis={m.hypothesis}
      done={queryText(c, 'done', 2) === '1'}
      notice={
        relapse && m.status === 'established'
          ? {
              tone: 'warning',
              title: zh ? '它又回来了' : 'It is back',
              words: zh
                ? `${instantShort(relapse.at, eye.now, lang)} 系统自动重开：${relapse.days} 天内 ${relapse.n} 件。以前的原因和措施留在下面，要重新问原因。`
                : `Opened again by itself ${instantShort(relapse.at, eye.now, lang)}: ${relapse.n} within ${relapse.days} days. The old cause and measures stand below; ask anew.`,
            }
          : m.status === 'observing' && m.observation && m.observation.until <= dayOf(eye.now)
            ? {
                tone: 'info',
                title: zh ? '观察期已满，等判定' : 'The observation is over and waits for a judgement',
                words: zh
                  ? '由县政府办或热线里不属于牵头单位的人判定。'
                  : 'By somebody of the county office or the hotline who is not of the owner unit.',
              }
            : null
      }
      signals={m.signals.map((one) => whyLine({ ...m, signals: [one] }, lang))}
      whys={m.whys}
      causeIsOld={m.whys.length > 0 && m.causeRound !== m.round}
      measures={measuresOf(m, eye)}
      effect={effectView(found, eye)}
      members={members.rows.map((row) => ({
        number: row.number,
        title: row.title || eye.around.categories.nameOf(row.category_id ?? '', lang),
        place: row.place_id !== null && eye.around.places.byId(row.place_id) ? eye.around.places.wordsOf(row.place_id) : row.place_text,
        state: statusWords[row.status as keyof typeof statusWords]?.[lang] ?? row.status,
        at: instantShort(row.received_at, eye.now, lang),
      }))}
      mayMove={actions.some((one) => 'href' in one && one.href.endsWith('/exclude'))}
      membersFirst={after ? `/staff/classes/${number}` : undefined}
      membersNext={
        members.next ? `/staff/classes/${number}?after=${encodeURIComponent(`${members.next.at}|${members.next.id}`)}` : undefined
      }
      facts={factsOf(m, eye)}
      actions={actions}
      story={storyOf(history, eye)}
      hasProposal={m.owner !== null && (measuresNow(m).length > 0 || m.whys.length > 0)}
    />,
  );
}

function afterOf(typed: string): { at: Instant; id: string } | null {
  const parts = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9A-Z]{26})$/.exec(typed);
  return parts ? { at: parts[1] as Instant, id: parts[2] ?? '' } : null;
}
