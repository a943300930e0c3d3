// What a tracing found, in words, for its page and for the command line.
import { actWords, namesIn, whyWords } from '#features/audit/index.ts';
import type { Ports } from '#platform/ports.ts';
import type { Lang } from '#ui/lang.ts';
import type { LoggedLook } from './actions-trace.ts';

export async function loggedInWords(ports: Pick<Ports, 'db'>, rows: readonly LoggedLook[], lang: Lang): Promise<LoggedLook[]> {
  const names = await namesIn(ports);
  return rows.map((one) => ({ ...one, what: actWords(one.what, lang), why: whyWords(one.what, one.why, lang, names) }));
}
