import { describe, expect, it } from 'vitest';
import { ActionList } from './action-list.tsx';
import { BackLink } from './back-link.tsx';
import { Checkboxes, Radios, Select } from './choice.tsx';
import { ConfirmBox } from './confirm-box.tsx';
import { Details, HowCounted } from './details.tsx';
import { Door } from './door.tsx';
import { EmptyState } from './empty-state.tsx';
import { Conflict, Fault, Forbidden } from './error-pages.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { DateField, Field, FileField, TextArea } from './field.tsx';
import { Figure } from './figure.tsx';
import { Form, Hidden, HiddenValues, SubmitRow } from './form.tsx';
import { asField, asGroup, emptyForm, fieldId, typedForm, withErrors } from './form-state.ts';
import type { Lang } from './lang.ts';
import { Light, Tag } from './light.tsx';
import { Notice } from './notice.tsx';
import { Pager } from './pager.tsx';
import { Piles } from './piles.tsx';
import { QR } from './qr.tsx';
import { Quote } from './quote.tsx';
import { Slip } from './slip.tsx';
import { Steps } from './steps.tsx';
import { Story } from './story.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';

const lang: Lang = 'zh';
const now = '2026-11-23T02:15:00.000Z';

describe('no part lets typed text become markup', () => {
  const bad = `"'><script>alert(1)</script>`;
  const field = { lang, name: bad, label: bad, hint: bad, error: bad };
  const options = [{ value: bad, label: bad, hint: bad }];
  const parts = {
    ActionList: (
      <ActionList
        lang={lang}
        csrf={bad}
        actions={[
          { label: bad, href: bad, why: bad },
          { label: bad, post: bad },
          { label: bad, not: bad },
        ]}
      />
    ),
    BackLink: <BackLink lang={lang} href={bad} label={bad} />,
    Checkboxes: <Checkboxes {...field} options={options} values={[bad]} />,
    Radios: <Radios {...field} options={options} value={bad} />,
    Select: <Select {...field} options={[{ value: bad, label: bad, group: bad }]} value={bad} blank={bad} />,
    ConfirmBox: (
      <ConfirmBox lang={lang} question={bad} action={bad} csrf={bad} confirm={bad} cancelHref={bad}>
        {bad}
      </ConfirmBox>
    ),
    Details: <Details summary={bad}>{bad}</Details>,
    HowCounted: <HowCounted lang={lang} lines={[bad]} summary={bad} />,
    Door: (
      <Door href={bad} label={bad}>
        {bad}
      </Door>
    ),
    EmptyState: <EmptyState title={bad}>{bad}</EmptyState>,
    Conflict: (
      <Conflict
        lang={lang}
        theirs={bad}
        mine={[{ label: bad, value: bad }]}
        lookHref={bad}
        action={bad}
        csrf={bad}
        hidden={<Hidden name={bad} value={bad} />}
      />
    ),
    Fault: <Fault lang={lang} id={bad} />,
    Forbidden: <Forbidden lang={lang} homeHref={bad} reason={bad} />,
    ErrorSummary: <ErrorSummary lang={lang} errors={[{ name: bad, message: bad }]} title={bad} />,
    DateField: <DateField {...field} value={bad} min={bad} max={bad} />,
    Field: <Field {...field} value={bad} autocomplete={bad} />,
    FileField: <FileField {...field} accept={bad} kept={[{ name: bad, bytes: 1 }]} />,
    TextArea: <TextArea {...field} value={`</textarea>${bad}`} limit={10} />,
    Figure: (
      <Figure caption={bad} svg="<svg></svg>">
        {bad}
      </Figure>
    ),
    Form: (
      <Form action={bad} csrf={bad}>
        {bad}
      </Form>
    ),
    HiddenValues: <HiddenValues form={{ values: { [bad]: [bad, bad] }, errors: [] }} names={[bad]} />,
    SubmitRow: <SubmitRow label={bad} name={bad} value={bad} cancel={{ href: bad, label: bad }} />,
    Light: <Light colour="red">{bad}</Light>,
    Tag: <Tag>{bad}</Tag>,
    Notice: (
      <Notice tone="stop" title={bad}>
        {bad}
      </Notice>
    ),
    Pager: <Pager lang={lang} shown={1} total={bad} firstHref={bad} nextHref={bad} />,
    Piles: <Piles lang={lang} piles={[{ href: bad, label: bad, count: 1, hint: bad }]} />,
    QR: <QR svg="<svg></svg>" label={bad} caption={bad} />,
    Quote: <Quote words={bad}>{bad}</Quote>,
    Slip: <Slip lang={lang} number={bad} promise={bad} facts={[{ term: bad, value: bad }]} title={bad} />,
    Steps: <Steps lang={lang} steps={[{ label: bad, state: 'now' }]} />,
    Story: <Story lang={lang} now={now} events={[{ at: now, who: bad, what: bad, stress: bad, note: bad, words: bad }]} />,
    SummaryList: <SummaryList facts={[{ term: bad, value: bad, change: { href: bad, label: bad, what: bad } }]} />,
    Table: (
      <Table
        lang={lang}
        caption={bad}
        rows={[bad]}
        choose={{ name: bad, value: (row) => row, what: (row) => row }}
        columns={[
          { head: bad, kind: 'main', cell: (row) => row },
          { head: bad, cell: (row) => row, sort: { href: bad } },
        ]}
      />
    ),
  };
  it.each(Object.entries(parts))('%s', (_name, part) => {
    const html = String(part);
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<script|"'>/);
  });
});

