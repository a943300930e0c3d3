// The fences: who may import whom. Each has a name and a sentence of reason; tools/check-fences.test.ts plants every violation
// and expects it to be caught. ARCHITECTURE.md draws the same map. A wall may be moved, with a decision record that says why.

/** Files of a room that hold one kind of furniture: `store.ts`, `store-lists.ts`, `store/lists.ts`, also inside a verb's own folder. */
const furniture = (...kinds) => `(?:.*/|)(?:${kinds.join('|')})(?:-[a-z0-9-]+[.]|[.]|/)`;
const anyRoom = '^src/features/([^/]+)/';
const ownRoom = '^src/features/$1/';
const doors = furniture('staff', 'portal', 'api');
const pages = furniture('pages');

const tests = '[.](?:test|walk)[.]tsx?$|^test/';
const npm = '^node_modules/';
const hono = '^node_modules/(?:hono|@hono)/';
const jsx = '^node_modules/hono/dist/(?:jsx|helper/html|utils/html)';

const typesOnly = { dependencyTypesNot: ['type-only'] };

const everywhere = [
  {
    name: 'every-import-resolves',
    comment: 'An import that leads nowhere silently blinds all other fences.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-circles',
    comment: 'What imports each other, be it only for types, cannot be understood or changed apart.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'production-never-imports-tests',
    comment: 'Builders, fake clocks and test sign-ins must not be reachable from a running county.',
    from: { path: '^(?:src|bin)/', pathNot: tests },
    to: { path: tests },
  },
  {
    name: 'production-never-imports-dev-packages',
    comment: 'What is only installed for development is missing where Daodi runs.',
    from: { path: '^(?:src|bin)/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev'] },
  },
  {
    name: 'packages-are-declared',
    comment: 'A package that only happens to be installed, because another needs it, may vanish with the next update.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'nobody-imports-app',
    comment:
      'app puts the parts together; a part that knows the whole cannot be put together otherwise. The command line and tests start it.',
    from: { path: '^src/', pathNot: `^src/(?:app|cli)/|${tests}` },
    to: { path: '^src/app/' },
  },
  {
    name: 'nobody-imports-cli',
    comment: 'The command line is an outermost shell: what it shares belongs further in.',
    from: { path: '^src/', pathNot: `^src/cli/|${tests}` },
    to: { path: '^src/cli/' },
  },
];

const core = [
  {
    name: 'core-imports-nothing',
    comment:
      'The rules of the method are pure: no clock, no chance, no package, no input or output, so that they can be read, walked and proved.',
    from: { path: '^src/core/', pathNot: tests },
    to: { pathNot: '^src/core/' },
  },
  {
    name: 'core-tests-stay-with-core',
    comment: 'A rule that needs a room or a page to be tested is not a rule of the core. Adapters may be tried out with it.',
    from: { path: '^src/core/.*[.](?:test|walk)[.]ts$' },
    to: { path: '^src/(?!core/|platform/)' },
  },
];

const shared = [
  {
    name: 'ui-shows-only',
    comment: 'Shared page parts know no room, no adapter and no composition: data in, HTML out.',
    from: { path: '^src/ui/', pathNot: tests },
    to: { path: '^src/(?!ui/|core/)' },
  },
  {
    name: 'ui-takes-only-types-from-core',
    comment: 'A page part decides nothing: what core has decided is handed in.',
    from: { path: '^src/ui/', pathNot: tests },
    to: { path: '^src/core/', ...typesOnly },
  },
  {
    name: 'ui-only-with-jsx',
    comment: 'Page parts need hono/jsx and nothing else; files, sockets and drivers belong to platform.',
    from: { path: '^src/ui/', pathNot: tests },
    to: { pathNot: ['^src/', jsx] },
  },
  {
    name: 'platform-adapts-only',
    comment: 'Adapters know the outside world, not the rooms, pages or composition that use them.',
    from: { path: '^src/platform/', pathNot: tests },
    to: { path: '^src/(?!platform/|core/)' },
  },
  {
    name: 'platform-decides-nothing',
    comment:
      'An adapter counts days and cleans text as core does, and speaks of roles and hashes in its types; it calls no rule of the method.',
    from: { path: '^src/platform/', pathNot: tests },
    to: { path: '^src/core/(?!time/|text/)', ...typesOnly },
  },
  {
    name: 'app-through-the-doors',
    comment: 'app and the command line reach a room by its index or one of its doors, never by what lies behind them.',
    from: { path: '^src/(?:app|cli)/', pathNot: tests },
    to: { path: anyRoom, pathNot: ['^src/features/[^/]+/index[.]ts$', `^src/features/[^/]+/${doors}`] },
  },
];

