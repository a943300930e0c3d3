// One checkpoint as a sheet of paper: the lines of core, nothing else, so that print, fax and notice board all say the same.
import { BackLink } from '#ui/back-link.tsx';
import { pick } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';

const text = { zh: { back: '全部检查点' }, en: { back: 'All checkpoints' } };

type Paragraph = { line: string; under: string[] };

/** `lines` as checkpointLines writes them: those that begin with two spaces belong to the line before. */
function paragraphsOf(lines: readonly string[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    if (last && line.startsWith('  ')) last.under.push(line.trim());
    else paragraphs.push({ line, under: [] });
  }
  return paragraphs;
}

export function CheckpointSheetPage({ frame, lines: [title = '', ...lines] }: { frame: PublicFrame; lines: readonly string[] }) {
  return (
    <PublicPage {...frame} title={title}>
      <BackLink lang={frame.lang} href="/proof/checkpoints" label={pick(text, frame.lang).back} />
      <h1>{title}</h1>
      <section class="slip" aria-label={title}>
        {paragraphsOf(lines).map(({ line, under }) => (
          <p>
            {line} {under.length > 0 ? <code>{under.join(' ')}</code> : null}
          </p>
        ))}
      </section>
    </PublicPage>
  );
}
