// Drafts at the staff door: what of a form is kept, who else is writing, and taking back the own last entry.
import { type Context, Hono } from 'hono';
import type { Command } from '#core/matter/commands.ts';
import { decide } from '#core/matter/decide.ts';
import type { RecordedEvent } from '#core/matter/events.ts';
import { textOf } from '#platform/http/form.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { clockIn } from '#ui/lang.ts';
import { act } from './actions.ts';
import { type DraftKey, forgetDraft, keepDraft, type Writing } from './actions-drafts.ts';
import { statusOfRefusal } from './sentences.ts';
import { type Facts, type FormFacts, loadFacts } from './staff-facts.ts';
import type { FormSpec } from './staff-form.ts';
import { formOf, isStaffAction } from './staff-forms.ts';
import { sayNotFound } from './staff-frame.ts';
import { sentenceOf } from './staff-sentences.ts';
import { readMatter } from './staff-view.ts';
import { actionWords } from './words.ts';

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Only what people write is worth keeping; what they chose is kept along with it. */
export function draftOf(
  spec: FormSpec,
  fields: Fields,
  facts: FormFacts,
): { values: Record<string, string | readonly string[]>; words: boolean } {
  const names = Object.keys(spec.fields).filter((name) => spec.fields[name]?.kind !== 'photos');
  const values = Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
  const words = names.some((name) => {
    const field = spec.fields[name];
    const typed = fields[name];
    if (field === undefined || typeof typed !== 'string' || (field.kind !== 'text' && field.kind !== 'line')) return false;
    return typed.trim() !== '' && typed.trim() !== (field.start?.(facts) ?? '').trim();
  });
  return { values, words };
}

export const draftKeyOf = (facts: FormFacts, action: string): DraftKey => ({
  matterId: facts.matter.id,
  accountId: facts.me.accountId,
  action,
});

/** One line for each: who, since when, at what. Never what it says. */
export function writingLines({ county, lang }: Facts, writing: readonly Writing[]): string[] {
  return writing.flatMap(({ accountId, action, begunAt }) => {
    const person = county.staff.byId(accountId);
    if (!person || !isStaffAction(action)) return [];
    const unit = county.units.byId(person.unitId)?.shortName ?? person.unitId;
    const what = actionWords[action].name[lang];
    return [
      lang === 'zh'
        ? `${unit} ${person.name} ${clockIn(begunAt)} 起在写“${what}”，还没提交。`
        : `${unit} ${person.name} has been writing "${what}" since ${clockIn(begunAt)}; it is not sent yet.`,
    ];
  });
}

/** The command that takes back the last entry, when it is this person's and may be; else null. */
export function takeBackOf(
  facts: FormFacts,
  history: readonly Pick<RecordedEvent, 'seq' | 'type' | 'actor' | 'at'>[],
): { command: Command; seq: number; what: string } | null {
  const last = history.at(-1);
  if (last?.actor.kind !== 'staff') return null;
  const command: Command = { do: 'takeBack', entry: { seq: last.seq, type: last.type, by: last.actor.id, at: last.at }, reason: '' };
  return 'events' in decide(facts.matter, command, facts.decision) ? { command, seq: last.seq, what: last.type } : null;
}

export function draftsDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  const read = async (c: Context<StaffEnv>) => readMatter(ports, await loadFacts(ports, c.var.me, c.var.lang), c.req.param('number') ?? '');

  /** From the page while it is written (204), or from its button that throws the draft away. */
  door.post('/matters/:number/:action/draft', async (c) => {
    const action = c.req.param('action');
    const spec = formOf(action);
    const found = spec && (await read(c));
    if (!spec || !found) return sayNotFound(c);
    const { fields } = c.var.form;
    const key = draftKeyOf(found.facts, action);
    if (textOf(fields, 'step') === 'forget') {
      await forgetDraft(ports, key);
      return c.redirect(`/staff/matters/${found.matter.number}/${action}`, 303);
    }
    const version = /^\d{1,9}$/.test(textOf(fields, 'version')) ? Number(textOf(fields, 'version')) : found.matter.version;
    await keepDraft(
      ports,
      key,
      { ...draftOf(spec, fields, found.facts), version },
      { caller: `staff:${c.var.me.accountId}`, key: textOf(fields, 'key') },
    );
    return c.body(null, 204);
  });

  door.post('/matters/:number/take-back', async (c) => {
    const found = await read(c);
    if (!found) return sayNotFound(c);
    const { facts, matter, history } = found;
    const { lang } = facts;
    const seq = Number(textOf(c.var.form.fields, 'seq'));
    const entry = history.find((event) => event.seq === seq);
    const by = entry?.actor.kind === 'staff' ? entry.actor.id : '';
    const command: Command = {
      do: 'takeBack',
      entry: entry ? { seq, type: entry.type, by, at: entry.at } : { seq: 0, type: 'registered', by: '', at: facts.now },
      reason: textOf(c.var.form.fields, 'reason').slice(0, 500),
    };
    const outcome = await act(ports, facts.viewer, matter.number, command, { expectedVersion: seq === matter.version ? seq : undefined });
    if (outcome.ok) return c.redirect(`/staff/matters/${matter.number}?done=takeBack`, 303);
    const refusal = outcome.refusal === 'changed-meanwhile' ? 'take-back-late' : outcome.refusal;
    return c.var.say({
      status: statusOfRefusal(refusal) === 422 ? 409 : (statusOfRefusal(refusal) as 403 | 404 | 409),
      code: refusal,
      title: lang === 'zh' ? '没有收回' : 'Not taken back',
      sentences: [sentenceOf(refusal, lang, facts.now, outcome.detail)],
      next: { href: `/staff/matters/${matter.number}`, label: lang === 'zh' ? '回到这件事' : 'Back to the matter' },
    });
  });
  return door;
}
