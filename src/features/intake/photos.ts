// Photos of a concern before it is one: developed anew (no EXIF, no GPS), stored by content, and listed under whoever brought them until a matter takes them.

import type { Photo, PhotoRefusal, PhotoResult } from '#platform/files/photos.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import type { DraftPhoto } from './drafts.ts';
import { caps } from './rules.ts';
import { insertPhoto } from './store.ts';

/** `develop` is platform/files takePhoto; the door hands it in. */
export type PhotoPorts = Pick<Ports, 'db' | 'now' | 'newId'> & { files: FileStore; develop: (bytes: Uint8Array) => Promise<PhotoResult> };
export type Refused = { name: string; refusal: PhotoRefusal };

/** Takes each file for itself: a bad one keeps neither the others nor the words from being saved. */
export async function keepPhotos(
  ports: PhotoPorts,
  files: readonly File[],
  by: string,
  already: number,
): Promise<{ kept: DraftPhoto[]; refused: Refused[] }> {
  const kept: DraftPhoto[] = [];
  const refused: Refused[] = [];
  for (const [at, file] of files.entries()) {
    const name = nameOf(file, at);
    if (already + kept.length >= caps.photos) refused.push({ name, refusal: 'too-many-photos' });
    else {
      const taken = await ports.develop(new Uint8Array(await file.arrayBuffer()));
      if (taken.ok) kept.push(await store(ports, taken.photo, name, by));
      else refused.push({ name, refusal: taken.refusal });
    }
  }
  return { kept, refused };
}

async function store(ports: PhotoPorts, photo: Photo, name: string, by: string): Promise<DraftPhoto> {
  const [whole, thumb] = [await ports.files.put(photo.bytes), await ports.files.put(photo.thumbnail)];
  const id = ports.newId();
  await insertPhoto(ports.db, {
    id,
    sha256: whole.sha256,
    thumb_sha256: thumb.sha256,
    mime: photo.contentType,
    bytes: whole.bytes,
    width: photo.width,
    height: photo.height,
    added_by: by,
    added_at: ports.now(),
  });
  return { id, name, bytes: whole.bytes };
}

/** The file's own name, for "which photo"; never used as a path. */
const nameOf = (file: File, at: number): string => file.name.replace(/[\p{C}]/gu, '').slice(-60) || `photo ${at + 1}`;
