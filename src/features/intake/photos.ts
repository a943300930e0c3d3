// Photos of a concern before it is one: developed anew (no EXIF, no GPS), stored by content, and listed under whoever brought them until a matter takes them.

import type { FileRefusal, Taken } from '#platform/files/evidence.ts';
import type { Ports } from '#platform/ports.ts';
import type { DraftPhoto } from './drafts.ts';
import { caps } from './rules.ts';
import { insertPhoto } from './store.ts';

/** `take` is platform/files takeFile for photos only; the door hands it in. */
export type PhotoPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'secrets'> & { take: (bytes: Uint8Array) => Promise<Taken> };
export type Refused = { name: string; refusal: FileRefusal };

/** Takes each file for itself: a bad one, or a store that is away, keeps neither the others nor the words from being saved. */
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
      const taken = await ports.take(new Uint8Array(await file.arrayBuffer()));
      if (!taken.ok) refused.push({ name, refusal: taken.refusal });
      else {
        const id = ports.newId();
        const { kind: _, ...stored } = taken.file;
        const name_sealed = ports.secrets.sealColumn(name, `photo-name:${id}`);
        await insertPhoto(ports.db, { ...stored, id, name_sealed, added_by: by, added_at: ports.now() });
        kept.push({ id, name, bytes: stored.bytes });
      }
    }
  }
  return { kept, refused };
}

/** The file's own name, for "which photo"; never used as a path. */
const nameOf = (file: File, at: number): string => file.name.replace(/[\p{C}]/gu, '').slice(-60) || `photo ${at + 1}`;
