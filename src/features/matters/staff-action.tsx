// GET shows an action's form, POST asks for it. Whatever comes back, what was typed is on the page again.
import { type Context, Hono } from 'hono';
import type { Command } from '#core/matter/commands.ts';
import type { Evidence } from '#core/matter/events.ts';
import { parseNumber } from '#core/matter/number.ts';
import { saysSomething } from '#core/matter/reply.ts';
import { toSimplified } from '#core/text/simplified.ts';
import { foldForSearch } from '#core/text/tokens.ts';
import { addDays, atTimeOfDay, type Instant } from '#core/time/day.ts';
import { fileSentence } from '#platform/files/evidence.ts';
import { textOf, textsOf } from '#platform/http/form.ts';
import { randomToken } from '#platform/ids.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { emptyForm, type FieldError, type FormState, typedForm } from '#ui/form-state.ts';
import { act, mergeInto, type Outcome } from './actions.ts';
import { findDraft, forgetDraft, keepDraft, othersWriting } from './actions-drafts.ts';
import { recordLook } from './actions-look.ts';
import { loadWording, templatesFor } from './actions-wording.ts';
import type { FromRooms } from './from-rooms.ts';
import { listMatters } from './list.ts';
import { ActionPage, type ActionView } from './pages/action.tsx';
import type { BesideView } from './pages/action-beside.tsx';
import type { FieldView } from './pages/form-view.ts';
import { blanksLeft, type PlainWord, phrasesIn, withTemplate } from './rules-wording.ts';
import { type AnyRefusal, statusOfRefusal } from './sentences.ts';
import { draftKeyOf, draftOf, writingLines } from './staff-drafts.ts';
import { type FormFacts, loadFacts } from './staff-facts.ts';
import { type Field, fieldFaults, isFieldFault } from './staff-fields.ts';
import { dutyWords, type FormSpec } from './staff-form.ts';
import { formOf, refusalOf } from './staff-forms.ts';
import { frameOf, sayNotFound } from './staff-frame.ts';
import { keptPhotos, type PhotoPorts, storePhotos } from './staff-photos.ts';
import { fieldOf, sentenceOf } from './staff-sentences.ts';
import { historyLines, namesFor, type Read, readMatter } from './staff-view.ts';
import { neighbours } from './store-staff.ts';
import { maySee } from './visibility.ts';
import { seenRows } from './visibility-rows.ts';
import { actionWords, outcomeWords, remedyWords, type StaffAction, statusWords } from './words.ts';

type StaffContext = Context<StaffEnv>;
type Asked = { c: StaffContext; ports: PhotoPorts; rooms: FromRooms; read: Read; action: StaffAction; spec: FormSpec };
type Shown = {
  form?: FormState;
  refusal?: { code: AnyRefusal; detail?: string | undefined } | undefined;
  kept?: readonly string[];
  seen?: number;
  preview?: BesideView['preview'];
  main?: string;
  restored?: Instant;
  phrases?: readonly PlainWord[];
};

export function actionDoor(ports: PhotoPorts, rooms: FromRooms = {}): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const ask = async (c: StaffContext): Promise<Asked | null> => {
    const action = c.req.param('action') ?? '';
    const spec = formOf(action);
    if (!spec) return null;
    const read = await readMatter(ports, await loadFacts(ports, c.var.me, c.var.lang), c.req.param('number') ?? '');
    return read && { c, ports, rooms, read, action: action as StaffAction, spec };
  };
  door.get('/matters/:number/:action', async (c) => {
    const asked = await ask(c);
    if (!asked) return sayNotFound(c);
    const main = parseNumber(c.req.query('main') ?? '');
    const refused = refusalOf(asked.action, asked.read.facts);
    const draft = main ? null : await findDraft(ports, draftKeyOf(asked.read.facts, asked.action));
    const chosen = refused ? {} : chosenIn(asked);
    const names = Object.keys(asked.spec.fields);
    return show(asked, {
      refusal: refused ? { code: refused.refusal, detail: refused.detail } : undefined,
      ...(main ? { form: typedForm(['main'], { main }) } : { form: typedForm(Object.keys(chosen), chosen) }),
      ...(draft ? { form: typedForm(names, { ...draft.values, ...chosen }), seen: draft.version, restored: draft.savedAt } : {}),
    });
  });
  door.post('/matters/:number/:action', async (c) => {
    const asked = await ask(c);
    return asked ? submit(asked) : sayNotFound(c);
  });
  return door;
}

