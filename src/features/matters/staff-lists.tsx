// Workbench, ledger, rulings, and several dispatched at once.
import { type Context, Hono } from 'hono';
import type { RulingSubject } from '#core/matter/events.ts';
import type { Matter, Status } from '#core/matter/matter.ts';
import { cameLate } from '#core/matter/number.ts';
import { addWorkdays } from '#core/time/calendar.ts';
import { atTimeOfDay } from '#core/time/day.ts';
import { sayDue } from '#core/time/explain.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type StaffEnv } from '#platform/session/staff.ts';
import { instantShort } from '#ui/lang.ts';
import { decodeCursor, encodeCursor } from './list.ts';
import type { BulkView } from './pages/bulk.tsx';
import type { RowView } from './pages/matter-table.tsx';
import { type RulingLine, RulingsPage } from './pages/rulings.tsx';
import { WorkbenchPage } from './pages/workbench.tsx';
import { type Facts, loadFacts } from './staff-facts.ts';
import { categoryOptions } from './staff-form.ts';
import { isStaffAction, refusalOf } from './staff-forms.ts';
import { frameOf } from './staff-frame.ts';
import { sentenceOf } from './staff-sentences.ts';
import { namesFor, whoOf } from './staff-view.ts';
import { countPiles, listPile, type PileName, type PileScope, pileCap, readHistories } from './store-staff.ts';
import { seesCounty, seesMatters } from './visibility.ts';
import { seeFound } from './visibility-read.ts';
import { type SeenRow, seenRows } from './visibility-rows.ts';
import type { SeenMatter } from './visibility-seen.ts';
import { sightOf } from './visibility-sql.ts';
import { actionWords, channelWords, rulingWords, type StaffAction, shortReasons, statusWords } from './words.ts';

type StaffContext = Context<StaffEnv>;
const pageSize = 50;

/** What the workbench offers for several at once; handed in, because that door stands on the rows of this one. */
type BulkFor = (pile: PileName, f: Facts) => BulkView | null;

export function listsDoor(ports: Ports, bulkFor: BulkFor): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const facts = (c: StaffContext) => loadFacts(ports, c.var.me, c.var.lang);

  door.get('/', async (c) => {
    const f = await facts(c);
    const empty = { piles: [], cap: pileCap, rows: [], now: f.now, nextHref: null, firstHref: null, bulk: null };
    if (!maySeeAny(f)) return c.html(<WorkbenchPage frame={frameOf(c, '/staff')} {...empty} />);
    const scope = scopeOf(f);
    const counts = await countPiles(ports.db, scope);
    const names = pilesFor(f).filter((one) => one !== 'old' || counts.old > 0);
    const name = names.find((one) => one === c.req.query('pile')) ?? firstPile(f, names, counts);
    const after = decodeCursor(c.req.query('cursor'));
    const found = await listPile(ports.db, name, scope, pageSize + 1, after);
    const rows = await seenRows(ports, f.viewer, f.county, found.slice(0, pageSize));
    const last = found.slice(0, pageSize).at(-1);
    const done = c.req.query('done') ?? '';
    return c.html(
      <WorkbenchPage
        frame={frameOf(c, '/staff')}
        piles={names.map((one) => ({ name: one, count: counts[one], current: one === name }))}
        cap={pileCap}
        rows={rows.map((row) => rowView(row, f))}
        now={f.now}
        nextHref={found.length > pageSize && last ? `/staff?pile=${name}&cursor=${encodeCursor(last.due_at, last.id)}` : null}
        firstHref={after ? `/staff?pile=${name}` : null}
        bulk={bulkFor(name, f)}
        flash={isStaffAction(done) ? actionWords[done].done[f.lang] : undefined}
      />,
    );
  });

  door.get('/rulings', async (c) => {
    const f = await facts(c);
    if (!holdsAny(f.me, 'hotline', 'countyOffice', 'dispatcher')) return sayNamed(c, 'notYours');
    const after = decodeCursor(c.req.query('cursor'));
    const found = await listPile(ports.db, 'ruling', scopeOf(f), pageSize + 1, after);
    const rows = found.slice(0, pageSize);
    const histories = await readHistories(
      ports.db,
      rows.map((row) => row.id),
    );
    const lines: RulingLine[] = [];
    for (const row of rows) {
      const events = histories.get(row.id) ?? [];
      const read = await seeFound(ports, f.viewer, { id: row.id, placeText: row.place_text, events }, f.county);
      if (read) lines.push(...rulingLines(read.seen, read.whole, f));
    }
    const last = rows.at(-1);
    return c.html(
      <RulingsPage
        frame={frameOf(c, '/staff/rulings')}
        lines={lines}
        nextHref={found.length > pageSize && last ? `/staff/rulings?cursor=${encodeCursor(last.due_at, last.id)}` : null}
        firstHref={after ? '/staff/rulings' : null}
      />,
    );
  });

  return door;
}

export const maySeeAny = (f: Facts): boolean => seesMatters(f.viewer);

function scopeOf(f: Facts): PileScope {
  const calendar = f.county.limits.calendar;
  const soon = atTimeOfDay(addWorkdays(calendar, f.today, 3).on, '24:00');
  return { ...sightOf(f.viewer, f.county), now: f.now, soon };
}

const pilesFor = (f: Facts): readonly PileName[] =>
  seesCounty(f.viewer)
    ? ['overdue', 'soon', 'rework', 'dispatch', 'ruling', 'callback', 'old']
    : ['overdue', 'soon', 'rework', 'sign', 'ruling', 'callback', 'old'];

