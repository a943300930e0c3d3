// The whole proof that a matter's head stands in a checkpoint: to be printed and kept, or checked with a programme of one's own.
import type { Checkpoint } from '#core/record/checkpoint.ts';
import type { Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { groupNumber, pick } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Hex, paperTime } from './on-paper.tsx';

const text = {
  zh: {
    title: '在检查点里的证明',
    lead: '下面这些数证明：这件事到所列的那一步为止，已经封存在检查点里。打印后与检查点那张纸放在一起；格式写在产品文档“record”一篇里，任何人都能用自己的程序核算。',
    number: '编号',
    seq: '到第几步',
    head: '这一步的指纹',
    index: '清单第几行（从 0 数）',
    leaf: '叶子',
    id: '内部标识',
    checkpoint: '检查点',
    size: '清单行数',
    root: '检查点的根',
    path: '从叶子到根，依次与这些数合并',
    none: '清单只有这一行，叶子就是根。',
    json: '给程序用的 JSON',
    sheet: '这个检查点的整页',
    at: (id: number, when: string) => `第 ${id} 号，${when}`,
    profile: '散列算法',
  },
  en: {
    title: 'Proof of inclusion',
    lead: 'These numbers prove that the matter, up to the step named, is sealed in the checkpoint. Print it and keep it beside the sheet of the checkpoint; the page “record” of the documentation gives the format, and anybody can compute it with a programme of their own.',
    number: 'Number',
    seq: 'Up to step',
    head: 'Fingerprint of that step',
    index: 'Row of the list (from 0)',
    leaf: 'Leaf',
    id: 'Internal id',
    checkpoint: 'Checkpoint',
    size: 'Rows on the list',
    root: 'Root of the checkpoint',
    path: 'From the leaf to the root, joined with these in turn',
    none: 'The list has only this row: the leaf is the root.',
    json: 'As JSON, for programmes',
    sheet: 'The sheet of this checkpoint',
    at: (id: number, when: string) => `No. ${id}, ${when}`,
    profile: 'Hash function',
  },
};

/** The shape of proofs.ts's InclusionJson, as far as it is shown. */
export type ShownInclusion = {
  profile: string;
  head: { matterId: string; number: string; seq: number; head: string };
  index: number;
  leaf: string;
  proof: readonly string[];
  checkpoint: Checkpoint;
};

export function InclusionPage({ frame, inclusion, jsonPath }: { frame: PublicFrame; inclusion: ShownInclusion; jsonPath: string }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const { head, index, leaf, proof, checkpoint, profile } = inclusion;
  return (
    <PublicPage {...frame} title={t.title}>
      <BackLink lang={lang} href="/proof" />
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      <SummaryList
        facts={[
          { term: t.number, value: <span class="num">{groupNumber(head.number)}</span> },
          { term: t.id, value: <code>{head.matterId}</code> },
          { term: t.seq, value: head.seq },
          { term: t.head, value: <Hex of={head.head} /> },
          { term: t.index, value: index },
          { term: t.leaf, value: <Hex of={leaf} /> },
          { term: t.checkpoint, value: t.at(checkpoint.id, paperTime(checkpoint.at as Instant)) },
          { term: t.size, value: checkpoint.size },
          { term: t.root, value: <Hex of={checkpoint.root} /> },
          { term: t.profile, value: profile === 'sm3' ? 'SM3' : 'SHA-256' },
        ]}
      />
      <h2>{t.path}</h2>
      {proof.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ol>
          {proof.map((hash) => (
            <li>
              <Hex of={hash} />
            </li>
          ))}
        </ol>
      )}
      <nav class="pager" aria-label={t.title}>
        <a class="btn" href={`/proof/checkpoints/${checkpoint.id}`}>
          {t.sheet}
        </a>
        <a class="btn plain" href={jsonPath}>
          {t.json}
        </a>
      </nav>
    </PublicPage>
  );
}
