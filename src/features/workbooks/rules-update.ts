// What a row may change of a matter that is here already (P02: the raiser's words never change; P10: nothing moves but by decisions). Only four things of a table do:
// category, place, the desk's summary, and a note beside the words. Each becomes a command that the engine may still refuse; all else is left and said to be left.
import type { Command } from '#core/matter/commands.ts';
import type { Matter } from '#core/matter/matter.ts';
import { dayOf } from '#core/time/day.ts';

/** In the order in which they are told to people. */
export const changeable = ['category', 'place', 'summary', 'note'] as const;
export type Changeable = (typeof changeable)[number];
export const kept = ['title', 'body', 'time', 'phone', 'channel'] as const;
export type Kept = (typeof kept)[number];

/** The row's words, empty where the table says nothing. */
export type RowWords = Readonly<Record<Changeable | 'title' | 'body' | 'day', string>>;

/** What the record says, as far as a row can differ from it. */
type Axes = Pick<Extract<Command, { do: 'classify' }>, 'urgency' | 'effort' | 'difficulty'>;
export type Before = {
  matter: Matter;
  axes: Axes;
  text: string;
  notes: readonly string[] /** null: not compared. */;
  samePhone: boolean | null;
};

export type Directory = { categoryOf(words: string): string | null; matchPlace(words: string): string | null };

export type LeftWhy = 'words-stay' | 'time-stays' | 'contact-stays' | 'category-unknown' | 'place-unknown';
export type Revision = {
  commands: { field: readonly Changeable[]; command: Command }[];
  left: { field: Changeable | Kept; why: LeftWhy }[];
};

/** Empty cells change nothing: a column that was not filled in is no wish to delete. */
export function revise(row: RowWords, before: Before, directory: Directory): Revision {
  const { matter: m } = before;
  const left: Revision['left'] = [];
  const commands: Revision['commands'] = [];
  const categoryId = row.category === '' ? m.categoryId : directory.categoryOf(row.category);
  const placeId = row.place === '' ? m.placeId : directory.matchPlace(row.place);
  if (row.category !== '' && categoryId === null) left.push({ field: 'category', why: 'category-unknown' });
  if (row.place !== '' && placeId === null) left.push({ field: 'place', why: 'place-unknown' });
  const wanted = { categoryId: categoryId ?? m.categoryId, placeId: placeId ?? m.placeId };
  const moved = changeable.filter((field) =>
    field === 'category' ? wanted.categoryId !== m.categoryId : field === 'place' && wanted.placeId !== m.placeId,
  );
  if (moved.length > 0) commands.push({ field: moved, command: { do: 'classify', ...wanted, ...before.axes } });
  if (row.summary !== '' && row.summary !== m.summary)
    commands.push({ field: ['summary'], command: { do: 'summarise', summary: row.summary } });
  if (row.note !== '' && !before.notes.includes(row.note))
    commands.push({ field: ['note'], command: { do: 'note', words: row.note, evidence: [] } });
  if (row.title !== '' && row.title !== m.title && !isShortened(row.title, m.title)) left.push({ field: 'title', why: 'words-stay' });
  if (row.body !== '' && row.body !== before.text && row.body !== m.title && row.body !== row.title)
    left.push({ field: 'body', why: 'words-stay' });
  if (row.day !== '' && row.day !== dayOf(m.receivedAt)) left.push({ field: 'time', why: 'time-stays' });
  if (before.samePhone === false) left.push({ field: 'phone', why: 'contact-stays' });
  return { commands, left };
}

/** A title that was made from the first words of a text, or starred out in an export of ours, is no other title. */
const isShortened = (one: string, other: string): boolean => {
  const bare = (text: string): string => text.replace(/…$/, '');
  return other.startsWith(bare(one)) || one.startsWith(bare(other)) || (one.includes('*') && one.length === other.length);
};
