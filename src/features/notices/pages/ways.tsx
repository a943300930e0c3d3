// Where else I want to hear of it: letters to my address, and a calendar address for my phone or computer. Everything is off until I switch it on.
import { BackLink } from '#ui/back-link.tsx';
import { Checkboxes } from '#ui/choice.tsx';
import { ErrorSummary } from '#ui/error-summary.tsx';
import { Field } from '#ui/field.tsx';
import { Form, SubmitRow } from '#ui/form.tsx';
import { asField, asGroup, type FormState } from '#ui/form-state.ts';
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: {
    title: '邮件和日历',
    back: '提醒',
    saved: '已保存',
    mail: '邮件',
    mailWhy: '邮件里只有编号和链接，没有事项内容，也没有任何人的信息；点链接要登录。几条合成一封，夜里不发（两小时内要办的除外）。',
    mailClosed: '管理员还没有开通邮件出口，现在选了也不会发；开通后自动生效。',
    address: '收件地址',
    addressHint: '清空就是不再收。地址加密保存，别人看不到。',
    on: '发邮件',
    onYes: '有新提醒时给我发邮件',
    save: '保存',
    calendar: '日历订阅',
    calendarWhy: '手机或电脑的日历订阅一个地址，就能看到本单位未答复事项的到期时间：只有编号、到期时间和链接。加密级的事项不出现。',
    none: '还没有生成地址。',
    made: (on: string) => `地址在 ${on} 生成，正在使用。系统只留了校验值，所以不能再次显示。`,
    make: '生成地址',
    renew: '换一个新地址（旧的立即作废）',
    revoke: '停用日历地址',
    once: '请现在复制，只显示这一次',
    onceWhy: '把它填进日历的“订阅日历”。谁有这个地址谁就能看到，不要发到群里；泄露了就在这里换一个。',
    revoked: '日历地址已停用，已订阅的日历不再更新。',
  },
  en: {
    title: 'Mail and calendar',
    back: 'Notices',
    saved: 'Saved',
    mail: 'Letters',
    mailWhy:
      'A letter holds numbers and links only: nothing of the matter and of nobody. The link asks to sign in. Several are joined; none at night, except what must be done within two hours.',
    mailClosed: 'The administrator has not opened mail yet: your choice is kept and works as soon as it is open.',
    address: 'Address',
    addressHint: 'Empty it to get no more. It is kept sealed; nobody else sees it.',
    on: 'Send letters',
    onYes: 'Write to me when there is something new',
    save: 'Save',
    calendar: 'Calendar',
    calendarWhy:
      'Let the calendar of your phone or computer subscribe to one address, and it shows when unanswered matters of your unit are due: number, time and link only. Sealed matters are left out.',
    none: 'No address has been made yet.',
    made: (on: string) => `An address was made on ${on} and is in use. Only its digest is kept, so it cannot be shown again.`,
    make: 'Make an address',
    renew: 'Make a new address (the old one is void at once)',
    revoke: 'Stop the calendar address',
    once: 'Copy it now: it is shown only once',
    onceWhy:
      'Put it into "subscribe to a calendar". Whoever has it can read it: keep it out of chat groups, and make a new one here if it got out.',
    revoked: 'The calendar address is stopped; calendars that use it get nothing new.',
  },
} satisfies Record<Lang, unknown>;

export type MailForm = FormState<'address' | 'on'>;
type WaysPageProps = {
  frame: StaffFrame;
  form: MailForm;
  mailIsOpen: boolean;
  feedMadeOn: string | null;
  /** Just made; shown once. */
  feedUrl: string | null;
  said: 'saved' | 'revoked' | null;
};

export function WaysPage({ frame, form, mailIsOpen, feedMadeOn, feedUrl, said }: WaysPageProps) {
  const { lang, csrf } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} current="/staff/notices" title={t.title} hasErrors={form.errors.length > 0} wide={false}>
      <BackLink lang={lang} href="/staff/notices" label={t.back} />
      {said ? <Notice tone="success" title={t[said]} /> : null}
      <ErrorSummary lang={lang} errors={form.errors} />
      <h1>{t.title}</h1>
      <section class="card">
        <h2>{t.mail}</h2>
        <p>{t.mailWhy}</p>
        {mailIsOpen ? null : <p class="muted">{t.mailClosed}</p>}
        <Form action="/staff/notices/ways/mail" csrf={csrf}>
          <Field
            {...asField(form, 'address')}
            lang={lang}
            type="email"
            label={t.address}
            hint={t.addressHint}
            optional
            autocomplete="email"
          />
          <Checkboxes {...asGroup(form, 'on')} lang={lang} label={t.on} options={[{ value: 'yes', label: t.onYes }]} />
          <SubmitRow label={t.save} />
        </Form>
      </section>
      <section class="card">
        <h2>{t.calendar}</h2>
        <p>{t.calendarWhy}</p>
        {feedUrl ? (
          <Notice tone="info" title={t.once}>
            <p>
              <code class="secret-once">{feedUrl}</code>
            </p>
            <p>{t.onceWhy}</p>
          </Notice>
        ) : (
          <p>{feedMadeOn ? t.made(feedMadeOn) : t.none}</p>
        )}
        <Form action="/staff/notices/ways/calendar" csrf={csrf}>
          <SubmitRow label={feedMadeOn ? t.renew : t.make} />
        </Form>
        {feedMadeOn ? (
          <Form action="/staff/notices/ways/calendar/revoke" csrf={csrf}>
            <SubmitRow label={t.revoke} danger />
          </Form>
        ) : null}
      </section>
    </StaffPage>
  );
}
