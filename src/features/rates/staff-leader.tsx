// The leader's page and what is done on it: an instruction given, an instruction judged.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type Measures, measuresOf, sayShare, sayShortShare } from '#core/rates/measures.ts';
import { periodBefore, periodOf, windowOf } from '#core/rates/period.ts';
import type { Tally } from '#core/rates/tally.ts';
import { maskSensitive } from '#core/text/mask.ts';
import { dayOf, msOf } from '#core/time/day.ts';
import { refusalSentence, statusWords } from '#features/matters/index.ts';
import { textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { emptyForm, type FormState, typedForm, withErrors } from '#ui/form-state.ts';
import { byInstantWords, cappedCount, clockIn, dayIn, groupNumber, plainDay } from '#ui/lang.ts';
import {
  countOld,
  directiveLimits,
  instruct,
  judgeDirective,
  mayInstruct,
  mostOld,
  readDirectives,
  readRates,
  readRisers,
  readSentences,
  readStuck,
  scopeOf,
} from './actions.ts';
import { counted } from './memory.ts';
import { type InstructionField, LeaderPage, type LeaderProps } from './pages/leader.tsx';
import { fewMatters } from './rules-leader.ts';
import { mayLead } from './rules-readers.ts';
import { frameOf, listHref, type Reader, readerOf } from './staff-parts.ts';
import { sealedSince } from './store.ts';
import { leaderKeys, leftOut, meaning, measureWords, numberSentence, periodWords, rule, setWords } from './words.ts';

const mostDirectives = 4;
const titleLength = 26;
const saidLength = 40;

export function leaderDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();

  door.get('/leader', async (c) => {
    if (!mayLead(c.var.me.roles)) return sayNamed(c, 'notYours');
    const done = c.req.query('done') ?? '';
    const zh = c.var.lang === 'zh';
    const flash =
      done === 'judged'
        ? zh
          ? '评价已记下。'
          : 'Your verdict is recorded.'
        : /^D\d{10,30}$/.test(done)
          ? zh
            ? `已交办，编号 ${groupNumber(done)}，办理情况下次打开这一页就能看到。`
            : `Given, number ${groupNumber(done)}; the next time you open this page it shows how it goes on.`
          : undefined;
    return show(c, ports, { flash });
  });

  door.post('/leader/instructions', async (c) => {
    if (!mayLead(c.var.me.roles)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const typed = typedForm<InstructionField>(['text', 'unit', 'limit', 'category'], fields);
    const reader = await readerOf(c, ports);
    const read = instructionSchema.safeParse({
      text: textOf(fields, 'text').trim(),
      unit: textOf(fields, 'unit'),
      limit: textOf(fields, 'limit'),
      category: textOf(fields, 'category'),
    });
    const key = keyOf(textOf(fields, 'key'), ports);
    if (!read.success) {
      const wrong = [...new Set(read.error.issues.map((issue) => String(issue.path[0]) as InstructionField))];
      return show(c, ports, {
        form: withErrors(
          typed,
          wrong.map((name) => ({ name, message: fieldWords[name][reader.lang] })),
        ),
        key,
        status: 422,
      });
    }
    const { text, unit, limit, category } = read.data;
    const known = category === '' || reader.county.categories.byId(category) !== undefined;
    if (!known)
      return show(c, ports, {
        form: withErrors(typed, [{ name: 'category', message: fieldWords.category[reader.lang] }]),
        key,
        status: 422,
      });
    const given = await instruct(ports, reader.viewer, {
      text,
      unitId: unit,
      categoryId: category === '' ? null : category,
      limitKey: limit,
      key,
    });
    if (given.ok) return c.redirect(`/staff/leader?done=${given.number}`, 303);
    const sentence = refusalSentence(given.refusal, reader.lang, given.detail);
    if (given.number !== undefined) {
      const zh = `已登记为 ${groupNumber(given.number)}，但还没有派到单位，等热线派单：${sentence}`;
      const en = `Registered as ${groupNumber(given.number)}, but not with a unit yet; the desk will dispatch it: ${sentence}`;
      return show(c, ports, { problem: reader.lang === 'zh' ? zh : en });
    }
    return show(c, ports, { form: withErrors(typed, [{ name: 'unit', message: sentence }]), key: ports.newId(), status: 422 });
  });

  door.post('/leader/instructions/:number/verdict', async (c) => {
    if (!mayLead(c.var.me.roles)) return sayNamed(c, 'notYours');
    const { fields } = c.var.form;
    const reader = await readerOf(c, ports);
    const read = verdictSchema.safeParse({
      solved: textOf(fields, 'solved'),
      level: textOf(fields, 'level'),
      words: textOf(fields, 'words'),
    });
    if (!read.success) {
      const problem =
        reader.lang === 'zh'
          ? '还没有评价：请选“办好了没有”和“满意程度”两项。'
          : 'Not judged yet: please choose both whether it is done and how satisfied you are.';
      return show(c, ports, { problem, status: 422 });
    }
    const judged = await judgeDirective(ports, reader.viewer, c.req.param('number'), read.data);
    if (judged.ok) return c.redirect('/staff/leader?done=judged', 303);
    if (judged.refusal === 'not-found') return sayNamed(c, 'notFound');
    return show(c, ports, { problem: refusalSentence(judged.refusal, reader.lang, judged.detail), status: 409 });
  });
  return door;
}

const instructionSchema = z.object({
  text: z.string().min(2).max(500),
  unit: z.string().min(1).max(60),
  limit: z.enum(directiveLimits),
  category: z.string().max(60),
});
const verdictSchema = z.object({
  solved: z.enum(['yes', 'partly', 'no']),
  level: z.enum(['1', '2', '3', '4', '5']).transform((text) => Number(text) as 1 | 2 | 3 | 4 | 5),
  words: z.string().max(1_000),
});

const fieldWords: Record<InstructionField, { zh: string; en: string }> = {
  text: { zh: '请写清要办什么，2 到 500 字', en: 'Please say what is to be done, in 2 to 500 characters' },
  unit: { zh: '请选一个单位', en: 'Please choose a unit' },
  limit: { zh: '请选多少天内答复', en: 'Please choose within how many days to answer' },
  category: { zh: '没有这个类别，请另选', en: 'There is no such category; please choose another' },
};

/** One key for each form that is shown, so that it acts once however often it is sent. */
const keyOf = (sent: string, ports: Ports): string => (/^[0-9A-Z]{26}$/.test(sent) ? sent : ports.newId());

type Shown = {
  flash?: string | undefined;
  problem?: string;
  form?: FormState<InstructionField>;
  key?: string;
  status?: 200 | 409 | 422;
};

async function show(c: Context<StaffEnv>, ports: Ports, { flash, problem, form, key: formKey, status = 200 }: Shown): Promise<Response> {
  const reader = await readerOf(c, ports);
  const { viewer, county, lang, now } = reader;
  const period = periodOf('quarter', dayOf(now));
  const before = periodBefore(period);
  const key = `${scopeOf(viewer, county.units)?.join(',') ?? ''}:${period.code}:${viewer.id}:${viewer.roles.join(',')}`;
  const [{ at, value: counts }, directives] = await Promise.all([
    counted(
      ports.db,
      key,
      now,
      (since) => sealedSince(ports.db, since),
      () =>
        Promise.all([
          readRates(ports, viewer, period, null),
          readRates(ports, viewer, before, null),
          readStuck(ports, viewer, county),
          countOld(ports, viewer, county),
          readSentences(ports, viewer, county, windowOf(before, now).from),
          readRisers(ports, viewer, county),
        ]),
    ),
    readDirectives(ports, viewer, county, mostDirectives),
  ]);
  const [current, last, stuck, old, sentences, growth] = counts;
  const zh = lang === 'zh';
  const m = measuresOf(current.total);
  const unitName = (id: string) => county.units.byId(id)?.shortName ?? id;
  const since = (at: typeof now) => sinceWords(at, reader);
  return c.html(
    <LeaderPage
      frame={frameOf(c, '/staff/leader')}
      scope={reader.scope}
      period={periodWords(period, lang)}
      asOf={`${zh ? '统计到' : 'Counted up to'} ${dayIn(at)} ${clockIn(at)}`}
      leftOut={leftOut(current.total, lang)}
      rule={rule[lang]}
      numbers={numbersOf(current.total, m, measuresOf(last.total), reader, period)}
      stuck={stuck.map((row) => ({
        number: row.number,
        title: short(maskSensitive(row.title), titleLength),
        unit: zh ? `${unitName(row.unitId)}承办` : unitName(row.unitId),
        since: since(row.since),
        why: whyStuck(row, reader),
      }))}
      old={old === 0 ? null : cappedCount(old, mostOld)}
      sentences={sentences.map((one) => ({
        solved: one.solved,
        words: one.words,
        where: [
          one.placeId === null ? '' : (reader.places.path(one.placeId).find((place) => place.kind === 'township')?.name ?? ''),
          one.categoryId === null ? '' : county.categories.nameOf(one.categoryId, lang),
          plainDay(dayIn(one.at), dayOf(now), lang),
        ]
          .filter((part) => part !== '')
          .join(' · '),
      }))}
      growth={growth.map((one) => ({
        name: county.categories.nameOf(one.id, lang),
        before: one.before,
        after: one.after,
        href: `/staff/matters?${new URLSearchParams({ category: one.id })}`,
        few: one.after + one.before < fewMatters,
      }))}
      directives={directives.map((one) => ({
        number: one.number,
        title: short(one.title, titleLength),
        unit: unitName(one.unitId),
        status: one.verdict === null ? statusWords[one.status][lang] : setWords[one.verdict][lang],
        due: zh ? byInstantWords(one.dueAt, now, lang) : byInstantWords(one.dueAt, now, lang),
        said: short(maskSensitive(one.said), saidLength),
        waits: one.waitsForVerdict,
        key: one.number,
      }))}
      flash={flash}
      problem={problem}
      form={mayInstruct(viewer, county.units) ? formOf(form, formKey ?? ports.newId(), reader) : null}
    />,
    status,
  );
}

const short = (text: string, most: number): string => {
  const signs = [...text.replace(/\s+/g, ' ')];
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : signs.join('');
};

function sinceWords(at: Reader['now'], { lang, now }: Reader): string {
  const days = Math.max(0, Math.floor((msOf(now) - msOf(at)) / 86_400_000));
  const day = plainDay(dayIn(at), dayOf(now), lang);
  return lang === 'zh' ? `${day}起（${days} 天）` : `since ${day} (${days} d)`;
}

/** A number and its % stay on one line. */
const tied = (text: string): string => text.replaceAll(' %', '\u00a0%');

const levels = {
  zh: ['', '提到乡镇部门级', '提到县级', '提到联席会议'],
  en: ['', 'at township or department', 'at county office', 'at standing meeting'],
};

function whyStuck(row: Awaited<ReturnType<typeof readStuck>>[number], { lang, now }: Reader): string {
  const zh = lang === 'zh';
  const late = Math.floor((msOf(now) - msOf(row.dueAt)) / 86_400_000);
  return [
    row.escalation > 0 ? (levels[lang][row.escalation] ?? '') : '',
    row.round > 1 ? (zh ? `第 ${row.round} 轮` : `round ${row.round}`) : '',
    row.returns > 0 ? (zh ? `退过 ${row.returns} 次` : `returned ${row.returns}×`) : '',
    row.cameLate
      ? zh
        ? `旧台账导入，原期限 ${dayIn(row.dueAt)} 已过`
        : `from an older ledger, was due on ${dayIn(row.dueAt)}`
      : row.dueAt < now
        ? late > 0
          ? zh
            ? `超期 ${late} 天`
            : `late by ${late} d`
          : zh
            ? '今天超期'
            : 'late since today'
        : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function numbersOf(t: Tally, m: Measures, before: Measures, { lang }: Reader, period: ReturnType<typeof periodOf>): LeaderProps['numbers'] {
  const zh = lang === 'zh';
  return leaderKeys.map((key) => {
    const { name, part, whole } = measureWords[key];
    const said = sayShare(m[key], lang);
    const value = sayShortShare(m[key], lang);
    const list = (set: typeof part, n: number) => ({ href: listHref(period, set), words: `${setWords[set][lang]} ${n}` });
    const [ofPart, ofWhole] = [list(part, m[key].part), list(whole, m[key].n)];
    return {
      name: name[lang],
      value,
      interval: said.slice(value.length).trim(),
      sentence: tied(numberSentence(key, t, m, lang)),
      meaning: tied(meaning(key, m[key], before[key], zh ? '上季度' : 'last quarter', lang)),
      partHref: ofPart.href,
      partWords: ofPart.words,
      wholeHref: ofWhole.href,
      wholeWords: ofWhole.words,
    };
  });
}

function formOf(form: FormState<InstructionField> | undefined, key: string, { lang, now, county }: Reader): LeaderProps['form'] {
  const today = dayOf(now);
  const state: FormState<InstructionField> = form ?? { ...emptyForm, values: { limit: 'super.ordinary' } };
  return {
    state,
    key,
    units: county.units.all.filter((unit) => unit.kind !== 'county').map((unit) => ({ value: unit.id, label: unit.shortName })),
    categories: county.categories.on(today).map((category) => ({ value: category.id, label: county.categories.nameOf(category.id, lang) })),
    limits: directiveLimits.map((value, i) => ({
      value,
      label: (lang === 'zh' ? ['急', '一般', '难'] : ['Urgent', 'Ordinary', 'Hard'])[i] ?? '',
      hint: byInstantWords(county.limits.end(value, now), now, lang),
    })),
  };
}
