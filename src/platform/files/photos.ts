/**
 * A photo from outside becomes a plain JPEG of our own making: whatever else was in the file (GPS, camera, thumbnails, colour profiles,
 * a second file glued on) does not survive being decoded and encoded again (must-not 4: no track, EXIF stripped).
 * JPEG, because old phones, Word and printers all read it.
 */
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';

// A county's server has 2 cores and 2 GB: one picture at a time, nothing kept in memory afterwards.
sharp.cache(false);
sharp.concurrency(1);

export type PhotoLimits = {
  /** Greatest size of one photo as sent. */
  maxBytes: number;
  maxCount: number;
  /** Greatest size of all photos of one concern together, as sent. */
  maxTotalBytes: number;
  /** Greatest width × height that is decoded at all. */
  maxPixels: number;
};

export const photoLimits: PhotoLimits = { maxBytes: 10 * 1024 * 1024, maxCount: 6, maxTotalBytes: 40 * 1024 * 1024, maxPixels: 80_000_000 };

export type Photo = {
  contentType: 'image/jpeg';
  bytes: Uint8Array;
  width: number;
  height: number;
  /** At most 320 px on its longer edge, also JPEG. */
  thumbnail: Uint8Array;
};

export type PhotoRefusal = 'photo-too-large' | 'photos-too-large-together' | 'not-a-photo' | 'photo-unreadable' | 'too-many-photos';

export type PhotoSource = Uint8Array | AsyncIterable<Uint8Array>;
export type PhotoResult = { ok: true; photo: Photo } | { ok: false; refusal: PhotoRefusal };
/** `at` is the place of the refused photo in the list, from 0; null when the list as a whole is refused. */
export type PhotosResult = { ok: true; photos: Photo[] } | { ok: false; refusal: PhotoRefusal; at: number | null };

const LONGEST_EDGE = 2000;
const THUMBNAIL_EDGE = 320;
const DECODE_SECONDS = 20;
const READABLE: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

/** Takes all photos of one concern, in order; the first refusal refuses them all and names which. */
export async function takePhotos(sources: readonly PhotoSource[], limits: PhotoLimits = photoLimits): Promise<PhotosResult> {
  if (sources.length > limits.maxCount) return { ok: false, refusal: 'too-many-photos', at: null };
  const photos: Photo[] = [];
  let total = 0;
  for (const [at, source] of sources.entries()) {
    const bytes = await readUpTo(source, limits.maxBytes);
    if (bytes === null) return { ok: false, refusal: 'photo-too-large', at };
    total += bytes.byteLength;
    if (total > limits.maxTotalBytes) return { ok: false, refusal: 'photos-too-large-together', at: null };
    const taken = await takePhoto(bytes, limits);
    if (!taken.ok) return { ...taken, at };
    photos.push(taken.photo);
  }
  return { ok: true, photos };
}

/** Takes one photo. The type is read from the bytes; name and declared type are never asked. */
export async function takePhoto(source: PhotoSource, limits: PhotoLimits = photoLimits): Promise<PhotoResult> {
  const bytes = await readUpTo(source, limits.maxBytes);
  if (bytes === null) return { ok: false, refusal: 'photo-too-large' };
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (type === undefined || !READABLE.has(type.mime)) return { ok: false, refusal: 'not-a-photo' };
  return inTurn(() => developed(bytes, limits));
}

async function developed(bytes: Uint8Array, limits: PhotoLimits): Promise<PhotoResult> {
  try {
    const asked = { limitInputPixels: limits.maxPixels, failOn: 'error', sequentialRead: true } as const;
    const { pages = 1 } = await sharp(bytes, asked).metadata();
    if (pages > 1) return { ok: false, refusal: 'not-a-photo' };
    // Turned as the camera was held, before the note saying so is thrown away; see-through parts become white, not black.
    const { data, info } = await sharp(bytes, asked)
      .timeout({ seconds: DECODE_SECONDS })
      .autoOrient()
      .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: 82, progressive: true })
      .toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(data)
      .resize({ width: THUMBNAIL_EDGE, height: THUMBNAIL_EDGE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 76 })
      .toBuffer();
    return { ok: true, photo: { contentType: 'image/jpeg', bytes: data, width: info.width, height: info.height, thumbnail } };
  } catch {
    return { ok: false, refusal: 'photo-unreadable' }; // torn, too many pixels, too slow to decode, or a type this build cannot read
  }
}

/** The whole source, or null as soon as it is longer than allowed: the rest of a too-long stream is not read. */
async function readUpTo(source: PhotoSource, maxBytes: number): Promise<Uint8Array | null> {
  if (source instanceof Uint8Array) return source.byteLength > maxBytes ? null : source;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.byteLength;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

let line: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = line.then(work);
  line = mine.catch(() => undefined);
  return mine;
}

/** What people are told. The words they typed are kept by the page that shows this. */
export function photoSentence(refusal: PhotoRefusal, limits: PhotoLimits = photoLimits): { zh: string; en: string } {
  return SENTENCES[refusal](limits);
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

const SENTENCES: Record<PhotoRefusal, (limits: PhotoLimits) => { zh: string; en: string }> = {
  'photo-too-large': ({ maxBytes }) => ({
    zh: `这张照片太大了，每张不能超过 ${megabytes(maxBytes)} MB。您写的话都还在，请换一张小些的照片，或者不放照片直接提交。`,
    en: `This photo is too large; each may have ${megabytes(maxBytes)} MB at most. What you wrote is still here. Choose a smaller photo, or send without it.`,
  }),
  'photos-too-large-together': ({ maxTotalBytes }) => ({
    zh: `照片加起来太大了，一共不能超过 ${megabytes(maxTotalBytes)} MB。您写的话都还在，请少放一两张。`,
    en: `The photos are too large together; all of them may have ${megabytes(maxTotalBytes)} MB at most. What you wrote is still here. Please leave one or two out.`,
  }),
  'not-a-photo': () => ({
    zh: '这个文件不是照片，或者是动图、视频。这里只收 JPG、PNG、WebP 照片。您写的话都还在，请另选一张，或者用手机截图后再放。',
    en: 'This file is not a photo, or it is a moving picture. Only JPG, PNG and WebP photos can be taken. What you wrote is still here. Choose another one, or take a screenshot and add that.',
  }),
  'photo-unreadable': () => ({
    zh: '这张照片打不开，可能没有传完，或者文件坏了。您写的话都还在，请重新选一次，或者另拍一张。',
    en: 'This photo cannot be opened; it may have been cut off on the way or be damaged. What you wrote is still here. Please choose it again or take another.',
  }),
  'too-many-photos': ({ maxCount }) => ({
    zh: `照片太多了，一件事最多放 ${maxCount} 张。您写的话都还在，请留下最能说明问题的几张。`,
    en: `There are too many photos; one concern may have ${maxCount}. What you wrote is still here. Please keep those that show the matter best.`,
  }),
};
