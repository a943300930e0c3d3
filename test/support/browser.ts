// The browser of the journeys and of the accessibility checks. It comes through npm, so that `npm ci && npm test` needs no step by hand,
// or is the system's where CHROMIUM_PATH names it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const run = promisify(execFile);

// No sandbox, because it must also start as root and in containers; it only ever opens our own pages.
const args = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/** Opens a headless Chromium. Close it when done: `await browser.close()`. */
export async function openBrowser(): Promise<Browser> {
  const env = inUtf8();
  const named = process.env.CHROMIUM_PATH;
  if (named) return chromium.launch({ executablePath: named, args, env });
  const folder = await unpackedChromium();
  const executablePath = join(folder, 'chromium');
  try {
    return await chromium.launch({ executablePath, args, env });
  } catch (fault) {
    if (!/shared librar|Fontconfig/i.test(String(fault))) throw fault;
    return chromium.launch({ executablePath, args, env: bareMachineEnv(folder) });
  }
}

/** Without a locale, as a new user of a bare machine has none, Chromium calls every file with a Chinese name "download". */
const inUtf8 = (): Record<string, string> => {
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), LC_ALL: 'C.UTF-8' };
};

/** A bare machine lacks NSS or fonts; the package brings both. Used only then, because mixing libraries is worse than none. */
function bareMachineEnv(folder: string): Record<string, string> {
  const env: Record<string, string> = { ...inUtf8(), LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(folder, 'fonts');
  return env;
}

/**
 * Unpacks the packaged browser once per version and user. Test files run side by side and may be killed, so it is unpacked beside and
 * renamed when whole: nobody ever starts half a browser, and a folder of another user is never in the way.
 */
async function unpackedChromium(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(packageFolder(entry), 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `daodi-chromium-${version}-${userInfo().username}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  await mkdir(tmpdir(), { recursive: true });
  const beside = await mkdtemp(`${folder}.new-`);
  try {
    // A child process, because the package unpacks into TMPDIR; the second variable makes it unpack its libraries too.
    const script = `const it = require(${JSON.stringify(entry)}); (it.default ?? it).executablePath();`;
    const env = { ...process.env, TMPDIR: beside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    await run(process.execPath, ['-e', script], { env });
    await rename(beside, folder).catch((fault: unknown) => {
      if (!existsSync(join(folder, 'chromium'))) throw fault;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return folder;
}

function packageFolder(entry: string): string {
  let folder = dirname(entry);
  while (!existsSync(join(folder, 'bin'))) folder = dirname(folder);
  return folder;
}

/** Every axe violation of the page as one line each: rule, place, and what to do. Expect it to equal `[]`. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page.evaluate(async () => {
    type Result = { violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<Result> } };
    const { violations } = await axe.run();
    return violations.flatMap((violation) =>
      violation.nodes.map((node) =>
        `${violation.id} at ${node.target.join(' ')}: ${violation.help}. ${node.failureSummary ?? ''}`.replace(/\s+/g, ' '),
      ),
    );
  });
}

/** The places that stick out to the right of the window, as `tag.class`; expect `[]` at 360 px. */
export async function sidewaysScroll(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const page = globalThis as unknown as {
      document: {
        documentElement: { clientWidth: number; scrollWidth: number };
        querySelectorAll: (s: string) => Iterable<{ tagName: string; className: unknown; getBoundingClientRect: () => { right: number } }>;
      };
    };
    const { clientWidth, scrollWidth } = page.document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...page.document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${String(element.className)}`);
  });
}
