// Entries of the desk that were begun and not registered: one draft for each form that was opened, so that the next caller gets an empty page and two windows do not
// write over each other. Sealed like every draft at the staff door, read by its writer alone, gone when registered or after the same days.
import { Hono } from 'hono';
import { type Draft, type DraftKey, draftsUnder, findDraft, forgetDraft, keepDraft } from '#features/matters/index.ts';
import { type Fields, textOf, textsOf } from '#platform/http/form.ts';
import type { Ports } from '#platform/ports.ts';
import type { StaffEnv } from '#platform/session/staff.ts';
import { markersIn } from './rules.ts';

type DraftPorts = Pick<Ports, 'db' | 'now' | 'secrets'>;

const written = ['text', 'title', 'place', 'name', 'phone', 'address', 'representedBy', 'consent', 'instantText', 'instantBasis'] as const;
/** The answers about danger and about the same thing are not kept: they are asked anew. */
const chosen = ['channel', 'receivedOn', 'kind', 'placeId', 'category', 'needs', 'confidentiality', 'accusedUnit'] as const;
const contact: readonly string[] = ['name', 'phone', 'address', 'representedBy', 'consent'];
const sealedKinds: readonly string[] = ['identitySealed', 'accusation'];
const mostListed = 5;

const isFormKey = (key: string): boolean => /^[\w-]{16,64}$/.test(key);
const keyOf = (accountId: string, formKey: string): DraftKey => ({ matterId: 'desk', accountId, action: formKey });

/**
 * Keeps what is typed under the key of its form. Where nobody may know who speaks, names and numbers are left out; with a mark of secrecy in it nothing is kept,
 * and what was kept before goes. Refusal: 'secrecy'.
 */
export async function keepDeskDraft(
  ports: DraftPorts,
  accountId: string,
  formKey: string,
  typed: Fields,
): Promise<'kept' | 'secrecy' | 'no-key'> {
  if (!isFormKey(formKey)) return 'no-key';
  const key = keyOf(accountId, formKey);
  const texts = Object.fromEntries([...written, ...chosen].map((name) => [name, textOf(typed, name)]));
  if (Object.values(texts).some((words) => markersIn(words.slice(0, 40_000)).length > 0)) {
    await forgetDraft(ports, key);
    return 'secrecy';
  }
  const isSealed = sealedKinds.includes(texts['confidentiality'] ?? '');
  const kept = Object.fromEntries(Object.entries(texts).filter(([name, value]) => value !== '' && !(isSealed && contact.includes(name))));
  const words = written.some((name) => (kept[name] ?? '').trim() !== '');
  const photoIds = textsOf(typed, 'photoId').slice(0, 6);
  await keepDraft(
    ports,
    key,
    { values: { ...kept, photoId: photoIds }, words, version: 0 },
    { caller: `staff:${accountId}`, key: formKey },
  );
  return 'kept';
}

export const findDeskDraft = async (ports: DraftPorts, accountId: string, formKey: string): Promise<Draft | null> =>
  isFormKey(formKey) ? findDraft(ports, keyOf(accountId, formKey)) : null;

export const forgetDeskDraft = async (ports: DraftPorts, accountId: string, formKey: string): Promise<void> =>
  isFormKey(formKey) ? forgetDraft(ports, keyOf(accountId, formKey)) : undefined;

/** The newest of one's own, each with its first words. */
export async function deskDrafts(
  ports: DraftPorts,
  accountId: string,
): Promise<{ key: string; savedAt: Draft['savedAt']; words: string }[]> {
  const drafts = await draftsUnder(ports, 'desk', accountId, mostListed);
  return drafts.map(({ action, savedAt, values }) => ({
    key: action,
    savedAt,
    words: [...(written.map((name) => String(values[name] ?? '')).find((words) => words.trim() !== '') ?? '')].slice(0, 24).join(''),
  }));
}

/** From the page while it is written (204; 422 where it may not be kept), or from its button that throws a draft away. */
export function deskDraftsDoor(ports: DraftPorts): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.post('/intake/draft', async (c) => {
    const { fields } = c.var.form;
    const key = textOf(fields, 'key');
    if (textOf(fields, 'step') === 'forget') {
      await forgetDeskDraft(ports, c.var.me.accountId, key);
      return c.redirect('/staff/intake', 303);
    }
    const kept = await keepDeskDraft(ports, c.var.me.accountId, key, fields);
    return c.body(null, kept === 'kept' ? 204 : 422);
  });
  return door;
}
