// Opening the contact: first the reason, then once the contact. It is not linked, not kept, and gone with the next page.
import { BackLink } from '#ui/back-link.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, type FormState } from '#ui/form-state.ts';
import { groupNumber, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { SummaryList } from '#ui/summary-list.tsx';

const text = {
  zh: {
    title: '查看联系方式',
    back: '回到这件事',
    why: '为什么要看',
    hint: '例：转接承办人回电。理由、时间和您的岗位会记下，反映人看得到次数和岗位。',
    show: '查看',
    once: '只显示这一次，请不要转发、截图。',
    name: '称呼',
    phone: '电话',
    address: '地址',
    none: '没有留',
  },
  en: {
    title: 'Show the contact',
    back: 'Back to the matter',
    why: 'Why',
    hint: 'E.g. to put the handler through. Reason, time and your post are recorded; the raiser sees how often and by which post.',
    show: 'Show',
    once: 'Shown this once. Do not forward or copy it.',
    name: 'Name',
    phone: 'Phone',
    address: 'Address',
    none: 'not left',
  },
};
export type ShownContact = { name: string | null; phone: string | null; address: string | null };

export function ContactPage({
  frame,
  number,
  form,
  contact,
  mark,
}: {
  frame: StaffFrame;
  mark?: string;
  number: string;
  form: FormState<'why'>;
  contact: ShownContact | null;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  const base = `/staff/matters/${number}`;
  return (
    <StaffPage {...frame} title={t.title} hasErrors={form.errors.length > 0} wide={false} mark={mark}>
      <BackLink lang={lang} href={base} label={t.back} />
      <p class="muted num">{groupNumber(number)}</p>
      <h1>{t.title}</h1>
      {contact ? (
        <>
          <Notice tone="warning" title={t.once} />
          <section class="card">
            <SummaryList
              facts={[
                { term: t.name, value: contact.name ?? t.none },
                { term: t.phone, value: contact.phone ?? t.none },
                { term: t.address, value: contact.address ?? t.none },
              ]}
            />
          </section>
        </>
      ) : (
        <Form action={`${base}/raiser`} csrf={frame.csrf}>
          <ErrorSummary lang={lang} errors={form.errors} />
          <Field lang={lang} {...asField(form, 'why')} label={t.why} hint={t.hint} />
          <SubmitRow label={t.show} />
        </Form>
      )}
    </StaffPage>
  );
}
