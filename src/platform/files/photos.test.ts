import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type PhotoResult, photoLimits, photoSentence, takePhoto, takePhotos } from './photos.ts';

const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#3a7' } });
const refusalOf = (result: PhotoResult) => (result.ok ? 'taken' : result.refusal);

async function photoWithPlace(): Promise<Buffer> {
  return plain(1200, 800)
    .withMetadata({ orientation: 6 })
    .withIccProfile('p3')
    .withExifMerge({
      IFD0: { Make: 'ExampleCamera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 58/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '103/1 0/1 30/1' },
    })
    .jpeg()
    .toBuffer();
}

/** A PNG whose header promises far more than its few bytes: `width` × `height` of zeros. */
function pngOf(width: number, height: number, rows: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * rows));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

describe('what leaves is a plain JPEG', () => {
  it('the place, the camera and the colour profile are gone, and the picture stands upright', async () => {
    const original = await photoWithPlace();
    const before = await sharp(original).metadata();
    expect(before.exif?.includes(Buffer.from('ExampleCamera'))).toBe(true);
    expect(before.exif?.includes(Buffer.from('2588', 'hex'))).toBe(true); // the tag that points to the GPS directory
    expect(before.icc).toBeDefined();
    expect(before.orientation).toBe(6);

    const result = await takePhoto(original);
    if (!result.ok) throw new Error(result.refusal);
    for (const bytes of [result.photo.bytes, result.photo.thumbnail]) {
      const after = await sharp(bytes).metadata();
      expect([after.format, after.exif, after.icc, after.xmp, after.iptc, after.orientation]).toEqual([
        'jpeg',
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      for (const trace of ['Exif', 'GPS', 'ExampleCamera', 'ICC_PROFILE']) expect(Buffer.from(bytes).includes(trace)).toBe(false);
    }
    expect([result.photo.width, result.photo.height]).toEqual([800, 1200]);
  });

  it('a large photo shrinks to 2000 px, with a thumbnail of 320', async () => {
    const result = await takePhoto(await plain(4000, 3000).png().toBuffer());
    if (!result.ok) throw new Error(result.refusal);
    expect([result.photo.width, result.photo.height]).toEqual([2000, 1500]);
    const thumbnail = await sharp(result.photo.thumbnail).metadata();
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 240]);
  });

  it('what is glued behind a photo does not come along', async () => {
    const glued = Buffer.concat([await plain(50, 50).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
    const result = await takePhoto(glued);
    expect(result.ok && Buffer.from(result.photo.bytes).includes('script')).toBe(false);
    expect(result.ok).toBe(true);
  });

  it('see-through parts become white', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    const result = await takePhoto(clear);
    if (!result.ok) throw new Error(result.refusal);
    expect((await sharp(result.photo.bytes).stats()).channels.map((channel) => channel.min)).toEqual([255, 255, 255]);
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('%s is taken', async (format) => {
    expect(refusalOf(await takePhoto(await plain(40, 30).toFormat(format).toBuffer()))).toBe('taken');
  });

  it('a stream is taken like bytes', async () => {
    const bytes = await plain(40, 30).jpeg().toBuffer();
    async function* parts() {
      yield bytes.subarray(0, 100);
      yield bytes.subarray(100);
    }
    expect(refusalOf(await takePhoto(parts()))).toBe('taken');
  });
});

describe('what is refused', () => {
  it.each([
    ['an HTML page called photo.jpg', Buffer.from('<!doctype html><html><body><img src=x onerror=alert(1)></body></html>')],
    ['an SVG with a script', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n')],
    ['a zip', Buffer.from('504b0304140000000800', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is not a photo', async (_, bytes) => {
    expect(refusalOf(await takePhoto(bytes))).toBe('not-a-photo');
  });

  it('a moving picture is not a photo', async () => {
    const frames = await sharp([await plain(20, 20).png().toBuffer(), await plain(20, 20).negate().png().toBuffer()], {
      join: { animated: true },
    })
      .gif()
      .toBuffer();
    expect((await sharp(frames).metadata()).pages).toBe(2);
    expect(refusalOf(await takePhoto(frames))).toBe('not-a-photo');
  });

  it('a photo cut off half way, and one that is only a beginning, are unreadable', async () => {
    const noise = await sharp({
      create: { width: 600, height: 600, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    })
      .jpeg()
      .toBuffer();
    expect(refusalOf(await takePhoto(noise.subarray(0, noise.length / 2)))).toBe('photo-unreadable');
    expect(refusalOf(await takePhoto(Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(500)])))).toBe(
      'photo-unreadable',
    );
  });

  it('a bomb of 400 million pixels in a small file is refused before it is unpacked', async () => {
    const bomb = pngOf(20_000, 20_000, 2_000);
    expect(bomb.length).toBeLessThan(100_000);
    expect(refusalOf(await takePhoto(bomb))).toBe('photo-unreadable');
    expect(refusalOf(await takePhoto(pngOf(200, 200, 200)))).toBe('taken'); // the same maker, at an honest size
  });

  it('more than the size allowed is refused, and the rest of a stream is not read', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield Buffer.alloc(1024 * 1024);
      }
    }
    expect(refusalOf(await takePhoto(endless()))).toBe('photo-too-large');
    expect(read).toBe(11);
    expect(refusalOf(await takePhoto(Buffer.alloc(photoLimits.maxBytes + 1)))).toBe('photo-too-large');
  });
});

describe('the photos of one concern', () => {
  it('six are taken and seven are not', async () => {
    const one = await plain(30, 30).jpeg().toBuffer();
    const six = await takePhotos(Array.from({ length: 6 }, () => one));
    expect(six.ok && six.photos.length).toBe(6);
    expect(await takePhotos(Array.from({ length: 7 }, () => one))).toEqual({ ok: false, refusal: 'too-many-photos', at: null });
  });

  it('a bad one is named by its place, and the sum has its own limit', async () => {
    const one = await plain(30, 30).jpeg().toBuffer();
    expect(await takePhotos([one, Buffer.from('<html>')])).toEqual({ ok: false, refusal: 'not-a-photo', at: 1 });
    const tight = { ...photoLimits, maxTotalBytes: one.length * 2 - 1 };
    expect(await takePhotos([one, one], tight)).toEqual({ ok: false, refusal: 'photos-too-large-together', at: null });
  });
});

it('every refusal has its sentence in both languages, with the limit that applies', () => {
  expect(photoSentence('photo-too-large').zh).toContain('10 MB');
  expect(photoSentence('too-many-photos', { ...photoLimits, maxCount: 3 }).en).toContain('3');
});
