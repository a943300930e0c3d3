// The staff frame: dense, quiet, no tally of who was online; "给系统提意见" is on every screen here too.
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { BrandMark } from './brand.tsx';
import { KeyHelp } from './key-help.tsx';
import { htmlLang, type Lang, pick } from './lang.ts';
import { type AssetHref, feedbackFrom, plainAsset, publicLinks, withParam } from './links.ts';

const text = {
  zh: {
    skip: '跳到正文',
    error: '有错：',
    product: '到底',
    home: '到底，回工作台',
    nav: '主要栏目',
    other: 'English',
    otherLang: 'en',
    find: '查找',
    findHint: '编号、地点、关键字',
    signOut: '退出',
    own: '我的登录',
    large: '大字版',
    normal: '标准字号',
    about: '关于本系统',
    phone: '技术支持电话 ',
    limits: '时限怎么算的',
    open: '哪些内容公开',
    privacy: '隐私',
    accessibility: '无障碍',
    feedback: '给系统提意见',
    mark: '本页水印编号 ',
    markWhy: '，外传可追查到账号和时间。',
  },
  en: {
    skip: 'Skip to content',
    error: 'Error: ',
    product: 'Daodi',
    home: 'Daodi, back to the workbench',
    nav: 'Main sections',
    other: '中文',
    otherLang: 'zh',
    find: 'Find',
    findHint: 'Number, place, words',
    signOut: 'Sign out',
    own: 'my sign-in',
    large: 'Large print',
    normal: 'Standard print',
    about: 'About this system',
    phone: 'Support phone ',
    limits: 'How time limits are counted',
    open: 'What is public',
    privacy: 'Privacy',
    accessibility: 'Accessibility',
    feedback: 'Tell us about this system',
    mark: 'This page carries the mark ',
    markWhy: '; what is passed on can be traced to the account and the minute.',
  },
};

/** `standsFor`: sections that are reached through this one and have no place of their own in the bar. */
export type NavItem = { href: string; label: string; count?: number | undefined; standsFor?: readonly string[] };

/** What every staff page needs. `current` is the href of the section the page belongs to; `path` the current path with its query. */
export type StaffFrame = {
  lang: Lang;
  county: string;
  path: string;
  me: { name: string; unitName: string } | null;
  nav: readonly NavItem[];
  current?: string | undefined;
  csrf: string;
  largeText?: boolean | undefined;
  homeHref?: string | undefined;
  signOutAction?: string | undefined;
  /** One's own sign-in: password, second step, sessions, leave. */
  meHref?: string | undefined;
  /** Where the search box sends `q`; without it there is no box. */
  findAction?: string | undefined;
  findValue?: string | undefined;
  phone?: string | undefined;
  assetHref?: AssetHref | undefined;
};

/** `scripts`: islands of public/ that this page works better with, and works without. */
type StaffPageProps = StaffFrame & {
  title: string;
  hasErrors?: boolean;
  wide?: boolean;
  scripts?: readonly string[];
  /** The trace code of a page that shows a matter: laid over it and printed, so that a photo or a sheet tells whose screen it was. */
  mark?: string | undefined;
  children?: Child;
};

export function StaffPage(props: StaffPageProps) {
  const {
    lang,
    county,
    path,
    me,
    nav,
    current,
    csrf,
    largeText = false,
    homeHref = '/staff',
    signOutAction = '/staff/sign-out',
    meHref = '/staff/me',
    phone,
    assetHref = plainAsset,
  } = props;
  const t = pick(text, lang);
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={htmlLang[lang]} class={largeText ? 'staff-root large' : 'staff-root'}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="robots" content="noindex" />
          <meta name="format-detection" content="telephone=no" />
          <title>{`${props.hasErrors ? t.error : ''}${props.title} · ${county}`}</title>
          <link rel="icon" href={assetHref('icon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={assetHref('portal.css')} />
          <link rel="stylesheet" href={assetHref('staff.css')} />
          <meta name="turbo-root" content="/staff" />
          <meta name="turbo-prefetch" content="false" />
          <meta name="turbo-cache-control" content="no-cache" />
          <script src={assetHref('turbo.js')} defer />
          <script src={assetHref('staff.js')} defer />
          {(props.scripts ?? []).map((name) => (
            <script src={assetHref(name)} defer></script>
          ))}
        </head>
        <body class="staff">
          <a class="skip" href="#main">
            {t.skip}
          </a>
          <header class="bar">
            <a class="brand" href={homeHref} aria-label={t.home}>
              <BrandMark />
              <b>{t.product}</b>
            </a>
            {nav.length > 0 ? (
              <nav class="sections" aria-label={t.nav}>
                {nav.map((item) => (
                  <a
                    href={item.href}
                    aria-current={
                      current !== undefined && (item.href === current || item.standsFor?.includes(current)) ? 'page' : undefined
                    }
                  >
                    {item.label}
                    {item.count ? <span class="count num">{item.count}</span> : null}
                  </a>
                ))}
              </nav>
            ) : null}
            {props.findAction && me ? (
              <form class="find" action={props.findAction} method="get" role="search" data-turbo="true">
                <input type="search" name="q" aria-label={t.find} placeholder={t.findHint} value={props.findValue ?? ''} />
                <button type="submit" class="btn">
                  {t.find}
                </button>
              </form>
            ) : null}
            {me ? (
              <form class="me" action={signOutAction} method="post">
                <input type="hidden" name="csrf" value={csrf} />
                <a href={meHref} aria-label={`${me.unitName} · ${me.name}：${t.own}`}>
                  <span class="unit">{me.unitName} · </span>
                  {me.name}
                </a>{' '}
                <button type="submit" class="link">
                  {t.signOut}
                </button>
              </form>
            ) : null}
          </header>
          <main id="main" class={props.wide === false ? 'wrap narrow' : 'wrap'} tabindex={-1}>
            {props.children}
            {props.mark ? (
              <>
                <p class="mark-line">
                  {t.mark}
                  <b class="num">{props.mark}</b>
                  {t.markWhy}
                </p>
                <img class="watermark" src={`/staff/mark/${props.mark}.svg`} alt="" />
              </>
            ) : null}
          </main>
          <footer class="staff-foot">
            <nav class="foot-links" aria-label={t.about}>
              <a class="say" href={feedbackFrom(path)}>
                {t.feedback}
              </a>
              <a href={publicLinks.limits}>{t.limits}</a>
              <a href={publicLinks.open}>{t.open}</a>
              <a href={publicLinks.privacy}>{t.privacy}</a>
              <a href={publicLinks.accessibility}>{t.accessibility}</a>
              <a href={withParam(path, 'size', largeText ? 'normal' : 'large')} data-turbo="false">
                {largeText ? t.normal : t.large}
              </a>
              <a href={withParam(path, 'lang', t.otherLang)} lang={lang === 'zh' ? 'en' : 'zh-CN'}>
                {t.other}
              </a>
            </nav>
            <p>
              {county}
              {phone ? (
                <>
                  {' '}
                  · {t.phone}
                  <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
                </>
              ) : null}
            </p>
          </footer>
          {me ? <KeyHelp lang={lang} /> : null}
        </body>
      </html>
    </>
  );
}
