// A sheet formatted down to its last row holds a million rows with nothing in them: 100 MB of XML that every reader builds a model of (measured: 0.9 GB, 40 s).
// Rows without a value are taken out of it here, while it unpacks, before any reader sees it. Plain JavaScript for the same reason as xlsx-worker.mjs.
import { crc32, createInflateRaw, deflateRawSync } from 'node:zlib';

const heavy = 4 * 1024 * 1024;
/** A row that has not ended by then is looked through again with every piece; no honest one is so long. */
const longestRow = 24 * 1024 * 1024;
const isSheet = /^xl\/worksheets\/[^/]+\.xml$/i;

// entries: as readZipDirectory gives them. Null when a sheet is still above `most` bytes without its empty rows, or unpacks to more than it declares.
export async function slim(bytes, entries, most) {
  const parts = [];
  let sum = 0;
  for (const entry of entries) {
    const raw = rawOf(bytes, entry);
    if (raw === null) return null;
    if (!isSheet.test(entry.name) || entry.unpacked < heavy || entry.method !== 8) {
      parts.push({ ...entry, raw });
      sum += entry.unpacked;
    } else {
      const kept = await withoutEmptyRows(raw, entry.unpacked, most);
      if (kept === null) return null;
      const packed = deflateRawSync(kept, { level: 1 });
      parts.push({ name: entry.name, method: 8, crc: crc32(kept), packed: packed.length, unpacked: kept.length, raw: packed });
      sum += kept.length;
    }
    if (sum > most) return null;
  }
  return zipOf(parts);
}

function rawOf(bytes, entry) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.at + 30 > bytes.byteLength || view.getUint32(entry.at, true) !== 0x04034b50) return null;
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  return from + entry.packed > bytes.byteLength ? null : bytes.subarray(from, from + entry.packed);
}

async function withoutEmptyRows(raw, declared, most) {
  const kept = [];
  let length = 0;
  let seen = 0;
  let rest = '';
  const keep = (text) => {
    if (text === '') return;
    length += text.length;
    kept.push(Buffer.from(text, 'latin1'));
  };
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  inflate.end(raw);
  // latin1 and back keeps every byte as it is; tags are ASCII in UTF-8.
  for await (const chunk of inflate) {
    seen += chunk.length;
    if (seen > declared) return null;
    const cut = cutRows(rest + chunk.latin1Slice());
    keep(cut.kept);
    rest = cut.rest;
    if (length > most || rest.length > longestRow) return null;
  }
  keep(rest);
  return Buffer.concat(kept);
}

// What can be decided now, and what has to wait for its end.
function cutRows(text) {
  let kept = '';
  let from = 0;
  for (;;) {
    const at = text.indexOf('<row', from);
    if (at < 0) {
      const safe = Math.max(from, text.length - 4); // '<ro' may be cut in two
      return { kept: kept + text.slice(from, safe), rest: text.slice(safe) };
    }
    const open = text.indexOf('>', at);
    if (open < 0) return { kept: kept + text.slice(from, at), rest: text.slice(at) };
    if (text[open - 1] === '/') {
      kept += text.slice(from, at);
      from = open + 1;
      continue;
    }
    const close = text.indexOf('</row>', open);
    if (close < 0) return { kept: kept + text.slice(from, at), rest: text.slice(at) };
    const end = close + 6;
    const inside = text.slice(open + 1, close);
    const hasValue = inside.includes('<v') || inside.includes('<is') || inside.includes('<f');
    kept += text.slice(from, hasValue ? end : at);
    from = end;
  }
}

function zipOf(parts) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const { name, method, crc, packed, unpacked, raw } of parts) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2); // names in UTF-8
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc >>> 0, 10);
    common.writeUInt32LE(packed, 14);
    common.writeUInt32LE(unpacked, 18);
    common.writeUInt16LE(title.length, 22);
    bodies.push(Buffer.from('504b0304', 'hex'), common, title, raw);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), common, place, title);
    offset += 30 + title.length + packed;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, index, end]);
}
