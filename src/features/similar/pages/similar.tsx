// Who is likely about the same thing, and which category is proposed: both 建议, with their reasons, and a link to where a person decides.
import { BackLink } from '#ui/back-link.tsx';
import { groupNumber, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '可能是同一件事',
    back: '回到这件事',
    lead: '机器只比字词、地名和时间，不看是谁反映的。只是建议：请点开看，由您决定并不并。',
    none: '没有找到像的事项。',
    matter: '事项',
    why: '为什么',
    holder: '在哪里',
    merge: '并入这件',
    decide: '由您决定',
    proposal: '建议类别',
    proposed: (category: string, sure: string) => `${category}（${sure}）`,
    words: '最起作用的字词',
    second: '其次',
    current: '和现在填的一样。',
    silent: '机器没有把握，不给建议。',
    use: '去派单',
    never: '建议来自本县以往的派单决定。机器从不自己派单。',
  },
  en: {
    title: 'Perhaps the same',
    back: 'Back to the matter',
    lead: 'The machine compares words, names of places and time only, never who raised it. It is a suggestion: look, and decide yourself whether to merge.',
    none: 'Nothing alike was found.',
    matter: 'Matter',
    why: 'Why',
    holder: 'Where it is',
    merge: 'Merge into it',
    decide: 'You decide',
    proposal: 'Suggested category',
    proposed: (category: string, sure: string) => `${category} (${sure})`,
    words: 'Words that weighed most',
    second: 'Next',
    current: 'The same as entered now.',
    silent: 'The machine is not sure and suggests nothing.',
    use: 'To dispatch',
    never: "Suggestions come from this county's earlier dispatch decisions. The machine never dispatches by itself.",
  },
};

type TwinView = { number: string; title: string; holder: string; status: string; likely: string; why: string };
type ProposalView = { category: string; second: string; sure: string; words: readonly string[]; isCurrent: boolean };
type Props = {
  frame: StaffFrame;
  mark: string;
  number: string;
  title: string;
  twins: readonly TwinView[];
  proposal: ProposalView | null;
  mayDispatch: boolean;
  mayMerge: boolean;
};

export function SimilarPage({ frame, mark, number, title, twins, proposal, mayDispatch, mayMerge }: Props) {
  const t = pick(text, frame.lang);
  const base = `/staff/matters/${number}`;
  return (
    <StaffPage {...frame} title={`${t.title} · ${title}`} wide={false} mark={mark}>
      <BackLink lang={frame.lang} href={base} label={t.back} />
      <p class="muted num">
        {groupNumber(number)} · {title}
      </p>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {twins.length === 0 ? (
        <p class="muted">{t.none}</p>
      ) : (
        <section class="card">
          <Table
            lang={frame.lang}
            caption={t.title}
            hideCaption
            columns={[
              {
                head: t.matter,
                kind: 'main',
                labelled: false,
                cell: (twin) => (
                  <>
                    <a href={`/staff/matters/${twin.number}`}>{twin.title}</a>
                    <br />
                    <span class="muted num">{groupNumber(twin.number)}</span>
                  </>
                ),
              },
              { head: t.why, cell: (twin) => `${twin.likely}：${twin.why}` },
              { head: t.holder, cell: (twin) => `${twin.holder} · ${twin.status}` },
              ...(mayMerge
                ? [{ head: t.decide, cell: (twin: TwinView) => <a href={`${base}/merge?main=${twin.number}`}>{t.merge}</a> }]
                : []),
            ]}
            rows={twins}
          />
        </section>
      )}
      {mayDispatch && <Proposed {...{ proposal, base }} lang={frame.lang} />}
    </StaffPage>
  );
}

function Proposed({ proposal, base, lang }: { proposal: ProposalView | null; base: string; lang: 'zh' | 'en' }) {
  const t = pick(text, lang);
  return (
    <section class="card">
      <h2>{t.proposal}</h2>
      {proposal === null ? (
        <p>{t.silent}</p>
      ) : (
        <>
          <p>
            <strong>{t.proposed(proposal.category, proposal.sure)}</strong> {proposal.isCurrent ? t.current : ''}
          </p>
          <p>
            {t.words}：{proposal.words.join('、')}
          </p>
          <p class="muted">
            {t.second}：{proposal.second}
          </p>
          <p>
            <a class="btn" href={`${base}/dispatch`}>
              {t.use}
            </a>
          </p>
        </>
      )}
      <p class="muted">{t.never}</p>
    </section>
  );
}
