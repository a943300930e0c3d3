// The workbench: piles with counts, and the chosen pile, due first. No tally of people, no ranking.

import type { Instant } from '#core/time/day.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { cappedCount, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import { Sign } from '#ui/sign.tsx';
import { BulkForm, type BulkView } from './bulk.tsx';
import { MatterTable, type RowView } from './matter-table.tsx';

const text = {
  zh: {
    title: '工作台',
    heading: '今天先办这几件',
    piles: '按急缓分堆',
    none: '这一堆是空的。',
    noneHint: '看看别的堆，或到台账里找。',
    ledger: '到台账',
    noView: '您的岗位不看诉求内容。',
    noViewHint: '账号、单位、审计在上面的栏目里。',
    pile: {
      overdue: '已超期',
      soon: '3 个工作日内到期',
      rework: '退回重办',
      dispatch: '等派单',
      sign: '等签收',
      ruling: '等裁定',
      callback: '等评价、回访',
      old: '旧台账',
    },
    hint: {
      overdue: '先办，并告诉反映人',
      soon: '',
      rework: '反映人说没解决',
      dispatch: '',
      sign: '签收后联系反映人',
      ruling: '要由第二个人定',
      callback: '评价只由反映人作出',
      old: '导入前原期限就已过',
    },
  },
  en: {
    title: 'Workbench',
    heading: 'First of all today',
    piles: 'Piles by urgency',
    none: 'This pile is empty.',
    noneHint: 'Look at another one, or search the ledger.',
    ledger: 'To the ledger',
    noView: 'Your post does not include what people raise.',
    noViewHint: 'Accounts, units and audit are in the sections above.',
    pile: {
      overdue: 'Overdue',
      soon: 'Due in 3 working days',
      rework: 'Back for rework',
      dispatch: 'To be dispatched',
      sign: 'To be signed for',
      ruling: 'Waiting for a ruling',
      callback: 'Waiting for the verdict',
      old: 'Older ledger',
    },
    hint: {
      overdue: 'first, and tell the raiser',
      soon: '',
      rework: 'the raiser said: not solved',
      dispatch: '',
      sign: 'then contact the raiser',
      ruling: 'a second person decides',
      callback: 'only the raiser judges',
      old: 'over before they came',
    },
  },
};
export type PileKey = keyof (typeof text)['zh']['pile'];
export type PileView = { name: PileKey; count: number; current: boolean };

type Props = {
  frame: StaffFrame;
  piles: readonly PileView[];
  cap: number;
  rows: readonly RowView[];
  now: Instant;
  nextHref: string | null;
  firstHref: string | null;
  bulk: BulkView | null;
  flash?: string | undefined;
};

export function WorkbenchPage({ frame, piles, cap, rows, now, nextHref, firstHref, bulk, flash }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const chosen = piles.find((pile) => pile.current);
  if (!chosen) {
    return (
      <StaffPage {...frame} title={t.title}>
        <h1>{t.title}</h1>
        <EmptyState title={t.noView}>
          <p>{t.noViewHint}</p>
        </EmptyState>
      </StaffPage>
    );
  }
  const list = <MatterTable lang={lang} caption={t.pile[chosen.name]} rows={rows} now={now} choose={bulk !== null} />;
  return (
    <StaffPage {...frame} title={t.title}>
      {flash ? <Notice tone="success" title={flash} /> : null}
      <h1>{t.heading}</h1>
      <nav aria-label={t.piles}>
        <ul class="piles">
          {piles.map((pile) => (
            <li>
              <a class={toneOf(pile)} href={`/staff?pile=${pile.name}`} aria-current={pile.current ? 'page' : undefined}>
                {pile.name === 'overdue' || pile.name === 'soon' ? <Sign shape={pile.name === 'overdue' ? 'block' : 'triangle'} /> : null}
                {t.pile[pile.name]}
                <b class="num">{cappedCount(pile.count, cap)}</b>
                {t.hint[pile.name] ? <span class="sub">{t.hint[pile.name]}</span> : null}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h2>{t.pile[chosen.name]}</h2>
      {rows.length === 0 ? (
        <EmptyState title={t.none}>
          <p>
            {t.noneHint} <a href="/staff/matters">{t.ledger}</a>
          </p>
        </EmptyState>
      ) : (
        <>
          {bulk ? (
            <BulkForm lang={lang} csrf={frame.csrf} bulk={bulk}>
              {list}
            </BulkForm>
          ) : (
            list
          )}
          <Pager
            lang={lang}
            shown={rows.length}
            total={cappedCount(chosen.count, cap)}
            firstHref={firstHref ?? undefined}
            nextHref={nextHref ?? undefined}
          />
        </>
      )}
    </StaffPage>
  );
}

const toneOf = ({ name, count }: PileView): string =>
  count > 0 && name === 'overdue' ? 'pile is-late' : count > 0 && name === 'soon' ? 'pile is-soon' : 'pile';
