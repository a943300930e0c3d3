// LibreOffice, where it is installed: turns an old .xls or .et into .xlsx with its looks. Never needed: without it the values are read all the same.
// A profile of its own for each job and a hard end, because with a shared one a second job fails in silence, and a broken file may hang it (trap 5).
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type OfficeOptions = {
  /** The program; found on the PATH when left out, null for "there is none". */
  program?: string | null;
  withinMs?: number;
  /** Largest file it may make. */
  mostBytes?: number;
};

const names = process.platform === 'win32' ? ['soffice.exe'] : ['soffice', 'libreoffice'];

/** Where LibreOffice is, or null. DAODI_SOFFICE names it, or is empty to do without. */
export function findOffice(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = env['DAODI_SOFFICE'];
  if (named !== undefined) return named === '' ? null : named;
  for (const folder of (env['PATH'] ?? '').split(delimiter))
    for (const name of names) if (folder !== '' && mayRun(join(folder, name))) return join(folder, name);
  return null;
}

let busy: Promise<unknown> = Promise.resolve();

/** The .xlsx, or null when there is no LibreOffice, or it fails, hangs or makes too much. One job at a time: each takes some 300 MB. */
export function toXlsx(bytes: Uint8Array, options: OfficeOptions = {}): Promise<Uint8Array | null> {
  const program = options.program === undefined ? findOffice() : options.program;
  if (program === null) return Promise.resolve(null);
  const job = busy.then(() => convert(program, bytes, options));
  busy = job.catch(() => undefined);
  return job;
}

async function convert(
  program: string,
  bytes: Uint8Array,
  { withinMs = 60_000, mostBytes = 64 * 1024 * 1024 }: OfficeOptions,
): Promise<Uint8Array | null> {
  const folder = await mkdtemp(join(tmpdir(), 'daodi-office-'));
  try {
    await writeFile(join(folder, 'table.xls'), bytes, { mode: 0o600 });
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const args = [
      profile,
      '--headless',
      '--norestore',
      '--nolockcheck',
      '--convert-to',
      'xlsx',
      '--outdir',
      folder,
      join(folder, 'table.xls'),
    ];
    // Nothing of our environment goes along, and its home is the folder that is thrown away.
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8' };
    const child = spawn(program, args, { cwd: folder, env, stdio: 'ignore', detached: process.platform !== 'win32' });
    if (!(await endedWell(child, withinMs))) return null;
    const made = await readFile(join(folder, 'table.xlsx')).catch(() => null);
    return made === null || made.length > mostBytes ? null : made;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function endedWell(child: ChildProcess, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => killAll(child), withinMs);
    const end = (isWell: boolean): void => {
      clearTimeout(timer);
      resolve(isWell);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
}

/** The launcher starts a second process: both go. */
function killAll(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    /* it ended in this very moment */
  }
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