/** Everybody begins with their own work: the desk with what waits for dispatch, the second person with what waits for a ruling, a unit with what burns. */
function firstPile(f: Facts, names: readonly PileName[], counts: Record<PileName, number>): PileName {
  const own: PileName[] = [];
  if (holdsAny(f.me, 'dispatcher', 'intake')) own.push('dispatch');
  if (holdsAny(f.me, 'hotline', 'countyOffice')) own.push('ruling');
  if (holdsAny(f.me, 'callback')) own.push('callback');
  return (
    [...own, ...(['overdue', 'sign', 'soon', 'rework'] as const), ...names].find((name) => names.includes(name) && counts[name] > 0) ??
    names[0] ??
    'overdue'
  );
}

const running: readonly string[] = [
  'registered',
  'dispatched',
  'objecting',
  'acknowledged',
  'contacted',
  'inProgress',
  'onHold',
  'terminationPending',
] satisfies Status[];

export function rowView(row: SeenRow, f: Facts): RowView {
  const { lang, county } = f;
  const channel = channelWords[row.channel as keyof typeof channelWords]?.[lang] ?? row.channel;
  return {
    number: row.number,
    version: row.version,
    title: row.title || (row.category_id === null ? channel : county.categories.nameOf(row.category_id, lang)),
    sub: `${channel} · ${instantShort(row.received_at, f.now, lang)}`,
    place: row.place_id === null ? row.place_text || '—' : f.places.byId(row.place_id) ? f.places.wordsOf(row.place_id) : row.place_text,
    owner: county.units.byId(row.owner_unit_id)?.shortName ?? row.owner_unit_id,
    person: row.owner_account_id === null ? null : county.staff.nameOf(row.owner_account_id),
    status: statusWords[row.status as Status]?.[lang] ?? row.status,
    due: running.includes(row.status) ? row.due_at : null,
    cameLate: cameLate(row.number, row.due_at),
    provisional: row.provisional,
    light: row.light as RowView['light'],
    round: row.round,
  };
}

const mostChoices = 60;
/** Villages are left out where there are many; a chosen one is always there. */
export function unitFilter(f: Facts, chosen = '') {
  const own = seesCounty(f.viewer) ? f.county.units.all : f.county.units.all.filter((unit) => f.below.includes(unit.id));
  const shown = own.length <= mostChoices ? own : own.filter((unit) => unit.kind !== 'village' || unit.id === chosen);
  return shown.map((unit) => ({ value: unit.id, label: unit.shortName }));
}

/** Townships and villages; the finer ones only where one of them is chosen. */
export function placeFilter(f: Facts, chosen: string) {
  const path = f.places.path(chosen).map((place) => place.id);
  const shown = f.places.all.filter(
    (place) => place.kind === 'township' || place.kind === 'village' || place.kind === 'community' || path.includes(place.id),
  );
  return shown.map((place) => {
    const depth = f.places.path(place.id).filter((one) => one.kind !== 'county').length - 1;
    return { value: place.id, label: `${'　'.repeat(Math.max(0, depth))}${place.name}` };
  });
}

export function categoryFilter(f: Facts, chosen: string) {
  const all = categoryOptions(f);
  if (all.length <= mostChoices) return all;
  const path = f.county.categories.path(chosen).map((category) => category.id);
  return all.filter(
    (option) =>
      f.county.categories.path(option.value).length === 1 || path.includes(f.county.categories.byId(option.value)?.parentId ?? ''),
  );
}

/** Everything of one matter that waits for a second person. */
function rulingLines({ matter: m, history }: SeenMatter, whole: Matter, f: Facts): RulingLine[] {
  const names = namesFor(f, m);
  const waits: { subject: RulingSubject; action: StaffAction; event: string; ruleBy: string | undefined }[] = [];
  if (m.objection) waits.push({ subject: 'objection', action: 'ruleObjection', event: 'objected', ruleBy: m.objection.ruleBy });
  if (m.extension) waits.push({ subject: 'extension', action: 'ruleExtension', event: 'extensionAsked', ruleBy: m.extension.ruleBy });
  if (m.pauseAsked) waits.push({ subject: 'pause', action: 'rulePause', event: 'pauseAsked', ruleBy: m.pauseAsked.ruleBy });
  if (m.hold && !m.hold.confirmed) waits.push({ subject: 'hold', action: 'ruleHold', event: 'held', ruleBy: m.hold.ruleBy });
  if (m.termination)
    waits.push({ subject: 'termination', action: 'ruleTermination', event: 'terminationAsked', ruleBy: m.termination.ruleBy });
  if (m.exclusion?.state === 'asked')
    waits.push({ subject: 'exclusion', action: 'ruleExclusion', event: 'exclusionAsked', ruleBy: m.exclusion.ruleBy });
  if (m.exclusion?.state === 'appealed')
    waits.push({ subject: 'appeal', action: 'ruleAppeal', event: 'exclusionAppealed', ruleBy: m.exclusion.ruleBy });
  return waits.map(({ subject, action, event, ruleBy }) => {
    const asked = history.findLast((one) => one.type === event);
    const reason = asked && 'reason' in asked.data ? asked.data.reason : '';
    const refused = refusalOf(action, { ...f, matter: whole, evidence: [] });
    const at = ruleBy as Parameters<typeof names.at>[0] | undefined;
    return {
      number: m.number,
      title: names.words(m.title),
      due: sayDue(m.deadline, f.lang),
      subject: rulingWords[subject][f.lang],
      who: asked ? whoOf(asked.actor, names) : '',
      reason: names.words(reason),
      ruleBy: at ? names.at(at) : null,
      late: at !== undefined && at < f.now,
      action,
      blocked:
        refused === null ? null : (shortReasons[refused.refusal]?.[f.lang] ?? sentenceOf(refused.refusal, f.lang, f.now, refused.detail)),
    };
  });
}
