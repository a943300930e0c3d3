// 派单条: the work order on paper, with unit, deadline and the rule behind it (Beijing Art. 13), and nothing that tells who raised it.
import { BackLink } from '#ui/back-link.tsx';
import { groupNumber, instantWords, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Quote } from '#ui/quote.tsx';
import { Slip } from '#ui/slip.tsx';
import type { MatterView } from './matter-view.ts';

const text = {
  zh: {
    title: '派单条',
    back: '回到这件事',
    due: (d: string) => `请在 ${d} 答复反映人。`,
    ended: '这件事已经答复或办结。',
    owner: '承办单位',
    basis: '派单依据',
    rule: '时限规则',
    how: '怎么算的',
    what: '诉求',
    words: '原话（号码已遮盖）',
    place: '地点',
    kind: '类别',
    next: '各步时限',
    round: '轮次',
    print: '用浏览器的“打印”打印这一页。',
    relay: '联系反映人请拨受理台电话，报编号转接；不得打听、外传反映人身份。',
    printed: '打印于',
  },
  en: {
    title: 'Work order',
    back: 'Back to the matter',
    due: (d: string) => `Please reply to the raiser ${d}.`,
    ended: 'This matter has been answered or ended.',
    owner: 'Owner unit',
    basis: 'Duty',
    rule: 'Rule',
    how: 'How counted',
    what: 'Concern',
    words: 'Own words (numbers starred out)',
    place: 'Place',
    kind: 'Category',
    next: 'Steps',
    round: 'Round',
    print: 'Print this page with the browser.',
    relay: 'Reach the raiser through the desk by this number; never ask for or pass on who it is.',
    printed: 'Printed',
  },
};

/** `words`: title, own words and summary with every number in them starred out, whoever prints. */
export function OrderPage({
  frame,
  view,
  words,
  dutyRef,
  mark,
}: {
  frame: StaffFrame;
  mark: string;
  view: MatterView;
  words: { title: string; text: string; summary: string };
  dutyRef: string | null;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  const m = view.matter;
  const running = m.clocks.some((clock) => clock.kind === 'reply');
  return (
    <StaffPage {...frame} title={`${t.title} ${m.number}`} wide={false} mark={mark}>
      <BackLink lang={lang} href={`/staff/matters/${m.number}`} label={t.back} />
      <h1>{t.title}</h1>
      <p class="muted">{t.print}</p>
      <Slip
        lang={lang}
        title={t.title}
        number={m.number}
        promise={running ? t.due(view.deadline.due) : t.ended}
        facts={[
          { term: t.owner, value: view.owner.unit },
          { term: t.what, value: words.title },
          { term: t.kind, value: view.category },
          { term: t.place, value: view.place },
          ...(dutyRef ? [{ term: t.basis, value: dutyRef }] : []),
          { term: t.rule, value: <span class="num">{m.deadline.rule}</span> },
          { term: t.how, value: view.deadline.explained.map((line) => <span class="sub">{line}</span>) },
          {
            term: t.next,
            value: view.clocks.map((clock) => (
              <span class="sub">
                {clock.label}
                {lang === 'zh' ? '：' : ': '}
                {clock.due}
              </span>
            )),
          },
          { term: t.round, value: String(m.round) },
        ]}
      >
        <h3>{t.words}</h3>
        <Quote words={words.text} />
        {words.summary === '' ? null : <p>{words.summary}</p>}
        <p>{t.relay}</p>
        <p class="muted small num">
          {groupNumber(m.number)} · {t.printed} {instantWords(view.now, view.now, lang)}
        </p>
      </Slip>
    </StaffPage>
  );
}
