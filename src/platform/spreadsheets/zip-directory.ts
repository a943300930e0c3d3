/**
 * Reads the table of contents of a zip, unpacking nothing. A 0.3 MB .xlsx can unpack to gigabytes; its directory has to say so
 * (what unpacks to more than it declared is stopped by the reader), so the sum is asked before anything is opened.
 */

export type ZipEntry = {
  name: string;
  method: number;
  crc: number;
  packed: number;
  unpacked: number /** Where its local header begins. */;
  at: number;
};
export type ZipDirectory = { names: string[]; unpackedBytes: number; entries: ZipEntry[] };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;
const SIZES_BEHIND = 8;

/**
 * null when the bytes are no whole zip, use zip64 (which no honest table of our size needs) or leave sizes out of the directory,
 * where a reader would go by other figures than the ones summed here.
 */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === null) return null;
  const directory: ZipDirectory = { names: [], unpackedBytes: 0, entries: [] };
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry += 1) {
    if (at + ENTRY_LENGTH > end || view.getUint32(at, true) !== ENTRY) return null;
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    const sizesElsewhere = (view.getUint16(at + 8, true) & SIZES_BEHIND) !== 0 && packed === 0 && !name.endsWith('/');
    if (packed === ZIP64 || unpacked === ZIP64 || (unpacked === 0 && packed > 2) || sizesElsewhere) return null;
    directory.names.push(name);
    directory.unpackedBytes += unpacked;
    const [method, crc, from] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true), view.getUint32(at + 42, true)];
    directory.entries.push({ name, method, crc, packed, unpacked, at: from });
    at += ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return directory;
}

function endOfDirectory(view: DataView): number | null {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const zip64 =
      view.getUint16(at + 10, true) === 0xffff || view.getUint32(at + 12, true) === ZIP64 || view.getUint32(at + 16, true) === ZIP64;
    return zip64 ? null : at;
  }
  return null;
}
