/**
 * A file from outside, taken: a photo is developed anew (photos.ts), a paper (PDF, Word, Excel) is kept as it is and only ever handed out as a download.
 * What it is, is read from its bytes; its name and what the sender's browser called it are never asked.
 */
import { fileTypeFromBuffer } from 'file-type';
import type { Log } from '#platform/log.ts';
import { type PhotoRefusal, photoLimits, photoSentence, takePhoto } from './photos.ts';
import type { FileStore } from './store.ts';
import { troubleOf } from './trouble.ts';

/** What is stored, as a row of `photo` without its id and its owner. */
export type KeptFile = {
  kind: 'photo' | 'document';
  sha256: string;
  thumb_sha256: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
};

export type FileRefusal =
  | PhotoRefusal
  | 'file-empty'
  | 'file-not-taken'
  | 'document-too-large'
  | 'store-full'
  | 'store-away'
  | 'too-many-files'
  | 'too-many-uploads'
  | 'upload-unknown'
  | 'upload-unfinished'
  | 'upload-length';

export type Taken = { ok: true; file: KeptFile } | { ok: false; refusal: FileRefusal };
export type Wanted = { documents: boolean };

export const documentBytes = 20 * 1024 * 1024;
/** Most bytes of anything that is taken at all. */
export const mostBytes = ({ documents }: Wanted): number => (documents ? documentBytes : photoLimits.maxBytes);

/** Opened by programs of the reader's own, so only kinds without macros; what is older (.doc, .xls) or moves is refused with advice. */
export const documentTypes: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/**
 * Reads, re-encodes and stores one file. A store that is full or away is a refusal like the others: whatever the file came with is kept without it.
 * Refusals: file-empty, file-not-taken or not-a-photo, document-too-large, store-full, store-away, and those of takePhoto.
 */
export async function takeFile(ports: { files: FileStore; log: Log }, bytes: Uint8Array, wanted: Wanted): Promise<Taken> {
  if (bytes.byteLength === 0) return { ok: false, refusal: 'file-empty' };
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (type !== undefined && Object.hasOwn(documentTypes, type.mime)) return takeDocument(ports, bytes, type.mime, wanted);
  const taken = await takePhoto(bytes);
  if (!taken.ok) return { ok: false, refusal: taken.refusal === 'not-a-photo' && wanted.documents ? 'file-not-taken' : taken.refusal };
  const { photo } = taken;
  return keeping(ports, async () => {
    const [whole, thumb] = [await ports.files.put(photo.bytes), await ports.files.put(photo.thumbnail)];
    const { width, height, contentType: mime } = photo;
    return { kind: 'photo', sha256: whole.sha256, thumb_sha256: thumb.sha256, mime, bytes: whole.bytes, width, height };
  });
}

async function takeDocument(ports: { files: FileStore; log: Log }, content: Uint8Array, mime: string, wanted: Wanted): Promise<Taken> {
  if (!wanted.documents) return { ok: false, refusal: 'not-a-photo' };
  if (content.byteLength > documentBytes) return { ok: false, refusal: 'document-too-large' };
  return keeping(ports, async () => {
    const { sha256, bytes } = await ports.files.put(content);
    return { kind: 'document', sha256, thumb_sha256: sha256, mime, bytes, width: 0, height: 0 };
  });
}

async function keeping({ log }: { log: Log }, work: () => Promise<KeptFile>): Promise<Taken> {
  try {
    return { ok: true, file: await work() };
  } catch (err) {
    const trouble = troubleOf(err);
    log.error({ err, trouble }, 'a file could not be kept');
    return { ok: false, refusal: trouble === 'full' ? 'store-full' : 'store-away' };
  }
}

