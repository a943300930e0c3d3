/**
 * Uploads that survive a lost connection (tus 1.0), for portal drafts and staff. Every request is made for an owner that the door has checked; an upload of
 * somebody else does not exist. Bytes lie in the data folder of this machine until they are whole. Then `finish` takes them the way every file is taken
 * (sniffed, re-encoded, stored) and settles the upload once: asked again, or by two at the same time, it gives the same answer.
 */
import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore as PartialStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { addHours } from '#core/time/day.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import { type FileRefusal, fileSentence, type KeptFile, mostBytes, plainName, takeFile, type Wanted } from '#platform/files/evidence.ts';
import { type FileStore, sweepFolder } from '#platform/files/store.ts';
import type { Ports } from '#platform/ports.ts';
import * as rows from './store.ts';

export type { Owner } from './store.ts';

export type UploadPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'secrets' | 'log'> & { files: FileStore };
export type UploadRules = Wanted & {
  /** Most files of this owner that may lie here (see insertFile). */
  most: number;
};
export type Finished = { ok: true; id: string; name: string; kind: KeptFile['kind'] } | { ok: false; refusal: FileRefusal };

export type Uploads = {
  /** POST creates, HEAD tells how far it is, PATCH goes on, DELETE gives up. Refusals come as JSON `{ refusal, zh, en }`. */
  handle(request: Request, owner: rows.Owner, rules: UploadRules): Promise<Response>;
  /** Refusals: those of takeFile, upload-unknown, upload-unfinished, too-many-files. After store-full and store-away it may be asked again. */
  finish(id: string, owner: rows.Owner, rules: UploadRules): Promise<Finished>;
};

const keptHours = 24;
const mostOpen = 12;
/** So much stays free for the database, which is on the same disk as a rule. */
const spareBytes = 256 * 1024 * 1024;
const retryable: ReadonlySet<FileRefusal> = new Set(['store-full', 'store-away']);
const boundName = (id: string): string => `upload-name:${id}`;

