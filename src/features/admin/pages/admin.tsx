// What an administrator may set up, in groups, each with one line on what it is for.
import { type Lang, pick } from '#ui/lang.ts';
import { Notice } from '#ui/notice.tsx';
import { type StaffFrame, StaffPage } from '#ui/page-staff.tsx';
import type { AdminGroup, AdminLink } from '../links.ts';

const text = {
  zh: {
    title: '系统管理',
    lead: '能设置的都在这里。系统管理、安全管理、审计管理是三个人，各看各的。',
    lacks: (n: number) => `设置还差 ${n} 步`,
    toSetUp: '去设置向导',
    groups: { county: '本县', rules: '规则', people: '人员', words: '用语', outside: '对外', watch: '监督' },
  },
  en: {
    title: 'Administration',
    lead: 'Everything that can be set up. System, security and audit administration are three people; each sees their own.',
    lacks: (n: number) => `Set-up lacks ${n} steps`,
    toSetUp: 'To set-up',
    groups: { county: 'The county', rules: 'Rules', people: 'People', words: 'Wording', outside: 'Ways out', watch: 'Oversight' },
  },
} satisfies Record<Lang, { groups: Record<AdminGroup, string> } & Record<string, unknown>>;

export function AdminPage({
  frame,
  links,
  open,
}: {
  frame: StaffFrame;
  links: readonly AdminLink[] /** Steps of set-up still open; 0 says nothing. */;
  open: number;
}) {
  const { lang } = frame;
  const t = pick(text, lang);
  const groups = (Object.keys(t.groups) as AdminGroup[]).filter((group) => links.some((link) => link.group === group));
  return (
    <StaffPage {...frame} title={t.title}>
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {open > 0 ? (
        <Notice tone="info" title={t.lacks(open)}>
          <p>
            <a href="/staff/admin/set-up">{t.toSetUp}</a>
          </p>
        </Notice>
      ) : null}
      <div class="index">
        {groups.map((group) => (
          <section>
            <h2>{t.groups[group]}</h2>
            <ul class="links">
              {links
                .filter((link) => link.group === group)
                .map((link) => (
                  <li>
                    <a href={link.href}>{link.name[lang]}</a>
                    <span class="sub">{link.why[lang]}</span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </StaffPage>
  );
}