/** What a person chose by a link of a suggestion; nothing else is ever chosen beforehand, and what is no option of the field is left out. */
const choosable: Partial<Record<StaffAction, string>> = { dispatch: 'to', classify: 'categoryId' };

function chosenIn({ c, read, action, spec }: Asked): Record<string, string> {
  const name = choosable[action];
  const value = name === undefined ? undefined : c.req.query(name);
  if (name === undefined || value === undefined) return {};
  const isOption = spec.fields[name]?.options?.({ ...read.facts, matter: read.matter }).some((option) => option.value === value);
  return isOption ? { [name]: value } : {};
}

async function submit(asked: Asked): Promise<Response> {
  const { c, ports, read, action, spec } = asked;
  const { fields, files } = c.var.form;
  const form = typedForm(Object.keys(spec.fields), fields);
  const me = c.var.me;
  const stored = await photosOfForm(asked);
  const kept = stored.ids;
  const checked = checkFields(asked, form);
  const asksWords = spec.beside?.includes('preview') ?? false;
  const blanks = asksWords ? await blanksOf(asked) : [];
  const errors = [...checked.errors, ...blanks, ...(stored.ok ? [] : [{ name: 'photos', message: refusedInWords(stored, c.var.lang) }])];
  const seen = /^\d{1,9}$/.test(textOf(fields, 'version')) ? Number(textOf(fields, 'version')) : undefined;
  const caller = `staff:${me.accountId}`;
  const draftKey = draftKeyOf(read.facts, action);
  const keep = () =>
    keepDraft(ports, draftKey, { ...draftOf(spec, form.values, read.facts), version: seen ?? read.matter.version }, { caller, key: '' });
  const step = textOf(fields, 'step');
  if (asksWords && step === 'template') return putTemplate(asked, form, kept, seen);
  if (errors.length > 0 || step === 'preview') await keep();
  const again = (more: Shown) => show(asked, { form, kept, ...(seen === undefined ? {} : { seen }), ...more });
  if (errors.length > 0) return again({ form: { values: form.values, errors } });
  const evidence: Evidence[] = kept.map((ref) => ({ kind: 'file', ref }));
  const facts: FormFacts = { ...read.facts, evidence };
  const command = spec.command(checked.values as never, facts);
  const phrases = asksWords ? phrasesIn(textOf(fields, 'text'), (await loadWording(ports.db)).words) : [];
  if (step === 'preview') return again({ preview: previewOf(command, facts), phrases });
  const emptyPhrases = facts.decision.emptyPhrases ?? [];
  // A reply that says nothing is refused by the engine, in its own words.
  const isNew =
    saysSomething(textOf(fields, 'text'), emptyPhrases) &&
    phrases.some(({ phrase }) => !textOf(fields, 'phrasesSeen').split(' ').includes(phrase));
  if (isNew) {
    await keep();
    return again({ phrases });
  }
  const key = textOf(fields, 'key');
  const idempotency = /^[\w-]{16,64}$/.test(key)
    ? {
        caller,
        key,
        requestHash: ports.hash(
          new TextEncoder().encode(JSON.stringify([read.matter.number, action, form.values, files.map((file) => file.size)])),
        ),
      }
    : undefined;
  const options = { expectedVersion: seen, idempotency };
  const outcome: Outcome =
    action === 'merge'
      ? await merged(asked, String(checked.values['main'] ?? ''), String(checked.values['reason'] ?? ''), seen)
      : await act(ports, facts.viewer, read.matter.number, command, options);
  if (outcome.ok) {
    await forgetDraft(ports, draftKey);
    const stillSees = maySee(outcome.matter, facts.viewer, facts.county);
    return c.redirect(stillSees ? `/staff/matters/${read.matter.number}?done=${action}` : `/staff?done=${action}`, 303);
  }
  if (outcome.refusal === 'not-found' && action !== 'merge') return sayNotFound(c);
  await keep();
  const now = await readMatter(ports, read.facts, read.matter.number);
  if (!now) return sayNotFound(c);
  const field = outcome.refusal === 'not-found' ? 'main' : fieldOf(outcome.refusal, Object.keys(spec.fields));
  if (field === null)
    return show(
      { ...asked, read: now },
      { form, kept, refusal: { code: outcome.refusal, detail: outcome.detail }, ...(seen === undefined ? {} : { seen }) },
    );
  const message = sentenceOf(outcome.refusal, c.var.lang, facts.now, outcome.detail);
  const shown = { form: { values: form.values, errors: [{ name: field, message }] }, kept, ...(seen === undefined ? {} : { seen }) };
  return show({ ...asked, read: now }, shown, statusOfRefusal(outcome.refusal));
}

