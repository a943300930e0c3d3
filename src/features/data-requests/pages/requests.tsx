// All requests, the form of a new one, and one of them with its decision.
import type { Day, Instant } from '#core/time/day.ts';
import { BackLink } from '#ui/back-link.tsx';
import { Radios, Select } from '#ui/choice.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { DateField, Field, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { instantShort, pick } from '#ui/lang.ts';
import { Light } from '#ui/light.tsx';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';
import { Table } from '#ui/table.tsx';
import type { RequestField, RequestRow, State } from '../rules.ts';
import { askedOfWords, frequencyWords, stateWords } from '../words.ts';

const text = {
  zh: {
    title: '向基层要数据',
    lead: '向乡镇、村要任何数据，先在这里登记。系统里已经有的不再要；没有依据、没有截止日期的不能要；到期自动停。',
    new: '登记一项',
    list: '登记的申请',
    number: '编号',
    what: '要什么',
    unit: '谁要',
    basis: '依据',
    until: '截止',
    state: '状态',
    none: '还没有人登记。',
    saved: { asked: '已登记，等县级督办岗审核。审核前不得下发。', decided: '已记下结论。' },
    refused: (n: number) => `系统已自动退回 ${n} 次（已有的、没依据的、不许要的），都有记录。`,
    back: '向基层要数据',
    titleField: '要什么数据',
    purpose: '用来做什么',
    basisField: '依据（文件名、文号或条款）',
    fields: '要哪些项',
    fieldsHint: '一行一项。系统会逐项核对：已经有的会告诉您在哪里取。',
    frequency: '多久一次',
    askedOf: '向谁要',
    expires: '截止日期',
    expiresHint: '最远 12 个月，到期自动停。',
    send: '登记',
    held: '系统里已有，直接取用：',
    asked: '登记时间',
    decision: '结论',
    decide: '审核',
    approve: '同意',
    return: '退回',
    words: '理由',
    wordsHint: '会显示给申请单位，也会出现在减负自查页。',
    save: '记下结论',
    withdraw: '撤回申请',
    like: '可能和已有的数据重复，请审核时核对：',
  },
  en: {
    title: 'Data asked of the grassroots',
    lead: 'Whoever wants data from townships or villages registers it here first. What is held is not asked again; nothing is asked without basis and end; it stops by itself on its day.',
    new: 'Register a request',
    list: 'Requests',
    number: 'No.',
    what: 'What',
    unit: 'Asked by',
    basis: 'Basis',
    until: 'Ends',
    state: 'State',
    none: 'Nobody has registered any.',
    saved: { asked: 'Registered; the county office decides. Nothing may be asked before.', decided: 'The decision is recorded.' },
    refused: (n: number) => `${n} were refused by the check itself (held, without basis, or not allowed); all are recorded.`,
    back: 'Data asked of the grassroots',
    titleField: 'Which data',
    purpose: 'What for',
    basisField: 'Basis (document, number or article)',
    fields: 'Fields',
    fieldsHint: 'One a line. Each is checked: of what is held you are told where to get it.',
    frequency: 'How often',
    askedOf: 'Of whom',
    expires: 'Last day',
    expiresHint: '12 months at most; it stops by itself.',
    send: 'Register',
    held: 'Held already, take it from there: ',
    asked: 'Registered',
    decision: 'Decision',
    decide: 'Decide',
    approve: 'approve',
    return: 'return',
    words: 'Reason',
    wordsHint: 'Shown to whoever asked, and on the burden page.',
    save: 'Record the decision',
    withdraw: 'Take it back',
    like: 'May be the same as data that are held; please compare: ',
  },
};

export type RequestView = RequestRow & { unit: string; now: State };
type ListProps = { frame: StaffFrame; rows: readonly RequestView[]; refused: number; mayAsk: boolean; said: 'asked' | 'decided' | null };

const colours = { asked: 'yellow', approved: 'blue', returned: 'grey', withdrawn: 'grey', ended: 'grey' } as const;

export function RequestsPage({ frame, rows, refused, mayAsk, said }: ListProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      {said ? <Notice tone="success" title={t.saved[said]} /> : null}
      <p>{t.lead}</p>
      {mayAsk ? (
        <p>
          <a class="btn primary" href="/staff/data-requests/new">
            {t.new}
          </a>
        </p>
      ) : null}
      {refused > 0 ? <p class="muted">{t.refused(refused)}</p> : null}
      {rows.length === 0 ? (
        <EmptyState title={t.none} />
      ) : (
        <Table
          lang={lang}
          caption={t.list}
          hideCaption
          rows={rows}
          columns={[
            { head: t.number, cell: (row) => <a href={`/staff/data-requests/${row.number}`}>{row.number}</a> },
            { head: t.what, kind: 'main', cell: (row) => <span lang="zh-CN">{`${row.title}（${row.fields.join('、')}）`}</span> },
            { head: t.unit, cell: (row) => row.unit },
            { head: t.basis, cell: (row) => <span lang="zh-CN">{row.basis}</span> },
            { head: t.frequency, cell: (row) => `${frequencyWords[row.frequency][lang]} · ${askedOfWords[row.askedOf][lang]}` },
            { head: t.until, cell: (row) => row.expiresOn },
            { head: t.state, cell: (row) => <Light colour={colours[row.now]}>{stateWords[row.now][lang]}</Light> },
          ]}
        />
      )}
    </StaffPage>
  );
}

