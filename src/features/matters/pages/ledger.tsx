// The ledger: every matter this person may see, by filters that stand in the address, fifty a page.

import type { Instant } from '#core/time/day.ts';
import { Select } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import type { OptionView } from './form-view.ts';
import { MatterTable, type RowView } from './matter-table.tsx';

const text = {
  zh: {
    title: '台账',
    find: '字词或编号',
    unit: '承办单位',
    status: '状态',
    light: '时限',
    category: '类别',
    openOnly: '还没办结的',
    more: '按单位、状态、类别、时限筛选',
    sort: '排序',
    due: '到期先',
    received: '最新先',
    any: '全部',
    go: '查找',
    none: '没有符合的事项。',
    noneHint: '少选一个条件，或换个字词再找。',
    clear: '清除条件',
    export: '导出这些',
    lights: { blue: '临期', yellow: '预警', red: '超期' },
  },
  en: {
    title: 'Ledger',
    find: 'Words or number',
    unit: 'Owner unit',
    status: 'State',
    light: 'Deadline',
    category: 'Category',
    openOnly: 'still open',
    more: 'By unit, state, category, deadline',
    sort: 'Order',
    due: 'due first',
    received: 'newest first',
    any: 'all',
    go: 'Find',
    none: 'Nothing fits.',
    noneHint: 'Drop a condition, or try other words.',
    clear: 'Clear',
    export: 'Export these',
    lights: { blue: 'near due', yellow: 'warning', red: 'overdue' },
  },
};

export type LedgerAsk = { q: string; unit: string; status: string; light: string; category: string; open: string; sort: string };
type Props = {
  frame: StaffFrame;
  ask: LedgerAsk;
  rows: readonly RowView[];
  now: Instant;
  nextHref: string | null;
  firstHref: string | null;
  units: readonly OptionView[];
  statuses: readonly OptionView[];
  categories: readonly OptionView[];
};

export function LedgerPage({ frame, ask, rows, now, nextHref, firstHref, units, statuses, categories }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const filtered = [ask.unit, ask.status, ask.light, ask.category, ask.open].some((one) => one !== '');
  const lights = (['blue', 'yellow', 'red'] as const).map((value) => ({ value, label: t.lights[value] }));
  const asked = new URLSearchParams(Object.entries(ask).filter(([, value]) => value !== ''));
  return (
    <StaffPage {...frame} title={t.title}>
      <div class="head">
        <h1>{t.title}</h1>
        <a class="btn" href={`/staff/export${asked.size > 0 ? `?${asked}` : ''}`}>
          {t.export}
        </a>
      </div>
      <form class="filters" action="/staff/matters" method="get" role="search" aria-label={t.find}>
        <Field lang={lang} name="q" label={t.find} value={ask.q} type="search" />
        <Select lang={lang} name="sort" label={t.sort} value={ask.sort} options={[{ value: 'due', label: t.due }]} blank={t.received} />
        <button type="submit" class="btn primary">
          {t.go}
        </button>
        <Details summary={t.more} open={filtered}>
          <div class="filters">
            <Select lang={lang} name="unit" label={t.unit} value={ask.unit} options={units} blank={t.any} />
            <Select
              lang={lang}
              name="status"
              label={t.status}
              value={ask.open === '' ? ask.status : 'open'}
              options={[{ value: 'open', label: t.openOnly }, ...statuses]}
              blank={t.any}
            />
            <Select lang={lang} name="category" label={t.category} value={ask.category} options={categories} blank={t.any} />
            <Select lang={lang} name="light" label={t.light} value={ask.light} options={lights} blank={t.any} />
          </div>
        </Details>
      </form>
      {rows.length === 0 ? (
        <EmptyState title={t.none}>
          <p>
            {t.noneHint} <a href="/staff/matters">{t.clear}</a>
          </p>
        </EmptyState>
      ) : (
        <>
          <MatterTable lang={lang} caption={t.title} rows={rows} now={now} />
          <Pager lang={lang} shown={rows.length} firstHref={firstHref ?? undefined} nextHref={nextHref ?? undefined} />
        </>
      )}
    </StaffPage>
  );
}
