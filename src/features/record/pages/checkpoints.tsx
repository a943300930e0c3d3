// The public list of checkpoints. Whoever keeps a printed copy can prove later that nothing before its time was changed.
import type { Checkpoint } from '#core/record/checkpoint.ts';
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { countWords, instantWords, pick } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Table } from '#ui/table.tsx';
import { Hex, paperTime } from './on-paper.tsx';

const text = {
  zh: {
    title: '留痕检查点',
    back: '核对回执',
    lead: '每个检查点把到那时为止所有事项的记录封成一个数（根）。请别的单位、记者、村委或任何人打印保存：以后谁改动、删去或插入一步，都会与您手里的这张纸不符。',
    caption: '检查点，新的在前',
    id: '编号',
    at: '时间',
    size: '清单行数',
    root: '根',
    older: '更早的',
    newest: '回到最新',
    json: '给程序用的 JSON',
    none: '还没有检查点',
    noneSaid: (next: string) => `登记事项之后，第一个检查点在${next}。`,
    number: (id: number) => `第 ${id} 号`,
  },
  en: {
    title: 'Checkpoints of the record',
    back: 'Check a receipt',
    lead: 'Each checkpoint seals the record of all matters up to its time into one number, the root. Other offices, journalists, village committees or anybody else may print and keep it: whoever changes, drops or inserts a step later will not match the paper in your hand.',
    caption: 'Checkpoints, newest first',
    id: 'No.',
    at: 'Time',
    size: 'Rows on the list',
    root: 'Root',
    older: 'Older',
    newest: 'Newest',
    json: 'As JSON, for programmes',
    none: 'There is no checkpoint yet',
    noneSaid: (next: string) => `Once something is registered, the first is due at ${next}.`,
    number: (id: number) => `No. ${id}`,
  },
};

type CheckpointsPageProps = {
  frame: PublicFrame;
  now: Instant;
  checkpoints: readonly Checkpoint[];
  before: number | undefined;
  hasOlder: boolean;
  nextAt: Instant;
};

export function CheckpointsPage({ frame, now, checkpoints, before, hasOlder, nextAt }: CheckpointsPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title}>
      <BackLink lang={lang} href="/proof" label={t.back} />
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {checkpoints.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneSaid(instantWords(nextAt, now, lang))}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.caption}
          rows={checkpoints}
          columns={[
            {
              head: t.id,
              kind: 'main',
              cell: (row) => (
                <a class="change nowrap" href={`/proof/checkpoints/${row.id}`}>
                  {t.number(row.id)}
                </a>
              ),
            },
            { head: t.at, cell: (row) => <span class="nowrap">{paperTime(row.at as Instant)}</span> },
            { head: t.size, kind: 'num', cell: (row) => countWords(row.size) },
            { head: t.root, cell: (row) => <Hex of={row.root} /> },
          ]}
        />
      )}
      <nav class="pager" aria-label={t.caption}>
        {before === undefined ? null : (
          <a class="btn" href="/proof/checkpoints">
            {t.newest}
          </a>
        )}
        {hasOlder ? (
          <a class="btn" rel="next" href={`/proof/checkpoints?before=${checkpoints.at(-1)?.id}`}>
            {t.older}
          </a>
        ) : null}
        <a class="btn plain" href="/proof/checkpoints.json">
          {t.json}
        </a>
      </nav>
    </PublicPage>
  );
}
