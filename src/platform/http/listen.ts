// The open port: with patience for slow country networks and none for callers who hold a connection and say nothing.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { PlainFault } from '#platform/db/plain-fault.ts';
import type { HttpEnv } from './context.ts';

export type Listening = {
  port: number;
  /** `http://127.0.0.1:3000`, as this machine reaches it. */
  url: string;
  /** Takes no more requests, lets those under way finish, and ends what is left after `graceMs`. */
  close(graceMs?: number): Promise<void>;
};

const limits = {
  headersTimeout: 15_000, // a browser sends its headers at once; slow-loris does not
  requestTimeout: 120_000, // three photos of 5 MB at 1 Mbit/s
  keepAliveTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
} as const;

/** `port` 0 takes any free one. A port that is taken or forbidden is told in one sentence. */
export async function listen(
  app: Hono<HttpEnv>,
  where: { host: string; port: number },
  options: Partial<Record<keyof typeof limits, number>> = {},
): Promise<Listening> {
  const server = createServer({ ...limits, ...options }, getRequestListener(app.fetch));
  server.maxRequestsPerSocket = 1_000;
  server.on('clientError', (_error, socket) => {
    // End alone would wait for the other side, which is just what it wants.
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n', () => socket.destroy());
    else socket.destroy();
  });
  await opened(server, where);
  const { port } = server.address() as AddressInfo;
  const host = where.host === '0.0.0.0' || where.host === '::' ? '127.0.0.1' : where.host.includes(':') ? `[${where.host}]` : where.host;
  return { port, url: `http://${host}:${port}`, close: (graceMs = 5_000) => closed(server, graceMs) };
}

function opened(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(faultOf(error, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection that was busy a moment ago falls idle and would be kept for the next request that never comes.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(end);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function faultOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const at = `${host}:${port}`;
  if (error.code === 'EADDRINUSE') {
    return new PlainFault(
      {
        zh: `端口 ${at} 已被别的程序占用。请先停掉它，或用 PORT 另选一个端口。`,
        en: `The port ${at} is taken by another program. Stop that one first, or choose another port by PORT.`,
      },
      error,
    );
  }
  if (error.code === 'EACCES') {
    return new PlainFault(
      {
        zh: `没有权限使用端口 ${at}。请用 PORT 选 1024 以上的端口。`,
        en: `No permission to use the port ${at}. Choose one above 1024 by PORT.`,
      },
      error,
    );
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new PlainFault(
      { zh: `本机没有地址 ${host}。请改 DAODI_HOST。`, en: `This machine has no address ${host}. Change DAODI_HOST.` },
      error,
    );
  }
  return error;
}
