// How the command line speaks: the person's language by LANG, one plain sentence for what can be mended, exit codes 0 / 1 / 2 / 3.
import { PlainFault } from '#platform/db/plain-fault.ts';

export type Words = { zh: string; en: string };
/** 0 done, 1 refused or does not fit, 2 wrong usage, 3 a fault of ours. */
export type ExitCode = 0 | 1 | 2 | 3;

export const lang: 'zh' | 'en' = /^en/i.test(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '')
  ? 'en'
  : 'zh';
export const say = (words: Words): string => words[lang];

/** Both languages: nobody who reads an error at night should have to change the locale first. */
export function tellFault(error: unknown): ExitCode {
  if (error instanceof PlainFault) {
    process.stderr.write(`${error.zh}\n${error.en}\n`);
    return 1;
  }
  process.stderr.write(
    `程序出错，已停止；已保存的数据没有受影响。\nA fault of the program; it has stopped, and what was saved is safe.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 3;
}

export const out = (line: string): void => void process.stdout.write(`${line}\n`);
export const asJson = (value: unknown): void => out(JSON.stringify(value));

/** A bar on a terminal, a line every few seconds elsewhere; silent when asked for JSON. */
export async function progressBar(title: string, quiet: boolean): Promise<{ set(done: number, total: number): void; end(): void }> {
  if (quiet) return { set: () => undefined, end: () => undefined };
  if (!process.stderr.isTTY) {
    let last = 0;
    return {
      set: (done, total) => {
        if (Date.now() - last < 3_000) return;
        last = Date.now();
        process.stderr.write(`${title} ${done}/${total}\n`);
      },
      end: () => undefined,
    };
  }
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({ format: `${title} [{bar}] {value}/{total} {eta_formatted}`, hideCursor: true, stream: process.stderr });
  let started = false;
  return {
    set: (done, total) => {
      if (!started) bar.start(total, done);
      else bar.setTotal(total);
      started = true;
      bar.update(done);
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}
