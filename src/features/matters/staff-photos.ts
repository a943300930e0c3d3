// Photos at the staff door: taken with a form, shown only to who may see their matter.

import { type PhotoRefusal, takePhotos } from '#platform/files/photos.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import { insertPhoto, photosOf } from './store-staff.ts';

type FileStream = NonNullable<Awaited<ReturnType<FileStore['get']>>>;
export type PhotoPorts = Ports & { files: FileStore };
export type Stored = { ok: true; ids: string[] } | { ok: false; refusal: PhotoRefusal };

/** Stores the photos of one form under its matter. They are shown only once an event names them, so a form that is given up leaves nothing to see. */
export async function storePhotos(ports: PhotoPorts, files: readonly File[], matterId: string, addedBy: string): Promise<Stored> {
  const sent = files.filter((file) => file.size > 0);
  if (sent.length === 0) return { ok: true, ids: [] };
  const taken = await takePhotos(await Promise.all(sent.map(async (file) => new Uint8Array(await file.arrayBuffer()))));
  if (!taken.ok) return taken;
  const ids: string[] = [];
  for (const photo of taken.photos) {
    const [full, thumb] = [await ports.files.put(photo.bytes), await ports.files.put(photo.thumbnail)];
    const id = ports.newId();
    await insertPhoto(ports.db, {
      id,
      matter_id: matterId,
      sha256: full.sha256,
      thumb_sha256: thumb.sha256,
      mime: photo.contentType,
      bytes: full.bytes,
      width: photo.width,
      height: photo.height,
      added_by: addedBy,
      added_at: ports.now(),
    });
    ids.push(id);
  }
  return { ok: true, ids };
}

/** Of the ids a form brought back, those that this person stored under this matter. */
export async function keptPhotos(ports: PhotoPorts, ids: readonly string[], matterId: string, addedBy: string): Promise<string[]> {
  if (ids.length === 0) return [];
  return (await photosOf(ports.db, matterId))
    .filter((photo) => ids.includes(photo.id) && photo.added_by === addedBy)
    .map((photo) => photo.id);
}

export async function openPhoto(
  ports: PhotoPorts,
  matterId: string,
  id: string,
  thumb: boolean,
): Promise<{ mime: string; stream: FileStream } | null> {
  const photo = (await photosOf(ports.db, matterId)).find((one) => one.id === id);
  const stream = photo ? await ports.files.get(thumb ? photo.thumb_sha256 : photo.sha256) : null;
  return photo && stream ? { mime: photo.mime, stream } : null;
}
