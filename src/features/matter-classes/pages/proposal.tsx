// A proposal to be printed: the same blocks as the Word file. The text is an official paper, so it is Chinese in both languages of the page; the frame follows the reader.
import { BackLink } from '#ui/back-link.tsx';
import { pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    title: '治理建议',
    back: '回到这一类事',
    word: '下载 Word',
    lead: '由这一类事的数和记录生成，请办文单位改定。情形已隐去姓名、号码和住址；发出前请再看一遍。',
  },
  en: {
    title: 'Proposal',
    back: 'Back to the class',
    word: 'As a Word file',
    lead: 'Made of the figures and the record of this class, for the office to finish. Names, numbers and dwellings are taken out of the cases; please read it once more before it leaves. The paper itself is in Chinese.',
  },
};

export type BlockView =
  | { is: 'title' | 'to' | 'part' | 'section' | 'text' | 'note'; text: string }
  | { is: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { is: 'sign'; unit: string; on: string };

export function ProposalPage({ frame, number, blocks }: { frame: StaffFrame; number: string; blocks: readonly BlockView[] }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/classes/${number}`;
  return (
    <StaffPage {...frame} title={`${number} ${t.title}`} wide={false}>
      <div class="no-print">
        <BackLink lang={lang} href={base} label={t.back} />
        <h1>{t.title}</h1>
        <p>{t.lead}</p>
        <p>
          <a class="btn" href={`${base}/proposal.docx`}>
            {t.word}
          </a>
        </p>
      </div>
      <div lang="zh-CN" class="paper">
        {blocks.map((block) => (
          <OneBlock block={block} />
        ))}
      </div>
    </StaffPage>
  );
}

function OneBlock({ block }: { block: BlockView }) {
  switch (block.is) {
    case 'title':
      return <h2 class="paper-title">{block.text}</h2>;
    case 'part':
      return <h3>{block.text}</h3>;
    case 'section':
      return <h4>{block.text}</h4>;
    case 'to':
      return <p>{block.text}</p>;
    case 'text':
      return <p class="paper-text">{block.text}</p>;
    case 'note':
      return <p class="paper-text muted">（{block.text}）</p>;
    case 'sign':
      return (
        <p class="paper-sign">
          {block.unit}
          <br />
          {block.on}
        </p>
      );
    case 'table':
      return (
        <table class="cards">
          <thead>
            <tr>
              {block.head.map((head) => (
                <th scope="col">{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr>{row.map((words, i) => (i === 0 ? <th scope="row">{words}</th> : <td data-label={block.head[i]}>{words}</td>))}</tr>
            ))}
          </tbody>
        </table>
      );
  }
}
