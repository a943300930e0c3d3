// How benches drive the product: a demo server of their own, its doors, and texts to send.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { packageRoot } from '#platform/root.ts';

export type Contract = {
  api: string;
  staff: string;
  databaseUrl: string;
  databaseOwnerUrl: string;
  tokens: Record<string, string>;
  signIns: { login: string; password: string }[];
  pid: number;
};

/** Published messages when they lie beside the package, else invented ones of the same length. */
export function texts(): string[] {
  const shared = join(packageRoot(), '..', 'shared', 'data', 'load_messages.jsonl');
  if (existsSync(shared))
    return readFileSync(shared, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { body: string }).body);
  const csv = readFileSync(join(packageRoot(), 'demo', 'messages.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return csv.map(
    (line, i) =>
      csv
        .slice(i, i + 9)
        .map((l) => l.split(',')[2])
        .join('') + line,
  );
}

/** A demo county on `dir`, without imported messages, started by the line in package.json that everybody starts it by; killed by its `child`. */
export async function started(dir: string): Promise<{ child: ChildProcess; contract: Contract }> {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { scripts: { demo: string } };
  const child = spawn('sh', ['-c', `${scripts.demo} --json --no-import`], {
    cwd: packageRoot(),
    env: { ...process.env, DAODI_DATA_DIR: dir, PORT: '0', DAODI_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    child.on('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  return { child, contract: JSON.parse(line) as Contract };
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
export function call(
  method: string,
  url: string,
  headers: Record<string, string>,
  sent?: unknown,
): Promise<{ status: number; bytes: number; json: () => unknown }> {
  return new Promise((resolve, reject) => {
    const data = sent === undefined ? undefined : JSON.stringify(sent);
    const req = request(
      url,
      {
        method,
        agent,
        headers: { ...headers, ...(data ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(data) } : {}) },
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (c: Buffer) => chunks.push(c));
        res.on('end', () =>
          resolve({
            status: res.statusCode ?? 0,
            bytes: chunks.reduce((n, c) => n + c.length, 0),
            json: () => JSON.parse(Buffer.concat(chunks).toString('utf8')),
          }),
        );
      },
    );
    req.on('error', reject);
    req.end(data);
  });
}
