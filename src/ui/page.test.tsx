import type { Child } from 'hono/jsx';
import { describe, expect, it } from 'vitest';
import { Field } from './field.tsx';
import type { Lang } from './lang.ts';
import { feedbackFrom, withParam } from './links.ts';
import { PublicPage } from './page-public.tsx';
import { StaffPage } from './page-staff.tsx';

const publicPage = (
  props: {
    lang?: Lang;
    path?: string;
    largeText?: boolean;
    hasErrors?: boolean;
    assetHref?: (name: string) => string;
    children?: Child;
  } = {},
) => String(<PublicPage lang="zh" county="示例县" path="/track?x=1" largeText={false} phone="0000-0000000" title="查进度" {...props} />);
const staffPage = (props: { me?: { name: string; unitName: string } | null; lang?: Lang } = {}) =>
  String(
    <StaffPage
      lang="zh"
      county="示例县"
      path="/staff/ledger?q=13800000000"
      me={{ name: '王示例', unitName: '示例镇' }}
      nav={[
        { href: '/staff', label: '工作台' },
        { href: '/staff/ledger', label: '台账' },
      ]}
      current="/staff/ledger"
      csrf="token-1"
      title="台账"
      {...props}
    />,
  );

describe('every page', () => {
  it('begins with its doctype, which the JSX writer leaves out', () => {
    expect(publicPage()).toMatch(/^<!doctype html><html lang="zh-CN"/);
    expect(publicPage({ lang: 'en' })).toMatch(/^<!doctype html><html lang="en"/);
    expect(staffPage()).toMatch(/^<!doctype html><html lang="zh-CN"/);
  });

  it('carries the link to say something about the system, and never a query with it', () => {
    expect(publicPage()).toContain('<a href="/feedback?from=%2Ftrack">给系统提意见</a>');
    expect(staffPage()).toContain('href="/feedback?from=%2Fstaff%2Fledger">给系统提意见</a>');
    expect(staffPage({ lang: 'en' })).toContain('Tell us about this system');
    expect(feedbackFrom('/staff/ledger?q=13800000000')).not.toContain('138');
    expect(feedbackFrom('/verdict/Zk9_3q')).toBe('/feedback?from=%2Fverdict%2F_');
    expect(feedbackFrom('/staff/matters/D3300002026112300427/reply')).toBe('/feedback?from=%2Fstaff%2Fmatters%2F_%2Freply');
  });

  it('has nothing inline, so that the strictest policy holds; a public page has no script, a staff page only its own files', () => {
    for (const page of [publicPage(), staffPage()]) expect(page).not.toMatch(/\son\w+=|\sstyle=/i);
    expect(publicPage()).not.toContain('<script');
    expect(staffPage().replace(/<script src="\/assets\/(?:turbo|staff)\.js[^"]*" defer[^>]*><\/script>/g, '')).not.toContain('<script');
  });

  it('asks for its styles by the address it is handed, else plainly', () => {
    expect(publicPage()).toContain('<link rel="stylesheet" href="/assets/portal.css"/>');
    expect(publicPage({ assetHref: (name) => `/assets/${name}?v=1` })).toContain('href="/assets/portal.css?v=1"');
  });

  it('says in its title that something is wrong, for those who hear it first', () => {
    expect(publicPage({ hasErrors: true })).toContain('<title>有错：查进度 · 示例县</title>');
  });
});

describe('the public page', () => {
  it('leads back to the same place in the other language and size', () => {
    expect(publicPage()).toContain('href="/track?x=1&amp;lang=en"');
    expect(publicPage()).toContain('href="/track?x=1&amp;size=large"');
    expect(publicPage({ largeText: true })).toMatch(/<html lang="zh-CN" class="large">/);
    expect(publicPage({ largeText: true })).toContain('size=normal');
    expect(withParam('/track?lang=zh', 'lang', 'en')).toBe('/track?lang=en');
  });

  it('always shows the second way: a number to call', () => {
    expect(publicPage()).toContain('<a href="tel:00000000000">0000-0000000</a>');
  });
});

describe('the staff page', () => {
  it('marks the section it belongs to, and signs out by a post with its token', () => {
    expect(staffPage()).toContain('<a href="/staff/ledger" aria-current="page">台账</a>');
    expect(staffPage()).toContain(
      '<form class="me" action="/staff/sign-out" method="post"><input type="hidden" name="csrf" value="token-1"/>',
    );
  });

  it('has neither name nor sign-out before someone has signed in', () => {
    expect(staffPage({ me: null })).not.toContain('sign-out');
  });
});

describe('what people typed', () => {
  it('stays text on the page, in titles, in attributes and in words', () => {
    const bad = '"><script>alert(1)</script>';
    const page = String(
      <PublicPage lang="zh" county={bad} path={`/x?q=${bad}`} largeText={false} phone={bad} phoneHours={bad} title={bad}>
        <Field lang="zh" name="place" label={bad} hint={bad} error={bad} value={bad} />
      </PublicPage>,
    );
    expect(page).not.toContain('<script');
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });
});
