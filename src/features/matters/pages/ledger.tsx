// The ledger: every matter this person may see, by filters that stand in the address, fifty a page; views that keep such an address; several at once.

import type { Instant } from '#core/time/day.ts';
import { Checkboxes, Radios, Select } from '#ui/choice.tsx';
import { Details } from '#ui/details.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { DateField, Field } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, type FieldError, type FormState } from '#ui/form-state.ts';
import { pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Pager } from '#ui/pager.tsx';
import type { LedgerAsk } from '../ledger-ask.ts';
import { BulkForm, type BulkView } from './bulk.tsx';
import type { OptionView } from './form-view.ts';
import { MatterTable, type RowView } from './matter-table.tsx';

const text = {
  zh: {
    title: '台账',
    find: '字词、编号或拼音首字母',
    unit: '承办单位',
    status: '状态',
    light: '时限',
    category: '类别',
    place: '地点',
    waiting: '在等',
    channel: '渠道',
    receivedFrom: '收到：从',
    receivedTo: '收到：到',
    dueFrom: '到期：从',
    dueTo: '到期：到',
    openOnly: '还没办结的',
    more: '更多条件',
    sort: '排序',
    due: '到期先（只列没办结的）',
    received: '最新先',
    best: '最合适先（新的靠前）',
    heard: (words: string) => `没有一件写着“${words}”，下面这些只是读音相同`,
    heardWords: (words: string) => `找到的写法：${words}。`,
    any: '全部',
    go: '查找',
    none: '没有符合的事项。',
    noneHint: '少选一个条件，或换个字词再找。',
    clear: '清除条件',
    export: '导出这些',
    paste: '从 Excel 粘贴',
    views: '视图',
    all: '全部事项',
    manage: '管理视图',
    save: '把这些条件存为视图',
    name: '视图名字',
    scope: '给谁用',
    mine: '只给我',
    ofUnit: '给本单位所有人',
    opens: '打开台账',
    opensYes: '以后打开台账先看它',
    saveButton: '存为视图',
    saved: (name: string) => `已存为视图“${name}”`,
    undo: '撤销，不存了',
    asked: '条件：',
  },
  en: {
    title: 'Ledger',
    find: 'Words, number or pinyin initials',
    unit: 'Owner unit',
    status: 'State',
    light: 'Deadline',
    category: 'Category',
    place: 'Place',
    waiting: 'Waiting for',
    channel: 'Channel',
    receivedFrom: 'Received from',
    receivedTo: 'Received to',
    dueFrom: 'Due from',
    dueTo: 'Due to',
    openOnly: 'still open',
    more: 'More conditions',
    sort: 'Order',
    due: 'due first (only what is open)',
    received: 'newest first',
    best: 'best match first (newer ones ahead)',
    heard: (words: string) => `Nothing says "${words}"; these only sound like it`,
    heardWords: (words: string) => `Written as: ${words}.`,
    any: 'all',
    go: 'Find',
    none: 'Nothing fits.',
    noneHint: 'Drop a condition, or try other words.',
    clear: 'Clear',
    export: 'Export these',
    paste: 'Paste from Excel',
    views: 'Views',
    all: 'Everything',
    manage: 'Manage views',
    save: 'Save these conditions as a view',
    name: 'Name of the view',
    scope: 'For whom',
    mine: 'for me only',
    ofUnit: 'for everybody in my unit',
    opens: 'Opening the ledger',
    opensYes: 'The ledger opens with it from now on',
    saveButton: 'Save the view',
    saved: (name: string) => `Saved as the view "${name}"`,
    undo: 'Undo: do not keep it',
    asked: 'Conditions: ',
  },
};

type ViewLink = { id: string; name: string; href: string; current: boolean };
type Props = {
  frame: StaffFrame;
  ask: LedgerAsk;
  errors: readonly FieldError[];
  /** The conditions in words. */
  asked: readonly string[];
  byDue: boolean;
  rows: readonly RowView[];
  /** Nothing was written as it was typed: the words that sound alike. */
  heard: readonly string[] | null;
  now: Instant;
  nextHref: string | null;
  firstHref: string | null;
  /** Null while words are searched for: those come newest first. */
  sortHref: { received: string; due: string } | null;
  query: string;
  units: readonly OptionView[];
  statuses: readonly OptionView[];
  categories: readonly OptionView[];
  places: readonly OptionView[];
  waitings: readonly OptionView[];
  channels: readonly OptionView[];
  lights: readonly OptionView[];
  views: readonly ViewLink[];
  /** The view that was saved just now. */
  saved: { id: string; name: string } | null;
  saving: FormState;
  bulk: BulkView | null;
  mayPaste: boolean;
};

