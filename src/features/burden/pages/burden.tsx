// One page to print for the filing and to be challenged by: what is not kept, and what people said about the system.
import type { Instant } from '#core/time/day.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { countWords, instantWords, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { type PublicFrame, PublicPage } from '#ui/page-public.tsx';
import { Table } from '#ui/table.tsx';
import type { Forbidden, Opinion, Proof } from '../rules.ts';

const text = {
  zh: {
    title: '减负自查',
    what: '这一页给所有人看，也可以打印备案。下面的结论不是写上去的：每次打开，系统都当场查自己的数据库有没有这样的表和列。',
    asked: (tables: string, columns: string, at: string) => `${at} 查了 ${tables} 张表、${columns} 列。`,
    proofs: '不收集、不统计的东西',
    thing: '内容',
    pattern: '查的名称',
    found: '查到',
    none: '没有',
    names: {
      checkIn: '打卡、签到',
      points: '积分、评分、勋章',
      rank: '个人排名',
      online: '在线时长、最近活跃',
      share: '转发、点赞、阅读次数',
      track: '行踪、定位',
      install: '安装率',
    },
    opinions: '对系统的意见',
    opinionsWhy: '每一条都是一件有编号的事项，照样有时限、有答复、由提的人评价。这里只列编号和办到哪一步，不列内容。',
    number: '编号',
    received: '收到',
    state: '办理情况',
    noOpinions: '还没有人提意见。',
    say: '给系统提意见',
  },
  en: {
    title: 'Burden self-check',
    what: 'Anybody may read this page, print it and challenge it. Its answers are not typed in: each time it is opened the system asks its own database for such tables and columns.',
    asked: (tables: string, columns: string, at: string) => `${at}: ${tables} tables and ${columns} columns were looked at.`,
    proofs: 'What is neither kept nor counted',
    thing: 'What',
    pattern: 'Names looked for',
    found: 'Found',
    none: 'None',
    names: {
      checkIn: 'Check-ins',
      points: 'Points, scores, badges',
      rank: 'Ranking of persons',
      online: 'Online time, last active',
      share: 'Counts of shares, likes, reads',
      track: 'Tracks and positions',
      install: 'Install rates',
    },
    opinions: 'What people said about the system',
    opinionsWhy:
      'Each is a matter with a number, a deadline, a reply and a verdict. Only number and state are listed here, never the words.',
    number: 'Number',
    received: 'Received',
    state: 'State',
    noOpinions: 'Nobody has said anything yet.',
    say: 'Tell us about this system',
  },
} satisfies Record<Lang, { names: Record<Forbidden, string> } & Record<string, unknown>>;

type BurdenPageProps = {
  frame: PublicFrame;
  proofs: readonly Proof[];
  tables: number;
  columns: number;
  opinions: readonly (Opinion & { stateWords: string })[];
  now: Instant;
};

export function BurdenPage({ frame, proofs, tables, columns, opinions, now }: BurdenPageProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <PublicPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p>{t.what}</p>
      <p>{t.asked(countWords(tables), countWords(columns), instantWords(now, now, lang))}</p>
      <Table
        lang={lang}
        caption={t.proofs}
        rows={proofs}
        columns={[
          { head: t.thing, kind: 'main', cell: (proof) => t.names[proof.what] },
          {
            head: t.found,
            cell: ({ found }) =>
              found.length === 0 ? (
                <Light colour="green">{t.none}</Light>
              ) : (
                <Light colour="red">{found.map(({ table, column }) => `${table}.${column}`).join(' ')}</Light>
              ),
          },
        ]}
      />
      <h2>{t.opinions}</h2>
      <p>{t.opinionsWhy}</p>
      {opinions.length === 0 ? (
        <EmptyState title={t.noOpinions} />
      ) : (
        <Table
          lang={lang}
          caption={t.opinions}
          hideCaption
          rows={opinions}
          columns={[
            { head: t.number, kind: 'main', cell: (row) => row.number },
            { head: t.received, cell: (row) => instantWords(row.receivedAt, now, lang) },
            { head: t.state, cell: (row) => row.stateWords },
          ]}
        />
      )}
      <p>
        <a class="btn" href="/feedback?from=%2Fburden">
          {t.say}
        </a>
      </p>
    </PublicPage>
  );
}
