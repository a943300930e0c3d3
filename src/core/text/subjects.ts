// Which subjects a text touches, by a list of words (`subjects-table.ts`). Pure look-up: the same text gives the same subjects, in one pass.
import { subjectTable } from './subjects-table.ts';

export type SubjectWord = { word: string; subject: string };

export const subjectNames: readonly string[] = Object.keys(subjectTable);

const longest = 8;
const entries = new Map<string, SubjectWord[]>();
for (const [subject, words] of Object.entries(subjectTable)) {
  for (const word of new Set(words.split(' '))) {
    const head = word.slice(0, 1);
    const list = entries.get(head);
    if (list) list.push({ word, subject });
    else entries.set(head, [{ word, subject }]);
  }
}

/** `folded` is `foldForSearch` of the text. Each word found, with its subject, as often as it stands there. */
export function subjectWordsIn(folded: string): SubjectWord[] {
  const found: SubjectWord[] = [];
  for (let at = 0; at < folded.length; at += 1) {
    const known = entries.get(folded.charAt(at));
    if (!known) continue;
    const here = folded.slice(at, at + longest);
    for (const entry of known) if (here.startsWith(entry.word)) found.push(entry);
  }
  return found;
}
