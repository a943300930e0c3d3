// A concern that is still being written at the portal. It lies here sealed, under an id that only its writer's address bar and cookie know, for a day at most.
import { type Instant, instantFromMs, msOf } from '#core/time/day.ts';
import type { FileStore, Swept } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import type { EmergencyAnswer } from './rules.ts';
import * as store from './store.ts';

export const draftFields = [
  'text',
  'place',
  'placeId',
  'who',
  'name',
  'phone',
  'representedBy',
  'consent',
  'needs',
  'confidentiality',
  'accusedUnit',
] as const;
export type DraftField = (typeof draftFields)[number];
export type DraftPhoto = { id: string; name: string; bytes: number };

export type Draft = {
  /** As typed, by field; several ticked boxes are an array. */
  values: Readonly<Partial<Record<DraftField, string | readonly string[]>>>;
  /** Those that lie here for this draft. Read from their own rows, never from the sealed draft: they come on their own ways, several at a time. */
  photos: readonly DraftPhoto[];
  /** The answer on the emergency screen, and the words it was about: other words are asked about anew. */
  emergency: { answer: EmergencyAnswer; words: string } | null;
};
/** What stays of a sent one, so that sending twice and going back lead to the same receipt. */
export type Sent = { number: string; code: string };
export type Found = { state: 'open'; draft: Draft } | { state: 'sent'; sent: Sent };

export const emptyDraft: Draft = { values: {}, photos: [], emergency: null };
const lifeMs = 86_400_000;

type DraftPorts = Pick<Ports, 'db' | 'now' | 'secrets'>;
export type DraftKey = { id: string; visitor: string };

const hashed = (ports: DraftPorts, id: string): string => ports.secrets.lookupHash(id, 'intake-draft');
const bound = (idHash: string): string => `intake-draft:${idHash}`;
/** Under this name the photos of a draft lie until they belong to a matter. */
export const photosBy = (ports: DraftPorts, id: string): string => `draft:${hashed(ports, id)}`;

/** Null for an unknown id, another visitor's, or one older than a day: all of these look the same from outside. */
export async function findDraft(ports: DraftPorts, key: DraftKey): Promise<Found | null> {
  if (!/^[\w-]{32}$/.test(key.id) || key.visitor === '') return null;
  const idHash = hashed(ports, key.id);
  const row = await store.readDraft(ports.db, idHash);
  if (!row || !ports.secrets.lookupMatches(row.visitor, key.visitor, 'intake-visitor')) return null;
  const held = JSON.parse(ports.secrets.openColumn(row.sealed, bound(idHash))) as Omit<Draft, 'photos'> & Sent;
  if (row.sent_number !== null) return { state: 'sent', sent: { number: held.number, code: held.code } };
  const { values, emergency } = held;
  return { state: 'open', draft: { values, emergency, photos: await photosOf(ports, key.id) } };
}

async function photosOf(ports: DraftPorts, id: string): Promise<DraftPhoto[]> {
  const rows = await store.photosOfDraft(ports.db, photosBy(ports, id));
  return rows.map(({ id: photo, name_sealed, bytes }, at) => ({
    id: photo,
    name: name_sealed === '' ? `photo ${at + 1}` : ports.secrets.openColumn(name_sealed, `photo-name:${photo}`),
    bytes,
  }));
}

export async function saveDraft(ports: DraftPorts, key: DraftKey, draft: Draft): Promise<void> {
  const { values, emergency } = draft;
  await write(ports, key, { values, emergency }, null);
}

/** Its words go; number and code stay for a day. */
export async function markSent(ports: DraftPorts, key: DraftKey, sent: Sent): Promise<void> {
  await write(ports, key, sent, sent.number);
}

async function write(
  ports: DraftPorts,
  { id, visitor }: DraftKey,
  held: Omit<Draft, 'photos'> | Sent,
  number: string | null,
): Promise<void> {
  const idHash = hashed(ports, id);
  await store.writeDraft(ports.db, {
    id_hash: idHash,
    visitor: ports.secrets.lookupHash(visitor, 'intake-visitor'),
    sealed: ports.secrets.sealColumn(JSON.stringify(held), bound(idHash)),
    seen_at: ports.now(),
    sent_number: number,
  });
}

/** The writer wants it gone: words and photos. */
export async function forgetDraft(ports: DraftPorts, key: DraftKey, draft: Draft): Promise<void> {
  await store.dropPhotos(
    ports.db,
    draft.photos.map((photo) => photo.id),
    photosBy(ports, key.id),
  );
  await store.dropUploads(ports.db, photosBy(ports, key.id));
  await store.dropDraft(ports.db, hashed(ports, key.id));
}

/** Those nobody came back to, and photos no concern has taken; called now and then by the door, and harmless to repeat. */
export async function clearOldDrafts(ports: DraftPorts): Promise<void> {
  const before = beforeLife(ports.now());
  await store.dropDraftsBefore(ports.db, before);
  await store.dropFreePhotosBefore(ports.db, before);
}

/**
 * For the worker: old drafts and photos, and every stored file that no photo knows (also files of imports that were looked at and never run).
 * `slice`: only names that begin with these two hex signs.
 */
export async function clearLeftovers(ports: DraftPorts & { files: FileStore }, slice?: string): Promise<Swept> {
  await clearOldDrafts(ports);
  return ports.files.sweep({ isKnown: (batch) => store.knownFiles(ports.db, batch), now: new Date(ports.now()), slice });
}
const beforeLife = (now: Instant): Instant => instantFromMs(msOf(now) - lifeMs);
