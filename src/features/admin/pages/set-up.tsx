// The way from an empty installation to the first dispatch: where the county stands, and one small page for each step.
import type { Child } from 'hono/jsx';
import { BackLink } from '#ui/back-link.tsx';
import { Form, Hidden } from '#ui/form.tsx';
import { type Lang, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { Table } from '#ui/table.tsx';
import type { SetUpStep } from '../rules.ts';
import { stepWords } from './words.ts';

const text = {
  zh: {
    title: '设置向导',
    lead: '一步一步来，哪一步都可以先跳过，随时回来接着做或重做。做到哪里看的是系统里的数据，不会丢。',
    ready: '可以开始用了',
    readyWhy: '该有的都有了：诉求可以进来、派下去、答复、回访。',
    open: (n: number) => `还差 ${n} 步`,
    step: '步骤',
    state: '情况',
    has: '已有',
    states: { done: '好了', open: '还没好', skipped: '先跳过了' },
    go: '接着做：',
    back: '回设置向导',
    skip: '先跳过这一步',
    unskip: '不跳过了',
    next: '下一步：',
    finish: '看还差什么',
    saved: '已经存好',
    test: '试一件',
    testWhy: '自己从群众入口说一件事，再用派单账号派下去，走一遍就知道通不通。',
    portal: '群众入口',
    workbench: '工作台',
  },
  en: {
    title: 'Set-up',
    lead: 'Step by step; any of them may be left out for now, taken up again or done anew. Where you stand is asked of the data, so nothing is lost.',
    ready: 'Ready to be used',
    readyWhy: 'Everything is there: concerns can come in, be dispatched, answered and called back.',
    open: (n: number) => `${n} steps are open`,
    step: 'Step',
    state: 'State',
    has: 'There is',
    states: { done: 'done', open: 'open', skipped: 'left out' },
    go: 'Go on with: ',
    back: 'Back to set-up',
    skip: 'Leave this step out for now',
    unskip: 'Take it up again',
    next: 'Next: ',
    finish: 'See what still lacks',
    saved: 'Saved',
    test: 'Try one',
    testWhy: 'Raise a concern at the portal and dispatch it with a dispatcher’s account: then you know that it works.',
    portal: 'Portal',
    workbench: 'Workbench',
  },
} satisfies Record<Lang, unknown>;

const colours = { done: 'green', open: 'yellow', skipped: 'grey' } as const;
export type StepLine = { step: SetUpStep; state: 'done' | 'open' | 'skipped'; has: string; lacks: readonly string[] };

export function SetUpOverview({ frame, lines, next }: { frame: StaffFrame; lines: readonly StepLine[]; next: SetUpStep | null }) {
  const { lang } = frame;
  const t = pick(text, lang);
  const open = lines.filter((line) => line.state === 'open').length;
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {open === 0 ? (
        <Notice tone="success" title={t.ready}>
          <p>{t.readyWhy}</p>
        </Notice>
      ) : (
        <Notice tone="info" title={t.open(open)} />
      )}
      {next === null ? null : (
        <p>
          <a class="btn primary" href={`/staff/admin/set-up/${next}`}>
            {t.go}
            {stepWords[next].name[lang]}
          </a>
        </p>
      )}
      <Table
        lang={lang}
        caption={t.title}
        hideCaption
        rows={lines}
        columns={[
          {
            head: t.step,
            kind: 'main',
            cell: (line) => <a href={`/staff/admin/set-up/${line.step}`}>{stepWords[line.step].name[lang]}</a>,
          },
          { head: t.has, cell: (line) => line.has || '—' },
          {
            head: t.state,
            labelled: false,
            cell: (line) => (
              <>
                <Light colour={colours[line.state]}>{t.states[line.state]}</Light>
                {line.lacks.length > 0 ? (
                  <>
                    <br />
                    {line.lacks.join(lang === 'zh' ? '；' : '; ')}
                  </>
                ) : null}
              </>
            ),
          },
        ]}
      />
      {open === 0 ? (
        <section class="card">
          <h2>{t.test}</h2>
          <p>{t.testWhy}</p>
          <p class="filters">
            <a class="btn" href="/say">
              {t.portal}
            </a>
            <a class="btn" href="/staff">
              {t.workbench}
            </a>
          </p>
        </section>
      ) : null}
    </StaffPage>
  );
}

type StepProps = {
  frame: StaffFrame;
  line: StepLine;
  next: SetUpStep | null;
  saved: boolean;
  hasErrors?: boolean;
  children?: Child;
};

/** The frame of one step: what it is for, how it stands, its own part, and the way on. */
export function SetUpStepPage({ frame, line, next, saved, hasErrors = false, children }: StepProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  const { name, why } = stepWords[line.step];
  const goesOn = line.state === 'done' && line.step !== 'county' && line.step !== 'limits'; // those two have a form with a main button of its own
  return (
    <StaffPage {...frame} title={name[lang]} wide={false} hasErrors={hasErrors}>
      <BackLink lang={lang} href="/staff/admin/set-up" label={t.back} />
      <h1>{name[lang]}</h1>
      {saved ? <Notice tone="success" title={t.saved} /> : null}
      <p>{why[lang]}</p>
      <p>
        <Light colour={colours[line.state]}>{t.states[line.state]}</Light>{' '}
        {[line.has, ...line.lacks].filter(Boolean).join(lang === 'zh' ? '；' : '; ')}
      </p>
      {children}
      <div class="filters">
        <a class={goesOn ? 'btn primary' : 'btn'} href={next === null ? '/staff/admin/set-up' : `/staff/admin/set-up/${next}`}>
          {next === null ? t.finish : `${t.next}${stepWords[next].name[lang]}`}
        </a>
        {line.state === 'done' ? null : (
          <Form action={`/staff/admin/set-up/${line.step}/skip`} csrf={csrf}>
            <Hidden name="skip" value={line.state === 'skipped' ? 'no' : 'yes'} />
            <button type="submit" class="btn">
              {line.state === 'skipped' ? t.unskip : t.skip}
            </button>
          </Form>
        )}
      </div>
    </StaffPage>
  );
}

export type StepLink = { href: string; label: string; main?: boolean };
export function StepLinks({ links }: { links: readonly StepLink[] }) {
  return (
    <p class="filters">
      {links.map((link) => (
        <a class={link.main ? 'btn primary' : 'btn'} href={link.href}>
          {link.label}
        </a>
      ))}
    </p>
  );
}