/** Reply templates that fit the matter, those of its category first. */
async function templateOptions({ ports, read }: Asked) {
  const templates = await templatesFor(ports.db, read.matter.categoryId, read.facts.today);
  return templates.map(({ id, title }) => ({ value: id, label: title }));
}

/** Into the form, with whatever is written already; nothing is sent. */
async function putTemplate(asked: Asked, form: FormState, kept: readonly string[], seen: number | undefined): Promise<Response> {
  const { c, ports, read } = asked;
  const { fields } = c.var.form;
  const chosen = (await templatesFor(ports.db, read.matter.categoryId, read.facts.today)).find(
    ({ id }) => id === textOf(fields, 'template'),
  );
  const typed = { text: textOf(fields, 'text'), basis: textOf(fields, 'basis'), remedy: textOf(fields, 'remedy') };
  const values = { ...form.values, ...(chosen ? withTemplate(typed, chosen) : typed) };
  return show(asked, { form: { values, errors: [] }, kept, ...(seen === undefined ? {} : { seen }) });
}

/** A blank of a template that was not filled in would go to the raiser as it is. Not asked while it is only looked at. */
async function blanksOf({ c, ports }: Asked): Promise<FieldError[]> {
  const { fields } = c.var.form;
  if (textOf(fields, 'step') !== '') return [];
  const { templates } = await loadWording(ports.db);
  return (['text', 'basis', 'remedy'] as const).flatMap((name) => {
    const left = blanksLeft(textOf(fields, name), templates);
    if (left.length === 0) return [];
    const words = left.join(c.var.lang === 'zh' ? '、' : ', ');
    return [{ name, message: c.var.lang === 'zh' ? `模板里还有没填的：${words}` : `Still to be filled in: ${words}` }];
  });
}

/** Photos that came with this try, and those that an earlier try left here. */
async function photosOfForm({ c, ports, read, spec }: Asked) {
  if (!Object.hasOwn(spec.fields, 'photos')) return { ok: true as const, ids: [] };
  const kept = await keptPhotos(ports, textsOf(c.var.form.fields, 'kept'), read.matter.id, c.var.me.accountId);
  const stored = await storePhotos(ports, c.var.form.files, read.matter.id, c.var.me.accountId, kept.length);
  return { ...stored, ids: [...kept, ...stored.ids] };
}

const refusedInWords = ({ name, refusal }: { name: string; refusal: Parameters<typeof fileSentence>[0] }, lang: 'zh' | 'en'): string =>
  lang === 'zh' ? `“${name}”：${fileSentence(refusal).zh}` : `"${name}": ${fileSentence(refusal).en}`;

async function merged({ ports, read }: Asked, typed: string, reason: string, expectedVersion: number | undefined): Promise<Outcome> {
  const main = parseNumber(typed);
  if (main === null) return { ok: false, refusal: 'not-found', detail: typed };
  return mergeInto(ports, read.facts.viewer, read.matter.number, main, reason, { expectedVersion });
}

/** Shape only; each fault stands beside its field. */
function checkFields({ c, spec }: Asked, form: FormState): { values: Record<string, unknown>; errors: FieldError[] } {
  const values: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const [name, field] of Object.entries(spec.fields)) {
    const typed = form.values[name];
    const read = field.schema.safeParse(typeof typed === 'string' ? typed : (typed?.at(-1) ?? ''));
    if (read.success) values[name] = read.data;
    else {
      const fault = read.error.issues[0]?.message ?? '';
      errors.push({ name, message: fieldFaults[isFieldFault(fault) ? fault : 'choose'](field.limit ?? 200)[c.var.lang] });
    }
  }
  return { values, errors };
}

