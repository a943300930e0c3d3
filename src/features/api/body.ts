// A JSON body with its limits. What is too large is read to its end and dropped, so that the caller hears the refusal instead of a broken connection.
const mostKept = 1_048_576;
/** Beyond this nobody reads on: the connection ends. */
const mostHeard = 64 * 1_048_576;

export type BodyRead =
  | { ok: true; raw: string; json: Record<string, unknown> }
  | { ok: false; code: 'body-too-large' | 'not-utf8' | 'not-json' | 'not-json-type' };

export async function readJson(request: Request): Promise<BodyRead> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  // A short body whose length is declared is handed over whole by the server (node:http holds the sender to it); through the stream it would cost as much as deciding.
  const bytes = declared <= mostKept ? new Uint8Array(await request.arrayBuffer()) : await bytesOf(request.body);
  if (bytes === null) return { ok: false, code: 'body-too-large' };
  let raw: string;
  try {
    raw = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, code: 'not-utf8' };
  }
  if (raw.trim() === '') return { ok: true, raw, json: {} };
  try {
    const json: unknown = JSON.parse(raw);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ok: true, raw, json: json as Record<string, unknown> };
  } catch {
    /* told below */
  }
  const type = request.headers.get('content-type') ?? '';
  return { ok: false, code: type === '' || /\bjson\b/i.test(type) ? 'not-json' : 'not-json-type' };
}

async function bytesOf(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array | null> {
  if (stream === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > mostHeard) break;
    if (size <= mostKept) parts.push(part);
    else parts.length = 0;
  }
  return size > mostKept ? null : Buffer.concat(parts, size);
}
