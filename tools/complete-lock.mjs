// Adds to package-lock.json the optional platform packages that npm left out.
//
// npm writes no lock entry for an optional package that its registry mirror does not carry (for example the macOS build of a
// linter, seen from a Linux server), and `npm ci` then refuses the lock on every machine: "Missing: … from lock file".
// Each such package is pinned exactly by its parent, so the entry can be written down from what the lock already says.
// Run after `npm install`: npm run complete-lock
import { readFileSync, writeFileSync } from 'node:fs';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Where Node would look for `name` from the package at `path`, nearest first. */
function placesToLook(path, name) {
  const places = [];
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    places.push(`${at ? `${at}/` : ''}node_modules/${name}`);
    if (at === '') return places;
  }
}

/** What the name of a platform package says about the machines it is for, e.g. `cli-linux-arm64-musl`. */
function platformOf(name) {
  const os = systems.find((system) => name.includes(`-${system}`));
  const cpu = processors.find((processor) => name.includes(`-${processor}`));
  if (!os || !cpu) throw new Error(`Cannot tell from its name which machines ${name} is for. Add its lock entry by hand.`);
  const libc = name.includes('-musl') ? 'musl' : name.includes('-gnu') && os === 'linux' ? 'glibc' : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}

/** A lock entry with its keys in the order in which npm writes them. */
function entryFor(name, version, parent) {
  const rest = { ...platformOf(name), ...(parent.dev ? { dev: true } : {}), optional: true };
  return { version, ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'))) };
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const added = [];
for (const [path, parent] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (placesToLook(path, name).some((place) => lock.packages[place])) continue;
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} is asked for as "${version}", not as one exact version.`);
    lock.packages[`node_modules/${name}`] = entryFor(name, version, parent);
    added.push(name);
  }
}

if (added.length > 0) {
  const packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync('package-lock.json', `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
}
console.log(added.length === 0 ? 'The lock file is complete.' : `Added ${added.length} platform packages: ${added.join(', ')}`);
