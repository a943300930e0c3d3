// When to end. Listening starts before anything else is opened, so that a Ctrl-C during the start also ends in order and leaves no database behind.

export type End = {
  /** True from the first signal on. */
  asked(): boolean;
  whenAsked: Promise<void>;
};

/** One Ctrl-C may arrive twice (from the terminal and from npm), which is one wish: every signal after the first is ignored. */
export function listenForEnd(): End {
  let isAsked = false;
  let tell: () => void = () => undefined;
  const whenAsked = new Promise<void>((resolve) => (tell = resolve));
  // Pending promises alone do not keep a process alive.
  const stay = setInterval(() => undefined, 60_000);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isAsked = true;
      clearInterval(stay);
      tell();
    });
  }
  return { asked: () => isAsked, whenAsked };
}
