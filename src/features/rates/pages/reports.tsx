// Rates of a period as a report: each measure with its counts, interval and formula; then by place, category or unit. Every count opens its list.
import { Select } from '#ui/choice.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';

const text = {
  zh: {
    title: '报表',
    measure: '指标',
    value: '数值（95% 区间）',
    counts: '件数',
    before: '上期',
    formula: '怎么算',
    previous: '上一期',
    next: '下一期',
    kind: '按',
    kinds: { month: '月', quarter: '季', year: '年' },
    by: '分组',
    bys: { place: '地点', category: '类别', unit: '承办单位' },
    show: '看',
    due: '应答复',
    excluded: '剔除',
    solution: '解决率',
    satisfied: '满意率（宽）',
    response: '响应率',
    overdue: '超期率',
    reach: '到达率',
    name: '名称',
    fewUnits: (n: number) => `另有 ${n} 个单位不足 30 件，不列。`,
    unitRule: '单位不满 30 件的不进表，也不排名次；本系统不按人统计。',
    none: '这一期没有到期的答复',
    noneHint: '换一个时段看看。',
    forPublic: '公开用的版本（小于 5 件的地点不显示）',
    internal: '回内部版本',
    hidden: '不足 5 件，不显示',
    hiddenRule: '为保护反映人，不足 5 件的地点不显示；只有一处不足时，连同次小的一处一起不显示。',
    csv: '下载 CSV',
    xlsx: '下载 Excel',
    trend: '解决率，最近八期',
    byChart: (by: string) => `解决率，按${by}`,
    chartNote: '横线是 95% 区间。数字见下表。',
    mean: '平均首次联系',
    hours: (h: string, n: number) => `${h} 小时，${n} 件`,
    lower: '解决率下限（没问到的全按没解决）',
    leader: '领导一页',
    period: '时段',
    answered: '问到评价',
  },
  en: {
    title: 'Reports',
    measure: 'Measure',
    value: 'Value (95 % interval)',
    counts: 'Counts',
    before: 'Before',
    formula: 'How it is counted',
    previous: 'Previous',
    next: 'Next',
    kind: 'By',
    kinds: { month: 'month', quarter: 'quarter', year: 'year' },
    by: 'Grouped by',
    bys: { place: 'place', category: 'category', unit: 'owner unit' },
    show: 'Show',
    due: 'Due',
    excluded: 'Excluded',
    solution: 'Solved',
    satisfied: 'Satisfied (wide)',
    response: 'Response',
    overdue: 'Overdue',
    reach: 'Reach',
    name: 'Name',
    fewUnits: (n: number) => `${n} more units have fewer than 30 matters and are not listed.`,
    unitRule: 'Units with fewer than 30 matters are left out, nobody is ranked, and nothing is counted by person.',
    none: 'No answer was due in this period',
    noneHint: 'Try another period.',
    forPublic: 'Version to publish (places with fewer than 5 are not shown)',
    internal: 'Back to the internal version',
    hidden: 'fewer than 5, not shown',
    hiddenRule:
      'To protect raisers, places with fewer than 5 matters are not shown; where only one is so small, the next smallest goes with it.',
    csv: 'Download CSV',
    xlsx: 'Download Excel',
    trend: 'Solved, the last eight periods',
    byChart: (by: string) => `Solved, by ${by}`,
    chartNote: 'The line is the 95 % interval. The table has the figures.',
    mean: 'Mean time to first contact',
    hours: (h: string, n: number) => `${h} h, n ${n}`,
    lower: 'Solved at the least (whoever was not asked counts as unsolved)',
    leader: "Leader's page",
    period: 'Period',
    answered: 'Verdicts',
  },
};

export type Linked = { words: string; href: string | null };
export type MeasureRow = { name: string; value: string; part: Linked; whole: Linked; before: string; formula: string };
export type GroupRow = {
  name: string;
  depth: number;
  due: Linked;
  excluded: Linked;
  response: string;
  solution: string;
  satisfied: string;
  reach: string;
  overdue: string;
  answered: Linked;
};
export type TrendRow = { label: string; value: string; n: number };
export type ReportsProps = {
  frame: StaffFrame;
  scope: string;
  period: string;
  kind: 'month' | 'quarter' | 'year';
  by: 'place' | 'category' | 'unit';
  previousHref: string;
  nextHref: string | null;
  asOf: string;
  leftOut: string;
  rule: string;
  measures: readonly MeasureRow[];
  mean: { hours: string; n: number } | null;
  lower: string;
  groups: readonly GroupRow[];
  /** Null: hidden among the groups as a small cell. */
  hiddenGroups: readonly string[];
  fewUnits: number;
  isPublic: boolean;
  publicHref: string;
  csvHref: string;
  xlsxHref: string;
  trend: readonly TrendRow[];
  trendSrc: string;
  groupSrc: string;
  mayLead: boolean;
};

