// Reply templates and plain words: read by every reply form, kept by system administrators. Kept in memory for five seconds per database, like the directory.
import type { Transaction } from 'kysely';
import { cleanText } from '#core/text/clean.ts';
import { addDays, type Day, dayOf } from '#core/time/day.ts';
import { type By, keepChange, loadCategories, mayManageStructure } from '#features/people/index.ts';
import type { Tables } from '#platform/db/tables.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { shortMemory } from '#platform/short-memory.ts';
import { firstEmptyWords, firstPlainWords, firstTemplates, type PlainWord, type ReplyTemplate } from './rules-wording.ts';
import type { MatterDb } from './store.ts';
import {
  endPlainWord,
  endTemplate,
  hasAnyWording,
  insertPlainWords,
  insertTemplate,
  readPlainWords,
  readTemplates,
  updatePlainWord,
} from './store-wording.ts';

type WordingPorts = Pick<Ports, 'db' | 'now' | 'newId'>;
export type WordingRefusal =
  | 'not-allowed'
  | 'title-missing'
  | 'body-missing'
  | 'phrase-short'
  | 'plain-missing'
  | 'phrase-there'
  | 'not-found'
  | 'unknown-category';
export type WordingDone = { ok: true; id: string } | { ok: false; refusal: WordingRefusal };
const no = (refusal: WordingRefusal): WordingDone => ({ ok: false, refusal });

export const wordingRefusals: Record<WordingRefusal, { zh: string; en: string }> = {
  'not-allowed': { zh: '您的岗位不能改模板和用语，没有改动。', en: 'Your post does not include templates and words; nothing was changed.' },
  'title-missing': { zh: '请给模板起个名字。', en: 'Give the template a name.' },
  'body-missing': { zh: '请写模板正文，要填的地方写成【哪天】这样。', en: 'Write the text; what is to be filled in stands like 【day】.' },
  'phrase-short': { zh: '这个说法至少两个字。', en: 'A phrase has at least two characters.' },
  'plain-missing': {
    zh: '请写平常话怎么说；要是它什么也没说，就勾“什么也没说”。',
    en: 'Say it in plain words, or tick that it says nothing.',
  },
  'phrase-there': { zh: '这个说法已经在单子上了。', en: 'This phrase is on the list already.' },
  'not-found': { zh: '这一条已经不在了。', en: 'It is no longer there.' },
  'unknown-category': { zh: '没有这个类别。', en: 'There is no such category.' },
};

type Wording = { templates: readonly ReplyTemplate[]; words: readonly PlainWord[] };
const kept = shortMemory<Wording>({ lifeMs: 5_000 });

export const loadWording = (db: MatterDb): Promise<Wording> =>
  kept.recall(
    '',
    async () => {
      const [templates, words] = await Promise.all([readTemplates(db), readPlainWords(db)]);
      return { templates, words };
    },
    db,
  );

const isOn = (one: ReplyTemplate, day: Day): boolean => one.validFrom <= day && (one.validTo === null || day <= one.validTo);

/** Those of the category, of the ones above it and of the one that stands for it now, then those for every category. */
export async function templatesFor(db: MatterDb, categoryId: string | null, day: Day): Promise<ReplyTemplate[]> {
  const [{ templates }, categories] = [await loadWording(db), await loadCategories(db)];
  const path =
    categoryId === null ? [] : [categoryId, categories.nowOf(categoryId)].flatMap((id) => categories.path(id).map((one) => one.id));
  const fit = templates.filter((one) => isOn(one, day) && (one.categoryId === null || path.includes(one.categoryId)));
  return [...fit.filter((one) => one.categoryId !== null), ...fit.filter((one) => one.categoryId === null)];
}

export type TemplateFields = { categoryId: string | null; title: string; body: string; basis: string; remedy: string };

