import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, openBrowser, sidewaysScroll } from '#test/support/browser.ts';
import { DevUi } from './dev-ui.tsx';
import { sampleMatters, sampleNow } from './dev-ui-sample.ts';
import { Door } from './door.tsx';
import { groupNumber, instantShort } from './lang.ts';
import { Light } from './light.tsx';
import { PublicPage } from './page-public.tsx';
import { StaffPage } from './page-staff.tsx';
import { Table } from './table.tsx';

const file = (name: string) => readFile(new URL(`../../public/${name}`, import.meta.url));

let server: Server;
let browser: Browser;
let base = '';

beforeAll(async () => {
  const styles = { '/assets/portal.css': await file('portal.css'), '/assets/staff.css': await file('staff.css') } as Record<string, Buffer>;
  server = createServer((request, answer) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const style = styles[url.pathname];
    answer.setHeader('content-type', style ? 'text/css' : 'text/html; charset=utf-8');
    // The policy our pages must live under. The axe checks go around it, one test below does not.
    answer.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'",
    );
    const query = url.searchParams;
    const page = () => (
      <DevUi
        lang={query.get('lang') === 'en' ? 'en' : 'zh'}
        frame={query.get('frame') === 'staff' ? 'staff' : 'public'}
        largeText={query.get('size') === 'large'}
      />
    );
    answer.end(style ?? String(page()));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function onPage<T>(query: string, width: number, look: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage({ viewport: { width, height: 768 }, bypassCSP: true });
  try {
    await page.goto(`${base}/dev/ui?${query}`);
    return await look(page);
  } finally {
    await page.close();
  }
}

/** Controls that stand alone and are lower than they should be; links inside a sentence are not targets. */
const lowTargets = (least: number) => async (page: Page) =>
  page.evaluate(
    `[...document.querySelectorAll('a, button, summary, select, textarea, .choice > label, input:not([type=hidden]):not([type=radio]):not([type=checkbox])')]
      .filter((e) => getComputedStyle(e).display !== 'inline' && e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height < ${least})
      .map((e) => e.tagName + ' ' + e.textContent.trim().slice(0, 20))`,
  );

describe('every shared part', () => {
  const cases = ['public', 'staff'].flatMap((frame) =>
    ['zh', 'en'].flatMap((lang) => [360, 1366].map((width) => [frame, lang, width] as const)),
  );
  it.each(cases)('is accessible and fits: %s, %s, %i px', async (frame, lang, width) => {
    await onPage(`frame=${frame}&lang=${lang}`, width, async (page) => {
      expect(await axeViolations(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toEqual([]);
      expect(await lowTargets(frame === 'public' ? 60 : 40)(page)).toEqual([]);
    });
  });

  it('fits a phone in large print', async () => {
    expect(await onPage('frame=public&size=large', 360, sidewaysScroll)).toEqual([]);
    expect(await onPage('frame=staff&size=large', 360, sidewaysScroll)).toEqual([]);
  });

  it('on public pages is set in no less than 18 px', async () => {
    const small = await onPage('frame=public', 360, (page) =>
      page.evaluate(
        `[...document.querySelectorAll('body *')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 18).map((e) => e.tagName + '.' + e.className)`,
      ),
    );
    expect(small).toEqual([]);
  });

  it('lives under a policy that allows no script and no style but our own files', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${base}/dev/ui?frame=staff`);
    const accent = await page.evaluate("getComputedStyle(document.querySelector('.btn.primary')).backgroundColor");
    await page.close();
    expect(complaints.filter((words) => /policy/i.test(words))).toEqual([]);
    expect(accent).toBe('rgb(11, 95, 87)');
  });

  it('is seen by an axe that does find faults', async () => {
    const found = await onPage('frame=public', 360, async (page) => {
      await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="x"><input>')`);
      return axeViolations(page);
    });
    expect(found.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['image-alt', 'label']));
  });

  it('gives the focus of a returned form to its error summary, without script', async () => {
    const focused = await onPage('frame=public', 360, (page) => page.evaluate('document.activeElement.className'));
    expect(focused).toBe('error-summary');
  });
});

describe('the weight of a page', () => {
  it('a portal page with its styles stays under 40 KB, the styles under 13', async () => {
    const page = String(
      <PublicPage lang="zh" county="示例县" path="/" largeText={false} phone="0000-0000000" title="首页">
        {['我要说事', '查进度', '政策明白卡'].map((label) => (
          <Door href="/" label={label}>
            三步就好，不用注册。不想留名字也可以。
          </Door>
        ))}
      </PublicPage>,
    );
    const css = await file('portal.css');
    expect(css.length).toBeLessThan(13 * 1024);
    expect(Buffer.byteLength(page) + css.length).toBeLessThan(40_000);
    expect(gzipSync(css).length).toBeLessThan(4_500);
  });

  it('a staff list of 50 rows stays under 60 KB', () => {
    expect(Buffer.byteLength(fiftyRows())).toBeLessThan(60_000);
  });
});

function fiftyRows(): string {
  const rows = Array.from({ length: 50 }, (_, i) => sampleMatters.zh[i % 4]).filter((row) => row !== undefined);
  return String(
    <StaffPage
      lang="zh"
      county="示例县"
      path="/staff"
      me={{ name: '王示例', unitName: '示例镇' }}
      nav={[{ href: '/staff', label: '工作台' }]}
      csrf="t"
      title="台账"
    >
      <Table
        lang="zh"
        caption="台账"
        rows={rows}
        choose={{ name: 'pick', value: (m) => m.number, what: (m) => m.title }}
        columns={[
          {
            head: '事项',
            kind: 'main',
            cell: (m) => (
              <>
                <a href={`/staff/matters/${m.number}`}>{m.title}</a>
                <span class="sub num">
                  {groupNumber(m.number)} · {m.via} · {instantShort(m.at, sampleNow, 'zh')}
                </span>
              </>
            ),
          },
          { head: '地点', cell: (m) => m.place },
          {
            head: '承办',
            cell: (m) => (
              <>
                {m.unit}
                <span class="sub">{m.owner}</span>
              </>
            ),
          },
          { head: '到期', labelled: false, cell: (m) => <Light colour={m.light}>{m.due}</Light> },
          { head: '状态', cell: (m) => m.state },
          { head: '天数', kind: 'num', cell: (m) => m.days },
        ]}
      />
    </StaffPage>,
  );
}