export function ReportsPage(props: ReportsProps) {
  const { frame } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={`${t.title} ${props.period}`}>
      <div class="head">
        <h1>
          {t.title} <span class="sub-title">{`${props.scope} · ${props.period}`}</span>
        </h1>
        <p class="no-print">
          <a href={props.previousHref}>{t.previous}</a>
          {props.nextHref ? (
            <>
              {' '}
              · <a href={props.nextHref}>{t.next}</a>
            </>
          ) : null}
          {props.mayLead ? (
            <>
              {' '}
              · <a href="/staff/leader">{t.leader}</a>
            </>
          ) : null}
        </p>
      </div>
      <form class="filters" action="/staff/reports" method="get">
        <Select
          lang={lang}
          name="kind"
          label={t.kind}
          value={props.kind}
          blank={null}
          options={(['month', 'quarter', 'year'] as const).map((value) => ({ value, label: t.kinds[value] }))}
        />
        <Select
          lang={lang}
          name="by"
          label={t.by}
          value={props.by}
          blank={null}
          options={(['place', 'category', 'unit'] as const).map((value) => ({ value, label: t.bys[value] }))}
        />
        <button type="submit" class="btn primary">
          {t.show}
        </button>
      </form>
      <p class="small">{props.asOf}</p>
      <Measures {...props} lang={lang} />
      <figure class="figure">
        <figcaption>{t.trend}</figcaption>
        <img src={props.trendSrc} alt={`${t.trend}。${t.chartNote}`} width={720} height={260} />
        <p class="small">{t.chartNote}</p>
        <Table
          lang={lang}
          caption={t.trend}
          hideCaption
          plain
          rows={props.trend}
          columns={[
            { head: t.period, kind: 'main', cell: (row) => row.label },
            { head: t.value, kind: 'num', cell: (row) => row.value },
            { head: t.answered, kind: 'num', cell: (row) => row.n },
          ]}
        />
      </figure>
      <Groups {...props} lang={lang} />
      <p class="small">{props.rule}</p>
      <p class="no-print">
        <a href={props.csvHref}>{t.csv}</a> · <a href={props.xlsxHref}>{t.xlsx}</a>
        {props.by === 'place' ? (
          <>
            {' '}
            · <a href={props.publicHref}>{props.isPublic ? t.internal : t.forPublic}</a>
          </>
        ) : null}
      </p>
    </StaffPage>
  );
}

const link = ({ words, href }: Linked) => (href ? <a href={href}>{words}</a> : words);

function Measures({ measures, leftOut, mean, lower, lang }: ReportsProps & { lang: Lang }) {
  const t = pick(text, lang);
  return (
    <>
      <Table
        lang={lang}
        caption={leftOut}
        rows={measures}
        columns={[
          { head: t.measure, kind: 'main', cell: (row) => row.name },
          { head: t.value, kind: 'num', cell: (row) => row.value },
          {
            head: t.counts,
            kind: 'num',
            cell: (row) => (
              <>
                {link(row.part)} / {link(row.whole)}
              </>
            ),
          },
          { head: t.before, kind: 'num', cell: (row) => row.before },
          { head: t.formula, cell: (row) => row.formula },
        ]}
      />
      <p>
        {t.lower} <b class="num">{lower}</b>
        {mean ? (
          <>
            ；{t.mean} <b class="num">{t.hours(mean.hours, mean.n)}</b>
          </>
        ) : null}
      </p>
    </>
  );
}

function Groups(props: ReportsProps & { lang: Lang }) {
  const { groups, by, lang } = props;
  const t = pick(text, lang);
  if (groups.length === 0 && props.hiddenGroups.length === 0 && props.fewUnits === 0)
    return (
      <EmptyState title={t.none}>
        <p>{t.noneHint}</p>
      </EmptyState>
    );
  return (
    <figure class="figure">
      <figcaption>{t.byChart(t.bys[by])}</figcaption>
      {groups.length > 0 ? <img src={props.groupSrc} alt={`${t.byChart(t.bys[by])}。${t.chartNote}`} width={720} /> : null}
      {groups.length > 0 ? (
        <Table
          lang={lang}
          caption={t.byChart(t.bys[by])}
          hideCaption
          rows={groups}
          columns={[
            { head: t.name, kind: 'main', cell: (row) => `${'　'.repeat(Math.max(0, row.depth))}${row.name}` },
            { head: t.due, kind: 'num', cell: (row) => link(row.due) },
            { head: t.excluded, kind: 'num', cell: (row) => link(row.excluded) },
            { head: t.response, kind: 'num', cell: (row) => row.response },
            { head: t.answered, kind: 'num', cell: (row) => link(row.answered) },
            { head: t.solution, kind: 'num', cell: (row) => row.solution },
            { head: t.satisfied, kind: 'num', cell: (row) => row.satisfied },
            { head: t.reach, kind: 'num', cell: (row) => row.reach },
            { head: t.overdue, kind: 'num', cell: (row) => row.overdue },
          ]}
        />
      ) : null}
      {props.hiddenGroups.length > 0 ? (
        <p class="small">
          {props.hiddenGroups.join('、')}：{t.hidden}。{t.hiddenRule}
        </p>
      ) : null}
      {by === 'unit' ? (
        <p class="small">
          {props.fewUnits > 0 ? t.fewUnits(props.fewUnits) : ''} {t.unitRule}
        </p>
      ) : null}
    </figure>
  );
}