type HeldLink = { field: string; name: string; href: string };
type NewProps = { frame: StaffFrame; form: FormState<RequestField>; held: readonly HeldLink[]; today: Day };

export function NewRequestPage({ frame, form, held, today }: NewProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const options = (words: Record<string, { zh: string; en: string }>) =>
    Object.entries(words).map(([value, one]) => ({ value, label: one[lang] }));
  return (
    <StaffPage {...frame} title={t.new} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/data-requests" label={t.back} />
      <h1>{t.new}</h1>
      <p>{t.lead}</p>
      {held.length > 0 ? (
        <Notice tone="warning" title={t.held}>
          <ul>
            {held.map((one) => (
              <li>
                {one.field} → <a href={one.href}>{one.name}</a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Form action="/staff/data-requests" csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Field {...asField(form, 'title')} lang={lang} label={t.titleField} />
        <TextArea {...asField(form, 'fields')} lang={lang} label={t.fields} hint={t.fieldsHint} rows={5} />
        <Field {...asField(form, 'purpose')} lang={lang} label={t.purpose} />
        <Field {...asField(form, 'basis')} lang={lang} label={t.basisField} />
        <Select {...asField(form, 'askedOf')} lang={lang} label={t.askedOf} options={options(askedOfWords)} />
        <Select {...asField(form, 'frequency')} lang={lang} label={t.frequency} options={options(frequencyWords)} />
        <DateField {...asField(form, 'expiresOn')} lang={lang} label={t.expires} hint={t.expiresHint} min={today} />
        <SubmitRow label={t.send} />
      </Form>
    </StaffPage>
  );
}

type ShowProps = {
  frame: StaffFrame;
  row: RequestView;
  asker: string;
  decider: string;
  like: readonly HeldLink[];
  mayDecide: boolean;
  mayWithdraw: boolean;
  form: FormState<'decision' | 'words'>;
  now: Instant;
};

export function RequestPage({ frame, row, asker, decider, like, mayDecide, mayWithdraw, form, now }: ShowProps) {
  const { lang } = frame;
  const t = pick(text, lang);
  const own = (words: string) => <span lang="zh-CN">{words}</span>;
  const action = `/staff/data-requests/${row.number}`;
  return (
    <StaffPage {...frame} title={`${t.title} ${row.number}`} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/data-requests" label={t.back} />
      <h1>
        {row.number} {own(row.title)}
      </h1>
      <SummaryList
        facts={[
          { term: t.state, value: stateWords[row.now][lang] },
          { term: t.fields, value: own(row.fields.join('、')) },
          { term: t.purpose, value: own(row.purpose) },
          { term: t.basis, value: own(row.basis) },
          { term: t.askedOf, value: `${askedOfWords[row.askedOf][lang]} · ${frequencyWords[row.frequency][lang]}` },
          { term: t.until, value: row.expiresOn },
          { term: t.unit, value: `${row.unit} ${asker}` },
          { term: t.asked, value: instantShort(row.askedAt, now, lang) },
          ...(row.decidedAt
            ? [{ term: t.decision, value: own(`${decider} ${instantShort(row.decidedAt, now, lang)} ${row.decision}`) }]
            : []),
        ]}
      />
      {like.length > 0 && row.now === 'asked' ? (
        <Notice tone="warning" title={t.like}>
          <ul>
            {like.map((one) => (
              <li>
                {own(one.field)} → <a href={one.href}>{one.name}</a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {mayDecide ? (
        <Form action={action} csrf={frame.csrf}>
          <ErrorSummary lang={lang} errors={form.errors} />
          <Radios
            {...asField(form, 'decision')}
            lang={lang}
            label={t.decide}
            options={[
              { value: 'approved', label: t.approve },
              { value: 'returned', label: t.return },
            ]}
          />
          <TextArea {...asField(form, 'words')} lang={lang} label={t.words} hint={t.wordsHint} rows={2} />
          <SubmitRow label={t.save} />
        </Form>
      ) : null}
      {mayWithdraw ? (
        <Form action={action} csrf={frame.csrf}>
          <SubmitRow label={t.withdraw} name="decision" value="withdrawn" />
        </Form>
      ) : null}
    </StaffPage>
  );
}
