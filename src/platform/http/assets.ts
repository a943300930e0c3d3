// Files of public/, read once at the start: styles, the icon, islands. Each has an ETag from its content. Asked for by its content
// (`?v=…`, see `assetHref`) it may be kept for a year; asked for plainly it is kept for ten minutes and then checked with a 304.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { borrowedScripts } from './borrowed.ts';

type Asset = { plain: Buffer<ArrayBuffer>; small: Buffer<ArrayBuffer> | null; type: string; version: string };

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export type Assets = {
  door: Hono;
  /** `assetHref('portal.css')` → `/assets/portal.css?v=1a2b3c4d5e6f`; a file that is not there is a fault. */
  href(name: string): string;
};

/** Serves `folder` and the borrowed scripts under /assets, and robots.txt and favicon.ico at the root when they exist. */
export function openAssets(folder: string): Assets {
  const own = filesIn(folder).map(
    (file) => [relative(folder, file).split(sep).join('/'), load(file, Buffer.from(readFileSync(file)))] as const,
  );
  const known = new Map([...Array.from(borrowedScripts(), ([name, bytes]) => [name, load(name, bytes)] as const), ...own]);
  const door = new Hono();
  const serve = (c: Context, name: string) => {
    const asset = known.get(name);
    return asset ? answer(c, asset) : c.notFound();
  };
  door.get('/assets/*', (c) => serve(c, decoded(c.req.path.slice('/assets/'.length))));
  for (const name of ['robots.txt', 'favicon.ico']) if (known.has(name)) door.get(`/${name}`, (c) => serve(c, name));
  return {
    door,
    href: (name) => {
      const asset = known.get(name);
      if (!asset) throw new Error(`no ${name} in public/`);
      return `/assets/${name}?v=${asset.version}`;
    },
  };
}

function answer(c: Context, asset: Asset): Response {
  const isSmall = asset.small !== null && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  const etag = `"${asset.version}${isSmall ? '-gz' : ''}"`;
  const isPinned = c.req.query('v') === asset.version;
  const headers: Record<string, string> = {
    ETag: etag,
    'Content-Type': asset.type,
    Vary: 'Accept-Encoding',
    'Cache-Control': isPinned ? 'public, max-age=31536000, immutable' : 'public, max-age=600',
  };
  if (isSmall) headers['Content-Encoding'] = 'gzip';
  const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return c.body(null, 304, headers);
  return c.body(isSmall && asset.small ? asset.small : asset.plain, 200, headers);
}

function load(file: string, plain: Buffer<ArrayBuffer>): Asset {
  const type = types[extname(file)] ?? 'application/octet-stream';
  const small =
    /^(text|image\/svg|application\/(json|manifest))/.test(type) && plain.byteLength > 1_000
      ? Buffer.from(gzipSync(plain, { level: 9 }))
      : null;
  return { plain, small, type, version: createHash('sha256').update(plain).digest('hex').slice(0, 12) };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