function previewOf(command: Command, facts: FormFacts): BesideView['preview'] {
  if (command.do !== 'reply' && command.do !== 'replyAtOnce') return undefined;
  return {
    text: command.text,
    outcome: outcomeWords[command.outcome][facts.lang],
    basis: command.basis,
    remedy: command.remedy === '' ? remedyWords[command.outcome].zh : command.remedy,
  };
}

async function show(asked: Asked, shown: Shown, status?: 403 | 404 | 409 | 422): Promise<Response> {
  const { c, ports, read, action, spec } = asked;
  const { facts, matter } = read;
  const names = namesFor(facts, matter);
  const form = shown.form ?? emptyForm;
  const seen = shown.seen ?? matter.version;
  const lines = historyLines(read.history, matter.id, names);
  const refusal = shown.refusal;
  const view: ActionView = {
    number: matter.number,
    version: matter.version,
    title: names.words(matter.title),
    action,
    name: actionWords[action].name[facts.lang],
    submit: submitWords(action, facts.lang),
    lead: spec.lead?.[facts.lang],
    fields: Object.entries(spec.fields).map(([name, field]) => fieldView(name, field, { ...facts, matter })),
    danger: spec.danger ?? false,
    mayPreview: spec.beside?.includes('preview') ?? false,
    key: randomToken(),
    kept: shown.kept ?? [],
    refusal: refusal && sentenceOf(refusal.code, facts.lang, facts.now, refusal.detail),
    meanwhile: lines.filter((line) => line.seq > seen),
    restored: shown.restored === undefined ? undefined : names.at(shown.restored),
    writing: writingLines(facts, await othersWriting(ports, matter.id, facts.me.accountId)),
    open: refusal === undefined || refusal.code === 'changed-meanwhile' || refusal.code === 'key-used-otherwise',
    beside: { ...(await besideOf(asked, lines)), preview: shown.preview },
    templates: spec.beside?.includes('preview') ? await templateOptions(asked) : [],
    phrases: (shown.phrases ?? []).map(({ phrase, plain }) => ({ phrase, plain })),
    now: facts.now,
  };
  const mark = await recordLook(asked.ports, c.var.me, read.seen, 'form', c.var.addressClass);
  const page = <ActionPage frame={frameOf(c)} mark={mark.spoken} view={view} form={form} />;
  return c.html(page, status ?? (refusal ? statusOfRefusal(refusal.code) : form.errors.length > 0 ? 422 : 200));
}

/** A ruling may go either way, so its button does not name one. */
const submitWords = (action: StaffAction, lang: 'zh' | 'en'): string =>
  action.startsWith('rule') ? (lang === 'zh' ? '作出决定' : 'Decide') : actionWords[action].name[lang];

function fieldView(name: string, field: Field, facts: FormFacts): FieldView {
  const hint = typeof field.hint === 'function' ? field.hint(facts) : field.hint?.[facts.lang];
  return {
    name,
    kind: field.kind,
    label: field.label[facts.lang],
    hint,
    optional: field.optional,
    options: field.options?.(facts),
    rows: field.rows,
    limit: field.limit,
    min: field.min?.(facts),
    start: field.start?.(facts) ?? '',
  };
}

/** The request that a ruling is about. */
const requestOf: Partial<Record<StaffAction, string>> = {
  ruleObjection: 'objected',
  ruleExtension: 'extensionAsked',
  ruleHold: 'held',
  rulePause: 'pauseAsked',
  ruleTermination: 'terminationAsked',
  ruleExclusion: 'exclusionAsked',
  ruleAppeal: 'exclusionAppealed',
};

async function besideOf(asked: Asked, lines: ReturnType<typeof historyLines>): Promise<BesideView> {
  const { read, spec, action } = asked;
  const wants = spec.beside ?? [];
  const names = namesFor(read.facts, read.matter);
  const first = read.history[0];
  const request = requestOf[action] === undefined ? undefined : read.history.findLast((event) => event.type === requestOf[action]);
  return {
    suggestion: wants.includes('suggestion') ? await suggestionOf(asked) : undefined,
    duties: wants.includes('duties') ? dutiesOf(read.facts) : undefined,
    asked: wants.includes('asked') && request ? lines.filter((line) => line.seq === request.seq) : undefined,
    candidates: wants.includes('candidates') ? await candidatesOf(asked) : undefined,
    original:
      (wants.includes('summary') || wants.includes('preview')) && first?.type === 'registered' ? names.words(first.data.text) : undefined,
  };
}

