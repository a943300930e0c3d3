// What somebody has begun to write on a matter is kept on the server, sealed, until it is sent: a refusal, a lost line or a closed window loses nothing.
// That somebody is writing is told to the others; what, is not. Nothing here says who is at their desk: only forms that were begun are known.
import { addHours, type Instant } from '#core/time/day.ts';
import type { Ports } from '#platform/ports.ts';
import * as store from './store-drafts.ts';

export type { DraftKey, Writing } from './store-drafts.ts';
export type DraftValues = Readonly<Record<string, string | readonly string[]>>;
export type Draft = { values: DraftValues; version: number; savedAt: Instant };

type DraftPorts = Pick<Ports, 'db' | 'now' | 'secrets'>;
const longest = 60_000; // characters; ten times the longest reply
const toldForHours = 12; // a form left open over night is nobody writing
const keptDays = 30;
const bound = ({ matterId, accountId, action }: store.DraftKey): string => `action-draft:${matterId}:${accountId}:${action}`;

/** Null also where the key it was sealed with is gone. */
export async function findDraft(ports: DraftPorts, key: store.DraftKey): Promise<Draft | null> {
  const row = await store.readDraft(ports.db, key);
  return row && opened(ports, key, row);
}

function opened(ports: DraftPorts, key: store.DraftKey, { sealed, version, savedAt }: store.DraftRow): Draft | null {
  try {
    return { values: JSON.parse(ports.secrets.openColumn(sealed, bound(key))) as DraftValues, version, savedAt };
  } catch {
    return null; // all it throws is that this cannot be opened
  }
}

/** What one person has begun under an id that is no matter's, as the entries of the desk: the newest first. */
export async function draftsUnder(
  ports: DraftPorts,
  matterId: string,
  accountId: string,
  most: number,
): Promise<(Draft & { action: string })[]> {
  const rows = await store.draftsUnder(ports.db, matterId, accountId, most);
  return rows.flatMap((row) => {
    const draft = opened(ports, { matterId, accountId, action: row.action }, row);
    return draft ? [{ ...draft, action: row.action }] : [];
  });
}

/** `words`: whether any of it was written by hand; a form without words is no draft, and an emptied one ends it. */
export async function keepDraft(
  ports: DraftPorts,
  key: store.DraftKey,
  draft: { values: DraftValues; words: boolean; version: number },
  form: { caller: string; key: string },
): Promise<void> {
  const text = JSON.stringify(draft.values);
  if (!draft.words || text.length > longest) return draft.words ? undefined : store.dropDraft(ports.db, key);
  await store.writeDraft(
    ports.db,
    key,
    { version: draft.version, sealed: ports.secrets.sealColumn(text, bound(key)), at: ports.now() },
    form,
  );
}

export const forgetDraft = (ports: DraftPorts, key: store.DraftKey): Promise<void> => store.dropDraft(ports.db, key);

/** Forms kept since then are being written. */
export const writingSince = (now: Instant): Instant => addHours(now, -toldForHours);

export const othersWriting = (ports: DraftPorts, matterId: string, me: string): Promise<store.Writing[]> =>
  store.writingOn(ports.db, matterId, me, writingSince(ports.now()));

/** For the clock. */
export const clearOldActionDrafts = (ports: Pick<Ports, 'db' | 'now'>): Promise<void> =>
  store.dropDraftsBefore(ports.db, addHours(ports.now(), -24 * keptDays));
