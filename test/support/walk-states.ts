// npm run walk:states -- [side matters per path, 1] [rounds]: the same walk with a wider bound than the tests take, printed. One side matter takes five minutes and 4 GB;
// two, with `-- 2 1`, stay within one round.

import { lost, roots, trail, walk, walkLimits } from './walk.ts';
import { promisesWith } from './walk-promises.ts';

const cost = Number(process.argv[2] ?? 1);
const rounds = Number(process.argv[3] ?? 0);
const from = performance.now();
const walked = walk(roots(), { cost, sleeps: true, ...(rounds > 0 ? { rounds } : {}) }, promisesWith(walkLimits));
const seconds = ((performance.now() - from) / 1000).toFixed(1);
process.stdout.write(
  `${walked.nodes.length} states, ${walked.transitions} transitions, ${walked.asked} questions in ${seconds} s; at most ${cost} side matters on a path\n`,
);
for (const [promise, where] of walked.broken) process.stdout.write(`BROKEN ${promise}: ${where}\n`);
const stuck = lost(walked, (node) => node.m.status === 'archived');
for (const node of stuck.slice(0, 3)) process.stdout.write(`DEAD END ${trail(node)}\n`);
process.exitCode = walked.broken.size + stuck.length === 0 ? 0 : 1;
