// What a call-back officer has begun to write on a call: kept like every draft at the staff door, for one round of one matter. That somebody writes here is told to nobody:
// whoever handled the matter is not to know that a verdict is being taken down.
import { type Context, Hono } from 'hono';
import { type Draft, type DraftKey, findDraft, forgetDraft, keepDraft } from '#features/matters/index.ts';
import { type Fields, textOf } from '#platform/http/form.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { actorOf, type StaffEnv } from '#platform/session/staff.ts';
import type { ForCall } from './actions-callback.ts';
import { callFields } from './pages/call-form.tsx';
import { type CallFormName, callForms } from './pages/callback.tsx';

type DraftPorts = Pick<Ports, 'db' | 'now' | 'secrets'>;
export type CallDraftName = CallFormName | 'attempt';
export const attemptFields = ['reached', 'callWords'] as const;
const written: readonly string[] = ['words', 'refusedWords', 'reference', 'foundWords', 'callWords'];

/** The round is part of it: what was begun about one answer must not be found in the form for the next one. */
const keyOf = (accountId: string, { matter }: Pick<ForCall, 'matter'>, name: CallDraftName): DraftKey => ({
  matterId: matter.id,
  accountId,
  action: `callback-${name}-${matter.round}`,
});

export const findCallDraft = (ports: DraftPorts, accountId: string, opened: ForCall, name: CallDraftName): Promise<Draft | null> =>
  findDraft(ports, keyOf(accountId, opened, name));

export const forgetCallDraft = (ports: DraftPorts, accountId: string, opened: ForCall, name: CallDraftName): Promise<void> =>
  forgetDraft(ports, keyOf(accountId, opened, name));

export async function keepCallDraft(
  ports: DraftPorts,
  accountId: string,
  opened: ForCall,
  name: CallDraftName,
  typed: Fields,
): Promise<void> {
  const names: readonly string[] = name === 'attempt' ? attemptFields : callFields;
  const values = Object.fromEntries(names.map((field) => [field, textOf(typed, field)] as const).filter(([, value]) => value !== ''));
  const words = written.some((field) => (values[field] ?? '').trim() !== '');
  const form = { caller: `callback:${accountId}`, key: textOf(typed, 'key') };
  await keepDraft(ports, keyOf(accountId, opened, name), { values, words, version: opened.matter.version }, form);
}

type WithMatter = (c: Context<StaffEnv>, show: (opened: ForCall) => Promise<Response>) => Promise<Response>;

/** From the page while it is written (204), or from its button that throws the draft away. */
export function callDraftsDoor(ports: DraftPorts, withMatter: WithMatter): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.post('/callbacks/:number/:form/draft', (c) =>
    withMatter(c, async (opened) => {
      const name = c.req.param('form');
      const isKnown = (one: string): one is CallDraftName => one === 'attempt' || callForms.some((form) => form === one);
      if (!isKnown(name)) return sayNamed(c, 'notFound');
      const { id } = actorOf(c.var.me);
      const { fields } = c.var.form;
      if (textOf(fields, 'step') !== 'forget') {
        await keepCallDraft(ports, id, opened, name, fields);
        return c.body(null, 204);
      }
      await forgetCallDraft(ports, id, opened, name);
      return c.redirect(`/staff/callbacks/${opened.matter.number}${name === 'attempt' ? '' : `/${name}`}`, 303);
    }),
  );
  return door;
}
