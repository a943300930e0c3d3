// One checkpoint as a sheet of paper: the lines of core, nothing else, so that print, fax and notice board all say the same.
import { BackLink } from '#ui/back-link.tsx';
import { pick } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';

const text = { zh: { back: '全部检查点' }, en: { back: 'All checkpoints' } };

/** `lines` as checkpointLines writes them: those that begin with two spaces belong to the line before. */
export function CheckpointSheetPage({ frame, lines: [title = '', ...lines] }: { frame: PublicFrame; lines: readonly string[] }) {
  return (
    <PublicPage {...frame} title={title}>
      <BackLink lang={frame.lang} href="/proof/checkpoints" label={pick(text, frame.lang).back} />
      <h1>{title}</h1>
      <section class="slip" aria-label={title}>
        {lines.map((line) => (
          <p>{line.startsWith('  ') ? <code>{line.trim()}</code> : line}</p>
        ))}
      </section>
    </PublicPage>
  );
}
