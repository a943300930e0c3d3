// The public frame: one column, large print, no script, and on every page a second way that is not a screen.
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { BrandMark } from './brand.tsx';
import { htmlLang, type Lang, pick } from './lang.ts';
import { type AssetHref, feedbackFrom, plainAsset, publicLinks, withParam } from './links.ts';

const text = {
  zh: {
    skip: '跳到正文',
    home: '首页',
    error: '有错：',
    other: 'English',
    otherLang: 'en',
    large: '大字版',
    normal: '标准字号',
    tools: '语言和字号',
    about: '关于本系统',
    product: '到底',
    secondWay: '不方便上网？',
    call: '打电话',
    orAsk: '，或请村干部代您填。办得好不好，仍由您本人评价。',
    limits: '时限怎么算的',
    open: '哪些内容公开',
    privacy: '隐私',
    accessibility: '无障碍',
    feedback: '给系统提意见',
  },
  en: {
    skip: 'Skip to content',
    home: 'Home',
    error: 'Error: ',
    other: '中文',
    otherLang: 'zh',
    large: 'Large print',
    normal: 'Standard print',
    tools: 'Language and print size',
    about: 'About this service',
    product: 'Daodi',
    secondWay: 'Rather not use the web? ',
    call: 'Call ',
    orAsk: ', or ask a village official to fill it in for you. Whether it was done well is still yours to say.',
    limits: 'How time limits are counted',
    open: 'What is public',
    privacy: 'Privacy',
    accessibility: 'Accessibility',
    feedback: 'Tell us about this system',
  },
};

/** What every public page needs to know about where it is and who is reading. `path` is the current path with its query. */
export type PublicFrame = {
  lang: Lang;
  county: string;
  path: string;
  largeText: boolean;
  phone: string;
  phoneHours?: string | undefined;
  assetHref?: AssetHref | undefined;
};

/** `scripts`: islands of public/ that this page works better with, and works without. */
type PublicPageProps = PublicFrame & { title: string; hasErrors?: boolean; scripts?: readonly string[]; children?: Child };

export function PublicPage({
  lang,
  county,
  path,
  largeText,
  phone,
  phoneHours,
  title,
  hasErrors,
  assetHref = plainAsset,
  scripts = [],
  children,
}: PublicPageProps) {
  const t = pick(text, lang);
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={htmlLang[lang]} class={largeText ? 'large' : undefined}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="theme-color" content="#0b5f57" />
          <meta name="format-detection" content="telephone=no" />
          <title>{`${hasErrors ? t.error : ''}${title} · ${county}`}</title>
          <link rel="icon" href={assetHref('icon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={assetHref('portal.css')} />
          {scripts.map((name) => (
            <script src={assetHref(name)} defer></script>
          ))}
        </head>
        <body class="public">
          <a class="skip" href="#main">
            {t.skip}
          </a>
          <header class="top">
            <div class="inner">
              <a class="brand" href={publicLinks.home}>
                <BrandMark />
                <span>
                  <b>{t.product}</b> {county}
                </span>
              </a>
              <nav class="tools" aria-label={t.tools}>
                <a href={withParam(path, 'size', largeText ? 'normal' : 'large')}>{largeText ? t.normal : t.large}</a>
                <a
                  href={withParam(path, 'lang', t.otherLang)}
                  lang={lang === 'zh' ? 'en' : 'zh-CN'}
                  hreflang={lang === 'zh' ? 'en' : 'zh-CN'}
                >
                  {t.other}
                </a>
              </nav>
            </div>
          </header>
          <main id="main" class="inner" tabindex={-1}>
            {children}
          </main>
          <footer class="foot">
            <div class="inner">
              <p class="second-way">
                {t.secondWay}
                {t.call}
                <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
                {phoneHours ? (lang === 'zh' ? `（${phoneHours}）` : ` (${phoneHours})`) : null}
                {t.orAsk}
              </p>
              <nav class="foot-links" aria-label={t.about}>
                <a href={publicLinks.limits}>{t.limits}</a>
                <a href={publicLinks.open}>{t.open}</a>
                <a href={publicLinks.privacy}>{t.privacy}</a>
                <a href={publicLinks.accessibility}>{t.accessibility}</a>
                <a href={feedbackFrom(path)}>{t.feedback}</a>
              </nav>
            </div>
          </footer>
        </body>
      </html>
    </>
  );
}
