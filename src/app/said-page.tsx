// The page that says one thing (nothing there, not yours, a fault) in the frame people know, public or staff, in their language.
import type { Context } from 'hono';
import type { HttpEnv } from '#platform/http/context.ts';
import { publicFrameOf } from '#platform/http/context.ts';
import type { SaidPlainly } from '#platform/http/plain-page.ts';
import { saidIn } from '#platform/http/said.ts';
import { type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { errorTitle, Fault, NotFound } from '#ui/error-pages.tsx';
import { pick } from '#ui/lang.ts';
import type { AssetHref } from '#ui/links.ts';
import { PublicPage } from '#ui/page-public.tsx';
import { StaffPage } from '#ui/page-staff.tsx';

const text = {
  zh: { home: '回首页', workbench: '回工作台', reference: '编号：', kept: '您写的（可以复制）' },
  en: { home: 'To the home page', workbench: 'To the workbench', reference: 'Reference: ', kept: 'What you wrote (to copy)' },
};

export function saidPage(assetHref: AssetHref) {
  return (c: Context<HttpEnv>, said: SaidPlainly): Response => {
    // Behind the gate somebody is signed in; before it, and on public pages, nobody is.
    const staff = 'me' in c.var && c.var.me ? staffFrameOf(c as unknown as Context<StaffEnv>) : null;
    const homeHref = staff ? '/staff' : '/';
    const { title, body } = bodyOf(c.var.lang, said, homeHref);
    const page = staff ? (
      <StaffPage {...staff} assetHref={assetHref} findAction="/staff/matters" title={title}>
        {body}
      </StaffPage>
    ) : (
      <PublicPage {...publicFrameOf(c)} assetHref={assetHref} title={title}>
        {body}
      </PublicPage>
    );
    return c.html(page) as Response;
  };
}

function bodyOf(lang: 'zh' | 'en', said: SaidPlainly, homeHref: string) {
  const isFrames = (name: 'fault' | 'notFound') => said.title === saidIn(name, lang).title && !said.next && !said.kept;
  if (isFrames('fault') && said.id) return { title: errorTitle('fault', lang), body: <Fault lang={lang} id={said.id} /> };
  if (isFrames('notFound')) return { title: errorTitle('not-found', lang), body: <NotFound lang={lang} homeHref={homeHref} /> };
  return { title: said.title, body: <Said lang={lang} said={said} homeHref={homeHref} /> };
}

function Said({ lang, said, homeHref }: { lang: 'zh' | 'en'; said: SaidPlainly; homeHref: string }) {
  const t = pick(text, lang);
  const next = said.next ?? { href: homeHref, label: homeHref === '/' ? t.home : t.workbench };
  return (
    <>
      <h1>{said.title}</h1>
      {said.sentences.map((sentence) => (
        <p>{sentence}</p>
      ))}
      {said.id ? (
        <p>
          {t.reference}
          <code class="nowrap">{said.id}</code>
        </p>
      ) : null}
      {Object.entries(said.kept ?? {}).map(([name, words]) => (
        <div class="field">
          <label for={`kept-${name}`}>{t.kept}</label>
          <textarea id={`kept-${name}`} rows={8} readonly>
            {`\n${words}`}
          </textarea>
        </div>
      ))}
      <p>
        <a class="btn" href={next.href}>
          {next.label}
        </a>
      </p>
    </>
  );
}
