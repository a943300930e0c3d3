// What the county publishes of its concerns, for anybody.
import { EmptyState } from '#ui/empty-state.tsx';
import { pick } from '#ui/lang.ts';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import type { OpenSet } from '../rules.ts';
import { OpenTable } from './open-table.tsx';

const text = {
  zh: {
    title: '公开数据',
    lead: '每月收到多少件诉求，按类别和地点列出。少于 5 件的不公布，免得看出是谁。可以随意使用，请注明出处。',
    none: '还没有公布过数据。',
    csv: '下载 CSV',
    all: '各月数据',
  },
  en: {
    title: 'Open figures',
    lead: 'How many concerns came in each month, by class and place. Counts under five are not published, so that nobody is recognised. Use them freely and name the source.',
    none: 'Nothing has been published yet.',
    csv: 'CSV',
    all: 'All months',
  },
};

type Props = { frame: PublicFrame; months: readonly string[]; shown: { code: string; set: OpenSet; basis: string } | null };

export function OpenDataPage({ frame, months, shown }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {shown ? (
        <>
          <OpenTable lang={lang} caption={shown.code} set={shown.set} />
          <p>{shown.basis}</p>
          <p>
            <a class="btn" href={`/open-data/${shown.code}.csv`}>
              {t.csv}
            </a>
          </p>
        </>
      ) : (
        <EmptyState title={t.none} />
      )}
      {months.length > 1 ? (
        <>
          <h2>{t.all}</h2>
          <ul>
            {months.map((code) => (
              <li>
                <a href={`/open-data/${code}`}>{code}</a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </PublicPage>
  );
}
