// What a browser's uploader says to the server, spoken by hand so that a test can stop in the middle of it.
import { connect } from 'node:net';

export type Tus = ReturnType<typeof tusAt>;

/** `base` is the address under which uploads are created; `headers` carry the cookie, and the token at the staff door. */
export function tusAt(base: string, headers: Record<string, string>) {
  const said = { 'tus-resumable': '1.0.0', ...headers };
  const create = (bytes: number | string, name = '照片.jpg', more: Record<string, string> = {}): Promise<Response> =>
    fetch(base, {
      method: 'POST',
      headers: { ...said, 'upload-length': String(bytes), 'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`, ...more },
    });
  const urlOf = (created: Response): string => new URL(created.headers.get('location') ?? '', base).href;
  const patch = (url: string, bytes: Uint8Array, offset: number): Promise<Response> =>
    fetch(url, {
      method: 'PATCH',
      headers: { ...said, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: Buffer.from(bytes),
    });
  /** How far it is by the server's own word; null when it knows no such upload. */
  const offset = async (url: string): Promise<number | null> => {
    const answer = await fetch(url, { method: 'HEAD', headers: said });
    return answer.ok ? Number(answer.headers.get('upload-offset')) : null;
  };
  const finish = async (url: string): Promise<{ status: number; body: Record<string, string> }> => {
    const answer = await fetch(`${url}/finish`, { method: 'POST', headers });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  /** Announces all of `bytes`, sends the first `sent` of them over a bare socket, and drops the line without a word. */
  const dropped = (url: string, bytes: Uint8Array, sent: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const { hostname, port, pathname } = new URL(url);
      const lines = Object.entries({
        ...said,
        host: `${hostname}:${port}`,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(bytes.byteLength),
      }).map(([name, value]) => `${name}: ${value}`);
      const socket = connect(Number(port), hostname, () => {
        socket.write(`PATCH ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
        socket.write(bytes.subarray(0, sent), () => setTimeout(() => socket.destroy(), 400));
      });
      socket.on('close', () => resolve()).on('error', reject);
    });
  /** All of it at once: the finished answer. */
  const whole = async (bytes: Uint8Array, name?: string) => {
    const url = urlOf(await create(bytes.byteLength, name));
    await patch(url, bytes, 0);
    return { url, ...(await finish(url)) };
  };
  return { create, urlOf, patch, offset, finish, dropped, whole };
}

/** Asks until the answer is no longer `null`-like, for what the server notices a moment later. */
export async function soon<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask();
    if (isRight(answer) || tries === 100) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
