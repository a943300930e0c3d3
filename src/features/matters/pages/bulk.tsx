// Several matters at once: the bar under a list, and the page that tells of each what came of it. What was refused is still chosen there, with the words.
import type { Child } from 'hono/jsx';
import { BackLink } from '#ui/back-link.tsx';
import { Select } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Form, Hidden } from '#ui/form.tsx';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { OptionView } from './form-view.ts';

export const bulkActs = ['dispatch', 'remind'] as const;
export type BulkAct = (typeof bulkActs)[number];

const text = {
  zh: {
    bar: '对选上的几件一起办',
    to: '派给',
    reason: '说明（派单、催办都用它）',
    send: { dispatch: '派单选上的', remind: '催办选上的' },
    title: { dispatch: '批量派单', remind: '批量催办' },
    back: '回到工作台',
    ledger: '到台账',
    done: {
      dispatch: (n: number, all: number) => `选上 ${all} 件，派出 ${n} 件`,
      remind: (n: number, all: number) => `选上 ${all} 件，催办 ${n} 件`,
    },
    left: (n: number) => `没办成的 ${n} 件`,
    leftWhy: '它们还选着，说明也还在。改好再提交，或者逐件办。',
    number: '事项',
    result: '结果',
    one: '单独办',
    nothing: '没有选上任何一件，什么都没有改动。请在要办的事前面打钩。',
  },
  en: {
    bar: 'Do with those chosen',
    to: 'To',
    reason: 'Words to the unit (for both)',
    send: { dispatch: 'Dispatch those chosen', remind: 'Remind about those chosen' },
    title: { dispatch: 'Dispatch several', remind: 'Remind about several' },
    back: 'Back to the workbench',
    ledger: 'To the ledger',
    done: {
      dispatch: (n: number, all: number) => `${n} of ${all} dispatched`,
      remind: (n: number, all: number) => `${n} of ${all} reminded`,
    },
    left: (n: number) => `${n} not done`,
    leftWhy: 'They are still chosen and your words are kept. Change something and send again, or take them one by one.',
    number: 'Matter',
    result: 'Result',
    one: 'on its own',
    nothing: 'Nothing was chosen, nothing was changed. Tick those it is for.',
  },
};

export type BulkView = { acts: readonly BulkAct[]; options: readonly OptionView[]; key: string; to: string; reason: string };

export function BulkForm({ lang, csrf, bulk, children }: { lang: Lang; csrf: string; bulk: BulkView; children: Child }) {
  const t = pick(text, lang);
  return (
    <Form action="/staff/matters/bulk" csrf={csrf}>
      <Hidden name="key" value={bulk.key} />
      {children}
      <fieldset class="bulk filters">
        <legend class="sr">{t.bar}</legend>
        {bulk.acts.includes('dispatch') ? <Select lang={lang} name="to" label={t.to} options={bulk.options} value={bulk.to} /> : null}
        <Field lang={lang} name="reason" label={t.reason} value={bulk.reason} optional />
        <div class="submit-row">
          {bulk.acts.map((name, i) => (
            <button type="submit" class={i === 0 ? 'btn primary' : 'btn'} name="act" value={name}>
              {t.send[name]}
            </button>
          ))}
        </div>
      </fieldset>
    </Form>
  );
}

export type BulkLine = {
  number: string;
  version: number;
  title: string;
  ok: boolean;
  words: string /** Not for this person to see, or no such number. */;
  there: boolean;
};

export function BulkPage({
  frame,
  act,
  lines,
  bulk,
}: {
  frame: StaffFrame;
  act: BulkAct;
  lines: readonly BulkLine[];
  bulk: BulkView | null;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  const done = lines.filter((line) => line.ok);
  const left = lines.filter((line) => !line.ok);
  const value = (line: BulkLine) => `${line.number}@${line.version}`;
  const again = left.filter((line) => line.there);
  return (
    <StaffPage {...frame} title={t.title[act]} hasErrors={lines.length === 0}>
      <BackLink lang={lang} href={act === 'dispatch' ? '/staff?pile=dispatch' : '/staff'} label={t.back} />
      <h1>{t.title[act]}</h1>
      {lines.length === 0 ? (
        <Notice tone="stop" title={t.nothing}>
          <p>
            <a href="/staff/matters">{t.ledger}</a>
          </p>
        </Notice>
      ) : (
        <Notice tone={left.length === 0 ? 'success' : 'warning'} title={t.done[act](done.length, lines.length)} />
      )}
      {left.length > 0 ? (
        <>
          <h2>{t.left(left.length)}</h2>
          {bulk && again.length > 0 ? (
            <>
              <p class="muted">{t.leftWhy}</p>
              <BulkForm lang={lang} csrf={frame.csrf} bulk={bulk}>
                <Table
                  lang={lang}
                  caption={t.left(left.length)}
                  hideCaption
                  rows={again}
                  columns={columnsOf(lang, act)}
                  choose={{ name: 'matter', value, what: (line) => line.title, chosen: again.map(value) }}
                />
              </BulkForm>
              {left.length > again.length ? (
                <Table
                  lang={lang}
                  caption={t.left(left.length - again.length)}
                  hideCaption
                  rows={left.filter((line) => !line.there)}
                  columns={columnsOf(lang, act)}
                />
              ) : null}
            </>
          ) : (
            <Table lang={lang} caption={t.left(left.length)} hideCaption rows={left} columns={columnsOf(lang, act)} />
          )}
        </>
      ) : null}
      {done.length > 0 ? (
        <Table lang={lang} caption={t.done[act](done.length, lines.length)} rows={done} columns={columnsOf(lang, act)} />
      ) : null}
    </StaffPage>
  );
}

function columnsOf(lang: Lang, act: string) {
  const t = pick(text, lang);
  return [
    {
      head: t.number,
      kind: 'main' as const,
      labelled: false,
      cell: (line: BulkLine) =>
        line.there ? (
          <>
            <a href={`/staff/matters/${line.number}`}>{line.title}</a>
            <span class="sub num">{groupNumber(line.number)}</span>
          </>
        ) : (
          line.number
        ),
    },
    {
      head: t.result,
      labelled: false,
      cell: (line: BulkLine) =>
        line.ok ? (
          <Light colour="green">{line.words}</Light>
        ) : (
          <>
            {line.words}{' '}
            {line.there ? (
              <a href={`/staff/matters/${line.number}/${act}`}>
                {t.one}
                <span class="sr"> {line.title}</span>
              </a>
            ) : null}
          </>
        ),
    },
  ];
}
