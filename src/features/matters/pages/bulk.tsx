// Several matters dispatched at once. Each passes the same decision as one alone, and each gets its own line of what came of it.
import type { Child } from 'hono/jsx';
import { BackLink } from '#ui/back-link.tsx';
import { Select } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { groupNumber, type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { OptionView } from './form-view.ts';

const text = {
  zh: {
    to: '派给',
    reason: '派单说明',
    send: '派单选上的',
    title: '批量派单',
    back: '回到等派单',
    done: (n: number, all: number) => `选上 ${all} 件，派出 ${n} 件`,
    number: '事项',
    result: '结果',
    ok: '已派单',
    one: '单独办',
    nothing: '没有选上任何一件，什么都没有改动。请在要派的事前面打钩。',
  },
  en: {
    to: 'To',
    reason: 'Words to the unit',
    send: 'Dispatch those chosen',
    title: 'Dispatch several',
    back: 'Back to the pile',
    done: (n: number, all: number) => `${n} of ${all} dispatched`,
    number: 'Matter',
    result: 'Result',
    ok: 'dispatched',
    one: 'on its own',
    nothing: 'Nothing was chosen, nothing was changed. Tick those to dispatch.',
  },
};

export type BulkView = { options: readonly OptionView[] };

export function BulkForm({ lang, csrf, bulk, children }: { lang: Lang; csrf: string; bulk: BulkView; children: Child }) {
  const t = pick(text, lang);
  return (
    <Form action="/staff/matters/bulk" csrf={csrf}>
      {children}
      <div class="filters">
        <Select lang={lang} name="to" label={t.to} options={bulk.options} />
        <Field lang={lang} name="reason" label={t.reason} optional />
        <SubmitRow label={t.send} />
      </div>
    </Form>
  );
}

export type BulkLine = { number: string; title: string; ok: boolean; words: string };

export function BulkPage({ frame, lines }: { frame: StaffFrame; lines: readonly BulkLine[] }) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title}>
      <BackLink lang={lang} href="/staff?pile=dispatch" label={t.back} />
      <h1>{t.title}</h1>
      {lines.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <Table
          lang={lang}
          caption={t.done(lines.filter((line) => line.ok).length, lines.length)}
          rows={lines}
          columns={[
            {
              head: t.number,
              kind: 'main',
              labelled: false,
              cell: (line) => (
                <>
                  <a href={`/staff/matters/${line.number}`}>{line.title}</a>
                  <span class="sub num">{groupNumber(line.number)}</span>
                </>
              ),
            },
            {
              head: t.result,
              labelled: false,
              cell: (line) =>
                line.ok ? (
                  <Light colour="green">{line.words}</Light>
                ) : (
                  <>
                    {line.words}{' '}
                    <a href={`/staff/matters/${line.number}/dispatch`}>
                      {t.one}
                      <span class="sr"> {line.title}</span>
                    </a>
                  </>
                ),
            },
          ]}
        />
      )}
    </StaffPage>
  );
}
