// Reply templates, and official phrases with the words people use: two lists and a form each.
import { Checkboxes, Select, type SelectOption } from '#ui/choice.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, TextArea } from '#ui/field.tsx';
import { Form, Hidden, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { PlainWord, ReplyTemplate } from '../rules-wording.ts';

const text = {
  zh: {
    templates: '答复模板',
    templatesLead: '在答复表单里选一个放进去，再把【…】都填上；没填完的空会提醒。已经写出去的答复不会变。',
    words: '套话和大白话',
    wordsLead: '答复里用了左边的说法，发出前会提醒换成右边的。标了“什么也没说”的，只由它们拼成的答复会被退回。',
    nav: '用语',
    saved: '已经存好',
    title: '名字',
    category: '用在哪个类别',
    any: '所有类别',
    body: '正文',
    bodyHint: '要填的地方写成【哪天】、【做了什么】这样',
    basis: '依据',
    remedy: '反映人接下来可以怎么做',
    end: '停用',
    add: '添加',
    change: '改',
    save: '保存',
    none: '还没有',
    noneWhy: '没有也能用，只是答复时要从头写。',
    phrase: '官样说法',
    plain: '大白话',
    empty: '什么也没说',
    emptyYes: '只有这样的话不算答复',
    newTemplate: '添加模板',
    newWord: '添加说法',
    count: (n: number) => `共 ${n} 条`,
  },
  en: {
    templates: 'Reply templates',
    templatesLead:
      'Chosen in the reply form, then every 【…】 is filled in; blanks that are left are told. Replies that were sent stay as they are.',
    words: 'Official phrases and plain words',
    wordsLead:
      'A reply that uses a phrase on the left is shown the words on the right before it goes. Made only of phrases that say nothing, it is refused.',
    nav: 'Wording',
    saved: 'Saved',
    title: 'Name',
    category: 'For the category',
    any: 'every category',
    body: 'Text',
    bodyHint: 'What is to be filled in stands in 【 】',
    basis: 'Basis',
    remedy: 'What the raiser may do next',
    end: 'End',
    add: 'Add',
    change: 'Change',
    save: 'Save',
    none: 'There are none yet',
    noneWhy: 'Replies are then written from the start.',
    phrase: 'Official phrase',
    plain: 'Plain words',
    empty: 'Says nothing',
    emptyYes: 'made of such phrases only, it is no reply',
    newTemplate: 'Add a template',
    newWord: 'Add a phrase',
    count: (n: number) => `${n} entries`,
  },
} satisfies Record<Lang, unknown>;

function Tabs({ lang, current }: { lang: Lang; current: 'templates' | 'words' }) {
  const t = pick(text, lang);
  return (
    <nav class="filters" aria-label={t.nav}>
      <a class="btn" href="/staff/templates" aria-current={current === 'templates' ? 'page' : undefined}>
        {t.templates}
      </a>
      <a class="btn" href="/staff/plain-words" aria-current={current === 'words' ? 'page' : undefined}>
        {t.words}
      </a>
    </nav>
  );
}

export type TemplateForm = FormState<'categoryId' | 'title' | 'body' | 'basis' | 'remedy'>;
type TemplatesProps = {
  frame: StaffFrame;
  templates: readonly ReplyTemplate[];
  categoryName: (id: string) => string;
  categories: readonly SelectOption[];
  form: TemplateForm;
  /** The one being changed. */
  editing: string | null;
  saved: boolean;
  mayManage: boolean;
};

export function TemplatesPage({ frame, templates, categoryName, categories, form, editing, saved, mayManage }: TemplatesProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.templates} hasErrors={form.errors.length > 0}>
      <h1>{t.templates}</h1>
      <Tabs lang={lang} current="templates" />
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.templatesLead}</p>
      {editing === null ? (
        templates.length === 0 ? (
          <EmptyState title={t.none}>
            <p>{t.noneWhy}</p>
          </EmptyState>
        ) : (
          <Table
            lang={lang}
            caption={t.count(templates.length)}
            rows={templates}
            columns={[
              {
                head: t.title,
                kind: 'main',
                cell: (one) =>
                  mayManage ? (
                    <a href={`/staff/templates/${one.id}`} lang="zh-CN">
                      {one.title}
                    </a>
                  ) : (
                    <span lang="zh-CN">{one.title}</span>
                  ),
              },
              { head: t.category, cell: (one) => (one.categoryId === null ? t.any : categoryName(one.categoryId)) },
              { head: t.body, cell: (one) => <span lang="zh-CN">{one.body}</span> },
              {
                head: t.end,
                labelled: false,
                cell: (one) => (mayManage ? <EndForm {...{ csrf, t }} action={`/staff/templates/${one.id}/end`} what={one.title} /> : null),
              },
            ]}
          />
        )
      ) : null}
      {mayManage ? (
        <Form action={editing === null ? '/staff/templates' : `/staff/templates/${editing}`} csrf={csrf}>
          <h2>{editing === null ? t.newTemplate : t.change}</h2>
          <Field {...asField(form, 'title')} lang={lang} label={t.title} width="middle" />
          <Select {...asField(form, 'categoryId')} lang={lang} label={t.category} optional blank={t.any} options={categories} />
          <TextArea {...asField(form, 'body')} lang={lang} label={t.body} hint={t.bodyHint} rows={6} />
          <Field {...asField(form, 'basis')} lang={lang} label={t.basis} optional />
          <TextArea {...asField(form, 'remedy')} lang={lang} label={t.remedy} rows={3} optional />
          <SubmitRow
            label={editing === null ? t.add : t.save}
            cancel={editing === null ? undefined : { href: '/staff/templates', label: t.templates }}
          />
        </Form>
      ) : null}
    </StaffPage>
  );
}