const rooms = [
  {
    name: 'other-rooms-by-the-front-door',
    comment: 'A room may be rebuilt inside as long as its index.ts keeps its word.',
    from: { path: anyRoom, pathNot: tests },
    to: { path: '^src/features/', pathNot: [ownRoom, '^src/features/[^/]+/index[.]ts$'] },
  },
  {
    name: 'matters-leans-on-people-only',
    comment: 'Every room may lean on matters; it must not lean back.',
    from: { path: '^src/features/matters/', pathNot: tests },
    to: { path: '^src/features/(?!matters/|people/)' },
  },
  {
    name: 'people-leans-on-nobody',
    comment: 'matters leans on people, so people can lean on no room without a circle between rooms.',
    from: { path: '^src/features/people/', pathNot: tests },
    to: { path: '^src/features/(?!people/)' },
  },
  {
    name: 'rules-are-pure',
    comment: "A room's rules are as pure as core: they use core and the room's own rules, and nothing else.",
    from: { path: `${anyRoom}${furniture('rules')}`, pathNot: tests },
    to: { pathNot: ['^src/core/', `${ownRoom}${furniture('rules')}`] },
  },
  {
    name: 'store-speaks-sql-only',
    comment: 'A store reads and writes its own tables: it shows nothing, asks no other room and needs kysely alone.',
    from: { path: `${anyRoom}${furniture('store')}`, pathNot: tests },
    to: { pathNot: ['^src/core/', ownRoom, '^src/platform/db/', '^node_modules/kysely/'] },
  },
  {
    name: 'store-below-doors-and-pages',
    comment: 'What shows rows may know the store; the store does not know who shows them.',
    from: { path: `${anyRoom}${furniture('store')}`, pathNot: tests },
    to: { path: `${ownRoom}(?:${doors}|${pages}|${furniture('actions')})` },
  },
  {
    name: 'actions-not-doors-or-pages',
    comment: 'The same action serves the staff page, the public page, the API and a bulk list, so it can know none of them.',
    from: { path: `${anyRoom}${furniture('actions')}`, pathNot: tests },
    to: { path: [`${ownRoom}(?:${doors}|${pages})`, '^src/ui/'] },
  },
  {
    name: 'portal-never-staff',
    comment: 'What staff see and do must not come near a page that anybody may open.',
    from: { path: `${anyRoom}${furniture('portal')}`, pathNot: tests },
    to: { path: `^src/features/[^/]+/${furniture('staff')}|^src/app/staff` },
  },
  {
    name: 'pages-not-store',
    comment: 'A page is data in, HTML out: it neither reads nor acts, and does not know the door it is shown at.',
    from: { path: `${anyRoom}${pages}`, pathNot: tests },
    to: { path: `${ownRoom}(?:${furniture('store')}|${doors})` },
  },
  {
    name: 'pages-do-not-act',
    comment: 'A page may name the refusals of an action, and never call it.',
    from: { path: `${anyRoom}${pages}`, pathNot: tests },
    to: { path: `${ownRoom}${furniture('actions')}`, ...typesOnly },
  },
  {
    name: 'pages-know-their-room-only',
    comment: 'A page shows what it is handed: no other room, no adapter.',
    from: { path: `${anyRoom}${pages}`, pathNot: tests },
    to: { path: '^src/(?:features|platform)/', pathNot: [ownRoom] },
  },
  {
    name: 'pages-take-only-types-from-core',
    comment: 'A page decides nothing: what core has decided is handed in.',
    from: { path: `${anyRoom}${pages}`, pathNot: tests },
    to: { path: '^src/core/', ...typesOnly },
  },
  {
    name: 'only-doors-hold-adapters',
    comment:
      'Behind the doors, a clock, a database and a mailer are values handed in. Only their types may be imported, how to run a transaction, how a column of numbers is packed, and the memory of a few seconds.',
    from: { path: anyRoom, pathNot: [`${anyRoom}${doors}`, tests] },
    to: { path: '^src/platform/(?!(?:db/(?:transaction|packed)|short-memory)[.]ts$)', ...typesOnly },
  },
  {
    name: 'only-doors-and-pages-hold-hono',
    comment: 'What people do must work the same from the web, the command line and the worker.',
    from: { path: anyRoom, pathNot: [`${anyRoom}(?:${doors}|${pages})`, tests] },
    to: { path: hono },
  },
  {
    name: 'pages-only-with-jsx',
    comment: 'Pages need hono/jsx and no other package.',
    from: { path: `${anyRoom}${pages}`, pathNot: tests },
    to: { path: npm, pathNot: [jsx] },
  },
  {
    name: 'only-platform-opens-things',
    comment: 'Files, sockets, processes and drivers have one place, where their failures are met. Rooms need hono, zod and kysely.',
    from: { path: anyRoom, pathNot: tests },
    to: { pathNot: ['^src/', hono, '^node_modules/(?:zod|kysely)/'] },
  },
];

export default {
  forbidden: [...everywhere, ...core, ...shared, ...rooms].map((fence) => ({ ...fence, severity: 'error' })),
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['^dist/', '^data/'] },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
