// All limits by pack: what is in force, by which document and how sure, and what is coming.
import type { Limit } from '#core/time/limits.ts';
import { Details } from '#ui/details.tsx';
import { pick } from '#ui/lang.ts';
import { Tag } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import { packWords, spanWords, trustWords } from '../words.ts';

const text = {
  zh: {
    title: '时限规则',
    lead: '每条时限是一行带生效日期的数据。改动是加一行新的，旧的不覆盖；已经在办的事项按起算那天的规则算完，日期不变。',
    calendars: '工作日历',
    saved: '已保存。新的一行从生效日起用于新开始的计时；在办的事项日期不变。',
    withdrawn: '已撤回。',
    clock: '管什么',
    length: '时限',
    basis: '依据',
    since: '生效',
    next: '将要改为',
    change: '改',
    see: '看',
    none: '没有生效的规则',
    from: (day: string) => `${day} 起`,
    until: (day: string) => `，到 ${day}`,
    presets: (n: number) => `${n} 条还是预设（据报道或通行做法），请对照本地文件核对后改成已对照原文`,
  },
  en: {
    title: 'Limits',
    lead: 'Each limit is a dated row. A change adds a row and overwrites none; matters under way are finished by the rule of the day they began, and their dates stay.',
    calendars: 'Calendars',
    saved: 'Saved. The new row counts for what begins from its first day on; matters under way keep their dates.',
    withdrawn: 'Taken back.',
    clock: 'What has to be done',
    length: 'Limit',
    basis: 'Source',
    since: 'In force',
    next: 'Will become',
    change: 'Change',
    see: 'Open',
    none: 'no rule in force',
    from: (day: string) => `from ${day}`,
    until: (day: string) => ` to ${day}`,
    presets: (n: number) => `${n} are still presets (reported or custom): compare them with your own rules`,
  },
};

export type LimitLine = { key: string; now: Limit | null; next: Limit | null };
type Props = { frame: StaffFrame; lines: readonly LimitLine[]; said: 'saved' | 'withdrawn' | null; mayChange: boolean };

export function LimitsPage({ frame, lines, said, mayChange }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  const packs = Map.groupBy(lines, (line) => line.key.split('.')[0] ?? '');
  const presets = lines.filter((line) => line.now && line.now.trust !== 'V').length;
  const dates = (limit: Limit) => `${t.from(limit.validFrom)}${limit.validTo ? t.until(limit.validTo) : ''}`;
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      {said ? <Notice tone="success" title={t[said]} /> : null}
      <p>{t.lead}</p>
      <p>
        <a class="btn" href="/staff/calendars">
          {t.calendars}
        </a>
      </p>
      {presets > 0 ? <p class="muted">{t.presets(presets)}</p> : null}
      {[...packs].map(([pack, rows], i) => (
        <Details summary={`${packWords[pack]?.[lang] ?? pack} (${rows.length})`} open={i === 0 || pack === 'hotline'}>
          <Table
            lang={lang}
            caption={packWords[pack]?.[lang] ?? pack}
            hideCaption
            rows={rows}
            columns={[
              {
                head: t.clock,
                kind: 'main',
                cell: ({ key, now, next }) => (
                  <>
                    {(now ?? next)?.clock[lang] ?? key} <span class="muted">{key}</span>
                  </>
                ),
              },
              { head: t.length, cell: ({ now }) => <span class="nowrap">{now ? spanWords(now, lang) : t.none}</span> },
              {
                head: t.basis,
                cell: ({ now }) =>
                  now ? (
                    <>
                      {now.basis[lang]} <Tag>{trustWords[now.trust][lang]}</Tag>
                    </>
                  ) : null,
              },
              { head: t.since, cell: ({ now }) => (now ? <span class="num nowrap">{dates(now)}</span> : null) },
              { head: t.next, cell: ({ next }) => (next ? `${spanWords(next, lang)} · ${dates(next)}` : '—') },
              {
                head: t.change,
                labelled: false,
                cell: ({ key, now }) => (
                  <a href={`/staff/limits/${key}`} aria-label={`${mayChange ? t.change : t.see} ${now?.clock[lang] ?? key}`}>
                    {mayChange ? t.change : t.see}
                  </a>
                ),
              },
            ]}
          />
        </Details>
      ))}
    </StaffPage>
  );
}