function EndForm({ csrf, t, action, what }: { csrf: string; t: { end: string }; action: string; what: string }) {
  return (
    <Form action={action} csrf={csrf}>
      <button type="submit" class="btn">
        {t.end}{' '}
        <span class="sr" lang="zh-CN">
          {what}
        </span>
      </button>
    </Form>
  );
}

export type PlainWordForm = FormState<'phrase' | 'plain' | 'isEmpty'>;
type PlainWordsProps = {
  frame: StaffFrame;
  words: readonly PlainWord[];
  form: PlainWordForm;
  editing: string | null;
  saved: boolean;
  mayManage: boolean;
};

export function PlainWordsPage({ frame, words, form, editing, saved, mayManage }: PlainWordsProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.words} hasErrors={form.errors.length > 0}>
      <h1>{t.words}</h1>
      <Tabs lang={lang} current="words" />
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      <p>{t.wordsLead}</p>
      {mayManage ? (
        <Form action={editing === null ? '/staff/plain-words' : `/staff/plain-words/${editing}`} csrf={csrf}>
          <h2>{editing === null ? t.newWord : t.change}</h2>
          <Hidden name="form" value="word" />
          <Field {...asField(form, 'phrase')} lang={lang} label={t.phrase} width="middle" />
          <Field {...asField(form, 'plain')} lang={lang} label={t.plain} optional width="middle" />
          <Checkboxes {...asGroup(form, 'isEmpty')} lang={lang} label={t.empty} options={[{ value: 'yes', label: t.emptyYes }]} />
          <SubmitRow
            label={editing === null ? t.add : t.save}
            cancel={editing === null ? undefined : { href: '/staff/plain-words', label: t.words }}
          />
        </Form>
      ) : null}
      {words.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          lang={lang}
          caption={t.count(words.length)}
          rows={words}
          columns={[
            {
              head: t.phrase,
              kind: 'main',
              cell: (one) =>
                mayManage ? (
                  <a href={`/staff/plain-words/${one.id}`} lang="zh-CN">
                    {one.phrase}
                  </a>
                ) : (
                  <span lang="zh-CN">{one.phrase}</span>
                ),
            },
            { head: t.plain, cell: (one) => (one.plain ? <span lang="zh-CN">{one.plain}</span> : '—') },
            { head: t.empty, cell: (one) => (one.isEmpty ? '✓' : '—') },
            {
              head: t.end,
              labelled: false,
              cell: (one) =>
                mayManage ? <EndForm {...{ csrf, t }} action={`/staff/plain-words/${one.id}/end`} what={one.phrase} /> : null,
            },
          ]}
        />
      )}
    </StaffPage>
  );
}
