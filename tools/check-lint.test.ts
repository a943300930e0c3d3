// Lint holds what types and fences cannot: that core and a room's rules ask neither clock nor chance, and that no promise floats.
// Each such fault is planted here and must be caught; what is allowed must pass.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

type Finding = { category: string; severity: string; location: { path: string | { file: string } } };

const repository = resolve(import.meta.dirname, '..');
const house = mkdtempSync(join(tmpdir(), 'daodi-lint-'));

const allowed: Record<string, string> = {
  'src/core/given.ts': 'export const dayOf = (at: string) => new Date(at).toISOString() + Date.parse(at) + Math.max(1, 2);\n',
  'src/core/given.test.ts': 'export const now = [Date.now(), new Date(), Math.random()];\n',
  'src/platform/clock.ts': 'export const now = () => [Date.now(), new Date(), Math.random(), performance.now()];\n',
  'src/features/visits/actions.ts': 'export const now = () => Date.now();\n',
};

const planted: [file: string, category: string, content: string][] = [
  ['src/core/now.ts', 'plugin', 'export const now = () => Date.now();\n'],
  ['src/core/now-handed-on.ts', 'plugin', 'export const clock = Date.now;\n'],
  ['src/core/bare-date.ts', 'plugin', 'export const today = () => new Date().toISOString();\n'],
  ['src/core/bare-date-text.ts', 'plugin', 'export const today = () => Date();\n'],
  ['src/core/time/deep/random.ts', 'plugin', 'export const chance = () => Math.random();\n'],
  ['src/core/matter/rules.walk.ts', 'plugin', 'export const chance = () => Math.random();\n'],
  ['src/core/performance.ts', 'lint/style/noRestrictedGlobals', 'export const now = () => performance.now();\n'],
  ['src/core/crypto.ts', 'lint/style/noRestrictedGlobals', 'export const id = () => crypto.randomUUID();\n'],
  ['src/core/process.ts', 'lint/style/noRestrictedGlobals', 'export const zone = () => process.env.TZ;\n'],
  ['src/features/visits/rules.ts', 'plugin', 'export const now = () => Date.now();\n'],
  ['src/features/visits/rules-urgency.ts', 'plugin', 'export const now = () => new Date();\n'],
  ['src/features/visits/rules/urgency.ts', 'plugin', 'export const now = () => Math.random();\n'],
  ['src/features/visits/verb/rules.ts', 'lint/style/noRestrictedGlobals', 'export const zone = () => process.env.TZ;\n'],
  ['src/platform/floating.ts', 'lint/nursery/noFloatingPromises', 'async function write() {}\nexport function act() {\n  write();\n}\n'],
  ['src/platform/any.ts', 'lint/suspicious/noExplicitAny', 'export const a: any = 1;\n'],
  ['src/platform/default.ts', 'lint/style/noDefaultExport', 'export default 1;\n'],
  ['src/features/visits/index.ts', 'lint/performance/noReExportAll', "export * from './actions.ts';\n"],
  ['src/ui/picture.tsx', 'lint/a11y/useAltText', 'export const Picture = () => <img src="/x.png" />;\n'],
];

let findings: Finding[] = [];

beforeAll(async () => {
  const files = { ...allowed, ...Object.fromEntries(planted.map(([file, , content]) => [file, content])) };
  const { vcs, ...settings } = JSON.parse(readFileSync(join(repository, 'biome.json'), 'utf8')) as Record<string, unknown>;
  for (const [path, content] of Object.entries({ ...files, 'biome.json': JSON.stringify({ ...settings, root: true }) })) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), content);
  }
  mkdirSync(join(house, 'tools'));
  copyFileSync(join(repository, 'tools/pure.grit'), join(house, 'tools/pure.grit'));
  findings = await lint(house);
});

afterAll(() => rmSync(house, { recursive: true }));

async function lint(folder: string): Promise<Finding[]> {
  const args = [join(repository, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=json', '--max-diagnostics=none', 'src'];
  const run = promisify(execFile)(process.execPath, args, { cwd: folder });
  const { stdout, stderr } = await run.catch((fault: { stdout: string; stderr: string }) => fault);
  if (!stdout.startsWith('{')) throw new Error(`biome answered: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
}

const errorsIn = (file: string): string[] => {
  const here = findings.filter(({ location }) => (typeof location.path === 'string' ? location.path : location.path.file) === file);
  return [...new Set(here.filter((finding) => finding.severity === 'error').map((finding) => finding.category))];
};

test.each(Object.keys(allowed))('%s passes without a word', (file) => {
  expect(errorsIn(file)).toEqual([]);
});

test.each(planted)('%s is caught by %s', (file, category) => {
  expect(errorsIn(file)).toEqual([category]);
});
