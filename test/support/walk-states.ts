// npm run walk:states -- [side matters per path]: the same walk with a wider bound than the tests take, printed.
import { promises } from './walk-promises.ts';
import { roots, walk } from './walk.ts';

const cost = Number(process.argv[2] ?? 2);
const from = performance.now();
const walked = walk(roots(), { cost, rounds: 4, reopens: 1, sleeps: true }, promises);
const seconds = ((performance.now() - from) / 1000).toFixed(1);
process.stdout.write(`${walked.nodes.length} states, ${walked.transitions} transitions, ${walked.asked} questions in ${seconds} s; at most ${cost} side matters on a path\n`);
for (const [promise, where] of walked.broken) process.stdout.write(`BROKEN ${promise}: ${where}\n`);
process.exitCode = walked.broken.size === 0 ? 0 : 1;
