// The figures as a table, for the page of the county office and the public one.
import { EmptyState } from '#ui/empty-state.tsx';
import { countWords, type Lang, pick } from '#ui/lang.ts';
import { Table } from '#ui/table.tsx';
import type { OpenSet } from '../rules.ts';

const text = {
  zh: { cls: '类别', total: '合计', hidden: '不公布', none: '这个月没有收到可以列出的诉求。' },
  en: { cls: 'Class', total: 'Total', hidden: 'not published', none: 'Nothing that can be listed came in this month.' },
};

export function OpenTable({ lang, caption, set }: { lang: Lang; caption: string; set: OpenSet }) {
  const t = pick(text, lang);
  const rows = [...set.classes.map((one, i) => ({ name: one.name[lang], i })), { name: t.total, i: set.classes.length }].filter(({ i }) =>
    // A class without any matter needs no line; one that is hidden does.
    set.n[i]?.some((one) => one !== 0),
  );
  const cell = (i: number, j: number) => {
    const n = set.n[i]?.[j] ?? null;
    return n === null ? <span class="muted">{t.hidden}</span> : countWords(n);
  };
  if (rows.length === 0) return <EmptyState title={`${caption}: ${t.none}`} />;
  return (
    <Table
      lang={lang}
      caption={caption}
      rows={rows}
      columns={[
        { head: t.cls, kind: 'main' as const, cell: (row) => row.name },
        ...set.places.map((place, j) => ({ head: place.name[lang], kind: 'num' as const, cell: (row: { i: number }) => cell(row.i, j) })),
        { head: t.total, kind: 'num' as const, cell: (row) => cell(row.i, set.places.length) },
      ]}
    />
  );
}