describe('a form that comes back', () => {
  const typed = typedForm(['place', 'words', 'kind', 'ways', 'photo'], {
    words: '  灯坏了\n',
    kind: 'help',
    ways: ['sms', 'call'],
    photo: { size: 3 },
    other: 'x',
  });
  const form = withErrors(typed, [
    { name: 'place', message: '请写在哪里' },
    { name: 'ways', message: '请选一项' },
  ]);

  it('holds what was typed exactly, and only the fields it asked for', () => {
    expect(form.values).toEqual({ words: '  灯坏了\n', kind: 'help', ways: ['sms', 'call'] });
    expect(emptyForm.errors).toEqual([]);
  });

  it('has an error summary whose every link lands on a control', () => {
    const html = String(
      <Form action="/x" csrf="t">
        <ErrorSummary lang={lang} errors={form.errors} />
        <Field lang={lang} label="在哪里" {...asField(form, 'place')} />
        <Checkboxes
          lang={lang}
          label="怎么告诉您"
          options={[
            { value: 'sms', label: '短信' },
            { value: 'call', label: '电话' },
          ]}
          {...asGroup(form, 'ways')}
        />
      </Form>,
    );
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(links).toEqual(['f-place', 'f-ways']);
    for (const id of links) expect(html).toMatch(new RegExp(`<input[^>]* id="${id}"`));
    expect(html).toContain('role="alert" tabindex="-1" autofocus=""');
    expect(html).toContain('aria-describedby="f-place-error" aria-invalid="true"');
  });

  it('shows typed values again, a leading newline included', () => {
    expect(String(<TextArea lang={lang} label="说事" {...asField(form, 'words')} />)).toContain('>\n  灯坏了\n</textarea>');
    expect(String(<TextArea lang={lang} name="w" label="说事" value={'\n一'} />)).toContain('>\n\n一</textarea>');
    const boxes = String(
      <Checkboxes
        lang={lang}
        label="x"
        options={['sms', 'call', 'visit'].map((value) => ({ value, label: value }))}
        {...asGroup(form, 'ways')}
      />,
    );
    expect(boxes.match(/checked/g)).toHaveLength(2);
    const select = String(
      <Select
        lang={lang}
        label="x"
        options={[
          { value: 'help', label: '求助' },
          { value: 'idea', label: '建议' },
        ]}
        {...asField(form, 'kind')}
      />,
    );
    expect(select).toContain('<option value="help" selected="">');
  });

  it('carries earlier pages along as hidden values', () => {
    const html = String(<HiddenValues form={form} names={['kind', 'ways', 'place']} />);
    expect([...html.matchAll(/name="(\w+)" value="(\w+)"/g)].map((match) => `${match[1]}=${match[2]}`)).toEqual([
      'kind=help',
      'ways=sms',
      'ways=call',
    ]);
  });

  it('has no summary when nothing is wrong', () => {
    expect(String(<ErrorSummary lang={lang} errors={[]} />)).toBe('');
  });
});

describe('what is told by colour is told in words too', () => {
  it('late and now in a story', () => {
    const html = String(
      <Story
        lang={lang}
        now={now}
        events={[
          { at: now, what: '答复', mark: 'late' },
          { what: '评价', mark: 'waiting' },
        ]}
      />,
    );
    expect(html).toContain('<span class="sr">超期：</span>');
    expect(html).toContain('<time class="num" datetime="2026-11-23T02:15:00.000Z">今天 10:15</time>');
    expect(html.match(/<time/g)).toHaveLength(1);
  });

  it('each light has its own shape', () => {
    const shapes = (['blue', 'yellow', 'red', 'green', 'grey'] as const).map(
      (colour) => /<svg.*<\/svg>/.exec(String(<Light colour={colour}>x</Light>))?.[0],
    );
    expect(new Set(shapes).size).toBe(5);
  });
});

describe('actions and conflicts', () => {
  it('what may not be done is a sentence, not a button', () => {
    const html = String(<ActionList lang={lang} csrf="t" actions={[{ label: '提异议', not: '已经裁定' }]} />);
    expect(html).toContain('现在不能提异议：已经裁定');
    expect(html).not.toMatch(/<a |<button/);
  });

  it('one press carries the token', () => {
    const html = String(<ActionList lang={lang} csrf="t-9" actions={[{ label: '签收', post: '/staff/x' }]} />);
    expect(html).toContain('<form action="/staff/x" method="post"><input type="hidden" name="csrf" value="t-9"/><button');
  });

  it('a conflict shows both sides and sends the kept words again', () => {
    const html = String(
      <Conflict
        lang={lang}
        theirs="王示例刚记了进展"
        mine={[{ label: '答复', value: '灯已换好' }]}
        lookHref="/m"
        action="/m/reply"
        csrf="t"
        hidden={<Hidden name="text" value="灯已换好" />}
      />,
    );
    expect(html).toContain('王示例刚记了进展');
    expect(html).toContain('<p>灯已换好</p>');
    expect(html).toContain('<input type="hidden" name="text" value="灯已换好"/>');
  });
});

it('fields of one name have one id', () => {
  expect(fieldId('place')).toBe('f-place');
});

it('a pager counts what is on the page by its own word, in both languages', () => {
  const line = { zh: '条', en: { one: 'line', many: 'lines' } };
  const said = (pager: unknown): string => String(pager).replaceAll(/<[^>]+>/g, '');
  expect(said(<Pager lang="zh" shown={3} total="12" />)).toBe('本页 3 件，共 12 件');
  expect(said(<Pager lang="zh" shown={3} total="12" counted={line} />)).toBe('本页 3 条，共 12 条');
  expect(said(<Pager lang="en" shown={1} counted={line} />)).toBe('1 line on this page');
  expect(said(<Pager lang="en" shown={3} total="1,000+" counted={line} />)).toBe('3 lines on this page, 1,000+ in all');
  expect(said(<Pager lang="en" shown={3} />)).toBe('3 on this page');
});
