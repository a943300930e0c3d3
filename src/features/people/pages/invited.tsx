// The invitation of one person, shown once: to be printed or copied, and handed over in person.
import { type Lang, pick } from '#ui/lang.ts';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import { PeopleTabs } from './people-tabs.tsx';
import { Invitations } from './table-look.tsx';

const text = {
  zh: { title: (name: string) => `${name}的邀请`, person: '看这个账号', another: '再添加一位', setUp: '回设置向导' },
  en: {
    title: (name: string) => `Invitation for ${name}`,
    person: 'To this account',
    another: 'Add another person',
    setUp: 'Back to set-up',
  },
} satisfies Record<Lang, unknown>;

export function InvitedPage({
  frame,
  person,
  href,
}: {
  frame: StaffFrame;
  person: { accountId: string; name: string; login: string };
  href: string;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  return (
    <StaffPage {...frame} title={t.title(person.name)}>
      <h1>{t.title(person.name)}</h1>
      <PeopleTabs lang={lang} current="accounts" />
      <Invitations lang={lang} invited={[{ name: person.name, login: person.login, href }]} />
      <p class="filters">
        <a class="btn" href={`/staff/people/${person.accountId}`}>
          {t.person}
        </a>
        <a class="btn" href="/staff/people/new">
          {t.another}
        </a>
        <a class="btn" href="/staff/admin/set-up">
          {t.setUp}
        </a>
      </p>
    </StaffPage>
  );
}
