// A real S3 server for tests, from npm: it speaks the protocol over HTTP and refuses wrong signatures. Its one pair of keys is S3RVER/S3RVER.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { S3Settings } from '#platform/files/s3-store.ts';

export type TestS3 = {
  settings: S3Settings;
  /** Where it keeps its objects: `<directory>/daodi-files/files/ab/cd/<name>._S3rver_object`. */
  directory: string;
  close(): Promise<void>;
};

export async function startS3(): Promise<TestS3> {
  const directory = await mkdtemp(join(tmpdir(), 'daodi-s3-'));
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'daodi-files' }] });
  // Its one fault: it checks the signature of `/bucket/` as if it were `/bucket`. As a "virtual host" with the slash as its mount, the same check is right.
  server.middleware.splice(-1, 0, async (c, next) => {
    if (/^\/[^/]+\/$/.test(c.path)) {
      c.state.vhost = true;
      c.mountPath = '/';
    }
    await next();
  });
  const { port } = await server.run();
  const settings = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'daodi-files',
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  };
  const close = async (): Promise<void> => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { settings, directory, close };
}
