// Templates and plain words in the database.
import type { Day, Instant } from '#core/time/day.ts';
import type { Uses } from '#platform/db/tables.ts';
import type { PlainWord, ReplyTemplate } from './rules-wording.ts';

type Templates = Uses<'reply_template'>;
type PlainWords = Uses<'plain_word'>;

export async function readTemplates(db: Templates): Promise<ReplyTemplate[]> {
  const rows = await db.selectFrom('reply_template').selectAll().orderBy('title').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    categoryId: row.category_id,
    title: row.title,
    body: row.body,
    basis: row.basis,
    remedy: row.remedy,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

export async function insertTemplate(db: Templates, one: ReplyTemplate & { validFrom: Day; validTo: Day | null }): Promise<void> {
  await db
    .insertInto('reply_template')
    .values({
      id: one.id,
      category_id: one.categoryId,
      title: one.title,
      body: one.body,
      basis: one.basis,
      remedy: one.remedy,
      valid_from: one.validFrom,
      valid_to: one.validTo,
    })
    .execute();
}

/** A template is never rewritten: a changed one is a new row, and this is the last day of the one before. */
export async function endTemplate(db: Templates, id: string, lastDay: Day): Promise<void> {
  await db.updateTable('reply_template').set({ valid_to: lastDay }).where('id', '=', id).execute();
}

export async function readPlainWords(db: PlainWords): Promise<PlainWord[]> {
  const rows = await db.selectFrom('plain_word').selectAll().where('ended_at', 'is', null).orderBy('phrase').execute();
  return rows.map((row) => ({ id: row.id, phrase: row.phrase, plain: row.plain, isEmpty: row.is_empty }));
}

export async function insertPlainWords(db: PlainWords, words: readonly PlainWord[]): Promise<void> {
  if (words.length === 0) return;
  await db
    .insertInto('plain_word')
    .values(words.map((word) => ({ id: word.id, phrase: word.phrase, plain: word.plain, is_empty: word.isEmpty, ended_at: null })))
    .execute();
}

export async function updatePlainWord(db: PlainWords, word: PlainWord): Promise<void> {
  await db
    .updateTable('plain_word')
    .set({ phrase: word.phrase, plain: word.plain, is_empty: word.isEmpty })
    .where('id', '=', word.id)
    .execute();
}

export async function endPlainWord(db: PlainWords, id: string, at: Instant): Promise<void> {
  await db.updateTable('plain_word').set({ ended_at: at }).where('id', '=', id).execute();
}

/** Whether there ever was one: a county that ended all of them wants none back. */
export async function hasAnyWording(db: Templates & PlainWords): Promise<{ templates: boolean; words: boolean }> {
  const [template, word] = [
    await db.selectFrom('reply_template').select('id').limit(1).executeTakeFirst(),
    await db.selectFrom('plain_word').select('id').limit(1).executeTakeFirst(),
  ];
  return { templates: template !== undefined, words: word !== undefined };
}
