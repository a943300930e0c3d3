// Photos and papers at the staff door: taken with a form or in pieces, shown only to who may open them.

import type { Matter } from '#core/matter/matter.ts';
import { type FileRefusal, plainName, servedAs, takeFile } from '#platform/files/evidence.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import { photoName } from '#platform/uploads/uploads.ts';
import type { Circumstances } from './circumstances.ts';
import type { EvidenceView } from './pages/matter-view.ts';
import { insertPhoto, type PhotoRow, photosOf } from './store-staff.ts';
import type { Viewer } from './visibility.ts';
import { mayOpenFile, mayOpenOriginal } from './visibility-files.ts';

type FileStream = NonNullable<Awaited<ReturnType<FileStore['get']>>>;
export type PhotoPorts = Ports & { files: FileStore };
/** `name` of the first file that was refused; the good ones are stored, so that nobody has to choose them again. */
export type Stored = { ok: true; ids: string[] } | { ok: false; refusal: FileRefusal; name: string; ids: string[] };

const mostPerForm = 6;
const tooMany = { ok: false, refusal: 'too-many-files' } as const;

/** Stores the files of one form under its matter. They are shown only once an event names them, so a form that is given up leaves nothing to see. */
export async function storePhotos(
  ports: PhotoPorts,
  files: readonly File[],
  matterId: string,
  addedBy: string,
  already = 0,
): Promise<Stored> {
  const sent = files.filter((file) => file.size > 0 || file.name !== '');
  const ids: string[] = [];
  let refused: { refusal: FileRefusal; name: string } | null = null;
  for (const file of sent) {
    const name = plainName(file.name, 'file');
    const isMany = already + ids.length >= mostPerForm;
    const taken = isMany ? tooMany : await takeFile(ports, new Uint8Array(await file.arrayBuffer()), { documents: true });
    if (!taken.ok) {
      refused ??= { refusal: taken.refusal, name };
      continue;
    }
    const id = ports.newId();
    const name_sealed = ports.secrets.sealColumn(name, photoName(id));
    const row = { ...taken.file, id, name_sealed, matter_id: matterId, added_by: addedBy, added_at: ports.now(), redacted_of: null };
    await insertPhoto(ports.db, row);
    ids.push(id);
  }
  return refused ? { ok: false, ...refused, ids } : { ok: true, ids };
}

/** Of the ids a form brought back, those that this person stored under this matter. */
export async function keptPhotos(ports: PhotoPorts, ids: readonly string[], matterId: string, addedBy: string): Promise<string[]> {
  if (ids.length === 0) return [];
  return (await photosOf(ports.db, matterId))
    .filter((photo) => ids.includes(photo.id) && photo.added_by === addedBy && photo.redacted_of === null)
    .map((photo) => photo.id);
}

/** What of a matter's files this person may open: the originals, or the copies made for third parties. */
export function filesFor(
  ports: Pick<Ports, 'secrets'>,
  rows: readonly PhotoRow[],
  viewer: Viewer,
  matter: Matter,
  county: Pick<Circumstances, 'units'>,
): { originals: Map<string, EvidenceView>; copies: EvidenceView[]; withheld: number } {
  const copied = new Set(rows.map((row) => row.redacted_of));
  const viewOf = (row: PhotoRow): EvidenceView => ({ ...row, name: nameOf(ports, row), hasCopy: copied.has(row.id) });
  const originals = rows.filter((row) => row.redacted_of === null);
  const open = originals.filter((row) => mayOpenOriginal(viewer, matter, fileOf(row), county));
  const closed = new Set(originals.filter((row) => !open.includes(row)).map((row) => row.id));
  const copies = rows.filter((row) => row.redacted_of !== null && closed.has(row.redacted_of));
  return {
    originals: new Map(open.map((row) => [row.id, viewOf(row)])),
    copies: copies.map(viewOf),
    withheld: closed.size - copies.length,
  };
}

const fileOf = (row: PhotoRow) => ({ addedBy: row.added_by, redactedOf: row.redacted_of });
const nameOf = ({ secrets }: Pick<Ports, 'secrets'>, row: PhotoRow): string =>
  row.name_sealed === '' || row.kind === 'photo' ? '' : secrets.openColumn(row.name_sealed, photoName(row.id));

/** One file of a matter that this person may open; null for everything else, whether it is there or not. */
export async function findFile(
  ports: PhotoPorts,
  { matter, viewer, county }: { matter: Matter; viewer: Viewer; county: Pick<Circumstances, 'units'> },
  id: string,
): Promise<PhotoRow | null> {
  const row = (await photosOf(ports.db, matter.id)).find((one) => one.id === id);
  return row && mayOpenFile(viewer, matter, fileOf(row), county) ? row : null;
}

/** The file as an answer: a photo inside the page, a paper as a download. Throws what the store throws when it is away or the file altered. */
export async function openPhoto(
  ports: PhotoPorts,
  row: PhotoRow,
  thumb: boolean,
): Promise<{ headers: Record<string, string>; stream: FileStream } | null> {
  const stream = await ports.files.get(thumb ? row.thumb_sha256 : row.sha256);
  return stream && { headers: servedAs({ ...row, name: nameOf(ports, row) }), stream };
}