/** `id` null: a new one. A changed one is a new row from today; replies that were begun with the old words stay as they are. */
export async function keepTemplate(ports: WordingPorts, by: By, id: string | null, asked: TemplateFields): Promise<WordingDone> {
  if (!mayManageStructure(by)) return no('not-allowed');
  const long = (text: string, max: number) => cleanText(text, { max, multiline: true }).text.trim();
  const fields = {
    title: cleanText(asked.title, { max: 60 }).text,
    body: long(asked.body, 3_000),
    basis: long(asked.basis, 500),
    remedy: long(asked.remedy, 1_000),
  };
  if (fields.title === '') return no('title-missing');
  if (fields.body === '') return no('body-missing');
  if (asked.categoryId !== null && !(await loadCategories(ports.db)).byId(asked.categoryId)) return no('unknown-category');
  const today = dayOf(ports.now());
  return changing(ports, async (trx) => {
    const before =
      id === null
        ? null
        : ((await readTemplates(trx)).find((one) => one.id === id && (one.validTo === null || one.validTo >= today)) ?? undefined);
    if (before === undefined) return no('not-found');
    if (before) await endTemplate(trx, before.id, addDays(today, -1));
    const made = { ...fields, id: ports.newId(), categoryId: asked.categoryId, validFrom: today, validTo: null };
    await insertTemplate(trx, made);
    await keepChange({ ...ports, db: trx }, by, {
      what: 'template-changed',
      kind: 'template',
      id: made.id,
      why: fields.title,
      before,
      after: made,
    });
    return { ok: true, id: made.id };
  });
}

export async function endTemplateNow(ports: WordingPorts, by: By, id: string): Promise<WordingDone> {
  if (!mayManageStructure(by)) return no('not-allowed');
  const today = dayOf(ports.now());
  return changing(ports, async (trx) => {
    const before = (await readTemplates(trx)).find((one) => one.id === id && (one.validTo === null || one.validTo >= today));
    if (!before) return no('not-found');
    const lastDay = addDays(today, -1);
    await endTemplate(trx, id, lastDay);
    await keepChange({ ...ports, db: trx }, by, {
      what: 'template-ended',
      kind: 'template',
      id,
      why: before.title,
      before,
      after: { ...before, validTo: lastDay },
    });
    return { ok: true, id };
  });
}

export type PlainWordFields = { phrase: string; plain: string; isEmpty: boolean };

export async function keepPlainWord(ports: WordingPorts, by: By, id: string | null, asked: PlainWordFields): Promise<WordingDone> {
  if (!mayManageStructure(by)) return no('not-allowed');
  const phrase = cleanText(asked.phrase, { max: 30 }).text.normalize('NFKC').replace(/\s+/gu, '');
  const plain = cleanText(asked.plain, { max: 100 }).text;
  if ([...phrase].length < 2) return no('phrase-short');
  if (plain === '' && !asked.isEmpty) return no('plain-missing');
  return changing(ports, async (trx) => {
    const all = await readPlainWords(trx);
    const before = id === null ? null : all.find((one) => one.id === id);
    if (before === undefined) return no('not-found');
    if (all.some((one) => one.phrase === phrase && one.id !== id)) return no('phrase-there');
    const made: PlainWord = { id: id ?? ports.newId(), phrase, plain, isEmpty: asked.isEmpty };
    await (before ? updatePlainWord(trx, made) : insertPlainWords(trx, [made]));
    await keepChange({ ...ports, db: trx }, by, {
      what: 'plain-word-changed',
      kind: 'plainWord',
      id: made.id,
      why: phrase,
      before,
      after: made,
    });
    return { ok: true, id: made.id };
  });
}

export async function endPlainWordNow(ports: WordingPorts, by: By, id: string): Promise<WordingDone> {
  if (!mayManageStructure(by)) return no('not-allowed');
  return changing(ports, async (trx) => {
    const before = (await readPlainWords(trx)).find((one) => one.id === id);
    if (!before) return no('not-found');
    await endPlainWord(trx, id, ports.now());
    await keepChange({ ...ports, db: trx }, by, {
      what: 'plain-word-ended',
      kind: 'plainWord',
      id,
      why: before.phrase,
      before,
      after: null,
    });
    return { ok: true, id };
  });
}

/** What a new county starts with; nothing is added where there ever was any. */
export async function seedWording(ports: WordingPorts): Promise<void> {
  const has = await hasAnyWording(ports.db);
  const words = [
    ...firstPlainWords.map(([phrase, plain]) => ({ phrase, plain, isEmpty: false })),
    ...firstEmptyWords.map((phrase) => ({ phrase, plain: '', isEmpty: true })),
  ];
  if (!has.words)
    await insertPlainWords(
      ports.db,
      words.map((word) => ({ ...word, id: ports.newId() })),
    );
  if (!has.templates)
    for (const one of firstTemplates)
      await insertTemplate(ports.db, { ...one, id: ports.newId(), categoryId: null, validFrom: '2000-01-01', validTo: null });
  kept.forget();
}

async function changing(ports: WordingPorts, work: (trx: Transaction<Tables>) => Promise<WordingDone>): Promise<WordingDone> {
  const done = await inTransaction(ports.db, work);
  kept.forget();
  return done;
}
