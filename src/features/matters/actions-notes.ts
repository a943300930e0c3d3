// The same kind of note on many matters at once, as a table that is brought in has them: each through its own decision, all in one commit, because a commit for each
// costs more than everything else about it, and all in one statement, because then a round trip for each is what costs most.
import type { Actor } from '#core/matter/events.ts';
import { matterOf } from '#core/matter/matter.ts';
import { inTransaction, query, type Runner } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { decideNote, type Outcome } from './actions.ts';
import { loadCircumstances } from './circumstances.ts';
import { rowOf } from './row.ts';
import { readHistories } from './store-staff.ts';
import { type Moved, type Part, runPart, writeMany } from './store-write.ts';
import { maySee } from './visibility.ts';

/** One answer for each, in order. A refusal leaves the others alone; a fault leaves all unwritten. */
export async function noteTogether(ports: Ports, actor: Actor, notes: readonly { number: string; words: string }[]): Promise<Outcome[]> {
  if (notes.length === 0) return [];
  const circumstances = await loadCircumstances(ports.db);
  return inTransaction(ports.db, async (trx) => {
    const now = ports.now();
    const locked = await query<{ id: string; number: string }>(
      trx as Runner,
      'matters-notes-lock',
      'select id, number from matter where number = any($1::text[]) order by id for update',
      [[...new Set(notes.map((note) => note.number))]],
    );
    const ids = new Map(locked.map((row) => [row.number, row.id]));
    const histories = await readHistories(trx, [...ids.values()]);
    const answers: Outcome[] = [];
    const moved = new Map<string, Moved>();
    const rest: Part[] = [];
    for (const { number, words } of notes) {
      const id = ids.get(number);
      const history = id === undefined ? undefined : histories.get(id);
      const matter = id === undefined || history === undefined ? null : matterOf(id, history);
      if (id === undefined || !history || !matter || (actor.kind === 'staff' && !maySee(matter, actor, circumstances))) {
        answers.push({ ok: false, refusal: 'not-found' });
        continue;
      }
      const { answer, parts } = decideNote(ports, { id, matter, history }, words, actor, circumstances, now);
      if (answer.ok && answer.events.length > 0) {
        const earlier = moved.get(id)?.events ?? []; // the same matter may be noted on twice
        moved.set(id, { events: [...earlier, ...answer.events], row: rowOf(answer.matter, circumstances.limits, now) });
        histories.set(id, answer.history);
        rest.push(...parts);
      }
      answers.push(answer);
    }
    await writeMany(trx as Runner, [...moved.values()], now);
    for (const part of rest) await runPart(trx as Runner, part);
    return answers;
  });
}