export function LedgerPage(props: Props) {
  const { frame, rows, now, bulk, saved, query, ask } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const list = (
    <MatterTable
      lang={lang}
      caption={t.title}
      rows={rows}
      now={now}
      choose={bulk !== null}
      sort={props.sortHref && { ...props.sortHref, byDue: props.byDue }}
    />
  );
  return (
    <StaffPage {...frame} title={t.title} hasErrors={props.saving.errors.length > 0 || props.errors.length > 0}>
      <div class="head">
        <h1>{t.title}</h1>
        <p class="presses">
          {props.mayPaste ? (
            <a class="btn plain" href="/staff/paste">
              {t.paste}
            </a>
          ) : null}
          <a class="btn" href={`/staff/export${query === '' ? '' : `?${query}`}`}>
            {t.export}
          </a>
        </p>
      </div>
      {saved ? (
        <Notice tone="success" title={t.saved(saved.name)}>
          <Form action={`/staff/views/${saved.id}/delete`} csrf={frame.csrf}>
            <button type="submit" class="link">
              {t.undo}
            </button>
          </Form>
        </Notice>
      ) : null}
      <Views {...props} />
      <Filters {...props} />
      {props.asked.length > 0 ? (
        <p class="asked">
          <span class="muted">{t.asked}</span>
          {props.asked.join(lang === 'zh' ? '，' : ', ')} <a href="/staff/matters?view=all">{t.clear}</a>
        </p>
      ) : null}
      {props.heard ? (
        <Notice tone="info" title={t.heard(ask.q)}>
          <p>{t.heardWords(props.heard.slice(0, 5).join(lang === 'zh' ? '、' : ', '))}</p>
        </Notice>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title={t.none}>
          <p>
            {t.noneHint} <a href="/staff/matters?view=all">{t.clear}</a>
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
          <Pager lang={lang} shown={rows.length} firstHref={props.firstHref ?? undefined} nextHref={props.nextHref ?? undefined} />
        </>
      )}
      <SaveView frame={frame} query={query} form={props.saving} lang={lang} open={props.saving.errors.length > 0} />
    </StaffPage>
  );
}

function Views({ frame, views, ask }: Props) {
  const t = pick(text, frame.lang);
  if (views.length === 0) return null;
  const plain = !views.some((view) => view.current) && Object.values(ask).every((value) => value === '');
  return (
    <nav class="views" aria-label={t.views}>
      <a href="/staff/matters?view=all" aria-current={plain ? 'page' : undefined}>
        {t.all}
      </a>
      {views.map((view) => (
        <a href={view.href} aria-current={view.current ? 'page' : undefined}>
          {view.name}
        </a>
      ))}
      <a class="muted" href="/staff/views">
        {t.manage}
      </a>
    </nav>
  );
}

function Filters(props: Props) {
  const { frame, ask, errors } = props;
  const { lang } = frame;
  const t = pick(text, lang);
  const form: FormState = { values: ask, errors };
  const rare = [
    ask.unit,
    ask.status,
    ask.light,
    ask.category,
    ask.place,
    ask.waiting,
    ask.channel,
    ask.open,
    ask.receivedFrom,
    ask.receivedTo,
    ask.dueFrom,
    ask.dueTo,
  ];
  const field = (name: keyof LedgerAsk) => ({ lang, label: t[name as keyof typeof t] as string, ...asField(form, name) });
  return (
    <form class="filters" action="/staff/matters" method="get" role="search" aria-label={t.go} data-turbo="true">
      <Field {...field('q')} label={t.find} type="search" />
      <Select
        {...field('sort')}
        options={ask.q === '' ? [{ value: 'due', label: t.due }] : [{ value: 'received', label: t.received }]}
        blank={ask.q === '' ? t.received : t.best}
      />
      <button type="submit" class="btn primary">
        {t.go}
      </button>
      <Details summary={t.more} open={rare.some((one) => one !== '')}>
        <div class="filters">
          <Select {...field('unit')} options={props.units} blank={t.any} />
          <Select
            {...field('status')}
            value={ask.open === '' ? ask.status : 'open'}
            options={[{ value: 'open', label: t.openOnly }, ...props.statuses]}
            blank={t.any}
          />
          <Select {...field('category')} options={props.categories} blank={t.any} />
          <Select {...field('place')} options={props.places} blank={t.any} />
          <Select {...field('light')} options={props.lights} blank={t.any} />
          <Select {...field('waiting')} options={props.waitings} blank={t.any} />
          <Select {...field('channel')} options={props.channels} blank={t.any} />
          <DateField {...field('receivedFrom')} />
          <DateField {...field('receivedTo')} />
          <DateField {...field('dueFrom')} />
          <DateField {...field('dueTo')} />
        </div>
      </Details>
    </form>
  );
}

function SaveView({
  frame,
  query,
  form,
  lang,
  open,
}: {
  frame: StaffFrame;
  query: string;
  form: FormState;
  lang: 'zh' | 'en';
  open: boolean;
}) {
  const t = pick(text, lang);
  return (
    <div class="save-view">
      <Details summary={t.save} open={open}>
        <Form action="/staff/views" csrf={frame.csrf}>
          <Hidden name="query" value={query} />
          <Field lang={lang} label={t.name} {...asField(form, 'name')} width="middle" />
          <Radios
            lang={lang}
            label={t.scope}
            {...asField(form, 'scope')}
            value={asField(form, 'scope').value ?? 'mine'}
            options={[
              { value: 'mine', label: t.mine },
              { value: 'unit', label: t.ofUnit },
            ]}
          />
          <Checkboxes lang={lang} label={t.opens} {...asGroup(form, 'opens')} options={[{ value: 'yes', label: t.opensYes }]} />
          <SubmitRow label={t.saveButton} />
        </Form>
      </Details>
    </div>
  );
}
