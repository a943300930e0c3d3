// Several matters at once. Each passes the single-matter decision by itself and gets its own line; what was refused stays chosen, and the words stay.
import { type Context, Hono } from 'hono';
import type { Command } from '#core/matter/commands.ts';
import { textOf, textsOf } from '#platform/http/form.ts';
import { randomToken } from '#platform/ids.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type StaffEnv } from '#platform/session/staff.ts';
import { act, type Outcome } from './actions.ts';
import { type BulkAct, type BulkLine, BulkPage, type BulkView, bulkActs } from './pages/bulk.tsx';
import { type Facts, loadFacts } from './staff-facts.ts';
import { frameOf } from './staff-frame.ts';
import { unitFilter } from './staff-lists.tsx';
import { sentenceOf } from './staff-sentences.ts';
import { seenTitle } from './visibility-read.ts';
import { actionWords } from './words.ts';

export const mostAtOnce = 100;

/** What this person may try on several at once; null: nothing. Whether it is lawful for each is decided for each. */
export function bulkOf(f: Facts, only: readonly BulkAct[] = bulkActs): BulkView | null {
  const may: Record<BulkAct, boolean> = {
    dispatch: holdsAny(f.me, 'dispatcher'),
    remind: holdsAny(f.me, 'dispatcher', 'hotline', 'countyOffice'),
  };
  const acts = only.filter((one) => may[one]);
  return acts.length === 0
    ? null
    : { acts, options: acts.includes('dispatch') ? unitFilter(f) : [], key: randomToken(), to: '', reason: '' };
}

export type Asked = { number: string; version: number | undefined; command: Command };

/** One after another, through the one way in. `key` makes the same page sent twice act once. */
export async function actOnEach(ports: Ports, f: Facts, asked: readonly Asked[], key: string): Promise<BulkLine[]> {
  const lines: BulkLine[] = [];
  for (const { number, version, command } of asked) {
    const idempotency = /^[\w-]{16,64}$/.test(key)
      ? {
          caller: `staff:${f.me.accountId}`,
          key: `${key}.${number}`,
          requestHash: ports.hash(new TextEncoder().encode(JSON.stringify([number, command]))),
        }
      : undefined;
    const outcome = await act(ports, f.viewer, number, command, { expectedVersion: version, idempotency });
    lines.push(await lineOf(ports, number, command, outcome, f));
  }
  return lines;
}

async function lineOf(ports: Ports, number: string, command: Command, outcome: Outcome, f: Facts): Promise<BulkLine> {
  const name = command.do as keyof typeof actionWords;
  const words = outcome.ok ? actionWords[name].done[f.lang] : sentenceOf(outcome.refusal, f.lang, f.now, outcome.detail);
  return {
    number,
    version: outcome.matter?.version ?? 0,
    title: (outcome.matter && (await seenTitle(ports, f.viewer, outcome.matter, f.county))) || number,
    ok: outcome.ok,
    words,
    there: outcome.matter !== undefined,
  };
}

export function bulkDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.post('/matters/bulk', async (c: Context<StaffEnv>) => {
    const f = await loadFacts(ports, c.var.me, c.var.lang);
    const { fields } = c.var.form;
    const name: BulkAct = textOf(fields, 'act') === 'remind' ? 'remind' : 'dispatch';
    const [to, reason] = [textOf(fields, 'to'), textOf(fields, 'reason').slice(0, 2_000)];
    const chosen = [...new Set(textsOf(fields, 'matter').filter((one) => one !== ''))].slice(0, mostAtOnce);
    const asked = chosen.map((one): Asked => {
      const [number = '', version = ''] = one.split('@');
      const command: Command = name === 'remind' ? { do: 'remind', words: reason } : { do: 'dispatch', to, reason, copyTo: null };
      return { number, version: /^\d{1,9}$/.test(version) ? Number(version) : undefined, command };
    });
    const lines = await actOnEach(ports, f, asked, textOf(fields, 'key'));
    const view = bulkOf(f, [name]);
    return c.html(
      <BulkPage frame={frameOf(c, '/staff')} act={name} lines={lines} bulk={view && { ...view, to, reason }} />,
      lines.length === 0 ? 422 : 200,
    );
  });
  return door;
}
