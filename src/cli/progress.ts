// Progress of long work on standard error: a bar on a terminal, a plain line every few seconds elsewhere, nothing when a program reads us.
import { SingleBar } from 'cli-progress';

export type Progress = { set(done: number, total?: number): void; end(): void };

const silent: Progress = { set: () => undefined, end: () => undefined };
const lineEveryMs = 3_000;

export function progress(title: string, options: { quiet?: boolean | undefined } = {}): Progress {
  if (options.quiet) return silent;
  return process.stderr.isTTY ? bar(title) : lines(title);
}

function lines(title: string): Progress {
  let lastAt = performance.now();
  return {
    set: (done, total) => {
      if (performance.now() - lastAt < lineEveryMs) return;
      lastAt = performance.now();
      process.stderr.write(`${title} ${done}${total === undefined ? '' : ` / ${total}`}\n`);
    },
    end: () => undefined,
  };
}

function bar(title: string): Progress {
  let shown: SingleBar | null = null;
  return {
    set: (done, total) => {
      if (!shown) {
        const format = total === undefined ? `${title} {value}` : `${title} [{bar}] {value} / {total}  {eta_formatted}`;
        shown = new SingleBar({ format, hideCursor: true, stream: process.stderr, etaBuffer: 50 });
        shown.start(total ?? 0, done);
      }
      if (total !== undefined) shown.setTotal(total);
      shown.update(done);
    },
    end: () => shown?.stop(),
  };
}