export function openUploads(ports: UploadPorts): Uploads {
  const folder = ports.files.partial;
  const asked = new WeakMap<object, { id: string; base: string }>();
  const tus = new Server({
    path: '/',
    datastore: new PartialStore({ directory: folder, expirationPeriodInMilliseconds: keptHours * 3_600_000 }),
    namingFunction: (request) => asked.get(request)?.id ?? '',
    generateUrl: (request, { id }) => `${asked.get(request)?.base}/${id}`,
    getFileIdFromRequest: (request) => asked.get(request)?.id,
    allowedOrigins: () => false,
    onResponseError: (_request, error) => whatWentWrong(error),
  });

  /** The library hides why it could not write; whether there is still room tells. */
  async function whatWentWrong(error: Error | { status_code: number; body: string }) {
    const status = 'status_code' in error ? error.status_code : 500;
    if (status < 500) return undefined;
    ports.log.error({ err: error }, 'part of an upload could not be written');
    return (await hasRoom(0)) ? undefined : { status_code: 507, body: JSON.stringify(refusalBody('store-full')) };
  }

  async function hasRoom(bytes: number): Promise<boolean> {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize > bytes + spareBytes;
  }

  async function create(request: Request, owner: rows.Owner, rules: UploadRules): Promise<Response> {
    const length = request.headers.get('upload-length') ?? '';
    const bytes = /^\d{1,12}$/.test(length) ? Number(length) : null;
    if (bytes === null) return refused(400, 'upload-length');
    if (bytes > mostBytes(rules)) return refused(413, rules.documents ? 'document-too-large' : 'photo-too-large');
    if ((await rows.countOpen(ports.db, owner.addedBy, addHours(ports.now(), -keptHours))) >= mostOpen)
      return refused(429, 'too-many-uploads');
    if (!(await hasRoom(bytes))) return refused(507, 'store-full');
    const id = randomBytes(16).toString('hex');
    const name_sealed = ports.secrets.sealColumn(plainName(nameIn(request), 'file'), boundName(id));
    const created_at = ports.now();
    await rows.insertUpload(ports.db, {
      id,
      added_by: owner.addedBy,
      matter_id: owner.matterId,
      name_sealed,
      bytes,
      created_at,
      photo_id: null,
      refusal: null,
    });
    const answer = await through(request, id);
    if (answer.status !== 201) await rows.dropUpload(ports.db, id);
    return answer;
  }

  async function through(request: Request, id: string): Promise<Response> {
    const { pathname } = new URL(request.url);
    asked.set(request, { id, base: pathname.replace(/\/[0-9a-f]{32}$/, '') });
    return tus.handleWeb(request);
  }

  const clear = async (id: string): Promise<void> => {
    for (const name of [id, `${id}.json`]) await rm(join(folder, name), { force: true });
  };

  const finishing = new Map<string, Promise<Finished>>();

  async function finishOnce(id: string, owner: rows.Owner, rules: UploadRules): Promise<Finished> {
    const row = /^[0-9a-f]{32}$/.test(id) ? await rows.readUpload(ports.db, id, owner) : null;
    if (!row) return { ok: false, refusal: 'upload-unknown' };
    if (row.refusal !== null) return { ok: false, refusal: row.refusal as FileRefusal };
    const name = ports.secrets.openColumn(row.name_sealed, boundName(id));
    if (row.photo_id !== null) return settled(row.photo_id, name);
    const path = join(folder, id);
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) return { ok: false, refusal: 'upload-unknown' };
    if (size !== row.bytes) return { ok: false, refusal: 'upload-unfinished' };
    const taken = await takeFile(ports, await readFile(path), rules);
    const finished = taken.ok ? await settle(id, owner, taken.file, name, rules) : taken;
    if (!finished.ok && !retryable.has(finished.refusal)) await rows.settleRefused(ports.db, id, finished.refusal);
    if (finished.ok || !retryable.has(finished.refusal)) await clear(id);
    return finished;
  }

  async function settle(id: string, owner: rows.Owner, file: KeptFile, name: string, rules: UploadRules): Promise<Finished> {
    const photoId = ports.newId();
    const row = { ...file, id: photoId, matter_id: owner.matterId, added_by: owner.addedBy, added_at: ports.now(), redacted_of: null };
    const outcome = await inTransaction(ports.db, async (trx): Promise<'mine' | 'anothers' | 'too-many'> => {
      if (!(await rows.settleTaken(trx, id, photoId))) return 'anothers';
      const name_sealed = ports.secrets.sealColumn(name, photoName(photoId));
      if (await rows.insertFile(trx, { ...row, name_sealed }, rules.most)) return 'mine';
      await trx.updateTable('upload').set({ photo_id: null }).where('id', '=', id).execute();
      return 'too-many';
    });
    if (outcome === 'mine') return { ok: true, id: photoId, name, kind: file.kind };
    if (outcome === 'too-many') return { ok: false, refusal: rules.documents ? 'too-many-files' : 'too-many-photos' };
    const winner = await rows.readUpload(ports.db, id, owner);
    return winner?.photo_id ? settled(winner.photo_id, name) : { ok: false, refusal: 'upload-unknown' };
  }

  async function settled(photoId: string, name: string): Promise<Finished> {
    const photo = await ports.db.selectFrom('photo').select('kind').where('id', '=', photoId).executeTakeFirst();
    return photo ? { ok: true, id: photoId, name, kind: photo.kind } : { ok: false, refusal: 'upload-unknown' };
  }

  return {
    handle: async (request, owner, rules) => {
      if (request.method === 'POST') return create(request, owner, rules);
      // What arrived is never handed back unread: only HEAD, PATCH and DELETE.
      if (!['HEAD', 'PATCH', 'DELETE'].includes(request.method)) return refused(405, 'upload-unknown');
      const id = /\/([0-9a-f]{32})$/.exec(new URL(request.url).pathname)?.[1];
      const row = id === undefined ? null : await rows.readUpload(ports.db, id, owner);
      if (!row || id === undefined) return refused(404, 'upload-unknown');
      const answer = await through(request, id);
      if (request.method === 'DELETE' && answer.status === 204) await rows.dropUpload(ports.db, id);
      return answer;
    },
    finish: (id, owner, rules) => {
      const key = `${owner.addedBy} ${id}`;
      const running = finishing.get(key) ?? finishOnce(id, owner, rules).finally(() => finishing.delete(key));
      finishing.set(key, running);
      return running;
    },
  };
}

/** Under this name the sender's own name of a file is sealed in `photo.name_sealed`. */
export const photoName = (id: string): string => `photo-name:${id}`;

/** For the clock: uploads nobody finished within a day, rows and bytes. Killable anywhere, harmless to repeat. */
export async function clearUploads(ports: Pick<UploadPorts, 'db' | 'now' | 'files'>): Promise<void> {
  await rows.dropUploadsBefore(ports.db, addHours(ports.now(), -keptHours));
  await sweepFolder(ports.files.partial, Date.parse(ports.now()) - keptHours * 3_600_000);
}

/** The name as tus carries it: `filename <base64>` among the metadata. What cannot be read is no name. */
function nameIn(request: Request): string {
  const entry = (request.headers.get('upload-metadata') ?? '').split(',').find((one) => one.trim().startsWith('filename '));
  return entry ? Buffer.from(entry.trim().slice('filename '.length), 'base64').toString('utf8') : '';
}

const refusalBody = (refusal: FileRefusal) => ({ refusal, ...fileSentence(refusal) });

function refused(status: number, refusal: FileRefusal): Response {
  return Response.json(refusalBody(refusal), { status, headers: { 'Tus-Resumable': '1.0.0' } });
}

const finishStatus: Partial<Record<FileRefusal, 404 | 409 | 429 | 503 | 507>> = {
  'upload-unknown': 404,
  'upload-unfinished': 409,
  'too-many-files': 429,
  'too-many-photos': 429,
  'store-away': 503,
  'store-full': 507,
};

/** The answer to "finish": `{ id, name, kind }`, or `{ refusal, zh, en }`. */
export function finishedResponse(finished: Finished): Response {
  if (!finished.ok) return Response.json(refusalBody(finished.refusal), { status: finishStatus[finished.refusal] ?? 422 });
  const { id, name, kind } = finished;
  return Response.json({ id, name, kind });
}
