// What only the county can say on the burden page: filing number, systems replaced or read.
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field, TextArea } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import type { CountyField } from '../rules-county.ts';

const text = {
  zh: {
    title: '减负自查页：县里填的内容',
    lead: '其余各项由系统当场查出，改不了；这里只填系统自己不知道的。',
    see: '看减负自查页',
    filing: '备案号',
    filingHint: '政务移动互联网应用程序备案的编号；不需要备案的写明原因。',
    systems: '替代和读取的系统',
    systemsHint: '一行一个：2026-01-01 替代 乡镇工单表（示例）；2026-01-01 读取 县数据共享平台（示例）。',
    save: '保存',
    saved: '已保存，减负自查页上已经看得到。',
  },
  en: {
    title: "Burden page: the county's own words",
    lead: 'Everything else on that page is found by the system itself and cannot be edited; here stands only what it cannot know.',
    see: 'See the burden page',
    filing: 'Filing number',
    filingHint: 'Of the filing as a government application; where none is needed, say why.',
    systems: 'Systems replaced or read',
    systemsHint: 'One a line: 2026-01-01 replaces NAME; 2026-01-01 reads NAME.',
    save: 'Save',
    saved: 'Saved; it stands on the burden page.',
  },
};

type Props = { frame: StaffFrame; form: FormState<CountyField>; said: boolean };

export function CountyPage({ frame, form, said }: Props) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false}>
      <h1>{t.title}</h1>
      {said ? <Notice tone="success" title={t.saved} /> : null}
      <p>{t.lead}</p>
      <p>
        <a href="/burden">{t.see}</a>
      </p>
      <Form action="/staff/burden" csrf={frame.csrf}>
        <ErrorSummary lang={lang} errors={form.errors} />
        <Field {...asField(form, 'filing')} lang={lang} label={t.filing} hint={t.filingHint} optional />
        <TextArea {...asField(form, 'systems')} lang={lang} label={t.systems} hint={t.systemsHint} rows={6} optional />
        <SubmitRow label={t.save} />
      </Form>
    </StaffPage>
  );
}