const mostDuties = 12;
/** Who leads by the lists, then who had it taken back or only cooperates: the dispatcher sees both before choosing. */
function dutiesOf(facts: FormFacts): { unit: string; says: string }[] {
  const { county, decision, matter, lang } = facts;
  if (matter.categoryId === null) return [];
  const answers = county.units.all
    .filter((unit) => unit.kind === 'department' || unit.kind === 'township')
    .map((unit) => ({ unit, duty: decision.duty(unit.id, matter.categoryId) }));
  const rank = ({ duty }: (typeof answers)[number]) =>
    duty.ok ? (duty.dutyRef === null ? 3 : 0) : duty.refusal === 'duty-taken-back' ? 1 : duty.refusal === 'duty-cooperate-only' ? 2 : 4;
  const telling = answers.filter((answer) => rank(answer) < 3).sort((a, b) => rank(a) - rank(b));
  return telling.slice(0, mostDuties).map(({ unit, duty }) => ({ unit: unit.shortName, says: dutyWords(duty, lang) }));
}

const mostSuggested = 4;
/** What the machine proposes, with the units that the duty lists give for that category; nothing where this step is not for this person or time. */
async function suggestionOf({ rooms, read, action }: Asked): Promise<BesideView['suggestion']> {
  const { facts, matter } = read;
  if (!rooms.suggests || refusalOf(action, facts) !== null) return undefined;
  const found = await rooms.suggests(matter.id, facts.lang);
  if (found === null) return undefined;
  const names = namesFor(facts, matter);
  const first = read.history[0];
  // Words are told only where they stand in what this reader sees: names and addresses may be starred out.
  const seen = [matter.title, first?.type === 'registered' ? first.data.text : '', matter.summary].map(names.words).join('\n');
  const shown = toSimplified(foldForSearch(seen));
  const words = found.words.filter((word) => shown.includes(word));
  if (words.length === 0) return undefined; // without a reason that can be shown it is no proposal to weigh
  const units = facts.county.units.all.flatMap((unit) => {
    const duty = facts.decision.duty(unit.id, found.categoryId);
    const isKeptOut = matter.accusedUnitId !== null && facts.decision.isUnder(unit.id, matter.accusedUnitId);
    return duty.ok && duty.dutyRef !== null && !isKeptOut ? [{ id: unit.id, name: unit.shortName, says: dutyWords(duty, facts.lang) }] : [];
  });
  return {
    category: names.category(found.categoryId),
    categoryId: found.categoryId,
    current: matter.categoryId === null ? null : names.category(matter.categoryId),
    isCurrent: matter.categoryId === found.categoryId,
    mayClassify: refusalOf('classify', facts) === null,
    sure: found.sure,
    words,
    units: units.slice(0, mostSuggested),
  };
}

async function candidatesOf({ c, ports, read }: Asked): Promise<NonNullable<BesideView['candidates']>> {
  const { facts, matter } = read;
  const find = c.req.query('find')?.slice(0, 60) ?? '';
  const near = () =>
    neighbours(ports.db, {
      id: matter.id,
      placeId: matter.placeId,
      categoryId: matter.categoryId,
      since: atTimeOfDay(addDays(facts.today, -90), '00:00'),
      accountId: facts.viewer.id,
    });
  const rows =
    find === ''
      ? await seenRows(ports, facts.viewer, facts.county, await near())
      : (await listMatters(ports, facts.viewer, facts.county, { q: find, open: true, limit: 12 })).rows;
  const names = namesFor(facts, matter);
  const shown = rows.filter((row) => row.number !== matter.number);
  return {
    find,
    rows: shown.map((row) => ({
      number: row.number,
      title: row.title || names.category(row.category_id),
      sub: [row.place_text, names.unit(row.owner_unit_id), statusWords[row.status as keyof typeof statusWords]?.[facts.lang] ?? row.status]
        .filter(Boolean)
        .join(' · '),
    })),
  };
}