/** How a stored file is handed out. Only our own JPEG is ever shown inside a page; everything else is a download that no browser opens as one of our pages. */
export function servedAs(file: { kind: 'photo' | 'document'; mime: string; name: string }): Record<string, string> {
  const isPicture = file.kind === 'photo' && file.mime === 'image/jpeg';
  const ending = isPicture ? 'jpg' : (documentTypes[file.mime] ?? 'bin');
  const name = `${file.name.replace(/\.[^.]{1,8}$/, '') || 'file'}.${ending}`;
  return {
    'Content-Type': isPicture || Object.hasOwn(documentTypes, file.mime) ? file.mime : 'application/octet-stream',
    'Content-Disposition': isPicture ? 'inline' : `attachment; filename="file.${ending}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  };
}

/** The sender's own name for a file, for "which one": one line, no control signs, never a path. */
export function plainName(name: string, otherwise: string): string {
  const last =
    name
      .replace(/[\p{C}]/gu, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  return [...last.trim()].slice(-80).join('') || otherwise;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

const isOfPhotos = (refusal: FileRefusal): refusal is PhotoRefusal => !Object.hasOwn(sentences, refusal);

/** What people are told; the words they typed are kept by the page that shows this. */
export function fileSentence(refusal: FileRefusal): { zh: string; en: string } {
  return isOfPhotos(refusal) ? photoSentence(refusal) : sentences[refusal];
}

const sentences: Record<Exclude<FileRefusal, PhotoRefusal>, { zh: string; en: string }> = {
  'file-empty': {
    zh: '这个文件是空的（0 字节），可能没有存好。您写的都还在，请重新选一次。',
    en: 'This file is empty (0 bytes); perhaps it was not saved properly. What you wrote is still here. Please choose it again.',
  },
  'file-not-taken': {
    zh: '这种文件不收。这里收照片（JPG、PNG、WebP）、PDF、Word（.docx）和 Excel（.xlsx）；旧格式、带宏的文件请先另存为这几种。您写的都还在。',
    en: 'Files of this kind are not taken: only photos (JPG, PNG, WebP), PDF, Word (.docx) and Excel (.xlsx). Save older files, and those with macros, as one of these first. What you wrote is still here.',
  },
  'document-too-large': {
    zh: `这个文件太大，最多 ${megabytes(documentBytes)} MB。您写的都还在，请拆成几份，或者只放有关的几页。`,
    en: `This file is too large; ${megabytes(documentBytes)} MB at most. What you wrote is still here. Split it, or attach only the pages that matter.`,
  },
  'store-full': {
    zh: '存文件的地方满了，这个文件没有存下；您写的都还在，可以先不放文件提交。请告诉系统管理员。',
    en: 'The place for files is full, so this file was not kept. What you wrote is still here; you can send it without the file. Please tell the administrator.',
  },
  'store-away': {
    zh: '现在连不上存文件的地方，这个文件没有存下；您写的都还在。请过几分钟再放一次，或者先不放文件提交。',
    en: 'The place for files cannot be reached now, so this file was not kept. What you wrote is still here. Try again in a few minutes, or send it without the file.',
  },
  'too-many-files': {
    zh: '文件太多了，一次最多放 6 个。您写的都还在，请留下最能说明问题的几个。',
    en: 'There are too many files; six at a time. What you wrote is still here. Please keep those that show the matter best.',
  },
  'too-many-uploads': {
    zh: '还有好几个文件没有传完，请等它们传完，或者取消几个再传。',
    en: 'Several files are still on their way. Wait for them, or cancel some, and try again.',
  },
  'upload-unknown': {
    zh: '没有找到这次上传，可能放得太久（超过一天）已经清掉了。您写的都还在，请重新选这个文件。',
    en: 'This upload was not found; perhaps it lay here for more than a day and was cleared. What you wrote is still here. Please choose the file again.',
  },
  'upload-unfinished': {
    zh: '这个文件还没有传完，请等一会儿，会接着传。',
    en: 'This file has not arrived in full yet; it goes on in a moment.',
  },
  'upload-length': {
    zh: '没有说明文件有多大，所以没有收。请换个浏览器，或者不用脚本直接提交。',
    en: 'The size of the file was not told, so it was not taken. Use another browser, or send the form without scripts.',
  },
};
